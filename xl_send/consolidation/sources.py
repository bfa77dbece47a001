"""What a programme workbook was made from: its returns, those left out and why, and where returns differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from xl_send.consolidation import UNSETTLED, Chosen, Difference, Return, SetAsideReason
from xl_send.consolidation.belonging import questions
from xl_send.consolidation.chase import (
    CAME,
    CARRIED,
    MISSING,
    ExpectedWorkstream,
    ReturnCheck,
    carried_words,
    days_late,
    missing_words,
    owners_of,
)
from xl_send.consolidation.returns import DIFFERENCES, LEFT_BEHIND, RETURNS
from xl_send.consolidation.row_sources import NotTaken, value_text
from xl_send.consolidation.unknown import LeftFile, left_files
from xl_send.reading.loaded import Refusal
from xl_send.table import CellKind, Table, TableColumn, TableRow
from xl_send.value_classes import NamedTuple

NOT_TAKEN = "Not taken"
RETURNS_COLUMNS = (
    TableColumn("File", 28, help="The name of the file."),
    TableColumn("What became of it", 22, help="Taken, set aside, or refused."),
    TableColumn("Why", 60, help="Why it was not taken, what of it was not, or what is to be asked about it."),
    TableColumn("Workstreams", 18, help="The workstreams that it speaks for."),
    TableColumn("As at", 14, CellKind.DAY, "The day that it describes."),
    TableColumn("Prepared by", 24, help="Who prepared it."),
    TableColumn("Owner", 30, help="Who owns the workstream, and is to be asked."),
    TableColumn("Deputy", 24, help="Who acts when the owner is away."),
    TableColumn(
        "Days late", 10, CellKind.NUMBER, "How many days before this workbook's As at the day lies that it describes."
    ),
    TableColumn("Errors", 9, CellKind.NUMBER, "How many errors Validate finds in it."),
    TableColumn("Queries", 9, CellKind.NUMBER, "How many queries, without those that are explained."),
    TableColumn("Put right first", 60, help="The first thing to put right."),
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
_NOT_TAKEN = (
    TableColumn("File", 28, help="The return in which it stands."),
    TableColumn("Sheet", 18, help="The sheet on which it stands."),
    TableColumn("Row", 8, CellKind.NUMBER, "Its row, where it is a row."),
    TableColumn("Record", 14, help="Its id, where it has one."),
    TableColumn("What it says", 80, help="All that was typed there."),
    TableColumn("Why", 60, help="Why it was not taken."),
)
_ABOUT_NOT_TAKEN = (
    "What stands in a return and not in this workbook. All other rows are here as they were typed. "
    "Settle with its owner what is to be said, and in whose return."
)
_ABOUT_RETURNS = (
    "Whom to chase: the workstreams of which no return came, the files that this workbook was made from, and those "
    "that were left out. The files were not changed."
)
_ABOUT_DIFFERENCES = (
    "Where two returns say different things of one handover, one KPI or the programme itself. "
    "Settle each with both owners."
)


class Sources(NamedTuple):
    """The returns that were taken or set aside, files refused, differences, and workstreams without a return.

    `not_taken` is what of the returns that were taken is not in the workbook; `whose_thresholds` says whose serve all.
    `missing` are workstreams of which no return came, `checks` what is wrong with each return, by its path, and
    `as_at` the day that the workbook describes.
    """

    chosen: Chosen
    refused: tuple[Refusal, ...] = ()
    differences: tuple[Difference, ...] = ()
    missing: tuple[ExpectedWorkstream, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()
    whose_thresholds: str = ""
    checks: Mapping[str, ReturnCheck] = MappingProxyType({})
    as_at: date | None = None

    @property
    def left_files(self) -> tuple[LeftFile, ...]:
        """The files that came and were not taken, and that somebody has to see to, with whose they seem to be."""
        return tuple(left_files(self.chosen, self.refused, self.missing))

    @property
    def left_out(self) -> bool:
        """Whether something was left out or not read that somebody has to see to."""
        return (
            any(not item.stray for item in self.refused)
            or any(set_aside.why in UNSETTLED for set_aside in self.chosen.aside)
            or any(item.not_read for item in self.chosen.taken)
        )


class SourceFile(NamedTuple):
    """One file: what became of it and why. `of` are the workstreams that the name of one that was not read tells."""

    path: str
    fate: str
    why: str
    read: Return | None = None
    expected: ExpectedWorkstream | None = None
    of: tuple[ExpectedWorkstream, ...] = ()


def source_lines(sources: Sources) -> Iterator[SourceFile]:
    """Every workstream of which no return came, then every file, those taken first."""
    left = sources.left_files
    for found in sources.missing:
        came = [file.name for file in left if found.code in file.codes]
        yield SourceFile("", MISSING, missing_words(found, came), expected=found)
    asked = questions(sources.chosen.taken)
    for item in sources.chosen.taken:
        behind = ", ".join(item.left_behind)
        rows = sum(found.path == item.path for found in sources.not_taken)
        came = [file.name for file in left if file.codes & item.codes]
        were = "entry was" if rows == 1 else "entries were"
        told = [carried_words(item, came)] if item.carried else []
        told += [f"{rows} {were} not taken: see the {NOT_TAKEN} sheet."] if rows else []
        told += [*asked.get(item.path, ()), *([f"{LEFT_BEHIND}{behind}."] if behind else [])]
        yield SourceFile(item.path, CARRIED if item.carried else CAME, " ".join(told), item)
    for set_aside in sources.chosen.aside:
        fate = "Refused" if set_aside.why is SetAsideReason.STRANGER else "Set aside"
        yield SourceFile(set_aside.one.path, fate, set_aside.sentence, set_aside.one)
    yield from (SourceFile(file.path, "Refused", file.sentence, of=file.of) for file in left if file.aside is None)
    yield from (SourceFile(item.path, "No return", item.sentence) for item in sources.refused if item.stray)


def returns_table(sources: Sources) -> Table:
    """The Returns sheet: whom to chase."""
    return Table(
        RETURNS, RETURNS_COLUMNS, [returned(line, sources) for line in source_lines(sources)], (_ABOUT_RETURNS,)
    )


def returned(line: SourceFile, sources: Sources) -> TableRow:
    """One row of it, as `RETURNS_COLUMNS`."""
    name, one, expected = Path(line.path).name, line.read, line.expected
    if expected is not None:
        late = days_late(expected.last, sources.as_at) or None
        who = (expected.owner, expected.deputy, late, *_UNKNOWN)
        return (name, line.fate, line.why, expected.code, expected.last, "", *who, None, None, "", "")
    if one is None:
        codes, owners, deputies = _whose(line.of)
        return (name, line.fate, line.why, codes, None, "", owners, deputies, None, *_UNKNOWN, None, None, "", "")
    found, checked = one.submission, sources.checks.get(line.path)
    wrong = (checked.errors, checked.queries, checked.first) if checked else (0, 0, "") if sources.checks else _UNKNOWN
    return (
        name, line.fate, line.why, ", ".join(sorted(one.codes)), one.as_at, found.cover.prepared_by or "",
        *owners_of(one), days_late(one.as_at, sources.as_at), *(wrong if line.fate in (CAME, CARRIED) else _UNKNOWN),
        found.rows_read, len(found.unread_rows), found.cover.template or "", one.digest,
    )  # fmt: skip


def _whose(found: Sequence[ExpectedWorkstream]) -> tuple[str, str, str]:
    """The codes, owners and deputies of workstreams, as far as they are known."""
    owners = dict.fromkeys(one.owner for one in found if one.owner)
    deputies = dict.fromkeys(one.deputy for one in found if one.deputy)
    return ", ".join(one.code for one in found), "; ".join(owners), "; ".join(deputies)


# What is wrong with a return that was not checked.
_UNKNOWN = (None, None, "")


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


def not_taken_table(sources: Sources) -> Table:
    """The sheet Not taken."""
    rows = [
        (Path(found.path).name, found.sheet, found.row or None, found.record, found.said, found.why)
        for found in sources.not_taken
    ]
    return Table(NOT_TAKEN, _NOT_TAKEN, rows, (_ABOUT_NOT_TAKEN,))
