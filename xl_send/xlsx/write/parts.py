"""The parts of a new workbook: each is packed while it is written, in order and undated, and is sound XML.

The same content makes the same bytes. What the writing library leaves amiss outside the sheets is mended here.
"""

from __future__ import annotations

import re
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.packager import Packager

from xl_send.office_parts import undated_part
from xl_send.workbook.characters import writable

# A box of ours on a sheet: its words fill it, and it is not printed.
_BOX, _WORDS = "</xdr:sp><xdr:clientData/>", "<a:bodyPr vertOverflow"
_UNPRINTED, _FULL = (
    '</xdr:sp><xdr:clientData fPrintsWithSheet="0"/>',
    '<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" vertOverflow',
)
# A print area of whole columns, which some programs read only when its rows are written out.
_PRINTED_COLUMNS = re.compile(r"(?<=!)\$([A-Z]+):\$([A-Z]+)(?=</definedName>)")
_DRAWINGS, _BOOK = "xl/drawings/drawing", "xl/workbook.xml"
_PIECE = 1 << 16


class BookParts(Packager):
    """Writes the parts of a workbook into a package of their own, whatever texts, names, notes and links hold."""

    def __init__(self, out: BytesIO) -> None:
        super().__init__()
        self._package = ZipFile(out, "w", ZIP_DEFLATED)
        self._part: PartWriter | None = None

    def _filename(self, xml_filename: str) -> PartWriter:
        self._end_part()
        self._part = PartWriter(self._package, xml_filename)
        return self._part

    def _end_part(self) -> None:
        if self._part:
            self._part.end()
        self._part = None

    def _write_shared_strings_file(self) -> None:
        # The library counts a text twice where a cell is written twice.
        texts = self.workbook.str_table
        texts.count = min(texts.count, sum(sheet.texts for sheet in self.workbook.worksheets()) or texts.count)
        super()._write_shared_strings_file()

    def _create_package(self) -> list[object]:
        """Write every part. None is left for the library to pack."""
        super()._create_package()
        self._end_part()
        self._package.close()
        return []


class PartWriter(StringIO):
    """One part, packed while it is written. All but sheets are short, and mended as a whole."""

    def __init__(self, package: ZipFile, name: str) -> None:
        super().__init__()
        self._name = name
        self._into = package.open(undated_part(name), "w")
        self._waiting: list[str] = []
        self._length = 0

    def write(self, text: str) -> int:
        """Take a piece of it."""
        self._waiting.append(text)
        self._length += len(text)
        if self._length > _PIECE and not self._name.startswith((_DRAWINGS, _BOOK)):
            self._write_waiting()
        return len(text)

    def write_encoded(self, content: bytes) -> None:
        """Take a piece that is sound and encoded already."""
        self._write_waiting()
        self._into.write(content)

    def end(self) -> None:
        """Write what is left of it."""
        self._write_waiting()
        self._into.close()

    def _write_waiting(self) -> None:
        text = writable("".join(self._waiting))
        self._waiting, self._length = [], 0
        if self._name == _BOOK:
            text = _PRINTED_COLUMNS.sub(r"$\1$1:$\2$1048576", text)
        elif self._name.startswith(_DRAWINGS):
            text = text.replace(_BOX, _UNPRINTED).replace(_WORDS, _FULL)
        self._into.write(text.encode())
