"""Which KPIs are parts of which: as *Part of* declares, as they are worded, or as their figures plainly add up.

A reader needs no declaration to subtract. So a KPI that begins "Of these" is a part of the one before it, and two
or three counts of a workstream that always add up to another of it, on two dates at least, are taken for its parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from xl_send.disclosure.complementary import Sum
from xl_send.disclosure.kpi_figures import BASELINE, KpiFigure, Series
from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.choices import Unit

# A total and its parts, by their ids.
Family = tuple[str, tuple[str, ...]]
ByDay = Mapping[date, float]
ByName = Mapping[str, float]

_OF_THESE = Pattern(r"(?i)\s*+(?:[^\w\s]\s*+)?of (?:these|those|them|which|whom)\b")
_DATES_TO_BE_SURE = 2


class _Laid(NamedTuple):
    """Every figure with its value, and the figures of each KPI by their days."""

    values: dict[KpiFigure, float]
    days: Mapping[str, Mapping[date, KpiFigure]]

    @classmethod
    def of(cls, series: Iterable[Series]) -> _Laid:
        values: dict[KpiFigure, float] = {}
        days: defaultdict[str, dict[date, KpiFigure]] = defaultdict(dict)
        for one in series:
            for figure, value, _ in one.figures():
                values.setdefault(figure, value)
                if isinstance(figure.at, date):
                    days[figure.kpi].setdefault(figure.at, figure)
        return cls(values, days)

    def counts(self, series: Iterable[Series]) -> Mapping[str, ByDay]:
        """The counts of each of these KPIs that is counted, by day."""
        names = dict.fromkeys(one.kpi.id for one in series if one.unit is Unit.COUNT)
        return {
            name: {day: self.values[figure] for day, figure in self.days[name].items()}
            for name in names
            if name in self.days
        }


def sums_of(series: Sequence[Series], hidden: Collection[KpiFigure]) -> tuple[dict[KpiFigure, float], list[Sum]]:
    """The value of every figure, and the sums in which they stand: for each total on each of its dates."""
    laid = _Laid.of(series)
    begun = {one.kpi.id: one.kpi.baseline_date for one in series}
    found: dict[Sum, None] = {}
    for total, parts in (*_declared(series), *_plainly_so(series, laid, hidden)):
        found |= dict.fromkeys(_on_each_date(total, parts, laid.days))
        baselines = [KpiFigure(name, BASELINE) for name in (*parts, total)]
        at_once = len({begun.get(name) for name in (*parts, total)}) == 1
        if at_once and all(figure in laid.values for figure in baselines):
            found.setdefault(Sum(baselines[-1], tuple(baselines[:-1])))
    return laid.values, list(found)


def _declared(series: Iterable[Series]) -> Iterator[Family]:
    """Totals with the parts that name them under *Part of*, or are worded as parts of the one before."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    before: dict[tuple[str, str], Series] = {}
    for one in series:
        kpi, place = one.kpi, (one.kpi.workbook, one.kpi.workstream)
        above = before.get(place)
        if kpi.part_of:
            found[kpi.part_of].setdefault(kpi.id)
        elif not _OF_THESE.match(kpi.name or ""):
            before[place] = one
        elif above is not None and above.unit is one.unit:
            found[above.kpi.id].setdefault(kpi.id)
    for total, parts in found.items():
        if others := tuple(name for name in parts if name != total):
            yield total, others


def _plainly_so(series: Iterable[Series], laid: _Laid, hidden: Collection[KpiFigure]) -> Iterator[Family]:
    """Totals with counts of the same workstream that always add up to them."""
    by_stream: defaultdict[str, list[Series]] = defaultdict(list)
    for one in series:
        by_stream[one.kpi.workstream].append(one)
    for found in by_stream.values():
        yield from _adding_up(laid.counts(found), hidden)


def _adding_up(counts: Mapping[str, ByDay], hidden: Collection[KpiFigure]) -> Iterator[Family]:
    """Counts that add up to another, with a hidden figure among them, on every date that all of them have."""
    found: dict[tuple[str, tuple[str, ...]], None] = {}
    for figure in hidden:
        if isinstance(figure.at, date) and figure.at in counts.get(figure.kpi, {}):
            found |= dict.fromkeys(_sums_with(figure.kpi, figure.at, counts))
    for total, parts in found:
        if _always_add_up([counts[name] for name in parts], counts[total]):
            yield total, parts


def _sums_with(name: str, day: date, counts: Mapping[str, ByDay]) -> Iterator[Family]:
    """The sums of two or three counts on a day in which one of them stands, as the total or as a part."""
    there = {other: figures[day] for other, figures in counts.items() if day in figures}
    by_value: defaultdict[float, list[str]] = defaultdict(list)
    for other, value in there.items():
        by_value[value].append(other)
    for total, whole in there.items():
        for first in there if total == name else (name,):
            if first != total:
                yield from _with_others(total, first, whole - there[first], there, by_value)


def _with_others(
    total: str, first: str, rest: float, there: ByName, by_value: Mapping[float, list[str]]
) -> Iterator[Family]:
    """A total whose first part is given, with one or two more that make up the rest."""
    for second, value in there.items():
        if second not in {total, first} and value <= rest:
            if value == rest:
                yield total, tuple(sorted((first, second)))
            known = {total, first, second}
            thirds = (third for third in by_value.get(rest - value, ()) if third not in known)
            yield from ((total, tuple(sorted((first, second, third)))) for third in thirds)


def _always_add_up(parts: Sequence[ByDay], whole: ByDay) -> bool:
    """Whether parts, none of them always nought, add up on every date that all have, and on two at least."""
    shared = set(whole).intersection(*parts)
    return (
        len(shared) >= _DATES_TO_BE_SURE
        and all(any(part[day] for day in shared) for part in parts)
        and all(sum(part[day] for part in parts) == whole[day] for day in shared)
    )


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
