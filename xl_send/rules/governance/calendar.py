"""The calendar of terms, holidays and closures: its rows, and stretches that belong to none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from xl_send.calendar import BANK_HOLIDAYS
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.submissions import Programme, Submission

LONGEST_TERM = 182
_LONGEST = {CalendarKind.TERM: LONGEST_TERM, CalendarKind.HALF_TERM: 21, CalendarKind.HOLIDAY: 63}


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
    "Correct the dates of one of the two terms.",
)
def terms_that_overlap(programme: Programme) -> Iterator[Hit]:
    """A term starts after the one before it has ended.

    Dates that schools must keep to are moved to the next term, so each day lies in one term or in none.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Spring term 2027 | Term | <18 Dec 2026> | 25 Mar 2027 |
    | Summer term 2027 | Term | <1 Feb 2027> | 21 Jul 2027 |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Spring term 2027 | Term | 19 Dec 2026 | 25 Mar 2027 |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Autumn half-term 2026 | Half-term break | 26 Oct 2026 | 30 Oct 2026 |
    """
    for submission in programme.submissions:
        terms = [
            calendar_entry
            for calendar_entry in submission.all(CalendarEntry)
            if calendar_entry.kind is CalendarKind.TERM
        ]
        terms.sort(key=lambda term: term.starts)
        for before, now in pairwise(terms):
            same = (now.name, now.starts) == (before.name, before.starts)  # told already, as a row given twice
            if before.starts <= before.ends and now.starts <= before.ends and not same:
                yield hit(
                    now.at("starts"),
                    Related(before.at("ends"), "the end of the other term"),
                    name=now.name or "This term",
                    start=now.starts,
                    other=before.name or "the term before",
                    end=before.ends,
                )


@rule(
    "GV13",
    Severity.QUERY,
    "{name} is a Closure day, but lasts from {start} to {end}.",
    "Give each day on which the council is closed a row of its own, or choose another Kind.",
)
def closure_of_several_days(programme: Programme) -> Iterator[Hit]:
    """A closure day is one day, a row for each.

    Work stops on a closure day, so lateness is not counted. A longer stretch is often a recess or a school holiday,
    in which the council works on.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Council closed | Closure day | 29 Dec 2026 | <31 Dec 2026> |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Council closed | Closure day | 29 Dec 2026 | 29 Dec 2026 |
    | Christmas recess | Council recess | 21 Dec 2026 | 1 Jan 2027 |
    """
    for entry in programme.each(CalendarEntry):
        if entry.kind is CalendarKind.CLOSURE and entry.starts < entry.ends:
            related = Related(entry.at("starts"), "the first day")
            yield hit(entry.at("ends"), related, name=entry.name or "This entry", start=entry.starts, end=entry.ends)


@rule(
    "GV14",
    Severity.QUERY,
    "{name} lasts {days} days, from {start} to {end}.",
    "Check the years of the two dates.",
    brings={"MC31": Reach.WORKBOOK, "MC02": Reach.WORKBOOK},
)
def term_longer_than_a_term(programme: Programme) -> Iterator[Hit]:
    """A term lasts no more than half a year, a half-term break three weeks and a holiday of schools nine.

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


# Schools may close to pupils on five days of a year for training, all of them on end.
TRAINING_DAYS = 5
# Summer holidays last six or seven weeks. Where no holiday is listed at all, nothing shorter is asked about.
LONGEST_HOLIDAY = 50
WEEKEND = 5
A_YEAR = timedelta(days=366)
_SHUT = frozenset({CalendarKind.HOLIDAY, CalendarKind.HALF_TERM})


@rule(
    "GV21",
    Severity.QUERY,
    "{name} starts on {start}, and {other} ended on {end}: {days} weekdays between them are no holiday.",
    "Correct the dates of the terms or the holiday, or add the term that is missing.",
)
def terms_that_leave_a_gap(programme: Programme) -> Iterator[Hit]:
    """Between two terms there is a school holiday, and nothing else.

    Schools seem shut in a gap, so dates for which they are needed are moved or queried without cause. Up to five
    days, on which staff are trained, may lie beside a holiday; a calendar that lists no holidays may leave ten
    weeks. Nothing is said while a row cannot be read or ends before it starts.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Christmas holiday 2026 | School holiday | 19 Dec 2026 | 3 Jan 2027 |
    | Spring term 2027 | Term | <12 Jan 2027> | 25 Mar 2027 |

    north.xlsx Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Summer term 2027 | Term | <12 Apr 2027> | 21 Jul 2027 |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Christmas holiday 2026 | School holiday | 19 Dec 2026 | 3 Jan 2027 |
    | Spring term 2027 | Term | 11 Jan 2027 | 25 Mar 2027 |

    north.xlsx Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Summer term 2026 | Term | 13 Apr 2026 | 21 Jul 2026 |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |

    west.xlsx Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Christmas holiday 2026 | School holiday | the usual | |
    | Summer term 2027 | Term | 12 Apr 2027 | 21 Jul 2027 |

    east.xlsx Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2026 |
    | Summer term 2027 | Term | 12 Apr 2027 | 21 Jul 2027 |
    """
    for submission in programme.submissions:
        entries = [
            calendar_entry
            for calendar_entry in submission.all(CalendarEntry)
            if calendar_entry.starts <= calendar_entry.ends
        ]
        shut = [entry for entry in entries if entry.kind in _SHUT]
        most = TRAINING_DAYS if any(item.kind is CalendarKind.HOLIDAY for item in shut) else LONGEST_HOLIDAY
        for before, now in _neighbours(submission, entries):
            gap = _unexplained(before.ends, now.starts, shut)
            if len(gap) > most:
                words = {"name": now.label, "start": now.starts, "other": before.label, "end": before.ends}
                related = Related(before.at("ends"), "the end of the term before")
                yield hit(now.at("starts"), related, severity=None, days=len(gap), **words)


def _neighbours(submission: Submission, entries: list[CalendarEntry]) -> Iterator[tuple[CalendarEntry, CalendarEntry]]:
    """Each term with the one before it, where every row of the calendar can be read and ends after it starts."""
    if submission.whole(CalendarEntry) and len(entries) == len(submission.all(CalendarEntry)):
        terms = sorted(
            (calendar_entry for calendar_entry in entries if calendar_entry.kind is CalendarKind.TERM),
            key=lambda calendar_entry: calendar_entry.starts,
        )
        yield from pairwise(terms)


def _unexplained(after: date, until: date, shut: list[CalendarEntry]) -> list[date]:
    """The weekdays between two days that are neither bank holidays nor in a holiday; at most a year of them."""
    days = [after + timedelta(days=number) for number in range(1, min(until - after, A_YEAR).days)]
    near = [calendar_entry for calendar_entry in shut if calendar_entry.starts < until and calendar_entry.ends > after]
    if not days or any(calendar_entry.starts <= days[0] and calendar_entry.ends >= days[-1] for calendar_entry in near):
        return []
    school = (day for day in days if day.weekday() < WEEKEND and day not in BANK_HOLIDAYS)
    return [
        day for day in school if not any(calendar_entry.starts <= day <= calendar_entry.ends for calendar_entry in near)
    ]
