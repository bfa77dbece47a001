"""How much rests on each owner: what is open of theirs in all workstreams, and how much of it is off course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol, cast

from xl_send.results import Item, ItemKind, ProgrammeStatus, Status
from xl_send.table import CellKind, Table, TableColumn, TableRow
from xl_send.workbook.columns import Record
from xl_send.workbook.kinds import PLACEHOLDERS
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.unread import NotRead

OWNERS = "Owners"
_ABOUT = "What is open of each owner, in all workstreams together: who answers for most comes first."
_OPEN = {Status.RED, Status.AMBER, Status.GREEN, Status.NOT_DUE, Status.NO_DATA}
_COUNTED = {
    ItemKind.MILESTONE: "Milestones to come",
    ItemKind.KPI: "KPIs",
    ItemKind.RISK: "Open risks",
    ItemKind.ISSUE: "Open issues and decisions",
}
_NUMBER, _DAY = CellKind.NUMBER, CellKind.DAY
_COLUMNS = (
    TableColumn(
        "Owner", 34, help="The role or person. Names that differ only in capitals, spaces and punctuation are one."
    ),
    TableColumn("Workstreams", 22, help="Whose rows these are."),
    TableColumn("Open in all", 12, _NUMBER, "All that is counted in the next four columns."),
    *(TableColumn(title, 14, _NUMBER) for title in _COUNTED.values()),
    TableColumn("Red", 8, _NUMBER, "How many of them are Red."),
    TableColumn("Amber", 8, _NUMBER, "How many of them are Amber."),
    TableColumn(
        "Next milestone",
        16,
        _DAY,
        "The first day, from the as at date on, on which one of the milestones to come is expected.",
    ),
)


class _Owned(Protocol):
    owner: str | None


def owners_table(picture: ProgrammeStatus) -> Table:
    """A row an owner. Owners of nothing that is open, and rows that name no owner, are not there."""
    loads: dict[str, list[Item]] = {}
    for item in picture.items:
        name = _owner_of(item.record) if item.kind in _COUNTED and item.status in _OPEN else ""
        if name_key(name) and name.casefold().strip() not in PLACEHOLDERS:
            loads.setdefault(name_key(name), []).append(item)
    rows = sorted(
        (_row(found, picture.as_at) for found in loads.values()), key=lambda row: (-cast("int", row[2]), str(row[0]))
    )
    return Table(OWNERS, _COLUMNS, rows, (_ABOUT,))


def _owner_of(record: Record) -> str:
    return "" if isinstance(record, NotRead) else cast("_Owned", record).owner or ""


def _row(found: Sequence[Item], as_at: date | None) -> TableRow:
    kinds, states = [item.kind for item in found], [item.status for item in found]
    return (
        _owner_of(found[0].record), ", ".join(sorted({item.workstream for item in found})), len(found),
        *(kinds.count(kind) for kind in _COUNTED), states.count(Status.RED), states.count(Status.AMBER),
        min((day for item in found if (day := _expected(item.record)) and (not as_at or day >= as_at)), default=None),
    )  # fmt: skip


def _expected(record: Record) -> date | None:
    return (record.forecast or record.baseline) if isinstance(record, Milestone) else None
