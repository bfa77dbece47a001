"""How what others do worsens a milestone, and that its own status stays what its own row earns."""

from __future__ import annotations

from datetime import date

import pytest

from network.programmes import book, milestone
from statuses import rated
from xl_send.results import Item, Status


def item(*books: str, name: str = "TRN-M01") -> Item:
    return rated("".join(books))[name]


def waits(forecast: str, **more: str) -> Item:
    """TRN-M01, planned for 11 December, waits for OUT-M01, which is expected on a day."""
    return item(
        book("OUT", Milestones=(milestone("OUT-M01", forecast),)),
        book("TRN", Milestones=(milestone("TRN-M01", "11 Dec 2026", Depends_on="OUT-M01", **more),)),
    )


@pytest.mark.parametrize(
    ("forecast", "status"),
    [
        ("11 Dec 2026", Status.GREEN),
        ("18 Dec 2026", Status.GREEN),
        ("21 Dec 2026", Status.AMBER),
        ("13 Jan 2027", Status.AMBER),
        ("14 Jan 2027", Status.RED),
    ],
)
def test_knock_on_earns_what_the_feasible_date_would(forecast: str, status: Status) -> None:
    found = waits(forecast)
    assert (found.own.status, found.status) == (Status.GREEN, status)


def test_knock_on_says_what_it_waits_for_and_keeps_the_reason_of_its_own_dates() -> None:
    found = waits("14 Jan 2027")
    assert found.reason == (
        "cannot be before 14 January 2027, 21 working days after its planned date, because it waits for OUT-M01; its "
        "own forecast is still 11 December 2026 (Green without that: on time: forecast 11 December 2026, planned 11 "
        "December 2026)"
    )
    assert found.rating.facts["feasible"] == date(2027, 1, 14)
    assert found.rating.facts["driving_chain"] == ("OUT-M01", "TRN-M01")
    assert found.rating.cells[1].workbook == "out.xlsx"


def test_knock_on_to_a_fixed_date_is_red_at_once() -> None:
    assert waits("14 Dec 2026", Fixed_date="Yes").status is Status.RED


@pytest.mark.parametrize("more", [{"Actual_date": "12 Nov 2026"}, {"State": "Paused"}])
def test_only_green_and_amber_become_worse(more: dict[str, str]) -> None:
    found = waits("14 Jan 2027", **more)
    assert found.status is found.own.status


def slips(forecast: str, **more: str) -> Item:
    """TRN-M01, planned for the last day of the autumn term, with schools to act."""
    row = milestone("TRN-M01", "18 Dec 2026", forecast, **{"Schools_must_act": "Yes", **more})
    return item(book("TRN", Milestones=(row,)))


def test_past_the_end_of_term_counts_as_the_next_term() -> None:
    assert slips("18 Dec 2026").status is Status.GREEN
    found = slips("21 Dec 2026")
    assert (found.own.status, found.status) == (Status.GREEN, Status.AMBER)  # 4 January: 8 working days late
    assert found.reason.startswith(
        "schools must act, and 21 December 2026 is after the end of term, so it counts as 4 "
    )
    assert slips("4 Jan 2027").own.status is Status.AMBER
    assert slips("21 Dec 2026", Schools_must_act="No").status is Status.GREEN


def test_a_plan_on_a_day_without_school_counts_once_schools_were_open_since() -> None:
    sunday = slips("19 Dec 2026", Baseline_date="13 Dec 2026")
    assert (sunday.own.status, sunday.status) == (Status.GREEN, Status.AMBER)
    assert slips("23 Dec 2026", Baseline_date="21 Dec 2026").status is Status.GREEN  # both in one holiday


@pytest.mark.parametrize(
    ("planned", "forecast", "status"),
    [
        ("25 Dec 2026", "30 Dec 2026", Status.AMBER),  # the last day of term; schools open on 6 January
        ("26 Dec 2026", "30 Dec 2026", Status.GREEN),
        ("14 Feb 2027", "19 Feb 2027", Status.AMBER),  # the Sunday before half-term; schools open on 22 February
        ("15 Feb 2027", "19 Feb 2027", Status.GREEN),
    ],
)
def test_what_was_planned_by_the_end_of_term_is_late_after_it_though_that_is_no_school_day(
    planned: str, forecast: str, status: Status
) -> None:
    calendar = (
        {"Kind": "Term", "From": "1 Sep 2026", "To": "25 Dec 2026"},
        {"Kind": "Term", "From": "6 Jan 2027", "To": "25 Mar 2027"},
        {"Kind": "Half-term break", "From": "15 Feb 2027", "To": "19 Feb 2027"},
    )
    row = milestone("TRN-M01", planned, forecast, Schools_must_act="Yes")
    found = item(book("TRN", Milestones=(row,), Calendar=calendar))
    assert (found.own.status, found.status) == (Status.GREEN, status)


HOLIDAY = {"Schools_must_act": "Yes", "Decision_needed": "Decision", "Forum": "Programme Board"}


@pytest.mark.parametrize("first", [{}, {"Decision_needed": "Decision", "Forum": "Cabinet"}])
def test_a_meeting_in_the_holidays_sets_the_date_of_what_schools_do(first: dict[str, str]) -> None:
    """They act on the first day of term after it, also where no meeting is listed that decides what comes before."""
    meetings = (
        {"Forum": "Programme Board", "Meeting date": "22 Dec 2026", "Papers due": "15 Dec 2026"},
        {"Forum": "Cabinet", "Meeting date": "2 Nov 2026", "Papers due": "26 Oct 2026"},
    )
    row = milestone("TRN-M01", "15 Dec 2026", Depends_on="TRN-M02", **HOLIDAY)
    rows = (row, milestone("TRN-M02", "1 Dec 2026", **first))
    forums = ({"Forum": "Programme Board"}, {"Forum": "Cabinet"})
    found = item(book("TRN", Milestones=rows, Meetings=meetings, Forums=forums))
    assert found.reason.startswith("cannot be before 4 January 2027, 11 working days after its planned date")
    assert found.status is Status.AMBER


def test_a_meeting_after_the_one_that_serves_decides_nothing() -> None:
    """Both dates lie in one holiday: that the forum meets again when schools are back holds nothing back."""
    meetings = (
        {"Meeting date": "17 Dec 2026", "Papers due": "9 Dec 2026"},
        {"Meeting date": "4 Jan 2027", "Papers due": "22 Dec 2026"},
    )
    row = milestone("TRN-M01", "21 Dec 2026", "22 Dec 2026", **HOLIDAY)
    assert item(book("TRN", Milestones=(row,), Meetings=meetings)).status is Status.GREEN


@pytest.mark.parametrize(
    "sheets",
    [
        {"Milestones": (milestone("TRN-M02", "21 Dec 2026", Actual_date="21 Dec 2026"),)},
        {"Interdependencies": ({"ID": "TRN-D01", "Needed by": "21 Dec 2026", "Accepted": "21 Dec 2026"},)},
    ],
)
def test_what_is_there_holds_nothing_back_when_schools_are_shut(sheets: dict[str, tuple[dict[str, str], ...]]) -> None:
    row = milestone("TRN-M01", "22 Dec 2026", "23 Dec 2026", Schools_must_act="Yes", Depends_on="TRN-M02")
    rows = (row, *sheets.get("Milestones", (milestone("TRN-M02", "1 Dec 2026", Actual_date="1 Dec 2026"),)))
    as_at = ({"As at": "22 Dec 2026"},)
    found = item(book("TRN", **{**sheets, "Programme": as_at, "Milestones": rows}))
    assert found.status is Status.GREEN, found.reason


def test_past_the_last_term_of_the_calendar_nothing_changes() -> None:
    row = milestone("TRN-M01", "21 Jul 2027", "23 Jul 2027", Schools_must_act="Yes")
    assert item(book("TRN", Milestones=(row,))).status is Status.GREEN


@pytest.mark.parametrize(
    ("forecast", "status"),
    [("2 Dec 2026", Status.AMBER), ("3 Dec 2026", Status.GREEN), ("13 Mar 2027", Status.GREEN)],
)
def test_a_decision_needs_a_meeting_in_time(forecast: str, status: Status) -> None:
    row = milestone("TRN-M01", forecast, Decision_needed="Decision", Forum="programme board")
    assert item(book("TRN", Milestones=(row,))).status is status


def test_a_meeting_whose_papers_were_due_cannot_decide_any_more() -> None:
    row = milestone("TRN-M01", "4 Dec 2026", Decision_needed="Decision", Forum="Programme Board")
    found = item(book("TRN", Programme=({"As at": "26 Nov 2026"},), Milestones=(row,)))
    assert found.status is Status.RED  # 26 working days later than planned
    assert found.reason.startswith("cannot be before 14 January 2027, 26 working days after its planned date")
    assert "no meeting of Programme Board can decide it before" in found.reason
    given = {**row, "Decision given": "26 Nov 2026"}
    assert item(book("TRN", Programme=({"As at": "26 Nov 2026"},), Milestones=(given,))).status is Status.GREEN


def test_beyond_the_last_listed_meeting_nothing_changes() -> None:
    row = milestone("TRN-M01", "15 Mar 2027", Decision_needed="Decision", Forum="Programme Board")
    found = item(book("TRN", Programme=({"As at": "5 Mar 2027"},), Milestones=(row,)))
    assert found.status is Status.GREEN


def test_a_key_decision_needs_its_notice() -> None:
    row = milestone("TRN-M01", "3 Dec 2026", Decision_needed="Key decision", Forum="Cabinet")
    sheets = {
        "Forums": ({"Forum": "Cabinet", "Takes key decisions": "Yes"},),
        "Meetings": ({"Forum": "Cabinet", "Meeting date": "3 Dec 2026", "Papers due": "25 Nov 2026"},),
    }
    assert item(book("TRN", Milestones=(row,), **sheets)).status is Status.AMBER
    noticed = {**row, "Notice published": "4 Nov 2026"}
    assert item(book("TRN", Milestones=(noticed,), **sheets)).status is Status.GREEN
    too_late = {**row, "Notice published": "5 Nov 2026"}
    assert item(book("TRN", Milestones=(too_late,), **sheets)).status is Status.AMBER
    to_come = {**milestone("TRN-M01", "22 Jan 2027", Decision_needed="Key decision", Forum="Cabinet")}
    sheets["Meetings"] = ({"Forum": "Cabinet", "Meeting date": "22 Jan 2027", "Papers due": "14 Jan 2027"},)
    assert item(book("TRN", Milestones=(to_come,), **sheets)).status is Status.GREEN
    promised = {**to_come, "Notice published": "5 Jan 2027"}  # after as at, and too late for that meeting
    assert item(book("TRN", Milestones=(promised,), **sheets)).status is not Status.GREEN


def test_a_handover_is_as_late_as_its_givers_milestone_can_be() -> None:
    found = item(
        book(
            "OUT",
            Milestones=(
                milestone("OUT-M01", "14 Jan 2027"),
                milestone("OUT-M02", "4 Dec 2026", Depends_on="OUT-M01"),
            ),
            Interdependencies=({"ID": "TRN-D01", "Forecast": "4 Dec 2026", "Giver milestone": "OUT-M02"},),
        ),
        book("TRN", Interdependencies=({"ID": "TRN-D01", "Needed by": "18 Dec 2026"},)),
        name="TRN-D01",
    )
    assert found.status is Status.RED
    assert found.rating.facts["effective"] == date(2027, 1, 14)
    assert all(account.own_status is not Status.RED for account in found.accounts)


def test_a_loop_does_not_open_the_schools() -> None:
    """What waits for itself has no day of its own; schools are shut on its forecast all the same."""
    terms = (
        {"Name": "Autumn", "Kind": "Term", "From": "1 Sep 2026", "To": "18 Dec 2026"},
        {"Name": "Spring", "Kind": "Term", "From": "4 Jan 2027", "To": "25 Mar 2027"},
    )
    late = milestone("TRN-M01", "18 Dec 2026", Forecast_date="21 Dec 2026", Schools_must_act="Yes")
    after = milestone("TRN-M02", "20 Jan 2027", Depends_on="TRN-M01")
    alone = item(book("TRN", Milestones=(late, after), Calendar=terms))
    looped = item(book("TRN", Milestones=({**late, "Depends on": "TRN-M02"}, after), Calendar=terms))
    assert alone.status is looped.status is Status.AMBER
    assert "schools must act" in looped.reason
