"""The network of a programme: every dated thing that counts, and every reference between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from xl_send.network.accounts import Accounts, handover_date, reconciled
from xl_send.network.axis import Axis
from xl_send.network.graph import Graph, Sitting
from xl_send.network.meetings import Meetings
from xl_send.network.nodes import Dated, Edge, EdgeKind, Node, NodeKind, UnresolvedReason, UnresolvedReference
from xl_send.network.plans import Plan, date_held_to, given
from xl_send.value_classes import NamedTuple
from xl_send.workbook.ids import code_of, letter_of
from xl_send.workbook.sheets.choices import LogKind, State, TaskStatus
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Diagnostic, Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme, first_by_id


class BuiltNetwork(NamedTuple):
    """A network and the graph of it: node and edge numbers are the same in both."""

    nodes: Sequence[Node]
    edges: Sequence[Edge]
    numbers: Mapping[str, int]
    graph: Graph
    loose: Sequence[UnresolvedReference]


class Builder:
    """Gathers the nodes of a programme, then the edges between them.

    `programme` has its workbooks in the order of their names; of two rows with one id the first counts.
    """

    def __init__(self, programme: Programme, thresholds: Thresholds, axis: Axis) -> None:
        self.programme = programme
        self.changes = first_by_id(
            log_entry for log_entry in programme.each(LogEntry) if log_entry.kind is LogKind.CHANGE_REQUEST
        )
        self.accounts = reconciled(programme, programme.each(Interdependency))
        self.meetings = Meetings(programme, thresholds, axis.days)
        self._axis = axis
        self._graph = Graph(axis)
        self._nodes: list[Node] = []
        self._edges: list[Edge] = []
        self._numbers: dict[str, int] = {}
        self._loose: list[UnresolvedReference] = []
        self._plans: dict[Milestone, Plan] = {}
        self._gone = frozenset(code for code in programme.streams if programme.state_of(code) is State.WITHDRAWN)

    def build(self) -> BuiltNetwork:
        """The whole network."""
        for submission in self.programme.submissions:
            as_at = self.programme.as_at_override or submission.as_at
            for milestone in submission.all(Milestone):
                self._add_milestone(milestone, as_at)
            for task in submission.all(Diagnostic):
                self._add_task(task, as_at)
        for accounts in self.accounts.values():
            self._add_handover(accounts)
        for node in self._nodes:
            if isinstance(node.record, Milestone):
                self._link_references(node.record, "depends_on", EdgeKind.DEPENDS_ON)
            elif isinstance(node.record, Diagnostic):
                self._link_references(node.record, "after", EdgeKind.AFTER)
        for name, accounts in self.accounts.items():
            self._link_handover(name, accounts)
        return BuiltNetwork(self._nodes, self._edges, self._numbers, self._graph, self._loose)

    def plan_of(self, milestone: Milestone) -> Plan:
        """The date a milestone is held to."""
        found = self._plans.get(milestone)
        if found is None:
            found = self._plans[milestone] = date_held_to(milestone, self.changes)
        return found

    def _add_milestone(self, one: Milestone, as_at: date | None) -> None:
        if one.id in self._numbers or one.state is State.WITHDRAWN or one.workstream in self._gone:
            return
        actual = given(one.actual, as_at)
        field, day = ("actual", actual) if actual else ("forecast", one.forecast)
        node = Node(one.id, NodeKind.MILESTONE, one, one.workstream, day, one, field, bool(actual), as_at)
        sittings = None if actual else self.meetings.sittings_for(one)
        self._add(node, schools=one.schools_must_act, sittings=sittings, bound=None if actual else self._bound(one))

    def _bound(self, one: Milestone) -> date | None:
        """The day after which a milestone does harm by itself: its plan date if it is key, or its last meeting."""
        sittings = self.meetings.of(one)
        if not one.key and sittings is None:
            return None
        plan = self.plan_of(one).day
        last = sittings.last_by(plan) if sittings else None
        bounds = [day for day in (plan if one.key else None, last.day if last else None) if day]
        return min(bounds, default=None)

    def _add_task(self, one: Diagnostic, as_at: date | None) -> None:
        dropped = one.status is TaskStatus.DROPPED or one.workstream in self._gone
        if one.id in self._numbers or dropped:
            return
        actual = given(one.actual_end, as_at)
        name = "actual_end" if actual else "forecast_end" if one.forecast_end else "ends"
        ends = actual or one.forecast_end or one.ends
        schools = bool(one.schools)
        node = Node(one.id, NodeKind.DIAGNOSTIC, one, one.workstream, ends, one, name, bool(actual), as_at)
        self._add(node, schools=schools, length=self._length(one.starts, ends, schools=schools))

    def _length(self, starts: date, ends: date, *, schools: bool) -> int:
        """The days that a task takes after its first: working days, or school days where schools take part."""
        first, last = starts.toordinal(), ends.toordinal()
        if schools:
            return max(0, self._axis.school.between(first - 1, last) - 1)
        return max(0, self._axis.between(first, last))

    def _add_handover(self, accounts: Accounts) -> None:
        need, promise = accounts.need, accounts.promise
        withdrawn = State.WITHDRAWN in {need.state, promise.state} or need.receiver in self._gone
        if withdrawn or need.id in self._numbers:
            return
        as_at = self.programme.as_at(promise)
        said = handover_date(need, promise, self.programme.as_at(need), as_at)
        # The giver is asked for a date where neither party gives one.
        node = Node(need.id, NodeKind.HANDOVER, need, need.receiver, said.day, promise, said.field, said.done, as_at)
        if said.field == "accepted":
            node = node._replace(said_by=need)
        self._add(node, schools=need.schools_must_act, bound=need.needed_by)

    def _add(
        self, node: Node, *, schools: bool, length: int = 0, sittings: Sequence[Sitting] | None = None,
        bound: date | None = None,
    ) -> None:  # fmt: skip
        self._numbers[node.id] = self._graph.add(
            node.own.toordinal() if node.own else 0,
            floor=node.as_at.toordinal() if node.as_at else 0,
            fixed=node.done,
            length=length,
            schools=schools,
            sittings=sittings,
            undated=node.own is None,
            bound=bound.toordinal() if bound else None,
        )
        self._nodes.append(node)

    def _link_references(self, one: Milestone | Diagnostic, field: str, kind: EdgeKind) -> None:
        """What a row says it comes after; a task starts on the working day after the other's end."""
        numbers, end = self._numbers, self._numbers[one.id]
        for name, lag in one.depends_on if isinstance(one, Milestone) else one.after:
            start = numbers.get(name)
            if start is None:
                self._follow(one, field, name)
            else:
                self._link(start, end, Edge(name, one.id, 1 if kind is EdgeKind.AFTER else lag, kind, one, field))

    def _link_handover(self, name: str, accounts: Accounts) -> None:
        number = self._numbers.get(name)
        if number is None:
            return
        for row in accounts.rows:
            for field in _fields_to_follow(row):
                self._follow_milestone(row, field, getattr(row, field))
        giver, receiver = accounts.giver_milestone or "", accounts.receiver_milestone or ""
        before, after = self._milestone(giver), self._milestone(receiver)
        if before is not None:
            edge = Edge(giver, name, 0, EdgeKind.READY, accounts.promise, "giver_milestone")
            self._link(before, number, edge)
            # Its giver's milestone says when, where nobody gives it a date of its own.
            self._graph.undated[number] = False
        if after is not None:
            lead = self._lead(accounts.need, self._nodes[after].record)
            edge = Edge(name, receiver, lead, EdgeKind.NEEDED, accounts.need, "receiver_milestone")
            self._link(number, after, edge)

    def _milestone(self, name: str) -> int | None:
        """The number of a milestone. An id of another sheet, which a slip of the pen may put there, has none here."""
        number = self._numbers.get(name)
        return None if number is None or self._nodes[number].kind is not NodeKind.MILESTONE else number

    def _lead(self, need: Interdependency, record: Dated) -> int:
        """The working days that the receiver needs between the handover and its milestone's baseline date.

        Of what a forum decides they lead to the day on which its papers are due: the rest of them is the meeting's own
        notice, which is counted once. What the receiver has accepted is there, and holds nothing back.
        """
        accepted, needed_by = given(need.accepted, self.programme.as_at(need)), need.needed_by
        if accepted or needed_by is None or not isinstance(record, Milestone):
            return 0
        ready = self.meetings.papers_for(record, record.baseline) or record.baseline
        return self._axis.between(needed_by.toordinal(), ready.toordinal()) if needed_by < ready else 0

    def _link(self, start: int, end: int, edge: Edge) -> None:
        self._edges.append(edge)
        self._graph.link(start, end, edge.lag)

    def _follow(self, record: Dated, field: str, target: str) -> None:
        """Keep a reference that leads to no node, with the reason."""
        if target not in self._numbers:
            self._loose.append(UnresolvedReference(record, field, target, self._why(target)))

    def _follow_milestone(self, row: Interdependency, field: str, target: str) -> None:
        """Keep a reference of a handover that leads to no milestone, with the reason."""
        if letter_of(target) != Milestone.SHEET.letter:
            self._loose.append(UnresolvedReference(row, field, target, UnresolvedReason.WRONG_SHEET))
        else:
            self._follow(row, field, target)

    def _why(self, target: str) -> UnresolvedReason:
        if code_of(target) not in self.programme.codes:
            return UnresolvedReason.NOT_READ
        kind = Diagnostic if letter_of(target) == Diagnostic.SHEET.letter else Milestone
        if target not in self.programme.ids[kind]:
            return UnresolvedReason.MISSING
        return UnresolvedReason.GONE if target in self._rows else UnresolvedReason.UNREADABLE

    @cached_property
    def _rows(self) -> frozenset[str]:
        """The ids of every milestone and task that was read, what is no longer planned included."""
        return frozenset(self.programme.milestones) | {diagnostic.id for diagnostic in self.programme.each(Diagnostic)}


def _fields_to_follow(row: Interdependency) -> Iterator[str]:
    """The references of one account that name a milestone."""
    if row.giver_milestone and row.giver != EXTERNAL:
        yield "giver_milestone"
    if row.receiver_milestone:
        yield "receiver_milestone"
