"""What a board is told of KPIs, risks, handovers, the log, people, tasks and money: each planted change once."""

from __future__ import annotations

import pytest

from editing import Edit, after, board, example, of, with_edits
from xl_send.compare import ChangeKind, changes_between
from xl_send.compare.order import ChangeSection, section_of

QUIET = ", without a new change reference."
FIRST = ChangeSection.FIRST
LATER = ChangeSection.WORKSTREAM
ISSUE = {
    "Workstream": "TRN", "Kind": "Issue", "What": "Visits have stopped in two schools", "Severity": "Low",
    "Owner": "Transition Lead", "Raised": "12 Nov 2026", "Status": "Open", "From risk": "TRN-R02",
}  # fmt: skip
Case = tuple[tuple[Edit, ...], str, ChangeSection, dict[ChangeKind, str]]

KPIS: tuple[Case, ...] = (
    ((("KPIs", "TRN-K02", {"Target": "75%"}),), "TRN-K02", FIRST, {
        ChangeKind.GOALPOST: f"Target is now 75%, was 85%{QUIET}"}),
    ((("KPIs", "TRN-K02", {"Target": "75%", "Change reference": "TRN-A09"}),), "TRN-K02", FIRST, {
        ChangeKind.GOALPOST: "Target is now 75%, was 85%, under TRN-A09."}),
    ((("KPIs", "TRN-K02", {"Tolerance": ""}),), "TRN-K02", FIRST, {
        ChangeKind.GOALPOST: f"Tolerance is now blank, was 7 points{QUIET}",
        ChangeKind.COLOUR_WORSE:
            "Now Red: 24%, expected 30%. Was Amber: 24%, expected 30%. What moved it: its Tolerance."}),
    ((("KPIs", "TRN-K02", {"Definition": "Families who were sent a letter."}),), "TRN-K02", FIRST, {
        ChangeKind.GOALPOST: f"Definition is worded differently{QUIET}"}),
    ((("KPIs", "TRN-K02", {"Source": "The letters sent"}),), "TRN-K02", LATER, {
        ChangeKind.GOALPOST: f"Source is worded differently{QUIET}"}),
    ((("Expectations", "TRN-K02 TRN-M08", {"Expected": "45%"}),), "TRN-K02", FIRST, {
        ChangeKind.GOALPOST: f"At TRN-M08 45% is expected, was 55%{QUIET}"}),
    ((("Expectations", "TRN-K02 TRN-M08", {"Measured on": "26 Mar 2027"}),), "TRN-K02", FIRST, {
        ChangeKind.GOALPOST: f"At TRN-M08 55% on 26 March 2027 is expected, was 55%{QUIET}"}),
    ((("Expectations", "TRN-K02 TRN-M08", None),), "TRN-K02", FIRST, {
        ChangeKind.GOALPOST: f"At TRN-M08 nothing is expected any more; it was 55%{QUIET}"}),
    ((("Expectations", "TRN-K02 TRN-M10", {"KPI": "TRN-K02", "Milestone": "TRN-M10", "Expected": "70%"}),),
     "TRN-K02", FIRST, {ChangeKind.GOALPOST: f"At TRN-M10 70% is expected; nothing was{QUIET}"}),
    ((("Actuals", "TRN-K02 31 Oct 2026", {"Value": "31%"}),), "TRN-K02", FIRST, {
        ChangeKind.RESTATED: "The figure for 31 October 2026 is now 31%, was 24%.",
        ChangeKind.COLOUR_BETTER:
            "Now Green: 31%, expected 30%. Was Amber: 24%, expected 30%. "
            "What moved it: another figure given for 31 October 2026."}),
    ((("Actuals", "TRN-K02 30 Sep 2026", {"Base": "140"}),), "TRN-K02", FIRST, {
        ChangeKind.RESTATED: "The base of the figure for 30 September 2026 is now 140, was 148."}),
    ((("Actuals", "TRN-K02 30 Sep 2026", None),), "TRN-K02", FIRST, {
        ChangeKind.RESTATED: "The figure for 30 September 2026 is no longer given; it was 11%."}),
    ((("Actuals", "TRN-K02 new", {"KPI": "TRN-K02", "Period end": "10 Nov 2026", "Value": "26%"}),), "TRN-K02", LATER, {
        ChangeKind.FIGURE: "26% at 10 November 2026; last told 24% at 31 October 2026."}),
    ((("Actuals", "TRN-K02 new", {"KPI": "TRN-K02", "Period end": "15 Oct 2026", "Value": "20%"}),), "TRN-K02", LATER, {
        ChangeKind.LATE_FIGURE: "The figure for 15 October 2026, not given then, is 20%."}),
    ((("KPIs", "TRN-K02", {"State": "Withdrawn"}),), "TRN-K02", FIRST, {
        ChangeKind.STATE: "State is now Withdrawn, was Active."}),
)  # fmt: skip

RISKS: tuple[Case, ...] = (
    ((("Risks", "TRN-R01", {"Likelihood": "5", "Impact": "5"}),), "TRN-R01", FIRST, {
        ChangeKind.SCORE: "Score up: 25 (likelihood 5, impact 5), was 16 (likelihood 4, impact 4)."}),
    ((("Risks", "TRN-R01", {"Likelihood": "2"}),), "TRN-R01", LATER, {
        ChangeKind.SCORE: "Score down: 8 (likelihood 2, impact 4), was 16 (likelihood 4, impact 4).",
        ChangeKind.COLOUR_BETTER: "Now Amber: likelihood 2, impact 4. Was Red: likelihood 4, impact 4. "
            "What moved it: its Likelihood."}),
    ((("Risks", "TRN-R02", {"Status": "Closed", "Outcome": "A second psychologist joins meetings"}),), "TRN-R02", LATER,
     {ChangeKind.CLOSED: "Closed. A second psychologist joins meetings."}),
    ((("Risks", "TRN-R02", {"Status": "Closed"}),), "TRN-R02", LATER, {
        ChangeKind.CLOSED: "Closed, with no outcome given."}),
    ((("Risks", "TRN-R02", {"Status": "Became an issue"}),), "TRN-R02", FIRST, {
        ChangeKind.BECAME_ISSUE: "Became an issue, and no issue that was read names it."}),
    ((("Risks", "TRN-R02", {"Status": "Became an issue"}), ("Issues and decisions", "TRN-A09", ISSUE)), "TRN-R02",
     FIRST, {ChangeKind.BECAME_ISSUE: "Became an issue: TRN-A09."}),
    ((("Issues and decisions", "TRN-A09", ISSUE),), "TRN-A09", LATER, {
        ChangeKind.NEW: "New: Green, an open issue of low severity."}),
)  # fmt: skip

LOG: tuple[Case, ...] = (
    ((("Issues and decisions", "TRN-A03",
       {"Status": "Closed", "Closed on": "12 Nov 2026", "Outcome": "Agreed by email."}),), "TRN-A03", LATER, {
        ChangeKind.CLOSED: "Decision needed closed on 12 November 2026. Agreed by email."}),
    ((("Issues and decisions", "TRN-A04", {"Status": "Open"}),), "TRN-A04", FIRST, {
        ChangeKind.REOPENED: "Open again; it was closed.",
        ChangeKind.COLOUR_OTHER: "Now Amber: action still open, needed by 23 October 2026. Was Complete: closed. "
            "What moved it: its Status."}),
    ((("Issues and decisions", "TRN-A03", {"Needed by": "17 Dec 2026"}),), "TRN-A03", LATER, {
        ChangeKind.NEED_MOVED: "Needed by moved from 3 December 2026 to 17 December 2026, 10 working days later."}),
    ((("Issues and decisions", "TRN-A01", {"Severity": "High"}),), "TRN-A01", FIRST, {
        ChangeKind.SEVERITY: "Severity is now High, was Medium.",
        ChangeKind.COLOUR_WORSE:
            "Now Red: an open issue of high severity. Was Amber: an open issue of medium severity. "
            "What moved it: its Severity."}),
    ((("Issues and decisions", "TRN-A01", {"Needed by": "12 Nov 2026"}),), "TRN-A01", LATER, {
        ChangeKind.NEED_MOVED: "Needed by moved from 9 December 2026 to 12 November 2026, 19 working days earlier.",
        ChangeKind.OVERDUE: "Newly overdue: needed by 12 November 2026 and still open."}),
)  # fmt: skip

HANDOVERS: tuple[Case, ...] = (
    ((("Interdependencies", "TRN-D04", {"Receiver agrees": "No"}),), "TRN-D04", FIRST, {
        ChangeKind.NO_LONGER_AGREED: "The receiver agreed and does not any more."}),
    ((("Interdependencies", "EHP-D01", {"Giver agrees": "Yes"}),), "EHP-D01", LATER, {
        ChangeKind.AGREED: "The giver now agrees."}),
    ((("Interdependencies", "TRN-D04", {"Needed by": "5 Mar 2027"}),), "TRN-D04", LATER, {
        ChangeKind.NEED_MOVED: "Needed by moved from 26 February 2027 to 5 March 2027, 5 working days later."}),
    ((("Interdependencies", "TRN-D04", {"Promised for": "19 Feb 2027"}),), "TRN-D04", LATER, {
        ChangeKind.PROMISE_MOVED:
            "Promised for moved from 12 February 2027 to 19 February 2027, 5 working days later."}),
    ((("Interdependencies", "STA-D02", {"Accepted": "12 Nov 2026"}),), "STA-D02", LATER, {
        ChangeKind.ACCEPTED: "Accepted on 12 November 2026."}),
    ((("Interdependencies", "STA-D02", {"Delivered": ""}),), "STA-D02", FIRST, {
        ChangeKind.NO_LONGER_DELIVERED: "No longer given as delivered; it was given as delivered on 4 November 2026.",
        ChangeKind.COLOUR_WORSE:
            "Now Red: needed by 6 November 2026 and not delivered. Was Amber: awaiting acceptance. "
            "What moved it: its Delivered."}),
    ((("Interdependencies", "TRN-D02", {"Delivered": "10 Sep 2026"}),), "TRN-D02", LATER, {
        ChangeKind.DELIVERED: "Delivered on 10 September 2026; it was given as delivered on 11 September 2026."}),
    ((("Interdependencies", "TRN-D04", {"State": "Withdrawn"}),), "TRN-D04", FIRST, {
        ChangeKind.STATE: "State is now Withdrawn, was Active."}),
)  # fmt: skip

OTHERS: tuple[Case, ...] = (
    ((("Resources", "TRN-P01", {"Post status": "Vacant"}),), "TRN-P01", FIRST, {
        ChangeKind.POST: "Post status is now Vacant, was In post.",
        ChangeKind.COLOUR_WORSE: "Now Amber: vacant after its start on 1 September 2026. Was Green: 100% planned. "
            "What moved it: its Post status."}),
    ((("Resources", "TRN-P02", {"Post status": "In post"}),), "TRN-P02", LATER, {
        ChangeKind.POST: "Post status is now In post, was Recruiting."}),
    ((("Resources", "TRN-P06", {"FTE": "0.1"}),), "TRN-P06", LATER, {ChangeKind.PERSON: "FTE is now 0.1, was 0.2."}),
    ((("Resources", "TRN-P03", {"To": "21 Jul 2027"}),), "TRN-P03", LATER, {
        ChangeKind.DATES_MOVED: "To moved from 16 July 2027 to 21 July 2027, 3 working days later."}),
    ((("Diagnostics", "TRN-T03", {"Status": "Done", "Actual end": "12 Nov 2026"}),), "TRN-T03", LATER, {
        ChangeKind.TASK: "Status is now Done, was Under way.",
        ChangeKind.CELL: "Actual end given as 12 November 2026."}),
    ((("Diagnostics", "TRN-T04", {"Status": "Dropped"}),), "TRN-T04", FIRST, {
        ChangeKind.TASK: "Status is now Dropped, was Planned."}),
    ((("Diagnostics", "TRN-T04", {"Ends": "12 Feb 2027"}),), "TRN-T04", LATER, {
        ChangeKind.DATES_MOVED: "Ends moved from 5 February 2027 to 12 February 2027, 5 working days later."}),
    ((("Diagnostics", "TRN-T04", None),), "TRN-T04", FIRST, {
        ChangeKind.GONE: "No longer listed, and nothing says why. Then: planned."}),
    ((("Money", "TRN-F02", {"Forecast outturn": "18150"}),), "TRN-F02", LATER, {
        ChangeKind.MONEY: "Forecast outturn is now £18,150, was £16,500 (10% more)."}),
    ((("Money", "TRN-F02", {"Budget": "16200"}),), "TRN-F02", LATER, {
        ChangeKind.MONEY: "Budget is now £16,200, was £18,000 (10% less)."}),
    ((("Money", "TRN-F02", {"Actual to date": "4000"}),), "TRN-F02", LATER, {
        ChangeKind.MONEY: "Actual to date is now £4,000, was £4,100 (2.44% less)."}),
    ((("Money", "TRN-F03", {"Funding": "Not funded"}),), "TRN-F03", FIRST, {
        ChangeKind.FUNDING: "Funding is now Not funded, was Grant."}),
    ((("Money", "TRN-F02", {"Carry-forward agreed": "Yes"}),), "TRN-F02", LATER, {
        ChangeKind.MONEY: "Carry-forward agreed is now Yes, was No."}),
    ((("Workstreams", "TRN", {"Ends": "31 Dec 2027"}),), "TRN", LATER, {
        ChangeKind.DATES_MOVED: "Ends moved from 17 December 2027 to 31 December 2027, 5 working days later."}),
    ((("Workstreams", "TRN", {"Reported RAG": "Red"}),), "TRN", LATER, {
        ChangeKind.REPORTED: "Its owner now reports Red, and reported Amber."}),
)  # fmt: skip


COMPUTED = {
    ChangeKind.COLOUR_WORSE, ChangeKind.COLOUR_BETTER, ChangeKind.COLOUR_OTHER, ChangeKind.CONFLICT_NEW,
    ChangeKind.CONFLICT_CLEARED, ChangeKind.ROW_UNREAD,
}  # fmt: skip


@pytest.mark.parametrize(("edits", "record", "part", "expected"), KPIS + RISKS + LOG + HANDOVERS + OTHERS)
def test_each_change_is_told_once_in_its_place_with_its_cells_and_of_no_other_row(
    edits: tuple[Edit, ...], record: str, part: ChangeSection, expected: dict[ChangeKind, str]
) -> None:
    """Other rows may change colour or be in a conflict; no other row of a workbook is said to have been edited."""
    every = after(*edits)
    found = of(every, record)
    assert {item.what: item.sentence for item in found} == expected
    assert len(found) == len(expected)
    assert {section_of(item) for item in found} == {part}
    for item in found:
        assert item.then or item.now
        assert all(cell.address and cell.workbook.endswith(".xlsx") for cell in (*item.then, *item.now))
    edited = {name.partition(" ")[0] for _, name, _ in edits} | {"TRN-K02"}
    assert not [change for change in every.changes if change.record not in edited and change.what not in COMPUTED]


def test_a_risk_that_is_open_again_is_to_be_known_first() -> None:
    closed = board(with_edits([("Risks", "TRN-R02", {"Status": "Closed", "Outcome": "A second psychologist joins"})]))
    (told,) = (item for item in of(changes_between(closed, example()), "TRN-R02") if item.what is ChangeKind.REOPENED)
    assert (told.sentence, section_of(told)) == ("Open again; it was closed.", FIRST)


def test_an_action_that_names_a_risk_is_no_issue_that_it_became() -> None:
    action = ("Issues and decisions", "TRN-A09", {**ISSUE, "Kind": "Action"})
    found = after(("Risks", "TRN-R02", {"Status": "Became an issue"}), action)
    assert of(found, "TRN-A09"), "the action is read"
    assert [item.sentence for item in of(found, "TRN-R02") if item.what is ChangeKind.BECAME_ISSUE] == [
        "Became an issue, and no issue that was read names it."
    ]
