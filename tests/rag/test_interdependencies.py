from __future__ import annotations

import pytest

from statuses import only, table
from xl_send.results import Item, Status


def handover(more: str = "", **cells: str) -> Item:
    """The handover TRN-D01 by its receiver's account alone, agreed by both and needed by 11 December 2026."""
    row = {"ID": "TRN-D01", **{name.replace("_", " ").capitalize(): cell for name, cell in cells.items()}}
    return only(table("Interdependencies", row) + more, "TRN-D01")


def waits_for(key: str) -> str:
    return table("Milestones", {"ID": "TRN-M01", "Key": key})


@pytest.mark.parametrize(
    ("delivered", "accepted", "status"),
    [
        ("13 Nov 2026", "13 Nov 2026", Status.COMPLETE),
        ("13 Nov 2026", "", Status.AMBER),
        ("13 Nov 2026", "14 Nov 2026", Status.AMBER),  # accepted after the as at date: not given
        ("14 Nov 2026", "13 Nov 2026", Status.COMPLETE),  # delivered after it: not given, by the receiver's word
        ("", "13 Nov 2026", Status.COMPLETE),
        ("", "14 Nov 2026", Status.NO_DATA),
        ("13 Nov 2026", "12 Nov 2026", Status.NO_DATA),  # accepted before it was delivered: in doubt
    ],
)
def test_step_1_delivered_and_accepted_is_complete(delivered: str, accepted: str, status: Status) -> None:
    assert handover(delivered=delivered, accepted=accepted).status is status


def test_step_1_not_accepted_awaits_acceptance() -> None:
    found = handover(delivered="30 Oct 2026", needed_by="1 Oct 2026")
    assert found.reason == "delivered on 30 October 2026, awaiting acceptance"
    assert found.rating.in_brief == "awaiting acceptance"


@pytest.mark.parametrize(("needed_by", "status"), [("12 Nov 2026", Status.RED), ("13 Nov 2026", Status.NO_DATA)])
def test_step_2_no_date_is_red_once_it_is_needed(needed_by: str, status: Status) -> None:
    assert handover(needed_by=needed_by).status is status


@pytest.mark.parametrize(
    ("needed_by", "forecast", "status"),
    [
        ("12 Nov 2026", "12 Nov 2026", Status.RED),
        ("12 Nov 2026", "16 Nov 2026", Status.RED),
        ("13 Nov 2026", "13 Nov 2026", Status.AMBER),
        ("11 Dec 2026", "12 Nov 2026", Status.RED),  # the forecast has passed
        ("29 Jan 2027", "12 Nov 2026", Status.RED),
        ("29 Jan 2027", "13 Nov 2026", Status.GREEN),
    ],
)
def test_step_3_a_day_that_has_passed_is_red(needed_by: str, forecast: str, status: Status) -> None:
    assert handover(needed_by=needed_by, forecast=forecast).status is status


@pytest.mark.parametrize(("promised", "status"), [("12 Nov 2026", Status.RED), ("13 Nov 2026", Status.GREEN)])
def test_step_3_a_promise_that_has_passed_without_a_forecast_is_red(promised: str, status: Status) -> None:
    assert handover(needed_by="29 Jan 2027", promised_for=promised).status is status
    assert handover(needed_by="29 Jan 2027", promised_for=promised, forecast="16 Nov 2026").status is Status.GREEN


@pytest.mark.parametrize(
    ("forecast", "key", "status"),
    [
        ("12 Dec 2026", "Yes", Status.RED),  # a Saturday, no working day later
        ("18 Dec 2026", "Yes", Status.RED),
        ("18 Dec 2026", "No", Status.AMBER),  # five working days
        ("21 Dec 2026", "No", Status.RED),
        ("12 Dec 2026", "No", Status.AMBER),
    ],
)
def test_step_4_later_than_needed_is_red_but_milder_where_it_is_not_key(
    forecast: str, key: str, status: Status
) -> None:
    assert handover(waits_for(key), forecast=forecast).status is status


def test_step_4_is_only_milder_where_the_milestone_is_known_not_to_be_key() -> None:
    assert handover(forecast="18 Dec 2026").status is Status.RED
    unsaid = "\nMilestones:\n| ID | Key |\n| --- | --- |\n| TRN-M01 | |\n"
    assert handover(unsaid, forecast="18 Dec 2026").status is Status.RED


def test_step_4_says_by_how_much() -> None:
    found = handover(waits_for("No"), forecast="18 Dec 2026")
    assert found.reason == (
        "5 working days too late: expected 18 December 2026, needed by 11 December 2026; "
        "TRN-M01, which waits for it, is not a key milestone"
    )
    assert found.rating.facts["float"] == -5


@pytest.mark.parametrize(
    ("needed_by", "forecast", "status"),
    [
        ("11 Jan 2027", "23 Dec 2026", Status.GREEN),  # ten working days of float
        ("11 Jan 2027", "24 Dec 2026", Status.AMBER),  # nine, needed in 59 days
        ("12 Jan 2027", "11 Jan 2027", Status.GREEN),  # one, needed in 60 days
        ("11 Jan 2027", "11 Jan 2027", Status.AMBER),
    ],
)
def test_step_5_tight_float_is_amber_once_the_need_is_near(needed_by: str, forecast: str, status: Status) -> None:
    assert handover(needed_by=needed_by, forecast=forecast).status is status


@pytest.mark.parametrize(
    ("giver", "receiver", "needed_by", "status", "brief"),
    [
        ("Yes", "Yes", "11 Dec 2026", Status.GREEN, "20 working days of float"),
        ("No", "Yes", "11 Dec 2026", Status.AMBER, "not agreed by the giver"),
        ("Yes", "No", "11 Dec 2026", Status.AMBER, "not agreed by the receiver"),
        ("No", "No", "11 Dec 2026", Status.AMBER, "not agreed by the giver and not agreed by the receiver"),
        ("No", "No", "12 Jan 2027", Status.GREEN, "39 working days of float"),  # 60 days away
    ],
)
def test_step_5_what_is_not_agreed_by_both_is_amber(
    giver: str, receiver: str, needed_by: str, status: Status, brief: str
) -> None:
    found = handover(giver_agrees=giver, receiver_agrees=receiver, needed_by=needed_by, forecast="13 Nov 2026")
    assert (found.status, found.rating.in_brief) == (status, brief)


@pytest.mark.parametrize(
    ("promised", "forecast", "milestone", "effective"),
    [
        ("1 Dec 2026", "", "", "2026-12-01"),
        ("1 Dec 2026", "2 Dec 2026", "", "2026-12-02"),
        ("4 Dec 2026", "2 Dec 2026", "", "2026-12-02"),
        ("4 Dec 2026", "2 Dec 2026", "3 Dec 2026", "2026-12-03"),
        ("4 Dec 2026", "2 Dec 2026", "1 Dec 2026", "2026-12-02"),
        ("4 Dec 2026", "", "3 Dec 2026", "2026-12-04"),
        ("2 Dec 2026", "", "3 Dec 2026", "2026-12-03"),
    ],
)
def test_the_later_of_what_the_giver_says_and_its_milestone_counts(
    promised: str, forecast: str, milestone: str, effective: str
) -> None:
    more = table("Milestones", {"ID": "TRN-M02", "Forecast date": milestone}) if milestone else ""
    found = handover(more, promised_for=promised, forecast=forecast, giver_milestone="TRN-M02")
    assert str(found.rating.facts["effective"]) == effective


@pytest.mark.parametrize(("actual", "effective"), [("2 Nov 2026", "2026-11-13"), ("14 Nov 2026", "2026-12-11")])
def test_a_milestone_that_was_reached_counts_by_its_actual_date(actual: str, effective: str) -> None:
    more = table("Milestones", {"ID": "TRN-M02", "Actual date": actual})
    assert str(handover(more, giver_milestone="TRN-M02").rating.facts["effective"]) == effective


@pytest.mark.parametrize("state", ["Paused", "Withdrawn"])
def test_paused_and_withdrawn_handovers_are_not_rated(state: str) -> None:
    assert handover(state=state, delivered="2 Nov 2026").status is Status.NOT_RATED
    assert handover(table("Workstreams", {"State": state})).status is Status.NOT_RATED


def test_every_handover_tells_its_dates() -> None:
    found = handover(forecast="4 Dec 2026").rating
    assert set(found.facts) == {"effective", "need_by", "float"}
    assert found.facts["float"] == 5
    assert [cell.column for cell in found.cells] == ["Needed by", "Forecast"]


def test_a_milestone_of_a_withdrawn_workstream_gives_no_date_whoever_looks() -> None:
    streams = table("Workstreams", {"Code": "TRN"}, {"Code": "OUT", "State": "Withdrawn"})
    theirs = table("Milestones", {"ID": "OUT-M02", "Workstream": "OUT", "Forecast date": "1 Dec 2026"})
    found = handover(streams + theirs, giver_milestone="OUT-M02")
    assert (found.status, found.own.status) == (Status.NO_DATA, Status.NO_DATA)
    promised = handover(streams + theirs, giver_milestone="OUT-M02", promised_for="27 Nov 2026")
    assert promised.own.facts["float"] == 10


def test_a_withdrawn_milestone_of_the_giver_gives_no_date() -> None:
    gone = table("Milestones", {"ID": "TRN-M02", "Forecast date": "1 Dec 2026", "State": "Withdrawn"})
    found = handover(gone, giver_milestone="TRN-M02", promised_for="", needed_by="11 Dec 2026")
    assert (found.status, found.rating.unknown) == (Status.NO_DATA, True)
    assert found.reason == "TRN-M02, at which it was to be ready, is withdrawn, and no other date is given"
    promised = handover(gone, giver_milestone="TRN-M02", promised_for="30 Nov 2026", needed_by="29 Jan 2027")
    assert promised.status is Status.GREEN
