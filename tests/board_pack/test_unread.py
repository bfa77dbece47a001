"""A list, a picture or a sum that lacks rows says so where it stands, to every audience."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from board_pack.boards import board, example, packed, part, said
from statuses import table
from xl_send.board_pack.audiences import PackAudience
from xl_send.board_pack.values import BoardPack, PackPage, SectionPart
from xl_send.reading import read_book
from xl_send.reading.markdown import book_of
from xl_send.workbook.cells import Book, Grid
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.template.example import example_texts

AUDIENCES = [one.value for one in PackAudience]
SHEETS = (Milestone, Kpi, Risk, Interdependency, Diagnostic, Resource, MoneyLine, LogEntry, Forum, Meeting)
# Parts that list nothing of a sheet, or say by their own words what is lacking.
TOLD_OTHERWISE = {"Workstreams by aspect", "All workstreams by aspect", "Its rows", "Findings"}
# The key, and what differs from an earlier board.
OF_ANOTHER_KIND = {"key", "changes"}


@cache
def whole_books() -> tuple[Book, ...]:
    """The returns of the example of which everything can be read."""
    return tuple(book for text in example_texts() if not read_book(book := book_of(text)).unread_rows)


@cache
def without_ids() -> Programme:
    """The example; in one of its returns the last row of each sheet has lost its id, and cannot be read."""
    first, *others = whole_books()
    titles = {record.SHEET.title for record in SHEETS}
    grids = tuple(_without_id(grid) if grid.title in titles else grid for grid in first.grids)
    return Programme(tuple(map(read_book, [replace(first, grids=grids), *others])))


def _without_id(grid: Grid) -> Grid:
    *rows, (number, cells) = grid.rows
    return replace(grid, rows=[*rows, (number, {place: value for place, value in cells.items() if place > 1})])


def parts(pack: BoardPack) -> Iterator[tuple[PackPage, SectionPart]]:
    return ((page, one) for page in pack.pages for one in page.parts)


def test_what_is_drawn_from_a_sheet_says_that_a_row_of_it_could_not_be_read() -> None:
    found = without_ids()
    assert {row.record for one in found.submissions for row in one.unread_rows} == set(SHEETS)
    drawn: set[type[Record]] = set()
    for audience in AUDIENCES:
        for page, one in parts(packed(found, audience)):
            drawn.update(one.drawn_from)
            titled = page.front and one.exhibits and one.heading.endswith(", as far as could be read")
            told = [
                f"1 row of {record.SHEET.title} could not be read" in " ".join(one.sentences)
                for record in one.drawn_from
            ]
            assert titled or any(told) or not told, (audience, one.heading)
            assert one.drawn_from or "could be read" not in one.heading
    assert drawn >= set(SHEETS)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_list_and_picture_says_from_which_sheets_it_is_drawn(audience: str) -> None:
    for page, one in parts(example(audience)):
        if one.tables or one.exhibits:
            known = one.drawn_from or page.anchor in OF_ANOTHER_KIND or one.heading in TOLD_OTHERWISE
            assert known, (page.anchor, one.heading)


def test_where_all_was_read_nothing_is_said_of_it() -> None:
    clean = board(table("Milestones", {"ID": "TRN-M01"}, {"ID": "TRN-M02"}))
    assert "Not counted here" not in said(clean)
    assert "could be read" not in said(clean)


MONEY = table(
    "Money",
    {"ID": "TRN-F01", "Line": "Posts", "Budget": "100000", "Actual to date": "40000", "Forecast outturn": "104000"},
    {"ID": "TRN-F02", "Line": "Places", "Budget": "900000", "Actual to date": "", "Forecast outturn": "1200000"},
)


def test_money_that_could_not_be_read_is_in_no_sum_and_that_stands_beside_it() -> None:
    whole = part(board(MONEY), "why", "Money")
    assert "forecast £1,304,000 of a budget of £1,000,000, £304,000 (30.4%) over." in whole.sentences[0]
    lacking = part(board(MONEY.replace("1200000", "tbc")), "why", "Money")
    assert "forecast £104,000 of a budget of £100,000, £4,000 (4%) over." in lacking.sentences[0]
    assert lacking.sentences[-1] == "Not counted here: 1 row of Money could not be read."


def test_money_in_doubt_is_in_no_sum_and_that_stands_beside_it() -> None:
    doubtful = part(board(MONEY.replace("| 900000 |", "| 1200 |")), "why", "Money")
    assert "forecast £104,000 of a budget of £100,000" in doubtful.sentences[0]
    assert "1 line of money has no data and is in no sum." in doubtful.sentences


def test_schools_are_told_which_lines_do_not_say_what_was_spent() -> None:
    told = part(board(MONEY, "forum"), "asks", "Money")
    assert told.sentences == ("1 line of money does not say what was spent.",)
    nothing = board(MONEY.replace("| 900000 |  |", "| 900000 | 0 |"), "forum")
    assert part(nothing, "asks", "Money").sentences == ()


def test_a_workstreams_own_page_lists_its_unread_rows_or_says_how_many_could_not_be() -> None:
    text = table("Milestones", {"ID": "TRN-M01", "Forecast date": "soon"})
    found = part(board(text, "workstream"), "workstream-trn", "Its rows")
    assert "could not be read" not in str(found.sentences)
    assert "Its Forecast date could not be read." in said(found.tables)
    task = table("Diagnostics", {"ID": "TRN-T01", "Starts": "soon"})
    found = part(board(task, "workstream"), "workstream-trn", "Its rows")
    assert found.sentences[-1] == "1 row of it could not be read and is not listed."
