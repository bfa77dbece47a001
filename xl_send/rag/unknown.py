"""Unread is unknown: what an item rests on and could not be read leaves it No data, unless it is Red anyway.

A row's own rating looks at its own cells, as live formulas do. In the programme it also rests on its workstream,
on thresholds and calendar, and on what others say; none of that is taken for absent when it could not be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from xl_send.analysis.unlisted import is_unlisted, may_be_of
from xl_send.network import given, ids_named
from xl_send.rag.context import Context, Known, Measured
from xl_send.rag.doubts import (
    as_at_in_doubt,
    change_in_doubt,
    days_in_doubt,
    expected_in_doubt,
    figure_in_doubt,
    handover_in_doubt,
    milestones_in_doubt,
)
from xl_send.rag.kpis.gaps import unplaced_of
from xl_send.rag.kpis.position import kpi_position
from xl_send.rag.unknown_people import UnknownPeople
from xl_send.rag.waits import UnknownDate, unknown_dates, unknown_meetings, unread_account
from xl_send.results import Item, ItemKind, Rating, Status
from xl_send.value_classes import field, frozen, replace
from xl_send.workbook.columns import Record, columns_by_name
from xl_send.workbook.doubts import backward_entries, out_of_order
from xl_send.workbook.policies import Policy
from xl_send.workbook.sheets.choices import Decision, RiskStatus, State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.unread import Unread

# The thresholds by which each kind of item is rated.
THRESHOLDS: Mapping[ItemKind, frozenset[str]] = {
    ItemKind.MILESTONE: frozenset({"milestone_green", "milestone_amber"}),
    ItemKind.KPI: frozenset({
        "kpi_tolerance", "kpi_journey", "smallest_tolerance", "between", "rate_base", "overdue_monthly",
        "overdue_half_termly", "overdue_quarterly", "overdue_termly", "overdue_annual",
    }),
    ItemKind.RISK: frozenset({"matrix"}),
    ItemKind.ISSUE: frozenset(),
    ItemKind.INTERDEPENDENCY: frozenset({"tight_float", "agreement_days", "milestone_green"}),
    ItemKind.RESOURCE: frozenset({"full_allocation", "over_allocation"}),
    ItemKind.MONEY: frozenset({"money_amber", "money_red"}),
}  # fmt: skip
_FORUMS = frozenset({"key_notice", "papers_before"})


@frozen()
class Unknowns:
    """What of a programme is not known, asked of one item after another."""

    measured: Measured
    _thresholds: dict[frozenset[str], str] = field(default_factory=dict)

    def applied(self, item: Item) -> Item:
        """The item as it counts in the programme: No data where its colour rests on what could not be read."""
        rating = item.rating
        stream = self._stream(item)
        if stream:
            return item._replace(rating=_not_known(rating, stream))
        doubt = "" if rating.unknown else self._doubt(item)
        if doubt:
            return item._replace(rating=Rating.not_known(doubt, *rating.cells, facts=rating.facts))
        of_when = self._of_when(item)
        if of_when:
            return item._replace(rating=_not_known(rating, of_when))
        if rating.unknown or rating.status is Status.RED:
            return item
        # Who is not there yet may be late, withdrawn or paused by a column that was not found.
        whys = iter([self._columns(item)]) if rating.settled and rating.status is Status.NOT_DUE else self._whys(item)
        why = next((found for found in whys if found), "") if self._is_open(rating) else ""
        return item._replace(rating=_not_known(rating, why, self._brief(item, why))) if why else item

    def _brief(self, item: Item, why: str) -> str:
        """A reason in few words: of a date that rests on others only the next of them is named."""
        date = self._date(item.id)
        return date.brief if date.why == why else why

    def _date(self, name: str) -> UnknownDate:
        """Why the date of a row is not known; blank where it is."""
        return self._dates.get(name, UnknownDate("", ""))

    @staticmethod
    def _is_open(rating: Rating) -> bool:
        """Whether anything else than the row's own word could change it."""
        return not rating.settled or rating.status is Status.NOT_DUE

    def _whys(self, item: Item) -> Iterator[str]:
        """What is not known and may make the item worse, each in words; blank where all is known."""
        yield self._columns(item)
        if item.status.coloured or item.kind is ItemKind.KPI:
            yield self._threshold(THRESHOLDS[item.kind])
        asked = _ASKED.get(item.kind)
        if asked:
            yield from asked(self, item)

    def _stream(self, item: Item) -> str:
        """Why it is not known whether the item's workstream is active; what is Red or Amber is so if it is."""
        if item.rating.unknown or item.status in {Status.RED, Status.AMBER}:
            return ""
        return self._unlisted(item) or self.unread.stream(item.workstream, item.record.workbook)

    def _unlisted(self, item: Item) -> str:
        """Why it is not known whether the item's workstream is active, where its code is nobody's.

        One of its workbook's may be meant: a row is only rated as if that were active where all of these are.
        """
        programme, row = self.measured.programme, item.record
        submission = programme.of(row)
        if item.rating.settled or not is_unlisted(row, submission):
            return ""
        as_at = programme.as_at(row)
        for code in sorted(may_be_of(row, submission)):
            stream = programme.streams.get(code)
            begun = stream and as_at and (stream.starts is None or stream.starts <= as_at)
            if stream is None or stream.state is not State.ACTIVE or not begun:
                return f"its workstream, {item.workstream}, is not on the Workstreams sheet, and {code} may be meant"
        return ""

    def _columns(self, item: Item) -> str:
        """Which column that the item's colour rests on was not found."""
        row = item.record
        kinds: tuple[type[Record], ...] = (type(row), *((Actual, Expectation) if isinstance(row, Kpi) else ()))
        books = {row.workbook, *(account.cell.workbook for account in item.accounts)}
        found = (self.unread.column(*kinds, workbook=book, row=row) for book in sorted(books))
        return next((why for why in found if why), "")

    @property
    def unread(self) -> Unread:
        """What of the workbooks could not be read."""
        return self._known.unread

    @cached_property
    def _shared(self) -> Context | None:
        return next((item.shared for item in self.measured.by_workbook.values()), None)

    @cached_property
    def _known(self) -> Known:
        return self._shared.known if self._shared else Known(self.measured.programme)

    @cached_property
    def _policy(self) -> Policy | None:
        return self.measured.programme.policy

    def _threshold(self, names: frozenset[str]) -> str:
        """Why a threshold is not known, or cannot be what was meant; looked up once for all that rest on the same."""
        if names not in self._thresholds:
            self._thresholds[names] = self._threshold_doubt(names)
        return self._thresholds[names]

    def _threshold_doubt(self, names: frozenset[str]) -> str:
        policy = self._policy
        why = self.unread.threshold(policy, names)
        if why or policy is None:
            return why
        for lower, upper in out_of_order(policy.thresholds):
            if {lower, upper} & names:
                cell, title = policy.cell(lower), columns_by_name(Thresholds)[lower].title
                place = f"{title} ({cell.address})" if cell else title
                return f"the threshold {place} is in doubt: it is above the one that follows it"
        return ""

    @cached_property
    def _calendar(self) -> str:
        """Why terms and working days are not known."""
        policy = self._policy
        if policy is None:
            return ""
        for entry in backward_entries(policy.calendar):
            return f"the Calendar is in doubt: {entry.at('ends').address} is before its start"
        return self.unread.calendar(policy)

    @cached_property
    def _dates(self) -> Mapping[str, UnknownDate]:
        """What may come later than is known."""
        network = self._shared.network if self._shared else None
        return unknown_dates(network, self.unread) if network else {}

    def milestone(self, item: Item) -> Iterator[str]:
        """What may make a milestone worse."""
        row = item.record
        if not isinstance(row, Milestone):
            return
        if row.agreed is not None and item.status is not Status.COMPLETE:
            yield self.unread.cell(row, "changes")
            yield from (self.unread.named(LogEntry, name) for text in row.changes for name in ids_named(text))
            yield from change_in_doubt(row, self._known)
        if item.status.coloured:
            yield self._date(row.id).why
            yield self._calendar if row.schools_must_act else ""
            yield from self._decision(row)

    def _decision(self, row: Milestone) -> Iterator[str]:
        """Why it is not known whether a decision that is still needed can be given in time."""
        as_at = self.measured.programme.as_at(row)
        if row.decision is Decision.NONE or given(row.decided, as_at):
            return
        yield self.unread.cell(row, "forum")
        if row.forum:
            yield self._threshold(_FORUMS) or self._calendar
        yield from unknown_meetings(row, self.unread)

    def kpi(self, item: Item) -> Iterator[str]:
        """What may make a KPI worse: figures and expectations that name no KPI."""
        row = item.record
        contexts = self.measured.of_record(row)
        if not isinstance(row, Kpi) or contexts is None:
            return
        yield unplaced_of(kpi_position(row, contexts.shared))
        yield expected_in_doubt(row, self._known)

    def _doubt(self, item: Item) -> str:
        """Which figure of a KPI, or which dates of a milestone, are in doubt by more than their own value."""
        row, contexts = item.record, self.measured.of_record(item.record)
        if isinstance(row, Milestone) and item.status is not Status.NOT_RATED:
            return milestones_in_doubt(self.measured.programme).get(row.workbook, "")
        if not isinstance(row, Kpi) or contexts is None:
            return ""
        if item.status is not Status.CONTEXT and (why := days_in_doubt(self.measured.programme).get(row.workbook)):
            return why
        if not (item.status.coloured or item.status is Status.NOT_RATED):
            return ""
        return expected_in_doubt(row, self._known) or figure_in_doubt(kpi_position(row, contexts.shared))

    def _of_when(self, item: Item) -> str:
        """Why it is not known of which day an item's return tells; what is Red on an earlier day stays so."""
        doubted = as_at_in_doubt(self.measured.programme)
        if not doubted or item.status in {Status.RED, Status.NO_DATA, Status.NOT_RATED, Status.CONTEXT}:
            return ""
        books = [item.record.workbook, *(account.cell.workbook for account in item.accounts)]
        return next((doubted[book] for book in books if book in doubted), "")

    def risk(self, item: Item) -> Iterator[str]:
        """What may make a risk worse: that it became an issue is known only from the issues."""
        row = item.record
        if isinstance(row, Risk) and row.status is RiskStatus.BECAME_ISSUE and item.status is Status.GREEN:
            yield self._issues

    @cached_property
    def _issues(self) -> str:
        """Why it is not known from which risks the issues came."""
        entries = (self.unread.cell(entry, "from_risk") for entry in self.measured.programme.each(LogEntry))
        return self.unread.sheet(LogEntry) or next((why for why in entries if why), "")

    def handover(self, item: Item) -> Iterator[str]:
        """What may make a handover worse."""
        row = item.record
        if isinstance(row, Interdependency):
            yield unread_account(row, self.unread)
            yield from handover_in_doubt(row, self._known) if item.status is not Status.COMPLETE else ()
            yield self._unnamed(row) if item.status is not Status.COMPLETE else ""
            if item.status is not Status.COMPLETE and "effective" in item.rating.facts:
                yield self._date(row.id).why
                yield self._calendar

    def _unnamed(self, row: Interdependency) -> str:
        """Why it is not known what waits for a handover, where nobody's account names a milestone that can be read."""
        network = self._shared.network if self._shared else None
        accounts = network.accounts.get(row.id) if network else None
        if accounts is None or accounts.receiver_milestone:
            return ""
        return next((why for one in accounts.rows if (why := self.unread.cell(one, "receiver_milestone"))), "")

    def resource(self, item: Item) -> Iterator[str]:
        """What may make a line of somebody's time worse: other lines of theirs."""
        if isinstance(item.record, Resource):
            yield self._calendar
            yield from self._people.unknown(item, item.record)

    @cached_property
    def _people(self) -> UnknownPeople:
        thresholds = self._policy.thresholds if self._policy else Thresholds()
        return UnknownPeople(self.measured.programme, self.unread, thresholds)


def _not_known(rating: Rating, why: str, brief: str = "") -> Rating:
    without = f"{rating.status.value} without that: {rating.reason}"
    reason = why if rating.status is Status.NO_DATA else f"{why} ({without})"
    return replace(rating, status=Status.NO_DATA, reason=reason, brief=brief or why, unknown=True)


_ASKED: Mapping[ItemKind, Callable[[Unknowns, Item], Iterator[str]]] = {
    ItemKind.MILESTONE: Unknowns.milestone,
    ItemKind.KPI: Unknowns.kpi,
    ItemKind.RISK: Unknowns.risk,
    ItemKind.INTERDEPENDENCY: Unknowns.handover,
    ItemKind.RESOURCE: Unknowns.resource,
}
