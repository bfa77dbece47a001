"""What stays too late in an order, and the shortest proof of it that was found, in words."""

from __future__ import annotations

from xl_send.network import NodeKind
from xl_send.scheduling.proposal.problem_of_programme import ProgrammeProblem
from xl_send.scheduling.proposal.shared import HUNDREDTHS, SharedKind
from xl_send.scheduling.solver import (
    BrokenPrecedence,
    Chain,
    Conflict,
    Frame,
    LateActivity,
    Order,
    Overfull,
    Overload,
    irreducible_conflict,
    reason_for,
)
from xl_send.text import rounded, working_days
from xl_send.value_classes import NamedTuple
from xl_send.words import every_name
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.milestones import Milestone

INSTEAD = "Something that overlaps stays as it is, for without that:"


class StillLate(NamedTuple):
    """One thing that stays too late: the ids it concerns, what is wrong, and why nothing in this order cures it.

    One that `overlaps` is no late date: more is asked of a place or a service at once than is allowed.
    """

    ids: tuple[str, ...]
    what: str
    why: str
    overlaps: bool = False


def still_late(built: ProgrammeProblem, order: Order, seconds: float) -> list[StillLate]:
    """All that the order leaves too late, or too close together; the solver may take its share of so many seconds.

    Without any seconds it is not asked.
    """
    frame = Frame(built.problem)
    return [_left(built, frame, conflict, order, seconds) for conflict in order.conflicts]


def would_be_late(built: ProgrammeProblem, first: Order, order: Order, seconds: float) -> list[StillLate]:
    """What putting right all that overlaps would leave too late, for which it is left as it is."""
    frame = Frame(built.problem)
    told = {_named(built, conflict) for conflict in order.conflicts}
    new = [conflict for conflict in first.conflicts if _named(built, conflict) not in told]
    found = [_left(built, frame, conflict, first, seconds) for conflict in new]
    return [item._replace(what=f"{INSTEAD} {item.what}") for item in found]


def _named(built: ProgrammeProblem, conflict: Conflict) -> tuple[str, ...]:
    if isinstance(conflict, Overfull):
        return tuple(built.said(name) for name in conflict.names)
    return _ids(conflict)


def _left(built: ProgrammeProblem, frame: Frame, conflict: Conflict, order: Order, seconds: float) -> StillLate:
    if isinstance(conflict, Overfull):
        return StillLate(
            _named(built, conflict),
            _overfull(built, conflict),
            "They are under way, and their dates stay.",
            overlaps=True,
        )
    return StillLate(_ids(conflict), _what(built, conflict), _why(built, frame, conflict, order, seconds))


def _ids(conflict: LateActivity | BrokenPrecedence) -> tuple[str, ...]:
    return (conflict.name,) if isinstance(conflict, LateActivity) else (conflict.after, conflict.before)


def _what(built: ProgrammeProblem, conflict: LateActivity | BrokenPrecedence) -> str:
    day = built.days.day
    if isinstance(conflict, BrokenPrecedence):
        return _broken(built, conflict)
    late = working_days(conflict.start - conflict.due)
    own = built.nodes[conflict.name]
    on = say(max(own.own or day(conflict.start), day(conflict.start)))
    return f"{conflict.name} is on {on}, {late} after {_bound(built, conflict)}."


def _broken(built: ProgrammeProblem, conflict: BrokenPrecedence) -> str:
    """What stays where it is, and when what leads to it allows it."""
    waiting = built.activity(conflict.after)
    stands = built.span(conflict.after, waiting.current or 0)[0]
    here = f"{conflict.after} {'is under way since' if waiting.duration else 'stays on'} {say(stands)}"
    return f"{here}, but what it needs of {conflict.before} allows it from {say(built.days.day(conflict.allowed))}."


def _bound(built: ProgrammeProblem, late: LateActivity) -> str:
    """What a day is after which something does harm."""
    node, on = built.nodes[late.name], say(built.days.day(late.due))
    if node.kind is NodeKind.DIAGNOSTIC:
        return f"the last start ({on}) with which it ends by the plan of what uses it"
    if node.kind is NodeKind.HANDOVER:
        return f"it is needed ({on})"
    if isinstance(node.record, Milestone) and node.record.decision is not Decision.NONE:
        plan = built.network.plan_of(node.record).day
        sittings = built.network.meetings.of(node.record)
        last = sittings.last_by(plan) if sittings else None
        if last and built.days.of(last.day) == late.due:
            return f"the last meeting of {last.forum} that could decide in time ({on})"
    return f"its planned date ({on})"


def _why(
    built: ProgrammeProblem, frame: Frame, conflict: LateActivity | BrokenPrecedence, order: Order, seconds: float
) -> str:
    reason = reason_for(built.problem, conflict, order.conflicts, frame)
    if isinstance(reason, Chain):
        return _chain(built, reason)
    if isinstance(reason, Overload):
        return _crowd(built, reason)
    together = irreducible_conflict(built.problem, conflict, order, seconds) if seconds else ()
    if together:
        shared = every_name(sorted({item.where for name in together for item in built.sharing(name)}))
        return (
            f"{every_name(together)} cannot all be in time, however they are arranged, with what they share: {shared}."
        )
    return "No short proof was found. A better order may exist."


def _chain(built: ProgrammeProblem, chain: Chain) -> str:
    first = built.activity(chain.names[0])
    soonest = say(built.days.day(chain.first_start))
    if len(chain.names) == 1:
        if first.current is not None and first.current < first.release:
            return "It is not done, so it cannot be before the As at date of its workbook."
        if first.current is not None and chain.first_start > first.current:
            record = built.nodes[first.name].record
            if first.gates and isinstance(record, Milestone):
                return f"No meeting of {record.forum} can decide it before {soonest}."
            return f"Its own date is on no day that will do; the first that does is {soonest}."
        return "That is its own forecast, and no order brings it before what its owner expects."
    begins = say(built.days.day(max(first.release, first.current or 0)))
    last, *before = reversed(chain.names)
    return f"{last} waits for {', which waits for '.join(before)} ({begins}), so it is not before {soonest}."


def _crowd(built: ProgrammeProblem, crowd: Overload) -> str:
    """These four tasks need 1.5 EPs in the same week, in the words of what they share."""
    shared, days = built.shared[crowd.resource], crowd.end - crowd.first
    number = f"These {len(crowd.names)} tasks" if len(crowd.names) > 1 else "This task"
    when = f"between {say(built.days.day(crowd.first))} and {say(built.days.day(crowd.end - 1))}"
    names = every_name([built.said(name) for name in crowd.names])
    if shared.what is SharedKind.PEOPLE:
        needed, room = (rounded(amount / days / HUNDREDTHS) for amount in (crowd.needed, crowd.available))
        return f"{number} need {needed} FTE of {shared.where} {when}, where there is {room}: {names}."
    needed, room = (rounded(amount) for amount in (crowd.needed, crowd.available))
    kind = "school days" if any(built.activity(name).pauses.spans for name in crowd.names) else "working days"
    return f"{number} need {needed} {kind} {shared.where} {when}, where there are {room}: {names}."


def _overfull(built: ProgrammeProblem, conflict: Overfull) -> str:
    shared, days = built.shared[conflict.resource], built.days
    names = every_name([built.said(name) for name in conflict.names])
    when = f"between {say(days.day(conflict.first))} and {say(days.day(conflict.first + conflict.days - 1))}"
    if shared.what is SharedKind.PEOPLE:
        needed, room = (rounded(amount / HUNDREDTHS) for amount in (conflict.needed, conflict.available))
        return f"{names} take {needed} FTE of {shared.where} {when}, where there is {room}."
    if shared.groups:
        return f"{names} are at once {shared.where} {when}, where one workstream asks at a time."
    return f"{names} are at once {shared.where} {when}, where {conflict.available} is allowed."
