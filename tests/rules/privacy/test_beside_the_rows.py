"""Sheets of a council's own, and notes on cells: what is told of them, and that nothing else of them is."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from examples import as_read, programme
from xl_send.commands.publication.personal_data import refuse_while_personal_data_stands
from xl_send.errors import RefusedError
from xl_send.limits import MOST_OWN_ROWS
from xl_send.reading import read_book
from xl_send.reading.loaded import LoadedProgramme
from xl_send.rules import all_rules, check
from xl_send.workbook.cells import Book, Grid, Row
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.read.open_book import open_book

PRIVACY = [rule for name, rule in all_rules().items() if name.startswith("PD")]


def _told(text: str) -> list[str]:
    return [finding.message for finding in check(programme(text, as_read)[0], PRIVACY)]


def _of(grid: Grid) -> list[str]:
    return [finding.message for finding in check(Programme((as_read(Book("a.xlsx", (grid,))),)), PRIVACY)]


def test_a_hidden_sheet_is_said_to_be_hidden_and_told_of_once() -> None:
    rows: list[Row] = [(1, {1: "UPN", 2: "Note"}), *((number, {1: "B801200005001"}) for number in range(2, 9))]
    assert _of(Grid("Cases", rows, hidden=True)) == [
        'Cases, a sheet of your own, which is hidden, holds a pupil number and a list under "UPN".'
    ]


@pytest.mark.parametrize("title", ["Summary", "status ", "Overview"])
def test_a_list_of_pupils_hides_behind_no_name_of_ours(title: str) -> None:
    rows: list[Row] = [(1, {1: "Pupil"}), (2, {1: "Ellis Grant"}), (3, {1: "Maya Rowe"})]
    assert len(_of(Grid(title, rows))) == 1
    assert _of(Grid(title, [(1, {1: "Workstream"}), *rows[1:]])) == []


@pytest.mark.parametrize(
    ("title", "first", "second", "told"),
    [
        ("Pupil", "Ellis Grant", "Maya Rowe", True),
        ("Child's name", "Grant, Ellis", "Rowe, Maya", True),
        ("D.O.B.", "2014-05-02", "12/11/2012", True),
        ("NHS no.", "943 476 5918", "401 023 2137", True),
        ("Pupil", "Year 6", "Year 7", False),
        ("Pupils", "12", "14", False),
        ("Pupil", "Ellis Grant", "", False),
        ("Name", "Jo Bell", "Sam Hart", False),
        ("Date", "12/03/2026", "13/03/2026", False),
    ],
)
def test_a_list_is_of_children_by_its_heading_and_what_stands_under_it(
    title: str, first: str, second: str, told: bool
) -> None:
    assert bool(_told(f"Ours:\n| {title} | Of |\n| --- | --- |\n| {first} | a |\n| {second} | b |")) is told


def test_no_more_rows_of_it_are_walked_than_are_looked_at() -> None:
    walked = 0

    def rows() -> Iterator[Row]:
        nonlocal walked
        for number in range(1, 10 * MOST_OWN_ROWS):
            walked += 1
            yield number, {1: "x"}

    read_book(Book("a.xlsx", (Grid("Ours", rows()),)))
    assert walked == MOST_OWN_ROWS


def test_a_damaged_sheet_of_the_councils_own_keeps_nothing_from_being_read() -> None:
    def rows() -> Iterator[Row]:
        yield 1, {1: "UPN"}
        path = "a.xlsx"
        raise RefusedError(path, "It is damaged.")

    assert [sheet.listed for sheet in read_book(Book("a.xlsx", (Grid("Ours", rows()),))).own_sheets] == [()]


def test_what_no_output_holds_keeps_nothing_from_being_published() -> None:
    text = """
    Cases:
    | Pupil | UPN |
    | --- | --- |
    | Ellis Grant | B801200005001 |
    | Maya Rowe | H801200001001 |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | On plan {note: Jack in Y6} |
    """
    found, _ = programme(text, as_read)
    assert {finding.rule for finding in check(found, PRIVACY)} == {"PD16", "PD17"}
    refuse_while_personal_data_stands(LoadedProgramme(found))


# What Excel 365 writes beside a comment that can be answered, for those who cannot read it.
THREAD = (
    "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to it "
    "will get removed if the file is opened in a newer version of Excel. Learn more: "
    "https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    "
)


@pytest.mark.parametrize("before", ["", THREAD])
def test_notes_are_read_from_a_file_and_told_of_at_their_cells(before: str) -> None:
    book, file = Workbook(), BytesIO()
    page = book.create_sheet("Risks")
    page["B4"], page["C2"] = "Fenview floods", "x"
    page["B4"].comment = Comment(f"{before}incl. Ruby Shaw (Year 4, autism)", "SEND Lead")
    page["C2"].comment = Comment(f"{before}checked against the minutes", "SEND Lead")
    book.save(file)
    opened = open_book(file, "a.xlsx")
    assert sorted(address for grid in opened.grids for address, _ in grid.comments) == ["B4", "C2"]
    found = check(Programme((as_read(opened),)), [all_rules()["PD17"]])
    assert [(finding.cell.sheet, finding.cell.address) for finding in found] == [("Risks", "B4")]
    assert "Ruby" not in repr(found)
