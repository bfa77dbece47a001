"""The compression that VBA projects use for their sources ([MS-OVBA] 2.4.1)."""

from __future__ import annotations

import struct
from functools import lru_cache

CHUNK = 4096
_SIGNATURE = b"\x01"
_SHORTEST = 3
_COMPRESSED, _RAW = 0xB000, 0x3000
_TOKENS_A_FLAG = 8
# How many earlier places with the same three bytes are tried; more finds little, for long.
_TRIED = 64


@lru_cache(maxsize=128)
def compressed(data: bytes) -> bytes:
    """The compressed container of `data`; the same data gives the same bytes on every machine."""
    chunks = (data[at : at + CHUNK] for at in range(0, len(data), CHUNK))
    return _SIGNATURE + b"".join(map(_chunk, chunks))


def _chunk(data: bytes) -> bytes:
    body, flag = _tokens(data), _COMPRESSED
    if len(body) > CHUNK:
        body, flag = data.ljust(CHUNK, b"\0"), _RAW
    # The header holds the size of the whole chunk, itself included, less 3.
    return struct.pack("<H", flag | (len(body) + 2 - 3)) + body


def _tokens(data: bytes) -> bytes:
    """The chunk as groups of eight tokens, each a byte or a copy of earlier bytes, behind a byte of flags."""
    places: dict[bytes, list[int]] = {}
    out = bytearray()
    at = 0
    while at < len(data):
        flags, group = 0, bytearray()
        for bit in range(_TOKENS_A_FLAG):
            if at >= len(data):
                break
            start, length = _earlier(data, at, places)
            if length:
                flags |= 1 << bit
                group += _copy(at, at - start, length)
            else:
                length = 1
                group.append(data[at])
            for place in range(at, at + length):
                places.setdefault(data[place : place + _SHORTEST], []).append(place)
            at += length
        out.append(flags)
        out += group
    return bytes(out)


def _offset_bits(at: int) -> int:
    """How many of a copy's 16 bits say how far back it starts: as many as that place needs, at least 4."""
    return max((at - 1).bit_length(), 4)


def _copy(at: int, back: int, length: int) -> bytes:
    return struct.pack("<H", (back - 1) << (16 - _offset_bits(at)) | (length - _SHORTEST))


def _earlier(data: bytes, at: int, places: dict[bytes, list[int]]) -> tuple[int, int]:
    """Where the longest run that also begins at `at` began before, and its length; length 0 if none is worth it."""
    candidates = places.get(data[at : at + _SHORTEST], ())
    if at + _SHORTEST > len(data) or not candidates:
        return 0, 0
    most = min((0xFFFF >> _offset_bits(at)) + _SHORTEST, len(data) - at)
    best = max(reversed(candidates[-_TRIED:]), key=lambda start: _run(data, start, at, most))
    return best, _run(data, best, at, most)


def _run(data: bytes, start: int, at: int, most: int) -> int:
    length = _SHORTEST
    while length < most and data[start + length] == data[at + length]:
        length += 1
    return length
