"""The stretch of time that a reporting period names in words: `Autumn 1 2026`, `October 2026`, `Q2 2026-27`."""

from __future__ import annotations

import re
from datetime import date

from xl_send.analysis.words.months import last_of
from xl_send.frozen import NamedTuple
from xl_send.patterns import Pattern
from xl_send.workbook.days import FULL_MONTHS

_TERM = Pattern(
    r"\b(?P<season>autumn|spring|summer)(?: ?term)?(?: ?(?P<half>[12]))?(?:(?: half)?[ -]?term)?,?"
    r" ?(?P<year>20\d\d)(?: ?[/-] ?(?P<next>20\d\d|\d\d)\b)?",
    re.IGNORECASE,
)
_MONTH = Pattern(rf"\b(?P<month>{'|'.join(name[:3] for name in FULL_MONTHS)})[a-z]* ?(?P<year>20\d\d)\b", re.IGNORECASE)
_QUARTER = Pattern(
    r"\b(?:q|quarter ?)(?P<quarter>[1-4]),? ?(?P<year>20\d\d) ?[/-] ?(?P<next>20\d\d|\d\d)\b", re.IGNORECASE
)
# About when each half of a term begins and ends, as months and days; councils differ by a week or two.
_HALVES = {
    "autumn": (((9, 1), (10, 31)), ((10, 24), (12, 31))),
    "spring": (((1, 1), (2, 22)), ((2, 14), (4, 15))),
    "summer": (((4, 1), (6, 5)), ((5, 24), (7, 31))),
}


class PeriodDates(NamedTuple):
    """From about when to about when a reporting period lasts."""

    first: date
    last: date


def stretch_of(text: str) -> PeriodDates | None:
    """The stretch that a reporting period names, or None where it names none that is known."""
    words = " ".join(text.split())
    if match := _TERM.search(words):
        return _term(match["season"].casefold(), int(match["half"] or 0), int(match["year"]), bool(match["next"]))
    if match := _QUARTER.search(words):
        month = 4 + 3 * (int(match["quarter"]) - 1)
        year = int(match["year"]) + month // 13
        return _months(year, (month - 1) % 12 + 1, 3)
    months = [_months(int(item["year"]), _number(item["month"]), 1) for item in _MONTH.finditer(words)]
    return PeriodDates(min(item.first for item in months), max(item.last for item in months)) if months else None


def following(text: str) -> str:
    """The name of the period after one, written as that is; empty where there is no telling.

    `Autumn 2 2026` is followed by `Spring 1 2027`, `October 2026` by `November 2026`, `Q4 2026-27` by `Q1 2027-28`.
    """
    words = " ".join(text.split())
    months = list(_MONTH.finditer(words))
    if match := _TERM.search(words):
        return _put(words, match, _term_after(match))
    if match := _QUARTER.search(words):
        quarter = int(match["quarter"]) % 4 + 1
        return _put(words, match, {"quarter": str(quarter), **(_years_after(match) if quarter == 1 else {})})
    return _month_after(words, months[0]) if len(months) == 1 else ""


def _term_after(match: re.Match[str]) -> dict[str, str]:
    seasons = list(_HALVES)
    if match["half"] == "1":
        return {"half": "2"}
    season = seasons[(seasons.index(match["season"].casefold()) + 1) % len(seasons)]
    turns = season == ("autumn" if match["next"] else "spring")
    named = season if match["season"].islower() else season.title()
    return {
        "season": named.upper() if match["season"].isupper() else named,
        **({"half": "1"} if match["half"] else {}),
        **(_years_after(match) if turns else {}),
    }


def _years_after(match: re.Match[str]) -> dict[str, str]:
    """The years of a period one year on, the second of a school or financial year as it is written."""
    found = {"year": str(int(match["year"]) + 1)}
    if "next" in match.re.groupindex and match["next"]:
        found["next"] = str(int(match["year"]) + 2)[-len(match["next"]) :]
    return found


def _month_after(words: str, match: re.Match[str]) -> str:
    month, year = _number(match["month"]) % 12 + 1, int(match["year"])
    written = match[0].split()[0]
    name = FULL_MONTHS[month - 1]
    short = written.casefold() != FULL_MONTHS[_number(match["month"]) - 1].casefold()
    after = f"{(name[:3] if short else name).title()} {year + (month == 1)}"
    return f"{words[: match.start()]}{after}{words[match.end() :]}"


def _put(words: str, match: re.Match[str], new: dict[str, str]) -> str:
    """A text with some of the groups of a match written anew."""
    for name, value in sorted(new.items(), key=lambda item: -match.start(item[0])):
        words = words[: match.start(name)] + value + words[match.end(name) :]
    return words


def _term(season: str, half: int, year: int, school_year: bool) -> PeriodDates:
    """A term or a half of one. In a school year such as 2026-27, only the autumn lies in its first year."""
    year += school_year and season != "autumn"
    halves = _HALVES[season][half - 1 : half] if half else _HALVES[season]
    return PeriodDates(date(year, *halves[0][0]), date(year, *halves[-1][1]))


def _number(month: str) -> int:
    return next(place for place, name in enumerate(FULL_MONTHS, 1) if name.startswith(month.casefold()))


def _months(year: int, month: int, count: int) -> PeriodDates:
    """So many months from one on, within a year."""
    last = month + count - 1
    return PeriodDates(date(year, month, 1), last_of(date(year, last, 1)))
