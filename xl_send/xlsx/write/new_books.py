"""What every new workbook has in common: its day, which is no clock's, and how the writing library is to treat text.

Imported only where a workbook is made, as it loads that library.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager

from xl_send.xlsx.write.looks import TYPEFACE
from xl_send.xlsx.write.parts import BookParts
from xl_send.xlsx.write.streamed_sheet import StreamedSheet

CREATED = datetime(2026, 9, 1, tzinfo=UTC).replace(tzinfo=None)
OPTIONS: Mapping[str, Any] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": dict(TYPEFACE),
    "default_row_height": 20,
    "default_column_width": 72,  # in pixels: what tells the library how wide this typeface is
}


def new_book(out: BytesIO, properties: Mapping[str, Any]) -> NewBook:
    """A workbook that is written to `out` when it is closed, and says this of itself. Its sheets are filled in turn."""
    book = NewBook(out)
    book.set_properties({**properties, "created": CREATED})
    return book


class NewBook(Workbook):
    """A workbook whose parts are written as they are made, and of which only the present sheet is held as cells."""

    def __init__(self, out: BytesIO) -> None:
        # The library's own package stays empty: the parts go into ours.
        super().__init__(BytesIO(), dict(OPTIONS))
        self._out = out
        self._streamed: list[StreamedSheet] = []

    def add_worksheet(
        self, name: str | None = None, worksheet_class: type[StreamedSheet] | None = None
    ) -> StreamedSheet:
        """One more sheet; what stands in the cells of those before it is final."""
        for sheet in self._streamed:
            sheet.settle()
        added: StreamedSheet = super().add_worksheet(name, worksheet_class or StreamedSheet)  # type: ignore[assignment]
        self._streamed.append(added)
        return added

    def _get_packager(self) -> Packager:
        return BookParts(self._out)
