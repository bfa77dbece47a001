"""Sheets of labels and values: the Programme sheet and the thresholds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from xl_send.findings import Cell
from xl_send.grids import Row, Value, column_letters
from xl_send.model.choices import Rag
from xl_send.model.submissions import BlankCell, RemarkedCell, UnreadCell
from xl_send.model.thresholds import Matrix, Silence
from xl_send.reading.rows import Harvest, as_seen, outcome
from xl_send.schema.columns import Column, Need, Record, Table, columns_of, title_key
from xl_send.schema.kinds import Choice, Day, Text, read_number
from xl_send.schema.unreadable import Reason, Remark

L = TypeVar("L", bound=Record)

MATRIX_TITLE = "Likelihood down, impact across"
SILENCE_TITLES = ("Rule", "Reason", "Until")
LARGEST_MATRIX = 5
_MATRIX_KEY = title_key(MATRIX_TITLE)

_COLOUR = Column("matrix", "Risk matrix", Choice(Rag), "The colour of this likelihood and impact.")
_UNTIL = Column("until", "Until", Day(), "The last day on which the rule is silenced.")


def label_table(workbook: str, sheet: str, rows: Iterable[Row], record: type[Record]) -> Table:
    """Where each labelled value stands: in the cell to the right of its label."""
    wanted = {title_key(column.title): column.name for column in columns_of(record)}
    places: dict[str, int] = {}
    at_rows: dict[str, int] = {}
    for number, cells in rows:
        for place, value in sorted(cells.items()):
            name = wanted.get(title_key(value)) if isinstance(value, str) else None
            if name and name not in places:
                places[name], at_rows[name] = place + 1, number
                break
    return Table(workbook, sheet, 1, places, at_rows)


def read_labels(
    record: type[L], table: Table, cells: dict[tuple[int, int], Value], harvest: Harvest, *, date1904: bool
) -> dict[str, object]:
    """The values of a label sheet; what is blank, unread or assumed goes into the harvest."""
    values: dict[str, object] = {}
    for column in columns_of(record):
        if column.name not in table.places:
            continue
        raw = cells.get((table.rows[column.name], table.places[column.name]))
        cell = Cell(table.workbook, table.sheet, table.address(column.name, 0), record.SHEET.title, column.title)
        value, remark, reason = (None, None, None) if raw is None else outcome(column, raw, date1904=date1904)
        if raw is not None and reason is not None:
            harvest.unread_cells.append(UnreadCell(cell, column, as_seen(raw), reason))
        elif value is not None:
            values[column.name] = value
        elif column.need is Need.REQUIRED:
            harvest.blanks.append(BlankCell(cell, column, "" if raw is None else as_seen(raw).strip()))
        if raw is not None and remark is not None and not (remark is Remark.NOTHING and column.need is Need.REQUIRED):
            harvest.remarks.append(RemarkedCell(cell, column, as_seen(raw), remark, value))
    return values


@dataclass(frozen=True, slots=True)
class MatrixRead:
    """The risk matrix as it lies: its cells where it is whole, and the cells that are not colours."""

    matrix: Matrix | None
    at: tuple[int, int]
    faults: tuple[UnreadCell, ...]


def read_matrix(workbook: str, sheet: str, cells: dict[tuple[int, int], Value]) -> MatrixRead:
    """The risk matrix: likelihood down and impact across, under and beside its numbers, in any order."""
    titled = [at for at, value in cells.items() if isinstance(value, str) and title_key(value) == _MATRIX_KEY]
    anchor = min(titled, default=None)
    if anchor is None:
        return MatrixRead(None, (0, 0), ())
    top, left = anchor
    across = _scores(cells, [(top, left + step) for step in range(1, LARGEST_MATRIX + 1)], 1)
    down = _scores(cells, [(top + step, left) for step in range(1, LARGEST_MATRIX + 1)], 0)
    colours: dict[tuple[int, int], Rag] = {}
    faults: list[UnreadCell] = []
    for likelihood, row in down.items():
        for impact, place in across.items():
            raw = cells.get((row, place))
            value = None if raw is None else outcome(_COLOUR, raw, date1904=False)[0]
            if isinstance(value, Rag):
                colours[likelihood, impact] = value
            else:
                cell = Cell(workbook, sheet, f"{column_letters(place)}{row}", "Thresholds", "Risk matrix")
                text = "" if raw is None else as_seen(raw)
                faults.append(UnreadCell(cell, _COLOUR, text, Reason.NOT_LISTED))
    return _whole(colours, faults, anchor)


def _scores(cells: dict[tuple[int, int], Value], places: list[tuple[int, int]], axis: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for place in places:
        raw = cells.get(place)
        number = read_number(raw) if isinstance(raw, str) else raw
        if isinstance(number, float) and number in range(1, LARGEST_MATRIX + 1):
            found[int(number)] = place[axis]
    return found


def _whole(colours: dict[tuple[int, int], Rag], faults: list[UnreadCell], anchor: tuple[int, int]) -> MatrixRead:
    """A smaller matrix leaves its last rows and columns blank; any other gap is a fault."""
    size = max((max(at) for at in colours), default=LARGEST_MATRIX)
    wanted = range(1, size + 1)
    gaps = [(row, column) for row in wanted for column in wanted if (row, column) not in colours]
    if not gaps:
        matrix = tuple(tuple(colours[row, column] for column in wanted) for row in wanted)
        return MatrixRead(matrix, anchor, tuple(fault for fault in faults if fault.text))
    return MatrixRead(None, anchor, tuple(faults))


def read_silences(
    workbook: str, sheet: str, cells: dict[tuple[int, int], Value], harvest: Harvest
) -> tuple[Silence, ...]:
    """The silenced rules: a rule, a reason and a last day, below their three titles."""
    titles = [title_key(title) for title in SILENCE_TITLES]
    anchor = next((at for at in sorted(cells) if _titles_at(cells, at) == titles), None)
    if anchor is None:
        return ()
    top, left = anchor
    found = []
    for row in sorted({row for row, place in cells if row > top and left <= place <= left + 2}):
        rule, reason = (_text(cells.get((row, left + step))) for step in (0, 1))
        raw = cells.get((row, left + 2))
        until, _, problem = (None, None, None) if raw is None else outcome(_UNTIL, raw, date1904=False)
        cell = Cell(workbook, sheet, f"{column_letters(left + 2)}{row}", rule or f"row {row}", "Until")
        if rule and problem is None and until is not None:
            found.append(Silence(rule.upper(), reason, until, row))  # type: ignore[arg-type]
        elif raw is not None and problem is not None:
            harvest.unread_cells.append(UnreadCell(cell, _UNTIL, as_seen(raw), problem))
        elif rule or reason:
            harvest.blanks.append(BlankCell(cell, _UNTIL))
    return tuple(found)


def _titles_at(cells: dict[tuple[int, int], Value], at: tuple[int, int]) -> list[str]:
    return [title_key(_text(cells.get((at[0], at[1] + step)))) for step in range(3)]


def _text(raw: Value | None) -> str:
    value, _ = (None, None) if raw is None or not isinstance(raw, str) else Text().read(raw)
    return value if isinstance(value, str) else ""
