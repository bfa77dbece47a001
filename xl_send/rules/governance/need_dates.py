"""Needed by, held against the rest of the handover: another year, or a milestone that has been reached without it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.needs import NEAR, needed_after_milestone, needed_in_year
from xl_send.findings import Related, Severity
from xl_send.network import Accounts, reconciled
from xl_send.network.plans import given
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.submissions import Programme


@rule(
    "ID16",
    Severity.QUERY,
    "Needed by is {day}, about a year {side} {what}, {other}.",
    "Check the year: was {meant} meant? If it truly is needed by {day}, explain this finding.",
    brings={
        "CF01": Reach.CELL, "CF02": Reach.CELL, "CF03": Reach.CELL, "CF05": Reach.CELL, "ID05": Reach.ROW,
        "ID06": Reach.ROW, "ID14": Reach.ROW, "ID11": Reach.CELL, "CF10": Reach.NAMED, "WM01": Reach.NAMED, **COLOURS,
    },
)  # fmt: skip
def needed_in_another_year(programme: Programme) -> Iterator[Hit]:
    """A handover is needed in the year that is meant.

    With the year mistyped it looks missed long ago, or has a year to spare. Asked where Needed by lies about a year
    before or after the milestone that waits for it; or, where that was not read or is far off, about a year before or
    after what was promised or forecast or the milestone at which it is ready; in either party's account. What is
    delivered or accepted is not asked about.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 11 Dec 2026 |
    | TRN-M02 | 1 Sep 2027 | 1 Sep 2027 |

    Interdependencies:
    | ID | Receiver milestone | Needed by | Promised for |
    | --- | --- | --- | --- |
    | TRN-D01 | TRN-M01 | <4 Dec 2025> | |
    | TRN-D02 | TRN-M09 | <15 Jan 2028> | 8 Jan 2027 |
    | TRN-D03 | TRN-M02 | <28 May 2026> | 30 Apr 2027 |

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
        for row in accounts.rows:
            found = needed_in_year(programme, accounts, row) if id(row) not in late else None
            if found is not None and row.needed_by is not None:
                yield hit(
                    row.at("needed_by"),
                    found.beside,
                    day=row.needed_by,
                    side="before" if row.needed_by < found.other else "after",
                    what=found.beside.note,
                    other=found.other,
                    meant=found.meant,
                )


_AGAIN = Pattern(
    r"(?i)\b(?:(?:half-)?yearly|annual(?:ly)?|quarterly|(?:half-)?termly|monthly|weekly|refresh\w{0,4}|updates?|updated"
    r"|ongoing|continu\w{1,5}|each|every)\b"
)


@rule(
    "ID19",
    Severity.QUERY,
    "{id} is needed by {needed}, but {milestone}, which is to wait for it, was reached on {reached}.",
    "{do}",
)
def needed_by_what_was_reached(programme: Programme) -> Iterator[Hit]:
    """What is still to be handed over is waited for by a milestone that is still to come.

    A milestone that was reached waits for nothing: a late handover would hold up another, of which nobody is warned.
    Asked where the milestone was reached before Needed by and before the as at date, in the receiver's account where
    that was read; not of what is handed over again and again. Within 45 days it is asked, at the Actual date, where no
    evidence is named and what it waits for is still to come.

    **Fails**

    Milestones:
    | ID | Actual date |
    | --- | --- |
    | TRN-M01 | 17 Jul 2026 |

    Interdependencies:
    | ID | Receiver milestone | Needed by |
    | --- | --- | --- |
    | TRN-D01 | <TRN-M01> | 9 Apr 2027 |

    **Fails**

    Milestones:
    | ID | Actual date | Evidence seen |
    | --- | --- | --- |
    | TRN-M01 | <30 Oct 2026> | |

    Interdependencies:
    | ID | Receiver milestone | Needed by | Promised for |
    | --- | --- | --- | --- |
    | TRN-D01 | TRN-M01 | 27 Nov 2026 | 20 Nov 2026 |

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
        again = _AGAIN.search(need.needed or "")
        if not reached or again:
            continue
        actual, waiting = milestone.at("actual"), need.at("receiver_milestone")
        near = need.needed_by - reached <= NEAR
        to_come = _is_to_come(programme, accounts, reached) and not milestone.evidence and need.needed_by > reached
        if near and not to_come:
            continue
        cell, related = waiting, Related(actual, "when it was reached")
        do = "Name the milestone that truly waits for it. If nothing waits any more, choose Withdrawn under State."
        if near:
            cell, related = actual, Related(waiting, "waits for it")
            do = f"If {milestone.id} is not reached yet, clear its Actual date. "
            do += "If it is, say where the evidence is, and name what truly waits."
        yield hit(cell, related, id=need.id, needed=need.needed_by, milestone=milestone.id, reached=reached, do=do)


def _is_to_come(programme: Programme, accounts: Accounts, reached: date) -> bool:
    """Whether what is handed over is expected after a day, and after the as at date."""
    day, as_at = accounts.promise.forecast or accounts.promise.promised, programme.as_at(accounts.promise)
    return bool(day and as_at and day > reached and day > as_at)
