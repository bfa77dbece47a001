"""Occasions of the year by which words say that something is needed, against the day by which it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.calendar.occasions import OCCASION, last_day_before
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

_NEEDED = Pattern(
    r"(?i)\b(?:need(?:ed|s)?|has to|have to|must|wanted|required|due|want it|no later than|to be|deadline is"
    r"|wait(?:s|ing)? for it)\b(?:(?!\b(?:after|once|from|until|not|used|if)\b)[^.;:]){0,60}?"
    r"\b(?:by|before|in time for|ahead of|latest)(?: (?:we|schools?|they|heads|everyone) (?:break(?:s|ing)? up|stop"
    rf"|close|go off|finish)(?: for)?)? (?:the )?(?:start of (?:the )?)?{OCCASION}\b"
)
_AT_THE_START = Pattern(
    rf"(?i)^(?:by|before|in time for|ahead of|for use before|no later than) (?:the )?{OCCASION}(?=\s*(?:[.;,]|$))"
)


# What is to be done about a risk by then, in a mitigation that names no other time.
_TO_BE_DONE = Pattern(rf"(?i)^[^.;:]{{8,90}}? (?:by|before|ahead of|in time for) (?:the )?{OCCASION}\b")
_ANOTHER_TIME = Pattern(
    rf"(?i)\b(?:{MONTH_NAMES}|after|then|once|until|if|unless|spring|summer|autumn|terms?|monthly|weekly"
    r"|(?:each|every) (?:month|week|term|half|year|meeting|fortnight)"
    r"|was|were|did|review\w*|follow\w*|\d{1,2}/\d{1,2})\b"
)


@rule(
    "ID53",
    Severity.QUERY,
    '{column} says "{words}", but {due} is {needed}, after {last}, the last day that this can mean.',
    "Correct {due}, or the words. Who plans by the date alone may be too late by the words.",
)
def needed_before_an_occasion(programme: Programme) -> Iterator[Hit]:
    """What words say is needed before a holiday is needed by a day before it.

    With the date of another term the handover looks as if it had weeks of room. Asked of a handover that is still to
    come, and of an open row of the log, where its words say that it is needed, due or has to be done by or before
    Christmas, Easter, a half-term break, the summer holiday or the end of term, and Needed by lies after the next one;
    and of an open risk whose mitigation is to be done by then, names no other time, and has a later Action due.

    **Fails**

    Interdependencies:
    | ID | Needed by | Promised for | Note |
    | --- | --- | --- | --- |
    | TRN-D01 | <25 Mar 2027> | 29 Jan 2027 | has to be at the printer before we break up for Christmas |
    | TRN-D02 | <25 Mar 2027> | 29 Jan 2027 | Needed for letters to families by half-term. |
    | TRN-D03 | <25 Mar 2027> | 29 Jan 2027 | Before Christmas. |

    Issues and decisions:
    | ID | Kind | What | Needed by | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Action | Letters must be out before the end of term | <29 Jan 2027> | Open |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Christmas holiday 2026 | School holiday | 19 Dec 2026 | 3 Jan 2027 |
    | Spring half-term 2027 | Half-term break | 15 Feb 2027 | 19 Feb 2027 |

    **Fails**

    Risks:
    | ID | Mitigation | Action due |
    | --- | --- | --- |
    | TRN-R01 | Meet each chair of governors before Christmas and move quickly to agreements. | <22 Jan 2027> |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Christmas holiday 2026 | School holiday | 19 Dec 2026 | 3 Jan 2027 |

    **Passes**

    Risks:
    | ID | Mitigation | Action due |
    | --- | --- | --- |
    | TRN-R01 | Meet each chair of governors before Christmas and sign in January. | 22 Jan 2027 |
    | TRN-R02 | Meet each chair of governors before Easter | 22 Jan 2027 |
    | TRN-R03 | Heads meet every half-term; agreements follow | 22 Jan 2027 |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Christmas holiday 2026 | School holiday | 19 Dec 2026 | 3 Jan 2027 |
    | Easter holiday 2027 | School holiday | 26 Mar 2027 | 11 Apr 2027 |

    **Passes**

    Interdependencies:
    | ID | Needed by | Promised for | Note |
    | --- | --- | --- | --- |
    | TRN-D01 | 25 Mar 2027 | 29 Jan 2027 | Needed for printing by Easter |
    | TRN-D02 | 19 Feb 2027 | 29 Jan 2027 | Needed for letters to families by half-term. |
    | TRN-D03 | 25 Mar 2027 | 29 Jan 2027 | Draft seen before Christmas. Needed after half-term |
    | TRN-D04 | 25 Mar 2027 | 29 Jan 2027 | Heads need to say by Christmas whether they want it |

    Issues and decisions:
    | ID | Kind | What | Needed by | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Action | Letters must be out before the end of term | 18 Dec 2026 | Open |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Christmas holiday 2026 | School holiday | 19 Dec 2026 | 3 Jan 2027 |
    | Spring half-term 2027 | Half-term break | 15 Feb 2027 | 19 Feb 2027 |
    | Easter holiday 2027 | School holiday | 26 Mar 2027 | 11 Apr 2027 |
    """
    for row, by, names in _rows(programme):
        as_at, needed = programme.as_at(row), getattr(row, by)
        for name in names if as_at and needed else ():
            text = getattr(row, name) or ""
            found = _of_a_mitigation(text) if by == "action_due" else _NEEDED.search(text) or _AT_THE_START.search(text)
            if found is None or as_at is None or needed is None or _SOMEBODY.search(text[: found.end()]):
                continue
            calendar = programme.of(row).all(CalendarEntry)
            last = last_day_before(found["occasion"], calendar, as_at)
            if last and needed > last:
                cell, due = row.at(name), row.at(by)
                words = {"column": cell.column, "words": found[0], "due": due.column}
                yield hit(due, Related(cell, "the words"), severity=None, needed=needed, last=last, **words)
                break


def _of_a_mitigation(text: str) -> re.Match[str] | None:
    """The words by which a mitigation is to be done by an occasion, where it names no other time."""
    found = _TO_BE_DONE.search(text)
    return None if found is None or _ANOTHER_TIME.search(text.replace(found["occasion"], " ")) else found


# Somebody else has something to say or do first.
_SOMEBODY = Pattern(
    r"(?i)\b(?:heads|schools|parents|families|they|governors|providers?|trusts?) (?:all )?(?:need|have|must|want|are)"
    r" to\b"
)


def _rows(programme: Programme) -> Iterator[tuple[Interdependency | LogEntry | Risk, str, tuple[str, ...]]]:
    """The handovers still to come and what is open, with the column of the day by which, and those of their texts."""
    for account in worked_on(programme, Interdependency):
        if not (account.delivered or account.accepted):
            yield account, "needed_by", ("note", "needed")
    for entry in worked_on(programme, LogEntry):
        if entry.status is LogStatus.OPEN:
            yield entry, "needed_by", ("what",)
    for risk in worked_on(programme, Risk):
        if risk.status is RiskStatus.OPEN:
            yield risk, "action_due", ("mitigation",)
