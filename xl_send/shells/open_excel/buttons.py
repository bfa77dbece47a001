"""Buttons pressed on the workbook that is open in Excel, by a program that Excel did not start."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from xl_send.errors import CannotRunError, RefusedError
from xl_send.progress import Progress, quietly, telling
from xl_send.shells.buttons.button import ACTIONS, OF_A_FOLDER, ButtonAnswer, ButtonPress, answer
from xl_send.shells.open_excel.errors import CHANGED, LiveError
from xl_send.shells.open_excel.workbook import LiveBook, active
from xl_send.xlsx.write.result_rows import CHECKS, CHECKS_TITLES, checks_table

NOTHING: Mapping[str, str] = {}
_RECORD, _PLACE, _HEADING = (list(CHECKS_TITLES).index(title) for title in ("Record", "Place", "Heading"))


def press_in_excel(action: str, given: Mapping[str, str] = NOTHING, progress: Progress = quietly) -> ButtonAnswer:
    """Do what a button promises on the open workbook; its sheets are filled, and the status bar tells of the work.

    A button that reads a whole folder needs no workbook, and no Excel. Raises `CannotRunError` with a sentence where
    there is no Excel, no workbook, or nothing to be done.
    """
    try:
        if action in OF_A_FOLDER:
            return answer(ButtonPress(action, "", "", given=given), progress)
        book = active()
        with book.working():
            return _pressed(book, action, given, telling(book.show, progress))
    except LiveError as error:
        raise CannotRunError(str(error)) from error
    except RefusedError as error:
        raise CannotRunError(error.sentence) from error


def tell_in_excel(sentence: str) -> None:
    """Show a sentence in a box over Excel; where no Excel answers, nobody is told."""
    with suppress(LiveError):
        active().tell(sentence)


def _pressed(book: LiveBook, action: str, given: Mapping[str, str], progress: Progress) -> ButtonAnswer:
    if action == "next":
        return _next_problem(book)
    if action == "clear":
        return _clear_marks(book)
    if action not in ACTIONS:
        message = f"There is no button for {action}. There are: clear, next, {', '.join(sorted(ACTIONS))}."
        raise CannotRunError(message)
    cursor = book.cursor()
    with tempfile.TemporaryDirectory(prefix="xl_send-") as folder:
        before = book.extent()
        book.show("copying the workbook")
        copy = book.save_copy(Path(folder))
        press = ButtonPress(action, str(copy), book.name, cursor.sheet, cursor.row, cursor.record, given)
        done = answer(press, progress)
    if book.extent() != before:
        raise LiveError(CHANGED)
    book.fill(*done.sheets)
    if done.show:
        with suppress(LiveError):  # it is written all the same
            book.go_to(done.show)
    return done


def _next_problem(book: LiveBook) -> ButtonAnswer:
    """Go to the cell after the one under the cursor among those that Checks lists, the first after the last."""
    rows = book.listed(CHECKS, list(CHECKS_TITLES))
    places = list(dict.fromkeys(str(row[_PLACE]) for row in rows if row[_PLACE]))
    if not places:
        return ButtonAnswer("Nothing is listed to put right. Press Validate to check this workbook.")
    here = book.cursor()
    hidden = {sheet for sheet in {place.rpartition("!")[0] for place in places} if book.is_hidden(sheet)}
    shown = [place for place in places if place.rpartition("!")[0] not in hidden]
    if not shown:
        return ButtonAnswer(
            f"What is left to put right stands on hidden sheets ({', '.join(sorted(hidden))}). Right-click any tab, "
            "choose Unhide, and press Next problem again."
        )
    aside = f" {len(places) - len(shown)} more on hidden sheets." if hidden else ""
    places = shown
    place = f"{here.sheet}!{here.address}"
    at = (places.index(place) + 1) % len(places) if place in places else 0
    sheet, _, address = places[at].rpartition("!")
    row = next(item for item in rows if item[_PLACE] == places[at])
    record, heading = (str(row[place] or "") for place in (_RECORD, _HEADING))
    now = book.place_of(sheet, record, heading, address) if heading and address else address
    if address and not now:
        return ButtonAnswer(f"{record} is gone from {sheet}. Press Validate to check again. {row[5]} {row[6]}")
    address = now
    if not book.go_to(sheet, address or "A1"):
        return ButtonAnswer(f"There is no sheet {sheet}. {row[5]} {row[6]}")
    return ButtonAnswer(f"{sheet} {address} ({at + 1} of {len(places)}). {row[5]} {row[6]}{aside}")


def _clear_marks(book: LiveBook) -> ButtonAnswer:
    if not book.listed(CHECKS, list(CHECKS_TITLES)):
        return ButtonAnswer("No cell is marked: the Checks sheet lists nothing.")
    book.fill(checks_table(()))
    return ButtonAnswer("The Checks sheet is empty, so no cell is lit up any more. Your own cells were not changed.")
