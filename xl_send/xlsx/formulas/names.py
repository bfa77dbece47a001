"""Names that formulas share: the as at date, every threshold with its default, and the risk matrix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xl_send.workbook.cells import column_letters
from xl_send.workbook.columns import Column, Need, Record, columns_of
from xl_send.workbook.kinds import NOTHING_WORDS, PLACEHOLDERS, Choice, Kind, YesNo
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.sheets.thresholds import DEFAULT_MATRIX, Thresholds
from xl_send.workbook.submissions import SHEETS
from xl_send.xlsx.formulas.syntax import words

if TYPE_CHECKING:
    from xlsxwriter import Workbook

AS_AT = "as_at"
ANSWERS = ("Yes", "No", "Y", "N")
# The matrix stands to the right of the thresholds, where its columns can be of one width.
MATRIX_COLUMN = 4
MATRIX, LIKELIHOODS, IMPACTS = "risk_matrix", "risk_matrix_likelihoods", "risk_matrix_impacts"
MATRIX_WHOLE = "risk_matrix_whole"
# Words that say nothing is there, and those with words that say it is not known yet.
NOTHING_WORDS_NAME, EMPTY_WORDS_NAME = "words_for_nothing", "words_for_nothing_yet"
DEFAULT = "risk_matrix_default"
SCORES = range(1, len(DEFAULT_MATRIX) + 1)


def threshold(name: str) -> str:
    """The defined name of a threshold, by its field."""
    return f"threshold_{name}"


def allowed(name: str) -> str:
    """The defined name of what an optional pull-down's cell may hold, by the name of its words."""
    return f"allowed_{name}"


def options_name(kind: Kind) -> str:
    """The name of the words that a pull-down offers."""
    return kind.options.__name__ if isinstance(kind, Choice) else "YesNo"


def define_names(book: Workbook) -> None:
    """Define them all."""
    for name, formula in names().items():
        book.define_name(name, f"={formula}")


def names() -> dict[str, str]:
    """Every name with its formula. A threshold that is blank or no number is its default."""
    day = value_cell(Cover, "as_at")
    found = {AS_AT: f'IF(ISNUMBER({day}),INT({day}),"")'}
    for column in columns_of(Thresholds):
        found[threshold(column.name)] = _setting(column, value_cell(Thresholds, column.name))
    return found | dict(_matrix()) | dict(_words())


def _optional_lists() -> dict[str, tuple[str, ...]]:
    """The words of each pull-down that a status may rest on and that may be left blank."""
    kinds = (
        column.kind
        for record in SHEETS
        for column in columns_of(record)
        if column.vital and column.need is Need.OPTIONAL
    )
    lists = [kind for kind in kinds if isinstance(kind, Choice | YesNo)]
    return {options_name(kind): ANSWERS if isinstance(kind, YesNo) else tuple(kind.options) for kind in lists}


def _words() -> Iterator[tuple[str, str]]:
    yield NOTHING_WORDS_NAME, words(*sorted(NOTHING_WORDS))
    for name, options in sorted(_optional_lists().items()):
        yield allowed(name), words("", *options, *sorted(NOTHING_WORDS))
    yield EMPTY_WORDS_NAME, words(*sorted(NOTHING_WORDS | PLACEHOLDERS))


def value_cell(record: type[Record], name: str) -> str:
    """Where a label sheet keeps a value: beside its label, in the order of the declaration."""
    row = [column.name for column in columns_of(record)].index(name) + 2
    return f"{record.SHEET.title}!$B${row}"


def _setting(column: Column, cell: str) -> str:
    if isinstance(column.kind, Choice):
        plain = f'OR({cell}="{column.blank}",{cell}=0,{cell}="",ISNUMBER(MATCH({cell},{NOTHING_WORDS_NAME},0)))'
        return f'IF({plain},"{column.blank}",{cell}&"")'
    return f"IF(ISNUMBER({cell}),IF({cell}>=0,{cell},{column.blank}),{column.blank})"


def _matrix() -> Iterator[tuple[str, str]]:
    """The matrix as it stands; it counts when the colours fill a square from its first corner."""
    title, corner = Thresholds.SHEET.title, MATRIX_COLUMN + 1
    first, last, side = (column_letters(corner + step) for step in (1, len(SCORES), 0))
    block = f"{title}!${first}$2:${last}${len(SCORES) + 1}"
    yield MATRIX, block
    yield LIKELIHOODS, f"{title}!${side}$2:${side}${len(SCORES) + 1}"
    yield IMPACTS, f"{title}!${first}$1:${last}$1"
    edge = ";".join(",".join(str(max(row, column)) for column in SCORES) for row in SCORES)
    coloured = f'(({block}="Red")+({block}="Amber")+({block}="Green"))'
    size, count = f"SUMPRODUCT(MAX({coloured}*{{{edge}}}))", f"SUMPRODUCT({coloured})"
    yield MATRIX_WHOLE, f"AND({count}>0,{count}={size}^2)"
    colours = ";".join(",".join(f'"{colour}"' for colour in row) for row in DEFAULT_MATRIX)
    yield DEFAULT, f"{{{colours}}}"
