"""The proposed order of a programme, as plain values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from xl_send.findings import Finding
from xl_send.network import Node, network_of
from xl_send.scheduling.proposal.activities import Holds, is_over
from xl_send.scheduling.proposal.applying import applied
from xl_send.scheduling.proposal.leftovers import StillLate, still_late, would_be_late
from xl_send.scheduling.proposal.moves import Move, moves
from xl_send.scheduling.proposal.problem_of_programme import ProgrammeProblem, build
from xl_send.scheduling.proposal.settling import SettledOrder, conflicts_of, settled_order
from xl_send.scheduling.solver import Frame, Order, exact, order_of
from xl_send.value_classes import NamedTuple, frozen
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.submissions import Programme


class Step(NamedTuple):
    """One thing that is not over, with its proposed start and end (one day, if it is no task) and its move, if any."""

    node: Node
    start: date
    end: date
    move: Move | None


@frozen(eq=True)
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
    last = settled_order(programme, Holds(frozenset(keep)), solver=used, seconds=seconds)
    built = build(programme, Holds(frozenset(keep)))
    starts = _starts(built, last)
    moved = [move for move in moves(built, starts) if _comes_to_move(move, last)]
    then = applied(programme, moved)
    # What nothing could decide may have its meeting once that for which it waits comes sooner.
    freed = build(then, Holds(frozenset(keep))) if built.left_out else built
    if freed.left_out.keys() < built.left_out.keys():
        names = built.left_out.keys() - freed.left_out.keys()
        moved += [move for move in moves(freed, _starts(freed, last)) if move.node.id in names]
        then = applied(programme, moved)
    found = last.order
    order = order_of(Frame(built.problem), [starts[activity.name] for activity in built.problem.activities],
                     proved=last.proved, bound=found.bound, unproved=last.unproved)  # fmt: skip
    spent = seconds if used else 0.0
    late = [*still_late(built, order, spent), *would_be_late(built, last.first, order, spent)]
    return Proposal(
        built, order, _steps(freed, _starts(freed, last), moved), moved, late, conflicts_of(then), freed.left_out,
        order.proved, order.unproved, used,
    )  # fmt: skip


def _comes_to_move(move: Move, last: SettledOrder) -> bool:
    """Whether a thing has another date in what was settled on: what was left where it is keeps its end as well."""
    now = network_of(last.programme).node(move.node.id)
    if now is None or not isinstance(move.node.record, Diagnostic) or not isinstance(now.record, Diagnostic):
        return True
    then, found = (
        (record.starts, record.ends, record.forecast_end, record.actual_end)
        for record in (move.node.record, now.record)
    )
    return then != found


def _starts(built: ProgrammeProblem, last: SettledOrder) -> Mapping[str, int]:
    """The start of each thing in the programme that was settled on; of what has no date, that of the order."""
    then = {activity.name: activity.current for activity in build(last.programme).problem.activities}
    starts = {}
    for activity in built.problem.activities:
        start = then.get(activity.name, activity.current)
        starts[activity.name] = last.order.starts.get(activity.name, 0) if start is None else start
    return starts


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
