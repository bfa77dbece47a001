"""Small pictures drawn from a few shapes, the same to the byte on every machine.

A picture's square runs from 0 to 1 each way, from its top left corner. A shape is a function that
gives how far a point lies outside it, negative within.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import sqrt

from xl_send.value_classes import NamedTuple

Shape = Callable[[float, float], float]
Colour = tuple[int, int, int]
_STORED_AT_MOST = 0xFFFF


class Layer(NamedTuple):
    """A shape in one colour; later layers lie over earlier ones."""

    colour: Colour
    shape: Shape


def disc(x: float, y: float, radius: float) -> Shape:
    """A filled circle."""
    return lambda at_x, at_y: sqrt((at_x - x) ** 2 + (at_y - y) ** 2) - radius


def ring(x: float, y: float, radius: float, width: float) -> Shape:
    """A circle drawn with a pen of this width."""
    return lambda at_x, at_y: abs(sqrt((at_x - x) ** 2 + (at_y - y) ** 2) - radius) - width / 2


def box(left: float, top: float, right: float, bottom: float, corner: float = 0.03) -> Shape:
    """A filled box with rounded corners."""
    x, y, wide, high = (left + right) / 2, (top + bottom) / 2, (right - left) / 2 - corner, (bottom - top) / 2 - corner

    def distance(at_x: float, at_y: float) -> float:
        out_x, out_y = abs(at_x - x) - wide, abs(at_y - y) - high
        outside = sqrt(max(out_x, 0) ** 2 + max(out_y, 0) ** 2)
        return outside + min(max(out_x, out_y), 0) - corner

    return distance


def line(width: float, *points: tuple[float, float]) -> Shape:
    """A line through points, with round ends."""
    strokes = [_stroke(start, end) for start, end in pairwise(points)]
    return lambda at_x, at_y: min(stroke(at_x, at_y) for stroke in strokes) - width / 2


def _stroke(start: tuple[float, float], end: tuple[float, float]) -> Shape:
    (x, y), along_x, along_y = start, end[0] - start[0], end[1] - start[1]
    squared = along_x**2 + along_y**2

    def distance(at_x: float, at_y: float) -> float:
        part = min(max(((at_x - x) * along_x + (at_y - y) * along_y) / squared, 0), 1)
        return sqrt((at_x - x - part * along_x) ** 2 + (at_y - y - part * along_y) ** 2)

    return distance


def png(layers: Sequence[Layer], size: int) -> bytes:
    """The picture as a PNG file of `size` by `size` pixels, clear where no layer lies."""
    rows = b"".join(b"\0" + b"".join(_pixel(layers, size, x, y) for x in range(size)) for y in range(size))
    header = struct.pack(">LLBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", _stored(rows)) + _chunk(b"IEND", b"")


def _pixel(layers: Sequence[Layer], size: int, column: int, row: int) -> bytes:
    """Red, green, blue and how solid the pixel is, its edges softened over one pixel."""
    colour, solid = (0.0, 0.0, 0.0), 0.0
    x, y = (column + 0.5) / size, (row + 0.5) / size
    for layer in layers:
        cover = min(max(0.5 - layer.shape(x, y) * size, 0), 1)
        if cover:
            below = solid * (1 - cover)
            solid = cover + below
            mixed = zip(colour, layer.colour, strict=True)
            red, green, blue = ((old * below + new * cover) / solid for old, new in mixed)
            colour = (red, green, blue)
    return bytes([*(round(part) for part in colour), round(solid * 255)])


def _stored(data: bytes) -> bytes:
    """The data uncompressed in a zlib stream: compressors differ between machines, this does not."""
    steps = range(0, len(data), _STORED_AT_MOST)
    blocks = [data[at : at + _STORED_AT_MOST] for at in steps]
    packed = [
        struct.pack("<BHH", number == len(blocks), len(block), len(block) ^ 0xFFFF) + block
        for number, block in enumerate(blocks, 1)
    ]
    return b"\x78\x01" + b"".join(packed) + struct.pack(">L", zlib.adler32(data))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))
