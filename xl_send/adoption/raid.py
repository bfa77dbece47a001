"""One list for risks, assumptions, issues and dependencies: parted by the word that says what each row is."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.adoption.finding.rows import JudgedRow, RowKind
from xl_send.adoption.finding.tables import FoundTable
from xl_send.adoption.finding.wording import comparable
from xl_send.value_classes import replace

_TITLES = frozenset(
    {
        "type",
        "category",
        "raid category",
        "raid type",
        "raid",
        "kind",
        "log type",
        "entry type",
        "item type",
        "risk issue",
        "risk or issue",
        "r a i d",
        "raid log type",
    }
)
_SHEETS = {
    **dict.fromkeys(("risk", "risks", "r"), "Risks"),
    **dict.fromkeys(
        ("issue", "issues", "i", "action", "actions", "decision", "decisions", "change", "change request"),
        "Issues and decisions",
    ),
    **dict.fromkeys(("dependency", "dependencies"), "Issues and decisions"),
}
_APART = frozenset({"assumption", "assumptions", "a", "d"})
_LOGS = frozenset({"Risks", "Issues and decisions", "Interdependencies"})


def raid_parts(table: FoundTable) -> Iterator[FoundTable]:
    """The table, or its risks and its other rows apart where a column says which each row is."""
    place = _type_column(table) if table.ours in _LOGS else None
    if place is None:
        yield table
        return
    for ours in ("Risks", "Issues and decisions"):
        rows = tuple(_as_of(table, row, place, ours) for row in table.rows)
        if any(row.kind is RowKind.RECORD for row in rows):
            yield replace(
                table,
                rows=tuple(row for row in rows if row.kind is not RowKind.TITLES or ours == "Risks"),
                ours=ours,
                part=ours,
                header=table.header._replace(sheet=ours),
            )


def _as_of(table: FoundTable, row: JudgedRow, place: int, ours: str) -> JudgedRow:
    if row.kind is not RowKind.RECORD:
        return row
    word = comparable(table.sheet.text(row.number, place))
    if _SHEETS.get(word) == ours:
        return row
    return row._replace(kind=RowKind.ELSEWHERE if word in _SHEETS else RowKind.NEITHER)


def _type_column(table: FoundTable) -> int | None:
    """The column that says whether a row is a risk, an issue or another thing; None where all are of one sheet."""
    records = table.of(RowKind.RECORD)
    for column in table.header.columns:
        if comparable(column.title) not in _TITLES:
            continue
        words = {comparable(table.sheet.text(row, column.place)) for row in records} - {""}
        if words and words <= _SHEETS.keys() | _APART and len({_SHEETS.get(word, "") for word in words}) > 1:
            return column.place
    return None
