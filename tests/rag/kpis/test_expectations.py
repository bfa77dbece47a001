from __future__ import annotations

from datetime import date

import pytest

from examples import programme
from rag.kpis.examples import Dated, kpi
from statuses import only, table
from xl_send.rag.items import items
from xl_send.results import Item, Status

ON = "31 Oct 2026"
LINE = table("Thresholds", {"KPI expectation between milestones": "Straight line"})
POINTS = (("30 Sep 2026", "120"), ("31 Dec 2026", "150"))


@pytest.mark.parametrize(
    ("measured_on", "baseline", "expected_at"),
    [
        ("", "1 Oct 2026", date(2026, 10, 1)),
        ("5 Oct 2026", "1 Oct 2026", date(2026, 10, 5)),
    ],
)
def test_a_point_is_dated_by_the_milestones_baseline_unless_measured_on_its_own_day(
    measured_on: str, baseline: str, expected_at: date
) -> None:
    milestone = {"Baseline date": baseline, "Forecast date": "29 Jan 2027", "Agreed date": "29 Jan 2027"}
    sheets = table("Milestones", {**milestone, "Change reference": "CR-17"}) + table("KPIs", {"ID": "TRN-K01"})
    text = sheets + table("Expectations", {"Measured on": measured_on}) + table("Actuals", {"Value": "120"})
    assert only(text, "TRN-K01").rating.facts["expected_at"] == expected_at


def test_an_expectation_at_an_unknown_milestone_leaves_it_without_data() -> None:
    found = kpi((("", "120"),))
    assert (found.status, found.rating.unknown) == (Status.NO_DATA, True)
    assert found.reason == "expected at TRN-M01, which is not in what was read"
    assert kpi((("", "120"), ("30 Sep 2026", "110"))).rating.facts["expected"] == 110


@pytest.mark.parametrize(
    ("day", "expected"),
    [("29 Sep 2026", None), ("30 Sep 2026", 120), ("12 Nov 2026", 120), ("13 Nov 2026", 150)],
)
def test_step_6_the_last_point_on_or_before_the_figure_is_in_force(day: str, expected: float | None) -> None:
    found = kpi((("30 Sep 2026", "120"), ("13 Nov 2026", "150")), ((day, "120"),))
    assert found.rating.facts["expected"] == expected
    assert (found.status is Status.NOT_DUE) is (expected is None)


def test_step_6_a_figure_from_before_the_first_point_awaits_the_next() -> None:
    assert kpi(actuals=(("29 Sep 2026", "120"),)).reason == (
        "the figure for the first expectation, at 30 September 2026, is awaited"
    )


def test_step_6_the_target_is_the_last_point() -> None:
    found = kpi(target_date="15 Oct 2026", target="180")
    assert (found.rating.facts["expected"], found.rating.facts["expected_at"]) == (180, date(2026, 10, 15))


@pytest.mark.parametrize(
    ("better", "figures", "expected"),
    [
        ("Higher", ("120", "130"), 130),
        ("Higher", ("130", "120"), 130),
        ("Lower", ("120", "130"), 120),
        ("Close to target", ("120", "130"), 130),  # nearer to 200
        ("Close to target", ("230", "260"), 230),
    ],
)
def test_of_two_points_on_one_date_the_stricter_counts(better: str, figures: Dated, expected: float) -> None:
    points = tuple(("30 Sep 2026", figure) for figure in figures)
    assert kpi(points, better_when=better).rating.facts["expected"] == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("31 Aug 2026", 100),  # the baseline date
        ("15 Sep 2026", 110),
        ("30 Sep 2026", 120),
        ("31 Oct 2026", pytest.approx(120 + 30 * 31 / 92)),
    ],
)
def test_step_6_on_a_straight_line_expectation_rises_evenly(day: str, expected: float) -> None:
    found = kpi(POINTS, ((day, "120"),), LINE, frequency="Termly")
    assert found.rating.facts["expected"] == expected


def test_step_6_a_straight_line_is_in_force_from_the_baseline_date() -> None:
    assert kpi(POINTS, (("30 Aug 2026", "120"),), LINE, frequency="Termly").status is Status.NOT_DUE


def test_step_6_after_the_last_point_a_straight_line_stays_there() -> None:
    found = kpi(more=LINE, target_date="15 Oct 2026", target="180")
    assert found.rating.facts["expected"] == 180


@pytest.mark.parametrize("lacking", [("baseline", "baseline_date"), ("baseline",), ("baseline_date",)])
def test_step_6_without_a_baseline_the_line_begins_at_the_first_point(lacking: tuple[str, ...]) -> None:
    blank = {**dict.fromkeys(lacking, ""), "baseline_due": "1 Dec 2026"}
    assert kpi(POINTS, (("29 Sep 2026", "120"),), LINE, **blank).status is Status.NOT_DUE
    assert kpi(POINTS, (("30 Sep 2026", "120"),), LINE, **blank).rating.facts["expected"] == 120


def test_step_6_a_point_on_the_baseline_date_stands_in_place_of_the_baseline() -> None:
    found = kpi((("31 Aug 2026", "110"), *POINTS), (("31 Aug 2026", "120"),), LINE, frequency="Termly")
    assert found.rating.facts["expected"] == 110


@pytest.mark.parametrize(("break_on", "status"), [("30 Sep 2026", Status.AMBER), ("1 Oct 2026", Status.NOT_DUE)])
def test_step_7_on_a_straight_line_the_left_end_is_the_anchor(break_on: str, status: Status) -> None:
    assert kpi(POINTS, more=LINE, series_break=break_on).status is status


def period(points: tuple[Dated, ...], *actuals: Dated, more: str = "") -> Item:
    return kpi(points, actuals, more, measures="Period", year_basis="Academic")


@pytest.mark.parametrize("more", ["", LINE])
def test_step_6_a_period_is_judged_by_the_first_figure_on_or_after_its_point(more: str) -> None:
    found = period((("15 Sep 2026", "120"),), ("30 Sep 2026", "120"), (ON, "50"), more=more)
    assert (found.status, found.rating.facts["actual_date"]) == (Status.GREEN, date(2026, 9, 30))
    assert found.rating.facts["expected_at"] == date(2026, 9, 15)


def test_step_6_a_later_figure_waits_for_the_next_point() -> None:
    points = (("15 Sep 2026", "120"), ("31 Oct 2026", "150"))
    waiting = period(points, ("30 Sep 2026", "120"), ("30 Oct 2026", "50"))
    reached = period(points, ("30 Sep 2026", "120"), ("31 Oct 2026", "50"))
    assert (waiting.status, reached.status) == (Status.GREEN, Status.RED)
    assert reached.rating.facts["expected"] == 150


def test_step_6_the_latest_point_that_has_a_figure_counts_not_the_first() -> None:
    points = (("1 Sep 2026", "110"), ("15 Sep 2026", "120"))
    assert period(points, ("30 Sep 2026", "120")).rating.facts["expected"] == 120


def test_step_6_a_passed_point_without_a_figure_waits_until_the_figure_is_overdue() -> None:
    point = (("1 Nov 2026", "120"),)
    waiting, overdue = period(point, (ON, "50")), period(point, ("13 Sep 2026", "50"))
    assert (waiting.status, overdue.status) == (Status.NOT_DUE, Status.NO_DATA)
    assert waiting.reason == "the figure for the first expectation, at 1 November 2026, is awaited"


@pytest.mark.parametrize("measures", ["Snapshot", "Rolling 12 months"])
def test_a_snapshot_is_judged_by_its_latest_figure(measures: str) -> None:
    found = kpi((("15 Sep 2026", "120"),), (("30 Sep 2026", "120"), (ON, "50")), measures=measures)
    assert (found.status, found.rating.facts["actual_date"]) == (Status.RED, date(2026, 10, 31))


@pytest.mark.parametrize(
    ("baseline", "status"),
    [("30 Oct 2026", Status.NO_DATA), ("31 Oct 2026", Status.NO_DATA), ("1 Nov 2026", Status.AMBER),
     ("soon", Status.NO_DATA)],
)  # fmt: skip
def test_what_is_expected_at_a_later_milestone_is_in_no_question_though_neither_row_could_be_read(
    baseline: str, status: Status
) -> None:
    """The figure is of 31 October: what is expected from the day after is not what it is held against."""
    reached = {"ID": "TRN-M01", "Baseline date": "30 Sep 2026", "Actual date": "30 Sep 2026", "Forecast date": ""}
    text = table("Milestones", reached, {"ID": "TRN-M02", "Baseline date": baseline, "Forecast date": "later"})
    at = [{"Milestone": "TRN-M01", "Expected": "120"}, {"Milestone": "TRN-M02", "Expected": "many"}]
    text += table("KPIs", {"ID": "TRN-K01"}) + table("Expectations", *at) + table("Actuals", {"Value": "110"})
    found = {item.id: item.status for item in items(programme(text)[0])}
    assert found["TRN-K01"] is status
