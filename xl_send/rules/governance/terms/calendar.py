"""The calendar of terms, holidays and closures, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.submissions import Programme

LONGEST_TERM = 182
# Schools that break up on different days do so within these.
LAST_DAYS, SATURDAY = 3, 5
A_FORTNIGHT = timedelta(days=14)
# From Christmas Eve to the day after New Year, and some days more.
LONGEST_CLOSURE = 12
_LONGEST = {
    CalendarKind.TERM: LONGEST_TERM, CalendarKind.HALF_TERM: 21, CalendarKind.HOLIDAY: 63, CalendarKind.RECESS: 63,
    CalendarKind.PRE_ELECTION: 63,
}  # fmt: skip


@rule(
    "GV11",
    Severity.ERROR,
    "{name} ends on {end}, before it starts on {start}.",
    "Correct one of the two dates.",
)
def calendar_entry_ends_before_it_starts(programme: Programme) -> Iterator[Hit]:
    """An entry of the calendar ends on the day it starts or later.

    A single day has the same date twice.

    **Fails**

    Calendar:
    | Name | From | To |
    | --- | --- | --- |
    | Autumn term 2026 | 1 Sep 2026 | <18 Dec 2025> |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Transfer plans final 2027 | Statutory date | 15 Feb 2027 | 15 Feb 2027 |
    """
    for entry in programme.each(CalendarEntry):
        if entry.ends < entry.starts:
            related = Related(entry.at("starts"), "the start")
            yield hit(entry.at("ends"), related, name=entry.name or "This entry", end=entry.ends, start=entry.starts)


@rule(
    "GV12",
    Severity.ERROR,
    "{name} starts on {start}, before {other} has ended on {end}.",
    "Correct the dates of one of the two.",
)
def terms_that_overlap(programme: Programme) -> Iterator[Hit]:
    """A term starts after the one before it has ended.

    Dates that schools must keep to are moved to the next term, so each day lies in one term or in none. A half of a
    term within it, and one term of schools whose dates differ by a week or two, are not asked about. A school holiday
    that begins in a term and goes on after it begins three school days before its end at the most, else it is a query.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Spring term 2027 | Term | <18 Dec 2026> | 25 Mar 2027 |
    | Summer term 2027 | Term | <1 Feb 2027> | 21 Jul 2027 |

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |
    | Easter holiday 2027 | School holiday | <15 Mar 2027> | 11 Apr 2027 |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |
    | Half-term | School holiday | 15 Feb 2027 | 19 Feb 2027 |
    | Easter holiday 2027 | School holiday | 23 Mar 2027 | 11 Apr 2027 |
    | Spring term 2027, special schools | Term | 5 Jan 2027 | 1 Apr 2027 |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Spring term 2027 | Term | 19 Dec 2026 | 25 Mar 2027 |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Autumn half-term 2026 | Half-term break | 26 Oct 2026 | 30 Oct 2026 |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Autumn term 2026, special schools | Term | 3 Sep 2026 | 22 Dec 2026 |
    | Autumn 2 | Term | 2 Nov 2026 | 18 Dec 2026 |
    """
    for submission in programme.submissions:
        terms = [
            calendar_entry
            for calendar_entry in submission.all(CalendarEntry)
            if calendar_entry.kind is CalendarKind.TERM
        ]
        terms.sort(key=lambda term: term.starts)
        yield from _holidays_in_term(terms, submission.all(CalendarEntry))
        for before, now in pairwise(terms):
            same = (now.name, now.starts) == (before.name, before.starts)  # told already, as a row given twice
            same = same or _is_the_same_term(before, now)
            if before.starts <= before.ends and now.starts <= before.ends and not same:
                yield hit(
                    now.at("starts"),
                    Related(before.at("ends"), "the end of the other term"),
                    name=now.name or "This term",
                    start=now.starts,
                    other=before.name or "the term before",
                    end=before.ends,
                )


def _holidays_in_term(terms: Sequence[CalendarEntry], entries: Iterable[CalendarEntry]) -> Iterator[Hit]:
    """Holidays that begin well before the term has ended after which they go on."""
    for entry in entries:
        if entry.kind is not CalendarKind.HOLIDAY:
            continue
        over = [term for term in terms if term.starts < entry.starts <= term.ends < entry.ends]
        if any(-A_FORTNIGHT < term.ends - entry.starts <= timedelta(days=LAST_DAYS) for term in terms):
            continue
        days = [entry.starts + timedelta(days=n) for term in over for n in range((term.ends - entry.starts).days + 1)]
        if sum(day.weekday() < SATURDAY for day in days) > LAST_DAYS:
            related = Related(over[0].at("ends"), "the end of the term")
            words = {"name": entry.name or "This holiday", "start": entry.starts}
            words |= {"other": over[0].name or "the term", "end": over[0].ends}
            yield hit(entry.at("starts"), related, severity=Severity.QUERY, **words)


def _is_the_same_term(one: CalendarEntry, other: CalendarEntry) -> bool:
    """Whether of two terms one is a part of the other, or they are one term of two sets of schools."""
    alike = abs(one.starts - other.starts) <= A_FORTNIGHT and abs(one.ends - other.ends) <= A_FORTNIGHT
    return alike or (one.starts <= other.starts and other.ends <= one.ends)


@rule(
    "GV13",
    Severity.QUERY,
    "{name} is a Closure day, but lasts {days} days, from {start} to {end}.",
    "Choose School holiday or Council recess if work goes on in it, or correct one of the two dates.",
    brings=dict.fromkeys(("GV02", "GV03", "GV06", "MC01"), Reach.WORKBOOK),
)
def closure_of_several_days(programme: Programme) -> Iterator[Hit]:
    """A closure of the council lasts no more than twelve days, as that at Christmas may.

    Work stops on a closure day, so lateness is not counted. A longer stretch is often a recess or a school holiday,
    in which the council works on.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Council closed | Closure day | 24 Dec 2026 | <5 Jan 2027> |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Council closed | Closure day | 24 Dec 2026 | 4 Jan 2027 |
    | Christmas recess | Council recess | 21 Dec 2026 | 1 Jan 2027 |
    """
    for entry in programme.each(CalendarEntry):
        days = (entry.ends - entry.starts).days + 1
        if entry.kind is CalendarKind.CLOSURE and days > LONGEST_CLOSURE:
            related = Related(entry.at("starts"), "the first day")
            words = {"name": entry.name or "This entry", "days": days, "start": entry.starts, "end": entry.ends}
            yield hit(entry.at("ends"), related, severity=None, **words)


# The months in which what bears such a name lies, at least in part.
_MONTHS_OF = {
    "christmas": (12, 1),
    "new year": (12, 1),
    "easter": (3, 4),
    "autumn": (8, 9, 10, 11, 12),
    "summer": (4, 5, 6, 7, 8, 9),
    "spring": (1, 2, 3, 4, 5),
}
# A holiday or a recess of the summer, other than its term and half-term.
_MONTHS_OFF = {"summer": (7, 8, 9)}
_TIME_OFF = frozenset({CalendarKind.HOLIDAY, CalendarKind.RECESS})
_YEARS = Pattern(r"\b20(\d\d)(?: ?[-/\u2013] ?(?:20)?(\d\d))?\b")


@rule(
    "GV44",
    Severity.QUERY,
    '"{name}" is from {start} to {end}.',
    "Its name says another time: correct the name or the dates. Whatever goes by the calendar takes the dates.",
    brings={"GV45": Reach.ROW},
)
def entry_of_another_season(programme: Programme) -> Iterator[Hit]:
    """An entry of the calendar lies in the season and the year of its name.

    A name from the row above, or dates of the year before, put a holiday where there is none. Where a name gives years,
    as 2026 or 2026-27, one of its days lies in one of them.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Summer recess 2026 | Council recess | <21 Dec 2026> | 1 Jan 2027 |
    | Easter holiday 2026 | School holiday | <26 Mar 2027> | 11 Apr 2027 |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Christmas recess 2026 | Council recess | 21 Dec 2026 | 1 Jan 2027 |
    | Christmas holiday 2026-27 | School holiday | 19 Dec 2026 | 3 Jan 2027 |
    | Spring half-term 2027 | Half-term break | 15 Feb 2027 | 19 Feb 2027 |
    | Closed | Closure day | 29 Dec 2026 | 29 Dec 2026 |
    """
    for entry in programme.each(CalendarEntry):
        name = (entry.name or "").casefold()
        months = {entry.starts.month, entry.ends.month}
        of_kind = _MONTHS_OF | _MONTHS_OFF if entry.kind in _TIME_OFF else _MONTHS_OF
        seasons = [found for word, found in of_kind.items() if word in name]
        years = {int(f"20{digits}") for found in _YEARS.finditer(name) for digits in found.groups() if digits}
        out_of_season = bool(seasons) and not any(months.intersection(found) for found in seasons)
        if out_of_season or (years and not years & {entry.starts.year, entry.ends.year}):
            to = Related(entry.at("ends"), "the last day")
            yield hit(entry.at("starts"), to, name=entry.name, start=entry.starts, end=entry.ends)


@rule(
    "GV14",
    Severity.QUERY,
    "{name} lasts {days} days, from {start} to {end}.",
    "Check the years of the two dates.",
    brings={"MC31": Reach.WORKBOOK, "MC02": Reach.WORKBOOK},
)
def term_longer_than_a_term(programme: Programme) -> Iterator[Hit]:
    """A term lasts no more than half a year, a half-term break three weeks and a holiday, recess or pre-election nine.

    A longer one most often has the wrong year in one of its dates, and hides the holidays within it.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | <18 Dec 2027> |

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn half-term 2026 | Half-term break | 26 Oct 2026 | <30 Oct 2027> |
    | Easter holiday 2027 | School holiday | 26 Mar 2027 | <11 Jul 2027> |
    | Christmas recess 2027 | Council recess | 20 Dec 2027 | <1 Mar 2028> |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Pupils in class | Term | 1 Jan 2027 | 1 Jul 2027 |
    | Autumn half-term 2026 | Half-term break | 19 Oct 2026 | 30 Oct 2026 |
    | Summer holiday 2026 | School holiday | 18 Jul 2026 | 6 Sep 2026 |
    """
    for entry in programme.each(CalendarEntry):
        days = (entry.ends - entry.starts).days + 1
        if days > _LONGEST.get(entry.kind, days):
            related = Related(entry.at("starts"), "the first day")
            words = {"name": entry.name or "This entry", "days": days, "start": entry.starts, "end": entry.ends}
            yield hit(entry.at("ends"), related, severity=None, **words)
