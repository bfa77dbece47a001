"""Working days: Monday to Friday, less England's bank holidays, less the council's closure days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from functools import cached_property, lru_cache

from xl_send.calendar.bank_holidays import BANK_HOLIDAYS, FIRST_YEAR, LAST_YEAR
from xl_send.value_classes import frozen
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry

Span = tuple[int, int]

_LAST = date.max.toordinal()


def clear_days(earlier: date, later: date) -> int:
    """The whole days that lie between two days, neither of which counts: none between neighbours."""
    return max(0, (later - earlier).days - 1)


def _weekdays_to(ordinal: int) -> int:
    """Mondays to Fridays from 1 January of the year 1, a Monday, to this day."""
    weeks, rest = divmod(ordinal, 7)
    return weeks * 5 + min(rest, 5)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The same days as spans that neither overlap nor touch, in order."""
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


@frozen(eq=True)
class WorkingDays:
    """A calendar of working days. `closed` are the first and last days of each closure, as ordinals.

    Counting costs one look-up, however far apart the days lie. The dates of a programme are few beside what is asked
    of them, so what is worked out is kept, and workbooks that are closed on the same days share one calendar.
    """

    closed: tuple[Span, ...] = ()

    @classmethod
    def of(cls, calendar: Iterable[CalendarEntry]) -> WorkingDays:
        """The working days of a workbook: its Closure days are left out, besides weekends and bank holidays."""
        closures = (entry for entry in calendar if entry.kind is CalendarKind.CLOSURE and entry.starts <= entry.ends)
        return _closed_on(tuple(sorted((entry.starts.toordinal(), entry.ends.toordinal()) for entry in closures)))

    @cached_property
    def _off(self) -> tuple[list[int], list[int], list[int]]:
        """Days off as spans: their first days, last days, and the weekdays in all the spans before each."""
        holidays = ((day.toordinal(), day.toordinal()) for day in BANK_HOLIDAYS)
        spans = _merged([*holidays, *self.closed])
        before = [0]
        for first, last in spans:
            before.append(before[-1] + _weekdays_to(last) - _weekdays_to(first - 1))
        return [first for first, _ in spans], [last for _, last in spans], before

    @cached_property
    def _counts(self) -> dict[int, int]:
        return {}

    def count(self, ordinal: int) -> int:
        """Working days from 1 January of the year 1 to this day (an ordinal), both included."""
        found = self._counts.get(ordinal)
        if found is None:
            found = self._counts[ordinal] = self._counted(ordinal)
        return found

    def _counted(self, ordinal: int) -> int:
        firsts, lasts, before = self._off
        place = bisect_right(firsts, ordinal)
        off = before[place]
        if place and lasts[place - 1] > ordinal:
            off -= _weekdays_to(lasts[place - 1]) - _weekdays_to(ordinal)
        return _weekdays_to(ordinal) - off

    @staticmethod
    def covers(day: date) -> bool:
        """Whether the bank holidays of this day's year are known. Outside, only weekends and closures are left out."""
        return FIRST_YEAR <= day.year <= LAST_YEAR

    def is_working(self, day: date) -> bool:
        """Whether this is a working day."""
        ordinal = day.toordinal()
        return self.count(ordinal) > self.count(ordinal - 1)

    def between(self, start: date, end: date) -> int:
        """Working days from one day to another: the later day counts, the earlier does not.

        None if equal; negative when `end` is the earlier (status: principles, working days).
        """
        return self.count(end.toordinal()) - self.count(start.toordinal())

    def after(self, day: date, number: int) -> date:
        """The day that lies so many working days after a day, or before it if negative; none is the day itself."""
        if number == 0:
            return day
        found = self._moved.get((day, number))
        if found is None:
            found = self._moved[day, number] = self._after(day, number)
        return found

    @cached_property
    def _moved(self) -> dict[tuple[date, int], date]:
        return {}

    def _after(self, day: date, number: int) -> date:
        start, (_, _, before) = day.toordinal(), self._off
        reach = 7 * (abs(number) + before[-1]) // 5 + 14
        lowest = max(1, start - reach) if number < 0 else start + 1
        days = range(lowest, min(_LAST, start + reach) + 1)
        wanted = self.count(start) + number if number > 0 else self.count(start - 1) + number + 1
        place = bisect_left(days, wanted, key=self.count)
        return date.fromordinal(min(lowest + place, _LAST))

    def clear_between(self, earlier: date, later: date) -> int:
        """The working days that lie between two days, neither of which counts."""
        return max(0, self.count(later.toordinal() - 1) - self.count(earlier.toordinal()))

    def papers_due(self, meeting: date, clear: int) -> date:
        """The last working day on which papers may go out with so many clear working days before a meeting."""
        return self.after(meeting, -(clear + 1))


@lru_cache(maxsize=64)
def _closed_on(closed: tuple[Span, ...]) -> WorkingDays:
    """The calendar of these closures, one for all who share them."""
    return WorkingDays(closed)
