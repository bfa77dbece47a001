"""The account of an adoption: how everything was read, where each cell went, and what was left over and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from xl_send.adoption.mapping import GivenMapping, Line, What
from xl_send.adoption.tracker.sheets import Tracker, TrackerSheet, address, shown_text
from xl_send.table import CellKind, Table, TableColumn
from xl_send.value_classes import NamedTuple, field, mutable
from xl_send.workbook.cells import Value

HOW_READ, LEFT_OVER = "How it was read", "Left over"
LONGEST_LEFT = 8_000
COMMENT = "a comment on the cell"

# A cell of the tracker: its sheet's title, row and column.
CellKey = tuple[str, int, int]


class Went(NamedTuple):
    """Where a cell of theirs went: a sheet and column of ours."""

    sheet: str
    column: str


class LeftRow(NamedTuple):
    """What of one row of theirs was left over, and why."""

    sheet: str
    row: int
    why: str
    cells: tuple[tuple[str, str], ...]


@mutable()
class AdoptionAccount:
    """Kept while a tracker is read: lines for the owner, and where every cell went."""

    given: GivenMapping = field(default_factory=GivenMapping)
    lines: list[Line] = field(default_factory=list)
    carried: dict[CellKey, Went] = field(default_factory=dict)
    titles: set[CellKey] = field(default_factory=set)
    reasons: dict[CellKey, str] = field(default_factory=dict)
    comments: set[CellKey] = field(default_factory=set)
    _said: set[Line] = field(default_factory=set)

    def say(self, line: Line) -> None:
        """Tell how something was read, once."""
        if line not in self._said:
            self._said.add(line)
            self.lines.append(line)

    def carry(self, sheet: TrackerSheet, row: int, place: int, went: Went) -> None:
        """Note that a cell was carried."""
        self.carried[sheet.title, row, place] = went
        self.reasons.pop((sheet.title, row, place), None)

    def leave(self, sheet: TrackerSheet, row: int, places: Iterable[int], why: str) -> None:
        """Note why cells of a row were left over, unless they were carried or it was said already."""
        for place in places:
            key = (sheet.title, row, place)
            if key not in self.carried and sheet.at(row, place) is not None:
                self.reasons.setdefault(key, why)

    def left_over(self, tracker: Tracker) -> Iterator[LeftRow]:
        """All that was not carried and is no title of a table, row by row, with why."""
        for sheet in tracker.sheets:
            for number in sorted(
                sheet.rows.keys() | {row for row, _ in sheet.under_merges} | {row for row, _ in sheet.looks.comments}
            ):
                yield from self._left_of(sheet, number)

    def _left_of(self, sheet: TrackerSheet, number: int) -> Iterator[LeftRow]:
        by_why: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for place, raw in sorted(sheet.rows.get(number, {}).items()):
            key = (sheet.title, number, place)
            if key not in self.carried and key not in self.titles:
                by_why[self.reasons.get(key, _outside(sheet))].append((address(number, place), _as_it_lies(raw)))
        for (row, place), raw in sheet.under_merges.items():
            if row == number:
                by_why["hidden under merged cells"].append((address(row, place), _as_it_lies(raw)))
        for (row, place), text in sheet.looks.comments.items():
            if row == number and (sheet.title, row, place) not in self.comments:
                by_why[COMMENT].append((address(row, place), text))
        for why, cells in by_why.items():
            yield LeftRow(sheet.title, number, why, tuple(cells))


def _outside(sheet: TrackerSheet) -> str:
    return "on a hidden sheet" if sheet.hidden else "outside every table that was read"


def _as_it_lies(raw: Value) -> str:
    return raw.strip() if isinstance(raw, str) else shown_text(raw)


def how_read_table(lines: Iterable[Line], notes: Iterable[str], needed: Iterable[str]) -> Table:
    """The sheet How it was read: a row for each table, column, word and question; what is still needed stands last."""
    columns = (
        TableColumn(
            "Certainty", 12, help="How sure the reading is. Please say: correct it in the mapping and run again."
        ),
        TableColumn("What", 11, help="A table, a column, a word in a column, a question about rows or dates."),
        TableColumn("Sheet", 18, help="The sheet of your tracker."),
        TableColumn("Table", 8, help="The cell in which the table's titles begin."),
        TableColumn("Column", 20, help="The title in your tracker that a word or date stands under."),
        TableColumn("Theirs", 32, help="What stands in your tracker."),
        TableColumn("Ours", 24, help="What it was read as."),
        TableColumn("Cells", 18, help="The cells of your tracker."),
        TableColumn("Why", 52, help="What was taken for granted."),
    )
    told = sorted(lines, key=lambda line: not line.asks)
    rows: list[tuple[str, ...]] = [
        (line.certainty, line.what.value.capitalize(), *line[1:6], line.cells, line.why)
        for line in told
        if line.what is not What.ID
    ]
    rows += [("Still needed", "", "", "", "", "", "", "", sentence) for sentence in needed]
    return Table(HOW_READ, columns, rows, tuple(notes))


def left_over_table(rows: Iterable[LeftRow]) -> Table:
    """The sheet Left over: every filled cell that was not carried, row by row, with its address."""
    columns = (
        TableColumn("Sheet", 26, help="The sheet of your tracker."),
        TableColumn("Row", 8, CellKind.NUMBER, help="The row there."),
        TableColumn("Why", 44, help="Why it was not carried over."),
        TableColumn("What stands there", 120, help="Each filled cell with its address."),
    )
    notes = ("What stood in your tracker and was not carried over, cell by cell. Nothing of it is lost.",)
    filled = [(row.sheet, row.row, row.why, text) for row in rows for text in _pieces(row.cells)]
    return Table(LEFT_OVER, columns, filled, notes)


def _pieces(cells: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Cells in texts that one cell holds, a long one in several."""
    text = ""
    for place, stands in cells:
        for piece in [stands[start : start + LONGEST_LEFT] for start in range(0, len(stands), LONGEST_LEFT)] or [""]:
            said = f"{place}: {piece}"
            if text and len(text) + len(said) > LONGEST_LEFT:
                yield text
                text = ""
            text = f"{text}\n{said}" if text else said
    if text:
        yield text
