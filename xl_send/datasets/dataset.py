"""One table of plain values: its columns with their types, units and meaning, and its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from xl_send.value_classes import NamedTuple

Scalar = str | float | int | bool | date | None
DataRow = Mapping[str, Scalar]


class FieldType(StrEnum):
    """What a column holds, in the words of Table Schema (Frictionless Data)."""

    STRING = "string"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"


class Field(NamedTuple):
    """A column: its name, what it holds, what that means, and the unit where it has one."""

    name: str
    type: FieldType
    description: str
    unit: str = ""


class Dataset(NamedTuple):
    """A table: its name, what one row of it is, its columns, the columns that tell its rows apart, and its rows."""

    name: str
    description: str
    fields: Sequence[Field]
    key: Sequence[str]
    rows: Sequence[DataRow]

    def with_board(self, board: date | None) -> Dataset:
        """The same, each row with the board that it is of: the date with which the programme is labelled."""
        rows = [{BOARD.name: board, **row} for row in self.rows]
        return self._replace(fields=(BOARD, *self.fields), key=(BOARD.name, *self.key), rows=rows)


BOARD = Field("board", FieldType.DATE, "The board that the row is of: the date with which its programme is labelled.")
WORKBOOK = Field("workbook", FieldType.STRING, "The workbook that the row was read from.")
AS_AT = Field("as_at", FieldType.DATE, "The date that the workbook describes, against which the row is measured.")


def text_field(name: str, description: str) -> Field:
    """A column of texts."""
    return Field(name, FieldType.STRING, description)


def number_field(name: str, description: str, unit: str = "") -> Field:
    """A column of numbers."""
    return Field(name, FieldType.NUMBER, description, unit)


def whole(name: str, description: str, unit: str = "") -> Field:
    """A column of whole numbers."""
    return Field(name, FieldType.INTEGER, description, unit)


def date_field(name: str, description: str) -> Field:
    """A column of dates."""
    return Field(name, FieldType.DATE, description)


def yes_no(name: str, description: str) -> Field:
    """A column of true and false."""
    return Field(name, FieldType.BOOLEAN, description)


def one_under_other(together: Sequence[Dataset]) -> Dataset:
    """Tables of one name, one under the other."""
    return together[0]._replace(rows=[row for dataset in together for row in dataset.rows])
