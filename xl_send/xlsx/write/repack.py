"""The last touch to a new workbook's package: rows that grow, and the same bytes for the same content."""

from __future__ import annotations

import re
from collections.abc import Collection

from xl_send.office_parts import packed, unpacked

_BOOK, _STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
# How often texts are used, which the writing library counts too high where a cell is written twice.
_USED, _USE = re.compile(rb'(?<=<sst )([^>]*)\bcount="\d+"'), re.compile(rb'<c [^>]*\bt="s"')
# A box of ours on a sheet: its words fill it, and it is not printed.
_BOX, _WORDS = b"</xdr:sp><xdr:clientData/>", b"<a:bodyPr vertOverflow"
_UNPRINTED, _FULL = (
    b'</xdr:sp><xdr:clientData fPrintsWithSheet="0"/>',
    b'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" vertOverflow',
)
# A print area of whole columns, which some programs read only when its rows are written out.
_PRINTED_COLUMNS = re.compile(rb"(?<=!)\$([A-Z]+):\$([A-Z]+)(?=</definedName>)")
# As the writing library writes them: rows of a height, and cells with a formula and, as its value, nothing. No text can
# look like either, for it is written without sharp brackets.
_FIXED_HEIGHT = re.compile(rb'(<row [^>]*?) customHeight="1"')
_EMPTY_FORMULA = re.compile(rb"<c( [^>]*)>(<f[^>]*>[^<]*</f>)<v></v></c>")


def repacked(package: bytes, keep: Collection[str] = ()) -> bytes:
    """The package with its parts in order and undated, and rows that grow with what is typed into them.

    The writing library marks every height it is given as fixed by hand, and Excel then cuts off what an
    officer adds. A formula that comes to nothing it leaves without a value, as if never worked out. Only
    the heights of the sheet parts to `keep` stay as they are: they are pages that nobody types into.
    """
    parts = unpacked(package)
    parts[_BOOK] = _PRINTED_COLUMNS.sub(rb"$\1$1:$\2$1048576", parts[_BOOK])
    for name, content in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = _mended(content, grows=name not in keep)
        elif name.startswith("xl/drawings/drawing"):
            parts[name] = content.replace(_BOX, _UNPRINTED).replace(_WORDS, _FULL)
    if _STRINGS in parts:
        sheets = (content for name, content in parts.items() if name.startswith("xl/worksheets/sheet"))
        used = sum(len(_USE.findall(content)) for content in sheets)
        parts[_STRINGS] = _USED.sub(rb'\g<1>count="%d"' % used, parts[_STRINGS], count=1)
    return packed(parts)


def _mended(sheet: bytes, *, grows: bool) -> bytes:
    return _EMPTY_FORMULA.sub(_as_text, _FIXED_HEIGHT.sub(rb"\1", sheet) if grows else sheet)


def _as_text(cell: re.Match[bytes]) -> bytes:
    """A cell with a formula that comes to nothing, as one that comes to no text."""
    attributes = cell[1] if b' t="' in cell[1] else cell[1] + b' t="str"'
    return b"<c" + attributes + b">" + cell[2] + b"<v></v></c>"
