"""Calendar weeks, and how much of one a resource line takes (status: resources and money)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from xl_send.calendar import Terms, WorkingDays
from xl_send.workbook.sheets.resources import Resource

DAYS = 7
_LAST = date.max.toordinal()


class Weeks:
    """Calendar weeks by number, Monday to Sunday: how much of one a line takes.

    A line takes a week in proportion to the working days that it covers; one for term time only takes nothing of a
    week in which schools are open on no day. Without any term in the Calendar every week is a term week.
    """

    def __init__(self, days: WorkingDays, terms: Terms) -> None:
        self._days = days
        self._terms = terms
        self._working: dict[int, int] = {}
        self._open: dict[int, bool] = {}

    @cached_property
    def closed(self) -> Sequence[int]:
        """The weeks in which a full week may begin to count otherwise than the one before, to the council."""
        return _edges(self._days.closed)

    @cached_property
    def terms(self) -> Sequence[int]:
        """The same for a line for term time only."""
        terms = ((term.starts.toordinal(), term.ends.toordinal()) for term in self._terms.terms)
        shut = ((first.toordinal(), last.toordinal()) for first, last in self._terms.breaks + self._terms.holidays)
        return _edges([*terms, *shut, *self._days.closed])

    def share(self, line: Resource, week: int) -> float:
        """How much of a week a line takes, from 0 to 1."""
        working = self._working_days(week)
        if not working or (line.term_time and not self._is_open(week)):
            return 0.0
        monday = monday_of(week)
        first, last = max(line.starts.toordinal(), monday), min(line.ends.toordinal(), monday + DAYS - 1)
        if last - first == DAYS - 1:
            return 1.0
        return (self._days.count(last) - self._days.count(first - 1)) / working

    def _working_days(self, week: int) -> int:
        if week not in self._working:
            monday = monday_of(week)
            self._working[week] = self._days.count(monday + DAYS - 1) - self._days.count(monday - 1)
        return self._working[week]

    def _is_open(self, week: int) -> bool:
        if week not in self._open:
            days = range(monday_of(week), monday_of(week) + DAYS)
            schools = not self._terms.terms or any(self._terms.is_school_day(date.fromordinal(day)) for day in days)
            self._open[week] = schools
        return self._open[week]


def _edges(spans: Iterable[tuple[int, int]]) -> Sequence[int]:
    return sorted({week_of(day) + after for span in spans for day in span for after in (0, 1)})


def week_of(day: int) -> int:
    """The number of the calendar week of a day (`date.toordinal`)."""
    return (day - 1) // DAYS


def monday_of(week: int) -> int:
    """The day number of a week's Monday."""
    return week * DAYS + 1


def span_of(first: int, end: int) -> tuple[date, date]:
    """The Monday of the first week and the Sunday before the week that is no longer meant."""
    return date.fromordinal(monday_of(first)), date.fromordinal(min(monday_of(end) - 1, _LAST))
