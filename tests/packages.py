"""The parts of a package, such as a workbook, as anyone with a ZIP library sees them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import IO


def parts_of(package: Path | bytes | IO[bytes]) -> dict[str, bytes]:
    """The parts of a package in a file or in memory, by their names; each is whole."""
    with zipfile.ZipFile(BytesIO(package) if isinstance(package, bytes) else package) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
