"""What one row says decides how another is told: change requests, issues that risks became."""

from __future__ import annotations

from editing import after, board, example, of, with_edits
from xl_send.compare import ChangeKind, changes_between
from xl_send.compare.order import ChangeSection, section_of

ISSUE = {
    "Workstream": "TRN", "Kind": "Issue", "What": "Visits have stopped in two schools", "Severity": "Low",
    "Owner": "Transition Lead", "Raised": "12 Nov 2026", "Status": "Open", "From risk": "TRN-R02",
}  # fmt: skip
AGREED = {"Agreed date": "5 Mar 2027", "Change reference": "TRN-A09"}
REQUEST = {
    "Workstream": "TRN", "Kind": "Change request", "What": "Move key workers", "Severity": "Medium",
    "Owner": "Transition Lead", "Raised": "2 Nov 2026", "Status": "Open",
}  # fmt: skip


def test_a_risk_that_is_open_again_is_to_be_known_first() -> None:
    closed = board(with_edits([("Risks", "TRN-R02", {"Status": "Closed", "Outcome": "A second psychologist joins"})]))
    (told,) = (item for item in of(changes_between(closed, example()), "TRN-R02") if item.what is ChangeKind.REOPENED)
    assert (told.sentence, section_of(told)) == ("Open again; it was closed.", ChangeSection.FIRST)


def test_an_action_that_names_a_risk_is_no_issue_that_it_became() -> None:
    action = ("Issues and decisions", "TRN-A09", {**ISSUE, "Kind": "Action"})
    found = after(("Risks", "TRN-R02", {"Status": "Became an issue"}), action)
    assert of(found, "TRN-A09"), "the action is read"
    assert [item.sentence for item in of(found, "TRN-R02") if item.what is ChangeKind.BECAME_ISSUE] == [
        "Became an issue, and no issue that was read names it."
    ]


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
