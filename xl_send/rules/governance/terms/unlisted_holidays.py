"""Stretches between terms that belong to none of the calendar's holidays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from xl_send.calendar import BANK_HOLIDAYS
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.submissions import Programme, Submission

# Schools may close to pupils on five days of a year for training, all of them on end.
TRAINING_DAYS = 5
# Summer holidays last six or seven weeks. Where no holiday is listed at all, nothing shorter is asked about.
LONGEST_HOLIDAY = 50
# The weekdays of a gap in which no holiday is listed, though others are.
MOST_UNLISTED, MOST_IN_SUMMER, AUGUST = 15, 35, 8
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
    weeks, and one that lists others three, or seven in the summer: that gap is a holiday. Nothing is said while a row
    cannot be read or ends before it starts.

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

    south.xlsx Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |
    | Summer holiday 2027 | School holiday | 22 Jul 2027 | 31 Aug 2027 |

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
            listed = any(entry.starts < now.starts and entry.ends > before.ends for entry in shut)
            unlisted = MOST_IN_SUMMER if any(day.month == AUGUST for day in gap) else MOST_UNLISTED
            if len(gap) > (most if listed else max(most, unlisted)):
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
