"""What a programme workbook was made from: its returns, those left out and why, and where returns differ."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from xl_send.consolidation import Chosen, Difference, Return, SetAsideReason
from xl_send.table import CellKind, Table, TableColumn, TableRow
from xl_send.text import as_text
from xl_send.workbook.cells import Value
from xl_send.workbook.loaded import Refusal
from xl_send.workbook.unread import lost_sheets

RETURNS, DIFFERENCES = "Returns", "Differences"
_RETURNS = (
    TableColumn("File", 28, help="The name of the file."),
    TableColumn("What became of it", 22, help="Taken, set aside, or refused."),
    TableColumn("Why", 60, help="Why it was not taken, or what of it has no place in this workbook."),
    TableColumn("Workstreams", 18, help="The workstreams that it speaks for."),
    TableColumn("As at", 14, CellKind.DAY, "The day that it describes."),
    TableColumn("Prepared by", 24, help="Who prepared it."),
    TableColumn("Rows read", 12, CellKind.NUMBER, "How many of its rows were read."),
    TableColumn("Rows not read", 13, CellKind.NUMBER, "How many could not be read. They are here as they were typed."),
    TableColumn("Template version", 13, help="The edition of the workbook."),
    TableColumn("SHA-256", 68, help="The fingerprint of the file: the same file has the same."),
)
_DIFFERENCES = (
    TableColumn("Sheet", 20, help="The sheet on which the returns differ."),
    TableColumn("Record", 14, help="The row's id."),
    TableColumn("Column", 24, help="What they differ in."),
    TableColumn("Taken", 40, help="What this workbook says."),
    TableColumn("From", 26, help="Whose word that is."),
    TableColumn("Not taken", 40, help="What another return says."),
    TableColumn("Of", 26, help="Whose word that is."),
)
_ABOUT_RETURNS = "The files that this workbook was made from, and those that were left out. The files were not changed."
_ABOUT_DIFFERENCES = (
    "Where two returns say different things of one handover, one KPI or the programme itself. "
    "Settle each with both owners."
)


class Sources(NamedTuple):
    """The returns that were taken or set aside, files refused, differences, and workstreams without a return."""

    chosen: Chosen
    refused: tuple[Refusal, ...] = ()
    differences: tuple[Difference, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def left_out(self) -> bool:
        """Whether something was left out that somebody has to see to."""
        lost = (sheet for item in self.chosen.taken for sheet in lost_sheets(item.submission))
        return (
            bool(self.refused)
            or any(set_aside.why is SetAsideReason.CLASH for set_aside in self.chosen.aside)
            or any(lost)
        )


class SourceFile(NamedTuple):
    """One file: what became of it and why."""

    path: str
    fate: str
    why: str
    read: Return | None = None


def lines_of(sources: Sources) -> Iterator[SourceFile]:
    """Every file, those taken first."""
    for item in sources.chosen.taken:
        behind = ", ".join(item.left_behind)
        yield SourceFile(item.path, "Taken", f"Left behind: {behind}." if behind else "", item)
    yield from (
        SourceFile(set_aside.one.path, "Set aside", set_aside.sentence, set_aside.one)
        for set_aside in sources.chosen.aside
    )
    yield from (SourceFile(item.path, "Refused", item.sentence) for item in sources.refused)


def returns_table(sources: Sources) -> Table:
    """The Returns sheet."""
    return Table(RETURNS, _RETURNS, [_returned(line) for line in lines_of(sources)], (_ABOUT_RETURNS,))


def _returned(line: SourceFile) -> TableRow:
    name, one = Path(line.path).name, line.read
    if one is None:
        return (name, line.fate, line.why, "", None, "", None, None, "", "")
    found = one.submission
    return (
        name, line.fate, line.why, ", ".join(sorted(one.codes)), one.as_at, found.cover.prepared_by or "",
        found.rows_read, len(found.unread_rows), found.cover.template or "", one.digest,
    )  # fmt: skip


def differences_table(sources: Sources) -> Table:
    """The Differences sheet."""
    rows = [
        (
            difference.sheet, difference.record, difference.column, value_text(difference.taken),
            Path(difference.taken_from).name, value_text(difference.other),
            Path(difference.other_from).name,
        )
        for difference in sources.differences
    ]  # fmt: skip
    return Table(DIFFERENCES, _DIFFERENCES, rows, (_ABOUT_DIFFERENCES,))


def value_text(value: Value | None) -> str:
    """A value as people write it; nothing is said to be blank."""
    return "(blank)" if value is None else as_text(value)
