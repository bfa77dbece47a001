"""From the rows of a table to records, and everything that did not become one.

A row is a record when its id, its workstream and the cells that its computation uses can be read.
Otherwise its readable id still resolves references, and its cells are kept as unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_send.findings import Cell
from xl_send.reading.asides import Repeats, kind_of_aside, refuse_too_many
from xl_send.reading.merges import is_hidden
from xl_send.text import as_seen
from xl_send.value_classes import field, mutable
from xl_send.workbook.cells import MonthAlone, Row, Struck, Value
from xl_send.workbook.columns import Column, Need, Record, TableLocation, columns_of
from xl_send.workbook.kinds import Day
from xl_send.workbook.names import are_near
from xl_send.workbook.sheets_seen import (
    Aside,
    AsideKind,
    BlankCell,
    Likely,
    RemarkedCell,
    UnreadCell,
    UnreadRow,
    column_not_found,
)
from xl_send.workbook.unreadable import YEARS_OF_OURS, Remark, Unreadable, UnreadableError

# Days from the first day of Excel's 1900 calendar to the first of its 1904 calendar.
DAYS_TO_1904 = 1462

# What is said of a cell that was read as blank.
SAYS_BLANK = (Remark.NOTHING, Remark.NOUGHT)

Outcome = tuple[object, Remark | None, Unreadable | None]
# A cell that keeps its row from being a record, and how in words.
Hidden = tuple[Cell, str]


@mutable(slots=True)
class RowsRead:
    """What one sheet's rows gave."""

    records: list[Record] = field(default_factory=list)
    unread_rows: list[UnreadRow] = field(default_factory=list)
    unread_cells: list[UnreadCell] = field(default_factory=list)
    blanks: list[BlankCell] = field(default_factory=list)
    remarks: list[RemarkedCell] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)


def outcome(column: Column, raw: Value, *, date1904: bool) -> Outcome:
    """What a filled cell of a column reads as, what was assumed, or why it does not read."""
    if date1904 and raw and type(raw) is float and isinstance(column.kind, Day):
        raw += DAYS_TO_1904
    try:
        value, remark = column.kind.read(raw)
    except UnreadableError as error:
        return None, None, error.reason
    return value, remark or _by_its_look(column, raw, value), None


def _by_its_look(column: Column, raw: Value, value: object) -> Remark | None:
    """What a cell's look says of it: an id that is struck through, a first of a month that shows no day."""
    if isinstance(raw, Struck):
        return Remark.STRUCK if column.name == "id" and value else None
    is_month = isinstance(raw, MonthAlone) and raw.day == 1 and isinstance(column.kind, Day)
    return Remark.MONTH_SHOWN if is_month else None


class RowReader:
    """Reads the rows of one table. Values that repeat down a column are understood once."""

    def __init__(  # noqa: PLR0913 - what is known of a table before its rows
        self,
        record: type[Record],
        table: TableLocation,
        codes: frozenset[str] | None,
        *,
        date1904: bool,
        stopped: frozenset[str] = frozenset(),
        likely: Mapping[str, Likely] | None = None,
    ) -> None:
        self.record = record
        self.table = table
        self.codes = codes
        # The workstreams that are paused or withdrawn, as all that is theirs is.
        self.stopped = stopped
        self.date1904 = date1904
        self.harvest = RowsRead()
        columns = [column for column in columns_of(record) if column.name in table.places]
        self.plan: list[tuple[str, int, type | None, Column, dict[Value, Outcome]]] = [
            (column.name, table.places[column.name], column.kind.native, column, {}) for column in columns
        ]
        self.needed = [column for column in columns if column.need is not Need.OPTIONAL]
        # Most rows are filled as they should be: for these it is enough that no needed name is missing.
        self.needed_names = frozenset(column.name for column in self.needed)
        self.ours = {self.table.places[column.name]: column for column in columns}
        self.blanks = {column.name: column.blank for column in columns_of(record)}
        # The field by which other rows name a row of this sheet.
        self.identity = next((name for name in record.SHEET.unique if name in table.places), columns[0].name)
        self.not_found = [
            column
            for column in columns_of(record)
            if column.vital and column.need is Need.REQUIRED and not column.unless and column.name not in table.places
        ]

        # Where a column that is not found may stand under another title, of those that may make a colour better.
        self.misnamed = [
            (column, likely[column.name])
            for column in (columns_of(record) if likely else ())
            if likely and column.excuses and column.name in likely
        ]

    def read(self, rows: Iterator[Row]) -> RowsRead:
        """Every row. Raises `RefusedError` where there are more than any return should hold."""
        repeats = Repeats(self.table.places[self.identity])
        last = 0
        for number, cells in rows:
            apart, last = 0 < last < number - 1, number
            if repeats.is_one(number, cells):
                continue
            self._tell(repeats)
            self._row(number, cells, apart=apart)
            odd = len(self.harvest.unread_cells) + len(self.harvest.blanks) + len(self.harvest.remarks)
            refuse_too_many(self.table, len(self.harvest.records), len(self.harvest.unread_rows), odd)
        self._tell(repeats)
        return self.harvest

    def _tell(self, repeats: Repeats) -> None:
        """Rows that were filled down and passed over, told once."""
        if repeats.first:
            place = next((place for place in sorted(repeats.cells) if place in self.ours), None)
            if place is not None:
                cell = self._cell(self.ours[place], repeats.first, f"row {repeats.first}")
                self.harvest.asides.append(Aside(AsideKind.FILLED_DOWN, cell, f"{repeats.last:,}"))
            repeats.first = 0

    def _row(self, number: int, cells: Mapping[int, Value], *, apart: bool) -> None:
        values: dict[str, object] = {}
        odd: list[tuple[Column, Value, Outcome]] = []
        get = cells.get
        for name, place, native, column, known in self.plan:
            raw = get(place)
            if raw is None:
                continue
            kind = type(raw)
            if kind is native and not (isinstance(raw, date) and raw.year not in YEARS_OF_OURS):
                values[name] = raw
                continue
            # Exact types only: a percentage equals the float it holds, and must not be taken for it.
            if kind is str or kind is float:
                found = known.get(raw)
                if found is None:
                    found = known[raw] = self._outcome(column, raw)
            else:
                found = outcome(column, raw, date1904=self.date1904)
            value, remark, reason = found
            if value is not None:
                values[name] = value
            if remark is not None or reason is not None:
                odd.append((column, raw, found))
        misnamed = self._misnamed(cells) if self.misnamed else []
        if not (odd or misnamed or self.not_found) and values.keys() >= self.needed_names:
            self.harvest.records.append(self.record(table=self.table, row=number, **values))
        elif (values or odd) and not self._is_of_noughts(cells):
            shown = {place: raw for place, raw in cells.items() if not is_hidden(raw)}
            aside = kind_of_aside(shown, self.ours, values.keys(), self.identity, apart=apart)
            self._set_aside(number, aside, shown, values) if aside else self._keep(number, values, odd, misnamed)

    def _misnamed(self, cells: Mapping[int, Value]) -> list[Column]:
        """The columns that are not found and of which a row has a value under the title that may be theirs."""
        return [
            column
            for column, likely in self.misnamed
            if likely.place in cells
            and (are_near(likely.title, column.title) or self._outcome(column, cells[likely.place])[0] is not None)
        ]

    def _outcome(self, column: Column, raw: Value) -> Outcome:
        """What a cell reads as; of a name by which a row is known, also whether it is typed otherwise."""
        value, remark, reason = outcome(column, raw, date1904=self.date1904)
        if remark is None and column.name in self.record.SHEET.unique and isinstance(value, str) and value != raw:
            same = isinstance(raw, str) and raw.casefold() == value.casefold()
            return value, remark if same else Remark.TYPED, reason
        return value, remark, reason

    def _set_aside(self, number: int, kind: AsideKind, cells: Mapping[int, Value], values: dict[str, object]) -> None:
        """Keep a row as no record; one that is hardly begun is unread as well."""
        place, raw = next((place, raw) for place, raw in sorted(cells.items()) if place in self.ours)
        identity = self._identity(values)
        cell = self._cell(self.ours[place], number, identity or f"row {number}")
        figures = tuple(
            (column.name, self._cell(column, number, f"row {number}"), value)
            for at, column in self.ours.items()
            if kind is AsideKind.TOTAL and isinstance(value := cells.get(at), float)
        )
        self.harvest.asides.append(Aside(kind, cell, as_seen(raw), figures))
        if kind is AsideKind.BEGUN:
            why, stream = "it is hardly begun", _workstream_of(values)
            self.harvest.unread_rows.append(
                UnreadRow(self.record, self.table, number, identity, stream, why, cell, values)
            )

    def _is_of_noughts(self, cells: Mapping[int, Value]) -> bool:
        """Whether a row shows only noughts: all of it is linked to a row that is blank."""
        filled = [cells[place] for _, place, *_ in self.plan if place in cells]
        return all(type(raw) is float and raw == 0 for raw in filled)

    def _keep(
        self,
        number: int,
        values: dict[str, object],
        odd: list[tuple[Column, Value, Outcome]],
        misnamed: Sequence[Column],
    ) -> None:
        label = str(values.get("id") or values.get("code") or f"row {number}")
        fillers, unreadable = self._odd_cells(number, label, values, odd)
        # What stands under another title may be all that a blank elsewhere in the row needs.
        fillers |= {column.name: "unread" for column in misnamed}
        hidden = [(self._cell(column, number, label), column_not_found(column.title)) for column in misnamed]
        hidden += [*unreadable, *self._blank_cells(number, label, values, fillers)]
        if hidden:
            workstream = str(values.get("workstream") or values.get("receiver") or "")
            cause, why = hidden[0]
            self.harvest.unread_rows.append(
                UnreadRow(self.record, self.table, number, self._identity(values), workstream, why, cause, values)
            )
        else:
            self.harvest.records.append(self.record(table=self.table, row=number, **values))

    def _odd_cells(
        self, number: int, label: str, values: Mapping[str, object], odd: list[tuple[Column, Value, Outcome]]
    ) -> tuple[dict[str, str], list[Hidden]]:
        """Keep what is odd of filled cells: which hold a word for nothing or do not read, and which hide the row."""
        hidden: list[Hidden] = []
        fillers = {column.name: "unread" for column, _, (_, _, reason) in odd if reason is not None}
        for column, raw, (value, remark, reason) in odd:
            cell = self._cell(column, number, label)
            if reason is not None:
                self.harvest.unread_cells.append(UnreadCell(cell, column, as_seen(raw), reason))
                if column.vital:
                    hidden.append((cell, f"its {column.title} could not be read"))
            elif remark in SAYS_BLANK and column in self.needed and self._must_fill(column, values, fillers):
                fillers[column.name] = ""
                self.harvest.blanks.append(BlankCell(cell, column, as_seen(raw)))
                if column.hides:
                    hidden.append((cell, f"its {column.title} is blank"))
            elif remark is not None:
                self.harvest.remarks.append(RemarkedCell(cell, column, as_seen(raw), remark, value))
        return fillers, hidden

    def _blank_cells(
        self, number: int, label: str, values: Mapping[str, object], fillers: Mapping[str, str]
    ) -> Iterator[Hidden]:
        """Keep the cells that are blank though they are needed; those that hide the row, and columns not found."""
        for column in self.needed:
            if column.name not in values and column.name not in fillers and self._must_fill(column, values, fillers):
                cell = self._cell(column, number, label)
                self.harvest.blanks.append(BlankCell(cell, column))
                if column.hides:
                    yield cell, f"its {column.title} is blank"
        for column in self.not_found:
            if self._must_fill(column, values, fillers):
                yield self._cell(column, number, label), column_not_found(column.title)

    def _identity(self, values: Mapping[str, object]) -> str:
        name = values.get("name") if self.record.SHEET.setting else ""
        return str(values.get("id") or values.get("code") or name or "")

    def _cell(self, column: Column, number: int, label: str) -> Cell:
        return Cell(self.table.workbook, self.table.sheet, self.table.address(column.name, number), label, column.title)

    def _must_fill(self, column: Column, values: Mapping[str, object], fillers: Mapping[str, str]) -> bool:
        """Whether a blank is a fault; not where what it hangs on is itself a fault of this row."""
        for other in column.unless:
            if isinstance(other, str):
                if other in values or fillers.get(other):
                    return False
            elif self._held(*other, values, fillers) == other[1] or self._stops(other[0], values):
                return False
        side = {Need.GIVER: "giver", Need.RECEIVER: "receiver"}.get(column.need)
        return side is None or not self.codes or values.get(side) in self.codes

    def _stops(self, name: str, values: Mapping[str, object]) -> bool:
        """Whether a state is asked for, and the workstream of the row is itself paused or withdrawn."""
        return name == "state" and values.get("workstream") in self.stopped

    def _held(self, name: str, wanted: object, values: Mapping[str, object], fillers: Mapping[str, str]) -> object:
        """What a cell holds, or what its blank means; what is wanted of it where it is itself a fault of this row."""
        means = wanted if fillers.get(name) else self.blanks.get(name)
        return values.get(name, wanted if means is None else means)


def _workstream_of(values: Mapping[str, object]) -> str:
    return str(values.get("workstream") or values.get("receiver") or "")
