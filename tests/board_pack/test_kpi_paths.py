"""Charts of KPIs: which are drawn, what joins what, and that nothing hidden is drawn."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board_pack.boards import board, example, example_page
from statuses import table as sheet
from xl_send.board_pack.charts.axes import BOTTOM, LEFT, RIGHT, TOP, axes
from xl_send.board_pack.summary import Summary
from xl_send.board_pack.values import Chart, Dot


def charts(summary: Summary) -> list[Chart]:
    return [chart for part in summary.section("kpis").parts if part.drawings for chart in part.drawings.charts]


def kpi(actuals: dict[str, str], more: str = "", **cells: str) -> Summary:
    """One KPI with figures at these days, expected to be 50 in October 2026 and 70 in April 2027."""
    unit = "%" if cells.get("Unit", "Percent") == "Percent" else ""
    row = {"ID": "TRN-K01", "Unit": "Percent", "Target": f"80{unit}", "Target date": "16 Jul 2027",
           "Baseline": f"20{unit}", "Baseline date": "1 Apr 2026", "Counts children": "No", **cells}  # fmt: skip
    points = ({"Milestone": "TRN-M01", "Measured on": "9 Oct 2026", "Expected": f"50{unit}"},
              {"Milestone": "TRN-M02", "Measured on": "9 Apr 2027", "Expected": f"70{unit}"})  # fmt: skip
    figures = ({"Period end": day, "Value": f"{value}{unit}"} for day, value in actuals.items())
    return board(sheet("KPIs", row) + sheet("Expectations", *points) + sheet("Actuals", *figures) + more)


FALLING = {"30 Jun 2026": "40", "30 Sep 2026": "30", "30 Oct 2026": "25"}


def strokes(chart: Chart, look: str) -> list[str]:
    return [stroke.path for stroke in chart.strokes if stroke.look == look]


def test_red_and_amber_kpis_are_drawn_worst_first_and_no_others() -> None:
    drawn = [chart.tag.word for chart in charts(example())]
    assert drawn == sorted(drawn, key=["Red", "Amber"].index)
    assert {"STA-K01", "SUF-K03", "TRN-K02"} < {chart.caption[-8:-1] for chart in charts(example())}
    assert charts(kpi(dict.fromkeys(FALLING, "90"))) == []


def test_one_figure_makes_no_path() -> None:
    assert charts(kpi({"30 Oct 2026": "25"})) == []


def test_a_chart_shows_every_figure_expectation_baseline_and_the_target() -> None:
    (chart,) = charts(kpi(FALLING))
    looks = [dot.look for dot in chart.dots]
    assert {look: looks.count(look) for look in looks} == {"expected": 2, "target": 1, "baseline": 1, "actual": 3}
    assert chart.description == (
        "Measured from 40% at 30 June 2026 to 25% at 30 October 2026; expected 50% at 9 October 2026; "
        "next expected 70% at 9 April 2027."
    )


def test_an_expectation_holds_until_the_next_unless_the_programme_draws_a_line() -> None:
    (path,) = strokes(charts(kpi(FALLING))[0], "expected")
    assert re.fullmatch(r"M[\d.]+ [\d.]+(H[\d.]+V[\d.]+){2}H\d+", path)


def test_a_programme_that_draws_lines_sees_lines() -> None:
    drawn = sheet("Thresholds", {"KPI expectation between milestones": "Straight line"})
    (path,) = strokes(charts(kpi(FALLING, drawn))[0], "expected")
    assert re.fullmatch(r"M[\d.]+ [\d.]+(L[\d.]+ [\d.]+){2}", path)


def test_a_figure_of_a_period_is_not_expected_in_between() -> None:
    (chart,) = charts(kpi(FALLING, Measures="Period", **{"Year basis": "Academic"}))
    assert not strokes(chart, "expected")
    assert "expected" in [dot.look for dot in chart.dots]


def test_no_line_leads_over_a_break_of_the_series() -> None:
    whole = {"30 Jun 2026": "40", **FALLING, "6 Nov 2026": "24"}
    (chart,) = charts(kpi(whole, **{"Series break": "1 Jul 2026"}))
    (line,) = strokes(chart, "actual")
    assert line.count("L") == 2, "the figure before the break stands alone"
    assert [dot.look for dot in chart.dots].count("actual") == 4


def test_without_a_baseline_there_is_no_dot_for_one() -> None:
    (chart,) = charts(kpi(FALLING, **{"Baseline": "", "Baseline due": "1 Apr 2027"}))
    assert "baseline" not in [dot.look for dot in chart.dots]


def test_figures_after_the_report_are_not_drawn() -> None:
    (chart,) = charts(kpi({**FALLING, "31 Dec 2026": "60"}))
    assert [dot.look for dot in chart.dots].count("actual") == 3


@pytest.mark.parametrize("small", ["30 Jun 2026", "30 Oct 2026"])
def test_a_hidden_figure_is_not_drawn(small: str) -> None:
    figures = {"30 Jun 2026": "40", "30 Sep 2026": "30", "30 Oct 2026": "25", small: "3"}
    counted = {"Unit": "Count", "Counts children": "Yes", "Target": "80", "Baseline": "20"}
    for counts, drawn in (("Yes", 2), ("No", 3)):
        (chart,) = charts(kpi(figures, **{**counted, "Counts children": counts}))
        assert [dot.look for dot in chart.dots].count("actual") == drawn


def test_the_page_says_in_words_what_each_chart_shows() -> None:
    for chart in charts(example()):
        assert f'role="img" aria-label="{chart.description}"' in example_page().replace("&#39;", "'")
    assert all(f'id="dot-{look}"' in example_page() for look in ("actual", "baseline", "expected", "target"))


DAYS = st.dates(date(2023, 1, 1), date(2031, 12, 31))
FIGURES = st.floats(-1e9, 1e9).map(lambda value: round(value, 4))


@given(st.lists(st.tuples(DAYS, FIGURES), min_size=1, max_size=8))
def test_everything_lies_within_the_frame_and_labels_do_not_collide(points: list[tuple[date, float]]) -> None:
    edges = axes([day for day, _ in points], [value for _, value in points])
    dots = [Dot(edges.x(day), edges.y(value), "actual") for day, value in points]
    assert all(LEFT <= dot.x <= RIGHT and TOP <= dot.y <= BOTTOM for dot in dots)
    assert all(edges.low <= value <= edges.high for value in edges.figures())
    places = [label.x for label in edges.days()]
    assert all(later - earlier > 50 for earlier, later in pairwise(places)) or edges.first == edges.last


@given(st.lists(FIGURES, min_size=2, max_size=8, unique=True))
def test_enough_figures_are_written_to_read_the_chart_by(values: list[float]) -> None:
    edges = axes([date(2026, 9, 1), date(2027, 7, 1)], values)
    assert 2 <= len(edges.figures()) <= 6
