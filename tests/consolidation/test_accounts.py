"""Two returns that list one handover, or one KPI: whose word counts."""

from __future__ import annotations

from datetime import date

import pytest

from examples import book, parse
from xl_send.consolidation import MergedProgramme, Return, together
from xl_send.consolidation.returns import Values
from xl_send.reading import read_book
from xl_send.workbook.cells import Area, Book, Grid, Row
from xl_send.workbook.sheets.governance import Forum
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

STREAMS = """
out.xlsx Workstreams:
| Code |
| --- |
| OUT |

trn.xlsx Workstreams:
| Code |
| --- |
| TRN |
"""
HANDOVER = """
{name}.xlsx Interdependencies:
| ID | Giver | Receiver | Giver milestone | Promised for | Forecast | Delivered | Giver agrees | Needed by |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| TRN-D01 | OUT | TRN | {cells} |
"""


def together_of(text: str) -> MergedProgramme:
    """The programme workbook of the returns written here, in the order of their names."""
    books = [book(name, sheets, set()) for name, sheets in sorted(parse(text).items())]
    returns = [Return(made.name, made.name, made, read_book(made)) for made in books]
    programme = Programme(tuple(item.submission for item in returns))
    return together(returns, None, programme, date(2026, 11, 13))


def handover(giver: str, receiver: str) -> tuple[Values, list[str]]:
    text = STREAMS + HANDOVER.format(name="out", cells=giver) + HANDOVER.format(name="trn", cells=receiver)
    whole = together_of(text)
    (row,) = whole.rows[Interdependency]
    return row, sorted(item.column for item in whole.differences if item.sheet == "Interdependencies")


@pytest.mark.parametrize(
    ("title", "place"), [("Promised for", 1), ("Forecast", 2), ("Delivered", 3), ("Giver agrees", 4)]
)
def test_the_receivers_word_never_fills_what_the_giver_left_blank(title: str, place: int) -> None:
    words = ["OUT-M01", "4 Dec 2026", "7 Dec 2026", "8 Dec 2026", "Yes", "11 Dec 2026"]
    silent = [*words[:place], "", *words[place + 1 :]]
    row, told = handover(" | ".join(silent), " | ".join(words))
    assert title not in row
    assert told == [title]


def test_the_givers_word_stands_where_the_receiver_says_otherwise_or_nothing() -> None:
    row, told = handover(
        "OUT-M01 | 4 Dec 2026 | 7 Dec 2026 | | Yes | 9 Dec 2026", "OUT-M01 | 3 Dec 2026 | | | No | 11 Dec 2026"
    )
    assert (row["Promised for"], row["Forecast"]) == (date(2026, 12, 4), date(2026, 12, 7))
    assert (row["Giver agrees"], row["Needed by"]) == ("Yes", date(2026, 12, 11))
    assert told == ["Giver agrees", "Needed by", "Promised for"]


def test_the_givers_milestone_may_be_told_by_the_receiver_alone() -> None:
    row, told = handover("| 4 Dec 2026 | | | Yes | 11 Dec 2026", "OUT-M01 | 4 Dec 2026 | | | Yes | 11 Dec 2026")
    assert row["Giver milestone"] == "OUT-M01"
    assert not told


@pytest.mark.parametrize(("owner", "value"), [("TRN", 7.0), ("OUT", 5.0), ("EHP", 5.0)])
def test_the_figures_of_a_kpi_are_those_of_the_workstream_whose_code_it_bears(owner: str, value: float) -> None:
    """Whichever return comes first; where its workstream has no return, the first that lists it speaks."""
    kpis = "{name}.xlsx KPIs:\n| ID | Workstream | KPI |\n| --- | --- | --- |\n| {owner}-K01 | {owner} | {title} |\n"
    actuals = (
        "\n{name}.xlsx Actuals:\n| KPI | Period end | Value |\n| --- | --- | --- |\n"
        "| {owner}-K01 | 31 Oct 2026 | {value} |\n"
    )
    parts = [("out", "Theirs", "5"), ("trn", "Ours", "7")]
    text = STREAMS + "\n".join(
        (kpis + actuals).format(name=name, owner=owner, title=title, value=number) for name, title, number in parts
    )
    whole = together_of(text)
    assert [row["Value"] for row in whole.rows[Actual]] == [value]
    assert [row["KPI"] for row in whole.rows[Kpi]] == ["Ours" if value == 7.0 else "Theirs"]


def test_what_lies_under_a_merge_and_day_0_are_not_made_values_of() -> None:
    titles = {1: "ID", 2: "Workstream", 3: "Kind", 4: "What", 5: "Severity", 6: "Raised"}
    rows: list[Row] = [
        (1, titles),
        (2, {1: "TRN-A01", 2: "TRN", 3: "Issue", 4: "One", 5: "Low", 6: 44000.0}),
        (3, {1: "TRN-A02", 2: "TRN", 3: "Issue", 4: "Two", 5: "Low", 6: 0.0}),
        (4, {1: "TRN-A03", 2: "TRN", 3: "Issue", 4: "Three", 5: "High", 6: 44000.0}),
    ]
    grids = (Grid("Issues and decisions", rows, merged=(Area(3, 5, 4, 5), Area(2, 4, 4, 4))),)
    made = Book("trn.xlsx", grids, date1904=True)
    found = [values for _, values in Return("trn.xlsx", "trn.xlsx", made, read_book(made)).rows(LogEntry)]
    assert [row["Raised"] for row in found] == [45462.0, 0.0, 45462.0]
    assert [row["Severity"] for row in found] == ["Low", "Low", "under merged cells E3:E4"]
    assert [row.get("What") for row in found] == ["One", None, None]


FORUMS = """
{name}.xlsx Forums:
| Forum | Takes key decisions | Our note |
| --- | --- | --- |
| Cabinet | {takes} | {note} |
"""


def test_of_a_row_that_two_returns_list_only_what_differs_is_told_and_a_column_without_content_is_not_kept() -> None:
    lists = [("out", "Yes"), ("trn", "No")]
    whole = together_of(STREAMS + "".join(FORUMS.format(name=name, takes=takes, note="") for name, takes in lists))
    assert [(item.column, item.taken, item.other) for item in whole.differences if item.sheet == "Forums"] == [
        ("Takes key decisions", "Yes", "No")
    ]
    assert ["Our note" in row for row in whole.rows[Forum]] == [False]


def test_a_rule_that_one_return_alone_silences_is_named_with_its_row() -> None:
    silenced: list[Row] = [
        (1, {1: "Milestone green within", 2: 5.0}),
        (3, {1: "Rule", 2: "Reason", 3: "Until"}),
        (14, {1: "MS02", 2: "Agreed", 3: "31/12/2026"}),
    ]
    made = [Book("out.xlsx", ()), Book("trn.xlsx", (Grid("Thresholds", silenced),))]
    returns = [Return(one.name, one.name, one, read_book(one)) for one in made]
    whole = together(returns, None, Programme(tuple(item.submission for item in returns)), date(2026, 11, 13))
    assert [(left.path, left.sheet, left.row, left.record) for left in whole.not_taken] == [
        ("trn.xlsx", "Thresholds", 14, "MS02")
    ]
