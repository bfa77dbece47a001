"""Why a row has its colour, as boards read it: the whole sentence, and in brief."""

from __future__ import annotations

from dataclasses import replace

import pytest

from examples import programme
from statuses import table
from xl_send.rag.items import items
from xl_send.results import Item
from xl_send.workbook.columns import columns_by_name
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets_seen import RemarkedCell
from xl_send.workbook.unreadable import Remark

PLANNED = "planned 11 December 2026"
DOUBTED = "its Change reference is in doubt: W2 names TRN-A09, which does not exist"
MILESTONES = [
    ({}, "Green", f"on time: forecast 11 December 2026, {PLANNED}", "on time"),
    ({"Forecast date": "14 Dec 2026"}, "Green", f"1 working day late: forecast 14 December 2026, {PLANNED}",
     "1 working day late"),
    ({"Forecast date": "12 Nov 2026"}, "Red", ("forecast date has passed without an actual date: 12 November 2026, "
     "1 working day overdue at 13 November 2026"), "1 working day overdue, no actual date"),
    ({"Forecast date": "14 Dec 2026", "Fixed date": "Yes"}, "Red",
     f"1 working day late on a fixed date: forecast 14 December 2026, {PLANNED}", "1 working day late, a fixed date"),
    ({"Actual date": "12 Nov 2026"}, "Complete", f"done on time: 12 November 2026, {PLANNED}", "done on time"),
    ({"Actual date": "12 Nov 2026", "Baseline date": "10 Nov 2026"}, "Complete",
     "done 2 working days late: 12 November 2026, planned 10 November 2026", "done 2 working days late"),
    ({"Actual date": "16 Nov 2026", "Forecast date": ""}, "No data",
     "its actual date is after the as at date, and it has no forecast date", ""),
    ({"Agreed date": "18 Dec 2026", "Change reference": "CR-1, CR-2", "Forecast date": "18 Dec 2026"}, "Amber",
     ("re-baselined more than once (CR-1 and CR-2); on time: forecast 18 December 2026, planned 18 December 2026; "
     "5 working days late against its baseline of 11 December 2026"), "on time, re-baselined more than once"),
    ({"Agreed date": "18 Dec 2026", "Change reference": "CR-1", "Forecast date": "21 Dec 2026"}, "Green",
     ("1 working day late: forecast 21 December 2026, planned 18 December 2026; "
     "6 working days late against its baseline of 11 December 2026"), "1 working day late"),
    ({"Agreed date": "18 Dec 2026", "Change reference": "TRN-A09"}, "No data",
     f"{DOUBTED} (Green without that: on time: forecast 11 December 2026, planned 18 December 2026)",
     "its Change reference is in doubt"),
    # What moves no date, or what is done, is not in doubt by it.
    ({"Change reference": "TRN-A09"}, "Green", f"on time: forecast 11 December 2026, {PLANNED}", "on time"),
    ({"Agreed date": "18 Dec 2026", "Change reference": "TRN-A09", "Actual date": "12 Nov 2026"}, "Complete",
     "done on time: 12 November 2026, planned 18 December 2026", "done on time"),
]  # fmt: skip
MATRIX, BECAME = "a score of 9, Amber in the risk matrix", "it became an issue, and no issue names it yet"
RISKS = [
    ({}, "Amber", f"likelihood 3, impact 3: {MATRIX}", "likelihood 3, impact 3"),
    ({"Likelihood": "5", "Impact": "5"}, "Red", "likelihood 5, impact 5: a score of 25, Red in the risk matrix",
     "likelihood 5, impact 5"),
    ({"Status": "Closed"}, "Not rated", "closed", ""),
    ({"Status": "Became an issue"}, "Amber", f"likelihood 3, impact 3: {MATRIX}; {BECAME}", "likelihood 3, impact 3"),
]  # fmt: skip
LOG = [
    ({}, "Amber", "an open issue of medium severity", ""),
    ({"Status": "Closed"}, "Complete", "closed", ""),
    ({"Kind": "Change request", "Needed by": "13 Nov 2026"}, "Green", "open, needed by 13 November 2026", ""),
]
WEEKS = "of Transition team is planned in the 42 weeks from 9 November 2026"
RESOURCES = [
    ({}, "Green", f"50% {WEEKS}: 0.5 of 1 FTE", "50% planned"),
    ({"FTE": "1.05"}, "Amber", f"105% {WEEKS}: 1.05 of 1 FTE", "105% planned"),
    ({"FTE": "1.5"}, "Red", f"150% {WEEKS}: 1.5 of 1 FTE", "150% planned"),
    ({"Available FTE": "0"}, "Red", f"more than there is {WEEKS}: 0.5 of 0 FTE", "more than there is planned"),
    ({"Post status": "Vacant"}, "Amber", "vacant after its start on 1 September 2026", ""),
    ({"Funding": "Not funded"}, "Red", "not funded, and under way since 1 September 2026", "not funded"),
    ({"From": "1 Sep 2025", "To": "31 Aug 2026"}, "Complete", "ended on 31 August 2026", ""),
]
NEEDED = "needed in 28 days, by 11 December 2026"
HANDOVERS = [
    ({}, "No data", "no date is given for its delivery", ""),
    ({"Forecast": "14 Dec 2026"}, "Red",
     "1 working day too late: expected 14 December 2026, needed by 11 December 2026",
     "1 working day too late"),
    ({"Forecast": "4 Dec 2026"}, "Amber", f"{NEEDED}: only 5 working days of float", "only 5 working days of float"),
    ({"Forecast": "20 Nov 2026"}, "Green", f"{NEEDED}, with 15 working days of float", "15 working days of float"),
    ({"Forecast": "20 Nov 2026", "Giver agrees": "No"}, "Amber", f"{NEEDED}: not agreed by the giver",
     "not agreed by the giver"),
    ({"Needed by": "12 Nov 2026"}, "Red", "needed by 12 November 2026 and not delivered, with no date for it",
     "past its need date, with no date for it"),
    ({"Needed by": "12 Nov 2026", "Forecast": "11 Nov 2026"}, "Red",
     "needed by 12 November 2026 and not delivered", ""),
    ({"Delivered": "12 Nov 2026"}, "Amber", "delivered on 12 November 2026, awaiting acceptance",
     "awaiting acceptance"),
    ({"Delivered": "12 Nov 2026", "Accepted": "13 Nov 2026"}, "Complete",
     "delivered on 12 November 2026 and accepted on 13 November 2026", "delivered and accepted"),
    ({"State": "Paused"}, "Not rated", "this row is paused", ""),
]  # fmt: skip
WITHIN = {"Giver": "External", "Receiver": "TRN"}
ALL = [
    *(("Milestones", *row) for row in MILESTONES), *(("Risks", *row) for row in RISKS),
    *(("Issues and decisions", *row) for row in LOG), *(("Resources", *row) for row in RESOURCES),
    *(("Interdependencies", {**WITHIN, **cells}, *more) for cells, *more in HANDOVERS),
]  # fmt: skip


def only_item(text: str) -> Item:
    (item,) = items(programme(text)[0])
    return item


@pytest.mark.parametrize(("sheet", "cells", "colour", "reason", "brief"), ALL)
def test_a_colour_is_explained_in_a_sentence_and_in_brief(
    sheet: str, cells: dict[str, str], colour: str, reason: str, brief: str
) -> None:
    found = only_item(table(sheet, {"Owner": "Transition Lead", **cells}))
    assert (found.status.value, found.reason, found.rating.in_brief) == (colour, reason, brief or reason)


AT = {"Period end": "31 Oct 2026"}
EXPECTED, FIGURE = (
    {"KPI": "TRN-K01", "Milestone": "TRN-M01", "Expected": "120"},
    {**AT, "KPI": "TRN-K01", "Value": "110"},
)
KNOWN = "110 at 31 October 2026, expected 120 at 30 October 2026: 10 short, 12 tolerated"
LATER = {**EXPECTED, "KPI": "TRN-K07", "Milestone": "TRN-M02"}  # which is planned for after the as at date
STRAY, KNOWN_BY = {**AT, "KPI": "TRN-K07"}, "Actuals C2, Expectations C2"


@pytest.mark.parametrize(
    ("expected", "figures", "reason", "brief", "blamed"),
    [
        ([EXPECTED], [FIGURE], KNOWN, "110, expected 120", KNOWN_BY),
        ([{**EXPECTED, "Expected": "many"}], [FIGURE],
         "what is expected at TRN-M01 could not be read: its Expected could not be read",
         "what is expected at TRN-M01 could not be read", "Expectations C2"),
        ([EXPECTED], [{**FIGURE, "Value": "few"}],
         "a figure at 31 October 2026 could not be read: its Value could not be read",
         "a figure at 31 October 2026 could not be read", "Actuals C2"),
        ([EXPECTED, {"KPI": "", "Milestone": "", "Expected": "130"}], [FIGURE],
         f"what is expected, perhaps of it, could not be read: its KPI is blank (Amber without that: {KNOWN})",
         "what is expected, perhaps of it, could not be read: its KPI is blank", KNOWN_BY),
        ([{**EXPECTED, "Milestone": "TRN-M77"}], [FIGURE], "expected at TRN-M77, which is not in what was read", "",
         "Expectations B2"),
        ([], [FIGURE], "nothing is expected at any milestone", "", "KPIs A2"),
        ([EXPECTED], [], "no figure has been given", "", "KPIs A2"),
        # One row that names a KPI which is not there may be of this one; several are of one that was left out.
        ([{**EXPECTED, **STRAY}], [FIGURE],
         "what is expected, perhaps of it, at TRN-M01 could not be read: its KPI, TRN-K07, does not exist", "",
         "KPIs A2"),
        ([{**EXPECTED, **STRAY}, {**STRAY, "Milestone": "TRN-M77", "Expected": "9"}], [FIGURE],
         "nothing is expected at any milestone", "", "KPIs A2"),
        ([EXPECTED, {**EXPECTED, **STRAY}], [FIGURE], KNOWN, "110, expected 120", KNOWN_BY),
        ([EXPECTED, LATER], [FIGURE], KNOWN, "110, expected 120", KNOWN_BY),
        ([EXPECTED], [STRAY],
         "a figure, perhaps of it, at 31 October 2026 could not be read: its KPI, TRN-K07, does not exist", "",
         "KPIs A2"),
        ([EXPECTED], [FIGURE, {**STRAY, "Period end": "30 Nov 2026"}], KNOWN, "110, expected 120", KNOWN_BY),
        ([EXPECTED], [FIGURE, {**STRAY, "KPI": "OUT-K07"}], KNOWN, "110, expected 120", KNOWN_BY),
    ],
)  # fmt: skip
def test_a_kpi_without_a_colour_says_what_is_missing_and_where(
    expected: list[dict[str, str]], figures: list[dict[str, str]], reason: str, brief: str, blamed: str
) -> None:
    passed = {"Baseline date": "30 Oct 2026", "Actual date": "30 Oct 2026", "Forecast date": ""}
    later = {"ID": "TRN-M02", "Baseline date": "11 Dec 2026", "Actual date": "", "Forecast date": "11 Dec 2026"}
    text = table("Milestones", {"ID": "TRN-M01", **passed}, later)
    text += table("KPIs", {"ID": "TRN-K01"}) + table("Expectations", *expected) + table("Actuals", *figures)
    (found,) = (item for item in items(programme(text)[0]) if item.id == "TRN-K01")
    assert (found.reason, found.rating.in_brief) == (reason, brief or reason)
    assert ", ".join(f"{cell.sheet} {cell.address}" for cell in found.rating.cells) == blamed


@pytest.mark.parametrize(
    ("carried", "struck", "said"),
    [
        ("", False, ""),
        ("16 Oct 2026", False, "; carried forward, as at 16 October 2026"),
        ("", True, "; its id is struck through"),
        ("16 Oct 2026", True, "; carried forward, as at 16 October 2026; its id is struck through"),
    ],
)
def test_what_a_row_tells_of_an_earlier_day_or_is_struck_through_stands_with_its_reason(
    carried: str, struck: bool, said: str
) -> None:
    found, _ = programme(
        table("Workstreams", {"Carried forward from": carried}) + table("Milestones", {"ID": "TRN-M01"})
    )
    (submission,), row = found.submissions, next(found.each(Milestone))
    remarks = (RemarkedCell(row.at("id"), columns_by_name(Milestone)["id"], row.id, Remark.STRUCK),) * struck
    (item,) = items(replace(found, submissions=(replace(submission, remarks=remarks),)))
    assert item.reason == f"on time: forecast 11 December 2026, {PLANNED}{said}"
    assert item.rating.in_brief == "on time"
