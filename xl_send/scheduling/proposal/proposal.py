"""The proposed order of a programme, as plain values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xl_send.findings import Finding, Severity
from xl_send.network import Node, network_of
from xl_send.rules import Scope, all_rules, check
from xl_send.scheduling.proposal.activities import is_over
from xl_send.scheduling.proposal.applying import applied
from xl_send.scheduling.proposal.leftovers import StillLate, still_late
from xl_send.scheduling.proposal.moves import Move, moves
from xl_send.scheduling.proposal.problem_of_programme import ProgrammeProblem, build
from xl_send.scheduling.solver import Frame, Order, exact, order_of, solve
from xl_send.workbook.submissions import Programme

# A proposal that moves trials into other half-terms changes what schools are asked; so often it is looked at again.
MOST_ROUNDS = 6


class Step(NamedTuple):
    """One thing that is not over, with its proposed start and end (one day, if it is no task) and its move, if any."""

    node: Node
    start: date
    end: date
    move: Move | None


@dataclass(frozen=True)
class Proposal:
    """A feasible order that moves as little as it can. It is a proposal: no workbook is changed by it.

    `steps` are all that is not over, in the proposed order; `left_out` are those that cannot be ordered, each with
    the reason. `late` is what stays too late in it, and `left` the errors and queries that the conflicts would still
    say once the dates are typed in. `proved` says that no order leaves less too late and, of those, none moves less;
    `unproved` what the solver could not show in its time, and `with_solver` whether one was there to show it.
    """

    built: ProgrammeProblem
    order: Order
    steps: Sequence[Step]
    moves: Sequence[Move]
    late: Sequence[StillLate]
    left: Sequence[Finding]
    left_out: Mapping[str, str]
    proved: bool
    unproved: Sequence[str]
    with_solver: bool


class _Round(NamedTuple):
    """A programme as it would be so far, its problem and the order that was found for it."""

    programme: Programme
    built: ProgrammeProblem
    order: Order
    first: Order


def propose(
    programme: Programme,
    *,
    solver: bool | None = None,
    seconds: float = exact.SECONDS,
    keep: Collection[str] = (),
) -> Proposal:
    """The proposed order; `solver` says yes or no to it, otherwise it is used where it is installed.

    It may take so many seconds; what is in `keep` stays where it is.
    """
    used = exact.is_installed() if solver is None else solver
    last = _settled(programme, solver=used, seconds=seconds, keep=keep)
    built = build(programme, keep)
    starts = _starts(built, last)
    moved = moves(built, starts)
    then = applied(programme, moved)
    found = last.order
    order = order_of(Frame(built.problem), [starts[activity.name] for activity in built.problem.activities],
                     proved=last.first.proved and found.proved, bound=found.bound,
                     unproved=last.first.unproved or found.unproved)  # fmt: skip
    return Proposal(
        built, order, _steps(built, starts, moved), moved, still_late(built, order, seconds), _conflicts(then),
        built.left_out, order.proved, order.unproved, used,
    )  # fmt: skip


def _settled(programme: Programme, *, solver: bool, seconds: float, keep: Collection[str]) -> _Round:
    """The order that a second proposal would leave as it is."""
    floors: dict[str, int] = {}
    orders: list[Order] = []
    for _ in range(MOST_ROUNDS):
        built = build(programme, keep, floors)
        order = solve(built.problem, solver=solver, seconds=seconds)
        orders.append(order)
        moved = moves(built, order.starts)
        programme = applied(programme, moved)
        late = _too_soon(programme, built)
        if not moved and not late.keys() - floors.keys():
            break
        floors |= late
    return _Round(programme, built, order, orders[0])


def _too_soon(programme: Programme, built: ProgrammeProblem) -> dict[str, int]:
    """What still cannot be so soon with the dates typed in: dates on days off count as the working day before."""
    network = network_of(programme)
    found = {}
    for name in built.nodes:
        one, node, feasible = built.activity(name), network.node(name), network.feasible(name)
        if node and feasible and node.own and node.own < feasible and not one.fixed:
            found[name] = one.latest_start(built.days.from_on(feasible) + bool(one.duration))
    return found


def _starts(built: ProgrammeProblem, last: _Round) -> Mapping[str, int]:
    """The start of each thing in the order that was settled on, as the first problem counts it."""
    return {name: last.order.starts.get(name, start) for name, start in _current(built).items()}


def _current(built: ProgrammeProblem) -> Mapping[str, int]:
    return {activity.name: activity.current or 0 for activity in built.problem.activities}


def _conflicts(programme: Programme) -> list[Finding]:
    """The errors and queries that the conflicts say of a programme."""
    found = check(programme, list(all_rules(Scope.CONFLICTS).values()))
    return [finding for finding in found if finding.severity is not Severity.ADVICE]


def _steps(built: ProgrammeProblem, starts: Mapping[str, int], moved: Sequence[Move]) -> list[Step]:
    """What is not over, in order of the dates. What stays keeps its own date, also where that is a day off."""
    by_id = {move.node.id: move for move in moved}
    found = [
        Step(node, *_span(built, name, starts[name], by_id.get(name)), by_id.get(name))
        for name, node in built.nodes.items()
        if not is_over(node)
    ]
    return sorted(found, key=lambda item: (item.start, item.end, item.node.id))


def _span(built: ProgrammeProblem, name: str, start: int, move: Move | None) -> tuple[date, date]:
    return (move.new, move.new_end) if move else built.span(name, start)
