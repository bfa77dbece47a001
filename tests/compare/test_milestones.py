"""What a board is told of milestones: each planted change once, in plain words, with the cells of both workbooks."""

from __future__ import annotations

import pytest

from editing import after, of
from xl_send.compare import ChangeKind

CASES = (
    ({"Forecast date": "20 Jan 2027"}, "TRN-M07", {
        ChangeKind.FORECAST_MOVED: "Forecast date moved from 9 December 2026 to 20 January 2027, 24 working days later "
        "(20 school days), past the end of term on 18 December 2026.",
        ChangeKind.COLOUR_WORSE:
            "Now Red: 42 working days late. Was Amber: 18 working days late. What moved it: its Forecast date."}),
    ({"Forecast date": "4 Mar 2027"}, "TRN-M09", {
        ChangeKind.FORECAST_MOVED: "Forecast date moved from 11 March 2027 to 4 March 2027, 5 working days earlier."}),
    ({"Forecast date": "12 Mar 2027"}, "TRN-M09", {
        ChangeKind.FORECAST_MOVED: "Forecast date moved from 11 March 2027 to 12 March 2027, 1 working day later.",
        ChangeKind.NEWLY_LATE: "Newly late: 1 working day late."}),
    ({"Forecast date": "11 Feb 2027", "Baseline date": "10 Feb 2027"}, "TRN-M08", {
        ChangeKind.COLOUR_WORSE:
            "Now Amber: 8 working days late by knock-on from STA-M08. Was Green: 3 working days late. "
            "What moved it: its Baseline date, its Forecast date and TRN-D01.",
        ChangeKind.BASELINE_ALTERED:
            "Baseline date moved from 5 February 2027 to 10 February 2027, 3 working days later; "
        "a baseline is the date first agreed and is not to change.",
        ChangeKind.FORECAST_MOVED: "Forecast date moved from 10 February 2027 to 11 February 2027, 1 working day later "
        "(1 school day)."}),
    ({"Forecast date": "14 Sep 2027"}, "TRN-M11", {
        ChangeKind.FORECAST_MOVED:
            "Forecast date moved from 10 September 2027 to 14 September 2027, 2 working days later "
        "(2 school days).",
        ChangeKind.NEWLY_LATE: "Newly late: 2 working days late."}),
    ({"Actual date": "11 Nov 2026"}, "TRN-M07", {
        ChangeKind.ACHIEVED: "Achieved on 11 November 2026, 2 working days before its plan date of 13 November 2026."}),
    ({"Actual date": "13 Nov 2026", "Forecast date": "", "Reported RAG": "", "Back to green by": "", "Help needed": ""},
     "TRN-M07", {
        ChangeKind.ACHIEVED: "Achieved on 13 November 2026, on time against its plan date of 13 November 2026."}),
    ({"Actual date": "26 Oct 2026"}, "TRN-M06", {
        ChangeKind.ACHIEVED_DATE_ALTERED:
            "Actual date moved from 23 October 2026 to 26 October 2026, 1 working day later."}),
    ({"Actual date": "", "Forecast date": "4 Dec 2026"}, "TRN-M06", {
        ChangeKind.NO_LONGER_ACHIEVED: "No longer given as achieved; it was given as achieved on 23 October 2026.",
        ChangeKind.FORECAST_MOVED: "Forecast date given as 4 December 2026.",
        ChangeKind.COLOUR_OTHER:
            "Now Red: 30 working days late. Was Complete: done on time. "
            "What moved it: its Forecast date and its Actual date."}),
    ({"Agreed date": "5 Mar 2027", "Change reference": "Board paper 12", "Forecast date": "5 Mar 2027"}, "TRN-M08", {
        ChangeKind.REBASELINED:
            "Re-baselined under Board paper 12: plan date moved from 5 February 2027 to 5 March 2027, "
        "20 working days later.",
        ChangeKind.FORECAST_MOVED: "Forecast date moved from 10 February 2027 to 5 March 2027, 17 working days later "
        "(12 school days)."}),
    ({"Agreed date": "5 Mar 2027"}, "TRN-M08", {
        ChangeKind.QUIET_PLAN:
            "An agreed date of 5 March 2027 without a change reference: it does not count, and it is held "
        "to 5 February 2027."}),
    ({"Key": "No"}, "TRN-M09", {
        ChangeKind.FLAG_ALTERED: "Key is now No, was Yes; its colour now counts one step better in the roll-up."}),
    ({"Fixed date": "Yes"}, "TRN-M09", {ChangeKind.FLAG_ALTERED: "Fixed date is now Yes, was No."}),
    ({"State": "Paused"}, "TRN-M08", {ChangeKind.STATE: "State is now Paused, was Active."}),
    ({"Decision given": "12 Nov 2026"}, "TRN-M09", {
        ChangeKind.DECISION_GIVEN: "Decision given by Programme Board on 12 November 2026."}),
    ({"Decision given": ""}, "TRN-M04", {ChangeKind.DECISION_GIVEN: "The date of its decision is taken away."}),
)  # fmt: skip


@pytest.mark.parametrize(("cells", "record", "expected"), CASES, ids=lambda item: str(item)[:40])
def test_each_change_is_told_once_in_plain_words(
    cells: dict[str, str], record: str, expected: dict[ChangeKind, str]
) -> None:
    found = of(after(("Milestones", record, cells)), record)
    assert {item.what: item.sentence for item in found} == expected
    assert len(found) == len(expected)


def test_a_change_names_the_cells_of_both_workbooks() -> None:
    (change,) = of(after(("Milestones", "TRN-M09", {"Forecast date": "4 Mar 2027"})), "TRN-M09")
    assert [(cell.workbook, cell.sheet, cell.address) for cell in (*change.then, *change.now)] == [
        ("transition.xlsx", "Milestones", "H10"), ("transition.xlsx", "Milestones", "H10"),
    ]  # fmt: skip
    assert (change.before, change.after) == ("11 March 2027", "4 March 2027")


AGREED = {"Agreed date": "5 Mar 2027", "Change reference": "TRN-A09"}
REQUEST = {
    "Workstream": "TRN", "Kind": "Change request", "What": "Move key workers", "Severity": "Medium",
    "Owner": "Transition Lead", "Raised": "2 Nov 2026", "Status": "Open",
}  # fmt: skip


def test_a_new_date_under_an_open_change_request_is_told_as_not_yet_agreed() -> None:
    found = after(("Milestones", "TRN-M08", AGREED), ("Issues and decisions", "TRN-A09", REQUEST))
    assert [item.sentence for item in of(found, "TRN-M08")] == [
        "A new date of 5 March 2027 is proposed under TRN-A09, which is still open; it is held to 5 February 2027."
    ]


def test_once_the_request_is_closed_the_milestone_is_re_baselined() -> None:
    found = after(
        ("Milestones", "TRN-M08", AGREED), ("Issues and decisions", "TRN-A09", {**REQUEST, "Status": "Closed"})
    )
    assert ChangeKind.REBASELINED in {item.what for item in of(found, "TRN-M08")}
