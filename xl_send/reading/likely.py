"""Under which other title a column or a sheet that was not found may stand: it is asked about, never read unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from xl_send.reading.headers import find_header
from xl_send.reading.labels import label_table
from xl_send.workbook.cells import Grid, Row, Value
from xl_send.workbook.columns import Column, Layout, Record, TableLocation, columns_of
from xl_send.workbook.names import are_near, title_key
from xl_send.workbook.sheets_seen import Likely

LOOKED_AT = 20


def likely_columns(
    record: type[Record], places: Mapping[str, int], missing: Sequence[Column], titles: Mapping[int, Value]
) -> dict[str, Likely]:
    """The missing columns that may stand under another title, or under none where ours would stand.

    `titles` is the header row as it lies. Near titles come before a mere place.
    """
    if not missing:
        return {}
    known = {title_key(column.title) for column in columns_of(record)}
    known |= {title_key(calculated.title) for calculated in record.SHEET.calculated}
    ours = set(places.values())
    last = max((*ours, *titles), default=0)
    strangers = {
        place: _text(titles.get(place))
        for place in range(1, last + 1)
        if place not in ours and title_key(_text(titles.get(place))) not in known
    }
    return _matched(record, places, missing, strangers)


def likely_labels(
    record: type[Record], table: TableLocation, missing: Sequence[Column], cells: Mapping[tuple[int, int], Value]
) -> dict[str, Likely]:
    """The same of the labels of a sheet of labels, by their rows."""
    if not table.places:
        return {}
    place = min(table.places.values()) - 1
    ours = set(table.rows.values())
    between = range(1, max(ours) + 1)
    strangers = {row: _text(cells.get((row, place))) for row in between if row not in ours}
    strangers |= {
        row: text for (row, at), value in cells.items() if at == place and row not in ours and (text := _text(value))
    }
    return _matched(record, table.rows, missing, strangers)


def _matched(
    record: type[Record], places: Mapping[str, int], missing: Sequence[Column], strangers: dict[int, str]
) -> dict[str, Likely]:
    found: dict[str, Likely] = {}
    for column in missing:
        near = next((place for place, title in strangers.items() if title and are_near(title, column.title)), 0)
        if near:
            found[column.name] = Likely(near, strangers.pop(near))
    for column in missing:
        place = 0 if column.name in found else _between(record, places, column, strangers)
        if place:
            found[column.name] = Likely(place, strangers.pop(place))
    return found


def _text(value: Value | None) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _between(record: type[Record], places: Mapping[str, int], column: Column, strangers: Mapping[int, str]) -> int:
    """The first stranger between the columns that stand before and after this one in the workbook as given out."""
    names = [item.name for item in columns_of(record)]
    at = names.index(column.name)
    before = next((places[name] for name in reversed(names[:at]) if name in places), 0)
    after = next((places[name] for name in names[at + 1 :] if name in places), 0)
    if not after:
        return before + 1 if before + 1 in strangers else 0
    low, high = sorted((before, after))
    return max((place for place in strangers if low < place < high), default=0)


def likely_sheets(absent: Sequence[type[Record]], strangers: Sequence[Grid]) -> dict[type[Record], str]:
    """Sheets of another name that hold an absent sheet's titles: half of them, or some under a near name."""
    likely: dict[type[Record], str] = {}
    for grid in strangers if absent else ():
        rows = list(islice(iter(grid.rows), LOOKED_AT))
        for record in absent:
            number = _titles_found(record, rows)
            near = are_near(grid.title, record.SHEET.title)
            if record not in likely and number and (near or 2 * number >= len(columns_of(record))):
                likely[record] = grid.title
                break
    return likely


def _titles_found(record: type[Record], rows: Sequence[Row]) -> int:
    if record.SHEET.layout is Layout.LABELS:
        return len(label_table("", "", rows, record).places)
    header, _ = find_header(iter(rows), record)
    return len(header.places) if header else 0
