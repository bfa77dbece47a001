"""Sheets of the council's own: nothing of them is taken over, but whether they list people is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import islice

from xl_send.errors import RefusedError
from xl_send.limits import MOST_OWN_ROWS
from xl_send.patterns import Pattern
from xl_send.workbook.cells import Grid, Row, Value, column_letters
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets_seen import OwnSheet

# What the product calls sheets that it writes. They list nobody: one of the name that does is the council's own.
_OURS = frozenset(map(title_key, ("Start", "Summary", "Overview", "Status")))
# Rows in which titles may stand, and filled cells under one that make a list of it.
_TITLE_ROWS, _LISTED = 12, 2
_UPN_TITLE = Pattern(r"(?i)(?:upn|unique pupil (?:number|no\.?))")
_BIRTH_TITLE = Pattern(r"(?i)(?:d\.?o\.?b\.?|date of birth|born)")
_NHS_TITLE = Pattern(r"(?i)nhs (?:no\.?|number|num)")
_NAME_TITLE = Pattern(
    r"(?i)(?:pupil|child|student|learner|young person|cyp)(?:'?s|\u2019s)?(?: (?:full |first |last |sur)?name)?",
)
_UPN = Pattern(r"[A-Za-z]\d{11}[\dA-Za-z]")
_DAY = Pattern(r"\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2} [A-Za-z]{3,9} \d{2,4}")
_NHS = Pattern(r"\d{3} ?\d{3} ?\d{4}")
_NAME = Pattern(r"[A-Z][\w'\u2019-]{1,40}(?:,? [A-Z][\w'\u2019-]{0,40}\.?){1,3}")
_KINDS = ((_UPN_TITLE, _UPN), (_BIRTH_TITLE, _DAY), (_NHS_TITLE, _NHS), (_NAME_TITLE, _NAME))
_WITHHELD = "[withheld"


def with_rows(grid: Grid) -> Grid:
    """A sheet of the council's own with the first of its rows; with none where they are damaged."""
    try:
        return Grid(grid.title, list(islice(grid.rows, MOST_OWN_ROWS)), hidden=grid.hidden)
    except RefusedError:
        return Grid(grid.title, [], hidden=grid.hidden)


def own_sheet(grid: Grid) -> OwnSheet | None:
    """What is kept of a sheet of the council's own; None of one that the product writes."""
    listed = tuple(_listed(list(grid.rows)))
    if not listed and title_key(grid.title) in _OURS:
        return None
    return OwnSheet(grid.title, grid.hidden, listed)


def _listed(rows: list[Row]) -> list[tuple[str, str]]:
    """The titles of columns under which pupil numbers, days of birth, NHS numbers or names of children stand."""
    found: dict[int, tuple[str, str]] = {}
    for place, (number, cells) in enumerate(rows[:_TITLE_ROWS]):
        for column, value in cells.items():
            looks = _looks_of(value)
            if looks is not None and column not in found and _lists(rows[place + 1 :], column, looks):
                found[column] = f"{column_letters(column)}{number}", str(value).strip()
    return list(found.values())


def _looks_of(title: Value) -> Pattern | None:
    """What stands under a title of this kind."""
    if not isinstance(title, str):
        return None
    return next((looks for kind, looks in _KINDS if kind.fullmatch(title.strip(" :"))), None)


def _lists(rows: list[Row], column: int, looks: Pattern) -> bool:
    return sum(_is_listed(cells, column, looks) for _, cells in rows) >= _LISTED


def _is_listed(cells: Mapping[int, Value], column: int, looks: Pattern) -> bool:
    value = cells.get(column)
    if isinstance(value, date):
        return looks is _DAY
    text = f"{value:.0f}" if isinstance(value, float) else value if isinstance(value, str) else ""
    return text.startswith(_WITHHELD) or looks.fullmatch(text.strip()) is not None
