"""Workbooks that a program holds already: an open openpyxl Workbook, or pandas DataFrames by sheet title.

Neither library is loaded here; what they hold is asked for what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from numbers import Real
from typing import Any, Protocol, TypeGuard, runtime_checkable

from xl_send.errors import CannotRunError
from xl_send.workbook.cells import Area, Book, CellError, CellErrorKind, Grid, MonthAlone, Percentage, Struck, Value
from xl_send.workbook.characters import writable
from xl_send.xlsx.read.number_formats import Shown, shown_by

WRITE_ONLY = "A write-only openpyxl Workbook cannot be read. Save it, and give its path or bytes."
_BLANKS = frozenset({"NAType", "NaTType"})


@runtime_checkable
class OpenWorkbook(Protocol):
    """What is asked of an openpyxl Workbook."""

    @property
    def worksheets(self) -> Any:  # noqa: ANN401 - openpyxl's worksheets are asked, not imported
        """Its sheets of cells."""
        ...

    @property
    def sheetnames(self) -> Any:  # noqa: ANN401 - as above
        """The titles of all its sheets."""
        ...

    @property
    def write_only(self) -> bool:
        """Whether it can only be written."""
        ...


class DataFrame(Protocol):
    """What is asked of a pandas DataFrame."""

    @property
    def columns(self) -> Any:  # noqa: ANN401 - an index of any kind
        """The titles of its columns."""
        ...

    def itertuples(self, *, index: bool, name: None) -> Iterable[tuple[Any, ...]]:
        """The rows as plain tuples."""
        ...


Frames = Mapping[str, DataFrame]
InMemory = OpenWorkbook | Frames


def is_in_memory(source: object) -> TypeGuard[InMemory]:
    """Whether a source is an open Workbook, or DataFrames by sheet title."""
    if isinstance(source, Mapping):
        return bool(source) and all(hasattr(frame, "itertuples") for frame in source.values())
    return isinstance(source, OpenWorkbook)


def book_in_memory(source: InMemory, name: str) -> Book:
    """The sheets of a Workbook or of DataFrames as they lie. Raises `CannotRunError` for a write-only Workbook.

    Formulas of a Workbook that was not opened with `data_only=True` have no values, which its cells then say.
    """
    if isinstance(source, Mapping):
        return Book(
            name, tuple(Grid(writable(str(title)), list(_frame_rows(frame))) for title, frame in source.items())
        )
    if source.write_only:
        raise CannotRunError(WRITE_ONLY)
    return Book(name, tuple(_grid(sheet) for sheet in source.worksheets))


def _frame_rows(frame: DataFrame) -> Iterator[tuple[int, Mapping[int, Value]]]:
    """The titles of a DataFrame as the first row, then its rows; its index is left out."""
    yield 1, {place: writable(str(title)) for place, title in enumerate(frame.columns, 1)}
    for number, row in enumerate(frame.itertuples(index=False, name=None), 2):
        cells = {place: value for place, raw in enumerate(row, 1) if (value := plain_value(raw)) is not None}
        if cells:
            yield number, cells


def plain_value(raw: object) -> Value | None:
    """A Python, NumPy or pandas value as a cell holds it; None where it is missing."""
    if raw is None or type(raw).__name__ in _BLANKS or raw == "":
        return None
    if type(raw).__name__ in {"bool", "bool_"}:
        return bool(raw)
    return raw if isinstance(raw, Percentage | CellError) else _plain(raw)


def _plain(raw: object) -> Value | None:
    """A date, a duration in days, a number that is one, or the text of anything else."""
    if isinstance(raw, date):
        return _day(raw)
    if isinstance(raw, timedelta):
        return raw / timedelta(days=1)
    number = float(raw) if isinstance(raw, Real) else 0.0
    if number != number:  # noqa: PLR0124 - a missing number is not itself
        return None
    return number if isinstance(raw, Real) else writable(str(raw)) or None


def _day(raw: date) -> date:
    """A date, with its time of day where it has one."""
    if not isinstance(raw, datetime):
        return raw
    return raw.date() if raw.time() == time() else datetime.combine(raw.date(), raw.time())


def _grid(sheet: Any) -> Grid:  # noqa: ANN401 - openpyxl's worksheets are asked, not imported
    return Grid(
        writable(sheet.title),
        list(_rows(sheet)),
        hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(_hidden(sheet)),
        merged=tuple(_merged(sheet)),
    )


def _rows(sheet: Any) -> Iterator[tuple[int, Mapping[int, Value]]]:  # noqa: ANN401 - as above
    for line in sheet.iter_rows():
        cells = {cell.column: value for cell in line if (value := _value(cell)) is not None}
        if cells:
            yield next(cell.row for cell in line if cell.value is not None), cells


def _value(cell: Any) -> Value | None:  # noqa: ANN401 - as above
    raw = cell.value
    if raw is None:
        return None
    if cell.data_type == "e":
        return CellError(CellErrorKind.ERROR, writable(str(raw)))
    if cell.data_type == "f":
        return CellError(CellErrorKind.UNCALCULATED, writable(str(getattr(raw, "text", raw))))
    value = plain_value(raw)
    told = isinstance(value, (float, date)) and not isinstance(value, bool)
    shown = shown_by(cell.number_format or "General") if told else Shown.NUMBER
    if shown is Shown.MONTH and isinstance(value, date) and not isinstance(value, datetime):
        return MonthAlone(value.year, value.month, value.day)
    if isinstance(value, str) and cell.font.strike:
        return Struck(value)
    return Percentage(value) if shown is Shown.PERCENTAGE and isinstance(value, float) else value


def _hidden(sheet: Any) -> Iterator[int]:  # noqa: ANN401 - as above
    dimensions = getattr(sheet, "row_dimensions", {})
    yield from (number for number, dimension in dimensions.items() if dimension.hidden)


def _merged(sheet: Any) -> Iterator[Area]:  # noqa: ANN401 - as above
    found = getattr(sheet, "merged_cells", None)
    for area in found.ranges if found is not None else ():
        yield Area(area.min_row, area.min_col, area.max_row, area.max_col)
