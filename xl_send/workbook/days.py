"""Dates as people in England write them, read strictly.

Guessing libraries turn `03/04/2026` into March or April by the cell above it; here day comes first,
a month without a day is refused, and whatever else is not clear is refused.
"""

from __future__ import annotations

from datetime import date, timedelta

from xl_send.patterns import Pattern
from xl_send.workbook.characters import with_hyphens

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip

_DAY_FIRST = Pattern(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})")
_ISO = Pattern(r"(\d{4})-(\d{2})-(\d{2})")
_WORDS = Pattern(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-.]*(?:of )?([a-z]+)\.?,?[\s\-.]*(\d{4}|\d{2})")
_WEEKDAY = Pattern(r"(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:[a-z]{0,6}day)?,?\s+")
_MONTH_ONLY = Pattern(r"([a-z]+)(?:\.?[\s\-']*(\d{4}|\d{2}))?|(\d{1,2})/(\d{4})")
_TIME = Pattern(r"(?:(?<!\s)\s+|(?<=\d)t)([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?z?$")

FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
_EPOCH = date(1899, 12, 30)


def month_named(word: str) -> int | None:
    """The number of the month that a word in small letters names, shortened or whole; None for any other."""
    if word == "sept":
        return 9
    if word in FULL_MONTHS:
        return FULL_MONTHS.index(word) + 1
    return MONTHS.index(word) + 1 if word in MONTHS else None


def year_named(text: str) -> int:
    """The year that four digits name, or two of this century."""
    return int(text) if len(text) == 4 else 2000 + int(text)


def day_if_real(year: int, month: int, day: int) -> date | None:
    """That day, or None where there is none of that number."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """The date that a British text date means, or None: `13/11/2026`, `13.11.26`, `13 Nov 2026`.

    A time of day behind it is passed over; `time_of` tells it.
    """
    plain = _TIME.sub("", _WEEKDAY.sub("", with_hyphens(text).casefold().strip(), count=1))
    if match := _ISO.fullmatch(plain):
        return day_if_real(*(int(part) for part in match.groups()))
    if match := _DAY_FIRST.fullmatch(plain):
        return day_if_real(year_named(match[4]), int(match[3]), int(match[1]))
    if (match := _WORDS.fullmatch(plain)) and (month := month_named(match[2])):
        return day_if_real(year_named(match[3]), month, int(match[1]))
    return None


def time_of(text: str) -> str:
    """The time of day that follows a date, such as `23:00`; nothing where there is none or it is midnight."""
    match = _TIME.search(text.casefold().strip())
    given = match and any(int(part or 0) for part in match.groups())
    return f"{match[1]:>02}:{match[2]}" if match and given else ""


def is_month_only(text: str) -> bool:
    """Whether the text names a month without a day: `Nov 26`, `November 2026`, `11/2026`."""
    match = _MONTH_ONLY.fullmatch(text.casefold().strip())
    return match is not None and (match[1] is None or month_named(match[1]) is not None)


def last_of_month(text: str) -> date | None:
    """The last day of the month that a text names without a day; None where it names no year."""
    match = _MONTH_ONLY.fullmatch(text.casefold().strip())
    if match is None or not (match[2] or match[4]):
        return None
    month, year = (month_named(match[1]) if match[1] else int(match[3])), year_named(match[2] or match[4])
    first = day_if_real(year + month // 12, month % 12 + 1, 1) if month and month <= 12 else None
    return first - timedelta(days=1) if first else None


def is_month_first(text: str) -> bool:
    """Whether the text is a date only when the month is read first: `11/25/2026`."""
    match = _DAY_FIRST.fullmatch(text.strip())
    return bool(match and int(match[3]) > 12 >= int(match[1]))


def read_month_first(text: str) -> date | None:
    """The date that a text means when its month is read first, as in America, else None."""
    match = _DAY_FIRST.fullmatch(text.strip())
    return day_if_real(year_named(match[4]), int(match[1]), int(match[3])) if match else None


def exchanged(day: date) -> date | None:
    """The date with day and month exchanged, where that is another date."""
    return day_if_real(day.year, day.day, day.month) if day.day != day.month else None


def years_later(day: date, years: int) -> date:
    """The same day so many years later, or earlier where they are below nought; 28 February for the 29th."""
    return date(day.year + years, day.month, min(day.day, 28) if day.month == 2 else day.day)


def day_of_serial(number: float) -> date | None:
    """The date of a bare Excel serial number (1900 system) between 1954 and 2119, else None."""
    if number != int(number) or not FIRST_SERIAL <= number <= LAST_SERIAL:
        return None
    return _EPOCH + timedelta(days=int(number))


def say(day: date) -> str:
    """The date as councils write it: 13 November 2026."""
    return f"{day.day} {FULL_MONTHS[day.month - 1].capitalize()} {day.year}"


def ends_a_month(day: date) -> bool:
    """Whether a day is the last of its month."""
    return date.fromordinal(min(day.toordinal() + 1, date.max.toordinal())).day == 1
