"""The way back to Start: a small box on a sheet's titles, which stays in sight and is no cell of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xl_send.xlsx.write.looks import LINE, LINK, PAPER
from xl_send.xlsx.write.widths import room_beside

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

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
