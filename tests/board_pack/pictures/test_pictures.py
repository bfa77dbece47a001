"""Pictures: which are drawn, what joins what, that nothing hidden is drawn and no legend promises what is not."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board_pack.boards import board, example, example_page
from board_pack.boards import table as table_of
from statuses import table as sheet
from xl_send.board_pack.pictures.days import DayAxis, text_width
from xl_send.board_pack.pictures.figures_axis import figure_axis
from xl_send.board_pack.pictures.shapes import Drawing, Label, Mark, Trace
from xl_send.board_pack.values import BoardPack, Exhibit


def charts(pack: BoardPack) -> list[Exhibit]:
    return [one for one in pack.exhibits() if one.plot and one.plot.kind == "scatter"]


def kpi(actuals: dict[str, str], more: str = "", audience: str = "board", **cells: str) -> BoardPack:
    """One KPI with figures at these days, expected to be 50 in October 2026 and 70 in April 2027."""
    unit = "%" if cells.get("Unit", "Percent") == "Percent" else ""
    row = {"ID": "TRN-K01", "Unit": "Percent", "Target": f"80{unit}", "Target date": "16 Jul 2027",
           "Baseline": f"20{unit}", "Baseline date": "1 Apr 2026", "Counts children": "No", **cells}  # fmt: skip
    points = ({"Milestone": "TRN-M01", "Measured on": "9 Oct 2026", "Expected": f"50{unit}"},
              {"Milestone": "TRN-M02", "Measured on": "9 Apr 2027", "Expected": f"70{unit}"})  # fmt: skip
    figures = ({"Period end": day, "Value": f"{value}{unit}"} for day, value in actuals.items())
    return board(sheet("KPIs", row) + sheet("Expectations", *points) + sheet("Actuals", *figures) + more, audience)


FALLING = {"30 Jun 2026": "40", "30 Sep 2026": "30", "30 Oct 2026": "25"}


def marks(picture: Drawing, look: str) -> list[Mark]:
    return [shape for shape in picture.shapes if isinstance(shape, Mark) and shape.look == look]


def traces(picture: Drawing, look: str) -> list[Trace]:
    return [shape for shape in picture.shapes if isinstance(shape, Trace) and shape.look == look]


def test_the_worst_kpis_are_drawn_at_most_four() -> None:
    drawn = [one.tag.word for one in charts(example()) if one.tag]
    assert drawn == ["Red"] * 4
    assert [one.picture.caption[-8:-1] for one in charts(example())] == ["STA-K02", "STA-K01", "SUF-K02", "SUF-K03"]
    assert charts(kpi({"30 Oct 2026": "25"})) == [], "one figure makes no path"


def test_a_chart_leaves_out_what_is_in_doubt_or_still_to_come() -> None:
    days = {"31 May 2026": "4000", **FALLING, "30 Nov 2026": "90"}
    (chart,) = charts(kpi(days))
    assert len(marks(chart.picture, "actual")) == 3
    assert chart.picture.description.endswith("80% by 16 July 2027; 1 figure in doubt is not drawn.")
    assert [len(one.points) for one in chart.plot.series if one.look == "actual"] == [3] if chart.plot else False
    assert charts(kpi({"30 Sep 2026": "3000", "30 Oct 2026": "25"})) == [], "one figure makes no path"


def test_a_table_of_figures_says_which_is_in_doubt_and_tells_none_still_to_come() -> None:
    days = {"31 May 2026": "4000", **FALLING, "30 Nov 2026": "90"}
    (row,) = table_of(kpi(days, audience="dfe", Publish="Public"), "paths", "KPIs")
    assert row["Measured"].splitlines() == [
        "4,000% at 31 May 2026 (in doubt)",
        "40% at 30 June 2026",
        "30% at 30 September 2026",
        "25% at 30 October 2026",
    ]


def test_a_chart_shows_every_figure_expectation_baseline_and_the_target() -> None:
    (chart,) = charts(kpi(FALLING))
    picture = chart.picture
    assert [len(marks(picture, look)) for look in ("actual", "baseline", "target")] == [3, 1, 1]
    assert picture.description == (
        "Measured from 40% at 30 June 2026 to 25% at 30 October 2026; expected 50% at 9 October 2026; "
        "next expected 70% at 9 April 2027; target 80% by 16 July 2027."
    )
    assert chart.plot
    names = [one.name for one in chart.plot.series]
    assert names == ["Expected", "Amber ends", "Measured", "Target", "Baseline"]
    assert [round(y, 2) for _, y in chart.plot.series[2].points] == [0.4, 0.3, 0.25]
    assert chart.plot.series[2].label_last == "25%"
    assert "25%" in [shape.text for shape in picture.shapes if isinstance(shape, Label) and shape.look == "strong"]


def test_an_expectation_holds_until_the_next_unless_the_programme_draws_a_line() -> None:
    (steps,) = traces(charts(kpi(FALLING))[0].picture, "expected")
    assert all(one[0] == other[0] or one[1] == other[1] for one, other in pairwise(steps.points))
    drawn = sheet("Thresholds", {"KPI expectation between milestones": "Straight line"})
    (line,) = traces(charts(kpi(FALLING, drawn))[0].picture, "expected")
    assert len(line.points) == 3


def test_what_is_tolerated_is_a_band_on_the_bad_side() -> None:
    for better, below in (("Higher", True), ("Lower", False)):
        (chart,) = charts(kpi(FALLING, **{"Better when": better}))
        (band,) = traces(chart.picture, "band")
        (line,) = traces(chart.picture, "expected")
        middle = sum(y for _, y in band.points) / len(band.points)
        assert (middle > sum(y for _, y in line.points) / len(line.points)) is below


def test_a_figure_of_a_period_is_not_expected_in_between() -> None:
    (chart,) = charts(kpi(FALLING, Measures="Period", **{"Year basis": "Academic"}))
    assert not traces(chart.picture, "expected")
    assert len(marks(chart.picture, "expected")) == 2


def test_no_line_leads_over_a_break_of_the_series() -> None:
    whole = {"30 Jun 2026": "40", **FALLING, "6 Nov 2026": "24"}
    (chart,) = charts(kpi(whole, **{"Series break": "1 Jul 2026"}))
    (line,) = traces(chart.picture, "actual")
    assert len(line.points) == 3, "the figure before the break stands alone"
    assert len(marks(chart.picture, "actual")) == 4


def test_figures_after_the_as_at_date_are_not_drawn() -> None:
    (chart,) = charts(kpi({**FALLING, "31 Dec 2026": "60"}))
    assert len(marks(chart.picture, "actual")) == 3


@pytest.mark.parametrize("small", ["30 Jun 2026", "30 Oct 2026"])
def test_a_hidden_figure_is_drawn_nowhere(small: str) -> None:
    figures = {"30 Jun 2026": "40", "30 Sep 2026": "30", "30 Oct 2026": "25", small: "3"}
    counted = {"Unit": "Count", "Counts children": "Yes", "Target": "80", "Baseline": "20"}
    for counts, drawn in (("Yes", 2), ("No", 3)):
        (chart,) = charts(kpi(figures, **{**counted, "Counts children": counts}))
        assert len(marks(chart.picture, "actual")) == drawn
        assert chart.plot
        assert [len(one.points) for one in chart.plot.series if one.name == "Measured"] == [drawn]


def test_an_axis_that_does_not_begin_at_nought_is_marked_and_said() -> None:
    high = {"30 Jun 2026": "61000", "30 Sep 2026": "61500", "30 Oct 2026": "62000"}
    unit = {"Unit": "Pounds", "Target": "62500", "Baseline": "60500", "Better when": "Higher"}
    row = {
        "ID": "TRN-K01",
        "Baseline date": "1 Apr 2026",
        "Target date": "16 Jul 2027",
        "Counts children": "No",
        **unit,
    }
    point = {"Milestone": "TRN-M01", "Measured on": "9 Oct 2026", "Expected": "61800"}
    actuals = ({"Period end": day, "Value": value} for day, value in high.items())
    (chart,) = charts(board(sheet("KPIs", row) + sheet("Expectations", point) + sheet("Actuals", *actuals)))
    assert traces(chart.picture, "axis")
    assert "not at nought" in chart.picture.description
    assert not traces(charts(kpi(FALLING))[0].picture, "axis")


def test_a_legend_promises_only_what_is_drawn() -> None:
    for exhibit in [*example().exhibits(), *kpi(FALLING).exhibits()]:
        drawn = exhibit.picture.looks() | {
            look for other in example().exhibits() if exhibit.share < 1 for look in other.picture.looks()
        }
        assert {(entry.look, entry.shape) for entry in exhibit.picture.legend} <= drawn


def test_all_is_drawn_within_its_frame() -> None:
    for exhibit in example().exhibits():
        picture = exhibit.picture
        for shape in picture.shapes:
            if isinstance(shape, Label):
                before = {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor] * text_width(shape.text)
                assert -4 <= shape.x - before <= picture.width, (picture.caption, shape)
                assert 0 <= shape.y <= picture.height


def test_the_page_says_in_words_what_each_picture_shows() -> None:
    page = example_page().replace("&#39;", "'").replace("&#x27;", "'")
    exhibits = list(example().exhibits())
    assert len(exhibits) > 1
    for exhibit in exhibits:
        assert f'role="img" aria-label="{exhibit.picture.description}"' in page


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6))
def test_every_figure_lies_between_round_ends(values: list[float]) -> None:
    axis = figure_axis(values, 90, 10)
    assert all(10 <= axis.y(value) <= 90 for value in values)
    assert axis.ticks()[0] == pytest.approx(axis.low)
    assert axis.ticks()[-1] == pytest.approx(axis.high)
    assert 2 <= len(axis.ticks()) <= 13


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 4000))
def test_names_of_days_never_run_into_one_another(first: date, span: int) -> None:
    axis = DayAxis(first, date.fromordinal(first.toordinal() + span), 30, 240)
    labels = axis.labels(100)
    places = [one.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[one.anchor] * text_width(one.text) for one in labels]
    if span > 60:
        assert all(right - left >= text_width("Sep 2026") for left, right in pairwise(places))
