"""The mapping that is written beside an adopted workbook: what everything was read as, to be corrected and given back.

It is a file of comma-separated values with one line for each table, column, word, question, workstream and id. An owner
changes the column Ours; a blank in Sheet, Table or Column means all of them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Mapped
from enum import StrEnum

from xl_send.adoption.finding.columns import ACTUAL_COLUMN, EXPECTED_COLUMN
from xl_send.adoption.finding.evidence import MAIN
from xl_send.adoption.finding.synonyms import NO_PLACE, OWN_ID, columns_by_title
from xl_send.adoption.finding.titles import Certainty
from xl_send.errors import CannotRunError
from xl_send.value_classes import NamedTuple, field, frozen
from xl_send.words import did_you_mean
from xl_send.workbook.characters import clean

TITLES = ("What", "Sheet", "Table", "Column", "Theirs", "Ours", "Certainty", "Cells", "Why")
# Signs by which a spreadsheet would take a text for a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_OF_ROWS_OF_THEIR_OWN = (
    EXPECTED_COLUMN, ACTUAL_COLUMN, "Actuals: Period end", "Actuals: Base", "Actuals: Expected",
)  # fmt: skip
_BYTE_ORDER_MARK = "\ufeff"
_MOST_BYTES = 4 * 2**20


class What(StrEnum):
    """What a line of the mapping is about."""

    TABLE = "table"
    COLUMN = "column"
    VALUE = "value"
    ROWS = "rows"
    DATES = "dates"
    COLOURS = "colours"
    LABEL = "label"
    WORKSTREAM = "workstream"
    ID = "id"


class Line(NamedTuple):
    """How one thing of another's workbook was read: what it is, where, theirs, ours, how certain that is, and why."""

    what: What
    sheet: str = ""
    table: str = ""
    column: str = ""
    theirs: str = ""
    ours: str = ""
    certainty: Certainty = Certainty.CERTAIN
    cells: str = ""
    why: str = ""

    @property
    def asks(self) -> bool:
        """Whether an owner is asked about it."""
        return self.certainty is Certainty.ASK


@frozen(eq=True)
class GivenMapping:
    """What an owner has said, by what it is about. Without a file nothing was said."""

    said: Mapped[tuple[str, str, str, str, str], str] = field(default_factory=dict)

    def answer(self, what: What, sheet: str, table: str = "", column: str = "", theirs: str = "") -> str | None:
        """What was said of it: of this table first, then of the sheet, then of all sheets; None where nothing was."""
        places = (
            (sheet, table, column),
            (sheet, "", column),
            ("", "", column),
            (sheet, table, ""),
            (sheet, "", ""),
            ("", "", ""),
        )
        for place in dict.fromkeys(places):
            in_sheet, in_table, in_column = map(_key, place)
            found = self.said.get((what.value, in_sheet, in_table, in_column, _key(theirs)))
            if found is not None:
                return found
        return None

    def tables(self, sheet: str) -> Mapped[str, tuple[str, str]]:
        """The tables that were named on a sheet: by the cell of their first title, the rows of titles and our sheet."""
        return {
            table.upper(): (theirs, ours)
            for (what, of, table, _, theirs), ours in self.said.items()
            if what == What.TABLE and of == _key(sheet) and table
        }


def _key(text: str) -> str:
    return " ".join(clean(text).casefold().split())


def mapping_csv(lines: Iterable[Line]) -> str:
    """The lines as comma-separated values. No text in it can run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(TITLES)
    for line in lines:
        quoted = line._replace(theirs=_quoted(line.theirs), column=_quoted(line.column))
        writer.writerow([_safe(str(part)) for part in quoted])
    return _BYTE_ORDER_MARK + out.getvalue()


def _quoted(text: str) -> str:
    """A text with a figure in quotation marks, or Excel would make a date of Sept 26 when it opens the file."""
    return f"\u201c{text}\u201d" if any(sign.isdigit() for sign in text) else text


def _safe(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{plain}" if plain.startswith(_FORMULA_SIGNS) else plain


def read_mapping(content: bytes, name: str) -> GivenMapping:
    """What an owner has said in a mapping. Raises `CannotRunError` for what is none, naming the line."""
    if len(content) > _MOST_BYTES:
        message = f"{name}: This file is too large for a mapping. Give the .map.csv that adopt wrote."
        raise CannotRunError(message)
    rows = _rows(content)
    titles = [title for title in TITLES[:6] if rows and title not in rows[0]]
    if titles or not rows:
        lacking = titles[0] if titles else "What"
        message = f"{name}: This is no mapping: it has no column {lacking}. Give the .map.csv that adopt wrote."
        raise CannotRunError(message)
    said: dict[tuple[str, str, str, str, str], str] = {}
    for number, row in enumerate(rows, 2):
        what, sheet, table, column, theirs, ours = (_as_typed(row.get(title) or "") for title in TITLES[:6])
        if not what.strip():
            continue
        answer = _sound(name, number, what.strip().casefold(), ours.strip())
        if answer is not None:
            said[what.strip().casefold(), _key(sheet), _key(table), _key(column), _key(theirs)] = answer
    return GivenMapping(said)


def _rows(content: bytes) -> list[dict[str, str]]:
    """The lines by title; none of what is no text of comma-separated values."""
    try:
        return list(csv.DictReader(io.StringIO(_decoded(content)), skipinitialspace=False))
    except csv.Error:
        return []


def _decoded(content: bytes) -> str:
    """The text, also where Excel has saved it in its own code page."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _as_typed(text: str) -> str:
    """A text without what it was made safe with."""
    bare = text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_SIGNS) else text
    return bare[1:-1] if bare.startswith("\u201c") and bare.endswith("\u201d") else bare


def _sound(name: str, number: int, what: str, ours: str) -> str | None:
    """What was said, spelt as ours; None where a question was left open."""
    if what not in {item.value for item in What}:
        raise _refused(name, number, what, [item.value for item in What], "What")
    if what == What.TABLE:
        return _one_of(name, number, ours, [*MAIN, NO_PLACE])
    if what == What.COLUMN and ours:
        known = [title for sheet in MAIN for title in columns_by_title(sheet)]
        return _one_of(name, number, ours, [*known, *_OF_ROWS_OF_THEIR_OWN, OWN_ID, NO_PLACE])
    return ours or None


def _one_of(name: str, number: int, ours: str, known: Sequence[str]) -> str | None:
    found = next((title for title in known if _key(title) == _key(ours)), None)
    if found is None and ours:
        raise _refused(name, number, ours, known, "Ours")
    return found


def _refused(name: str, number: int, given: str, known: Sequence[str], column: str) -> CannotRunError:
    guess = did_you_mean(given, known)
    return CannotRunError(f"{name}, line {number}: {given} is not known in the column {column}. {guess}".strip())
