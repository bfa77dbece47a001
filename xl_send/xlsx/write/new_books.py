"""What every new workbook has in common: its day, which is no clock's, and how the writing library is to treat text.

Imported only where a workbook is made, as it loads that library.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager

from xl_send.workbook.characters import writable
from xl_send.xlsx.write.looks import TYPEFACE

CREATED = datetime(2026, 9, 1, tzinfo=UTC).replace(tzinfo=None)
_OPTIONS: Mapping[str, Any] = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": dict(TYPEFACE),
    "default_row_height": 20,
    "default_column_width": 72,  # in pixels: what tells the library how wide this typeface is
}


def new_book(out: BytesIO, properties: Mapping[str, Any]) -> Workbook:
    """A workbook that is written to `out` when it is closed, and says this of itself."""
    book = _NewBook(out, dict(_OPTIONS))
    book.set_properties({**properties, "created": CREATED})
    return book


class _NewBook(Workbook):
    """A workbook that is sound XML whatever its texts, names, notes and links hold."""

    def _get_packager(self) -> Packager:
        return _SoundParts()


class _SoundParts(Packager):
    """The parts of a workbook as the library makes them, with what XML forbids taken out of each as a whole.

    The library takes it out of cells' texts, and nowhere else.
    """

    def _filename(self, xml_filename: str) -> StringIO:
        part = _SoundPart()
        self.filenames.append((part, xml_filename, False))
        return part


class _SoundPart(StringIO):
    def getvalue(self) -> str:
        return writable(super().getvalue())
