"""The figures of KPIs as rules need them: each with its KPI, in order of date, and in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from operator import itemgetter

from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Percentage
from xl_send.workbook.columns import Record
from xl_send.workbook.doubts import LARGEST_SHARE, is_no_share
from xl_send.workbook.sheets.choices import Measures, Unit, YearBasis
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, Submission, once_per_programme

FIRST_MONTH = {YearBasis.ACADEMIC: 9, YearBasis.CALENDAR: 1, YearBasis.FINANCIAL: 4}

Figure = tuple[Record, str, float, Kpi]


class Dated(NamedTuple):
    """A figure on its date: an actual at its period end, or an expectation when it is measured."""

    day: date
    value: float
    row: Actual | Expectation


def finder(programme: Programme, submission: Submission) -> Callable[[str], Kpi | None]:
    """Finds a KPI by its id as a workbook means it: its own row first, else another workbook's."""
    own = {kpi.id: kpi for kpi in reversed(submission.all(Kpi))}
    every = programme.kpis

    def find(kpi: str) -> Kpi | None:
        return own.get(kpi) or every.get(kpi)

    return find


@once_per_programme
def _actuals(programme: Programme) -> Sequence[Sequence[tuple[Actual, Kpi]]]:
    """The actuals of each workbook whose KPI is known, with it: by far the most rows, and many rules ask for them."""
    found = []
    for submission in programme.submissions:
        find = finder(programme, submission)
        owned = ((actual, find(actual.kpi)) for actual in submission.all(Actual))
        found.append([(actual, owner) for actual, owner in owned if owner is not None])
    return found


def actuals(programme: Programme) -> Iterator[tuple[Actual, Kpi]]:
    """Every actual with its KPI, where that is known, in the order of the workbooks and their rows."""
    return chain.from_iterable(_actuals(programme))


def figures(programme: Programme, *names: str) -> Iterator[Figure]:
    """Every figure in a KPI's own unit: the named ones of the KPI, its expectations and its actuals."""
    for submission, owned in zip(programme.submissions, _actuals(programme), strict=True):
        for kpi in submission.all(Kpi):
            for name in names:
                value = getattr(kpi, name)
                if value is not None:
                    yield kpi, name, value, kpi
        find = finder(programme, submission)
        for expectation in submission.all(Expectation):
            if (owner := find(expectation.kpi)) is not None:
                yield expectation, "expected", expectation.expected, owner
        for actual, owner in owned:
            if (value := actual.value) is not None:
                yield actual, "value", value, owner


def months_over(kpi: Kpi, month: int) -> int:
    """How many months of the KPI's year are over before a month."""
    return (month - FIRST_MONTH[kpi.year_basis]) % 12 if kpi.year_basis else 0


def readable(kpi: Kpi, value: float) -> bool:
    """Whether a figure is certain enough to be compared: no bare 62, and no 62% in another unit."""
    if kpi.unit is Unit.PERCENT:
        return not is_no_share(kpi, value) and (isinstance(value, Percentage) or abs(value) < 1)
    return not isinstance(value, Percentage)


def is_a_share(kpi: Kpi) -> bool:
    """Whether a KPI is given in percent."""
    return kpi.unit is Unit.PERCENT


def series(programme: Programme, wanted: Callable[[Kpi], bool] = lambda _: True) -> Mapping[Kpi, list[Dated]]:
    """The comparable actuals of each wanted KPI, none after the as at date, in order of date."""
    return {kpi: dated for kpi, dated in _lay_out(programme).items() if wanted(kpi)}


@once_per_programme
def _lay_out(programme: Programme) -> Mapping[Kpi, list[Dated]]:
    found: dict[Kpi, list[Dated]] = {}
    for submission, owned in zip(programme.submissions, _actuals(programme), strict=True):
        end = programme.as_at_override or submission.as_at or date.max
        by_kpi: defaultdict[Kpi, list[Actual]] = defaultdict(list)
        for actual, owner in owned:
            by_kpi[owner].append(actual)
        for owner, rows in by_kpi.items():
            found.setdefault(owner, []).extend(_known(owner, rows, end))
    return _in_order({kpi: known for kpi, known in found.items() if known})


def _known(kpi: Kpi, rows: list[Actual], end: date) -> Iterator[Dated]:
    for actual in rows:
        value = actual.value
        if value is not None and actual.period_end <= end and readable(kpi, value):
            yield Dated(actual.period_end, value, actual)


@once_per_programme
def points(programme: Programme) -> Mapping[Kpi, list[Dated]]:
    """The comparable expectations of each KPI on their dates, in order; the target is not among them."""
    found: dict[Kpi, list[Dated]] = {}
    for kpi, row, milestone in expectations(programme):
        day = row.measured_on or (milestone.baseline if milestone else None)
        if day is not None and readable(kpi, row.expected):
            found.setdefault(kpi, []).append(Dated(day, row.expected, row))
    return _in_order(found)


def expectations(programme: Programme) -> Iterator[tuple[Kpi, Expectation, Milestone | None]]:
    """Every expectation with its KPI, and with its milestone where that was read."""
    for submission in programme.submissions:
        find = finder(programme, submission)
        own = {milestone.id: milestone for milestone in reversed(submission.all(Milestone))}
        for row in submission.all(Expectation):
            if (kpi := find(row.kpi)) is not None:
                yield kpi, row, own.get(row.milestone) or programme.milestones.get(row.milestone)


def _in_order(found: dict[Kpi, list[Dated]]) -> dict[Kpi, list[Dated]]:
    for dated in found.values():
        dated.sort(key=itemgetter(0))
    return found


def year_of(basis: YearBasis, day: date) -> int:
    """The year of a basis that a day lies in, by the calendar year in which it starts."""
    return day.year if day.month >= FIRST_MONTH[basis] else day.year - 1


def year_begins(basis: YearBasis, day: date) -> date:
    """The first day of the year of a basis that a day lies in."""
    return date(year_of(basis, day), FIRST_MONTH[basis], 1)


def broken_between(kpi: Kpi, earlier: date, later: date) -> bool:
    """Whether the series was broken after one date and no later than another."""
    return kpi.series_break is not None and earlier < kpi.series_break <= later


def restarted_between(kpi: Kpi, earlier: date, later: date) -> bool:
    """Whether a series began anew between two days, so that their figures cannot be compared (status: KPI, step 7).

    It does at a Series break and, for figures of the year to date, with each year.
    """
    if broken_between(kpi, earlier, later):
        return True
    basis = kpi.year_basis if kpi.measures is Measures.YEAR_TO_DATE else None
    return basis is not None and year_of(basis, earlier) != year_of(basis, later)


def with_digits_turned(value: float) -> Iterator[float]:
    """A whole number with each two neighbouring digits of it that differ changed about."""
    digits = f"{value:.0f}" if value > 0 and float(value).is_integer() else ""
    for place in range(len(digits) - 1):
        if digits[place] != digits[place + 1]:
            yield float(f"{digits[:place]}{digits[place + 1]}{digits[place]}{digits[place + 2 :]}")


def differ_by_a_digit(one: float, other: float, *, least: int = 2) -> bool:
    """Whether two whole numbers have the same digits but for two changed about, or for one, of `least`, missing."""
    if one in with_digits_turned(other):
        return True
    longer, shorter = sorted((f"{one:.0f}", f"{other:.0f}"), key=len, reverse=True)
    places = range(len(longer)) if len(shorter) >= least else ()
    return any(longer[:place] + longer[place + 1 :] == shorter for place in places)


def middle(values: list[float] | list[int]) -> float:
    """The middle one of some values, the upper of the two where their number is even; 0 of none."""
    return sorted(values)[len(values) // 2] if values else 0.0


def amount(unit: Unit, value: float) -> str:
    """A figure in words: `62%`, `£1,200`, `54.05`."""
    if unit is Unit.PERCENT and (isinstance(value, Percentage) or abs(value) <= LARGEST_SHARE):
        return percent(value)
    if unit is Unit.POUNDS:
        return f"{'-' if value < 0 else ''}£{abs(value):,.10g}"
    return f"{value:,.10g}"


def percent(value: float) -> str:
    """A share as a percentage: 0.62 is `62%`."""
    return f"{round(value * 100, 9):,.10g}%"
