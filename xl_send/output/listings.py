"""An answer's sheets as lists in a workbook of their own."""

from __future__ import annotations

from xl_send.shells.buttons.button import Answered, CellKind, Filled
from xl_send.xlsx.write.listings import Listing


def listing_of(filled: Filled) -> Listing:
    """One sheet of an answer as a list."""
    links = {place for place, title in enumerate(filled.titles) if title.kind is CellKind.LINK}
    rows = [[_entry(value, place in links) for place, value in enumerate(row)] for row in filled.rows]
    return Listing(filled.name, (filled.note,), {item.text: (item.width, "") for item in filled.titles}, rows)


def _entry(value: Answered, is_link: bool) -> Answered:
    """What stands in the list: of a link its cell alone, since the workbook that it leads to is another one."""
    return value.rpartition("!")[2] if is_link and isinstance(value, str) else value
