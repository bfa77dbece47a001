"""Dates at their limits: on the day, the day before and the day after."""

from __future__ import annotations

from datetime import date

import pytest

from network.programmes import book, milestone
from statuses import read
from xl_send.network import Network, network_of
from xl_send.network.decisions import deciding_meeting, is_beyond_meetings
from xl_send.network.knock_on import Moved, missed_meetings, passed_points, passed_terms
from xl_send.workbook.sheets.milestones import Milestone

LAST_DAY = date(2026, 12, 18)
FRIDAY = date(2026, 12, 11)


def network(*books: str) -> Network:
    return network_of(read("".join(books)))


def _one(found: Network) -> Milestone:
    (record,) = (node.record for node in found.nodes if isinstance(node.record, Milestone))
    return record


def moved(found: Network, forecast: date, feasible: date) -> list[Moved]:
    return [Moved(_one(found), forecast, feasible, 1)]


@pytest.mark.parametrize(
    ("as_at", "usable"), [("24 Nov 2026", [3, 14, 12]), ("25 Nov 2026", [3, 14, 12]), ("26 Nov 2026", [14, 12])]
)
def test_a_meeting_whose_papers_are_due_on_the_as_at_day_can_still_decide(as_at: str, usable: list[int]) -> None:
    row = milestone("TRN-M01", "4 Dec 2026", Decision_needed="Decision", Forum="Programme Board")
    found = network(book("TRN", Programme=({"As at": as_at},), Milestones=(row,)))
    sittings = found.meetings.of(_one(found))
    assert sittings is not None
    assert [meeting.day.day for meeting in sittings.usable] == usable


@pytest.mark.parametrize(
    ("notice", "published", "usable"),
    [
        ("28", "4 Nov 2026", True),  # 5 November to 2 December are 28 clear days
        ("28", "5 Nov 2026", False),
        ("1", "1 Dec 2026", True),
        ("1", "2 Dec 2026", False),
        ("0", "2 Dec 2026", True),
        ("0", "3 Dec 2026", False),  # on the day of the meeting is no notice of it
    ],
)
def test_notice_of_a_key_decision_is_given_clear_days_before_its_meeting(
    notice: str, published: str, usable: bool
) -> None:
    row = milestone(
        "TRN-M01", "4 Dec 2026", Decision_needed="Key decision", Forum="Programme Board", Notice_published=published
    )
    sheets = {
        "Forums": ({"Takes key decisions": "Yes"},), "Meetings": ({"Meeting date": "3 Dec 2026"},),
        "Thresholds": ({"Key decision notice (clear days)": notice},), "Milestones": (row,),
    }  # fmt: skip
    found = network(book("TRN", **sheets))
    sittings = found.meetings.of(_one(found))
    assert sittings is not None
    assert bool(sittings.usable) is usable


@pytest.mark.parametrize(("papers", "usable"), [("3 Dec 2026", 1), ("2 Dec 2026", 1), ("4 Dec 2026", 0)])
def test_papers_may_be_due_on_the_day_of_the_meeting_and_not_after_it(papers: str, usable: int) -> None:
    """What is listed as due after its meeting is counted back from it: here it had to be in by 25 November."""
    row = milestone("TRN-M01", "4 Dec 2026", Decision_needed="Decision", Forum="Programme Board")
    meeting = {"Meeting date": "3 Dec 2026", "Papers due": papers}
    found = network(book("TRN", Programme=({"As at": "27 Nov 2026"},), Milestones=(row,), Meetings=(meeting,)))
    sittings = found.meetings.of(_one(found))
    assert sittings is not None
    assert len(sittings.usable) == usable


@pytest.mark.parametrize(("ready", "day"), [(6, 14), (7, 12)])
def test_papers_that_are_ready_on_the_day_when_they_are_due_are_in_time(ready: int, day: int) -> None:
    row = milestone("TRN-M01", "20 Jan 2027", Decision_needed="Decision", Forum="Programme Board")
    found = network(book("TRN", Milestones=(row,)))
    sittings = found.meetings.of(_one(found))
    assert sittings is not None
    meeting = sittings.serving(date(2027, 1, 20), date(2027, 1, ready))
    assert meeting is not None
    assert meeting.day.day == day


@pytest.mark.parametrize(("decided", "open_still"), [("12 Nov 2026", 0), ("13 Nov 2026", 0), ("14 Nov 2026", 1)])
def test_a_decision_given_on_the_as_at_day_is_given(decided: str, open_still: int) -> None:
    more = {"Decision_needed": "Decision", "Forum": "Programme Board", "Decision_given": decided}
    found = network(book("TRN", Milestones=(milestone("TRN-M01", "4 Dec 2026", **more),)))
    assert (found.meetings.of(_one(found)) is not None) == bool(open_still)


@pytest.mark.parametrize(
    ("forecast", "feasible", "passes"),
    [
        (LAST_DAY, date(2027, 1, 4), True),
        (date(2026, 12, 17), date(2026, 12, 19), True),
        (date(2026, 12, 19), date(2027, 1, 4), False),
        (date(2026, 12, 17), LAST_DAY, False),
    ],
)
def test_a_forecast_on_the_last_day_of_term_passes_its_end(forecast: date, feasible: date, passes: bool) -> None:
    found = network(book("TRN", Milestones=(milestone("TRN-M01", "18 Dec 2026", Schools_must_act="Yes"),)))
    told = list(passed_terms(found, moved(found, forecast, feasible)))
    assert [days for _, *days in told] == ([[LAST_DAY, date(2027, 1, 4)]] if passes else [])


@pytest.mark.parametrize(
    ("plan", "day", "cliff"),
    [
        (LAST_DAY, LAST_DAY, None),
        (LAST_DAY, date(2026, 12, 19), date(2027, 1, 4)),
        (date(2026, 12, 19), date(2026, 12, 21), None),  # it was never planned for the term
        (LAST_DAY, date(2027, 1, 3), date(2027, 1, 4)),
        (LAST_DAY, date(2027, 1, 4), None),
        (date(2027, 7, 21), date(2027, 7, 22), None),  # the Calendar ends
        (date(2026, 8, 28), date(2026, 8, 31), None),  # before the Calendar begins
    ],
)
def test_a_day_in_no_term_counts_as_the_next_term_if_the_plan_was_in_one(
    plan: date, day: date, cliff: date | None
) -> None:
    assert network(book("TRN", Milestones=(milestone("TRN-M01", "18 Dec 2026"),))).next_term(plan, day) == cliff


@pytest.mark.parametrize(
    ("forecast", "feasible", "missed"),
    [
        (date(2026, 12, 3), date(2026, 12, 4), True),
        (date(2026, 12, 3), date(2026, 12, 3), False),
        (date(2026, 12, 2), date(2026, 12, 4), False),  # no meeting serves the day before it
    ],
)
def test_the_meeting_on_the_day_of_the_forecast_is_missed_from_the_next_day(
    forecast: date,
    feasible: date,
    missed: bool,
) -> None:
    row = milestone("TRN-M01", "3 Dec 2026", Decision_needed="Decision", Forum="Programme Board")
    found = network(book("TRN", Milestones=(row,)))
    told = list(missed_meetings(found, moved(found, forecast, feasible)))
    assert [(item.meeting.day, item.following and item.following.day) for item in told] == (
        [(date(2026, 12, 3), date(2027, 1, 14))] if missed else []
    )


@pytest.mark.parametrize(("feasible", "following"), [(date(2027, 1, 14), 14), (date(2027, 1, 15), 12)])
def test_the_meeting_on_the_day_that_can_be_kept_is_the_next(feasible: date, following: int) -> None:
    row = milestone("TRN-M01", "3 Dec 2026", Decision_needed="Decision", Forum="Programme Board")
    found = network(book("TRN", Milestones=(row,)))
    (told,) = missed_meetings(found, moved(found, date(2026, 12, 3), feasible))
    assert told.following is not None
    assert told.following.day.day == following


@pytest.mark.parametrize(
    ("forecast", "feasible", "passed"),
    [(FRIDAY, date(2026, 12, 14), 1), (date(2026, 12, 10), FRIDAY, 0), (date(2026, 12, 12), date(2026, 12, 14), 0)],
)
def test_a_point_on_the_day_of_the_forecast_is_passed_and_on_the_day_that_can_be_kept_is_not(
    forecast: date, feasible: date, passed: int
) -> None:
    kpis = ({"ID": "TRN-K01", "Workstream": "TRN"},)
    points = ({"KPI": "TRN-K01", "Milestone": "TRN-M01", "Expected": "120"},)
    found = network(book("TRN", Milestones=(milestone("TRN-M01", "11 Dec 2026"),), KPIs=kpis, Expectations=points))
    assert len(list(passed_points(found, moved(found, forecast, feasible)))) == passed


@pytest.mark.parametrize(
    ("accepted", "day"),
    [
        ("13 Nov 2026", date(2026, 11, 30)),  # its own forecast
        ("14 Nov 2026", date(2027, 1, 13)),  # not given yet: twenty working days after its promise
    ],
)
def test_what_is_accepted_by_the_as_at_day_holds_nothing_back(accepted: str, day: date) -> None:
    handover = {"ID": "TRN-D01", "Needed by": "2 Nov 2026", "Promised for": "11 Dec 2026", "Accepted": accepted}
    found = network(
        book("OUT", Interdependencies=(handover,)),
        book("TRN", Milestones=(milestone("TRN-M01", "30 Nov 2026"),), Interdependencies=(handover,)),
    )
    assert found.feasible("TRN-M01") == day


def test_each_link_says_why_one_thing_waits_for_another() -> None:
    handover = {"ID": "TRN-D01", "Giver milestone": "OUT-M01", "Needed by": "30 Nov 2026", "Forecast": "27 Nov 2026"}
    found = network(
        book("OUT", Milestones=(milestone("OUT-M01", "27 Nov 2026"),), Interdependencies=(handover,)),
        book(
            "TRN",
            Milestones=(milestone("TRN-M01", "18 Dec 2026", Depends_on="TRN-T02+2"),),
            Interdependencies=(handover,),
            Diagnostics=({"ID": "TRN-T01"}, {"ID": "TRN-T02", "After": "TRN-T01"}),
        ),
    )
    assert {(edge.start, edge.end): (edge.kind.value, edge.lag) for edge in found.edges} == {
        ("OUT-M01", "TRN-D01"): ("ready at", 0),
        ("TRN-D01", "TRN-M01"): ("needed for", 14),
        ("TRN-T01", "TRN-T02"): ("after", 1),
        ("TRN-T02", "TRN-M01"): ("depends on", 2),
    }


def test_a_task_that_is_not_done_ends_no_earlier_than_its_return() -> None:
    past = {"ID": "TRN-T01", "Starts": "2 Nov 2026", "Ends": "6 Nov 2026"}
    found = network(book("TRN", Diagnostics=(past,)))
    assert found.feasible("TRN-T01") == date(2026, 11, 13)
    (node,) = found.nodes
    assert node.as_at == date(2026, 11, 13)
    assert found.lateness(node) == 5
    assert network(book("TRN", Diagnostics=({**past, "Actual end": "6 Nov 2026"},))).feasible("TRN-T01") == date(
        2026, 11, 6
    )


def test_what_stands_on_a_loop_is_not_late_and_has_no_room() -> None:
    ring = (
        milestone("TRN-M01", "4 Dec 2026", Depends_on="TRN-M02"),
        milestone("TRN-M02", "4 Dec 2026", Depends_on="TRN-M01"),
        milestone("TRN-M03", "1 Dec 2026", Depends_on=""),
        milestone("TRN-M04", "18 Dec 2026", Depends_on="TRN-M02, TRN-M03"),
    )
    found = network(book("TRN", Milestones=ring))
    assert {found.lateness(node) for node in found.nodes if node.id != "TRN-M03"} == {0}
    into = {edge.start: number for number, edge in enumerate(found.edges) if edge.end == "TRN-M04"}
    assert (found.room(into["TRN-M02"]), found.room(into["TRN-M03"])) == (None, None)


@pytest.mark.parametrize(("ready", "day"), [("4 Mar 2027", date(2027, 3, 12)), ("5 Mar 2027", None)])
def test_what_is_ready_after_the_papers_of_the_last_meeting_are_due_is_beyond_all_that_are_listed(
    ready: str, day: date | None
) -> None:
    """The last meeting is on 12 March 2027, and its papers are due on the fourth."""
    more = {"Decision_needed": "Decision", "Forum": "Programme Board", "Depends_on": "TRN-M00"}
    rows = milestone("TRN-M00", ready), milestone("TRN-M01", "26 Feb 2027", **more)
    found = network(book("TRN", Milestones=rows))
    record = next(node.record for node in found.nodes if node.id == "TRN-M01")
    assert isinstance(record, Milestone)
    meeting = deciding_meeting(found, record)
    assert (meeting.day if meeting else None) == day
    assert is_beyond_meetings(found, record) is (day is None)
    assert found.feasible("TRN-M01") == day
    assert found.not_before("TRN-M01") == (day or date(2027, 3, 15))  # the first working day after the last meeting
