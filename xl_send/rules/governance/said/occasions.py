"""Occasions of the year by which words say that something is needed, against the day by which it is."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.calendar.occasions import OCCASION, last_day_before
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import LogStatus
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.risks import LogEntry
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


@rule(
    "ID53",
    Severity.QUERY,
    '{column} says "{words}", but Needed by is {needed}, after {last}, the last day that this can mean.',
    "Correct Needed by, or the words. The float is counted to the date: by the words it may come too late.",
)
def needed_before_an_occasion(programme: Programme) -> Iterator[Hit]:
    """What words say is needed before a holiday is needed by a day before it.

    With the date of another term the handover looks as if it had weeks of room. Asked of a handover that is still to
    come, and of an open row of the log, where its words say that it is needed, due or has to be done by or before
    Christmas, Easter, a half-term break, the summer holiday or the end of term, and Needed by lies after the next one.

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
    for row, names in _rows(programme):
        as_at, needed = programme.as_at(row), row.needed_by
        for name in names if as_at and needed else ():
            text = getattr(row, name) or ""
            found = _NEEDED.search(text) or _AT_THE_START.search(text)
            if found is None or as_at is None or needed is None or _SOMEBODY.search(text[: found.end()]):
                continue
            calendar = programme.of(row).all(CalendarEntry)
            last = last_day_before(found["occasion"], calendar, as_at)
            if last and needed > last:
                cell = row.at(name)
                words = {"column": cell.column, "words": found[0]}
                yield hit(
                    row.at("needed_by"), Related(cell, "the words"), severity=None, needed=needed, last=last, **words
                )
                break


# Somebody else has something to say or do first.
_SOMEBODY = Pattern(
    r"(?i)\b(?:heads|schools|parents|families|they|governors|providers?|trusts?) (?:all )?(?:need|have|must|want|are)"
    r" to\b"
)


def _rows(programme: Programme) -> Iterator[tuple[Interdependency | LogEntry, tuple[str, ...]]]:
    """The handovers that are still to come and the open rows of the log, with the names of their texts."""
    for account in worked_on(programme, Interdependency):
        if not (account.delivered or account.accepted):
            yield account, ("note", "needed")
    for entry in worked_on(programme, LogEntry):
        if entry.status is LogStatus.OPEN:
            yield entry, ("what",)
