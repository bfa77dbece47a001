"""The same done by every route, macros, xlwings and marked copies, gives the same."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension

from known.on_demand import load_workbook
from office.button_trials import Hand, prepared
from places import ROOT
from shells.open_excel.engine import Book
from shells.open_excel.trials import rows, with_open
from xl_send import live
from xl_send.commands.mark import copy_with
from xl_send.progress import quietly
from xl_send.shells.buttons.button import ButtonPress, answer

EXAMPLE = ROOT / "workbook_templates" / "example" / "transition.xlsx"
STEPS = 4
# Where the cursor is before the first steps; the second goes on from the cell that bears the note.
BEGIN = ("Start!A1", "KPIs!A2")
# What Excel's status bar holds, and how many columns Conflicts has.
BAR, WIDE = 220, 11
LINK = "a link"
REASON, BY, UNTIL = "Kept by the schools", "Siwan Gwyn", "31 March 2027"


class Look(NamedTuple):
    """A sheet's widths in whole characters, hidden columns, first cell that moves, and whether it prints page-wide."""

    widths: list[int]
    hidden: list[int]
    frozen: str
    page_wide: bool


class Route(NamedTuple):
    """What one route said, shown in the status bar, noted on each cell and where it went, and the workbook it left."""

    said: list[str]
    shown: list[str]
    notes: list[str]
    went: list[str]
    book: Workbook
    first: Sequence[Sequence[object]] = ()
    look: Look = Look([], [], "", page_wide=False)


@pytest.fixture(scope="module")
def macros(tmp_path_factory: pytest.TempPathFactory) -> Route:
    folder = tmp_path_factory.mktemp("macros")
    hand = Hand(prepared(folder, EXAMPLE.read_bytes()))
    said = [hand.press("validate")]
    for change in ("two rows more on Milestones", "hide rows of Milestones", "hide Actuals", "a note of somebody's"):
        hand.change(change)
    walked = []
    for step in range(STEPS):
        said.append(hand.ask("Finger", "Again") if step > 1 else hand.press("next", BEGIN[step]))
        walked.append([hand.ask("SendHost", "LastShown"), hand.ask("Finger", "Note"), hand.ask("Finger", "Where")])
    said += [hand.press("conflicts"), hand.press("explain", "Milestones!R9", f"{REASON}\n{BY}\n{UNTIL}")]
    told = hand.told(folder / "kept.xlsx")
    shown, notes, went = ([told[step[at]] for step in walked] for at in range(3))
    return Route(
        [told[number].rpartition("] ")[2] for number in said],
        [bar.strip().rpartition("\n")[2] for bar in shown],
        notes,
        went,
        load_workbook(folder / "kept.xlsx"),
    )


@pytest.fixture(scope="module")
def xlwings(tmp_path_factory: pytest.TempPathFactory) -> Route:
    path = Path(shutil.copy(EXAMPLE, tmp_path_factory.mktemp("xlwings")))
    shown, notes, went = list[str](), list[str](), list[str]()
    with pytest.MonkeyPatch.context() as patched:
        book = Book(path)
        with_open(patched, [book])
        said = [live.validate()]
        first = rows(book, "Checks")
        changed_as_by_hand(book)
        for step in range(STEPS):
            if step < len(BEGIN):
                book.selected = book.sheets(BEGIN[step].partition("!")[0]).range(BEGIN[step].partition("!")[2])
            live.next_problem()
            assert book.selected is not None
            said.append("")
            shown.append(str(book.app.status_bar).removeprefix("SEND programme: "))
            notes.append(str(book.selected.cell().comment.text))
            went.append(f"{book.selected.sheet.name}!{book.selected.get_address()}")
        said.append(live.conflicts())
        book.selected = book.sheets("Milestones").range("R9")
        said.append(live.explain(REASON, BY, UNTIL))
    window, page = book.windows["Conflicts"], book.windows["page of Conflicts"].api
    columns = [book.held["Conflicts"].column_dimensions[get_column_letter(place)] for place in range(1, WIDE + 1)]
    seen = Look(
        [int(column.width) for column in columns],
        [place for place, column in enumerate(columns, 1) if column.hidden],
        f"{get_column_letter(window.SplitColumn + 1)}{window.SplitRow + 1}" if window.FreezePanes else "",
        page_wide=(page.Orientation, page.FitToPagesWide, page.FitToPagesTall) == (2, 1, False),
    )
    return Route(said, shown, notes, went, book.held, first, seen)


def changed_as_by_hand(book: Book) -> None:
    """Rows put in and filtered out, a sheet hidden, and a note of somebody's on a cell to go to."""
    milestones = book.held["Milestones"]
    milestones.insert_rows(3, 2)
    for row in range(3, 21):
        milestones.row_dimensions[row].hidden = True
    book.held["Actuals"].sheet_state = "hidden"
    milestones["J13"].comment = Comment("Ask Siwan", "Officer")


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """A marked copy with the same sheets."""
    folder = tmp_path_factory.mktemp("marked")
    presses = [ButtonPress(action, str(EXAMPLE), EXAMPLE.name) for action in ("validate", "conflicts")]
    tables = [table for press in presses for table in answer(press, quietly).sheets]
    return load_workbook(copy_with(EXAMPLE, tables, folder))


def test_next_problem_goes_the_same_way_with_the_same_words(macros: Route, xlwings: Route) -> None:
    assert macros.went == xlwings.went
    assert macros.notes == xlwings.notes
    assert "Ask Siwan" in macros.notes
    assert [words[:BAR] for words in macros.shown] == [words[:BAR] for words in xlwings.shown]


def test_each_button_says_the_same(macros: Route, xlwings: Route) -> None:
    assert macros.said == xlwings.said
    assert macros.said[-1].startswith("Milestones R9 is explained until 31 March 2027.")


def filled(book: Workbook, sheet: str, last: int) -> list[tuple[object, ...]]:
    """What stands in the columns of a sheet, links aside: each program spells their formulas in its own way."""
    rows = book[sheet].iter_rows(min_row=3, max_col=last, values_only=True)
    return [tuple(map(_plain, row)) for row in rows if any(row)]


def _plain(value: object) -> object:
    """A cell without what belongs to one route alone: how a link is spelled, and what its workbook is called."""
    text = value.replace("return.xlsm", EXAMPLE.name) if isinstance(value, str) else value
    return LINK if str(text).startswith("=HYPERLINK(") else text or None


@pytest.mark.parametrize(("sheet", "last"), [("Checks", 17), ("Conflicts", 11)])
def test_the_sheets_hold_the_same(macros: Route, xlwings: Route, sheet: str, last: int) -> None:
    assert filled(macros.book, sheet, last) == filled(xlwings.book, sheet, last)
    assert any(LINK in row for row in filled(macros.book, sheet, last))


def test_links_lead_to_the_same_cells(marked: Workbook, xlwings: Route) -> None:
    assert [row for row in marked["Checks"].iter_rows(min_row=3, max_col=11, values_only=True) if row[0]] == [
        tuple(value or None for value in row[:11]) for row in xlwings.first
    ]


def test_a_sheet_that_is_added_looks_the_same(macros: Route, xlwings: Route, marked: Workbook) -> None:
    assert look(macros.book) == look(marked) == xlwings.look


def look(book: Workbook) -> Look:
    """How the Conflicts sheet of a saved workbook looks and prints."""
    sheet = book["Conflicts"]
    columns = sheet.column_dimensions
    wide = {place: columns[letter] for letter in list(columns) for place in _span(columns[letter])}
    return Look(
        [int(wide[place].width) for place in range(1, WIDE + 1)],
        [place for place in range(1, WIDE + 1) if wide[place].hidden],
        str(sheet.freeze_panes),
        sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0,
    )


def _span(column: ColumnDimension) -> range:
    return range(column.min or 0, (column.max or 0) + 1)
