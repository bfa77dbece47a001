"""The proposed order as a workbook of its own: the order, and the conflicts that stay."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from xl_send.excel.looks import STATES, Looks
from xl_send.excel.paper import set_up_page
from xl_send.excel.repack import repacked
from xl_send.excel.table_sheets import add_table
from xl_send.excel.template import CREATED, OPTIONS
from xl_send.excel.validations import heading_message
from xl_send.excel.values_out import DAY_FORMAT, write_day, write_text
from xl_send.excel.widths import row_height
from xl_send.network import Network
from xl_send.ordering import Proposal, Step
from xl_send.ordering.wording import how_sure, worth
from xl_send.rating.items import Status

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ORDER, LEFT = "Order", "Conflicts left"
Titles = Mapping[str, tuple[int, str]]
Entry = str | int | date | None
ORDER_TITLES: Titles = {
    "Place": (8, "The place in the proposed order."),
    "ID": (13, "The row's id in its own workbook."),
    "Kind": (13, "A milestone, a diagnostic task or a handover."),
    "Workstream": (14, "The workstream's code."),
    "What": (40, "What it is called."),
    "Starts": (14, "The proposed day; of a task, its first day."),
    "Ends": (14, "The proposed day; of a task, its last day."),
    "Date now": (14, "The day that the workbook says now; of a task, its first day. Blank where nothing moves."),
    "Working days": (13, "By how many working days it moves; negative where it comes forward."),
    "Why": (64, "What forced the move."),
}
LEFT_TITLES: Titles = {
    "IDs": (22, "The rows that it concerns."),
    "What stays": (72, "The conflict that no move in this order cures."),
    "Why": (72, "The shortest proof of it that was found."),
}
NOTE_ROWS = 3
NO_PART = "none"


def order_workbook(proposal: Proposal) -> bytes:
    """The proposal as the bytes of an .xlsx file."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - loaded only when a workbook is written

    out = io.BytesIO()
    book = Workbook(out, dict(OPTIONS))
    book.set_properties({"title": "Proposed order", "author": "xl_send", "created": CREATED})
    looks = Looks(book)
    notes = (
        f"A proposal: no workbook was changed, and each owner decides. {worth(proposal)}",
        how_sure(proposal),
        "What has moved is marked under Working days. Read Why, agree it, and type the dates into your own workbook.",
    )
    sheet = _sheet(book, looks, ORDER, notes, ORDER_TITLES)
    _fill(sheet, looks, ORDER_TITLES, [order_row(place, one) for place, one in enumerate(proposal.steps, 1)])
    moved = {"type": "no_blanks", "format": looks.when(STATES[Status.AMBER])}
    sheet.conditional_format(NOTE_ROWS + 1, 8, NOTE_ROWS + max(1, len(proposal.steps)), 8, moved)
    left = _sheet(book, looks, LEFT, (worth(proposal), how_sure(proposal), ""), LEFT_TITLES)
    _fill(left, looks, LEFT_TITLES, left_rows(proposal))
    book.close()
    return repacked(out.getvalue(), keep=NO_PART)


def left_rows(proposal: Proposal) -> list[tuple[Entry, ...]]:
    """What stays in conflict, and what has no place in the order."""
    rows: list[tuple[Entry, ...]] = [(", ".join(one.ids), one.what, one.why) for one in proposal.left]
    return rows + [(name, "Left out of the order.", f"{why.capitalize()}.") for name, why in proposal.left_out.items()]


def order_row(place: int, one: Step) -> tuple[Entry, ...]:
    """A step under the titles of the order."""
    moved = one.move
    return (
        place, one.node.id, one.node.kind.value.capitalize(), one.node.workstream,
        Network.name_of(one.node) or "", one.start, one.end,
        moved.old if moved else None, moved.by if moved else None, moved.why if moved else "",
    )  # fmt: skip


def _sheet(book: Workbook, looks: Looks, title: str, notes: Sequence[str], titles: Titles) -> Worksheet:
    sheet: Worksheet = book.add_worksheet(title)
    for column, (name, (width, text)) in enumerate(titles.items()):
        sheet.set_column(column, column, width, looks.cell())
        sheet.data_validation(NOTE_ROWS, column, NOTE_ROWS, column, heading_message(name, text))
    for row, note in enumerate(notes):
        sheet.set_row(row, 20, looks.bare())
        sheet.write_string(row, 0, note, looks.note())
    set_up_page(sheet, sum(width for width, _ in titles.values()), header_rows=NOTE_ROWS + 1, frozen_columns=2)
    sheet.set_row(NOTE_ROWS, 26)
    return sheet


def _fill(sheet: Worksheet, looks: Looks, titles: Titles, rows: Sequence[Sequence[Entry]]) -> None:
    headers = [(title, looks.header("calculated")) for title in titles]
    name = "".join(["tbl", *str(sheet.name).split()])
    add_table(sheet, (NOTE_ROWS, 0, NOTE_ROWS + max(1, len(rows)), len(titles) - 1), name, headers)
    for place, row in enumerate(rows, NOTE_ROWS + 1):
        for column, entry in enumerate(row):
            _write(sheet, looks, (place, column), entry)
        texts = zip(row, titles.values(), strict=True)
        sheet.set_row(place, row_height((text, width) for text, (width, _) in texts if isinstance(text, str)))


def _write(sheet: Worksheet, looks: Looks, at: tuple[int, int], entry: Entry) -> None:
    if isinstance(entry, date):
        write_day(sheet, at, entry, looks.cell(DAY_FORMAT))
    elif isinstance(entry, int):
        sheet.write_number(*at, entry, looks.cell("0", figure=True))
    elif entry:
        write_text(sheet, at, entry, looks.cell())
    else:
        sheet.write_blank(*at, None, looks.cell())
