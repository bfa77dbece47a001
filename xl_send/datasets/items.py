"""Rated rows with the colour that was worked out for each, why, and the facts behind it: one row an item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xl_send.datasets.dataset import (
    DataRow,
    Dataset,
    Field,
    Scalar,
    date_field,
    number_field,
    text_field,
    whole,
    yes_no,
)
from xl_send.datasets.records import record_fields, record_row, scalar
from xl_send.results import Fact, Item, ItemKind, ProgrammeStatus
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

STATUS = (
    text_field("status", "The colour by the programme's thresholds and what the rest of the programme does to it."),
    text_field("own_status", "The colour by the row's own dates and figures and its own workbook's thresholds."),
    text_field("reason", "Why it has that colour, in a sentence."),
    yes_no("unknown", "Whether what decides the colour could not be read or is in doubt, so that it may be Red."),
)
_UNIT = "in the KPI's own unit; a share of 1 for percent"
FACTS: Mapping[ItemKind, tuple[Field, ...]] = {
    ItemKind.MILESTONE: (
        date_field("plan", "The agreed date once a change is approved, else the baseline date."),
        whole("late", "How much later than planned it was reached or is expected.", "working days"),
        whole("original_late", "How much later than first agreed it was reached or is expected.", "working days"),
        date_field("feasible", "The earliest day on which it can be reached, by what it waits for."),
        whole("float", "How much later it may be without moving what waits for it.", "working days"),
        number_field("float_weeks", "The same in school weeks.", "school weeks"),
        text_field("driving_chain", "The ids by which its feasible date is set, the first first."),
    ),
    ItemKind.KPI: (
        number_field("actual_value", "The figure that is judged.", _UNIT),
        date_field("actual_date", "The day that figure speaks of."),
        number_field("expected", "What was expected at that day.", _UNIT),
        date_field("expected_at", "The day of the expectation in force."),
        number_field("shortfall", "How far the figure falls short; negative where it is ahead.", _UNIT),
        number_field("tolerance_used", "The shortfall that still counts as Amber.", _UNIT),
        number_field("distance", "How far the figure is from the final target; negative where it is beyond it.", _UNIT),
        text_field("direction", "Improving, Worsening or Same against the figure before."),
        text_field("direction_year", "The same against the figure a year before."),
        number_field("latest_value", "A later figure that is not judged yet.", _UNIT),
        date_field("latest_date", "The day that one speaks of."),
    ),
    ItemKind.RISK: (number_field("score", "Likelihood times impact, now."),),
    ItemKind.ISSUE: (),
    ItemKind.RESOURCE: (
        number_field("planned", "What is planned of the person or team in the fullest week of the line.", "FTE"),
        number_field("capacity", "The whole capacity of the person or team.", "FTE"),
        date_field("worst_week", "The Monday of that week."),
    ),
    ItemKind.MONEY: (
        number_field("overspend", "Forecast outturn over the budget; negative is an underspend.", "share of 1"),
    ),
}
# Facts that would have the name of a column that means another thing.
_RENAMED = {"actual_value": "actual", "latest_value": "latest", "tolerance_used": "tolerance"}


class _Told(NamedTuple):
    name: str
    kind: ItemKind
    record: type[Record]
    description: str


_TABLES = (
    _Told("milestones", ItemKind.MILESTONE, Milestone, "One row a milestone, with its lateness, float and colour."),
    _Told(
        "kpis", ItemKind.KPI, Kpi, "One row a KPI, with the figure that is judged, what was expected, and its colour."
    ),
    _Told("risks", ItemKind.RISK, Risk, "One row a risk, with its score and colour."),
    _Told("issues", ItemKind.ISSUE, LogEntry, "One row an issue, decision, action or change request, with its colour."),
    _Told("resources", ItemKind.RESOURCE, Resource, "One row a line of somebody's time, with its use and colour."),
    _Told("money", ItemKind.MONEY, MoneyLine, "One row a line of money in a financial year, with its colour."),
)


def item_datasets(programme: Programme, picture: ProgrammeStatus) -> Iterable[Dataset]:
    """A table for each kind of rated row. Rows that could not be read stand with their id and why, and no more."""
    for told in _TABLES:
        facts = FACTS[told.kind]
        fields = (*record_fields(told.record), *facts, *STATUS)
        items = [item for item in picture.items if item.kind is told.kind]
        rows = [_row(programme, told, item, facts) for item in items]
        yield Dataset(told.name, told.description, fields, ("workbook", "row"), rows)


def _row(programme: Programme, told: _Told, item: Item, facts: Sequence[Field]) -> DataRow:
    base: dict[str, object] = {}
    if isinstance(item.record, told.record):
        base = dict(record_row(programme, item.record))
    else:
        base = {"workbook": item.record.workbook, "row": item.record.row, "id": item.id, "workstream": item.workstream}
    found = {field.name: _fact(item.rating.facts.get(_RENAMED.get(field.name, field.name))) for field in facts}
    return {**{name: scalar(value) for name, value in base.items()}, **found, **status_cells(item)}


def status_cells(item: Item) -> DataRow:
    """The colour of an item, and why."""
    rating = item.rating
    return {
        "status": rating.status.value,
        "own_status": item.own.status.value,
        "reason": rating.reason,
        "unknown": rating.unknown,
    }


def _fact(value: Fact) -> Scalar:
    return None if isinstance(value, Mapping) else scalar(value)
