"""The rows of a sheet as plain values, one column for each that the workbook declares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum

from xl_send.datasets.dataset import AS_AT, WORKBOOK, DataRow, Field, FieldType, Scalar
from xl_send.workbook.columns import Column, Record, columns_of
from xl_send.workbook.kinds import Day, Kind, Measure, Number, Percent, Pounds, YesNo
from xl_send.workbook.submissions import Programme

_WORKED_OUT = frozenset({"status", "own_status", "unknown"})
ROW = Field("row", FieldType.INTEGER, "The row of its sheet in that workbook.")


def record_fields(record: type[Record]) -> tuple[Field, ...]:
    """The columns of a sheet, after the workbook and row that each record stands in."""
    before = (WORKBOOK, AS_AT, ROW)
    names = {field.name for field in before}
    return (*before, *(_field(column) for column in columns_of(record) if column.name not in names))


def given_name(column: Column) -> str:
    """What a column is called: that of a status that a person gives is told from the colour that was worked out."""
    return f"given_{column.name}" if column.name in _WORKED_OUT else column.name


def _field(column: Column) -> Field:
    unit = "pounds" if isinstance(column.kind, Pounds) else "share of 1" if isinstance(column.kind, Percent) else ""
    unit = "in the KPI's own unit; a share of 1 for percent" if isinstance(column.kind, Measure) else unit
    return Field(given_name(column), _type(column.kind), f"{column.title}: {column.help}", unit)


def _type(kind: Kind) -> FieldType:
    if isinstance(kind, Day):
        return FieldType.DATE
    if isinstance(kind, YesNo):
        return FieldType.BOOLEAN
    return FieldType.NUMBER if isinstance(kind, Number | Measure) else FieldType.STRING


def record_row(programme: Programme, record: Record) -> DataRow:
    """One record as plain values; lists are joined by commas."""
    cells = {given_name(column): scalar(getattr(record, column.name, None)) for column in columns_of(type(record))}
    return {**cells, WORKBOOK.name: record.workbook, AS_AT.name: programme.as_at(record), ROW.name: record.row}


def record_rows(programme: Programme, record: type[Record]) -> Iterator[DataRow]:
    """Every record of a sheet, in the order in which workbooks were read."""
    return (record_row(programme, found) for found in programme.each(record))


def scalar(value: object) -> Scalar:
    """A value of a record as a table holds it."""
    if value is None or isinstance(value, bool | date):
        return value
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or None
    if isinstance(value, Enum):
        return str(value.value)
    return float(value) if isinstance(value, float | int) else str(value)
