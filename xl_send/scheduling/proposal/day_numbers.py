"""Dates as whole numbers of working days from a first day on, as the scheduler counts them."""

from __future__ import annotations

from datetime import date

from xl_send.network import Axis

# What was over longer ago than this, in working days, counts as over then: it holds nothing up any more.
PAST = 500
# What is planned further ahead than this, ten years of working days, is more likely a slip of the keyboard.
FUTURE = 2600


class DayNumbers:
    """Working days counted from some time before the As at date; a day off counts as the working day before it."""

    def __init__(self, axis: Axis, as_at: date) -> None:
        self._axis = axis
        self._first = as_at.toordinal()
        self._base = axis.count(self._first) - PAST

    def of(self, day: date) -> int:
        """The number of a day; never negative."""
        return max(0, self._axis.count(day.toordinal()) - self._base)

    def is_too_far(self, day: date) -> bool:
        """Whether a day lies so far ahead that nothing is proposed for it."""
        return self.of(day) > PAST + FUTURE

    def day(self, number: int) -> date:
        """The working day of a number; of the As at date itself, where that is a day off, the As at date."""
        return date.fromordinal(self._axis.after(self._first, number - PAST)) if number >= PAST else self._early(number)

    def _early(self, number: int) -> date:
        return date.fromordinal(self._axis.before(self._first, PAST - number))

    def in_term(self, number: int) -> bool:
        """Whether a day lies in a term; any day does where the Calendar has none."""
        return self._axis.in_term(self.day(number).toordinal())

    def last_school_day(self) -> int:
        """The number of the last day of the last term, after which nothing is known of terms."""
        ends = [term.ends for term in self._axis.terms.terms]
        return min(self.of(max(ends)), PAST + FUTURE) if ends else 0
