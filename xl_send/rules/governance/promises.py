"""When handovers are needed, and what their giver has agreed to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import is_handover_stopped
from xl_send.analysis.needs import needed_after_milestone
from xl_send.findings import Related, Severity
from xl_send.network import settled_changes
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.days import exchanged, say
from xl_send.workbook.sheets.choices import State, TaskStatus
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency
from xl_send.workbook.submissions import Programme

TWO_WEEKS = timedelta(days=14)
_WHY_STOPPED = Pattern(
    r"(?i)\b(?:no longer|not needed|instead|replaced by|superseded|merged|duplicate|(?:held|paused|waits?) until"
    r"|[A-Z]{2,5}-A\d{1,4})\b"
)
# What is handed over again and again is needed after its milestone too.
RECURS = Pattern(r"(?i)\b(?:(?:half-)?yearly|annual(?:ly)?|quarterly|(?:half-)?termly|monthly|weekly|refresh\w{0,4})\b")


@rule(
    "ID11",
    Severity.ERROR,
    "{id} is needed by {needed}, after {milestone}, which waits for it and is {expected}.",
    "Correct {what}: what comes after {milestone} is no help to it. Or name the milestone that truly waits for it.",
)
def needed_after_the_milestone_that_waits(programme: Programme) -> Iterator[Hit]:
    """What a milestone waits for is needed no later than the milestone.

    A later date hides a handover that comes too late: it seems to have time to spare. Asked where Needed by is after
    the milestone's baseline and its forecast (its agreed date where it has none), at the receiver's account where that
    was read. By up to two weeks, as the end of a month after the end of term, it is a query. What is handed over again
    and again is not asked about.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 18 Dec 2026 |

    Interdependencies:
    | ID | Receiver | Receiver milestone | Needed by |
    | --- | --- | --- | --- |
    | TRN-D01 | TRN | TRN-M01 | <2 Jan 2027> |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 18 Dec 2026 | |
    | TRN-M02 | 18 Dec 2026 | 11 Dec 2026 | |
    | TRN-M03 | 30 Oct 2026 | | 30 Oct 2026 |

    Interdependencies:
    | ID | Receiver | Receiver milestone | Needed by | State | Change reference |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | TRN | TRN-M01 | 18 Dec 2026 | | |
    | TRN-D02 | TRN | TRN-M02 | 18 Dec 2026 | | |
    | TRN-D03 | TRN | TRN-M03 | 18 Dec 2026 | | |
    | TRN-D04 | TRN | TRN-M01 | 22 Dec 2026 | Withdrawn | Board 4 |
    | TRN-D05 | TRN | OUT-M01 | 22 Dec 2026 | | |

    **Passes**

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |

    Interdependencies:
    | ID | Needed | Receiver milestone | Needed by |
    | --- | --- | --- | --- |
    | TRN-D01 | Termly refresh of the list of pupils | TRN-M01 | 26 Mar 2027 |
    """
    for need, milestone, latest in needed_after_milestone(programme).values():
        if RECURS.search(need.needed or ""):
            continue
        name = "forecast" if latest == milestone.forecast else "agreed" if latest == milestone.agreed else "baseline"
        expected = f"{'planned for' if name != 'forecast' else 'expected on'} {say(latest)}"
        related = Related(milestone.at(name), "the milestone that waits for it")
        comes = [day for day in (need.forecast or need.promised,) if day and day > latest]
        # Where it is to come as late as it is said to be needed, the milestone's own date may be the wrong one.
        what = f"Needed by, or the {related.cell.column} of {milestone.id}" if comes else "Needed by"
        words = {"milestone": milestone.id, "needed": need.needed_by, "expected": expected, "what": what}
        little = need.needed_by is not None and need.needed_by - latest <= TWO_WEEKS
        severity = Severity.QUERY if little else None
        yield hit(need.at("needed_by"), related, severity=severity, id=need.id, **words)


@rule(
    "ID07",
    Severity.QUERY,
    "The giver of {id} agrees, but has not said for when.",
    "Fill in Promised for, or name the giver's milestone at which it is ready.",
)
def agreed_without_a_date(programme: Programme) -> Iterator[Hit]:
    """A giver that agrees to hand something over says when.

    Without a date the receiver cannot plan, and the handover has no colour. Only the giver's own account is asked,
    and the receiver's where the giver is External.

    **Fails**

    Interdependencies:
    | ID | Giver | Receiver | Giver agrees | Promised for |
    | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | OUT | Yes | <> |
    | TRN-D01 | External | TRN | Yes | <> |

    **Passes**

    Interdependencies:
    | ID | Giver | Receiver | Giver agrees | Promised for | Forecast | Giver milestone | State |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | OUT-D01 | TRN | OUT | Yes | 11 Dec 2026 | | | |
    | OUT-D02 | TRN | OUT | Yes | | 11 Dec 2026 | | |
    | OUT-D03 | TRN | OUT | Yes | | | TRN-M01 | |
    | OUT-D04 | TRN | OUT | No | | | | |
    | OUT-D05 | TRN | OUT | Yes | | | | Withdrawn |
    | TRN-D01 | OUT | TRN | Yes | | | | |
    """
    for submission in programme.submissions:
        givers = submission.codes | {EXTERNAL}
        for interdependency in submission.all(Interdependency):
            dated = (
                interdependency.promised
                or interdependency.forecast
                or interdependency.delivered
                or interdependency.accepted
                or interdependency.giver_milestone
            )
            if (
                interdependency.giver_agrees
                and not dated
                and interdependency.giver in givers
                and not is_handover_stopped(programme, interdependency)
            ):
                yield hit(
                    interdependency.at("promised"),
                    Related(interdependency.at("giver_agrees"), "agreed"),
                    id=interdependency.id,
                )


@rule(
    "ID08",
    Severity.QUERY,
    "The handover {id} is {state}, with no change reference.",
    "Give the change request behind it.",
)
def stopped_handover_without_change(programme: Programme) -> Iterator[Hit]:
    """A handover that is paused or withdrawn names the change behind it.

    Whoever still waits for it should see who agreed to that. Not asked where the workstream of a party, or a milestone
    of the handover, is stopped as well: it says so itself; nor where the Note says why.

    **Fails**

    Interdependencies:
    | ID | State | Change reference |
    | --- | --- | --- |
    | TRN-D01 | Withdrawn | <> |
    | TRN-D02 | Withdrawn | <To follow> |

    **Passes**

    Interdependencies:
    | ID | State | Change reference | Receiver milestone | Note |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | Paused | TRN-A04 | | |
    | TRN-D02 | | | | |
    | TRN-D03 | Withdrawn | | TRN-M09 | |
    | TRN-D04 | Withdrawn | | | No longer needed: the census gives it |
    | TRN-D05 | Paused | | | Held until the board decides TRN-A04 |

    Milestones:
    | ID | State | Change reference |
    | --- | --- | --- |
    | TRN-M09 | Withdrawn | TRN-A04 |
    """
    for interdependency in programme.each(Interdependency):
        stopped = interdependency.state is not State.ACTIVE
        settled = settled_changes([interdependency.change] if interdependency.change else [])
        said = settled or _WHY_STOPPED.search(interdependency.note or "")
        if stopped and not said and not _stops_with_another(programme, interdependency):
            yield hit(
                interdependency.at("change"),
                Related(interdependency.at("state"), "its state"),
                id=interdependency.id,
                state=interdependency.state.value.lower(),
            )


def _stops_with_another(programme: Programme, row: Interdependency) -> bool:
    """Whether the workstream of a party, or a milestone of the handover, is stopped too."""
    ends = (programme.milestones.get(one or "") for one in (row.giver_milestone, row.receiver_milestone))
    states = [programme.state_of(row.giver), programme.state_of(row.receiver), *(end.state for end in ends if end)]
    return any(state is not State.ACTIVE for state in states)


ASKING = frozenset({TaskStatus.PLANNED, TaskStatus.UNDER_WAY})


# Nothing is handed over so long before it was promised for.
FAR_TOO_SOON = timedelta(days=180)
SOON_AFTER, A_MONTH = timedelta(days=61), timedelta(days=31)
# Bodies outside that are named in what is needed, so that it is known whom to ask.


@rule(
    "ID12",
    Severity.QUERY,
    "{id} is said to have been delivered on {day}, {days} before the day it was to come, {wanted}.",
    "{check}",
)
def delivered_far_too_soon(programme: Programme) -> Iterator[Hit]:
    """A handover is not made half a year before it was promised, or needed.

    Mostly the year was typed wrongly. Where with day and month exchanged it lies beside its acceptance, or the day it
    was to come, two months are enough. What was accepted within two months of it was truly handed over then.

    **Fails**

    Interdependencies:
    | ID | Promised for | Needed by | Delivered |
    | --- | --- | --- | --- |
    | TRN-D01 | 6 Nov 2026 | 6 Nov 2026 | <4 Nov 2025> |
    | TRN-D02 | 3 Jul 2026 | 31 Jul 2026 | <7 Mar 2026> |

    **Passes**

    Interdependencies:
    | ID | Promised for | Needed by | Delivered | Accepted |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | 6 Nov 2026 | 6 Nov 2026 | 1 Jun 2026 | |
    | TRN-D02 | 30 Apr 2027 | 30 Apr 2027 | 2 Oct 2026 | 5 Oct 2026 |
    """
    for row in programme.each(Interdependency):
        wanted = row.promised or row.needed_by
        if row.delivered is None or wanted is None:
            continue
        both = row.accepted and abs(row.accepted - row.delivered) <= SOON_AFTER
        swapped, beside = exchanged(row.delivered), row.accepted or wanted
        near = swapped is not None and abs(beside - swapped) <= A_MONTH
        if not both and wanted - row.delivered > (SOON_AFTER if near else FAR_TOO_SOON):
            days = f"{(wanted - row.delivered).days} days"
            meant = f"Day and month may be exchanged: was {say(swapped)} meant?" if near and swapped else ""
            check = meant or "Check the year of Delivered."
            yield hit(row.at("delivered"), id=row.id, day=row.delivered, days=days, wanted=wanted, check=check)


@rule(
    "ID14",
    Severity.QUERY,
    "{id} was promised for {day}, which has passed; it is not delivered, and no later forecast is given.",
    "Check the year. If it was truly promised for that day, fill in Delivered, or Forecast with the day now expected.",
)
def promise_passed_without_delivery(programme: Programme) -> Iterator[Hit]:
    """A promise whose day has passed is kept, or followed by a forecast.

    Whoever waits for it plans by this date, and nobody has told them of another.

    **Fails**

    Interdependencies:
    | ID | Promised for | Forecast |
    | --- | --- | --- |
    | TRN-D01 | <6 Nov 2026> | |

    **Passes**

    Interdependencies:
    | ID | Promised for | Forecast | Delivered | Accepted |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | 6 Nov 2026 | 4 Dec 2026 | | |
    | TRN-D02 | 6 Nov 2026 | | 6 Nov 2026 | |
    | TRN-D03 | 6 Nov 2026 | | | 9 Nov 2026 |
    | TRN-D04 | 4 Dec 2026 | | | |
    """
    told = {row.id for row in programme.each(Interdependency) if row.delivered or row.accepted or row.forecast}
    for row in programme.each(Interdependency):
        as_at = programme.as_at(row)
        waits = not is_handover_stopped(programme, row)
        if waits and row.id not in told and row.promised and as_at and row.promised < as_at:
            yield hit(row.at("promised"), id=row.id, day=row.promised)
