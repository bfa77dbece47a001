"""The sheet on which a programme workbook opens: a list under a banner, with ways to the sheets that bear it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from xl_send.table import Table
from xl_send.xlsx.write.listings import write_listing
from xl_send.xlsx.write.looks import NAVY, PAPER, Looks

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet


def write_front(book: Workbook, looks: Looks, front: Table, ways: Sequence[str]) -> Worksheet:
    """Fill it. The first note, which says what the whole list comes to, is the banner; below the notes are the ways."""
    notes = (*front.notes, "Go to")
    sheet = write_listing(book, looks, front._replace(notes=notes))
    banner = looks.make(
        font_size=14, bold=True, bg_color=NAVY, font_color=PAPER, valign="vcenter", align="left", indent=1
    )
    sheet.set_row(0, 38)
    for place in range(len(front.columns)):
        sheet.write_blank(0, place, None, banner)
    sheet.write_string(0, 0, notes[0], banner)
    for place, title in enumerate(ways, 1):
        sheet.write_url(len(notes) - 1, place, f"internal:'{title}'!A1", looks.link(framed=False), title)
    return sheet
