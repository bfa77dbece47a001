"""What the board is asked, and the milestones: which stand where, in which order, with which dates."""

from __future__ import annotations

import pytest

from board_pack.boards import board, said, table

LOG = """
Issues and decisions:
| ID | Kind | What | Needed by | Status | Forum |
| --- | --- | --- | --- | --- | --- |
| TRN-A01 | Decision needed | Third | 11 Feb 2027 | Open | Programme Board |
| TRN-A02 | Change request | First | 10 Nov 2026 | Open | |
| TRN-A03 | Decision needed | Closed | 3 Dec 2026 | Closed | |
| TRN-A04 | Action | An action | 3 Dec 2026 | Open | |
| TRN-A05 | Decision needed | Undated | | Open | |
| TRN-A06 | Decision needed | Too far | 12 Feb 2027 | Open | |
| TRN-A07 | Decision needed | Further | 13 Feb 2027 | Open | |

Milestones:
| ID | Milestone | Forecast date | Decision needed | Decision given | Actual date |
| --- | --- | --- | --- | --- | --- |
| TRN-M01 | Second | 1 Dec 2026 | Key decision | | |
| TRN-M02 | Given | 1 Dec 2026 | Decision | 2 Nov 2026 | |
| TRN-M03 | None needed | 1 Dec 2026 | None | | |
| TRN-M04 | Reached | | Decision | | 2 Nov 2026 |

Meetings:
| Forum | Meeting date | Papers due |
| --- | --- | --- |
| Programme Board | 19 Nov 2026 | 12 Nov 2026 |
| Programme Board | 24 Nov 2026 | 13 Nov 2026 |
| Programme Board | 3 Dec 2026 | 25 Nov 2026 |
"""


def test_decisions_stand_soonest_first_and_later_ones_are_counted() -> None:
    summary = board(LOG)
    rows = table(summary, "decisions", "Decisions needed")
    assert [row["Decision"].partition("\n")[0] for row in rows] == ["First", "Second", "Third", "Undated"]
    assert "2 more needed later, the next by 12 February 2027." in said(summary.section("decisions"))
    assert rows[0]["Needed by"] == "10 November 2026\nThis day has passed"
    assert rows[3]["Needed by"] == "No date given"


def test_the_next_meeting_is_one_whose_papers_are_not_yet_due() -> None:
    third = table(board(LOG), "decisions", "Decisions needed")[2]
    assert third["Forum"] == "Programme Board\nPapers due 13 November 2026 for 24 November 2026"


MILESTONES = """
Programme:
| Previous as at |
| --- |
| 2 Oct 2026 |

Milestones:
| ID | Milestone | Baseline date | Forecast date | Actual date | Commentary | Back to green by | Help needed |
| --- | --- | --- | --- | --- | --- | --- | --- |
| TRN-M01 | Amber one | 4 Dec 2026 | 18 Dec 2026 | | Slow | 18 Dec 2026 | A word with schools |
| TRN-M02 | Overdue | 6 Nov 2026 | 6 Nov 2026 | | | | None |
| TRN-M03 | On the last day | 12 Jan 2027 | 12 Jan 2027 | | | | |
| TRN-M04 | A day too far | 13 Jan 2027 | 13 Jan 2027 | | | | |
| TRN-M05 | Reached before | 2 Oct 2026 | | 2 Oct 2026 | | | |
| TRN-M06 | Reached since | 2 Oct 2026 | | 5 Oct 2026 | | | |
"""


@pytest.mark.parametrize(
    ("caption", "names"),
    [
        ("Red and Amber", ["Overdue", "Amber one"]),
        ("Milestones due", ["On the last day"]),
        ("Milestones reached", ["Reached since"]),
    ],
)
def test_milestones_stand_where_they_belong(caption: str, names: list[str]) -> None:
    rows = table(board(MILESTONES), "milestones", caption)
    assert [row["Milestone"].partition("\n")[0] for row in rows] == names


def test_what_an_older_return_still_expected_by_now_is_shown_as_due() -> None:
    text = (
        "Programme:\n| As at |\n| --- |\n| 13 Nov 2026 |\n\n"
        "south.xlsx Programme:\n| As at |\n| --- |\n| 30 Oct 2026 |\n\n"
        "south.xlsx Workstreams:\n| Code |\n| --- |\n| OUT |\n\nsouth.xlsx Milestones:\n"
        "| ID | Workstream | Milestone | Baseline date | Forecast date |\n| --- | --- | --- | --- | --- |\n"
        "| OUT-M01 | OUT | Expected by now | 6 Nov 2026 | 6 Nov 2026 |\n"
    )
    rows = table(board(text), "milestones", "Milestones due")
    assert [row["Milestone"].partition("\n")[0] for row in rows] == ["Expected by now"]


def test_a_late_milestone_shows_its_dates_its_reason_and_the_owners_colour() -> None:
    row = table(board(MILESTONES), "milestones", "Red and Amber")[1]
    assert row["RAG by dates"].startswith("Amber\n10 working days late")
    assert (row["Baseline"], row["Forecast"]) == ("4 December 2026", "18 December 2026")
    assert row["Working days late"] == "10"
    assert row["What the owner says"] == "Slow\nBack to green by: 18 December 2026"
    assert "Agreed" not in row, "a column in which nothing stands is left out"


def test_a_reported_colour_that_is_better_than_the_computed_one_says_so() -> None:
    text = "Milestones:\n| ID | Forecast date | Reported RAG |\n| --- | --- | --- |\n| TRN-M01 | 31 Dec 2026 | {} |\n"
    reported = [
        table(board(text.format(colour)), "milestones", "Red")[0]["Reported"] for colour in ("Green", "Amber", "")
    ]
    assert reported == ["Green\nBetter than computed", "Amber", "None"]


def test_help_is_listed_where_it_is_asked_and_missing_ways_back_are_named() -> None:
    summary = board(MILESTONES)
    assert [row["Help asked of the board"] for row in table(summary, "decisions", "Help")] == ["A word with schools"]
    told = said(summary.section("decisions"))
    assert "Of 2 Red and Amber milestones and KPIs, 1 does not fully say how:" in told
    assert "Overdue (TRN-M02): no action or date" in told


def test_where_every_row_says_how_it_will_be_green_again_that_is_said() -> None:
    text = MILESTONES.replace("| 6 Nov 2026 | 6 Nov 2026 | | | |", "| 6 Nov 2026 | 6 Nov 2026 | | Soon | 4 Dec 2026 |")
    assert "says what is being done, by whom and by when." in said(board(text).section("decisions"))
