"""An error finding on a cell that decides a colour leaves the item without one: findings and colours share doubt."""

from __future__ import annotations

import pytest

from examples import programme
from statuses import table
from xl_send.findings import Severity
from xl_send.rag.items import items
from xl_send.rag.rollup import programme_status
from xl_send.results import AspectName, Item, Status
from xl_send.rules import Scope, all_rules, check
from xl_send.workbook.doubts import is_part_of_one
from xl_send.workbook.sheets.kpis import Kpi

KPI = {"ID": "TRN-K01", "Unit": "Percent", "Baseline": "40%", "Target": "80%"}


def kpi(value: str = "75%", expected: str = "75%", base: str = "", **cells: str) -> str:
    titles = {title.replace("_", " ").capitalize(): text for title, text in cells.items()}
    titles |= {"KPI": titles.pop("Kpi")} if "Kpi" in titles else {}
    return (
        table("KPIs", KPI | titles)
        + table("Milestones", {"ID": "TRN-M01", "Baseline date": "1 Oct 2026", "Actual date": "1 Oct 2026"})
        + table("Expectations", {"KPI": "TRN-K01", "Milestone": "TRN-M01", "Expected": expected})
        + table("Actuals", {"KPI": "TRN-K01", "Period end": "31 Oct 2026", "Value": value, "Base": base})
    )


def rated(text: str, name: str = "TRN-K01") -> Item:
    return next(item for item in items(programme(text)[0]) if item.id == name)


def errors(text: str) -> set[str]:
    found = check(programme(text)[0], all_rules(Scope.VALIDATION).values())
    return {finding.rule for finding in found if finding.severity is Severity.ERROR}


@pytest.mark.parametrize(
    ("text", "rule", "cells"),
    [
        (kpi("45"), "UN01", {"C2"}),
        (kpi("35%").replace("35%", "3500%"), "UN01", {"C2"}),
        (kpi("151%"), "UN01", {"C2"}),
        (kpi(expected="75"), "UN01", {"C2"}),
        (kpi(target="80"), "UN01", {"I2"}),
        (kpi(tolerance="5"), "UN01", {"Z2"}),
        (kpi(tolerance="-5%"), "KP13", {"Z2"}),
        (kpi("-1", unit="Count", baseline="40", target="80", expected="75"), "UN11", {"C2"}),
        (kpi("80%", unit="Count", baseline="40", target="80", expected="75"), "UN04", set()),
        (kpi("75%", base="0"), "AC02", {"D2"}),
        (kpi(target_date="1 Sep 2026", baseline_date="1 Sep 2026"), "KP21", set()),
    ],
)
def test_a_figure_that_a_rule_calls_impossible_gives_no_data(text: str, rule: str, cells: set[str]) -> None:
    found = rated(text)
    assert rule in errors(text)
    if rule != "KP21":  # the target is not what is in force here, so nothing rests on its date
        assert (found.status, found.rating.unknown) == (Status.NO_DATA, True)
        assert found.reason.startswith("its figure is in doubt: ")
        assert not cells or {cell.address for cell in found.rating.cells} == cells


COUNTED = {"unit": "Count", "baseline": "40", "target": "80", "expected": "75"}
SCORED = {"unit": "Score", "baseline": "12", "target": "20", "expected": "15", "definition": "Mean, on a scale to 25"}
TIMED = {"unit": "Days", "baseline": "40", "target": "20", "expected": "30", "better_when": "Lower"}
PRICED = {"unit": "Pounds", "baseline": "6240", "target": "5600", "expected": "6150", "better_when": "Lower"}


@pytest.mark.parametrize(
    ("text", "rule", "why"),
    [
        (kpi("128.5", **COUNTED), "UN12", "Actuals C2 is not a whole number"),
        (kpi("-14", **TIMED), "UN11", "Actuals C2 is below zero"),
        (kpi("14", **{**TIMED, "expected": "-30"}), "UN11", "Expectations C2 is below zero"),
        (kpi("-0.5", unit="Rate", baseline="4", target="8", expected="5"), "UN11", "Actuals C2 is below zero"),
        (kpi("-5%"), "UN11", "Actuals C2 is below zero"),
        (kpi("-6041", **PRICED), "UN11", "Actuals C2 is below zero"),
        (kpi("6.04", **PRICED), "UN32", "Actuals C2 is some thousand times out"),
        (kpi("6041", **{**PRICED, "expected": "6.1"}), "UN32", "Expectations C2 is some thousand times out"),
        (kpi("31", **SCORED), "UN13", "Actuals C2 is off its scale of 0 to 25"),
        (kpi("110", base="109", counts_children="Yes", **COUNTED), "AC04", "Actuals C2 is more than its base"),
        (kpi("104%", kpi="Share of plans issued in 20 weeks"), "UN03", "Actuals C2 is more than all of them"),
        (kpi("104%", definition="Plans in time, out of all plans"), "UN03", "Actuals C2 is more than all of them"),
    ],
)
def test_what_the_unit_cannot_have_is_an_error_and_has_no_colour(text: str, rule: str, why: str) -> None:
    assert rule in errors(text)
    assert rated(text).status is Status.NO_DATA
    assert rated(text).reason.startswith(f"its figure is in doubt: {why}")


@pytest.mark.parametrize(
    "text",
    [
        kpi("82.5", kpi="Educational psychologists in post (FTE)", **COUNTED),
        kpi("80", **{**COUNTED, "expected": "75.5"}),
        kpi("-3", kpi="Working days early", **{**TIMED, "expected": "2"}),
        kpi("-35", **{**TIMED, "baseline": "-10"}),
        kpi("-6041", kpi="Overspend of the block", **PRICED),
        kpi("-300", **PRICED),
        kpi("-2%", kpi="Change in suspensions", expected="-1%", better_when="Lower"),
        kpi("104%", kpi="Share of budget spent", better_when="Higher"),
        kpi("104%", kpi="Occupancy of places"),
        kpi("130", base="109", kpi="Visits to families", counts_children="Yes", **COUNTED),
        kpi("24", **SCORED),
    ],
)
def test_what_is_only_unlikely_is_no_error_and_keeps_its_colour(text: str) -> None:
    assert not errors(text) & {"UN03", "UN11", "UN12", "UN13", "AC04"}
    assert rated(text).status is Status.GREEN


COUNTED_KPI = {"Unit": "Count", "Baseline": "4", "Target": "8"}
HONEST = (
    "Average weeks to issue a plan", "Weeks from request to final plan", "Mean wait for speech therapy",
    "Educational psychology assessments per psychologist", "Plans per caseworker", "Caseload of SEN officers",
    "Educational psychologists in post", "Specialist teachers in the outreach team", "Staff in post (WTE)",
    "Whole time equivalent link workers", "Vacancies in the SEN team", "Suspension rate per 100 pupils",
    "Ratio of pupils to teaching assistants", "Parental confidence index", "Satisfaction score of parents",
    "Parents' satisfaction out of 5", "Distance travelled to school (miles)", "Hours of support a week",
    "Days lost to suspension", "Reading age gain in months", "Progress 8 of pupils with SEND",
    "Attainment 8 of pupils with SEND", "Cost of a placement (000s)", "Spend on transport (\u00a3m)",
    "Full-time equivalent nursery places", "Appeals per 1,000 plans", "Percentage points between groups",
    "Teacher time released, in days", "SENCO hours in the week", "Sickness days per FTE",
    "Minutes to answer the phone", "Local Offer visits (thousands)", "Boxall profile points gained",
    "Quality of plans: mean audit grade", "Children per key worker", "Placements, full-time equivalent",
    "Proportion of plans in time", "Share of annual reviews held", "Years from diagnosis to plan",
    "Terms waited for a place", "Capacity of the therapy service", "Speech therapists",
)  # fmt: skip
WHOLE = (
    "Number of plans issued in 20 weeks", "Children waiting more than 20 weeks", "Plans issued within 20 weeks",
    "Pupils supported in local schools", "Year 6 pupils with a named school", "Schools that have joined the trial",
    "Young people on a supported internship", "Requests for assessment this month", "Tribunal appeals registered",
    "Annual reviews held on time", "Families told within the day",
)  # fmt: skip


@pytest.mark.parametrize(("titles", "impossible"), [(HONEST, False), (WHOLE, True)])
def test_a_part_of_one_is_an_error_only_where_the_title_counts_whole_ones(
    titles: tuple[str, ...], impossible: bool
) -> None:
    found, _ = programme(table("KPIs", *({**KPI, **COUNTED_KPI, "KPI": title} for title in titles)))
    assert not [row.name for row in found.each(Kpi) if is_part_of_one(row, 7.4) is not impossible]


def test_what_is_planned_in_parts_may_be_counted_in_parts() -> None:
    assert rated(kpi("8.4", unit="Count", baseline="6.2", target="12", expected="8")).status is Status.GREEN
    assert rated(kpi("8.4", unit="Count", baseline="6", target="12", expected="8")).status is Status.NO_DATA


@pytest.mark.parametrize("value", ["75%", "0.75", "150%", "1.5"])
def test_a_figure_that_may_be_right_keeps_its_colour(value: str) -> None:
    text = kpi(value, base="20")
    assert rated(text).status is Status.GREEN
    assert not errors(text) & {"UN01", "UN04", "UN11", "AC02"}


def test_a_target_that_comes_before_the_baseline_is_in_doubt_once_it_is_in_force() -> None:
    text = kpi(target_date="20 Oct 2026", baseline_date="25 Oct 2026")
    assert "KP21" in errors(text)
    assert rated(text).reason.startswith("its figure is in doubt: KPIs J2")


def test_two_figures_for_one_period_end_are_in_doubt() -> None:
    text = kpi() + "| TRN-K01 | 31 Oct 2026 | 20% | |\n"
    assert "RF02" in errors(text)
    assert "are for one period end" in rated(text).reason


def test_an_aspect_is_never_better_for_a_figure_in_doubt() -> None:
    """Without the figure the one before it is Red."""
    before = kpi("20%") + "| TRN-K01 | 6 Nov 2026 | {value} | |\n"
    found = {}
    for value in ("", "35", "3500%"):
        aspects = programme_status(programme(before.format(value=value))[0]).aspects
        found[value] = {aspect.aspect: aspect.status for aspect in aspects if aspect.of == "programme"}
    assert found[""][AspectName.BENEFITS] is Status.RED
    assert found["35"] == found["3500%"]
    assert found["35"][AspectName.BENEFITS] is found["35"][AspectName.OVERALL] is Status.NO_DATA


def test_what_is_accepted_before_it_is_delivered_is_in_doubt() -> None:
    days = {"Delivered": "6 Nov 2026", "Accepted": "2 Nov 2026"}
    text = table("Interdependencies", {"ID": "TRN-D01", "Giver": "OUT", "Receiver": "TRN", **days})
    assert "ID03" in errors(text)
    assert rated(text, "TRN-D01").status is Status.NO_DATA
    assert rated(text.replace("2 Nov", "6 Nov"), "TRN-D01").status is Status.COMPLETE


def test_thresholds_that_do_not_make_sense_together_give_no_better_colour() -> None:
    late = {"ID": "TRN-M01", "Baseline date": "4 Dec 2026", "Forecast date": "11 Dec 2026"}
    limits = {"Milestone green within (working days)": "30", "Milestone amber within (working days)": "20"}
    text = table("Milestones", late) + table("Thresholds", limits)
    assert "TH01" in errors(text)
    assert rated(text, "TRN-M01").status is Status.NO_DATA
    assert rated(text.replace("| 30 |", "| 20 |"), "TRN-M01").status is Status.GREEN


@pytest.mark.parametrize(
    ("day", "matters"),
    [("31 Oct 2026", True), ("1 Nov 2026", False), ("1 Oct 2026", True), ("30 Sep 2026", False), ("", False)],
)
def test_an_expectation_that_cannot_be_read_matters_by_its_own_day_else_by_its_milestones(
    day: str, matters: bool
) -> None:
    """One of 1 October is in force for the figure of 31 October; the milestone of the other is planned for 2027."""
    later = {"ID": "TRN-M02", "Baseline date": "29 Jan 2027", "Forecast date": "29 Jan 2027"}
    first = {"ID": "TRN-M01", "Baseline date": "1 Oct 2026", "Actual date": "1 Oct 2026"}
    points = (
        {"KPI": "TRN-K01", "Milestone": "TRN-M01", "Expected": "75%"},
        {"KPI": "TRN-K01", "Milestone": "TRN-M02", "Measured on": day, "Expected": "soon"},
    )
    figure = table("Actuals", {"KPI": "TRN-K01", "Period end": "31 Oct 2026", "Value": "75%"})
    found = rated(table("KPIs", KPI) + table("Milestones", first, later) + table("Expectations", *points) + figure)
    assert found.status is (Status.NO_DATA if matters else Status.GREEN)


def test_of_days_sorted_apart_neither_milestones_nor_what_is_expected_at_them_have_a_colour() -> None:
    """Red as well: what was expected by the day of another milestone was not expected by then."""
    days = (
        "1 Oct 2026",
        "8 Jan 2027",
        "5 Feb 2027",
        "5 Mar 2027",
        "16 Jun 2027",
        "9 Jul 2027",
        "10 Sep 2027",
        "10 Dec 2027",
    )
    expected = table("Expectations", {"KPI": "TRN-K01", "Milestone": "TRN-M08", "Expected": "75%"})
    figure = table("Actuals", {"KPI": "TRN-K01", "Period end": "31 Oct 2026", "Value": "20%"})
    found = []
    for order in (days, days[::-1]):
        rows = [
            {"ID": f"TRN-M0{place}", "Baseline date": planned, "Forecast date": day}
            for place, (planned, day) in enumerate(zip(order, days, strict=True), 1)
        ]
        text = table("KPIs", KPI) + table("Milestones", *rows) + expected + figure
        found.append([rated(text, name) for name in ("TRN-K01", "TRN-M03")])
    assert [item.status for item in found[0]] == [Status.NOT_DUE, Status.GREEN]
    assert [item.status for item in found[1]] == [Status.NO_DATA, Status.NO_DATA]
    assert all("do not fit their rows" in item.reason for item in found[1])


@pytest.mark.parametrize(("lately", "status"), [(1, Status.NO_DATA), (2, Status.GREEN)])
def test_an_as_at_that_was_left_behind_is_in_doubt_where_little_happened_before_it(lately: int, status: Status) -> None:
    """Four dates of days to come, on two sheets: they are slips where as much is dated in the weeks before."""
    days = ["20 Nov 2026"] * 2 + ["12 Nov 2026"] * lately
    reached = [{"ID": f"TRN-M1{number}", "Actual date": day} for number, day in enumerate(days)]
    accepted = [{"ID": f"TRN-D0{number}", "Accepted": "20 Nov 2026"} for number in (1, 2)]
    rows = ({"ID": "TRN-M01"}, *reached)
    old = {"Raised": "1 Jul 2026", "Last reviewed": "1 Jul 2026"}
    text = table("Milestones", *rows) + table("Interdependencies", *accepted) + table("Risks", old)
    assert rated(text, "TRN-M01").status is status


PHASES = [phase for phase in ("Set up", "Design", "Trial", "Rollout", "Sustain", "Sustain") for _ in "12"]


@pytest.mark.parametrize(
    ("phases", "status"), [(PHASES, Status.NO_DATA), (PHASES[::-1], Status.GREEN), (["Trial"] * 12, Status.GREEN)]
)
def test_ids_are_in_doubt_where_their_rows_follow_the_phases(phases: list[str], status: Status) -> None:
    """Each row waits for the one planned a day before, by the ids that they had until the column was turned over."""
    rows = [
        {"ID": f"TRN-M{number:02}", "Baseline date": f"{28 - number} Jan 2027", "Forecast date": "31 Jan 2027",
         "Depends on": f"TRN-M{12 - number:02}" if number < 12 else "", "Phase": phase}
        for number, phase in enumerate(reversed(phases), 1)
    ]  # fmt: skip
    assert rated(table("Milestones", *rows), "TRN-M01").status is status
