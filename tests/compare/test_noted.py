"""What stands in a change beside its sentence: whose row, what stood there before and after, and in which cells."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from examples import programme
from statuses import table
from xl_send.compare import BoardSnapshot, Change, ChangeKind, ChangeSubject, changes_between
from xl_send.rag.rollup import programme_status

OWN = {"Giver": "TRN", "Receiver": "TRN"}
FAR = {"Baseline date": "30 Jul 2027"}
TITLES = {
    "Milestones": ("TRN-M01", ChangeSubject.MILESTONE), "KPIs": ("TRN-K01", ChangeSubject.KPI),
    "Risks": ("TRN-R01", ChangeSubject.RISK), "Interdependencies": ("TRN-D01", ChangeSubject.INTERDEPENDENCY),
    "Resources": ("TRN-P01", ChangeSubject.RESOURCE), "Diagnostics": ("TRN-T01", ChangeSubject.TASK),
    "Money": ("TRN-F01", ChangeSubject.MONEY), "Issues and decisions": ("TRN-A01", ChangeSubject.ISSUE),
}  # fmt: skip


def board(text: str) -> BoardSnapshot:
    found, _ = programme(text)
    return BoardSnapshot(found, programme_status(found))


def changes(sheet: str, then: dict[str, str], now: dict[str, str], what: ChangeKind) -> list[Change]:
    """What of one kind is told of a row that held these cells, and holds those besides now."""
    found = changes_between(board(table(sheet, then)), board(table(sheet, {**then, **now})))
    return [change for change in found.changes if change.what is what]


class Told(NamedTuple):
    """Words, then what is said of one change."""

    sentence: str
    before: str
    after: str
    columns: tuple[str, ...]
    first: bool = False


K = ChangeKind
CASES: tuple[tuple[str, dict[str, str], dict[str, str], ChangeKind, Told], ...] = (
    ("Milestones", FAR, {"Forecast date": "18 Dec 2026"}, K.FORECAST_MOVED, Told(
        "Forecast date moved from 11 December 2026 to 18 December 2026, 5 working days later.",
        "11 December 2026", "18 December 2026", ("Forecast date",))),
    ("Milestones", FAR, {"Forecast date": "21 Dec 2026"}, K.FORECAST_MOVED, Told(
        "Forecast date moved from 11 December 2026 to 21 December 2026, 6 working days later.",
        "11 December 2026", "21 December 2026", ("Forecast date",), first=True)),
    ("Milestones", {"Fixed date": "Yes"}, {"Forecast date": "14 Dec 2026"}, K.FORECAST_MOVED, Told(
        "Forecast date moved from 11 December 2026 to 14 December 2026, 1 working day later.",
        "11 December 2026", "14 December 2026", ("Forecast date",), first=True)),
    ("Milestones", {"Fixed date": "Yes"}, {"Forecast date": "10 Dec 2026"}, K.FORECAST_MOVED, Told(
        "Forecast date moved from 11 December 2026 to 10 December 2026, 1 working day earlier.",
        "11 December 2026", "10 December 2026", ("Forecast date",))),
    ("Milestones", {"Key": "No"}, {"Forecast date": "13 Jan 2027"}, K.FORECAST_MOVED, Told(
        "Forecast date moved from 11 December 2026 to 13 January 2027, 20 working days later.",
        "11 December 2026", "13 January 2027", ("Forecast date",))),
    ("Milestones", {"Key": "No"}, {"Forecast date": "14 Jan 2027"}, K.FORECAST_MOVED, Told(
        "Forecast date moved from 11 December 2026 to 14 January 2027, 21 working days later.",
        "11 December 2026", "14 January 2027", ("Forecast date",), first=True)),
    ("Milestones", {}, {"Actual date": "12 Nov 2026"}, K.ACHIEVED, Told(
        "Achieved on 12 November 2026, 21 working days before its plan date of 11 December 2026.",
        "", "12 November 2026", ("Actual date",))),
    ("Milestones", {"Baseline date": "12 Nov 2026"}, {"Actual date": "12 Nov 2026"}, K.ACHIEVED, Told(
        "Achieved on 12 November 2026, on time against its plan date of 12 November 2026.",
        "", "12 November 2026", ("Actual date",))),
    ("Milestones", {"Baseline date": "11 Nov 2026"}, {"Actual date": "12 Nov 2026"}, K.ACHIEVED, Told(
        "Achieved on 12 November 2026, 1 working day after its plan date of 11 November 2026.",
        "", "12 November 2026", ("Actual date",))),
    ("Milestones", {}, {"Key": "No"}, K.FLAG_ALTERED, Told(
        "Key is now No, was Yes; its colour now counts one step better in the roll-up.",
        "Yes", "No", ("Key",), first=True)),
    ("Milestones", {"Key": "No"}, {"Key": "Yes"}, K.FLAG_ALTERED, Told(
        "Key is now Yes, was No.", "No", "Yes", ("Key",))),
    ("Milestones", {}, {"Decision given": "12 Nov 2026", "Forum": "Programme Board"}, K.DECISION_GIVEN, Told(
        "Decision given by Programme Board on 12 November 2026.", "", "12 November 2026", ("Decision given",))),
    ("Milestones", {"Decision given": "12 Nov 2026"}, {"Decision given": ""}, K.DECISION_GIVEN, Told(
        "The date of its decision is taken away.", "12 November 2026", "", ("Decision given",))),
    ("KPIs", {}, {"Target": "250", "Change reference": "TRN-A09"}, K.GOALPOST, Told(
        "Target is now 250, was 200, under TRN-A09.", "200", "250", ("Target", "Change reference"), first=True)),
    ("KPIs", {"Baseline": "", "Baseline due": "13 Nov 2026"}, {"Baseline": "105"}, K.GOALPOST, Told(
        "Baseline is now 105, was blank, and was due by 13 November 2026.", "blank", "105", ("Baseline",))),
    ("KPIs", {"Tolerance": "5"}, {"Tolerance": ""}, K.GOALPOST, Told(
        "Tolerance is now blank, was 5, without a new change reference.", "5", "blank", ("Tolerance",), first=True)),
    ("Resources", {}, {"Funding": "Not funded"}, K.FUNDING, Told(
        "Funding is now Not funded, was Grant.", "Grant", "Not funded", ("Funding",), first=True)),
    ("Resources", {}, {"Funding": "Base budget"}, K.FUNDING, Told(
        "Funding is now Base budget, was Grant.", "Grant", "Base budget", ("Funding",))),
    ("Resources", {}, {"Person or team": "A new team"}, K.PERSON, Told(
        "Person or team is now A new team, was Transition team.",
        "Transition team", "A new team", ("Person or team",))),
    ("Resources", {}, {"Available FTE": ""}, K.PERSON, Told(
        "Available FTE is now blank, was 1.", "1", "", ("Available FTE",))),
    ("Resources", {}, {"Post status": "Vacant"}, K.POST, Told(
        "Post status is now Vacant, was In post.", "In post", "Vacant", ("Post status",), first=True)),
    ("Resources", {"Post status": "Vacant"}, {"Post status": "Recruiting"}, K.POST, Told(
        "Post status is now Recruiting, was Vacant.", "Vacant", "Recruiting", ("Post status",))),
    ("Resources", {}, {"From": "7 Sep 2026"}, K.DATES_MOVED, Told(
        "From moved from 1 September 2026 to 7 September 2026, 4 working days later.",
        "1 September 2026", "7 September 2026", ("From",))),
    ("Diagnostics", {}, {"Status": "Dropped"}, K.TASK, Told(
        "Status is now Dropped, was Planned.", "Planned", "Dropped", ("Status",), first=True)),
    ("Diagnostics", {}, {"Starts": "9 Nov 2026"}, K.DATES_MOVED, Told(
        "Starts moved from 2 November 2026 to 9 November 2026, 5 working days later.",
        "2 November 2026", "9 November 2026", ("Starts",))),
    ("Diagnostics", {"Status": "Under way"}, {"Ends": "4 Dec 2026"}, K.DATES_MOVED, Told(
        "Ends moved from 27 November 2026 to 4 December 2026, 5 working days later.",
        "27 November 2026", "4 December 2026", ("Ends",))),
    ("Resources", {}, {"To": "31 Jul 2027"}, K.DATES_MOVED, Told(
        "To moved from 31 August 2027 to 31 July 2027, 21 working days earlier.",
        "31 August 2027", "31 July 2027", ("To",))),
    ("Resources", {}, {"FTE": "0.4"}, K.PERSON, Told("FTE is now 0.4, was 0.5.", "0.5", "0.4", ("FTE",))),
    ("Diagnostics", {}, {"Forecast end": "4 Dec 2026"}, K.DATES_MOVED, Told(
        "Forecast end given as 4 December 2026.", "", "4 December 2026", ("Forecast end",))),
    ("Money", {}, {"Budget": "40000"}, K.MONEY, Told(
        "Budget is now £40,000, was £50,000 (20% less).", "£50,000", "£40,000", ("Budget",), first=True)),
    ("Money", {"Actual to date": "4000"}, {"Actual to date": "3000"}, K.MONEY, Told(
        "Actual to date is now £3,000, was £4,000 (25% less).", "£4,000", "£3,000", ("Actual to date",))),
    ("Money", {}, {"Funding": "Not funded"}, K.FUNDING, Told(
        "Funding is now Not funded, was Grant.", "Grant", "Not funded", ("Funding",), first=True)),
    ("Interdependencies", OWN, {"Needed by": "18 Dec 2026"}, K.NEED_MOVED, Told(
        "Needed by moved from 11 December 2026 to 18 December 2026, 5 working days later.",
        "11 December 2026", "18 December 2026", ("Needed by",))),
    ("Interdependencies", OWN, {"Promised for": "4 Dec 2026"}, K.PROMISE_MOVED, Told(
        "Promised for given as 4 December 2026.", "", "4 December 2026", ("Promised for",))),
    ("Interdependencies", OWN, {"Delivered": "12 Nov 2026"}, K.DELIVERED, Told(
        "Delivered on 12 November 2026.", "", "12 November 2026", ("Delivered",))),
    ("Interdependencies", {**OWN, "Delivered": "12 Nov 2026"}, {"Delivered": ""}, K.NO_LONGER_DELIVERED, Told(
        "No longer given as delivered; it was given as delivered on 12 November 2026.",
        "12 November 2026", "", ("Delivered",), first=True)),
    ("Interdependencies", OWN, {"Giver agrees": "No"}, K.NO_LONGER_AGREED, Told(
        "The giver agreed and does not any more.", "Yes", "No", ("Giver agrees",), first=True)),
    ("Interdependencies", OWN, {"State": "Withdrawn"}, K.STATE, Told(
        "State is now Withdrawn, was Active.", "Active", "Withdrawn", ("State",), first=True)),
    ("Issues and decisions", {}, {"Severity": "High"}, K.SEVERITY, Told(
        "Severity is now High, was Medium.", "Medium", "High", ("Severity",), first=True)),
    ("Issues and decisions", {}, {"Severity": "Low"}, K.SEVERITY, Told(
        "Severity is now Low, was Medium.", "Medium", "Low", ("Severity",), first=True)),
)  # fmt: skip


@pytest.mark.parametrize(("sheet", "then", "now", "what", "told"), CASES)
def test_a_change_has_what_stood_there_before_and_after_and_its_cells(
    sheet: str, then: dict[str, str], now: dict[str, str], what: ChangeKind, told: Told
) -> None:
    (found,) = changes(sheet, then, now, what)
    name, kind = TITLES[sheet]
    assert (found.record, found.workstream, found.kind) == (name, "TRN", kind)
    assert found.name
    assert (
        Told(found.sentence, found.before, found.after, tuple(cell.column for cell in found.now), found.first) == told
    )
    assert {(cell.sheet, cell.record) for cell in (*found.then, *found.now)} == {(sheet, name)}
    assert {cell.column for cell in found.then} <= {cell.column for cell in found.now}


@pytest.mark.parametrize(
    ("budget", "then", "most"),
    [
        (100_000, 50_000, 60_000),  # never less than £10,000 more
        (500_000, 400_000, 425_000),  # 5% of the budget, as its Thresholds say
        (5_000_000, 4_000_000, 4_100_000),  # never more than £100,000
    ],
)
def test_a_board_must_know_first_of_what_takes_more_of_the_money_than_it_would_ask_about(
    budget: int, then: int, most: int
) -> None:
    line = {"Budget": str(budget), "Forecast outturn": str(then), "Funding": "Base budget"}
    firsts = [
        change.first
        for outturn in (most, most + 1)
        for change in changes("Money", line, {"Forecast outturn": str(outturn)}, ChangeKind.MONEY)
    ]
    assert firsts == [False, True]


@pytest.mark.parametrize(
    ("sheet", "cells", "of", "kind", "name"),
    [
        ("Workstreams", {"Reported RAG": "Red"}, "TRN", ChangeSubject.WORKSTREAM, "Overall"),
        ("Programme", {"Reported RAG": "Red"}, "", ChangeSubject.PROGRAMME, "Overall"),
    ],
)
def test_a_colour_that_its_owner_reports_is_of_the_overall_of_its_workstream_or_the_programme(
    sheet: str, cells: dict[str, str], of: str, kind: ChangeSubject, name: str
) -> None:
    (found,) = changes(sheet, {"Reported RAG": "Green"}, cells, K.REPORTED)
    assert (found.workstream, found.record, found.kind, found.name) == (of, of, kind, name)
    assert (found.before, found.after) == ("Green", "Red")
    assert {(cell.sheet, cell.column) for cell in (*found.then, *found.now)} == {(sheet, "Reported RAG")}


def test_a_colour_of_an_aspect_is_of_that_aspect_and_led_to_by_the_cells_of_its_drivers() -> None:
    later = {"Forecast date": "18 Jan 2027"}
    found = [change for change in changes("Milestones", {}, later, K.COLOUR_WORSE) if change.record != "TRN-M01"]
    assert {(change.record, change.name) for change in found} >= {("TRN", "Delivery"), ("", "Delivery")}
    for change in found:
        assert (change.before, change.after) == ("Green", "Red")
        assert {(cell.record, cell.column) for cell in change.now} == {("TRN-M01", "Forecast date")}


@pytest.mark.parametrize(
    ("then", "now", "what", "sentence", "columns"),
    [
        ({"Base": "148"}, {"Base": "140"}, K.RESTATED,
         "The base of the figure for 31 October 2026 is now 140, was 148.", ("Value", "Period end", "Base")),
        ({"Base": ""}, {"Base": "140"}, K.RESTATED,
         "The base of the figure for 31 October 2026 is now 140, was nothing said.", ("Value", "Period end", "Base")),
        ({}, {"Value": "111"}, K.RESTATED,
         "The figure for 31 October 2026 is now 111, was 110.", ("Value", "Period end")),
    ],
)  # fmt: skip
def test_a_figure_that_is_given_otherwise_is_told_with_its_cells(
    then: dict[str, str], now: dict[str, str], what: ChangeKind, sentence: str, columns: tuple[str, ...]
) -> None:
    kpi = table("KPIs", {"ID": "TRN-K01"})
    found = changes_between(
        board(kpi + table("Actuals", {"KPI": "TRN-K01", **then})),
        board(kpi + table("Actuals", {"KPI": "TRN-K01", **then, **now})),
    )
    (change,) = (one for one in found.changes if one.what is what)
    assert (change.sentence, change.record, change.first) == (sentence, "TRN-K01", True)
    assert {cell.column for cell in change.now} == {cell.column for cell in change.then}
    assert tuple(cell.column for cell in change.now) == columns
