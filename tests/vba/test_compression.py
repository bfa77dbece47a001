"""What is compressed comes back as it was, read by another's reader."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vba.projects import inflated
from xl_send.vba.compression import CHUNK, compressed

LINE = b"    If IsEmpty(cell.Value) Then Exit Sub\r\n"


def test_the_specifications_own_example_of_one_letter_repeated() -> None:
    assert compressed(b"a" * 73) == bytes.fromhex("01 03 B0 02 61 45 00")


@pytest.mark.parametrize("size", [0, 1, 2, 3, 15, 16, 17, 18, 4095, 4096, 4097, 12_000])
@pytest.mark.parametrize("pattern", [b"a", LINE, bytes(range(32, 127))])
def test_text_of_every_length_comes_back(size: int, pattern: bytes) -> None:
    text = (pattern * (size // len(pattern) + 1))[:size]
    assert inflated(compressed(text)) == text


def test_a_whole_chunk_that_cannot_be_compressed_is_kept_as_it_is() -> None:
    noise = random.Random(7).randbytes(CHUNK)  # noqa: S311 - noise, no secret
    assert compressed(noise) == b"\x01\xff\x3f" + noise
    assert inflated(compressed(noise + LINE)) == noise + LINE


def test_a_last_chunk_that_cannot_be_compressed_is_filled_up_with_nothing() -> None:
    noise = random.Random(7).randbytes(3_900)  # noqa: S311 - noise, no secret
    assert inflated(compressed(noise)).rstrip(b"\0") == noise.rstrip(b"\0")


def test_sources_become_much_smaller() -> None:
    assert len(compressed(LINE * 100)) < len(LINE * 100) / 10


@given(st.lists(st.sampled_from([b"Dim ", b"x", b" = 1\r\n", b"End Sub\r\n", LINE]), max_size=600))
def test_any_text_comes_back(words: list[bytes]) -> None:
    text = b"".join(words)
    assert inflated(compressed(text)) == text
