"""The icons are what a picture reader takes them for."""

from __future__ import annotations

import struct
import zlib

import pytest

from xl_send.vba.drawing import Layer, box, disc, png
from xl_send.vba.icons import AMBER, GREEN, ICONS, NAVY, RED
from xl_send.vba.ribbon import Button, Group, ribbon_parts

Pixel = tuple[int, int, int, int]


def pixels(picture: bytes) -> list[list[Pixel]]:
    """The rows of a picture, by the published layout of a PNG file; every checksum is held to."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    at, parts = 8, dict[bytes, bytes]()
    while at < len(picture):
        size, kind = struct.unpack_from(">L4s", picture, at)
        parts[kind] = picture[at + 8 : at + 8 + size]
        assert struct.unpack_from(">L", picture, at + 8 + size)[0] == zlib.crc32(kind + parts[kind])
        at += 12 + size
    width, height, depth, colours = struct.unpack_from(">LLBB", parts[b"IHDR"])
    assert (depth, colours) == (8, 6)
    data, step = zlib.decompress(parts[b"IDAT"]), 1 + 4 * width
    assert len(data) == step * height
    return [list(struct.iter_unpack("4B", data[row * step + 1 : (row + 1) * step])) for row in range(height)]


@pytest.mark.parametrize("size", [32, 64])
def test_every_icon_is_a_picture_with_clear_corners(size: int) -> None:
    for draw in ICONS.values():
        rows = pixels(draw(size))
        assert (len(rows), len(rows[0])) == (size, size)
        assert rows[0][0][3] == rows[-1][0][3] == 0
        assert sum(pixel[3] > 0 for row in rows for pixel in row) > size * size / 8


def test_a_large_button_has_a_larger_picture() -> None:
    small = Button("a", "A", "guide", "A", "A", "A")
    parts = ribbon_parts([Group("Both", (small, small._replace(action="b", large=True)))])
    sizes = {name: len(pixels(content)) for name, content in parts.items() if name.endswith(".png")}
    assert sizes == {"customUI/images/guide_small.png": 32, "customUI/images/guide_large.png": 64}


def test_icons_differ_from_each_other() -> None:
    assert len({draw(32) for draw in ICONS.values()}) == len(ICONS)


def test_the_traffic_light_shows_red_over_amber_over_green() -> None:
    rows = pixels(ICONS["traffic_light"](64))
    assert [rows[y][32][:3] for y in (13, 32, 51)] == [RED, AMBER, GREEN]


def test_a_later_layer_lies_over_an_earlier_one_and_edges_are_soft() -> None:
    rows = pixels(png([Layer(NAVY, box(0, 0, 1, 1, 0)), Layer(RED, disc(0.5, 0.5, 0.25))], 20))
    assert rows[10][10] == (*RED, 255)
    assert rows[1][1] == (*NAVY, 255)
    on_the_rim = {rows[10][x][0] for x in range(20)} - {NAVY[0], RED[0]}
    assert on_the_rim
    assert all(NAVY[0] < red < RED[0] for red in on_the_rim)
