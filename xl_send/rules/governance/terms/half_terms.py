"""Half-term breaks: every long term has one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import first_few
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.submissions import Programme

# Schools in England do not teach for so long without a break.
LONGEST_WITHOUT = timedelta(weeks=10)
# Breaks of terms further ahead may not have been decided.
AHEAD = timedelta(days=400)

_BREAKS = frozenset({CalendarKind.HALF_TERM, CalendarKind.HOLIDAY})


@rule(
    "GV15",
    Severity.ADVICE,
    "{name} runs from {start} to {end} without a half-term break{more}.",
    "Add each half-term to the Calendar sheet: what schools must do is not due in it.",
)
def term_without_half_term(programme: Programme) -> Iterator[Hit]:
    """A term of more than ten weeks has its half-term break in the Calendar.

    Without it a visit, a survey or a milestone may be planned for a week in which schools are shut, and nobody is told.
    Terms whose middle is past, or that begin more than a year ahead, are not asked about. The first of several is told.

    **Fails**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Spring term 2027 | Term | <4 Jan 2027> | 25 Mar 2027 |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Autumn half-term | Half-term break | 26 Oct 2026 | 30 Oct 2026 |
    | Spring 1 | Term | 4 Jan 2027 | 12 Feb 2027 |

    **Passes**

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    """
    for submission in programme.submissions:
        entries = submission.all(CalendarEntry)
        breaks = [entry for entry in entries if entry.kind in _BREAKS]
        as_at = submission.as_at
        without = [
            term
            for term in entries
            if term.kind is CalendarKind.TERM
            and term.ends - term.starts > LONGEST_WITHOUT
            and (as_at is None or (term.starts + (term.ends - term.starts) / 2 > as_at and term.starts - as_at < AHEAD))
            and not any(term.starts <= entry.starts <= term.ends for entry in breaks)
        ]
        if without and submission.whole(CalendarEntry):
            first, *others = without
            related = (Related(term.at("starts"), "without one too") for term in others)
            more = f", like {first_few(term.label for term in others)}" if others else ""
            yield hit(first.at("starts"), *related, name=first.label, start=first.starts, end=first.ends, more=more)
