"""What formulas are put together from: references by field name, and a few functions by their names."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from xl_send.workbook.columns import Record, columns_by_name

NOTHING = '""'
# What a count asks of cells that hold some word.
FILLED = '"?*"'


def column_title(record: type[Record], name: str) -> str:
    """The title of a column, filled in or calculated, by its name in the declaration."""
    calculated = {item.name: item.title for item in record.SHEET.calculated}
    return calculated[name] if name in calculated else columns_by_name(record)[name].title


class Spelt(str):
    """A formula whose functions are spelt as files spell them.

    Else the writing library would look for a hundred newer functions in each cell's formula, which takes
    longer than all the rest; it leaves alone a formula that holds the mark of one.
    """

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "_xlfn." or (isinstance(part, str) and super().__contains__(part))


class RowCells:
    """The cells of the row in which a formula stands, by field name."""

    def __init__(self, record: type[Record]) -> None:
        self.record = record

    def __getitem__(self, name: str) -> str:
        return f"{self.record.SHEET.table}[[#This Row],[{column_title(self.record, name)}]]"


class Whole:
    """The whole columns of a sheet's table, by field name."""

    def __init__(self, record: type[Record]) -> None:
        self.record = record

    def __getitem__(self, name: str) -> str:
        return f"{self.record.SHEET.table}[{column_title(self.record, name)}]"


def word(value: str | StrEnum) -> str:
    """A word as a formula writes it."""
    return f'"{value.value if isinstance(value, StrEnum) else value}"'


def words(*values: str) -> str:
    """A list of words that stands in the formula itself."""
    return "{" + ",".join(map(word, values)) + "}"


def day_number(day: date) -> int:
    """A date as the number that cells hold."""
    return (day - date(1899, 12, 30)).days


def when(test: str, then: str, otherwise: str) -> str:
    """One of two."""
    return f"IF({test},{then},{otherwise})"


def first_case(*cases: tuple[str, str], otherwise: str) -> str:
    """What goes with the first test that holds."""
    formula = otherwise
    for test, then in reversed(cases):
        formula = when(test, then, formula)
    return formula


def every(*tests: str) -> str:
    """Whether all of these hold."""
    return tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"


def either(*tests: str) -> str:
    """Whether one of these holds."""
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def is_one_of(cell: str, *values: str) -> str:
    """Whether a cell holds one of these words."""
    return f"OR({cell}={words(*values)})"


def unless_error(formula: str, otherwise: str = NOTHING) -> str:
    """The formula, or something else where it cannot be worked out."""
    return f"IFERROR({formula},{otherwise})"


def largest(values: str, condition: str) -> str:
    """The largest of a column's values where a condition holds; an error if there is none."""
    return f"_xlfn.AGGREGATE(14,6,{values}/({condition}),1)"


def smallest(values: str, condition: str, number: int = 1) -> str:
    """The smallest, or so manieth, of a column's values where a condition holds; an error if there is none."""
    return f"_xlfn.AGGREGATE(15,6,{values}/({condition}),{number})"


def last_where(condition: str, values: str) -> str:
    """The last of a column's values where a condition holds; an error if there is none."""
    return f"LOOKUP(2,1/({condition}),{values})"


def looked_up(values: str, key: str, keys: str) -> str:
    """The value that stands beside a key; an error if the key is not there."""
    return f"INDEX({values},MATCH({key},{keys},0))"
