"""The stretch of time that a reporting period names: `Autumn 1 2026`, `October 2026`, `Q2 2026-27`, `HT1 2026/27`."""

from __future__ import annotations

import re
from datetime import date

from xl_send.analysis.words.months import last_of
from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import FULL_MONTHS

_TERM = Pattern(
    r"\b(?P<season>aut(?:umn)?|spr(?:ing)?|sum(?:mer)?)(?: ?term)?(?: ?(?P<half>[12]))?(?:(?: half)?[ -]?term)?,?"
    r" ?(?P<year>20\d\d|\d\d(?= ?[/-] ?\d\d\b))(?: ?[/-] ?(?P<next>20\d\d|\d\d)\b)?",
    re.IGNORECASE,
)
_MONTH = Pattern(rf"\b(?P<month>{'|'.join(name[:3] for name in FULL_MONTHS)})[a-z]* ?(?P<year>20\d\d)\b", re.IGNORECASE)
_QUARTER = Pattern(
    r"\b(?:q|quarter ?)(?P<quarter>[1-4]),? ?(?P<year>20\d\d) ?[/-] ?(?P<next>20\d\d|\d\d)\b", re.IGNORECASE
)
_YEARS = r"(?P<year>20\d\d|\d\d) ?[/-] ?(?P<next>20\d\d|\d\d)\b"
# By numbers: of the six half-terms or the three terms of a school year; of the quarters, halves and months of a
# financial year.
_NUMBERED = (
    Pattern(
        rf"\b(?P<kind>ht|half[ -]term|term|t|h|p|m|month) ?(?P<number>\d{{1,2}}),? ?(?:\([^()]*\) ?)?{_YEARS}",
        re.IGNORECASE,
    ),
    Pattern(
        rf"\b(?:fy ?)?{_YEARS},? ?(?P<kind>ht|half[ -]term|term|q|quarter|month) ?(?P<number>\d{{1,2}})\b",
        re.IGNORECASE,
    ),
)
MONTHS_OF_A_YEAR = 12
_HALF_TERMS = tuple((season, half) for season in ("autumn", "spring", "summer") for half in (1, 2))
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
        return _term(_season(match), int(match["half"] or 0), _year(match), bool(match["next"]))
    if match := _QUARTER.search(words):
        return _of_financial_year(int(match["year"]), int(match["quarter"]), 3)
    numbered = (_numbered(match) for pattern in _NUMBERED if (match := pattern.search(words)))
    if stretch := next(filter(None, numbered), None):
        return stretch
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
    season = seasons[(seasons.index(_season(match)) + 1) % len(seasons)]
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


def _season(match: re.Match[str]) -> str:
    return next(season for season in _HALVES if season.startswith(match["season"].casefold()))


def _year(match: re.Match[str]) -> int:
    return int(match["year"]) % 100 + 2000


def _numbered(match: re.Match[str]) -> PeriodDates | None:
    """A half-term, a term, or a part of a financial year by its number; a term by either way of counting them."""
    kind, number, year = match["kind"].casefold(), int(match["number"]), _year(match)
    if (year + 1) % 100 != int(match["next"]) % 100 or not number:
        return None
    if kind in {"h", "q", "quarter", "p", "m", "month"}:
        length = {"h": 6, "q": 3, "quarter": 3}.get(kind, 1)
        return _of_financial_year(year, number, length) if number * length <= MONTHS_OF_A_YEAR else None
    if number > len(_HALF_TERMS):
        return None
    found = [_term(*_HALF_TERMS[number - 1], year, school_year=True)]
    if kind in {"term", "t"} and number <= len(_HALVES):
        found.append(_term(list(_HALVES)[number - 1], 0, year, school_year=True))
    return PeriodDates(min(one.first for one in found), max(one.last for one in found))


def _of_financial_year(year: int, number: int, length: int) -> PeriodDates:
    """The part of a financial year that has a number, where each has so many months."""
    month = 4 + length * (number - 1)
    return _months(year + month // 13, (month - 1) % 12 + 1, length)


def _number(month: str) -> int:
    return next(place for place, name in enumerate(FULL_MONTHS, 1) if name.startswith(month.casefold()))


def _months(year: int, month: int, count: int) -> PeriodDates:
    """So many months from one on."""
    last = month + count - 2
    return PeriodDates(date(year, month, 1), last_of(date(year + last // 12, last % 12 + 1, 1)))
