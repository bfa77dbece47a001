"""An order that can be applied: looked at again with its dates typed in, until a second proposal would move nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xl_send.findings import Finding, Severity
from xl_send.network import network_of
from xl_send.rules import Scope, all_rules, check
from xl_send.scheduling.proposal.activities import Holds
from xl_send.scheduling.proposal.applying import applied
from xl_send.scheduling.proposal.moves import Move, moves
from xl_send.scheduling.proposal.problem_of_programme import ProgrammeProblem, build
from xl_send.scheduling.solver import Frame, Order, order_of, solve
from xl_send.value_classes import NamedTuple
from xl_send.workbook.submissions import Programme

# Trials that move into another half-term, days that are none, and conflicts that a move would leave are learnt of
# one after the other; so often is enough for any programme that was met.
MOST_ROUNDS = 24
# So often what was settled is taken for the programme and put in order once more.
MOST_PASSES = 6
LEAST_SECONDS = 0.1
KNOCK_ON = "CF10"
# After so many days that will not do a thing is left where it is.
MOST_BANNED = 4

_RANK = {Severity.ERROR: 2, Severity.QUERY: 1, Severity.ADVICE: 0}


class SettledOrder(NamedTuple):
    """A programme as it would be, its order, and the order that was found first, whatever would be new in it.

    `proved` says that every order on the way was, `unproved` what was not, and `took` are the solver's seconds.
    """

    programme: Programme
    order: Order
    first: Order
    proved: bool
    unproved: tuple[str, ...]
    took: float


class _Findings(NamedTuple):
    """The errors and queries of a programme, those about single rows and those across workstreams."""

    rows: Sequence[Finding]
    conflicts: Sequence[Finding]

    @classmethod
    def of(cls, programme: Programme) -> _Findings:
        rules = list(all_rules(Scope.VALIDATION).values())
        rows = [finding for finding in check(programme, rules) if finding.severity is not Severity.ADVICE]
        return cls(rows, conflicts_of(programme))

    @property
    def by_key(self) -> Mapping[str, Finding]:
        return {finding.key: finding for finding in (*self.rows, *self.conflicts)}


def conflicts_of(programme: Programme) -> list[Finding]:
    """The errors and queries that the conflicts say of a programme."""
    found = check(programme, list(all_rules(Scope.CONFLICTS).values()))
    return [finding for finding in found if finding.severity is not Severity.ADVICE]


def settled_order(programme: Programme, holds: Holds, *, solver: bool, seconds: float) -> SettledOrder:
    """The order that a second proposal would leave as it is, and whose dates leave nothing new to be found.

    A move that would leave a new conflict is not made, unless a worse finding of the same thing is gone with it.
    """
    found = _looked_for(programme, holds, solver=solver, seconds=seconds)
    first = found.first
    for _ in range(MOST_PASSES):
        left = max(seconds - found.took, LEAST_SECONDS)
        again = _looked_for(found.programme, holds, solver=solver, seconds=left)
        if again.programme is found.programme:
            break
        proved, unproved = found.proved and again.proved, found.unproved or again.unproved
        found = again._replace(first=first, proved=proved, unproved=unproved, took=found.took + again.took)
    return found


def _looked_for(programme: Programme, holds: Holds, *, solver: bool, seconds: float) -> SettledOrder:
    """What one proposal gives: the order in which nothing more is learnt from its dates, typed in."""
    told, began, took = _Findings.of(programme).by_key, programme, 0.0
    tried: list[Order] = []
    kept: list[Order] = []
    for _ in range(MOST_ROUNDS):
        built = build(programme, holds)
        order = solve(built.problem, solver=solver, seconds=max(seconds - took, LEAST_SECONDS))
        took += order.took
        tried.append(order)
        moved = moves(built, order.starts)
        then = applied(programme, moved) if moved else programme
        learnt = _learnt(holds, told, _Findings.of(then), moved, order) if moved else holds
        if learnt != holds:
            holds = learnt
            continue
        programme = then
        kept.append(order)
        floors = _too_soon(programme, built)
        if not moved and not floors.keys() - holds.floors.keys():
            break
        holds = holds._replace(floors={**holds.floors, **floors})
    last = kept[-1] if kept else _as_it_is(build(began, holds))
    proved, unproved = all(order.proved for order in kept or [last]), next((o.unproved for o in kept if o.unproved), ())
    return SettledOrder(programme, last, tried[0], proved, unproved, took)


def _as_it_is(built: ProgrammeProblem) -> Order:
    """The order in which nothing moves, where no better one is without a new conflict."""
    starts = [activity.current or 0 for activity in built.problem.activities]
    return order_of(Frame(built.problem), starts, proved=False, bound=0)


def _learnt(holds: Holds, told: Mapping[str, Finding], found: _Findings, moved: Sequence[Move], order: Order) -> Holds:
    """What new findings teach: days that will not do for a row, and things that are better left where they are."""
    ids = {move.node.id for move in moved}
    cells = {change.cell: move.node.id for move in moved for change in move.changes}
    left = found.by_key
    gone = [finding for key, finding in told.items() if key not in left]
    let_be: set[str] = set()
    banned = dict(holds.banned)
    for finding in found.rows:
        if finding.key in told:
            continue
        # A finding of its own cell is of this day; one of another row, of what moved beside it.
        own = cells.get(finding.cell)
        for name in [own] if own else sorted(_records([finding]) & ids):
            banned[name] = banned.get(name, frozenset()) | {order.starts[name]}
            let_be |= {name} if len(banned[name]) > MOST_BANNED else set()
    for finding in found.conflicts:
        if finding.key not in told:
            concerned = _records([finding]) & ids or ids
            let_be |= {name for name in concerned if not _worth_it(name, finding, gone)}
    return holds._replace(let_be=holds.let_be | let_be, banned=banned)


def _worth_it(name: str, finding: Finding, gone: Iterable[Finding]) -> bool:
    """Whether what is new is the rest of what is gone, or less bad than what is gone of the same thing."""
    concerned = _records([finding])
    for other in gone:
        if other.rule == finding.rule and concerned <= _records([other]):
            return True
        worse = name in _records([other]) and _RANK[other.severity] > _RANK[finding.severity]
        # A knock-on moves other things, which nothing that is gone makes good.
        if worse and finding.rule != KNOCK_ON:
            return True
    return False


def _records(findings: Iterable[Finding]) -> set[str]:
    return {cell.record for finding in findings for cell in finding.cells}


def _too_soon(programme: Programme, built: ProgrammeProblem) -> dict[str, int]:
    """What still cannot be so soon with the dates typed in: dates on days off count as the working day before."""
    network = network_of(programme)
    found = {}
    for name in built.nodes:
        one, node, feasible = built.activity(name), network.node(name), network.feasible(name)
        if node and feasible and node.own and node.own < feasible and not one.fixed:
            found[name] = one.latest_start(built.days.from_on(feasible) + bool(one.duration))
    return found
