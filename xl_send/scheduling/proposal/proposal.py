"""The proposed order of a programme, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xl_send.network import Node
from xl_send.scheduling.proposal.leftovers import UnsolvedConflict, leftovers
from xl_send.scheduling.proposal.moves import Move, moves
from xl_send.scheduling.proposal.problem_of_programme import ProgrammeProblem, build, is_over
from xl_send.scheduling.solver import Order, exact, solve
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.submissions import Programme


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
    the reason. `proved` says that no order leaves fewer conflicts and, of those, none
    moves less; `with_solver` whether a solver was there to show it.
    """

    built: ProgrammeProblem
    order: Order
    steps: Sequence[Step]
    moves: Sequence[Move]
    left: Sequence[UnsolvedConflict]
    left_out: Mapping[str, str]
    proved: bool
    with_solver: bool


def propose(programme: Programme, *, solver: bool | None = None) -> Proposal:
    """The proposed order; `solver` says yes or no to it, otherwise it is used where it is installed."""
    built = build(programme)
    used = exact.is_installed() if solver is None else solver
    order = solve(built.problem, solver=used)
    moved = moves(built, order.starts)
    return Proposal(
        built, order, _steps(built, order, moved), moved, leftovers(built, order), built.left_out, order.proved, used
    )


def _steps(built: ProgrammeProblem, order: Order, moved: Sequence[Move]) -> list[Step]:
    """What is not over, in order of the dates. What stays keeps its own date, also where that is a day off."""
    by_id = {move.node.id: move for move in moved}
    found = [
        _step(built, node, order.starts[name], by_id.get(name))
        for name, node in built.nodes.items()
        if not is_over(node)
    ]
    return sorted(found, key=lambda item: (item.start, item.end, item.node.id))


def _step(built: ProgrammeProblem, node: Node, start: int, move: Move | None) -> Step:
    last = max(built.activity(node.id).duration - 1, 0)
    if move or node.own is None:
        return Step(node, built.days.day(start), built.days.day(start + last), move)
    begins = node.record.starts if isinstance(node.record, Diagnostic) else node.own
    return Step(node, begins, max(node.own, begins), None)
