"""The calendar of terms, holidays and closures, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.submissions import Programme

LONGEST_TERM = 182


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
)
def term_longer_than_a_term(programme: Programme) -> Iterator[Hit]:
    """A term lasts no more than half a year.

    A longer one most often has the wrong year in one of its dates, and hides the holidays within it.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | <18 Dec 2027> |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Pupils in class | Term | 1 Jan 2027 | 1 Jul 2027 |
    """
    for entry in programme.each(CalendarEntry):
        days = (entry.ends - entry.starts).days + 1
        if entry.kind is CalendarKind.TERM and days > LONGEST_TERM:
            related = Related(entry.at("starts"), "the first day")
            words = {"name": entry.name or "This term", "days": days, "start": entry.starts, "end": entry.ends}
            yield hit(entry.at("ends"), related, severity=None, **words)
