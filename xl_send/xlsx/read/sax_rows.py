"""The slow way to read a sheet: a full XML parser, for mark-up that is unusual but sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xl_send.patterns import Pattern
from xl_send.workbook.cells import Area, Row, Value
from xl_send.xlsx.read.cells import Cells
from xl_send.xlsx.read.markup import Attributes, feed, local, longer_text, refuse_strangers, safe_parser
from xl_send.xlsx.read.rows import COLUMNS, refuse_misplaced

_REFERENCE = Pattern(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_TRUE = {"1", "true"}


class SheetParser:
    """Reads a sheet, or some rows of one, piece by piece; afterwards it knows the whole sheet."""

    def __init__(self, cells: Cells) -> None:
        self.bodies = 0
        self.hidden: set[int] = set()
        self.merged: list[Area] = []
        self.numbers: list[int] = []
        self._cells = cells
        self._rows: list[Row] = []
        self._row: dict[int, Value] = {}
        self._number = 0
        self._row_is_numbered = False
        self._cell: Attributes | None = None
        self._column = 0
        self._texts: dict[str, str] = {}
        self._into = ""
        self._phonetic = False
        self._above = [""]
        self._parser = safe_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, piece: bytes) -> list[Row]:
        """Parse a piece and give the rows that ended in it."""
        feed(self._parser, piece)
        rows, self._rows = self._rows, []
        return rows

    def _start(self, name: str, attributes: Attributes) -> None:
        name = local(name)
        refuse_strangers(self._above[-1], name)
        self._above.append(name)
        if name == "sheetData":
            self.bodies += 1
        elif name == "row":
            self._start_row(attributes)
        elif name == "c":
            self._start_cell(attributes)
        elif name == "mergeCell":
            self.merged.extend(area(attributes.get("ref", "")))
        elif name == "rPh":
            self._phonetic = True
        elif self._cell is not None and name in {"f", "v", "is", "t"}:
            self._start_text(name)

    def _start_row(self, attributes: Attributes) -> None:
        given = attributes.get("r", "").strip()
        self._row_is_numbered = given.isascii() and given.isdigit() and len(given) < 8
        self._number = int(given) if self._row_is_numbered else self._number + 1
        self._column = 0
        self._row = {}
        if attributes.get("hidden") in _TRUE:
            self.hidden.add(self._number)

    def _start_cell(self, attributes: Attributes) -> None:
        self._cell = attributes
        self._texts = {}
        self._column += 1
        match = _REFERENCE.fullmatch(attributes.get("r", "").strip())
        if match:
            self._column = COLUMNS[match[1].upper()]
            if not self._row_is_numbered:
                self._number = int(match[2])
                self._row_is_numbered = True
            refuse_misplaced(match[2], self._number, taken=self._column in self._row)

    def _start_text(self, name: str) -> None:
        if name != "t":
            self._texts[name] = ""
        if name != "is":
            self._into = "is" if name == "t" else name

    def _characters(self, text: str) -> None:
        if self._into in self._texts and not self._phonetic:
            self._texts[self._into] = longer_text(self._texts[self._into], text)

    def _end(self, name: str) -> None:
        name = local(name)
        self._above.pop()
        if name == "rPh":
            self._phonetic = False
        elif name in {"f", "v", "t"}:
            self._into = ""
        elif name == "c" and self._cell is not None:
            self._end_cell(self._cell)
        elif name == "row":
            self._end_row()

    def _end_row(self) -> None:
        self.numbers.append(self._number)
        if self._row:
            self._rows.append((self._number, self._row))
            self._row = {}

    def _end_cell(self, attributes: Attributes) -> None:
        self._cell = None
        written = f' s="{attributes.get("s", "0")}" t="{attributes.get("t", "n")}" vm="{attributes.get("vm", "")}"'
        texts, self._texts = self._texts, {}
        value = self._cells.value(written, texts.get("f"), texts.get("v"), texts.get("is"))
        if value is not None:
            self._row[self._column] = value


def slow_rows(pieces: Iterable[bytes], cells: Cells) -> Iterator[Row]:
    """The rows of a whole sheet, or of a block wrapped in the element that holds rows."""
    parser = SheetParser(cells)
    for piece in pieces:
        yield from parser.feed(piece)


def area(reference: str) -> Iterator[Area]:
    """The block that a reference such as `B2:D4` names, if it names one."""
    corners = [_REFERENCE.fullmatch(corner) for corner in reference.split(":")]
    found = [(int(corner[2]), COLUMNS[corner[1].upper()]) for corner in corners if corner]
    if len(found) == len(corners) <= 2:
        (rows, columns) = zip(*found, strict=True)
        yield Area(min(rows), min(columns), max(rows), max(columns))
