"""A compound file is read by another's reader without a complaint, whatever it holds."""

from __future__ import annotations

import io
import struct

import olefile
import pytest

from vba.projects import streams
from xl_send.vba.compound_file import SECTOR, compound_file

BLACK, RED = 1, 0
NOWHERE, OF_THE_TABLE = 0xFFFFFFFF, 0xFFFFFFFD


@pytest.mark.parametrize("size", [0, 1, 64, 65, 4095, 4096, 4097, 70_000])
def test_a_stream_of_any_size_comes_back(size: int) -> None:
    content = bytes(number % 251 for number in range(size))
    made = compound_file({"Folder": {"inside": content}, "beside": b"small"})
    assert streams(made) == {"Folder/inside": content, "beside": b"small"}
    assert len(made) % SECTOR == 0


@pytest.mark.parametrize("sectors", range(116, 130))
def test_a_table_that_just_fills_its_sectors_comes_back(sectors: int) -> None:
    content = bytes([7]) * sectors * SECTOR
    made = compound_file({"large": content, "small": b"x"})
    assert streams(made) == {"large": content, "small": b"x"}
    with olefile.OleFileIO(io.BytesIO(made)) as opened:
        used = list(opened.fat)[: len(made) // SECTOR - 1]
    assert NOWHERE not in used
    assert used.count(OF_THE_TABLE) == struct.unpack_from("<L", made, 44)[0]


def test_tables_of_more_than_one_sector_come_back() -> None:
    content = bytes(300 * SECTOR)
    assert streams(compound_file({"large": content, "small": b"x"}))["large"] == content


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        compound_file({"large": bytes(8 * 2**20)})


@pytest.mark.parametrize("count", range(1, 34))
def test_names_stand_in_a_red_and_black_search_tree(count: int) -> None:
    names = [f"{'M' * (number % 5 + 1)}{number}" for number in range(count)]
    with olefile.OleFileIO(io.BytesIO(compound_file(dict.fromkeys(names, b"x")))) as opened:
        entries = {entry.sid: entry for entry in opened.direntries if entry}
    in_order: list[str] = []

    def blacks_below(sid: int, above: int) -> int:
        if sid == olefile.NOSTREAM:
            return 0
        entry = entries[sid]
        assert (entry.color, above) != (RED, RED)
        left = blacks_below(entry.sid_left, entry.color)
        in_order.append(entry.name)
        assert blacks_below(entry.sid_right, entry.color) == left
        return left + int(entry.color == BLACK)

    blacks_below(entries[0].sid_child, BLACK)
    assert in_order == sorted(names, key=lambda name: (len(name), name.upper()))
