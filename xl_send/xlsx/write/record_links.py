"""Links within a workbook: to a record's cell wherever the record stands now, as formulas of the workbook itself.

And the way back to Start: a small box on a sheet's titles, which stays in sight and is no cell of a table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from xl_send.findings import Cell, Finding
from xl_send.table import CellLink
from xl_send.workbook.cells import column_letters, row_number
from xl_send.workbook.columns import Layout, Record, TableLocation
from xl_send.workbook.days import read_day
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.kpis import Actual, Expectation
from xl_send.workbook.sheets_seen import SheetSeen
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.write.looks import LINE, LINK, PAPER
from xl_send.xlsx.write.widths import room_beside

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

GONE = "gone"
# How far down a record named by two columns is looked for. One named by its id alone is found anywhere.
DEEPEST = 5000
# What parts the two names in what findings call such a record.
PARTED: Mapping[type[Record], str] = {Expectation: " at ", Actual: " at ", Meeting: ", "}
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
# A text in a formula may be no longer, and a lookup takes these signs for others.
_LONGEST = 200
_WILD = re.compile(r"[~*?]")


class RecordLinks:
    """The way from a finding to its cell.

    Of a row that has no id, or whose id is not typed as it was read, it leads to the place at which it was found.
    """

    def __init__(self, programme: Programme | None = None) -> None:
        self._seen: dict[tuple[str, str], SheetSeen] = {}
        self._odd: set[tuple[str, str, int]] = set()
        for submission in programme.submissions if programme else ():
            for seen in submission.seen.values():
                self._seen[submission.workbook, seen.table.sheet] = seen
            for remarked in submission.remarks:
                if remarked.column.name in _keys(self._seen.get((submission.workbook, remarked.cell.sheet))):
                    self._odd.add((submission.workbook, remarked.cell.sheet, row_number(remarked.cell.address)))

    def to(self, finding: Finding) -> CellLink | None:
        """The link; none of what is said of a whole sheet."""
        cell = finding.cell
        if not cell.address:
            return None
        seen = self._seen.get((cell.workbook, cell.sheet))
        known = seen is not None and seen.record.SHEET.layout is Layout.TABLE and finding.is_of_a_record
        if not known or seen is None or (cell.workbook, cell.sheet, row_number(cell.address)) in self._odd:
            return CellLink(cell.sheet, cell.address)
        return CellLink(cell.sheet, cell.address, _formula(cell, seen))


def _keys(seen: SheetSeen | None) -> tuple[str, ...]:
    """The fields by which findings name a row of a sheet."""
    if seen is None:
        return ()
    unique = seen.record.SHEET.unique
    return unique if seen.record in PARTED else unique[:1]


def _formula(cell: Cell, seen: SheetSeen) -> str:
    """A formula that leads to the cell of the record under its heading, and shows where that is now.

    Where the record's row of then is its row still, that one is meant, though another has its id. A record that is
    gone is said to be gone.
    """
    match = _ADDRESS.fullmatch(cell.address)
    texts = _texts(cell.record, seen.record)
    places = [seen.table.places.get(name) for name in _keys(seen)]
    if match is None or not texts or None in places or any(_unfit(text) for text in (cell.column, cell.sheet, *texts)):
        return ""
    letters, row = match[1], int(match[2])
    sheet = f"'{cell.sheet.replace(chr(39), chr(39) * 2)}'!"
    keys = [column_letters(place) for place in places if place]
    pairs = list(zip(keys, texts, strict=True))
    still = ",".join(_is(f"{sheet}${key}${row}", text) for key, text in pairs)
    found = f"IF(IFERROR(AND({still}),FALSE),ROW({sheet}${keys[0]}${row}),{_sought(sheet, pairs, seen.table)})"
    heading = f"MATCH({_quoted(_plain(cell.column))},{sheet}${seen.table.header}:${seen.table.header},0)"
    under = f"IFERROR({heading},COLUMN({sheet}${letters}:${letters}))"
    now = f"ADDRESS({found},{under},4)"
    start = f"{keys[0]}{seen.table.header}"
    target = f"{_quoted('#' + sheet)}&IFERROR({now},{_quoted(start)})"
    return f"HYPERLINK({target},IFERROR({now},{_quoted(GONE)}))"


def _texts(record: str, kind: type[Record]) -> tuple[str | date, ...]:
    """What stands in the columns by which a record is known."""
    if kind not in PARTED:
        return (record,)
    first, parted, second = record.rpartition(PARTED[kind])
    if not parted or not first:
        return ()
    if kind is Expectation:
        return first, second
    day = read_day(second)
    return (first, day) if day else ()


def _sought(sheet: str, pairs: list[tuple[str, str | date]], table: TableLocation) -> str:
    """The row in which a record is found; an error where it is not."""
    if len(pairs) == 1:
        ((key, text),) = pairs
        return f"MATCH({_quoted(_plain(str(text)))},{sheet}${key}:${key},0)"
    areas = [(f"{sheet}${key}${table.header + 1}:${key}${DEEPEST}", text) for key, text in pairs]
    tests = "*".join(f"({_is(area, text)})" if isinstance(text, str) else _is(area, text) for area, text in areas)
    return f"LOOKUP(2,1/({tests}),ROW({areas[0][0]}))"


def _is(cells: str, text: str | date) -> str:
    """Whether cells hold a text, or a day at whatever time of it."""
    if isinstance(text, str):
        return f"{cells}={_quoted(text)}"
    day = f"DATE({text.year},{text.month},{text.day})"
    return f"({cells}>={day})*({cells}<{day}+1)"


def _quoted(text: str) -> str:
    return '"{}"'.format(text.replace('"', '""'))


def _plain(text: str) -> str:
    """A text that a lookup takes for itself alone."""
    return _WILD.sub(r"~\g<0>", text)


def _unfit(text: str | date) -> bool:
    return isinstance(text, str) and (len(text) > _LONGEST or not text.isprintable())


START, BACK = "Start", "Back to Start"
TO_START = f"internal:'{START}'!A1"
# The box and, right of it, the filter's button, in pixels.
WIDTH, HEIGHT, BUTTON, TOP = 84, 17, 22, 3


def put_way_back(sheet: Worksheet, titles: Sequence[tuple[str, int]], row: int = 0) -> None:
    """Put the box on the first title of a row that has room beside it, given each with its column's width.

    It is not printed, stands in the way of nothing that is typed, sorted or filtered, and says where it leads.
    """
    place = next((at for at, told in enumerate(titles) if room_beside(*told) >= WIDTH + BUTTON), None)
    if place is None:
        return
    options = {
        "width": WIDTH,
        "height": HEIGHT,
        "x_offset": room_beside("", titles[place][1]) - WIDTH - BUTTON,
        "y_offset": TOP,
        "object_position": 2,
        "url": TO_START,
        "tip": BACK,
        "description": BACK,
        "fill": {"color": PAPER},
        "line": {"color": LINE},
        "font": {"name": "Arial", "size": 8, "color": LINK, "underline": True},
        "align": {"vertical": "middle", "horizontal": "center"},
    }
    sheet.insert_textbox(row, place, BACK, options)
