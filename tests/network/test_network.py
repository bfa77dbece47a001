"""The network of a programme: what counts as a node, which dates an edge allows, and by whose word."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import date

import pytest

from network.programmes import book, milestone
from statuses import read
from xl_send.network import Network, UnresolvedReason, network_of, not_collecting
from xl_send.rules import all_rules, check
from xl_send.workbook.sheets.milestones import Milestone


def network(*books: str) -> Network:
    return network_of(read("".join(books)))


def test_depends_on_allows_the_same_day_and_a_lag_counts_working_days() -> None:
    found = network(
        book("OUT", Milestones=(milestone("OUT-M01", "27 Nov 2026", "11 Dec 2026"),)),
        book("TRN", Milestones=(
            milestone("TRN-M01", "30 Nov 2026", Depends_on="OUT-M01"),
            milestone("TRN-M02", "30 Nov 2026", Depends_on="OUT-M01+10"),
        )),
    )  # fmt: skip
    assert found.feasible("TRN-M01") == date(2026, 12, 11)
    assert found.feasible("TRN-M02") == date(2026, 12, 29)  # Christmas and Boxing Day (observed) are no working days
    assert found.driving_chain("TRN-M02") == ("OUT-M01", "TRN-M02")
    assert [found.room(number) for number in range(2)] == [0, 0]


@pytest.mark.parametrize(("planned", "room"), [("10 Dec 2026", 0), ("11 Dec 2026", 0), ("14 Dec 2026", 1)])
def test_the_room_of_a_link_is_what_lies_between_the_day_that_it_allows_and_that_of_its_end(
    planned: str, room: int
) -> None:
    found = network(
        book("OUT", Milestones=(milestone("OUT-M01", "11 Dec 2026"),)),
        book("TRN", Milestones=(milestone("TRN-M01", planned, Depends_on="OUT-M01"),)),
    )
    assert [found.room(number) for number, _ in enumerate(found.edges)] == [room]


def test_of_a_handover_that_only_a_third_workstreams_workbook_lists_its_row_serves() -> None:
    handover = {"ID": "TRN-D01", "Giver": "OUT", "Receiver": "TRN", "Forecast": "11 Dec 2026"}
    found = network(book("EHP", Interdependencies=(handover,)))
    assert (found.feasible("TRN-D01"), list(found.accounts)) == (date(2026, 12, 11), ["TRN-D01"])


@pytest.mark.parametrize(
    ("giver", "day"),
    [
        ({"Promised for": "14 Dec 2026"}, date(2026, 12, 14)),
        ({"Promised for": "14 Dec 2026", "Forecast": "11 Dec 2026"}, date(2026, 12, 11)),
        ({"Forecast": "11 Dec 2026", "Giver milestone": "OUT-M01"}, date(2026, 12, 16)),
        ({"Forecast": "18 Dec 2026", "Giver milestone": "OUT-M01"}, date(2026, 12, 18)),
        ({"Delivered": "12 Nov 2026", "Giver milestone": "OUT-M01"}, date(2026, 11, 12)),
        ({"Delivered": "16 Nov 2026", "Forecast": "16 Nov 2026"}, date(2026, 11, 16)),
    ],
)
def test_a_handover_comes_when_its_giver_says_or_its_milestone_can_be_reached(giver: dict[str, str], day: date) -> None:
    found = network(
        book("OUT", Milestones=(milestone("OUT-M01", "16 Dec 2026"),), Interdependencies=({"ID": "TRN-D01", **giver},)),
        book("TRN", Interdependencies=({"ID": "TRN-D01", "Needed by": "11 Dec 2026", "Promised for": "1 Dec 2026"},)),
    )
    assert found.feasible("TRN-D01") == day


@pytest.mark.parametrize(("needed_by", "day"), [("11 Jan 2027", date(2027, 1, 29)), ("29 Jan 2027", date(2027, 1, 15))])
def test_the_time_a_receiver_needs_between_handover_and_baseline_is_kept(needed_by: str, day: date) -> None:
    found = network(
        book("OUT", Interdependencies=({"ID": "TRN-D01", "Forecast": "15 Jan 2027"},)),
        book("TRN", Milestones=(milestone("TRN-M01", "25 Jan 2027", "15 Jan 2027"),),
             Interdependencies=({"ID": "TRN-D01", "Needed by": needed_by, "Receiver milestone": "TRN-M01"},)),
    )  # fmt: skip
    assert found.feasible("TRN-M01") == day


def test_what_comes_by_the_day_it_is_needed_keeps_the_meeting_that_its_receiver_planned() -> None:
    def decided(comes: str) -> date | None:
        need = {"ID": "TRN-D01", "Needed by": "4 Jan 2027", "Receiver milestone": "TRN-M01", "Forecast": comes}
        row = milestone("TRN-M01", "14 Jan 2027", Forum="Programme Board", Decision_needed="Decision")
        return network(book("TRN", Milestones=(row,), Interdependencies=(need,))).feasible("TRN-M01")

    assert decided("4 Jan 2027") == date(2027, 1, 14)  # two working days before papers are due, as was asked
    assert decided("5 Jan 2027") == date(2027, 3, 12)


def test_a_task_starts_the_working_day_after_the_one_before_and_keeps_its_length() -> None:
    task = {"Task": "Review", "Starts": "23 Nov 2026", "Ends": "27 Nov 2026"}
    found = network(
        book("TRN", Diagnostics=(
            {**task, "ID": "TRN-T01", "Forecast end": "4 Dec 2026"},
            {**task, "ID": "TRN-T02", "After": "TRN-T01"},
        ), Milestones=(milestone("TRN-M01", "30 Nov 2026", Depends_on="TRN-T02"),)),
    )  # fmt: skip
    assert found.feasible("TRN-T02") == date(2026, 12, 11)  # 7 to 11 December, five days as before
    assert found.feasible("TRN-M01") == date(2026, 12, 11)


def test_nothing_undone_comes_before_the_date_of_its_own_return_and_what_is_done_stays() -> None:
    found = network(
        book("OUT", Programme=({"As at": "6 Nov 2026"},), Milestones=(milestone("OUT-M01", "2 Nov 2026"),)),
        book("TRN", Milestones=(
            milestone("TRN-M01", "2 Nov 2026"),
            milestone("TRN-M02", "2 Nov 2026", Actual_date="4 Nov 2026", Depends_on="TRN-M01"),
            milestone("TRN-M03", "2 Nov 2026", Actual_date="20 Nov 2026"),
        )),
    )  # fmt: skip
    assert found.feasible("OUT-M01") == date(2026, 11, 6)
    assert found.feasible("TRN-M01") == date(2026, 11, 13)
    assert found.feasible("TRN-M02") == date(2026, 11, 4)
    assert found.feasible("TRN-M03") == date(2026, 11, 13)  # an actual date after the return is not given


def test_what_is_withdrawn_or_dropped_is_no_node_and_each_reference_that_leads_nowhere_is_kept_with_its_reason() -> (
    None
):
    found = network(
        book("TRN", Milestones=(
            milestone("TRN-M01", "2 Dec 2026", State="Withdrawn"),
            milestone("TRN-M02", "2 Dec 2026", State="Paused"),
            milestone("TRN-M03", "2 Dec 2026", Depends_on="TRN-M01, TRN-M02, TRN-T01, TRN-M09, OUT-M01"),
        ), Diagnostics=({"ID": "TRN-T01", "Status": "Dropped"},)),
    )  # fmt: skip
    assert {node.id for node in found.nodes} == {"TRN-M02", "TRN-M03"}
    for name in ("TRN-M01", "TRN-M09", None):
        assert (found.feasible(name), found.latest(name), found.float_weeks(name)) == (None, None, None)
    assert [(unresolved_reference.id, unresolved_reference.why) for unresolved_reference in found.loose] == [
        ("TRN-M01", UnresolvedReason.GONE), ("TRN-T01", UnresolvedReason.GONE), ("TRN-M09",
        UnresolvedReason.MISSING), ("OUT-M01", UnresolvedReason.NOT_READ),
    ]  # fmt: skip
    assert [(reference.code, reference.letter) for reference in found.loose] == [
        ("TRN", "M"), ("TRN", "T"), ("TRN", "M"), ("OUT", "M")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("outs", "trns", "stream", "there"),
    [
        ({}, {}, {}, True),
        ({"State": "Withdrawn"}, {}, {}, False),
        ({}, {"State": "Withdrawn"}, {}, False),
        ({"State": "Paused"}, {}, {}, True),
        ({}, {}, {"State": "Withdrawn"}, False),
    ],
)
def test_a_handover_is_gone_once_either_party_withdraws_it_or_its_receiver_is_withdrawn(
    outs: dict[str, str], trns: dict[str, str], stream: dict[str, str], *, there: bool
) -> None:
    row = {"ID": "TRN-D01", "Needed by": "30 Nov 2026", "Forecast": "27 Nov 2026", "Receiver milestone": ""}
    receiver = book("TRN", Workstreams=({"Code": "TRN", **stream},), Interdependencies=({**row, **trns},))
    found = network(book("OUT", Interdependencies=({**row, **outs},)), receiver)
    assert [node.id for node in found.nodes] == (["TRN-D01"] if there else [])


def test_float_runs_to_the_first_harm_downstream() -> None:
    found = network(
        book("OUT", Milestones=(
            milestone("OUT-M01", "27 Nov 2026", Key="No"),
            milestone("OUT-M02", "27 Nov 2026", Key="No"),
        ), Interdependencies=({"ID": "TRN-D01", "Forecast": "4 Dec 2026", "Giver milestone": "OUT-M01"},)),
        book("TRN", Milestones=(milestone("TRN-M01", "18 Dec 2026"),),
             Interdependencies=({"ID": "TRN-D01", "Needed by": "11 Dec 2026"},)),
    )  # fmt: skip
    assert (found.latest("OUT-M01"), found.float_days("OUT-M01")) == (date(2026, 12, 11), 10)
    assert found.float_weeks("OUT-M01") == 2.0
    assert found.latest("OUT-M02") is None
    assert found.float_days("TRN-M01") == 0  # a key milestone must not be later than planned


def test_a_decision_must_come_by_the_last_meeting_on_or_before_the_plan() -> None:
    needs = {"Key": "No", "Decision_needed": "Decision", "Forum": "Programme Board"}
    found = network(book("TRN", Milestones=(milestone("TRN-M01", "20 Jan 2027", "8 Jan 2027", **needs),)))
    assert found.latest("TRN-M01") == date(2027, 1, 14)


@pytest.mark.parametrize(("own", "day"), [((), 17), (("10 Dec 2026",), 10)])
def test_a_forum_sits_when_its_milestones_own_workbook_says_else_when_any_does(own: tuple[str, ...], day: int) -> None:
    needs = {"Key": "No", "Decision_needed": "Decision", "Forum": "Cabinet"}
    meetings = {
        code: tuple({"Forum": "Cabinet", "Meeting date": said, "Papers due": said} for said in days)
        for code, days in (("TRN", own), ("OUT", ("17 Dec 2026",)))
    }
    made = milestone("TRN-M01", "8 Jan 2027", **needs)
    found = network(book("OUT", Meetings=meetings["OUT"]), book("TRN", Milestones=(made,), Meetings=meetings["TRN"]))
    assert found.latest("TRN-M01") == date(2026, 12, day)


@pytest.mark.parametrize(
    ("kind", "status", "day"), [("Change request", "Open", 11), ("Change request", "Closed", 18), ("Issue", "Open", 18)]
)
def test_a_date_that_an_open_change_request_asks_for_is_not_yet_the_plan(kind: str, status: str, day: int) -> None:
    made = milestone("TRN-M01", "11 Dec 2026", Agreed_date="18 Dec 2026", Change_reference="TRN-A01")
    entry = {"ID": "TRN-A01", "Kind": kind, "Status": status}
    found = network(book("TRN", Milestones=(made,), Issues_and_decisions=(entry,)))
    assert found.latest("TRN-M01") == date(2026, 12, day)


def test_the_policy_workbooks_closure_days_count_for_all() -> None:
    closed = {"Name": "Office closed", "Kind": "Closure day", "From": "7 Dec 2026", "To": "11 Dec 2026"}
    late = book("OUT", Calendar=(closed,), Programme=({"Template version": "0.1.0 programme"},))
    found = network(
        book("TRN", Programme=({"As at": "6 Nov 2026"},), Milestones=(
            milestone("TRN-M01", "4 Dec 2026"), milestone("TRN-M02", "4 Dec 2026", Depends_on="TRN-M01+1"),
        )), late,
    )  # fmt: skip
    assert found.feasible("TRN-M02") == date(2026, 12, 14)


def test_a_forum_that_takes_no_key_decisions_has_no_meeting_that_can_give_one() -> None:
    needs = {"Key": "No", "Decision_needed": "Key decision", "Forum": "Programme Board"}
    found = network(book("TRN", Milestones=(milestone("TRN-M01", "12 Mar 2027", **needs),)))
    (node,) = found.nodes
    sittings = found.meetings.of(node.record) if isinstance(node.record, Milestone) else None
    assert sittings is not None
    assert len(sittings.meetings) == 3
    assert sittings.usable == ()


def _ring(agrees: str) -> Network:
    """OUT-M01 waits for TRN-M01, which waits for a handover that is ready at OUT-M01."""
    handover = {"ID": "TRN-D01", "Giver milestone": "OUT-M01", "Needed by": "30 Nov 2026", "Giver agrees": agrees}
    return network(
        book("OUT", Milestones=(milestone("OUT-M01", "27 Nov 2026", Depends_on="TRN-M01"),),
             Interdependencies=({**handover, "Forecast": "27 Nov 2026"},)),
        book("TRN", Milestones=(milestone("TRN-M01", "18 Dec 2026"),), Interdependencies=(handover,)),
    )  # fmt: skip


def test_the_weakest_link_of_a_loop_is_the_one_not_agreed_else_the_one_that_dates_contradict_most() -> None:
    refused, agreed = _ring("No"), _ring("Yes")
    (loop,), (other,) = refused.loops, agreed.loops
    assert {refused.edges[loop.weakest].start, refused.edges[loop.weakest].end} & {"TRN-D01"}
    shortest = min(agreed.slack(agreed.edges[link]) for link in other.links)
    assert agreed.slack(agreed.edges[other.weakest]) == shortest
    (told,) = check(agreed.programme, [all_rules()["CF07"]])
    assert f"which the dates contradict by {-shortest} working days, more than any other." in told.fix
    assert (agreed.feasible("TRN-M01"), agreed.float_days("TRN-M01"), agreed.room(0)) == (None,) * 3
    (told,) = check(refused.programme, [all_rules()["CF07"]])
    assert told.fix.endswith("which is not agreed by both parties.")
    assert agreed.driving_chain("TRN-M01") == ("TRN-M01",)


def test_without_any_date_a_handover_is_not_known_rather_than_ready_today() -> None:
    nothing = {"ID": "EHP-D01", "Receiver": "EHP", "Needed by": "", "Receiver milestone": "", "Receiver agrees": ""}
    found = network(
        book("OUT", Interdependencies=(nothing,)),
        book("TRN", Milestones=(milestone("TRN-M01", "11 Dec 2026"),), Interdependencies=({"ID": "TRN-D01"},)),
    )
    assert not check(found.programme, [all_rules()["CF01"]])
    assert (found.feasible("TRN-D01"), found.feasible("TRN-M01"), found.float_days("TRN-D01")) == (None, None, None)
    assert (found.not_before("TRN-D01"), found.not_before("TRN-M01")) == (date(2026, 11, 13), date(2026, 12, 11))
    assert found.moved(found.nodes[-1]) == 0
    assert all(found.slack(edge) == 0 for edge in found.edges)


def test_what_the_receiver_accepted_is_done_whatever_the_giver_says() -> None:
    found = network(
        book("OUT", Interdependencies=({"ID": "TRN-D01", "Forecast": "14 Dec 2026"},)),
        book("TRN", Interdependencies=({"ID": "TRN-D01", "Accepted": "10 Nov 2026", "Needed by": "11 Dec 2026"},)),
    )
    assert [(node.done, node.own) for node in found.nodes] == [(True, date(2026, 11, 10))]


def test_a_task_in_schools_is_moved_into_term_time_and_another_is_not() -> None:
    task = {"Starts": "7 Dec 2026", "Ends": "11 Dec 2026", "After": "TRN-T01"}
    found = network(
        book("TRN", Diagnostics=(
            {"ID": "TRN-T01", "Starts": "7 Dec 2026", "Ends": "18 Dec 2026"},
            {"ID": "TRN-T02", **task, "Schools": "Larkfield Academy"},
            {"ID": "TRN-T03", **task},
        )),
    )  # fmt: skip
    assert found.feasible("TRN-T02") == date(2027, 1, 8)  # from 4 January, the first day of term
    assert found.feasible("TRN-T03") == date(2026, 12, 29)


@pytest.fixture
def collecting() -> Iterator[None]:
    """Python's search for loops going on, whatever a test before has left."""
    before = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if before else gc.disable)()


@pytest.mark.usefixtures("collecting")
def test_what_was_made_while_the_search_for_loops_was_put_off_counts_as_old_when_it_goes_on() -> None:
    with not_collecting():
        assert not gc.isenabled()
        made = [object()]
    assert gc.isenabled()
    assert any(item is made for item in gc.get_objects(generation=2))


@pytest.mark.parametrize(("starts", "slack"), [("30 Nov 2026", 0), ("7 Dec 2026", 5), ("23 Nov 2026", -5)])
def test_the_slack_of_a_link_to_a_task_is_counted_to_its_first_day(starts: str, slack: int) -> None:
    """The one before ends on Friday 27 November; this one lasts until 18 December, whenever it starts."""
    found = network(
        book("TRN", Diagnostics=(
            {"ID": "TRN-T01", "Starts": "16 Nov 2026", "Ends": "27 Nov 2026"},
            {"ID": "TRN-T02", "Starts": starts, "Ends": "18 Dec 2026", "After": "TRN-T01"},
        )),
    )  # fmt: skip
    (edge,) = found.edges
    assert found.slack(edge) == slack


@pytest.mark.parametrize(
    ("forecast", "causes"),
    [
        ("18 Dec 2026", [None, "TRN-M01", "TRN-M01"]),
        ("4 Dec 2026", [None, None, None]),
    ],
)
def test_what_moves_a_milestone_is_the_first_on_its_way_that_is_late(forecast: str, causes: list[str | None]) -> None:
    rows = (
        milestone("TRN-M01", "4 Dec 2026", forecast),
        milestone("TRN-M02", "11 Dec 2026", Depends_on="TRN-M01"),
        milestone("TRN-M03", "14 Dec 2026", Depends_on="TRN-M02"),
    )
    found = network(book("TRN", Milestones=rows))
    told = [found.cause_of(node) for node in found.nodes]
    assert [cause.id if cause else None for cause in told] == causes
    origins = [found.origin_of(node).id for node in found.nodes]
    assert origins == [cause or f"TRN-M{number:02}" for number, cause in enumerate(causes, 1)]


def test_what_is_late_by_itself_moves_what_waits_for_it_and_not_what_it_waits_for() -> None:
    rows = (
        milestone("TRN-M01", "4 Dec 2026"),
        milestone("TRN-M02", "4 Dec 2026", "18 Dec 2026", Depends_on="TRN-M01"),
        milestone("TRN-M03", "11 Dec 2026", Depends_on="TRN-M02"),
    )
    found = network(book("TRN", Milestones=rows))
    told = [found.cause_of(node) for node in found.nodes]
    assert [cause.id if cause else None for cause in told] == [None, None, "TRN-M02"]
