"""Sheets of labels and values: the Programme sheet, the thresholds, and the lists that a council edits for itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from xl_send.findings import Cell
from xl_send.reading.rows import SAYS_BLANK, RowsRead, outcome
from xl_send.text import as_seen
from xl_send.value_classes import NamedTuple, field, frozen
from xl_send.workbook.cells import Grid, Row, Value, column_letters, read_number
from xl_send.workbook.characters import clean
from xl_send.workbook.columns import Column, Need, Record, TableLocation, columns_of
from xl_send.workbook.kinds import Choice, Day, Text
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets.choices import OWN_LISTS, Rag
from xl_send.workbook.sheets.thresholds import Matrix, Silence
from xl_send.workbook.sheets_seen import BlankCell, RemarkedCell, UnreadCell
from xl_send.workbook.unreadable import Unreadable, UnreadableError

L = TypeVar("L", bound=Record)

MATRIX_TITLE = "Likelihood down, impact across"
SILENCE_TITLES = ("Rule", "Reason", "Until")
LARGEST_MATRIX = 5
_MATRIX_KEY = title_key(MATRIX_TITLE)

_COLOUR = Column("matrix", "Risk matrix", Choice(Rag), "The colour of this likelihood and impact.")
_SILENCE = (
    Column("rule", SILENCE_TITLES[0], Text(), "The id of the rule that is silenced, such as MS02."),
    Column("reason", SILENCE_TITLES[1], Text(), "Why the programme need not be told of it."),
    Column("until", SILENCE_TITLES[2], Day(), "The last day on which the rule is silenced."),
)


def label_table(workbook: str, sheet: str, rows: Iterable[Row], record: type[Record]) -> TableLocation:
    """Where each labelled value stands: in the cell to the right of its label, of which a row may hold several."""
    wanted = {title_key(column.title): column.name for column in columns_of(record)}
    places: dict[str, int] = {}
    at_rows: dict[str, int] = {}
    for number, cells in rows:
        value_at = 0
        for place, value in sorted(cells.items()):
            name = wanted.get(title_key(value)) if isinstance(value, str) and place > value_at else None
            if name and name not in places:
                places[name], at_rows[name], value_at = place + 1, number, place + 1
    return TableLocation(workbook, sheet, 1, places, at_rows)


def read_labels(
    record: type[L], table: TableLocation, cells: dict[tuple[int, int], Value], harvest: RowsRead, *, date1904: bool
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
        if raw is not None and remark is not None and not (remark in SAYS_BLANK and column.need is Need.REQUIRED):
            harvest.remarks.append(RemarkedCell(cell, column, as_seen(raw), remark, value))
    return values


@frozen(eq=True, slots=True)
class MatrixRead:
    """The risk matrix as it lies: its cells where it is whole, and the cells that are not colours."""

    matrix: Matrix | None = None
    places: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    faults: tuple[UnreadCell, ...] = ()


def read_matrix(workbook: str, sheet: str, cells: dict[tuple[int, int], Value]) -> MatrixRead:
    """The risk matrix: likelihood down and impact across, under and beside its numbers, in any order."""
    titled = [at for at, value in cells.items() if isinstance(value, str) and title_key(value) == _MATRIX_KEY]
    anchor = min(titled, default=None)
    if anchor is None:
        return MatrixRead()
    top, left = anchor
    across = _scores(cells, [(top, left + step) for step in range(1, LARGEST_MATRIX + 1)], 1)
    down = _scores(cells, [(top + step, left) for step in range(1, LARGEST_MATRIX + 1)], 0)
    colours: dict[tuple[int, int], Rag] = {}
    faults: dict[tuple[int, int], UnreadCell] = {}
    places: dict[tuple[int, int], Cell] = {}
    for likelihood, row in down.items():
        for impact, place in across.items():
            raw, at = cells.get((row, place)), (likelihood, impact)
            value = None if raw is None else outcome(_COLOUR, raw, date1904=False)[0]
            places[at] = Cell(workbook, sheet, f"{column_letters(place)}{row}", "Thresholds", "Risk matrix")
            if isinstance(value, Rag):
                colours[at] = value
            else:
                faults[at] = UnreadCell(places[at], _COLOUR, "" if raw is None else as_seen(raw), Unreadable.NOT_LISTED)
    corner = Cell(workbook, sheet, f"{column_letters(left)}{top}", "Thresholds", "Risk matrix")
    return _whole(colours, faults, places, UnreadCell(corner, _COLOUR, "", Unreadable.NOT_LISTED))


def _scores(cells: dict[tuple[int, int], Value], places: list[tuple[int, int]], axis: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for place in places:
        raw = cells.get(place)
        number = read_number(raw) if isinstance(raw, str) else raw
        if isinstance(number, float) and number in range(1, LARGEST_MATRIX + 1):
            found[int(number)] = place[axis]
    return found


def _whole(
    colours: dict[tuple[int, int], Rag],
    faults: dict[tuple[int, int], UnreadCell],
    places: dict[tuple[int, int], Cell],
    unscored: UnreadCell,
) -> MatrixRead:
    """A smaller matrix leaves its last rows and columns blank; any other gap is a fault.

    Where a score of its own is missing at the edge, the fault lies with the matrix as a whole.
    """
    size = max((max(at) for at in colours), default=LARGEST_MATRIX)
    wanted = range(1, size + 1)
    gaps = [(row, column) for row in wanted for column in wanted if (row, column) not in colours]
    told = tuple(fault for at, fault in faults.items() if fault.text or at in gaps)
    if gaps:
        return MatrixRead(None, places, told or (unscored,))
    return MatrixRead(tuple(tuple(colours[row, column] for column in wanted) for row in wanted), places, told)


def read_silences(
    workbook: str, sheet: str, cells: dict[tuple[int, int], Value], harvest: RowsRead
) -> tuple[Silence, ...]:
    """The silenced rules: a rule, a reason and a last day, below their three titles."""
    titles = [title_key(title) for title in SILENCE_TITLES]
    anchor = next((at for at in sorted(cells) if _titled(cells, at, titles)), None)
    if anchor is None:
        return ()
    top, left = anchor
    below = sorted({row for row, place in cells if row > top and left <= place <= left + 2})
    rows = [_silence_row(workbook, sheet, cells, (row, left)) for row in below]
    for row in rows:
        harvest.unread_cells.extend(row.unread())
        harvest.blanks.extend(row.blanks())
    return tuple(
        Silence(row.rule.upper(), row.reason, row.until, row.cells[0]) for row in rows if row.rule and row.until
    )


class _SilenceRow(NamedTuple):
    """One row of the silenced rules: what was read, its last day as it lies, and where each of the three stands."""

    rule: str
    reason: str
    raw_until: Value | None
    until: date | None
    problem: Unreadable | None
    cells: Sequence[Cell]

    def unread(self) -> Iterator[UnreadCell]:
        """Its last day, where that is no date."""
        if self.raw_until is not None and self.problem is not None:
            yield UnreadCell(self.cells[2], _SILENCE[2], as_seen(self.raw_until), self.problem)

    def blanks(self) -> Iterator[BlankCell]:
        """What is left out of a row that says anything."""
        if self.rule or self.reason or self.raw_until is not None:
            given = (self.rule, self.reason, self.until or self.problem)
            for cell, column, value in zip(self.cells, _SILENCE, given, strict=True):
                if not value:
                    yield BlankCell(cell, column)


def _silence_row(workbook: str, sheet: str, cells: dict[tuple[int, int], Value], start: tuple[int, int]) -> _SilenceRow:
    """The row whose rule stands here."""
    row, left = start
    rule, reason = (_text(cells.get((row, left + step))) for step in (0, 1))
    raw = cells.get((row, left + 2))
    until, _, problem = (None, None, None) if raw is None else outcome(_SILENCE[2], raw, date1904=False)
    places = [
        Cell(workbook, sheet, f"{column_letters(left + step)}{row}", rule or f"row {row}", column.title)
        for step, column in enumerate(_SILENCE)
    ]
    return _SilenceRow(rule, reason, raw, until if isinstance(until, date) else None, problem, places)


def _titled(cells: dict[tuple[int, int], Value], at: tuple[int, int], titles: list[str]) -> bool:
    texts = (_text(cells.get((at[0], at[1] + step))) for step in range(len(titles)))
    return all(title_key(text) == title for text, title in zip(texts, titles, strict=True))


def _text(raw: Value | None) -> str:
    """What somebody wrote in a cell; nothing where it holds what Excel shows for a fault or an answer."""
    if not isinstance(raw, str):
        return ""
    try:
        value, _ = Text().read(raw)
    except UnreadableError:
        return ""
    return value if isinstance(value, str) else ""


_TITLES = {title_key(title): title for title in OWN_LISTS}


def read_own_lists(grid: Grid) -> Mapping[str, tuple[str, ...]]:
    """Every own list that the sheet holds, by title, blanks left out."""
    places: dict[int, str] = {}
    found: dict[str, list[str]] = {}
    for _, cells in grid.rows:
        if not places:
            keys = {place: title_key(value) for place, value in cells.items() if isinstance(value, str)}
            places = {place: _TITLES[key] for place, key in keys.items() if key in _TITLES}
            continue
        for place, title in places.items():
            value = cells.get(place)
            if isinstance(value, str) and clean(value):
                found.setdefault(title, []).append(clean(value))
    return {title: tuple(values) for title, values in found.items()}
