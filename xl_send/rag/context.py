"""By what a record is measured: a date, thresholds, working days, and what other records say.

A record's own status looks at its own workbook alone, as the workbook's own formulas do; its status in
the programme looks at every workbook that was read (status: whose date, whose thresholds).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from xl_send.analysis.use_of_people import Use, use_of_people
from xl_send.analysis.weeks import Weeks
from xl_send.calendar import Terms, WorkingDays
from xl_send.network import Network, given, network_of
from xl_send.rag.kpis.strays import stray_rows
from xl_send.value_classes import NamedTuple, frozen
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import LogKind, State
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.sheets_seen import UnreadRow
from xl_send.workbook.submissions import Programme, Submission, first_by_id
from xl_send.workbook.unread import Unread

OfKpi = TypeVar("OfKpi", Actual, Expectation)
ByKpi = Mapping[tuple[str, str], tuple[OfKpi, ...]]


@frozen()
class Known:
    """What a record's references lead to, within the workbooks of a programme (which may be of one)."""

    programme: Programme

    @cached_property
    def unread(self) -> Unread:
        """What of these workbooks could not be read."""
        return Unread(self.programme)

    @cached_property
    def strays(self) -> Mapping[str, Sequence[UnreadRow]]:
        """By workbook, the figures and expectations that name a KPI which is not there."""
        return {found.workbook: tuple(stray_rows(self.programme, found)) for found in self.programme.submissions}

    @cached_property
    def changes(self) -> Mapping[str, LogEntry]:
        """Change requests by id."""
        return first_by_id(
            log_entry for log_entry in self.programme.each(LogEntry) if log_entry.kind is LogKind.CHANGE_REQUEST
        )

    @cached_property
    def became_issues(self) -> frozenset[str]:
        """The ids of risks that an issue names as its origin."""
        issues = (log_entry for log_entry in self.programme.each(LogEntry) if log_entry.kind is LogKind.ISSUE)
        return frozenset(issue.from_risk for issue in issues if issue.from_risk)

    @cached_property
    def use(self) -> Mapping[str, Use]:
        """How much of each person or team is planned in each week, by the key of its name."""
        policy = self.programme.policy
        calendar = policy.calendar if policy else ()
        weeks = Weeks(WorkingDays.of(calendar), Terms.of(calendar))
        return use_of_people(self.programme.each(Resource), weeks, self._is_active)

    def _is_active(self, line: Resource) -> bool:
        return self.programme.state_of(line.workstream) is State.ACTIVE

    def milestone(self, name: str | None) -> Milestone | None:
        """A milestone by its id, where it was read."""
        return self.programme.milestones.get(name or "")

    def date_of(self, milestone: Milestone) -> date | None:
        """When a milestone was reached, else when it is expected to be."""
        return given(milestone.actual, self.programme.as_at(milestone)) or milestone.forecast


class Figures(NamedTuple):
    """The actuals and expectations of every KPI, by workbook and KPI, gathered once."""

    actuals: ByKpi[Actual]
    expectations: ByKpi[Expectation]

    @classmethod
    def of(cls, programme: Programme) -> Figures:
        """All of a programme's figures, actuals in the order of their dates. A blank one is not a figure."""
        filled = [actual for actual in programme.each(Actual) if actual.value is not None]
        filled.sort(key=lambda item: (item.period_end, item.row))
        return cls(_by_kpi(filled), _by_kpi(programme.each(Expectation)))

    def actuals_of(self, kpi: Kpi) -> tuple[Actual, ...]:
        """The figures that the KPI's own workbook gives for it."""
        return self.actuals.get((kpi.workbook, kpi.id), ())

    def given_by(self, kpi: Kpi, day: date) -> tuple[Actual, ...]:
        """Of those the ones for a period that has ended by a day: a later one cannot have been counted yet."""
        every = self.actuals_of(kpi)
        return every[: bisect_right(every, day, key=lambda actual: actual.period_end)]

    def expectations_of(self, kpi: Kpi) -> tuple[Expectation, ...]:
        """The expectations that the KPI's own workbook gives for it."""
        return self.expectations.get((kpi.workbook, kpi.id), ())


def _by_kpi(records: Iterable[OfKpi]) -> ByKpi[OfKpi]:
    found: dict[tuple[str, str], list[OfKpi]] = {}
    for record in records:
        found.setdefault((record.workbook, record.kpi), []).append(record)
    return {key: tuple(rows) for key, rows in found.items()}


class Context(NamedTuple):
    """By what a record is measured. `as_at` is the date of its own workbook, unless overridden.

    `network` is what a record's own status does not look at: what other rows and workbooks do to its date.
    """

    as_at: date
    thresholds: Thresholds
    days: WorkingDays
    known: Known
    figures: Figures
    network: Network | None = None

    def date_of(self, milestone: Milestone) -> date | None:
        """When a milestone was reached, else when it is expected, which in the programme is not before it can be."""
        own = self.known.date_of(milestone)
        feasible = self.network.not_before(milestone.id) if self.network else None
        return max(own, feasible) if own and feasible else own


class Contexts(NamedTuple):
    """By what a workbook's records are measured: `own` as its own formulas do, `shared` as the programme does.

    Both take the date of the workbook, unless overridden (status: whose date, whose thresholds).
    """

    own: Context
    shared: Context

    @property
    def agree(self) -> bool:
        """Whether the two are one but for the network, as in a programme of one workbook."""
        return self.own.known is self.shared.known


class Measured(NamedTuple):
    """A programme, and the contexts of each workbook; one without a readable As at has none, and no statuses.

    The workbooks stand in the order of their names, so that nothing rests on the order they were read in.
    """

    programme: Programme
    by_workbook: Mapping[str, Contexts]

    @classmethod
    def of(cls, programme: Programme) -> Measured:
        """The contexts of every workbook of a programme."""
        network = network_of(programme)
        # The network has the workbooks in that order already.
        settled = network.programme
        policy = settled.policy
        if policy is None:
            return cls(settled, {})
        figures = Figures.of(settled)
        dated = [(submission, settled.as_at_override or submission.as_at) for submission in settled.submissions]
        shared = Context(date.min, policy.thresholds, network.axis.days, Known(settled), figures, network)
        return cls(settled, {item.workbook: _contexts(item, day, settled, shared) for item, day in dated if day})

    def of_record(self, record: Record) -> Contexts | None:
        """The contexts of one record, by its workbook."""
        return self.by_workbook.get(record.workbook)


def _working_days(submission: Submission) -> WorkingDays:
    return WorkingDays.of(submission.all(CalendarEntry))


def _contexts(submission: Submission, day: date, programme: Programme, template: Context) -> Contexts:
    shared = template._replace(as_at=day)
    if programme.submissions == (submission,) and programme.policy and programme.policy.submission is submission:
        return Contexts(shared._replace(network=None), shared)
    alone = Known(Programme((submission,), programme.as_at_override))
    own = Context(day, submission.thresholds, _working_days(submission), alone, template.figures)
    return Contexts(own, shared)
