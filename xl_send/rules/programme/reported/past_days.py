"""What is said of days to come that have come: a plan for the next period left standing from the last return."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import is_active, worked_on
from xl_send.analysis.words.named_dates import A_MONTH, DAY, day_matched, days_named
from xl_send.findings import Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

# A day without its year is of the last months, or of those to come.
LATELY = timedelta(days=120)
_HAVE = Pattern(r"\bwill have\b|^will .*\b(?:which|that) (?:was|were|had)\b", re.IGNORECASE)
_TO_COME = Pattern(
    r"\b(?:will|shall|is to|are to|is due|are due|going to|plan(?:s|ned)? to)\b"
    rf"(?:(?!\b(?:agreed|decided|since|after|following|met|was|were|had|set|from|of)\b)[^.;!?]){{0,120}}?"
    rf"\b(?:by|on) {DAY}(?!['\u2019]s)(?!:? (?:was|were) (?:met|kept)|: (?:done|met)| and did)",
    re.IGNORECASE,
    needs=A_MONTH,
)
# Next period: a day by or on which something is to be done, and not that of what the work is about.
_NEXT = Pattern(rf"\b(?:by|on|before|until|w/c|week of) (?:the )?(?:\w+day,? )?{DAY}", re.IGNORECASE, needs=A_MONTH)
_DONE = Pattern(
    r"\b(?:\w{3,}ed|began|begun|held|met|sent|was|were|had|made|took|taken|given|ran)\b[^.;!?]*$",
    re.IGNORECASE,
)
_PAST = Pattern(
    r"\b(?:agreed|decided|since|after|following|as at|of|from|set|held|minutes?|have|did) (?:\w+ ){0,3}$", re.IGNORECASE
)


@rule(
    "CM12",
    Severity.QUERY,
    "{column} speaks of {day} as still to come, but that day has passed.",
    "Say what came of it, and what is planned now. This may be left from the last return.",
)
def days_to_come_that_have_passed(programme: Programme) -> Iterator[Hit]:
    """What is planned is planned for days that are still to come.

    A text carried forward from the last return promises the board what should have happened. Asked under Next period
    of a day by or on which something is to be done, and elsewhere of a day by or on which something "will" be done.

    **Fails**

    Workstreams:
    | Code | Next period | Reason and path to green |
    | --- | --- | --- |
    | TRN | <Hold the review of the first term on 9 October.> | <We will call every family by 4 November.> |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <The supplier will finish on 30 October.> |

    **Passes**

    Workstreams:
    | Code | Next period | Reason and path to green |
    | --- | --- | --- |
    | TRN | Hold the review on 9 December, as agreed on 15 October. | We have called every family by 4 November. |
    | OUT | Write up the visits which began on 2 November; publish the minutes (9 October) | |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | The supplier will finish on 13 November. |
    | TRN-M02 | It will open as the board agreed on 15 October. |
    """
    for row, name, text in _texts(programme):
        as_at = programme.as_at(row)
        found = _passed(text, as_at, everywhere=name == "next_period") if as_at else None
        if found and as_at:
            yield hit(row.at(name), column=row.at(name).column, day=found)


def _texts(programme: Programme) -> Iterator[tuple[Workstream | Milestone | Kpi, str, str]]:
    for stream in programme.each(Workstream):
        for name in ("next_period", "reason"):
            if text := getattr(stream, name):
                yield stream, name, text
    for milestone in worked_on(programme, Milestone):
        if milestone.commentary and not milestone.actual:
            yield milestone, "commentary", milestone.commentary
    for kpi in programme.each(Kpi):
        if kpi.commentary and is_active(programme, kpi):
            yield kpi, "commentary", kpi.commentary


def _passed(text: str, as_at: date, *, everywhere: bool) -> date | None:
    """The first day that a text speaks of as to come and that had passed."""
    if not any(as_at - LATELY < day < as_at for day in days_named(text, as_at)):
        return None
    for found in (_NEXT if everywhere else _TO_COME).finditer(text):
        day, before = day_matched(found, as_at), text[: found.start()]
        past = (_PAST.search(f"{before}on ") or _DONE.search(before)) if everywhere else _HAVE.search(found[0])
        if day is not None and not past and as_at - LATELY < day < as_at:
            return day
    return None
