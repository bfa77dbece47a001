"""The workbook that an add-in is: one sheet, never shown, that tells whoever meets it what it is."""

from __future__ import annotations

import io

_SAYS = (
    "SEND programme buttons",
    "This is an Excel add-in: Excel loads it and shows the SEND programme tab. It holds no data.",
)


def add_in_workbook() -> bytes:
    """The workbook without macros from which the add-in is made, as the bytes of an .xlsx file."""
    from xl_send.xlsx.write.new_books import new_book

    out = io.BytesIO()
    book = new_book(out, {"title": _SAYS[0], "author": "xl_send"})
    sheet = book.add_worksheet("About")
    sheet.write_column(0, 0, _SAYS)
    sheet.grows = False
    book.close()
    return out.getvalue()
