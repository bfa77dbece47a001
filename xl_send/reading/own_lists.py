"""The lists that a council edits for itself, each a column of the Lists sheet under its title."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.workbook.cells import Grid
from xl_send.workbook.characters import clean
from xl_send.workbook.sheets.own_lists import OWN_LISTS
from xl_send.workbook.titles import title_key

_TITLES = {title_key(title): title for title in OWN_LISTS}


def read_own_lists(grid: Grid) -> Mapping[str, tuple[str, ...]]:
    """Every own list that the sheet holds, by title, blanks left out."""
    places: dict[int, str] = {}
    found: dict[str, list[str]] = {}
    for _, cells in grid.rows:
        if not places:
            keys = {place: title_key(value) for place, value in cells.items() if isinstance(value, str)}
            places = {place: _TITLES[key] for place, key in keys.items() if key in _TITLES}
            continue
        for place, title in places.items():
            value = cells.get(place)
            if isinstance(value, str) and clean(value):
                found.setdefault(title, []).append(clean(value))
    return {title: tuple(values) for title, values in found.items()}
