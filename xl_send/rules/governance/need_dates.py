"""Needed by, held against the rest of the handover: another year, or a milestone that has been reached without it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.needs import needed_after_milestone
from xl_send.findings import Related, Severity
from xl_send.network import reconciled
from xl_send.network.plans import given
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# A need a year out lies so near what it belongs to once the year is put right, and so far from it before.
NEAR, FAR = timedelta(days=45), timedelta(days=200)


@rule(
    "ID16",
    Severity.QUERY,
    "Needed by is {day}, about a year {side} {what}, {other}.",
    "Check the year: was {meant} meant? If it truly is needed by {day}, explain this finding.",
    brings={
        "CF01": Reach.CELL, "CF02": Reach.CELL, "CF03": Reach.CELL, "CF05": Reach.CELL, "ID05": Reach.ROW,
        "ID06": Reach.ROW, "ID14": Reach.ROW, "ID11": Reach.CELL,
    },
)  # fmt: skip
def needed_in_another_year(programme: Programme) -> Iterator[Hit]:
    """A handover is needed in the year that is meant.

    With the year mistyped it looks missed long ago, or has a year to spare. Asked where Needed by lies about a year
    before or after the milestone that waits for it, where that was read, or else what was promised or forecast or the
    milestone at which it is ready; in either party's account. What is delivered or accepted is not asked about.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 11 Dec 2026 |

    Interdependencies:
    | ID | Receiver milestone | Needed by | Promised for |
    | --- | --- | --- | --- |
    | TRN-D01 | TRN-M01 | <4 Dec 2025> | |
    | TRN-D02 | TRN-M09 | <15 Jan 2028> | 8 Jan 2027 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 11 Dec 2026 |

    Interdependencies:
    | ID | Receiver milestone | Needed by | Promised for | Delivered | Accepted |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | TRN-M01 | 27 Nov 2026 | 20 Nov 2026 | | |
    | TRN-D02 | TRN-M01 | 4 Dec 2025 | 28 Nov 2025 | 2 Dec 2025 | 4 Dec 2025 |
    | TRN-D03 | TRN-M01 | 4 Dec 2025 | 28 Nov 2025 | | |
    """
    late = {id(found.need) for found in needed_after_milestone(programme).values()}
    for accounts in reconciled(programme, programme.each(Interdependency)).values():
        if any(row.delivered or row.accepted or row.state is not State.ACTIVE for row in accounts.rows):
            continue
        for row in accounts.rows:
            if row.needed_by is None or id(row) in late:
                continue
            found = next((day for day in _held_against(programme, row) if _is_a_year_off(row.needed_by, day[0])), None)
            said = (row.promised, row.forecast)
            if found is not None and not any(day and abs(day - row.needed_by) <= NEAR for day in said):
                day, beside = found
                yield hit(
                    row.at("needed_by"),
                    beside,
                    day=row.needed_by,
                    side="before" if row.needed_by < day else "after",
                    what=beside.note,
                    other=day,
                    meant=_in_year(row.needed_by, 1 if row.needed_by < day else -1),
                )


def _held_against(programme: Programme, row: Interdependency) -> Iterator[tuple[date, Related]]:
    """The days by which the year of a need can be told: of what waits for it, else of what it comes from."""
    waiting = programme.milestones.get(row.receiver_milestone or "")
    if waiting is not None:
        yield waiting.baseline, Related(waiting.at("baseline"), f"the baseline date of {waiting.id}")
        return
    for name, words in (("promised", "the day it is promised for"), ("forecast", "its forecast")):
        day = getattr(row, name)
        if day is not None:
            yield day, Related(row.at(name), words)
    ready: Milestone | None = programme.milestones.get(row.giver_milestone or "")
    if ready is not None:
        yield ready.baseline, Related(ready.at("baseline"), f"the baseline date of {ready.id}")


def _is_a_year_off(day: date, other: date) -> bool:
    if abs(day - other) < FAR:
        return False
    return abs(_in_year(day, 1 if day < other else -1) - other) <= NEAR


def _in_year(day: date, more: int) -> date:
    """The same day so many years later."""
    return date(day.year + more, day.month, min(day.day, 28) if day.month == 2 else day.day)


_AGAIN = Pattern(
    r"(?i)\b(?:(?:half-)?yearly|annual(?:ly)?|quarterly|(?:half-)?termly|monthly|weekly|refresh\w{0,4}|updates?|updated"
    r"|ongoing|continu\w{1,5}|each|every)\b"
)


@rule(
    "ID19",
    Severity.QUERY,
    "{id} is needed by {needed}, but {milestone}, which is to wait for it, was reached on {reached}.",
    "Name the milestone that truly waits for it. If nothing waits any more, choose Withdrawn under State.",
)
def needed_by_what_was_reached(programme: Programme) -> Iterator[Hit]:
    """What is still to be handed over is waited for by a milestone that is still to come.

    A milestone that was reached waits for nothing: a late handover would hold up another, of which nobody is warned.
    Asked where the milestone was reached before Needed by and before the as at date, in the receiver's account where
    that was read; not of what is handed over again and again.

    **Fails**

    Milestones:
    | ID | Actual date |
    | --- | --- |
    | TRN-M01 | 17 Jul 2026 |

    Interdependencies:
    | ID | Receiver milestone | Needed by |
    | --- | --- | --- |
    | TRN-D01 | <TRN-M01> | 9 Apr 2027 |

    **Passes**

    Milestones:
    | ID | Actual date |
    | --- | --- |
    | TRN-M01 | 17 Jul 2026 |
    | TRN-M02 | |
    | TRN-M03 | 12 Nov 2026 |

    Interdependencies:
    | ID | Needed | Receiver milestone | Needed by | Delivered | Accepted |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | List of pupils | TRN-M01 | 9 Apr 2027 | | 9 Nov 2026 |
    | TRN-D02 | List of pupils | TRN-M02 | 9 Apr 2027 | | |
    | TRN-D03 | List of pupils | TRN-M01 | 10 Jul 2026 | | |
    | TRN-D04 | List of pupils | TRN-M03 | 9 Dec 2026 | | |
    | TRN-D05 | Yearly refresh of the list | TRN-M01 | 9 Apr 2027 | | |
    """
    for accounts in reconciled(programme, programme.each(Interdependency)).values():
        need, milestone = accounts.need, programme.milestones.get(accounts.receiver_milestone or "")
        done = any(row.delivered or row.accepted or row.state is not State.ACTIVE for row in accounts.rows)
        if done or milestone is None or need.needed_by is None or need.receiver_milestone != milestone.id:
            continue
        reached = given(milestone.actual, programme.as_at(milestone))
        if reached and need.needed_by - reached > NEAR and not _AGAIN.search(need.needed or ""):
            related = Related(milestone.at("actual"), "when it was reached")
            cell, needed = need.at("receiver_milestone"), need.needed_by
            yield hit(cell, related, id=need.id, needed=needed, milestone=milestone.id, reached=reached)
