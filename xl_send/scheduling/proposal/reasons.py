"""What forces a move, in words: only what would really meet where something stood."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from xl_send.network import Edge, EdgeKind
from xl_send.scheduling.proposal.problem_of_programme import ProgrammeProblem
from xl_send.scheduling.proposal.shared import HUNDREDTHS, SharedKind, SharedResource
from xl_send.scheduling.solver import Activity
from xl_send.text import rounded, working_days
from xl_send.words import counted, every_name
from xl_send.workbook.days import say
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone

OTHERWISE = "the rest of the order fits only with it here"
Starts = Mapping[str, int]


def why_moved(built: ProgrammeProblem, starts: Starts, one: Activity) -> str:
    """Everything that keeps something from where it stands, in one sentence without its end."""
    start, current = starts[one.name], one.current or 0
    if start < current:
        said = [*_needed_by(built, starts, one), *_meets(built, starts, one), *_decided(built, starts, one)]
    else:
        said = [
            *_waits_for(built, starts, one),
            *_gone_by(built, one),
            *_meets(built, starts, one),
            *_shut(built, one),
            *_decided(built, starts, one),
            *_notice(built, starts, one),
        ]
    return "; ".join(dict.fromkeys(said)) or OTHERWISE


def _waits_for(built: ProgrammeProblem, starts: Starts, one: Activity) -> Iterator[str]:
    """What sets the date: it waits for that, to the day."""
    for edge in built.edges_to(one.name):
        last = built.last(edge.start, starts[edge.start])
        allowed = last + edge.lag
        if allowed > (one.current or 0) and not _room_between(one, allowed, starts[one.name]):
            yield f"it waits for {edge.start} on {say(built.span(edge.start, starts[edge.start])[1])}{_and_then(edge)}"


def _and_then(edge: Edge) -> str:
    return f" and then {working_days(edge.lag)}" if edge.lag and edge.kind is not EdgeKind.AFTER else ""


def _room_between(one: Activity, allowed: int, start: int) -> bool:
    """Whether it could have started sooner than it does, and not before what it waits for allows."""
    if one.gates:
        return any(allowed <= gate.ready_by and gate.day < start and one.may_start(gate.day) for gate in one.gates)
    return any(one.may_start(day) for day in range(allowed, start))


def _gone_by(built: ProgrammeProblem, one: Activity) -> Iterator[str]:
    node = built.nodes[one.name]
    said, when = "was expected", node.own
    if isinstance(node.record, Diagnostic):
        said, when = "was to start", node.record.starts
    if when and node.as_at and when < node.as_at:
        yield f"it {said} on {say(when)}, which had passed at {say(node.as_at)}"


def _shut(built: ProgrammeProblem, one: Activity) -> Iterator[str]:
    """Schools are shut on the day on which it stands, or on which it was to end."""
    node, terms = built.nodes[one.name], built.network.axis.terms
    if not one.pauses.spans or node.own is None:
        return
    first = node.record.starts if isinstance(node.record, Diagnostic) else node.own
    for day in dict.fromkeys((first, node.own)):
        if why := terms.why_shut(day):
            yield f"{say(day)} is {why}"
            return


def _decided(built: ProgrammeProblem, starts: Starts, one: Activity) -> Iterator[str]:
    """Only a meeting can decide it, and this is the one that serves."""
    record = built.nodes[one.name].record
    if one.gates and isinstance(record, Milestone):
        day = starts[one.name]
        papers = next((gate.ready_by for gate in one.gates if gate.day == day), None)
        due = f" (papers due {say(built.days.day(papers))})" if papers is not None else ""
        yield f"{record.forum} can decide it on {say(built.days.day(day))}{due}"


def _notice(built: ProgrammeProblem, starts: Starts, one: Activity) -> Iterator[str]:
    """It moves, and schools have their notice of the new day."""
    policy = built.network.programme.policy
    days = int(policy.thresholds.school_notice) if policy else 0
    bound = built.days.now + 1
    if one.windows and one.windows[-1].first == starts[one.name] > bound and one.pauses.spans:
        yield f"schools have {counted(days, 'school day')} of notice"


def _needed_by(built: ProgrammeProblem, starts: Starts, one: Activity) -> Iterator[str]:
    """For what a task comes forward: what waits for it, with the days to spare where it leaves them."""
    last, now = (built.last(one.name, start) for start in (one.current or 0, starts[one.name]))
    for edge in built.edges_from(one.name):
        record = built.nodes[edge.end].record
        wanted = built.buffer if isinstance(record, Milestone) and record.fixed else 0
        kept = wanted if now + edge.lag + wanted <= starts[edge.end] else 0
        if last + edge.lag + kept > starts[edge.end]:
            spare = f", {working_days(kept)} before a date that is fixed" if kept else ""
            yield f"{edge.end} on {say(built.span(edge.end, starts[edge.end])[0])} waits for it{spare}"


def _meets(built: ProgrammeProblem, starts: Starts, one: Activity) -> Iterator[str]:
    """Tasks with which it cannot be at once, and that lie where it stood or would have to lie."""
    asked: dict[str, set[str]] = {}
    for shared in built.sharing(one.name):
        crowds = _crowds(built, starts, one, shared)
        if shared.what is SharedKind.AUDIENCE:
            asked.setdefault(shared.where, set()).update(*crowds)
            if not asked[shared.where]:
                del asked[shared.where]
        elif shared.where not in asked:
            yield from (_said(built, starts, shared, one.name, crowd) for crowd in crowds)
    for where, together in asked.items():
        yield f"{_dated(built, starts, together)} {_are(together)} {where} too, where one workstream asks at a time"


def _crowds(built: ProgrammeProblem, starts: Starts, one: Activity, shared: SharedResource) -> list[frozenset[str]]:
    """Those who on one and the same day leave no room for it, day by day of its way, the largest of each crowd."""
    current, start = one.current or 0, starts[one.name]
    first, end = min(current, start), max(one.end(current), one.end(start))
    if start >= current:
        end = one.end(max(current, start - 1))
    spans = {
        other: (starts[other], built.activity(other).end(starts[other])) for other in shared.needs if other != one.name
    }
    near = {
        other: span for other, span in spans.items() if span[0] < end and span[1] > first and _apart(shared, one, other)
    }
    days = sorted({max(first, span[0]) for span in near.values()})
    found: list[frozenset[str]] = []
    for day in days:
        here = frozenset(other for other, (begins, ends) in near.items() if begins <= day < ends)
        needed = sum(shared.needs[other] for other in here) + shared.needs[one.name]
        if here and needed > shared.capacity and not any(here <= other for other in found):
            found.append(here)
    return found


def _apart(shared: SharedResource, one: Activity, other: str) -> bool:
    return not shared.groups or shared.groups[other] != shared.groups[one.name]


def _said(built: ProgrammeProblem, starts: Starts, shared: SharedResource, name: str, others: Collection[str]) -> str:
    dated = _dated(built, starts, others)
    if shared.what is SharedKind.SCHOOL:
        return f"{dated} {_are(others)} {shared.where} too, where no more than {shared.capacity} at once are allowed"
    needed = rounded(sum(shared.needs[other] for other in (name, *others)) / HUNDREDTHS)
    room = rounded(shared.capacity / HUNDREDTHS)
    return f"together with {dated} it would take {needed} FTE of {shared.where}, of whom there is {room}"


def _are(names: Collection[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _dated(built: ProgrammeProblem, starts: Starts, names: Collection[str]) -> str:
    ordered = sorted(names, key=lambda name: (starts[name], name))
    return every_name([f"{built.said(name)} ({_span(built, starts, name)})" for name in ordered])


def _span(built: ProgrammeProblem, starts: Starts, name: str) -> str:
    first, last = built.span(name, starts[name])
    return f"{say(first)} to {say(last)}"
