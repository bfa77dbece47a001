"""What of a workbook was not found: sheets, columns that colours rest on, and the date that it describes.

A programme workbook says it of the returns that it was made from, in the row of each of their workstreams: `Money;
Milestones: Fixed date, State`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PureWindowsPath

from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Column, Layout, Need, Record, columns_of
from xl_send.workbook.kinds import Text
from xl_send.workbook.policies import MATRIX
from xl_send.workbook.sheets.interdependencies import EXTERNAL, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.sheets_seen import SheetSeen, column_not_found
from xl_send.workbook.submissions import SHEETS, Programme, Submission

# The sheets whose every row has a colour.
RATABLE: tuple[type[Record], ...] = (Milestone, Kpi, Risk, LogEntry, Interdependency, Resource, MoneyLine)


# The risk matrix is a setting without a label of its own.
RISK_MATRIX = Column(MATRIX, "Risk matrix", Text(), "The colour of each likelihood and impact.")
# A handover's own row is read without it, but nothing says then what waits for it.
_WAITS_BY = "receiver_milestone"
_SHEETS, _COLUMN, _COLUMNS = "; ", ": ", ", "
# Columns that a return may do without and does: what the others hold there says nothing of its rows.
_WITHOUT = " without"


class NotFound(NamedTuple):
    """A sheet, or a column or setting of one, of the return of a workstream. `record` is None where it is not said.

    It may do without a column that is `spared`: no colour rests on it, but its rows are not blank there.
    """

    code: str
    record: type[Record] | None
    column: Column | None = None
    spared: bool = False

    @property
    def sentence(self) -> str:
        """What of which return is not known."""
        if self.record is None:
            return f"something of the return of {self.code} was not read"
        title = self.record.SHEET.title
        if self.column is None:
            return f"the sheet {title} of the return of {self.code} was not found"
        if self.record is Cover:
            return f"the {self.column.title} date of the return of {self.code} is not known"
        threshold = f"the threshold {self.column.title}"
        what = threshold if self.record is Thresholds else f"the column {self.column.title} of {title}"
        return f"{what} of the return of {self.code} was not found"

    def names(self, record: type[Record], field: str) -> bool:
        """Whether it is this column of this sheet."""
        return self.record is record and self.column is not None and self.column.name == field


def not_found_of(submission: Submission) -> Iterator[NotFound]:
    """What a programme workbook says that it lacks of its returns; what is not understood may be anything."""
    return (one for stream in submission.all(Workstream) for one in not_found_in(stream) if not one.spared)


def done_without(submission: Submission) -> Iterator[NotFound]:
    """The columns without which, as a programme workbook says, some of its returns are."""
    return (one for stream in submission.all(Workstream) for one in not_found_in(stream) if one.spared)


def not_found_in(stream: Workstream) -> Iterator[NotFound]:
    """The same of one workstream, what it may do without among it."""
    for part in filter(None, map(str.strip, (stream.not_read or "").split(_SHEETS.strip()))):
        title, colon, rest = part.partition(_COLUMN)
        spared = title.endswith(_WITHOUT)
        for one in _understood(stream.code, f"{title.removesuffix(_WITHOUT)}{colon}{rest}"):
            yield one._replace(spared=spared)


def _understood(code: str, part: str) -> Iterator[NotFound]:
    title, _, rest = part.partition(_COLUMN)
    record = next((one for one in SHEETS if one.SHEET.title == title), None)
    if record is None or not rest:
        yield NotFound(code, record)
        return
    columns = {column.title: column for column in (*columns_of(record), RISK_MATRIX)}
    yield from (NotFound(code, record, columns.get(one)) for one in rest.split(_COLUMNS))


def not_found_text(found: Iterable[NotFound]) -> str:
    """These as they stand in the row of their workstream: `Money; Milestones: Fixed date; Risks without: Outcome`."""
    every = list(found)
    return _SHEETS.join(filter(None, (_listed(every, spared=False), _listed(every, spared=True))))


def _listed(found: Iterable[NotFound], *, spared: bool) -> str:
    sheets: dict[type[Record], dict[str, None]] = {}
    whole: dict[type[Record], None] = {}
    for one in found:
        if one.record is None or one.spared is not spared:
            continue
        if one.column is None:
            whole[one.record] = None
        else:
            sheets.setdefault(one.record, {})[one.column.title] = None
    mark = _WITHOUT if spared else ""
    parts = [
        record.SHEET.title if record in whole else f"{record.SHEET.title}{mark}{_COLUMN}{_COLUMNS.join(sheets[record])}"
        for record in SHEETS
        if record in whole or record in sheets
    ]
    return _SHEETS.join(parts)


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

    def touches(self, *codes: str | None) -> bool:
        """Whether rows of one of these workstreams lack it."""
        return not self.code or self.code in codes

    @property
    def sentence(self) -> str:
        """Which column was not found."""
        if self.code:
            return NotFound(self.code, self.record, self.column).sentence
        return f"the column {self.column.title} of {self.record.SHEET.title} was not found"

    @property
    def of_a_row(self) -> str:
        """The same as one of its rows says it, which need not name its sheet."""
        return self.sentence if self.code else column_not_found(self.column.title)


def lost_sheets(submission: Submission) -> Iterator[Lost]:
    """The sheets of a workbook, or of a return in it, of which nothing was read; and a return without an As at."""
    yield from _absent(submission)
    for one in not_found_of(submission):
        if one.record in (None, Cover) or one.column is None:
            yield Lost(one.record or Cover, submission.workbook, frozenset({one.code}), one.sentence, part=True)


def lost_rows(submission: Submission, record: type[Record]) -> list[Lost]:
    """What returns that were brought together lacked of a sheet: rows of these workstreams are not known."""
    return [item for item in lost_sheets(submission) if item.part and item.record in (record, Cover)]


def _absent(submission: Submission) -> Iterator[Lost]:
    likely = dict(submission.absent)
    if not likely and not submission.headless:
        return
    codes, name = _codes(submission), PureWindowsPath(submission.workbook).name
    for record in (*likely, *submission.headless):
        # Thresholds have defaults, so a workbook that never had such a sheet goes by them; the template's had one.
        if record is Thresholds and not likely.get(record) and not submission.cover.template:
            continue
        title = record.SHEET.title
        if record not in likely:
            sentence = f"no titles were found on the sheet {title} of {name}"
        elif likely[record]:
            sentence = f"the sheet {title} of {name} was not found ({likely[record]} may be it)"
        else:
            sentence = f"the sheet {title} of {name} was not found"
        yield Lost(record, submission.workbook, codes, sentence)


def missing_columns(submission: Submission) -> Iterator[MissingColumn]:
    """The columns that dates and colours rest on and that a workbook, or a return in it, has not.

    A column that may stay blank is missed only where another title stands in its place: a council may do without.
    """
    for record, seen in submission.seen.items():
        if record.SHEET.layout is Layout.TABLE:
            missed = (item for item in seen.missing if item.vital or item.name == _WAITS_BY)
            yield from (MissingColumn(item, record) for item in missed if is_needed(item, seen))
    for one in not_found_of(submission):
        if one.record is not None and one.column is not None and one.column.vital:
            yield MissingColumn(one.column, one.record, one.code)


def is_needed(column: Column, seen: SheetSeen) -> bool:
    """Whether a column that was not found is missed."""
    rests_on = column.vital or column.name == _WAITS_BY
    return column.name in seen.likely or (rests_on and column.need is Need.REQUIRED)


def may_stay_blank(column: Column, row: Record) -> bool:
    """Whether a row needs nothing in a column, as it has filled another."""
    # A baseline may be due and there: what is filled beside it excuses no figure that a colour would rest on.
    filled = () if column.spared else tuple(item for item in column.unless if isinstance(item, str))
    given = (getattr(row, item, None) for item in filled)
    held = (getattr(row, item[0], None) == item[1] for item in column.unless if not isinstance(item, str))
    return any(item is not None for item in given) or any(held)


def without_as_at(programme: Programme) -> Iterator[Lost]:
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


def left_out_files(programme: Programme) -> Iterator[Lost]:
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


def why_unknown(submission: Submission, names: frozenset[str]) -> str:
    """Why one of these thresholds of a workbook is not known."""
    why = next((lost.sentence for lost in lost_sheets(submission) if lost.record is Thresholds), "")
    if not why:
        lacking = (one for one in not_found_of(submission) if any(one.names(Thresholds, name) for name in names))
        why = next((one.sentence for one in lacking), "")
    if why:
        return why
    if "matrix" in names and submission.matrix_faults:
        return f"the risk matrix ({submission.matrix_faults[0].cell.address}) could not be read"
    seen = submission.seen.get(Thresholds)
    for column in seen.missing if seen else ():
        if column.name in names and seen and column.name in seen.likely:
            return f"the threshold {column.title} was not found"
    for unread_cell in submission.unread_cells:
        if unread_cell.cell.record == Thresholds.SHEET.title and unread_cell.column.name in names:
            return f"the threshold {unread_cell.column.title} ({unread_cell.cell.address}) could not be read"
    return ""


def workstreams_of(row: Record) -> frozenset[str | None]:
    """The workstreams that a row may be of."""
    return frozenset(getattr(row, name, None) for name in ("workstream", "receiver", "giver", "code"))
