from __future__ import annotations

from datetime import date

import pytest

from rag.kpis.examples import Dated, kpi
from statuses import read, table
from xl_send.rag.items import items
from xl_send.results import Fact, Status

ON = "31 Oct 2026"
POINT = (("30 Sep 2026", "120"),)


def fact(name: str, *actuals: Dated, **cells: str) -> Fact:
    return kpi(POINT, actuals, **cells).rating.facts[name]


@pytest.mark.parametrize(
    ("better", "before", "now", "direction"),
    [
        ("Higher", "110", "111", "Improving"),
        ("Higher", "111", "110", "Worsening"),
        ("Higher", "110", "110", "Same"),
        ("Lower", "110", "111", "Worsening"),
        ("Lower", "111", "110", "Improving"),
        ("Close to target", "110", "129", "Improving"),  # nearer to 120
        ("Close to target", "121", "118", "Worsening"),
        ("Close to target", "110", "130", "Same"),
    ],
)
def test_direction_against_the_figure_before(better: str, before: str, now: str, direction: str) -> None:
    assert fact("direction", ("30 Sep 2026", before), (ON, now), better_when=better) == direction


def test_a_rounding_error_is_no_movement() -> None:
    assert fact("direction", ("30 Sep 2026", "0.3"), (ON, "0.30000000000000004"), unit="Score") == "Same"


@pytest.mark.parametrize(("break_on", "direction"), [("30 Sep 2026", "Improving"), ("1 Oct 2026", None), (ON, None)])
def test_direction_is_left_out_across_a_restart(break_on: str, direction: str | None) -> None:
    assert fact("direction", ("30 Sep 2026", "110"), (ON, "111"), series_break=break_on) == direction


def test_direction_of_the_year_to_date_is_left_out_across_the_year() -> None:
    found = fact("direction", ("31 Aug 2026", "9"), (ON, "1"), measures="Year to date", year_basis="Academic")
    assert found is None


def test_there_is_no_direction_without_a_figure_before() -> None:
    assert fact("direction", (ON, "111")) is None


@pytest.mark.parametrize(
    ("day", "direction"),
    [
        ("15 Dec 2025", "Improving"),  # 45 days after a year before
        ("16 Dec 2025", None),
        ("16 Sep 2025", "Improving"),  # 45 days before
        ("15 Sep 2025", None),
    ],
)
def test_direction_against_a_year_before_looks_45_days_around(day: str, direction: str | None) -> None:
    assert fact("direction_year", (day, "100"), (ON, "111")) == direction


def test_direction_against_a_year_before_takes_the_nearest_figure() -> None:
    assert fact("direction_year", ("10 Oct 2025", "100"), (ON, "111"), ("1 Nov 2025", "130")) == "Worsening"


def test_a_year_before_a_leap_day_is_the_day_before() -> None:
    sheets = table("Programme", {"As at": "1 Mar 2028"})
    found = kpi((("1 Jan 2028", "120"),), (("28 Feb 2027", "100"), ("29 Feb 2028", "111")), sheets)
    assert found.rating.facts["direction_year"] == "Improving"


@pytest.mark.parametrize(("better", "distance"), [("Higher", 90.0), ("Lower", -90.0), ("Close to target", 90.0)])
def test_distance_is_what_is_left_to_the_target(better: str, distance: float) -> None:
    assert fact("distance", (ON, "110"), better_when=better) == distance


RISING = (("31 Aug 2026", "100"), ("30 Sep 2026", "110"), ("30 Oct 2026", "120"))


def test_outlook_extends_the_last_three_figures_to_the_next_point() -> None:
    found = kpi((*POINT, ("29 Nov 2026", "135"), ("29 Dec 2026", "200")), (("1 Aug 2026", "500"), *RISING))
    assert found.rating.facts["outlook"] == {"date": date(2026, 11, 29), "value": 130.0, "status": "Amber"}


def test_outlook_is_the_least_squares_line() -> None:
    crooked = (("31 Aug 2026", "100"), ("30 Sep 2026", "130"), ("30 Oct 2026", "120"))
    outlook = kpi((*POINT, ("29 Nov 2026", "120")), crooked).rating.facts["outlook"]
    assert outlook == {"date": date(2026, 11, 29), "value": 136.666666667, "status": "Green"}


@pytest.mark.parametrize("status", ["point on the as at date", "point the day after"])
def test_outlook_looks_at_the_first_point_after_the_as_at_date(status: str) -> None:
    day = "13 Nov 2026" if status == "point on the as at date" else "14 Nov 2026"
    outlook = kpi((*POINT, (day, "120"), ("29 Nov 2026", "135")), RISING).rating.facts["outlook"]
    assert isinstance(outlook, dict)
    assert outlook["date"] == (date(2026, 11, 29) if day.startswith("13") else date(2026, 11, 14))


def test_outlook_of_figures_that_share_a_date_stays_where_they_are() -> None:
    """Two rows for one period are a fault that a rule reports; they must not stop the picture."""
    outlook = kpi((*POINT, ("29 Nov 2026", "120")), ((ON, "100"), (ON, "110"), (ON, "120"))).rating.facts["outlook"]
    assert outlook == {"date": date(2026, 11, 29), "value": 110.0, "status": "Amber"}


def test_outlook_needs_three_figures_since_any_restart() -> None:
    assert fact("outlook", *RISING[1:]) is None
    assert fact("outlook", *RISING, series_break="1 Sep 2026") is None
    assert fact("outlook", *RISING, series_break="31 Aug 2026", target_date="29 Nov 2026") is not None
    assert fact("outlook", *RISING, series_break="1 Dec 2026") is None  # before the point that it would look at


def test_outlook_is_left_out_after_the_last_point_and_for_figures_too_old() -> None:
    assert fact("outlook", *RISING, target_date="13 Nov 2026") is None
    old = tuple((f"{day} 2025", figure) for day, figure in (("1 May", "1"), ("1 Jun", "2"), ("1 Jul", "3")))
    assert fact("outlook", *old) is None


@pytest.mark.parametrize(("day", "told"), [("27 Feb 2027", 160.0), ("2 Mar 2027", None)])
def test_outlook_is_not_told_beyond_twice_the_range_seen(day: str, told: float | None) -> None:
    """Figures from 100 to 120 say nothing of what is above 160."""
    outlook = fact("outlook", *RISING, target_date=day)
    assert (outlook["value"] if isinstance(outlook, dict) else None) == told


@pytest.mark.parametrize(
    ("unit", "figures", "value"),
    [
        ("Percent", ("20%", "12%", "4%"), 0.0),
        ("Percent", ("85%", "92%", "99%"), 1.0),
        ("Count", ("20", "12", "4"), 0.0),
        ("Days", ("20", "12", "4"), 0.0),
        ("Score", ("0.6", "0.4", "0.1"), 0.0),
        ("Pounds", ("20", "12", "4"), -4.0),
    ],
)
def test_outlook_is_kept_within_what_the_unit_allows(unit: str, figures: tuple[str, ...], value: float) -> None:
    days = ("31 Aug 2026", "30 Sep 2026", "30 Oct 2026")
    share = {"baseline": "0.4", "target": "0.9"} if unit == "Percent" else {}
    expected = (("30 Sep 2026", "0.5"),) if unit == "Percent" else POINT
    found = kpi(expected, tuple(zip(days, figures, strict=True)), unit=unit, target_date="29 Nov 2026", **share)
    outlook = found.rating.facts["outlook"]
    assert isinstance(outlook, dict)
    assert outlook["value"] == value


FALLING = (("1 Sep 2026", "0.52"), ("30 Sep 2026", "0.35"), ("31 Oct 2026", "0.2"))


SHARE = {"unit": "Percent", "baseline": "0.4", "target": "0.9"}


@pytest.mark.parametrize("measures", ["Period", "Year to date"])
def test_a_later_figure_that_would_be_worse_is_told_with_the_judged_one(measures: str) -> None:
    points = (("1 Sep 2026", "0.5"), ("19 Mar 2027", "0.7"))
    found = kpi(points, FALLING, measures=measures, year_basis="Academic", **SHARE)
    assert found.status is Status.GREEN
    assert found.reason == (
        "52% at 1 September 2026 (or 30 September 2026, if that month is meant), expected 50% at 1 September 2026: "
        "as expected or better; "
        "the later figure of 20% at 31 October 2026 would be Red"
    )
    facts = found.rating.facts
    assert (facts["actual"], facts["latest"], facts["latest_date"]) == (0.52, 0.2, date(2026, 10, 31))
    assert facts["outlook"] is None


def test_a_later_figure_that_is_no_worse_is_told_without_a_colour() -> None:
    points = (("1 Sep 2026", "0.5"), ("19 Mar 2027", "0.7"))
    found = kpi(points, (*FALLING[:1], (ON, "0.5")), measures="Period", year_basis="Academic", **SHARE)
    assert found.reason.endswith("; the latest figure, 50% at 31 October 2026, waits for the next expectation")


@pytest.mark.parametrize(("figure", "told"), [("90", False), ("101", True)])
def test_a_sum_that_is_to_stay_low_is_held_against_the_next_point(figure: str, told: bool) -> None:
    points = (("1 Oct 2026", "50"), ("31 Dec 2026", "100"))
    found = kpi(
        points,
        (("1 Oct 2026", "40"), (ON, figure)),
        better_when="Lower",
        measures="Year to date",
        year_basis="Academic",
    )
    assert ("would be" in found.reason) is told


@pytest.mark.parametrize(("base", "told"), [("9", False), ("10", True), ("11", True), ("", True)])
def test_a_later_figure_that_rests_on_too_few_is_given_no_colour(base: str, told: bool) -> None:
    points = (("1 Sep 2026", "0.5"), ("19 Mar 2027", "0.7"))
    later = table("Actuals", {"Period end": "31 Oct 2026", "Value": "0.2", "Base": base})
    found = kpi(points, FALLING[:1], measures="Period", year_basis="Academic", more=later, **SHARE)
    assert ("would be" in found.reason) is told


EARLY = """
KPIs:
| ID | Type | Leads to |
| --- | --- | --- |
| TRN-K01 | {type} | TRN-K02 |
| TRN-K02 | Lagging | |

Expectations:
| KPI | Measured on | Expected |
| --- | --- | --- |
| TRN-K01 | 30 Sep 2026 | 120 |
| TRN-K02 | 30 Sep 2026 | 120 |

Actuals:
| KPI | Value |
| --- | --- |
| TRN-K01 | {leading} |
| TRN-K02 | {lagging} |
"""


@pytest.mark.parametrize(
    ("leading", "lagging", "early"),
    [("50", "120", True), ("110", "120", True), ("120", "120", False), ("50", "110", False), ("50", "", False)],
)
def test_early_warning_while_the_kpi_it_leads_to_is_green(leading: str, lagging: str, *, early: bool) -> None:
    first, second = items(read(EARLY.format(type="Leading", leading=leading, lagging=lagging)))
    assert first.rating.facts["early_warning"] is early
    assert "early_warning" not in second.rating.facts
    assert first.status in {Status.RED, Status.AMBER, Status.GREEN}  # never mixed into the colour


def test_a_lagging_kpi_gives_no_early_warning() -> None:
    first, _ = items(read(EARLY.format(type="Lagging", leading="50", lagging="120")))
    assert "early_warning" not in first.rating.facts


@pytest.mark.parametrize("place", [0, 1, 2])
def test_nothing_is_led_on_from_a_figure_in_doubt(place: int) -> None:
    days = ("30 Aug 2026", "30 Sep 2026", ON)
    rising = [(day, value) for day, value in zip(days, ("110", "115", "120"), strict=True)]
    spoilt = [(day, "-5" if at == place else value) for at, (day, value) in enumerate(rising)]
    ahead = (*POINT, ("29 Nov 2026", "130"))
    assert kpi(ahead, rising).rating.facts["outlook"]
    facts = kpi(ahead, spoilt).rating.facts
    assert facts["outlook"] is None
    assert facts["direction"] == ("Improving" if place == 0 else None)
    assert (facts["distance"] is None) == (place == 2)


def test_a_later_figure_in_doubt_would_be_no_colour() -> None:
    found = kpi(POINT, (("30 Sep 2026", "120"), (ON, "-5")), measures="Year to date", year_basis="Financial")
    assert found.status is Status.GREEN
    assert found.reason.endswith("; the latest figure, -5 at 31 October 2026, is in doubt (C3)")
    assert found.rating.facts["later_status"] is None
