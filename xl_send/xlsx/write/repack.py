"""The last touch to a new workbook's package: rows that grow, and the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile

from xl_send.office_parts import packed

_FIXED_HEIGHT = re.compile(rb'(<row [^>]*\bht="[^"]*") customHeight="1"')
_SHOWS_NOTHING = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?+)(><f>[^<]*</f><v></v></c>)')


def repacked(package: bytes, keep: str) -> bytes:
    """The package with its parts in order and undated, and rows that grow with what is typed into them.

    The writing library marks every height it is given as fixed by hand, and Excel then cuts off what an
    officer adds. A formula that comes to nothing it leaves without a value, as if never worked out. Only
    the sheet part named `keep` stays as it is: it is a page that nobody types into.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    for name, content in parts.items():
        if name.startswith("xl/worksheets/sheet") and name != keep:
            parts[name] = _SHOWS_NOTHING.sub(rb'\1 t="str"\2', _FIXED_HEIGHT.sub(rb"\1", content))
    return packed(parts)
