"""The network worked out: how soon each thing can be, how late without harm, and what drives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import islice
from typing import cast

from xl_send.network.accounts import Accounts
from xl_send.network.axis import Axis
from xl_send.network.building import Builder, BuiltNetwork
from xl_send.network.loops import Loop, loops
from xl_send.network.meetings import Meetings
from xl_send.network.nodes import Edge, EdgeKind, Node, UnresolvedReference
from xl_send.network.passes import Passes
from xl_send.network.plans import Plan
from xl_send.value_classes import frozen
from xl_send.workbook.sheets.choices import Better
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# Of a driving chain that is longer the last steps are given.
LONGEST_CHAIN = 100


@frozen()
class Network:
    """Every dated thing of a programme and what it waits for, with both passes over it.

    Dates are by the working days and terms of the policy workbook. Ids that are not in it give None.
    """

    programme: Programme
    axis: Axis
    builder: Builder
    built: BuiltNetwork
    passes: Passes

    @property
    def nodes(self) -> Sequence[Node]:
        """Milestones, diagnostic tasks and handovers; what is dropped or withdrawn is none."""
        return self.built.nodes

    @property
    def edges(self) -> Sequence[Edge]:
        """What waits for what."""
        return self.built.edges

    @property
    def loose(self) -> Sequence[UnresolvedReference]:
        """References that lead to nothing, and why."""
        return self.built.loose

    @property
    def accounts(self) -> Mapping[str, Accounts]:
        """Every handover by its id."""
        return self.builder.accounts

    @property
    def meetings(self) -> Meetings:
        """The meetings that can give a decision."""
        return self.builder.meetings

    def plan_of(self, milestone: Milestone) -> Plan:
        """The date a milestone is held to."""
        return self.builder.plan_of(milestone)

    def node(self, name: str | None) -> Node | None:
        """A node by its id."""
        number = self.built.numbers.get(name or "")
        return None if number is None else self.nodes[number]

    def feasible(self, name: str | None) -> date | None:
        """The earliest date that something can have, all it waits for considered.

        None on or after a loop, and where it is not known: nobody gives a date, or no meeting so late is listed.
        """
        number = self.built.numbers.get(name or "")
        return None if number is None else self._feasible[number]

    @cached_property
    def _feasible(self) -> Sequence[date | None]:
        return [date.fromordinal(day) if day else None for day in self.passes.feasible]

    def not_before(self, name: str | None) -> date | None:
        """The date before which something cannot be, which is all that can be said where its date is not known."""
        return self._day(self.passes.not_before, name)

    def ready(self, name: str | None) -> date | None:
        """The day on which all that something waits for is ready; None where it waits for nothing, or for a loop."""
        number = self.built.numbers.get(name or "")
        return None if number is None or not self.passes.ready[number] else self._day(self.passes.ready, name)

    def latest(self, name: str | None) -> date | None:
        """The latest date that harms nothing; None where nothing downstream sets a bound."""
        return self._day(self.passes.latest, name)

    def float_days(self, name: str | None) -> int | None:
        """Working days from the feasible date to the latest harmless one; negative where it is too late already."""
        feasible, latest = self.feasible(name), self.latest(name)
        return None if feasible is None or latest is None else self.axis.days.between(feasible, latest)

    def float_weeks(self, name: str | None) -> float | None:
        """The float in school weeks: school days between the two dates, five to a week."""
        feasible, latest = self.feasible(name), self.latest(name)
        if feasible is None or latest is None:
            return None
        return self.axis.school_weeks(feasible.toordinal(), latest.toordinal())

    def moved(self, node: Node) -> int:
        """By how many working days the feasible date lies after a node's own; none where there is no later one."""
        return self._later(node.own, self.feasible(node.id))

    def _later(self, planned: date | None, feasible: date | None) -> int:
        """The working days by which one day lies after another; none where it does not, or either is not known."""
        if planned is None or feasible is None or feasible <= planned:
            return 0
        return self.axis.days.between(planned, feasible)

    def next_term(self, plan: date, day: date) -> date | None:
        """The first day of the next term, where a day falls after the term by whose end it was planned, in none.

        None where there is no such cliff, or no later term in the Calendar.
        """
        held, number = plan.toordinal(), day.toordinal()
        ended = self.axis.back_into_term(number)
        later = self.axis.into_term(number)
        return date.fromordinal(later) if held <= ended < number < later else None

    def driving_chain(self, name: str | None) -> tuple[str, ...]:
        """What sets a date, from what set all of it to the thing itself: STA-M03, SUF-D01, SUF-M09.

        It costs its length, so it is for those alone to whom it is shown; of a very long one the last steps are given.
        """
        return tuple(self.nodes[number].id for number in reversed(list(islice(self._chain(name), LONGEST_CHAIN))))

    def driver_of(self, node: Node) -> Edge | None:
        """The link that sets the date of something; None where its own row, its floor or a meeting does."""
        driver = self.passes.driver[self.built.numbers[node.id]]
        return self.edges[driver] if driver >= 0 else None

    def origin_of(self, node: Node) -> Node:
        """What sets the date of something in the end, to which its driving chain leads back; itself if it is that."""
        number = self.built.numbers[node.id]
        return self.nodes[self._origins.get(number, number)]

    @cached_property
    def _origins(self) -> Mapping[int, int]:
        """For each node whose date something else sets, the number of the first on its chain."""
        found: dict[int, int] = {}
        for number in self.passes.order:
            driver = self.passes.driver[number]
            if driver >= 0:
                before = self.built.graph.starts[driver]
                found[number] = found.get(before, before)
        return found

    @cached_property
    def past_slips(self) -> Sequence[int]:
        """By how many working days each milestone that was reached came after its first date, the least first."""
        reached = (node for node in self.nodes if node.done and isinstance(node.record, Milestone) and node.own)
        baselines = ((cast("Milestone", node.record).baseline, node.own) for node in reached)
        return sorted(self.axis.days.between(first, day) for first, day in baselines if day)

    def lateness(self, node: Node) -> int:
        """Working days by which something can be had later than it was planned; none where it is not late.

        A milestone is held to its plan date, a task to its end, a handover to the day it is needed by.
        """
        return self._later(self._planned(node), self.feasible(node.id))

    def _planned(self, node: Node) -> date | None:
        if isinstance(node.record, Milestone):
            return self.plan_of(node.record).day
        return node.record.ends if isinstance(node.record, Diagnostic) else node.record.needed_by

    def cause_of(self, node: Node) -> Node | None:
        """What moves a node: the first thing on the way to it that is late by its own plan, else what it waits for.

        None where its own row sets its date.
        """
        driver = self.passes.driver[self.built.numbers[node.id]]
        if driver < 0:
            return None
        before = self.built.graph.starts[driver]
        return self.nodes[self._first_late.get(before, before)]

    @cached_property
    def _first_late(self) -> Mapping[int, int]:
        """For each node that is late, or waits for what is, the number of the first on its driving chain that is."""
        found: dict[int, int] = {}
        nodes, feasible, drivers, starts = self.nodes, self._feasible, self.passes.driver, self.built.graph.starts
        for number in self.passes.order:
            driver = drivers[number]
            before = found.get(starts[driver]) if driver >= 0 else None
            if before is not None:
                found[number] = before
            elif self._later(self._planned(nodes[number]), feasible[number]):
                found[number] = number
        return found

    @cached_property
    def expected_at(self) -> Mapping[str, Sequence[Expectation]]:
        """What is expected of KPIs at each milestone, those aside that are only context."""
        context = {kpi.id for kpi in self.programme.each(Kpi) if kpi.better is Better.CONTEXT}
        found: dict[str, list[Expectation]] = {}
        for expectation in self.programme.each(Expectation):
            if expectation.milestone and expectation.kpi not in context:
                found.setdefault(expectation.milestone, []).append(expectation)
        return found

    @cached_property
    def loops(self) -> Sequence[Loop]:
        """The loops, one for each link that must be cut; the weakest is not agreed, else least in time."""
        return loops(self.built.graph, self.passes.order, self._strength)

    def handover_of(self, edge: Edge) -> Accounts | None:
        """The handover by which one thing waits for another, if it is one."""
        return self.accounts.get(edge.end if edge.kind is EdgeKind.READY else edge.start)

    def slack(self, edge: Edge) -> int:
        """Working days between when an edge allows its end by the two rows' own dates, and that end."""
        numbers, graph = self.built.numbers, self.built.graph
        first, last = numbers[edge.start], numbers[edge.end]
        if not graph.own[first] or not graph.own[last]:
            return 0
        return self.axis.between(graph.own[first], graph.own[last]) - edge.lag - graph.length[last]

    def room(self, number: int) -> int | None:
        """Working days from the first that an edge, by its number, allows to its end's feasible date.

        None where either date is not known.
        """
        edge = self.edges[number]
        first, last = (self._number_of_day(self.passes.feasible, name) for name in (edge.start, edge.end))
        if first is None or last is None:
            return None
        graph = self.built.graph
        allowed = graph.meeting_for(graph.ends[number], graph.reach(number, first))
        return self.axis.between(allowed or last, last)

    def is_driving(self, number: int) -> bool:
        """Whether an edge, by its number, sets the date of its end."""
        return self.passes.driver[self.built.graph.ends[number]] == number

    @staticmethod
    def name_of(node: Node) -> str | None:
        """What a node is called."""
        return node.record.needed if isinstance(node.record, Interdependency) else node.record.name

    def _strength(self, number: int) -> tuple[bool, int, int]:
        edge = self.edges[number]
        handover = self.handover_of(edge)
        return handover is None or handover.agreed, self.slack(edge), number

    def _day(self, days: Sequence[int | None], name: str | None) -> date | None:
        day = self._number_of_day(days, name)
        return date.fromordinal(day) if day else None

    def _number_of_day(self, days: Sequence[int | None], name: str | None) -> int | None:
        number = self.built.numbers.get(name or "")
        return None if number is None else days[number]

    def _chain(self, name: str | None) -> Iterator[int]:
        """The number of a node, then of what sets its date, and so on to what sets it all."""
        number = self.built.numbers.get(name or "")
        while number is not None:
            yield number
            driver = self.passes.driver[number] if self.passes.not_before[number] is not None else -1
            number = self.built.graph.starts[driver] if driver >= 0 else None
