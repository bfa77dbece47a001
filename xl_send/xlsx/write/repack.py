"""The last touch to a new workbook's package: rows that grow, and the same bytes for the same content."""

from __future__ import annotations

import re

from xl_send.office_parts import packed, unpacked

_BOOK = "xl/workbook.xml"
# A print area of whole columns, which some programs read only when its rows are written out.
_PRINTED_COLUMNS = re.compile(rb"(?<=!)\$([A-Z]+):\$([A-Z]+)(?=</definedName>)")
# As the writing library writes them: rows of a height, and cells with a formula and, as its value, nothing. No text can
# look like either, for it is written without sharp brackets.
_FIXED_HEIGHT = re.compile(rb'(<row [^>]*?) customHeight="1"')
_EMPTY_FORMULA = re.compile(rb"<c( [^>]*)>(<f[^>]*>[^<]*</f>)<v></v></c>")


def repacked(package: bytes, keep: str) -> bytes:
    """The package with its parts in order and undated, and rows that grow with what is typed into them.

    The writing library marks every height it is given as fixed by hand, and Excel then cuts off what an
    officer adds. A formula that comes to nothing it leaves without a value, as if never worked out. Only
    the sheet part named `keep` stays as it is: it is a page that nobody types into.
    """
    parts = unpacked(package)
    parts[_BOOK] = _PRINTED_COLUMNS.sub(rb"$\1$1:$\2$1048576", parts[_BOOK])
    for name, content in parts.items():
        if name.startswith("xl/worksheets/sheet") and name != keep:
            parts[name] = _mended(content)
    return packed(parts)


def _mended(sheet: bytes) -> bytes:
    return _EMPTY_FORMULA.sub(_as_text, _FIXED_HEIGHT.sub(rb"\1", sheet))


def _as_text(cell: re.Match[bytes]) -> bytes:
    """A cell with a formula that comes to nothing, as one that comes to no text."""
    attributes = cell[1] if b' t="' in cell[1] else cell[1] + b' t="str"'
    return b"<c" + attributes + b">" + cell[2] + b"<v></v></c>"
