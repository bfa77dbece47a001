"""What bringing a workbook up to date changes, and what of ours its council's own keeps out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Value
from xl_send.workbook.columns import Layout, columns_of
from xl_send.workbook.sheets_seen import SheetSeen

# A formula of a council's own may be as long as a page.
_LONGEST = 300
_LAST_COLUMN = 16_384


class EditionChange(NamedTuple):
    """One thing that bringing a workbook up to date puts in or changes: where, and what in a few words."""

    sheet: str
    cell: str
    what: str


def in_place_of_own(sheet: str, cells: list[str], formula: str) -> EditionChange:
    """That our formula goes into cells that had one of the council's own, which it gives."""
    shown = formula if len(formula) <= _LONGEST else f"{formula[:_LONGEST]}…"
    more = len(cells) - 1
    also = f"; so in {more} more {'cell' if more == 1 else 'cells'}, the last {cells[-1]}" if more else ""
    return EditionChange(sheet, cells[0], f"our formula, in place of your own ={shown}{also}")


def columns_kept_out(seen: SheetSeen, edition: int) -> Iterator[str]:
    """The council's own columns or labels that have the title of one that came after the workbook's edition."""
    what = "column" if seen.record.SHEET.layout is Layout.TABLE else "label"
    for column in columns_of(seen.record):
        if column.since > edition and column.name in seen.table.places:
            row = seen.table.header if what == "column" else seen.table.rows.get(column.name, 0)
            place = f"{seen.table.sheet} {seen.table.address(column.name, row)}"
            yield (
                f"{place}: your own {what} {column.title} has the title "
                f"of a standard one of this edition, and is read as that. If yours says something else, rename it and "
                "upgrade once more: ours is then put in."
            )


def room_for(rows: Mapping[int, Mapping[int, Value]], inside: int, columns: int) -> int:
    """Where so many new columns begin: right of a table that ends `inside` and of all that stands beside it.

    Where a sheet is filled to its last column, they go where as many are free; nought where so many nowhere are.
    """
    filled = {place for cells in rows.values() for place in cells if place > inside}
    beyond = max(filled, default=inside) + 1
    if beyond + columns - 1 <= _LAST_COLUMN:
        return beyond
    begins = range(inside + 1, _LAST_COLUMN - columns + 2)
    return next((place for place in begins if filled.isdisjoint(range(place, place + columns))), 0)


def no_room(seen: SheetSeen, titles: list[str]) -> str:
    """That a sheet is too full for new columns."""
    return (
        f"{seen.table.sheet} is filled to its last column, so these of this edition have no room: {', '.join(titles)}. "
        "Take away columns that are not needed, and upgrade once more."
    )


STRANGELY_SAVED = (
    "The sheet Summary is not put in, as this workbook is not saved in Excel's usual way. To have it, save it in Excel "
    "as an Excel Workbook (.xlsx), which is not the Strict one, and upgrade once more."
)


def sheet_kept_out(own: str) -> str:
    """That a sheet of the council's own has the name of one that would be put in."""
    return (
        f"Your own sheet {own} has the name of one of this edition, so ours, the programme at a glance, is not put in. "
        "To have it, rename yours and upgrade once more."
    )


def has_text(rows: Mapping[int, Mapping[int, Value]], text: str) -> bool:
    """Whether a text stands in a cell near the top of a sheet."""
    return any(text in cells.values() for number, cells in rows.items() if number <= 5)
