"""Figures that tell of few children by themselves: small counts, and shares and averages over few (primary)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil

from xl_send.disclosure.kpi_figures import Cause, KpiFigure, Series
from xl_send.workbook.sheets.choices import Unit


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
