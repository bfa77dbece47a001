"""Days that the law sets each year, against those of other years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.days import say
from xl_send.workbook.names import bare_name, name_key, name_words
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.submissions import Programme

_YEARS = Pattern(r"\b(?:20)?\d\d ?[-/\u2013] ?\d\d\b|\b20\d\d\b")
# A day that falls at a weekend may be moved by so many days; others that agree, for a habit.
NEAR, OTHERS = 7, 2
_SHORT = 4


@rule(
    "GV41",
    Severity.QUERY,
    "{name} is on {day}; in other years it is on {usual}.",
    "Check the day: what must be done by it is planned by this row. If the law has changed, explain this finding.",
)
def statutory_day_of_another_month(programme: Programme) -> Iterator[Hit]:
    """A day that the law sets is about the same in each year.

    Mistyped by a month, it makes what must be done by it late without a word. Asked of entries of one name, years left
    out, of which two or more others agree within a week.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Transfer plans final 2027 | Statutory date | <15 Mar 2027> | 15 Mar 2027 |
    | Transfer plans final 2028 | Statutory date | 15 Feb 2028 | 15 Feb 2028 |
    | Transfer plans final 2029 | Statutory date | 15 Feb 2029 | 15 Feb 2029 |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Transfer plans final 2027 | Statutory date | 15 Feb 2027 | 15 Feb 2027 |
    | Transfer plans final 2028 | Statutory date | 15 Feb 2028 | 15 Feb 2028 |
    | Transfer plans final 2029 | Statutory date | 12 Feb 2029 | 12 Feb 2029 |
    | Schools census 2027 | Statutory date | 21 Jan 2027 | 21 Jan 2027 |
    | Schools census 2027 | Statutory date | 20 May 2027 | 20 May 2027 |
    | Schools census 2027 | Statutory date | 7 Oct 2027 | 7 Oct 2027 |
    """
    for submission in programme.submissions:
        named: defaultdict[str, list[CalendarEntry]] = defaultdict(list)
        for entry in submission.all(CalendarEntry):
            if entry.kind is CalendarKind.STATUTORY and entry.name:
                named[bare_name(_YEARS.sub("", entry.name))].append(entry)
        for entries in named.values():
            if len({entry.starts.year for entry in entries}) < len(entries):
                continue
            for entry in entries:
                others = [one for one in entries if one is not entry]
                alike = len(others) >= OTHERS and all(_apart(one.starts, others[0].starts) <= NEAR for one in others)
                if alike and _apart(entry.starts, others[0].starts) > NEAR:
                    other = Related(others[0].at("starts"), "in another year")
                    usual = say(others[0].starts).rpartition(" ")[0]
                    yield hit(entry.at("starts"), other, name=entry.name or "", day=entry.starts, usual=usual)


def _apart(one: date, other: date) -> int:
    """By how many days two dates differ but for their years."""
    days = abs(one.timetuple().tm_yday - other.timetuple().tm_yday)
    return min(days, 365 - days)


@rule(
    "GV43",
    Severity.ADVICE,
    "{name} and {other} are one statutory date: both are on {day}.",
    "Keep one row. What is done by that day is then planned, and told, once.",
)
def statutory_day_under_two_names(programme: Programme) -> Iterator[Hit]:
    """A day that the law sets stands once in the Calendar.

    The blank has the days by which transfer plans are final; a row of one's own repeats it. Asked of two rows of one
    workbook for one day whose names share two words; a list that several workbooks share is told of once.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | School phase transfer plans final 2027 | Statutory date | 15 Feb 2027 | 15 Feb 2027 |
    | Phase transfer deadline (Year 6) | Statutory date | <15 Feb 2027> | 15 Feb 2027 |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | School phase transfer plans final 2027 | Statutory date | 15 Feb 2027 | 15 Feb 2027 |
    | SEN2 return due 2027 | Statutory date | 15 Feb 2027 | 15 Feb 2027 |
    | School phase transfer plans final 2028 | Statutory date | 15 Feb 2028 | 15 Feb 2028 |
    | Phase transfer week | Half-term break | 15 Feb 2027 | 19 Feb 2027 |
    """
    told: set[tuple[date, str, str]] = set()
    for submission in programme.submissions:
        days: defaultdict[date, list[CalendarEntry]] = defaultdict(list)
        for entry in submission.all(CalendarEntry):
            if entry.kind is CalendarKind.STATUTORY and entry.name:
                days[entry.starts].append(entry)
        for day, entries in days.items():
            for one, other in combinations(entries, 2):
                names = (one.name or "", other.name or "")
                alike = len(_telling_words(names[0]) & _telling_words(names[1])) >= OTHERS
                if alike and name_key(names[0]) != name_key(names[1]) and (day, *names) not in told:
                    told.add((day, *names))
                    first = Related(one.at("starts"), "the first")
                    yield hit(other.at("starts"), first, name=names[0], other=names[1], day=day)


def _telling_words(name: str) -> set[str]:
    return {word for word in name_words(_YEARS.sub("", name)).split() if len(word) > _SHORT}
