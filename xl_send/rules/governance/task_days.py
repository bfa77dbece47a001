"""The days of a diagnostic task that asks schools."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.calendar.school_terms import Terms
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import TaskStatus
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.submissions import Programme

ASKING = frozenset({TaskStatus.PLANNED, TaskStatus.UNDER_WAY})


@rule(
    "MC31",
    Severity.QUERY,
    "Schools take part in {id}, but on no day from {starts} to {ends} are they open.",
    "Choose days in term time. If nothing is asked of schools, clear Schools.",
)
def schools_asked_in_their_holidays(programme: Programme) -> Iterator[Hit]:
    """A diagnostic task in which schools take part has school days in it.

    Nobody answers in August, and whatever uses what the task finds out waits until autumn. Tasks that are planned or
    under way are asked about, as far as the terms in the Calendar reach.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Summer 2027 | Term | 12 Apr 2027 | 21 Jul 2027 |
    | Autumn 2027 | Term | 1 Sep 2027 | 17 Dec 2027 |

    Diagnostics:
    | ID | Schools | Starts | Ends | Status |
    | --- | --- | --- | --- | --- |
    | TRN-T01 | Elm Academy | <2 Aug 2027> | 13 Aug 2027 | Planned |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Summer 2027 | Term | 12 Apr 2027 | 21 Jul 2027 |
    | Autumn 2027 | Term | 1 Sep 2027 | 17 Dec 2027 |

    Diagnostics:
    | ID | Schools | Starts | Ends | Status |
    | --- | --- | --- | --- | --- |
    | TRN-T01 | Elm Academy | 19 Jul 2027 | 30 Jul 2027 | Planned |
    | TRN-T02 | | 2 Aug 2027 | 13 Aug 2027 | Planned |
    | TRN-T03 | Elm Academy | 2 Aug 2027 | 13 Aug 2027 | Dropped |
    | TRN-T04 | Elm Academy | 1 Aug 2028 | 8 Aug 2028 | Planned |
    """
    for submission in programme.submissions:
        terms = Terms.of(submission.all(CalendarEntry)) if submission.whole(CalendarEntry) else None
        if terms is None or not terms.terms:
            continue
        first, last = min(term.starts for term in terms.terms), max(term.ends for term in terms.terms)
        for task in submission.all(Diagnostic):
            ends = task.forecast_end or task.ends
            asked = task.schools and task.status in ASKING
            if asked and first <= task.starts <= ends <= last:
                days = (task.starts + timedelta(days=place) for place in range((ends - task.starts).days + 1))
                if not any(terms.is_school_day(day) for day in days):
                    related = Related(task.at("schools"), "the schools")
                    yield hit(task.at("starts"), related, id=task.id, starts=task.starts, ends=ends)
