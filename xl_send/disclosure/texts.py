"""Free text that may identify a person: shown in the owner's own workbook and nowhere else.

What is withheld is taken out of a workbook's cells before anything in them is understood, so that no output can
hold it by mistake. In its place stands where to find it, the same for the same text, so that names that were alike
still are.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import PureWindowsPath

from xl_send.analysis.words.children import speaks_of_a_child
from xl_send.analysis.words.identifiers import detect, detect_in_number
from xl_send.analysis.words.shorthand.rows import NamedRows
from xl_send.patterns import Pattern
from xl_send.value_classes import replace
from xl_send.workbook.cells import Book, Grid, Row, column_letters
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets.checks import CHECKS_TITLE
from xl_send.workbook.sheets.choices import LISTS_TITLE
from xl_send.workbook.sheets_seen import UnreadCell
from xl_send.workbook.submissions import SHEETS, Submission, Withheld

OF_A_CHILD = frozenset({"upn", "likely upn", "birth", "case", "child"})
_CHILD = frozenset({"child"})
# Sheets whose columns are known: on others a row may be of a child by what stands beside its name.
_OURS = frozenset(map(title_key, (*(record.SHEET.title for record in SHEETS), CHECKS_TITLE, LISTS_TITLE)))
# The shortest text in which anything can be recognised.
SHORTEST = 5
# Below this a number is nobody's.
_LARGE = 1e9
_BEGINS = "[withheld"
# By this begins the address of what was recognised in a note that hangs on a cell.
ON_A_CELL = "note on "
# What stands between the words of a file's name.
_BETWEEN_WORDS = Pattern(r"[_.+-]+")


def may_be_shown(text: str) -> bool:
    """Whether a text may stand in an output that is not the owner's own workbook."""
    return len(text) < SHORTEST or not detect(text)


def file_may_be_named(workbook: str) -> bool:
    """Whether a file's name may stand in an output that is not its owner's."""
    stem = PureWindowsPath(workbook).stem
    return may_be_shown(stem) and may_be_shown(_BETWEEN_WORDS.sub(" ", stem))


def sheet_without_name(number: int) -> str:
    """What a sheet is called whose name may identify a person, by its place among the sheets of its workbook."""
    return f"Sheet {number} (name withheld)"


def in_place_of(found: frozenset[str], sheet: str, address: str) -> str:
    """What is shown in place of a text in which something was recognised."""
    whom = "child" if found & OF_A_CHILD else "person"
    return f"{_BEGINS}: may identify a {whom}; see {sheet} {address}]"


def is_withheld(text: str) -> bool:
    """Whether this stands in place of a text that was withheld."""
    return text.startswith(_BEGINS)


@cache
def _template_texts() -> frozenset[str]:
    """What the template says by itself, in more than half of a return's cells: nobody's data can stand there."""
    texts = pkgutil.get_data("xl_send.disclosure", "template_texts.txt") or b""
    return frozenset(texts.decode("utf-8").splitlines())


class Withholding:
    """What is withheld of a workbook; one text in two of its cells is withheld by the same words.

    So it is in two workbooks where the second is read with the words `known` from the first.
    """

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        self._known: dict[str, str] = dict(known or {})

    @property
    def known(self) -> Mapping[str, str]:
        """The texts that were withheld, each with the words that stand in its place."""
        return self._known

    def safe(self, book: Book) -> tuple[Book, Withheld]:
        """A workbook without what may identify a person, and where that stood and what was recognised in it.

        A sheet whose name may is called by its number: what was recognised in the name stands at no address of it.
        Rows that can be walked only once still can, and what stood in them is known once they were walked.
        """
        found: dict[tuple[str, str], frozenset[str]] = {}
        grids = tuple(self._safe(_named(grid, number, found), found) for number, grid in enumerate(book.grids, 1))
        return replace(book, grids=grids), found

    def _safe(self, grid: Grid, found: dict[tuple[str, str], frozenset[str]]) -> Grid:
        rows = self._rows(grid, found)
        for address, text in grid.comments:
            if names := detect(text):
                found[grid.title, f"{ON_A_CELL}{address}"] = names
        return replace(grid, rows=list(rows) if isinstance(grid.rows, list) else rows, comments=())

    def _rows(self, grid: Grid, found: dict[tuple[str, str], frozenset[str]]) -> Iterator[Row]:
        listed = None if title_key(grid.title) in _OURS else NamedRows(grid.title)
        own = _template_texts()
        for number, cells in grid.rows:
            # Asked of every cell of a workbook: a call of our own for each would cost more than all else.
            told = {
                place: names
                for place, value in cells.items()
                if (isinstance(value, str) and len(value) >= SHORTEST and value not in own and (names := detect(value)))
                or (isinstance(value, float) and value >= _LARGE and (names := detect_in_number(value)))
            }
            if listed is not None and not own.issuperset(value for value in cells.values() if isinstance(value, str)):
                told = {**dict.fromkeys(listed.children(cells), _CHILD), **told}
            if not told:
                yield number, cells
                continue
            shown = dict(cells)
            for place, names in told.items():
                address = f"{column_letters(place)}{number}"
                found[grid.title, address] = names
                shown[place] = self._known.setdefault(str(cells[place]), in_place_of(names, grid.title, address))
            yield number, shown


def _named(grid: Grid, number: int, found: dict[tuple[str, str], frozenset[str]]) -> Grid:
    if may_be_shown(grid.title):
        return grid
    title = sheet_without_name(number)
    found[title, ""] = detect(grid.title)
    return replace(grid, title=title)


def with_unread_withheld(submission: Submission, found: Mapping[tuple[str, str], frozenset[str]]) -> Submission:
    """A submission that knows what was withheld, and quotes no unreadable cell that speaks of a child at all."""
    unread = tuple(map(_quotable, submission.unread_cells))
    return replace(submission, withheld=found, unread_cells=unread)


def _quotable(one: UnreadCell) -> UnreadCell:
    if not speaks_of_a_child(one.text):
        return one
    return one._replace(text=in_place_of(_CHILD, one.cell.sheet, one.cell.address))
