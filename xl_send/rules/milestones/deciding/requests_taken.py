"""Plans that are already as a change request would have them that nobody has decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.words.named_dates import DAY, day_matched
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.milestones.deciding.request_words import days_moved_to, milestones_named
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import LogKind, LogStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, first_by_id

_MOVED_FROM = Pattern(rf"(?i)\bfrom (?:the )?{DAY}")


@rule(
    "MS87",
    Severity.QUERY,
    "{column} of {id} is already {day}, the day to which {change} asks to move it{old}, and {change} is still open.",
    "{remedy}: until {change} is decided, the milestone is measured against its first date. If it has been agreed, "
    "close {change} and give its day under Agreed date.",
    brings={"WM01": Reach.ROW, "WM11": Reach.ROW, "WM04": Reach.CELL, "WM05": Reach.CELL},
)
def plan_moved_before_it_is_agreed(programme: Programme) -> Iterator[Hit]:
    """A milestone keeps its planned day until a change request that would move it is decided.

    A plan that is written over takes the lateness with it, and no board has agreed to that. Asked of open change
    requests that name one milestone alone and the day to which it is to move: that day is not its Baseline date, nor
    its Agreed date where it names no other change.

    **Fails**

    Milestones:
    | ID | Baseline date | Agreed date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | <26 Feb 2027> | | 26 Feb 2027 |
    | TRN-M02 | 11 Dec 2026 | <15 Jan 2027> | 15 Jan 2027 |

    Issues and decisions:
    | ID | Kind | What | Status |
    | --- | --- | --- | --- |
    | TRN-A01 | Change request | Move TRN-M01 from 30 November 2026 to 26 February 2027 | Open |
    | TRN-A02 | Change request | Defer M02 until 15 January | Open |

    **Passes**

    Milestones:
    | ID | Baseline date | Agreed date | Forecast date | Change reference |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 30 Nov 2026 | | 26 Feb 2027 | |
    | TRN-M02 | 26 Feb 2027 | | 26 Feb 2027 | |
    | TRN-M03 | 11 Dec 2026 | 15 Jan 2027 | 15 Jan 2027 | Board 4 |
    | TRN-M04 | 15 Jan 2027 | | 15 Jan 2027 | |

    Issues and decisions:
    | ID | Kind | What | Status |
    | --- | --- | --- | --- |
    | TRN-A01 | Change request | Move TRN-M01 from 30 November 2026 to 26 February 2027 | Open |
    | TRN-A02 | Change request | Move TRN-M02 from 30 November 2026 to 26 February 2027 | Closed |
    | TRN-A03 | Change request | Move TRN-M03 to 15 January 2027 | Open |
    | TRN-A04 | Change request | Move TRN-M04 from 15 January 2027 to 26 February 2027 | Open |
    """
    milestones = first_by_id(programme.each(Milestone))
    for entry in programme.each(LogEntry):
        if entry.kind is not LogKind.CHANGE_REQUEST or entry.status is not LogStatus.OPEN:
            continue
        named = [milestones[name] for name in milestones_named(entry) if name in milestones]
        for milestone in named if len(named) == 1 else ():
            name = _written_over(milestone, entry)
            day: date | None = getattr(milestone, name) if name else None
            if name and day:
                yield _of(milestone, name, day, entry)


def _of(milestone: Milestone, name: str, day: date, entry: LogEntry) -> Hit:
    old, cell = _moved_from(entry, day), milestone.at(name)
    back = f"Put the first date{f', {say(old)},' if old else ''} back under Baseline date"
    return hit(
        cell, Related(entry.at("what"), "what is asked for"), column=cell.column, id=milestone.id, day=day,
        change=entry.id, old=f" from {say(old)}" if old else "",
        remedy=back if name == "baseline" else "Clear Agreed date",
    )  # fmt: skip


def _written_over(milestone: Milestone, entry: LogEntry) -> str:
    """Which planned day of a milestone is already the one that a request asks for."""
    for name in ("agreed", "baseline"):
        day: date | None = getattr(milestone, name)
        asked = days_moved_to(entry.what or "", day) if day else []
        if asked and day == asked[-1] and not (name == "agreed" and milestone.changes):
            return name
    return ""


def _moved_from(entry: LogEntry, near: date) -> date | None:
    found = _MOVED_FROM.search(entry.what or "")
    return day_matched(found, near) if found else None
