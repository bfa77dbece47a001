"""Which dates the proposed order moves, and what forced each move."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from xl_send.findings import Cell
from xl_send.network import EdgeKind, Node
from xl_send.scheduling.proposal.problem_of_programme import ProgrammeProblem
from xl_send.scheduling.proposal.shared import HUNDREDTHS, SharedKind, SharedResource
from xl_send.scheduling.solver import Activity
from xl_send.text import listed, plain, working_days
from xl_send.workbook.days import say
from xl_send.workbook.sheets.interdependencies import Diagnostic


class Move(NamedTuple):
    """One date that moves: by so many working days, later or (negative) earlier, and what forced it.

    Of a task `old` and `new` are its start, and `old_end` and `new_end` its end; of anything else both are one.
    """

    node: Node
    old: date
    new: date
    old_end: date
    new_end: date
    by: int
    why: str

    @property
    def changes(self) -> Sequence[tuple[Cell, date, date]]:
        """The cells into which an owner would put the new dates, each with the date now and the proposed one."""
        record = self.node.record
        if isinstance(record, Diagnostic):
            ends = record.at("forecast_end"), self.old_end, self.new_end
            return ((record.at("starts"), self.old, self.new), ends)
        return ((self.node.said_by.at("forecast"), self.old, self.new),)


def moves(built: ProgrammeProblem, starts: Mapping[str, int]) -> list[Move]:
    """Every move, in the order of the new dates."""
    found = [_move(built, starts, activity) for activity in built.problem.activities if _is_moved(activity, starts)]
    return sorted(found, key=lambda item: (item.new, item.new_end, item.node.id))


def _is_moved(one: Activity, starts: Mapping[str, int]) -> bool:
    return one.current is not None and starts[one.name] != one.current


def _move(built: ProgrammeProblem, starts: Mapping[str, int], one: Activity) -> Move:
    node, start, current = built.nodes[one.name], starts[one.name], one.current or 0
    last = max(one.duration - 1, 0)
    reason = (_later if start > current else _earlier)(built, starts, one)
    old = node.record.starts if isinstance(node.record, Diagnostic) else node.own or date.min
    old_end = node.own or old
    return Move(node, old, built.days.day(start), old_end, built.days.day(start + last), start - current, reason)


def _later(built: ProgrammeProblem, starts: Mapping[str, int], one: Activity) -> str:
    """What keeps something from where it stands: what it waits for, the As at date, what it shares, or the terms."""
    said = [
        *_waits_for(built, starts, one),
        *_gone_by(built, one),
        *_shares(built, starts, one, one.current or 0, starts[one.name] + one.duration),
        *_next_term(starts, one),
    ]
    return "; ".join(dict.fromkeys(said)) or "the rest of the order fits only with it here"


def _waits_for(built: ProgrammeProblem, starts: Mapping[str, int], one: Activity) -> Iterator[str]:
    """What sets the date: it waits for that, to the day."""
    for edge in built.edges:
        if edge.end != one.name:
            continue
        before = built.activity(edge.start)
        last = starts[edge.start] + max(before.duration - 1, 0)
        if last + edge.lag > (one.current or 0) and not _room_between(one, last + edge.lag, starts[one.name]):
            after = f" and then {working_days(edge.lag)}" if edge.lag and edge.kind is not EdgeKind.AFTER else ""
            yield f"it waits for {edge.start} on {say(built.days.day(last))}{after}"


def _room_between(one: Activity, allowed: int, start: int) -> bool:
    """Whether it could have started sooner than it does, and not before what it waits for allows."""
    return any(one.may_start(day) for day in range(allowed, start))


def _gone_by(built: ProgrammeProblem, one: Activity) -> Iterator[str]:
    node = built.nodes[one.name]
    said, when = "was expected", node.own
    if isinstance(node.record, Diagnostic):
        said, when = "was to start", node.record.starts
    if when and node.as_at and when < node.as_at:
        yield f"it {said} on {say(when)}, which had passed at {say(node.as_at)}"


def _shares(built: ProgrammeProblem, starts: Mapping[str, int], one: Activity, first: int, end: int) -> Iterator[str]:
    """Tasks with which something cannot be at once, and that lie where it would have to lie."""
    asked: dict[str, set[str]] = {}
    for name in one.needs:
        shared = built.shared[name]
        others = [
            other
            for other in shared.needs
            if other != one.name and _meets(starts[other], built.activity(other).duration, first, end)
        ]
        if not others or sum(shared.needs[other] for other in (one.name, *others)) <= shared.resource.capacity:
            continue
        if shared.what is SharedKind.AUDIENCE:
            asked.setdefault(shared.where, set()).update(others)
        elif shared.where not in asked:
            yield _said(built, starts, shared, one.name, others)
    for where, together in asked.items():
        yield f"{_dated(built, starts, together)} {_are(together)} {where} too, where one workstream asks at a time"


def _meets(start: int, duration: int, first: int, end: int) -> bool:
    return start < end and first < start + duration


def _said(
    built: ProgrammeProblem, starts: Mapping[str, int], shared: SharedResource, name: str, others: Collection[str]
) -> str:
    dated = _dated(built, starts, others)
    if shared.what is SharedKind.SCHOOL:
        allowed = shared.resource.capacity
        return f"{dated} {_are(others)} {shared.where} too, where no more than {allowed} at once are allowed"
    needed = plain(sum(shared.needs[other] for other in (name, *others)) / HUNDREDTHS)
    room = plain(shared.resource.capacity / HUNDREDTHS)
    return f"together with {dated} it would take {needed} FTE of {shared.where}, of whom there is {room}"


def _are(names: Collection[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _dated(built: ProgrammeProblem, starts: Mapping[str, int], names: Collection[str]) -> str:
    return listed(
        [f"{name} ({_span(built, starts, name)})" for name in sorted(names, key=lambda name: (starts[name], name))]
    )


def _span(built: ProgrammeProblem, starts: Mapping[str, int], name: str) -> str:
    last = starts[name] + built.activity(name).duration - 1
    return f"{say(built.days.day(starts[name]))} to {say(built.days.day(last))}"


def _next_term(starts: Mapping[str, int], one: Activity) -> Iterator[str]:
    """Schools can act only in term time, and the day before is in none."""
    start = starts[one.name]
    if start > max(one.release, one.current or 0) and not one.may_start(start - 1):
        yield "it needs schools, or people who work in term time only, when it starts and when it ends"


def _earlier(built: ProgrammeProblem, starts: Mapping[str, int], one: Activity) -> str:
    """For what a task comes forward: what waits for it, or what takes its place."""
    last = (one.current or 0) + max(one.duration - 1, 0)
    waiting = [
        f"{edge.end} on {say(built.days.day(starts[edge.end]))} waits for it"
        for edge in built.edges
        if edge.start == one.name and last + edge.lag > starts[edge.end]
    ]
    shared = _shares(built, starts, one, starts[one.name], (one.current or 0) + one.duration)
    said = [*waiting, *shared]
    return "; ".join(dict.fromkeys(said)) or "the rest of the order fits only with it here"
