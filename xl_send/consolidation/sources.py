"""What a programme workbook was made from: its returns, those left out and why, and where returns differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from xl_send.commands.loading import Refusal
from xl_send.consolidation import Chosen, Difference, Return, SetAsideReason
from xl_send.workbook.days import say
from xl_send.workbook.unread import lost_sheets
from xl_send.xlsx.write.listings import Entry, Listing

RETURNS, DIFFERENCES = "Returns", "Differences"
_RETURNS = {
    "File": (28, "The name of the file."),
    "What became of it": (22, "Taken, set aside, or refused."),
    "Why": (60, "Why it was not taken, or what of it has no place in this workbook."),
    "Workstreams": (18, "The workstreams that it speaks for."),
    "As at": (14, "The day that it describes."),
    "Prepared by": (24, "Who prepared it."),
    "Rows read": (12, "How many of its rows were read."),
    "Rows not read": (13, "How many could not be read. They are here as they were typed."),
    "Template version": (13, "The edition of the workbook."),
    "SHA-256": (68, "The fingerprint of the file: the same file has the same."),
}
_DIFFERENCES = {
    "Sheet": (20, "The sheet on which the returns differ."),
    "Record": (14, "The row's id."),
    "Column": (24, "What they differ in."),
    "Taken": (40, "What this workbook says."),
    "From": (26, "Whose word that is."),
    "Not taken": (40, "What another return says."),
    "Of": (26, "Whose word that is."),
}
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


def returns_listing(sources: Sources) -> Listing:
    """The Returns sheet."""
    return Listing(RETURNS, (_ABOUT_RETURNS,), _RETURNS, [_returned(line) for line in lines_of(sources)])


def _returned(line: SourceFile) -> tuple[Entry, ...]:
    name, one = Path(line.path).name, line.read
    if one is None:
        return (name, line.fate, line.why, "", None, "", None, None, "", "")
    found = one.submission
    return (
        name, line.fate, line.why, ", ".join(sorted(one.codes)), one.as_at, found.cover.prepared_by or "",
        found.rows_read, len(found.unread_rows), found.cover.template or "", one.digest,
    )  # fmt: skip


def differences_listing(sources: Sources) -> Listing:
    """The Differences sheet."""
    rows = [
        (
            difference.sheet, difference.record, difference.column, as_text(difference.taken), Path(difference.taken_from).name, as_text(difference.other),
            Path(difference.other_from).name,
        )
        for difference in sources.differences
    ]  # fmt: skip
    return Listing(DIFFERENCES, (_ABOUT_DIFFERENCES,), _DIFFERENCES, rows)


def as_text(value: object) -> str:
    """A value as people write it; nothing where there is none."""
    if value is None:
        return "(blank)"
    if isinstance(value, date):
        return say(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
