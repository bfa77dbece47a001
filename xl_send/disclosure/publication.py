"""A programme, its picture and its findings without what is hidden, so that no output can tell it by mistake.

Whatever is worked out of these cannot tell what they do not hold: a chart has no such point, an order no such value,
a comparison no such difference. The colours are those of the whole programme.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from xl_send.disclosure.aspects import SafeAspects
from xl_send.disclosure.kpi_figures import BASELINE, KpiFigure
from xl_send.disclosure.numbers_in_words import holds_number, tells_a_number
from xl_send.disclosure.owners_words import may_tell, text_columns, text_shown
from xl_send.disclosure.protected import FIGURE_COLUMNS, NOT_QUOTED
from xl_send.disclosure.small_numbers import WITHHELD, Disclosure
from xl_send.findings import Finding
from xl_send.rag.rollup import programme_status
from xl_send.results import Fact, Item, ProgrammeStatus, Rating
from xl_send.value_classes import frozen, replace
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets_seen import Aside, RemarkedCell, UnreadCell, UnreadRow
from xl_send.workbook.submissions import Programme, Submission

R = TypeVar("R", bound=Record)

# What was worked out of figures of which one is hidden is told of none of them.
_NOTHING_BESIDES: Mapping[str, Fact] = MappingProxyType(
    dict.fromkeys(
        ("shortfall", "distance", "outlook", "latest", "later", "later_status", "direction", "direction_year")
    )
)


@frozen()
class Publication:
    """What those whom a disclosure is for may know of a programme."""

    shown: Disclosure
    given: ProgrammeStatus | None = None

    @cached_property
    def whole(self) -> ProgrammeStatus:
        """The picture with everything in it: as it was given, or worked out."""
        return self.given or programme_status(self.shown.programme)

    @cached_property
    def programme(self) -> Programme:
        """The programme with every record as it may be shown."""
        whole = self.shown.programme
        if not self.shown.hidden and not self.shown.is_public:
            return whole
        submissions = tuple(self._submission(found) for found in whole.submissions)
        named = whole.policy_workbook
        places = {before.workbook: after for before, after in zip(whole.submissions, submissions, strict=True)}
        return replace(whole, submissions=submissions, policy_workbook=named and places.get(named.workbook, named))

    @cached_property
    def picture(self) -> ProgrammeStatus:
        """The picture with every reason, fact and sentence made safe; the colours stay as they are."""
        whole = self.whole
        if self.programme is self.shown.programme:
            return whole
        items = tuple(map(self._item, whole.items))
        return whole._replace(items=items, aspects=SafeAspects(items, self.shown.guarded).of(whole.aspects))

    def findings(self, whole: Iterable[Finding], safe: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings of the whole programme that are found in the safe one too, in the same words.

        So what is told is true, and tells nothing that is hidden.
        """
        found = {(one.rule, one.cell, one.message, one.fix): one for one in safe}
        told = ((one, found.get((one.rule, one.cell, one.message, one.fix))) for one in whole if self.is_fair(one))
        return tuple(one._replace(wording=same.wording, explained=same.explained) for one, same in told if same)

    def is_fair(self, finding: Finding) -> bool:
        """Whether a finding may be told at all. That there is one may tell as much as its words.

        It may not where it stands at a KPI with a hidden figure, or names one beside a number that is no date.
        """
        guarded = self.shown.guarded
        if finding.cell.record.partition(" ")[0] in guarded:
            return False
        words = f"{finding.message} {finding.fix}"
        return not (tells_a_number(words) and any(name in words for name in guarded))

    def record(self, record: R) -> R | None:
        """A record as it may be shown, or None where nothing of it may; itself where all of it may."""
        if record not in self._records:
            self._records[record] = self._safe_record(record)
        return self._records[record]  # type: ignore[return-value]

    def against_colour(self, record: Record) -> tuple[str, ...]:
        """The columns of a record that would tell a hidden figure together with its colour."""
        if isinstance(record, Expectation):
            return ("expected",) if record.kpi in self._telling else ()
        if not isinstance(record, Kpi) or record.id not in self._telling:
            return ()
        return tuple(name for name in ("target", "tolerance") if getattr(record, name) is not None)

    @cached_property
    def _records(self) -> dict[Record, Record | None]:
        return {}

    @cached_property
    def _telling(self) -> frozenset[str]:
        """The KPIs of which what was expected would tell a hidden figure, by the programme's or their own colour."""
        shown = self.shown
        return frozenset(
            item.id
            for item in self.whole.items
            if isinstance(item.record, Kpi)
            and any(shown.narrows(item.record, rating) for rating in (item.rating, item.own))
        )

    def _submission(self, found: Submission) -> Submission:
        shown = self.shown
        records = {
            record: tuple(safe for row in rows if (safe := self.record(row)) is not None)
            for record, rows in found.records.items()
        }
        silences = tuple(
            one._replace(reason=shown.instead_of_text if may_tell(shown, one.reason) else one.reason)
            for one in found.thresholds.silences
        )
        explanations = tuple(
            one._replace(reason=shown.instead_of_text if may_tell(shown, one.reason) else one.reason)
            for one in found.explanations
        )
        return replace(
            found,
            cover=self.record(found.cover) or found.cover,
            records=records,
            thresholds=replace(found.thresholds, silences=silences),
            explanations=explanations,
            unread_cells=tuple(map(self._unread_cell, found.unread_cells)),
            remarks=tuple(map(self._remark, found.remarks)),
            asides=tuple(map(self._aside, found.asides)),
            unread_rows=tuple(map(self._unread_row, found.unread_rows)),
            rows_withheld=found.rows_read - sum(map(len, records.values())),
        )

    def _safe_record(self, record: R) -> R | None:
        if isinstance(record, Expectation) and self.against_colour(record):
            return None
        changes: dict[str, object] = {}
        for name in text_columns(type(record)):
            text = getattr(record, name)
            if isinstance(text, str) and (words := text_shown(self.shown, record, name, text)) != text:
                changes[name] = words
        changes |= self._figures(record)
        safe: R = replace(record, **changes) if changes else record  # type: ignore[arg-type]
        return safe

    def _figures(self, record: Record) -> dict[str, object]:
        """The figures of a record that are hidden, as blanks."""
        hidden = self.shown.hidden
        if isinstance(record, Actual):
            places = {"value": KpiFigure.value_of(record), "base": KpiFigure.base_of(record)}
            return {name: None for name, place in places.items() if place in hidden}
        if not isinstance(record, Kpi):
            return {}
        names = (*self.against_colour(record), *(("baseline",) if KpiFigure(record.id, BASELINE) in hidden else ()))
        return dict.fromkeys(names)

    def _unread_cell(self, one: UnreadCell) -> UnreadCell:
        at_figure = one.column.name in FIGURE_COLUMNS and holds_number(one.text)
        quoted = self.shown.protected.quoted(one.cell, one.column, one.text)
        if (at_figure and quoted == NOT_QUOTED) or may_tell(self.shown, one.text):
            return one._replace(text=NOT_QUOTED)
        return one

    def _remark(self, one: RemarkedCell) -> RemarkedCell:
        quoted = self.shown.protected.quoted(one.cell, one.column, one.text)
        if quoted == NOT_QUOTED or may_tell(self.shown, one.text):
            return one._replace(text=NOT_QUOTED, value=None)
        return one

    def _aside(self, one: Aside) -> Aside:
        """Notes and totals under a table: of a table of figures they may tell any of them."""
        sheets = {record.SHEET.title for record in (Kpi, Expectation, Actual)}
        tells = one.cell.sheet in sheets and bool(self.shown.hidden) and holds_number(one.text)
        return one._replace(text=NOT_QUOTED) if tells or may_tell(self.shown, one.text) else one

    def _unread_row(self, row: UnreadRow) -> UnreadRow:
        if row.record not in (Kpi, Expectation, Actual):
            return row
        values = {name: value for name, value in row.values.items() if name not in FIGURE_COLUMNS}
        return row._replace(values=values)

    def _item(self, item: Item) -> Item:
        kpi = item.record
        record = self.record(item.record) or item.record
        if not isinstance(kpi, Kpi) or not self.shown.is_guarded(kpi):
            return item if record is item.record else item._replace(record=record)
        return item._replace(rating=self._rating(kpi, item.rating), own=self._rating(kpi, item.own), record=record)

    def _rating(self, kpi: Kpi, rating: Rating) -> Rating:
        """A rating without what was worked out from a hidden figure; a reason that names one is put in other words."""
        shown = self.shown
        facts: dict[str, Fact] = {**rating.facts, **_NOTHING_BESIDES}
        rating = replace(rating, reason=_without(rating.reason, rating.facts.get("later")))
        judged = shown.judged(kpi, rating)
        if judged is None or not shown.hides_actual(judged):
            return replace(rating, facts=facts)
        facts["actual"] = shown.actual(kpi, judged)
        if kpi.id in self._telling:
            facts |= {"expected": WITHHELD, "tolerance": None}
        if not rating.status.coloured:
            told = rating if not tells_a_number(rating.reason) else replace(rating, reason=_not_shown(rating), brief="")
            return replace(told, facts=facts)
        brief = _in_words(shown.actual(kpi, judged))
        held = rating.facts.get("expected_at")
        expected = f", expected {shown.expected(kpi, rating)} at {say(held)}" if isinstance(held, date) else ""
        reason = brief if kpi.id in self._telling else brief + expected
        return replace(rating, reason=reason, brief=brief, facts=facts)


def _without(reason: str, later: Fact) -> str:
    """A reason without what it says of a later figure, wherever that stands in it."""
    return reason.replace(str(later), "") if later else reason


def _in_words(instead: str) -> str:
    """What stands in place of a figure, within a sentence: "its figure is not shown", "fewer than 5"."""
    return "its figure is not shown" if instead == WITHHELD else f"{instead[0].lower()}{instead[1:]}"


def _not_shown(rating: Rating) -> str:
    return f"{rating.status.value.lower()}; why rests on a figure that is not shown"
