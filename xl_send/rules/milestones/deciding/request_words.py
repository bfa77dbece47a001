"""What change requests say: to which day something moves, and which milestones they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.words.named_dates import DAY, day_matched, days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import every_name
from xl_send.workbook.sheets.choices import LogKind
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, first_by_id

_MOVED_TO = Pattern(
    rf"(?<!consultation )(?<!survey )\b(?:to|new date(?: is| of)?:?) (?:the )?{DAY}",
    re.IGNORECASE,
)
_UNTIL = Pattern(
    rf"\b(?:extend|mov|defer|delay|postpon|hold)\w*\b(?:(?!\band\b)[^.;]){{0,60}}?\b(?:until|till) (?:the )?{DAY}",
    re.IGNORECASE,
)


@rule(
    "MS39",
    Severity.QUERY,
    "Agreed date is {agreed}, but {change} moved it to {said}.",
    "Write the date that was agreed. Another needs a change request of its own.",
    brings={"WM01": Reach.ROW, "WM11": Reach.ROW},
)
def agreed_on_another_day(programme: Programme) -> Iterator[Hit]:
    """An agreed date is the one to which the change request moved the milestone.

    One that is later hides lateness that no board has agreed to. Asked where the milestone names one change, and that
    says to which day it moves; a day in its Outcome goes before that. One that moves what follows too is not asked
    about.

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | <11 Dec 2026> | TRN-A01 |

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Change request | Move the opening from 11 September to 20 November 2026. |

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | <11 Dec 2026> | TRN-A01 |
    | TRN-M02 | <11 Dec 2026> | TRN-A02 |

    Issues and decisions:
    | ID | Kind | What | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Change request | Move the opening to the winter | Agreed on 15 October: new date 20 November 2026 |
    | TRN-A02 | Change request | Extend the trial until 20/11/2026 | |

    **Passes**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 20 Nov 2026 | TRN-A01 |
    | TRN-M02 | 11 Dec 2026 | TRN-A02 |
    | TRN-M03 | 11 Dec 2026 | TRN-A03 |
    | TRN-M04 | 11 Dec 2026 | TRN-A04 |

    Issues and decisions:
    | ID | Kind | What | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Change request | Move the opening from 11 September to 20 November 2026. | |
    | TRN-A02 | Change request | Move the opening to 20 November 2026. | Agreed, to 11 December |
    | TRN-A03 | Change request | Move the opening to 20 November, and what follows by three weeks. | Agreed |
    | TRN-A04 | Change request | Pay the trainer until 30 April 2027 and move the opening by six weeks | Agreed |
    """
    entries = first_by_id(programme.each(LogEntry))
    for milestone in programme.each(Milestone):
        entry = entries.get(milestone.changes[0]) if len(milestone.changes) == 1 else None
        if milestone.agreed is None or entry is None or entry.workstream != milestone.workstream:
            continue
        if milestone.agreed in days_named(entry.outcome, milestone.agreed):
            continue
        said = days_moved_to(entry.outcome or "", milestone.agreed) or days_moved_to(entry.what or "", milestone.agreed)
        if _RUN_OF_IDS.search(f"{entry.what or ''}. {entry.outcome or ''}"):
            continue
        if said and milestone.agreed not in said:
            related = Related(entry.at("what"), "what was asked for")
            yield hit(milestone.at("agreed"), related, agreed=milestone.agreed, change=entry.id, said=said[0])


def days_moved_to(text: str, near: date) -> list[date]:
    """The days to which a change moves something, in the order in which they are named."""
    found = (day_matched(match, near) for pattern in (_MOVED_TO, _UNTIL) for match in pattern.finditer(text))
    return [day for day in found if day is not None]


# From which day a change moves: "from 11 September to 20 November 2026".
_MOVED_FROM = Pattern(rf"(?i)\bfrom (?:the )?(?:[a-z]+day,? )?{DAY} (?:to|until)\b")


@rule(
    "MS47",
    Severity.QUERY,
    "Baseline date is {baseline}, but {change} moved it from {said}.",
    "Write the day of the first plan. If it was moved before, name that change too.",
    brings={"MS27": Reach.CELL, "MS05": Reach.CELL},
)
def moved_from_another_day(programme: Programme) -> Iterator[Hit]:
    """A baseline is the day from which the change request moves it.

    One of another year, or typed over, makes the milestone later than it is or hides that it was moved. Asked where the
    milestone names one change, and that says from which day to which.

    **Fails**

    Milestones:
    | ID | Baseline date | Agreed date | Change reference |
    | --- | --- | --- | --- |
    | TRN-M01 | <11 Sep 2025> | 20 Nov 2026 | TRN-A01 |

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Change request | Move the opening from 11 September to 20 November 2026. |

    **Passes**

    Milestones:
    | ID | Baseline date | Agreed date | Change reference |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Sep 2026 | 20 Nov 2026 | TRN-A01 |
    | TRN-M02 | 4 Sep 2026 | 20 Nov 2026 | TRN-A02 |

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Change request | Move the opening from 11 September to 20 November 2026. |
    | TRN-A02 | Change request | Move the opening to 20 November 2026. |
    """
    entries = first_by_id(programme.each(LogEntry))
    for milestone in programme.each(Milestone):
        entry = entries.get(milestone.changes[0]) if len(milestone.changes) == 1 else None
        if milestone.agreed is None or entry is None or entry.workstream != milestone.workstream:
            continue
        found = [day_matched(match, milestone.agreed) for match in _MOVED_FROM.finditer(entry.what or "")]
        days = [day for day in found if day is not None]
        if len(days) == 1 and milestone.baseline not in {*days, milestone.agreed}:
            related = Related(entry.at("what"), "the change")
            cell = milestone.at("baseline")
            yield hit(cell, related, baseline=milestone.baseline, change=entry.id, said=days[0])


_SHORT_ID = Pattern(r"\b(?:([A-Z]{2,5})-)?M(\d{2})\b")


@rule(
    "MS53",
    Severity.QUERY,
    "{change} is about {named} by its words, not about {id}.",
    "Name the change request that agreed this date, or ask for one. If {change} was for {id} too, say so in it.",
)
def change_of_other_milestones(programme: Programme) -> Iterator[Hit]:
    """The change behind an agreed date is one that speaks of this milestone.

    A date that is moved under a request that was made for others was agreed by nobody, and hides how late it is. Asked
    where the request names milestones, in full or in short, and this is none of them.

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M07 | 28 May 2027 | <TRN-A01> |

    Issues and decisions:
    | ID | Kind | What | Status |
    | --- | --- | --- | --- |
    | TRN-A01 | Change request | Re-date M03, M05 and TRN-M06 (legal advice on lots) | Closed |

    **Passes**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M05 | 28 May 2027 | TRN-A01 |
    | TRN-M07 | 28 May 2027 | TRN-A02 |
    | TRN-M08 | 28 May 2027 | TRN-A03 |
    | TRN-M04 | 28 May 2027 | TRN-A04 |
    | TRN-M09 | 28 May 2027 | TRN-A05 |

    Issues and decisions:
    | ID | Kind | What | Outcome | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | Re-date M03, M05 and TRN-M06 | | Closed |
    | TRN-A02 | Change request | Move the opening to 28 May | | Closed |
    | TRN-A03 | Change request | Re-date M03 | Agreed, and M08 with it | Closed |
    | TRN-A04 | Change request | Re-date M03 to M06 | | Closed |
    | TRN-A05 | Change request | Re-date M03 | Agreed, and the knock-on to training accepted | Closed |
    """
    log = first_by_id(programme.each(LogEntry))
    for milestone in programme.each(Milestone):
        if milestone.agreed is None:
            continue
        for text in milestone.changes:
            entry = log.get(text)
            named = milestones_named(entry) if entry and entry.kind is LogKind.CHANGE_REQUEST else []
            if entry and named and milestone.id not in named:
                said = Related(entry.at("what"), "what it is about")
                yield hit(milestone.at("changes"), said, change=entry.id, named=every_name(named), id=milestone.id)


def milestones_named(entry: LogEntry) -> list[str]:
    """The milestones that a request names, none where it names the first and the last of a run, or all of them."""
    text = f"{entry.what or ''}. {entry.outcome or ''}"
    if _RUN_OF_IDS.search(text):
        return []
    return list(dict.fromkeys(f"{found[1] or entry.workstream}-M{found[2]}" for found in _SHORT_ID.finditer(text)))


_RUN_OF_IDS = Pattern(
    r"(?i)\bM\d{2} ?(?:to|-|\u2013|through|until) ?(?:[A-Z]{2,5}-)?M\d{2}\b|\ball (?:\w+ ){0,2}milestones\b"
    r"|\bknocks?[- ]on\b"
    r"|\b(?:onwards?|(?:what|all that|everything that|those that|others?) (?:follows?|waits?|depends?))\b"
)
