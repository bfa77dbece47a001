"""Buttons pressed on the workbook that is open in Excel, by a program that Excel did not start."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from xl_send.errors import CannotRunError, RefusedError
from xl_send.progress import Progress, quietly, telling
from xl_send.shells.buttons.button import ACTIONS, OF_A_FOLDER, ButtonAnswer, ButtonPress, answer
from xl_send.shells.open_excel.dressing import FIRST_ROW
from xl_send.shells.open_excel.errors import CHANGED, LiveError
from xl_send.shells.open_excel.walk import NOTHING_LISTED, ListedCell, Walk, listed_cells
from xl_send.shells.open_excel.workbook import LiveBook, active
from xl_send.xlsx.write.result_rows import CHECKS, CHECKS_TITLES, checks_table

NOTHING: Mapping[str, str] = {}
# How much of what is told the status bar holds at once, where no note has all of it.
SHOWN_AT_ONCE = 180
_CHECKS_TITLES = list(CHECKS_TITLES)


def press_in_excel(action: str, given: Mapping[str, str] = NOTHING, progress: Progress = quietly) -> ButtonAnswer:
    """Do what a button promises on the open workbook; its sheets are filled, and the status bar tells of the work.

    A button that reads a whole folder needs no workbook, and no Excel. What is told beside a cell the status bar keeps
    until the next button. Raises `CannotRunError` with a sentence where there is no Excel, no workbook, or nothing to
    be done.
    """
    try:
        if action in OF_A_FOLDER:
            return answer(ButtonPress(action, "", "", given=given), progress)
        book = active()
        with book.working():
            done = _pressed(book, action, given, telling(book.show, progress))
    except LiveError as error:
        raise CannotRunError(str(error)) from error
    except RefusedError as error:
        raise CannotRunError(error.sentence) from error
    if done.beside:
        book.show(done.beside)
    return done


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
    if action == "explain":
        given = {"finding": _finding_at(book), **given}
    cursor = book.cursor()
    book.take_notes_away()
    before = book.extent()
    book.show("reading the workbook")
    press = ButtonPress(action, "", book.name, cursor.sheet, cursor.row, cursor.record, given, book=book.read())
    done = answer(press, progress)
    if book.extent() != before:
        raise LiveError(CHANGED)
    book.fill(*done.sheets, added=done.added)
    if done.show:
        with suppress(LiveError):  # it is written all the same
            book.go_to(done.show)
    return done


def _walk(book: LiveBook) -> Walk | None:
    """The cells that Checks lists; nothing where it lists none."""
    rows = book.listed(CHECKS, _CHECKS_TITLES)
    if not rows:
        return None
    now: dict[ListedCell, str] = {}

    def where(cell: ListedCell) -> str:
        if cell not in now:
            now[cell] = _address_now(book, cell)
        return now[cell]

    return Walk(listed_cells(rows, FIRST_ROW), book.is_hidden, where)


def _address_now(book: LiveBook, cell: ListedCell) -> str:
    """Where the cell of a row of Checks stands now; nothing where it is gone, or there is no such sheet."""
    if not book.has_sheet(cell.sheet):
        return ""
    if cell.address and cell.heading:
        return book.place_of(cell.sheet, cell.record, cell.heading, cell.address)
    return cell.address or "A1"


def _next_problem(book: LiveBook) -> ButtonAnswer:
    """Go to the cell after the one under the cursor among those that Checks lists, the first after the last."""
    walk = _walk(book)
    cursor, noted = book.cursor(), book.noted()
    book.take_notes_away()
    if walk is None:
        return ButtonAnswer(NOTHING_LISTED)
    if not walk.places:
        return ButtonAnswer(walk.nowhere())
    cell = walk.after(cursor.sheet, cursor.address, noted)
    there = book.has_sheet(cell.sheet)
    address = _address_now(book, cell)
    target = (cell.sheet, address) if address else (CHECKS, f"A{cell.number}")
    words = walk.words(cell, there_is_a_sheet=there, shown_again=book.go_to(*target))
    bar = words.replace("\n", " ")
    if not book.note(*target, words) and len(words) > SHOWN_AT_ONCE:
        bar = f"{bar[:SHOWN_AT_ONCE]}... Row {cell.number} of Checks says all."
    return ButtonAnswer(words, beside=bar)


def _finding_at(book: LiveBook) -> str:
    """The key of the finding that the cursor is on, on Checks or on its cell; nothing where there is none."""
    walk, cursor = _walk(book), book.cursor()
    here = walk.about(cursor.sheet, cursor.address) if walk else None
    return here.key if here else ""


def _clear_marks(book: LiveBook) -> ButtonAnswer:
    book.take_notes_away()
    if not book.listed(CHECKS, _CHECKS_TITLES):
        return ButtonAnswer("No cell is marked: the Checks sheet lists nothing.")
    book.fill(checks_table(()))
    return ButtonAnswer("The Checks sheet is empty, so no cell is lit up any more. Your own cells were not changed.")
