"""Which KPIs are parts of which: as *Part of* declares, as they are worded, or as their figures plainly add up.

A reader needs no declaration to subtract. So a KPI that begins "Of these" is a part of the one before it, and KPIs
whose counts add up to another's on two dates or more are taken for its parts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from xl_send.disclosure.complementary import Sum
from xl_send.disclosure.kpi_figures import BASELINE, KpiFigure, Series
from xl_send.workbook.sheets.choices import Unit

Parts = Mapping[str, tuple[str, ...]]
ByDay = Mapping[date, float]

_OF_THESE = re.compile(r"(?i)\s*+(?:[^\w\s]\s*+)?of (?:these|those|them|which|whom)\b")
# Sums of more parts than this are declared, or not found.
_MOST_PARTS = 3
_DATES_TO_BE_SURE = 2


def sums_of(series: Sequence[Series]) -> tuple[dict[KpiFigure, float], list[Sum]]:
    """The value of every figure, and the sums in which they stand: for each total on each of its dates."""
    values: dict[KpiFigure, float] = {}
    days: defaultdict[str, dict[date, KpiFigure]] = defaultdict(dict)
    for one in series:
        for figure, value, _ in one.figures():
            values.setdefault(figure, value)
            day = figure.at
            if isinstance(day, date):
                days[figure.kpi].setdefault(day, figure)
    found: dict[Sum, None] = {}
    for total, parts in _families(series, days, values):
        found |= dict.fromkeys(_on_each_date(total, parts, days))
        baselines = [KpiFigure(name, BASELINE) for name in (*parts, total)]
        if _at_one_date(series, {total, *parts}) and all(figure in values for figure in baselines):
            found.setdefault(Sum(baselines[-1], tuple(baselines[:-1])))
    return values, list(found)


def _families(
    series: Sequence[Series], days: Mapping[str, Mapping[date, KpiFigure]], values: Mapping[KpiFigure, float]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every total with its parts, by any of the three accounts of them."""
    declared: defaultdict[str, dict[str, None]] = defaultdict(dict)
    before: dict[tuple[str, str], Series] = {}
    for one in series:
        kpi = one.kpi
        place = kpi.workbook, kpi.workstream
        named = getattr(kpi, "part_of", None)
        if named:
            declared[named].setdefault(kpi.id)
        elif _OF_THESE.match(kpi.name or ""):
            if place in before and before[place].unit is one.unit:
                declared[before[place].kpi.id].setdefault(kpi.id)
            continue
        before[place] = one
    for total, parts in declared.items():
        if others := tuple(name for name in parts if name != total):
            yield total, others
    counted = [one.kpi.id for one in series if one.unit is Unit.COUNT]
    told = {
        name: {day: values[figure] for day, figure in days[name].items()}
        for name in dict.fromkeys(counted)
        if len(days[name]) >= _DATES_TO_BE_SURE
    }
    yield from _adding_up(told)


def _adding_up(told: Mapping[str, ByDay]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Counts that add up to another on every date that all of them have, and on two at least."""
    for total, whole in told.items():
        able = [name for name, figures in told.items() if name != total and _may_be_part(figures, whole)]
        for number in range(2, _MOST_PARTS + 1):
            for parts in combinations(able, number):
                if _add_up([told[name] for name in parts], whole):
                    yield total, parts


def _may_be_part(part: ByDay, whole: ByDay) -> bool:
    shared = part.keys() & whole.keys()
    return (
        len(shared) >= _DATES_TO_BE_SURE
        and all(part[day] <= whole[day] for day in shared)
        and any(part[day] for day in shared)
    )


def _add_up(parts: Sequence[ByDay], whole: ByDay) -> bool:
    shared = set(whole).intersection(*parts)
    return len(shared) >= _DATES_TO_BE_SURE and all(sum(part[day] for part in parts) == whole[day] for day in shared)


def _on_each_date(total: str, parts: Sequence[str], days: Mapping[str, Mapping[date, KpiFigure]]) -> Iterator[Sum]:
    """A total on each of its dates with its parts, each at that date, else at the last of the same month."""
    for day, figure in days.get(total, {}).items():
        members = tuple(found for name in parts if (found := _near(days.get(name, {}), day)) is not None)
        if members:
            yield Sum(figure, members)


def _near(figures: Mapping[date, KpiFigure], day: date) -> KpiFigure | None:
    if day in figures:
        return figures[day]
    same_month = [other for other in figures if (other.year, other.month) == (day.year, day.month)]
    return figures[max(same_month)] if same_month else None


def _at_one_date(series: Iterable[Series], names: set[str]) -> bool:
    """Whether the baselines of these KPIs all speak of one date."""
    return len({one.kpi.baseline_date for one in series if one.kpi.id in names}) == 1
