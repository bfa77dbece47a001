"""The status of a KPI against what was expected at the milestones (status: KPI, steps 1 to 9)."""

from __future__ import annotations

from collections.abc import Callable

from xl_send.analysis.figures import restarted_between
from xl_send.analysis.words.entitlements import fewer_of_a_right
from xl_send.analysis.words.months import last_of, why_a_month
from xl_send.rag.context import Context
from xl_send.rag.kpis.doubts import doubted
from xl_send.rag.kpis.gaps import unread_of
from xl_send.rag.kpis.later_figures import later_figure
from xl_send.rag.kpis.position import Comparison, KpiPosition, kpi_position
from xl_send.rag.kpis.shortfalls import shortfall, shortfall_colour, tolerance
from xl_send.rag.kpis.trend import distance, figure_direction, outlook, previous, value_of, year_before
from xl_send.rag.not_rated import not_rated, not_started, starts_later
from xl_send.results import Fact, Rating, Status
from xl_send.text import days, figure, gap, rounded
from xl_send.value_classes import replace
from xl_send.workbook.days import say
from xl_send.workbook.doubts import is_given_in_doubt
from xl_send.workbook.sheets.choices import Better
from xl_send.workbook.sheets.kpis import Actual, Kpi


def kpi_rating(kpi: Kpi, context: Context) -> Rating:
    """What a KPI earns against what was expected of it, with what is told besides (status: KPI)."""
    seen = kpi_position(kpi, context)
    found = _by_steps(seen)
    found = replace(found, facts={**_told(seen, found.status), **found.facts})
    return _with_later(seen, found)


def _with_later(seen: KpiPosition, found: Rating) -> Rating:
    """A rating with the figures that came after the judged one, where there are any."""
    if seen.held is None or found.facts["latest"] is None:
        return found
    after = [actual for actual in seen.actuals if actual.period_end > seen.held.actual.period_end]
    later = later_figure(seen.kpi, seen.points, after, found.status, seen.context)
    told = later.told(seen.kpi, _or_the_month(seen, later.actual)) if later else ""
    would = later.status if later else None
    facts = {**found.facts, "later": told or None, "later_status": would.value if would else None}
    return replace(found, reason=found.reason + told, facts=facts)


def _by_steps(seen: KpiPosition) -> Rating:
    """The first of the steps that decides."""
    early = next((found for step in EARLY_STEPS if (found := step(seen))), None)
    if early:
        return early
    held = seen.held
    if held is None:
        return _none_in_force(seen)
    early = _restarted(seen, held)
    return early or doubted(_too_few(seen, held) or _rated(seen, held), seen, held)


def _told(seen: KpiPosition, status: Status) -> dict[str, Fact]:
    """The facts of every KPI; what does not apply is there and empty."""
    now = seen.held.actual if seen.held else seen.latest
    expected = seen.held.expected if seen.held else None
    goal = expected.value if expected else seen.kpi.target
    before = previous(seen.actuals, now) if now else None
    a_year_before = year_before(seen.actuals, now) if now else None
    return {
        "actual": now.value if now else None,
        "actual_date": now.period_end if now else None,
        **_latest(seen, now),
        "expected": expected.value if expected else None,
        "expected_at": expected.day if expected else None,
        "shortfall": None,
        "tolerance": None,
        "distance": distance(seen.kpi, value_of(now)) if now and not is_given_in_doubt(seen.kpi, now) else None,
        "direction": figure_direction(seen.kpi, now, before, goal) if now else None,
        "direction_year": figure_direction(seen.kpi, now, a_year_before, goal) if now else None,
        "outlook": None if status is Status.NO_DATA else outlook(seen.kpi, seen.points, seen.actuals, seen.context),
    }


def _latest(seen: KpiPosition, judged: Actual | None) -> dict[str, Fact]:
    """The latest figure where another, earlier one is judged."""
    latest = seen.latest if seen.latest is not judged else None
    return {
        "latest": latest.value if latest else None,
        "latest_date": latest.period_end if latest else None,
        "later": None,
        "later_status": None,
    }


def _resting(seen: KpiPosition) -> Rating | None:
    return not_rated(seen.kpi, seen.kpi.workstream, seen.context, seen.kpi.state)


def _context_only(seen: KpiPosition) -> Rating | None:
    """Step 1: a figure that is shown and not rated."""
    if seen.kpi.better is not Better.CONTEXT:
        return None
    return Rating(Status.CONTEXT, "shown for context and not rated", (seen.kpi.at("better"),), settled=True)


def _not_started(seen: KpiPosition) -> Rating | None:
    """Step 2: the workstream starts after the as at date."""
    later = starts_later(seen.kpi.workstream, seen.context)
    return Rating(Status.NOT_DUE, not_started(later[0]), (later[1],), settled=True) if later else None


def _nothing_expected(seen: KpiPosition) -> Rating | None:
    """Step 3: nobody has said where it should be at any milestone."""
    if seen.context.figures.expectations_of(seen.kpi):
        return None
    return Rating(Status.NO_DATA, "nothing is expected at any milestone", (seen.kpi.at("id"),))


def _not_yet(seen: KpiPosition) -> Rating | None:
    """Step 4: nothing was expected yet, and no figure was ever given."""
    if seen.actuals or any(point.day <= seen.context.as_at for point in seen.points):
        return None
    first = seen.points[0]
    return Rating(Status.NOT_DUE, f"nothing is expected until {say(first.day)}", (first.cell,))


def _overdue(seen: KpiPosition) -> Rating | None:
    """Step 5: no figure, or the latest is older than its frequency and publication lag allow.

    A passed point that still waits for its figure can only be younger than the latest figure, so this
    covers figures of a period and of the year to date as well.
    """
    if seen.latest is None:
        return Rating(Status.NO_DATA, "no figure has been given", (seen.kpi.at("id"),))
    age = (seen.context.as_at - seen.latest.period_end).days
    allowed = seen.context.thresholds.overdue_after(seen.kpi.frequency) + (seen.kpi.lag or 0)
    if age <= allowed:
        return None
    reason = (
        f"the latest figure, at {say(seen.latest.period_end)}, is {days(age)} old; "
        f"{seen.kpi.frequency.lower()} figures are overdue after {rounded(allowed)} days"
    )
    cells = (seen.latest.at("period_end"), seen.kpi.at("frequency"))
    return Rating(Status.NO_DATA, reason, cells, brief=f"latest figure {days(age)} old").telling("actual_date")


def _none_in_force(seen: KpiPosition) -> Rating:
    """Step 6: the figure is dated before anything was expected."""
    latest = seen.latest
    passed = [point for point in seen.points if point.day <= seen.context.as_at]
    first = passed[0] if passed else seen.points[0]
    reason = f"nothing is expected until {say(first.day)}"
    if passed:
        reason = f"the figure for the first expectation, at {say(first.day)}, is awaited"
    or_the_month = _or_the_month(seen, latest) if latest else ""
    if latest and or_the_month:
        reason += f"; the latest is of {say(latest.period_end)}{or_the_month}"
    return Rating(Status.NOT_DUE, reason, (first.cell, *([latest.at("period_end")] if latest else [])))


def _restarted(seen: KpiPosition, held: Comparison) -> Rating | None:
    """Step 7: the series began anew after the expectation was set."""
    judged, expected = held.actual, held.expected
    if not restarted_between(seen.kpi, expected.anchor, judged.period_end):
        return None
    reason = (
        f"series restarted: the figure at {say(judged.period_end)} cannot be compared "
        f"with what was expected at {say(expected.anchor)}"
    )
    by_break = seen.kpi.series_break and expected.anchor < seen.kpi.series_break <= judged.period_end
    cause = "series_break" if by_break else "year_basis"
    return Rating(Status.NOT_DUE, reason, (judged.at("value"), seen.kpi.at(cause)), brief="series restarted").telling(
        "actual_date"
    )


def _too_few(seen: KpiPosition, held: Comparison) -> Rating | None:
    """Step 8: too few cases stand behind the figure. How few is not said: they may be children."""
    at_least = seen.context.thresholds.rate_base
    if held.actual.base is None or held.actual.base >= at_least:
        return None
    reason = f"too few to rate: the figure rests on fewer than {rounded(at_least)} cases"
    return Rating(Status.NOT_RATED, reason, (held.actual.at("base"),), brief="too few to rate")


def _rated(seen: KpiPosition, held: Comparison) -> Rating:
    """Step 9: the shortfall against the tolerance."""
    judged, expected = held.actual, held.expected
    short = shortfall(seen.kpi, expected.value, held.value)
    tolerated = tolerance(seen.kpi, expected.value, seen.context.thresholds)
    status = shortfall_colour(seen.kpi, short, tolerated)
    found, wanted = figure(held.value, seen.kpi.unit), _expected_in_words(seen.kpi, expected.value)
    reason = (
        f"{found} at {say(judged.period_end)}{_or_the_month(seen, judged)}, expected {wanted} at {say(expected.day)}"
    )
    reason += f": {_gap_in_words(seen.kpi, short, tolerated)}"
    facts: dict[str, Fact] = {"shortfall": short, "tolerance": tolerated}
    rating = Rating(status, reason, (judged.at("value"), expected.cell), facts, f"{found}, expected {wanted}")
    gap_told = ("tolerance",) if short > 0 or seen.kpi.better is Better.CLOSE else ()
    return rating.telling("actual", "actual_date", "expected", "expected_at", *gap_told)


def _or_the_month(seen: KpiPosition, judged: Actual) -> str:
    """The end of the month, where a figure dated on its first may well be of all of it (the colour could differ)."""
    others = [actual.period_end for actual in seen.actuals if actual.period_end != judged.period_end]
    stream = seen.context.known.programme.streams.get(seen.kpi.workstream)
    if not why_a_month(seen.kpi, judged.period_end, others, stream.starts if stream else None):
        return ""
    return f" (or {say(last_of(judged.period_end))}, if that month is meant)"


def _expected_in_words(kpi: Kpi, expected: float) -> str:
    return figure(expected, kpi.unit) + (" or less" if kpi.better is Better.LOWER else "")


def way_off(kpi: Kpi) -> str:
    """In which way a figure is off what was expected: short of it, too high, or away from it on either side."""
    return {Better.CLOSE: "away", Better.LOWER: "too high"}.get(kpi.better, "short")


def _gap_in_words(kpi: Kpi, short: float, tolerated: float) -> str:
    if short <= 0 and kpi.better is not Better.CLOSE:
        return "no more than expected" if fewer_of_a_right(kpi) else "as expected or better"
    return f"{gap(short, kpi.unit)} {way_off(kpi)}, {gap(tolerated, kpi.unit)} tolerated"


# Steps 1 to 5, which may decide before any figure is held against a point.
EARLY_STEPS: tuple[Callable[[KpiPosition], Rating | None], ...] = (
    _resting,
    _context_only,
    _not_started,
    unread_of,
    _nothing_expected,
    _not_yet,
    _overdue,
)
