"""By how much the limits of reading have to be raised for a new workbook to be read again."""

from __future__ import annotations

import math
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from xl_send.limits import (
    MOST_CELLS,
    MOST_CHARACTERS,
    MOST_COMPRESSED,
    MOST_HELD,
    MOST_PART,
    MOST_ROWS,
    MOST_TEXTS,
    MOST_TOGETHER,
    TIMES,
)

_SHEETS, _TEXTS = "xl/worksheets/", "xl/sharedStrings.xml"
_STEP = 1 << 20
# A sheet that could hold too many cells has at least so many bytes for each: `<c r="A1"><v>1</v></c>`.
_LEAST_OF_A_CELL = 24


def times_needed(content: bytes) -> int:
    """A number for `XL_SEND_LIMITS` with which a workbook that was made here is read; at least the present one.

    Cells are counted by their mark-up, which finds up to a fiftieth more than are read.
    """
    return max(TIMES, *(math.ceil(TIMES * found / most) for found, most in _measured(content)))


def _measured(content: bytes) -> Iterator[tuple[int, int]]:
    """Each measure of a workbook that may be beyond its limit, and that limit."""
    with ZipFile(BytesIO(content)) as package:
        parts = package.infolist()
        sizes = [part.file_size for part in parts]
        yield len(content), MOST_COMPRESSED
        yield sum(part.compress_size for part in parts), MOST_HELD
        yield max(sizes), MOST_PART
        yield sum(sizes), MOST_TOGETHER
        if sum(sizes) < min(MOST_CELLS, MOST_TEXTS, MOST_ROWS) * _LEAST_OF_A_CELL:
            return
        cells = 0
        for part in parts:
            if part.filename.startswith(_SHEETS) and part.filename.endswith(".xml"):
                rows, values, empty = _counts(package, part.filename, b"<row ", b"<v>", b"<v></v>")
                cells += values - empty
                yield rows, MOST_ROWS
            elif part.filename == _TEXTS:
                (texts,) = _counts(package, part.filename, b"<si>")
                yield texts, MOST_TEXTS
                yield part.file_size - texts * len("<si><t></t></si>"), MOST_CHARACTERS
        yield cells, MOST_CELLS


def _counts(package: ZipFile, name: str, *tags: bytes) -> list[int]:
    """How often each tag stands in a part."""
    found = [0] * len(tags)
    edge = b""
    with package.open(name) as part:
        while piece := part.read(_STEP):
            for place, tag in enumerate(tags):
                found[place] += (edge[1 - len(tag) :] + piece).count(tag)
            edge = piece[-max(map(len, tags)) :]
    return found
