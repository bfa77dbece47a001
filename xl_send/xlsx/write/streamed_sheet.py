"""A sheet of a new workbook for many rows: its cells are written down once, in pieces, and then let go.

What it writes is what the writing library writes, but for two things that Excel needs otherwise. A row's height is not
marked as fixed by hand, which would cut off what an officer adds; and a formula that comes to nothing has no text as
its value, as otherwise it would count as never worked out.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from io import StringIO
from math import isfinite
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellDatetimeTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from xl_send.workbook.cells import column_letters
from xl_send.workbook.characters import writable
from xl_send.xlsx.formulas.syntax import Spelt

if TYPE_CHECKING:
    from xlsxwriter.format import Format

# A file says of so many rows at once which columns they take.
ROWS_OF_A_SPAN = 16
# With fewer rows the cells are kept: charts and links on the sheet ask for them.
FEW_ROWS = 500
# What is written down waits packed in pieces, quickly rather than well: it is packed once more for good.
PIECE, QUICKLY = 1 << 16, 1


class StreamedSheet(Worksheet):
    """A sheet whose cells are final when the next sheet is begun.

    `grows` says that its rows grow with what is typed into them; `texts` is how many of its cells hold a text.
    """

    def __init__(self) -> None:
        super().__init__()
        self.grows = True
        self.texts = 0
        self._written: list[bytes] | None = None
        self._styles: dict[Format, str] = {}

    def write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        """Write a text; what is not 0 says why it could not be."""
        if len(string) > self.xls_strmax // 2 or self._is_outside(row, col):
            return int(super()._write_string(row, col, string, cell_format))
        self.table[row][col] = CellStringTuple(self.str_table._get_shared_string_index(string), cell_format)  # noqa: SLF001
        return 0

    def write_number(self, row: int, col: int, number: float, cell_format: Format | None = None) -> int:
        """Write a number."""
        if not isfinite(number) or self._is_outside(row, col):
            return int(super()._write_number(row, col, number, cell_format))
        self.table[row][col] = CellNumberTuple(number, cell_format)
        return 0

    def write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: str | float = 0
    ) -> int:
        """Write a formula and what it comes to. In one that is `Spelt` newer functions are not looked for."""
        if not isinstance(formula, Spelt) or self._is_outside(row, col):
            return int(super()._write_formula(row, col, formula, cell_format, value))
        self.table[row][col] = CellFormulaTuple(formula.removeprefix("="), cell_format, value)
        return 0

    _write_string, _write_number, _write_formula = write_string, write_number, write_formula

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT002 - the library's
        return _prepared(formula, expand_future_functions)

    def add_table(
        self, first_row: int, first_col: int, last_row: int, last_col: int, options: Mapping[str, Any]
    ) -> int:
        """Make an area a table. The formulas of its columns are to be written into every row but the first by others.

        The library is told of two rows only: it would note every cell, to find tables that lie over one another.
        """
        found = int(super().add_table(first_row, first_col, first_row + 1, last_col, dict(options)))
        if found == 0:
            table, whole = self.tables[-1], xl_range(first_row, first_col, last_row, last_col)
            table.update(dict.fromkeys({"range", "a_range", "autofilter"} & table.keys(), whole))
        return found

    def settle(self) -> None:
        """Write the rows down. Which look is the first in the workbook to be met depends on it, as in the file."""
        if self._written is not None:
            return
        shown, self.fh = self.fh, StringIO()
        self._write_cols()
        self._written = list(self._packed_rows())
        self.fh = shown
        if len(self.table) > FEW_ROWS:
            # A plain one: what is written from now on would be lost, and is refused.
            self.table = {}

    def _write_sheet_data(self) -> None:
        self.settle()
        if self.dim_rowmin is None or self._written is None:
            super()._write_sheet_data()
            return
        self._xml_start_tag("sheetData")
        unpack = zlib.decompressobj()
        for piece in self._written:
            self.fh.write_encoded(unpack.decompress(piece))
        self._written.clear()
        self._xml_end_tag("sheetData")

    def _is_outside(self, row: int, col: int) -> bool:
        """Whether no sheet has such a cell, which the library then refuses; else the sheet reaches as far as it."""
        if self.dim_rowmin is None or self.dim_colmin is None:
            return bool(self._check_dimensions(row, col))
        inside = self.dim_rowmin <= row <= self.dim_rowmax and self.dim_colmin <= col <= self.dim_colmax
        return not inside and bool(self._check_dimensions(row, col))

    def _packed_rows(self) -> Iterator[bytes]:
        pack, waiting, length = zlib.compressobj(QUICKLY), list[str](), 0
        for text in self._rows():
            waiting.append(text)
            length += len(text)
            if length > PIECE:
                yield pack.compress(self._counted(waiting))
                waiting, length = [], 0
        yield pack.compress(self._counted(waiting))
        yield pack.flush()

    def _counted(self, rows: list[str]) -> bytes:
        text = writable("".join(rows))
        self.texts += text.count(' t="s"><v>')
        return text.encode()

    def _rows(self) -> Iterator[str]:
        """Every row that has a cell or a look, as it is written, up to the last."""
        filled = {row for row, cells in self.table.items() if cells}
        spans = self._spans(filled)
        for row in sorted(filled | self.row_info.keys()):
            head = self._head(row, spans.get(row // ROWS_OF_A_SPAN, ""))
            if row not in filled:
                yield f"<row{head}/>"
                continue
            cells, number = self.table[row], str(row + 1)
            written = [self._cell(row, place, number, cells[place]) for place in sorted(cells)]
            yield f"<row{head}>{''.join(written)}</row>"

    def _spans(self, filled: set[int]) -> dict[int, str]:
        found: dict[int, tuple[int, int]] = {}
        for row in filled:
            cells, at = self.table[row], row // ROWS_OF_A_SPAN
            first, last = min(cells), max(cells)
            before = found.get(at, (first, last))
            found[at] = min(first, before[0]), max(last, before[1])
        return {at: f' spans="{first + 1}:{last + 1}"' for at, (first, last) in found.items()}

    def _head(self, row: int, span: str) -> str:
        """What is said of a row as a whole."""
        info = self.row_info.get(row)
        height = self.default_row_height if info is None or info.height is None else info.height
        is_set = height != self.original_row_height or height != self.default_row_height
        look = self._style(info.row_format) + ' customFormat="1"' if info and info.row_format else ""
        said = f' r="{row + 1}"{span}{look}'
        said += f' ht="{height * 0.75:.16g}"' if is_set else ""
        said += ' hidden="1"' if info and info.hidden else ""
        said += ' customHeight="1"' if is_set and not self.grows else ""
        said += f' outlineLevel="{info.level}"' if info and info.level else ""
        return said + (' collapsed="1"' if info and info.collapsed else "")

    def _style(self, look: Format | None) -> str:
        if look is None:
            return ""
        if look not in self._styles:
            self._styles[look] = f' s="{look._get_xf_index()}"'  # noqa: SLF001
        return self._styles[look]

    def _look_below(self, row: int, place: int) -> Format | None:
        """The look of a cell that has none of its own: its row's, else its column's."""
        info, column = self.row_info.get(row), self.col_info.get(place)
        return (info and info.row_format) or (column and column.column_format) or None

    def _cell(self, row: int, place: int, number: str, cell: Any) -> str:  # noqa: ANN401 - a cell of the library's
        kind = type(cell)
        head = f'<c r="{column_letters(place + 1)}{number}"'
        head += self._style(cell.format or self._look_below(row, place)) if kind in _USUAL else ""
        if kind is CellStringTuple:
            return f'{head} t="s"><v>{cell.string}</v></c>'
        if kind is CellNumberTuple or kind is CellDatetimeTuple:
            return f"{head}><v>{cell.number:.16G}</v></c>"
        if kind is CellFormulaTuple and not isinstance(cell.value, bool):
            told = f"<f>{self._escape_data(cell.formula)}</f><v>{self._escape_data(cell.value)}</v></c>"
            return f"{head}{_kind_of(cell.value)}>{told}"
        if kind is CellBlankTuple:
            return f"{head}/>"
        return self._unusual(row, place, cell)

    def _unusual(self, row: int, place: int, cell: Any) -> str:  # noqa: ANN401 - a cell of the library's
        self.fh = alone = StringIO()
        self._write_cell(row, place, cell)
        return alone.getvalue()


@lru_cache(maxsize=1024, typed=True)
def _prepared(formula: str, newer: bool) -> str:
    """A formula as the library spells it, which looks for each of 150 newer functions: in one that may have any."""
    bare = formula.removeprefix("{").removeprefix("=").removesuffix("}")
    if all(map(_is_spelt_so, _FUNCTIONS.findall(bare))):
        return bare
    return str(Worksheet._prepare_formula(_AS_USUAL, formula, newer))  # noqa: SLF001


@cache
def _is_spelt_so(function: str) -> bool:
    """Whether the library writes a function, named up to its bracket, as it is."""
    return bool(Worksheet._prepare_formula(_AS_USUAL, function, expand_future_functions=True) == function)  # noqa: SLF001


_FUNCTIONS = re.compile(r"(?<![\w.])[\w.]+\(")
_AS_USUAL: Any = SimpleNamespace(use_future_functions=False)
_USUAL = {CellStringTuple, CellNumberTuple, CellDatetimeTuple, CellFormulaTuple, CellBlankTuple}
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


def _kind_of(value: str | float) -> str:
    """How a formula's cell says what its value is; one that comes to nothing comes to no text."""
    if not isinstance(value, str):
        return ""
    return ' t="e"' if value in _ERRORS else ' t="str"'
