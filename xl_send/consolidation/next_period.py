"""A return rolled on to its next period: what is written, what is put aside, what goes to the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from xl_send.analysis.references import references
from xl_send.analysis.words.periods import following
from xl_send.calendar import WorkingDays
from xl_send.table import Table, TableColumn
from xl_send.text import as_text
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Value, column_letters
from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Submission

# By the title of a sheet, what stands in each cell of each row as it lies.
SheetRows = Mapping[str, Mapping[int, Mapping[int, Value]]]
LAST_TIME, ARCHIVE = "Last time", "Archive"


class NextPeriod(NamedTuple):
    """What makes a return that of the next period.

    `edits` are cells by sheet and address, `period` is empty where the next one cannot be named, `said` how many texts
    were put aside, `archived` how many rows.
    """

    as_at: date
    previous: date
    period: str
    edits: Mapping[str, Mapping[str, str | date | None]]
    tables: tuple[Table, ...]
    said: int
    archived: int


def next_as_at(submission: Submission) -> date | None:
    """As at, moved on by as long as lay between the last two returns, to a working day; None where that is unknown."""
    cover = submission.cover
    if cover.as_at is None or cover.previous is None or cover.previous >= cover.as_at:
        return None
    moved = cover.as_at + (cover.as_at - cover.previous)
    days = WorkingDays.of(submission.all(CalendarEntry))
    return moved if days.is_working(moved) else days.after(moved, 1)


def next_period(submission: Submission, rows: SheetRows, as_at: date, *, archive: bool = False) -> NextPeriod:
    """What makes a return, which must have an As at before the new one, that of the next period.

    With `archive`, what is closed, delivered or reached and named by nothing that stays goes to the sheet Archive.
    """
    cover = submission.cover
    if cover.as_at is None or as_at <= cover.as_at:
        message = f"{as_at} is not after {cover.as_at}"
        raise ValueError(message)
    period = following(cover.period or "")
    edits: dict[str, dict[str, str | date | None]] = {cover.table.sheet: {}}
    for name, value in (("as_at", as_at), ("previous", cover.as_at), ("period", period or None)):
        edits[cover.table.sheet][cover.at(name).address] = value
    gone = _archived(submission) if archive else ()
    said = list(_said(submission, rows, cover.as_at))
    for sheet, address in (item[:2] for item in said):
        edits.setdefault(sheet, {})[address] = None
    for record in gone:
        edits.setdefault(record.table.sheet, {}).update(dict.fromkeys(_cells_of(record, rows)))
    tables = [Table(LAST_TIME, _LAST_TIME_COLUMNS, [item[2] for item in said], [_LAST_TIME_NOTE])] if said else []
    if gone:
        kept = [*_archived_before(rows), *(_kept(record, rows, cover.as_at) for record in gone)]
        tables.append(Table(ARCHIVE, _ARCHIVE_COLUMNS, kept, [_ARCHIVE_NOTE]))
    return NextPeriod(as_at, cover.as_at, period, edits, tuple(tables), len(said), len(gone))


_LAST_TIME_COLUMNS = (
    TableColumn("As at", 14),
    TableColumn("Sheet", 18),
    TableColumn("Record", 14),
    TableColumn("Heading", 24),
    TableColumn("What was said", 80),
)
_LAST_TIME_NOTE = "What was said in the return before this one. Its cells are blank now, to be written for this period."
_ARCHIVE_COLUMNS = (
    TableColumn("As at", 14),
    TableColumn("Sheet", 18),
    TableColumn("Record", 14),
    TableColumn("What its row said", 100),
)
_ARCHIVE_NOTE = "Rows that were closed, delivered or reached, and were taken off their sheets when a return was begun."


def _said(
    submission: Submission, rows: SheetRows, as_at: date
) -> Iterator[tuple[str, str, tuple[str, str, str, str, str]]]:
    """Each cell that is written anew every period: its sheet, its address, and its row of the sheet Last time."""
    for record in _records(submission):
        sheet = record.table.sheet
        for column in columns_of(type(record)):
            number = record.table.places.get(column.name)
            value = rows.get(sheet, {}).get(record.table.rows.get(column.name, record.row), {}).get(number or 0)
            if column.anew and value is not None:
                place = record.at(column.name).address
                yield sheet, place, (as_text(as_at), sheet, record.label, column.title, as_text(value))


def _records(submission: Submission) -> Iterator[Record]:
    yield submission.cover
    for records in submission.records.values():
        yield from records


def _archived(submission: Submission) -> tuple[Record, ...]:
    """The rows that are done with and that nothing that stays names."""
    gone = {record.label: record for record in _records(submission) if _is_done(record)}
    while True:
        named = {said for record, _, said in references(submission) if record.label not in gone}
        stay = named & gone.keys()
        if not stay:
            return tuple(gone.values())
        gone = {label: record for label, record in gone.items() if label not in stay}


def _archived_before(rows: SheetRows) -> Iterator[tuple[str, ...]]:
    """What stands on the sheet Archive of the last return."""
    titles = [column.title for column in _ARCHIVE_COLUMNS]
    for sheet, lines in rows.items():
        tops = [number for number, cells in lines.items() if list(cells.values()) == titles]
        if sheet.startswith(ARCHIVE) and tops:
            places = list(lines[tops[0]])
            below = (cells for number, cells in sorted(lines.items()) if number > tops[0])
            yield from (tuple(as_text(cells.get(place)) for place in places) for cells in below)


def _is_done(record: Record) -> bool:
    if isinstance(record, Milestone):
        return record.actual is not None
    if isinstance(record, Risk):
        return record.status is not RiskStatus.OPEN
    if isinstance(record, LogEntry):
        return record.status is LogStatus.CLOSED
    return isinstance(record, Interdependency) and record.delivered is not None


def _filled(record: Record, rows: SheetRows) -> Iterable[tuple[str, int, Value]]:
    """The title, column and value of every filled cell of a row under a title, the council's own columns among them."""
    sheet = rows[record.table.sheet]
    titles = sheet[record.table.header]
    return [(as_text(titles[number]), number, value) for number, value in sheet[record.row].items() if number in titles]


def _cells_of(record: Record, rows: SheetRows) -> Iterator[str]:
    return (f"{column_letters(number)}{record.row}" for _, number, _ in _filled(record, rows))


def _kept(record: Record, rows: SheetRows, as_at: date) -> tuple[str, str, str, str]:
    worked_out = {item.title for item in record.SHEET.calculated}
    said = "; ".join(
        f"{title}: {as_text(value)}" for title, _, value in _filled(record, rows) if title not in worked_out
    )
    return as_text(as_at), record.table.sheet, record.label, said
