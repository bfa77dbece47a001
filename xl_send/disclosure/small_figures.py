"""Figures that tell of few children: by themselves (primary), or by how they differ from one told before (difference).

Small counts tell by themselves, and shares and averages over few. As for differences, each edition tells a reader a
figure, and he keeps it: 12 after 11 tells of one child. So a series is walked in the order of its dates as if each
figure had been told when it was new, and one that differs from the last told by fewer children than the threshold is
not told. What an earlier edition did tell stands as it was told there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from math import ceil

from xl_send.analysis.figures import restarted_between
from xl_send.disclosure.kpi_figures import Behind, Cause, KpiFigure, Series
from xl_send.workbook.sheets.choices import Measures, Unit


def small_figures(series: Iterable[Series], below: float) -> Iterator[tuple[KpiFigure, Cause]]:
    """Every figure of these series that is not to be shown for itself, and every base that is small."""
    for one in series:
        for figure, value, base in one.figures():
            if cause := cause_of(one, value, base, below):
                yield figure, cause
        for actual in one.actuals:
            if actual.base is not None and actual.base < below:
                yield KpiFigure.base_of(actual), Cause.SMALL
                yield KpiFigure.value_of(actual), Cause.FEW


def cause_of(series: Series, value: float, base: float | None, below: float) -> Cause | None:
    """Why a figure of children may not be shown, or None. Nought counts as small, and so does all of a group."""
    behind = series.behind(value, base).numbers
    if not behind:
        return Cause.NO_BASE
    if series.unit is Unit.COUNT:
        return Cause.SMALL if value < below else None
    if base is not None and base < below:
        return Cause.FEW
    return Cause.SHARE if any(_whole(number) < below for number in behind) else None


def _whole(number: float) -> int:
    """The number of children nearest to what a rounded share gives; of two as near the smaller."""
    return ceil(round(number - 0.5, 6))


def small_changes(
    series: Series, hidden: Collection[KpiFigure], told_before: Mapping[KpiFigure, Behind], below: float
) -> Iterator[tuple[KpiFigure, Cause]]:
    """The figures of a series that are hidden for how they differ from what was told.

    `hidden` are those hidden for themselves, `told_before` what stood behind each figure of an earlier edition.
    """
    last: tuple[date, Behind] | None = None
    for figure, value, base in series.figures():
        behind, before, day = series.behind(value, base), told_before.get(figure), figure.at
        if before:
            changed = small_change(before, behind, below)
        else:
            comparable = last and isinstance(day, date) and not _apart(series, last[0], day)
            changed = bool(last and comparable and small_change(last[1], behind, below, anew=series.cumulative))
        if changed:
            yield figure, Cause.CHANGE
        if isinstance(day, date) and (before or not (changed or figure in hidden)):
            last = day, before or behind


def small_change(before: Behind, now: Behind, below: float, *, anew: bool = False) -> bool:
    """Whether two figures differ by few children, as far as their rounding lets that be told.

    Where what lies between them is a count `anew`, none are few as well, and so are few of the rest of a share.
    """
    if before.within + now.within >= below:
        return False
    pairs = list(zip(before.numbers, now.numbers, strict=False))
    changes = [abs(round(one - other, 6)) for one, other in (pairs if anew else pairs[:1])]
    return any(change < below and (change > 0 or anew) for change in changes)


def _apart(series: Series, earlier: date, later: date) -> bool:
    """Whether no difference of two figures tells anything: each speaks of a stretch of its own."""
    return series.kpi.measures is Measures.PERIOD or restarted_between(series.kpi, earlier, later)
