"""Dates as people in England write them in trackers: days, weeks, months, quarters, terms and half-terms.

What names no single day is read as the end of what it names for a day by which something is due, as its beginning for
a day from which something holds, and says so; what is not clear stays as it was written.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xl_send.calendar import Term, Terms
from xl_send.value_classes import NamedTuple
from xl_send.workbook.characters import clean, with_hyphens
from xl_send.workbook.days import day_if_real, month_named, read_day, say, year_named

_BEFORE = re.compile(
    r"^(?:by|due|on|from|until|till|approx\.?|approximately|circa|c\.|~|est\.?|provisional|in)\s*[:\-]?\s*",
    re.IGNORECASE,
)
_WEEK = re.compile(r"^(w/?c|wk/?c|w/?b|week commencing|week beginning|week of|w/?e|week ending)\.?\s*[:\-]?\s*(.+)$")
_MONTH_DAY = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:\s+\d{1,2}:\d\d.*)?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-./]*(?:of )?([a-z]+)\.?")
_MONTH_YEAR = re.compile(
    r"(?:(early|mid|end|late|start|beginning|the end)(?:[\s\-]+of)?[\s\-]+)?([a-z]+)\.?[\s\-'/]*(\d{4}|\d{2})?"
)
_NUMBERED_MONTH = re.compile(r"(\d{1,2})[/\-.](\d{4})|(\d{4})[/\-.](\d{1,2})")
_QUARTER = re.compile(
    r"(?:q(?:tr|uarter)?\s*([1-4])|([1-4])(?:st|nd|rd|th)?\s*q(?:tr|uarter))[\s,:\-]*(?:fy)?\s*(?:20)?(\d\d)(?:\s*[/\-]\s*(?:20)?(\d\d))?"
)
_TERM = re.compile(
    r"(?:(?:the )?(start|beginning|end) of (?:the )?)?(aut(?:umn)?|spr(?:ing)?|sum(?:mer)?)"
    r"(?:\s*+(?:term\s*+)?(?:half[\s-]?term\s*+)?([12]))?"
    r"(?:\s*+term)?[\s,]*+(?:(20\d\d|\d\d)(?:\s*[/\-]\s*(?:20)?(\d\d))?)?(?:\s*term)?"
)  # fmt: skip
_SEASONS = {"aut": "Autumn", "spr": "Spring", "sum": "Summer"}
_US = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})(?:\s+\d.*)?")
# Months of the year in which a financial quarter ends.
_QUARTER_ENDS = {1: 6, 2: 9, 3: 12, 4: 3}


class When(NamedTuple):
    """A day, and what was taken for granted; nothing where the text names the day itself."""

    day: date
    assumed: str = ""


class DateReading(NamedTuple):
    """How the dates of one column are read.

    `ends` says that a stretch of time stands for its last day; `near` is a day about which dates without a year are
    taken to lie; `month_first` that an owner said so, or that the column cannot be read otherwise.
    """

    terms: Terms
    ends: bool = True
    near: date | None = None
    month_first: bool = False

    def read(self, text: str) -> When | None:
        """The day that a text means, or None."""
        tidy = " ".join(with_hyphens(clean(text)).replace("\u2019", "'").casefold().split())
        if self.month_first and (day := _read_month_first(tidy)):
            return When(day, "the month stands before the day")
        if day := read_day(tidy):
            return When(day)
        if found := self._stretch(tidy):
            return found
        shorter = _BEFORE.sub("", tidy)
        if shorter == tidy or not shorter:
            return None
        day = read_day(shorter)
        return When(day, "") if day else self._stretch(shorter)

    def _stretch(self, text: str) -> When | None:
        for reading in (self._week, self._worded, self._month, self._quarter, self._term, self._without_year):
            if found := reading(text):
                return found
        return None

    def _week(self, text: str) -> When | None:
        match = _WEEK.match(text)
        inner = self.read(match[2]) if match else None
        if match is None or inner is None:
            return None
        which = (
            "the day on which the week ends"
            if match[1].endswith(("e", "ending"))
            else "the day on which the week begins"
        )
        return When(inner.day, f"{which} as written")

    def _worded(self, text: str) -> When | None:
        match = _MONTH_DAY.fullmatch(text)
        month = month_named(match[1]) if match else None
        day = day_if_real(int(match[3]), month, int(match[2])) if match and month else None
        return When(day) if day else None

    def _month(self, text: str) -> When | None:
        if match := _NUMBERED_MONTH.fullmatch(text):
            year, number = (int(match[2]), int(match[1])) if match[1] else (int(match[3]), int(match[4]))
            return self._of_month(year, number, "") if 1 <= number <= 12 else None
        match = _MONTH_YEAR.fullmatch(text)
        month = month_named(match[2]) if match else None
        if match is None or month is None:
            return None
        if match[3]:
            return self._of_month(year_named(match[3]), month, match[1] or "")
        nearest = self._nearest(lambda year: day_if_real(year, month, 15))
        return self._of_month(nearest.year, month, match[1] or "", guessed=True) if nearest else None

    def _of_month(self, year: int, month: int, part: str, *, guessed: bool = False) -> When:
        last = calendar.monthrange(year, month)[1]
        ends = self.ends if part in {"", "the end"} else part in {"end", "late"}
        if part in {"mid", "early", "start", "beginning"}:
            number = {"mid": 15, "early": 7}.get(part, 1)
        else:
            number = last if ends else 1
        day = date(year, month, number)
        how = (
            "no day is given: the last of the month"
            if number == last
            else f"no day is given: the {number} of the month"
        )
        how = (
            how.replace("the 1 of the month", "the first of the month")
            .replace("the 15 of", "the middle of")
            .replace("the 7 of", "the first week of")
        )
        return When(day, f"{how}, {say(day)}" + (", of the year nearest to the other dates" if guessed else ""))

    def _quarter(self, text: str) -> When | None:
        match = _QUARTER.fullmatch(text)
        if match is None:
            return None
        quarter, first = int(match[1] or match[2]), 2000 + int(match[3])
        if not match[4]:
            return None  # Q1 2026 may be of the calendar or the financial year
        month = _QUARTER_ENDS[quarter]
        year = first + (quarter == 4)
        last = date(year, month, calendar.monthrange(year, month)[1])
        day = last if self.ends else date(year, month - 2, 1)
        return When(day, f"a quarter of the financial year: {say(day)}")

    def _term(self, text: str) -> When | None:
        match = _TERM.fullmatch(text)
        if match is None:
            return None
        season, half = _SEASONS[match[2][:3]], int(match[3] or 0)
        year = year_named(match[4]) if match[4] else None
        if year and match[5]:
            year += season != "Autumn"
        term = self._term_of(season, year)
        if term is None:
            return None
        first, last = _half(self.terms, term, half)
        at_end = self.ends if not match[1] else match[1] == "end"
        day = last if at_end else first
        which = f"the {'last' if at_end else 'first'} day of {season}{f' {half}' if half else ' term'}"
        how = f"{which} in the English pattern of terms, {say(day)}"
        return When(day, how + ("" if year else ", of the year nearest to the other dates"))

    def _term_of(self, season: str, year: int | None) -> Term | None:
        found = [term for term in self.terms.terms if term.season == season]
        if year is not None:
            return next((term for term in found if term.starts.year == year), None)
        if self.near is None or not found:
            return None
        near = self.near
        return min(found, key=lambda term: abs((term.starts - near).days))

    def _without_year(self, text: str) -> When | None:
        match = _DAY_MONTH.fullmatch(text)
        month = month_named(match[2]) if match else None
        if match is None or month is None:
            return None
        number = int(match[1])
        nearest = self._nearest(lambda year: day_if_real(year, month, number))
        return When(nearest, f"no year is given: {say(nearest)}, the nearest to the other dates") if nearest else None

    def _nearest(self, of_year) -> date | None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        if self.near is None:
            return None
        near = self.near
        days = [day for year in (near.year - 1, near.year, near.year + 1) if (day := of_year(year))]
        return min(days, key=lambda day: abs((day - near).days), default=None)


def _read_month_first(text: str) -> date | None:
    """The day of a text whose month stands first, as in America."""
    match = _US.fullmatch(text.strip())
    return day_if_real(year_named(match[4]), int(match[1]), int(match[3])) if match else None


def parts_of(text: str) -> tuple[int, int] | None:
    """The first two numbers of a date written in numbers alone."""
    match = _US.fullmatch(text.strip())
    return (int(match[1]), int(match[3])) if match else None


def middle_of(days: Sequence[date]) -> date | None:
    """The day in the middle of several."""
    return sorted(days)[len(days) // 2] if days else None


def _half(terms: Terms, term: Term, half: int) -> tuple[date, date]:
    """The days of a half-term without its break; of the whole term where it is not divided."""
    within = next((item for item in terms.breaks if term.holds(item[0])), None)
    if not half or within is None:
        return term.starts, term.ends
    return (term.starts, _weekday_before(within[0])) if half == 1 else (_weekday_after(within[1]), term.ends)


def _weekday_before(day: date) -> date:
    return next(found for found in _days_from(day, -1) if found.weekday() < 5)


def _weekday_after(day: date) -> date:
    return next(found for found in _days_from(day, 1) if found.weekday() < 5)


def _days_from(day: date, step: int) -> Iterator[date]:
    while True:
        day += timedelta(days=step)
        yield day
