"""What of a workbook was not found: sheets, columns that colours rest on, and the date that it describes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PureWindowsPath
from typing import NamedTuple

from xl_send.workbook.columns import Column, Layout, Need, Record
from xl_send.workbook.not_read import NotFound, not_found_of
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.sheets_seen import SheetSeen
from xl_send.workbook.submissions import Programme, Submission

# The sheets whose every row has a colour.
RATABLE: tuple[type[Record], ...] = (Milestone, Kpi, Risk, LogEntry, Interdependency, Resource, MoneyLine)


class Lost(NamedTuple):
    """A sheet of which nothing was read: why, and the workstreams that its rows may have been of.

    Of a `part` only the rows of these workstreams are lost: the return that would have had them lacked the sheet.
    """

    record: type[Record]
    workbook: str
    codes: frozenset[str]
    sentence: str
    part: bool = False

    def touches(self, *codes: str | None) -> bool:
        """Whether rows of one of these workstreams may be lost."""
        return not self.part or not self.codes.isdisjoint(codes)


class MissingColumn(NamedTuple):
    """A column that dates and colours rest on and that was not found; in the rows of one workstream, if `code` is."""

    column: Column
    record: type[Record]
    code: str = ""

    @property
    def sentence(self) -> str:
        """Which column was not found."""
        if self.code:
            return NotFound(self.code, self.record, self.column).sentence
        return f"the column {self.column.title} of {self.record.SHEET.title} was not found"


def lost_sheets(submission: Submission) -> Iterator[Lost]:
    """The sheets of a workbook, or of a return in it, of which nothing was read; and a return without an As at."""
    yield from _absent(submission)
    for one in not_found_of(submission):
        if one.record in (None, Cover) or one.column is None:
            yield Lost(one.record or Cover, submission.workbook, frozenset({one.code}), one.sentence, part=True)


def _absent(submission: Submission) -> Iterator[Lost]:
    likely = dict(submission.absent)
    if not likely and not submission.headless:
        return
    codes, name = _codes(submission), PureWindowsPath(submission.workbook).name
    for record in (*likely, *submission.headless):
        # Thresholds have defaults, so a workbook that has no such sheet goes by them.
        if record is Thresholds and not likely.get(record):
            continue
        title = record.SHEET.title
        if record not in likely:
            sentence = f"no titles were found on the sheet {title} of {name}"
        elif likely[record]:
            sentence = f"the sheet {title} of {name} was not found; {likely[record]} may be it"
        else:
            sentence = f"the sheet {title} of {name} was not found"
        yield Lost(record, submission.workbook, codes, sentence)


def missing_columns(submission: Submission) -> Iterator[MissingColumn]:
    """The columns that dates and colours rest on and that a workbook, or a return in it, has not.

    A column that may stay blank is missed only where another title stands in its place: a council may do without.
    """
    for record, seen in submission.seen.items():
        if record.SHEET.layout is Layout.TABLE:
            yield from (MissingColumn(item, record) for item in seen.missing if item.vital and is_needed(item, seen))
    for one in not_found_of(submission):
        if one.record is not None and one.column is not None and one.column.vital:
            yield MissingColumn(one.column, one.record, one.code)


def is_needed(column: Column, seen: SheetSeen) -> bool:
    """Whether a column that was not found is missed."""
    return column.name in seen.likely or (column.vital and column.need is Need.REQUIRED)


def undated(programme: Programme) -> Iterator[Lost]:
    """Workbooks without a readable As at, of which nothing can be rated."""
    for submission in programme.submissions:
        ratable = any(submission.all(record) for record in RATABLE) or submission.unread_rows
        if programme.as_at_of(submission) is None and ratable:
            name = PureWindowsPath(submission.workbook).name
            yield Lost(Cover, submission.workbook, _codes(submission), f"{name} has no As at date that can be read")


def unreturned(programme: Programme) -> Iterator[Lost]:
    """What a programme workbook says it lacks: workstreams without a return, and files that could not be brought in."""
    for submission in programme.submissions:
        name = submission.workbook
        for stream in submission.all(Workstream):
            if stream.without_return:
                yield Lost(Cover, name, frozenset({stream.code}), f"{stream.code} is without a return")
        if submission.cover.left_out:
            yield Lost(Cover, name, frozenset(), f"{submission.cover.left_out} could not be brought in")


def left_out(programme: Programme) -> Iterator[Lost]:
    """The files that were given with these and could not be read, or not be chosen between."""
    for file in programme.left_out:
        why = "is not counted" if file.codes else "could not be read"
        yield Lost(Cover, file.path, file.codes, file.told or f"{PureWindowsPath(file.path).name} {why}")


def _codes(submission: Submission) -> frozenset[str]:
    """The workstreams that a workbook speaks of: those it owns or, where none could be read, its rows'."""
    if submission.codes and Workstream in submission.seen:
        return submission.codes
    named = {
        str(getattr(row, name, "") or "")
        for record in RATABLE
        for row in submission.all(record)
        for name in ("workstream", "receiver", "giver")
    }
    return frozenset(named - {"", EXTERNAL}) | submission.codes
