"""Bytes through a pipe, each piece after its length."""

from __future__ import annotations

from typing import IO

READY = b"ready"
_LENGTH = 8


def write_frame(into: IO[bytes], content: bytes) -> None:
    """Write one piece, at once."""
    into.write(len(content).to_bytes(_LENGTH, "big"))
    into.write(content)
    into.flush()


def read_frame(out: IO[bytes]) -> bytes | None:
    """The next piece, or None where the other side has ended."""
    length = out.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    number = int.from_bytes(length, "big")
    content = out.read(number)
    return content if len(content) == number else None
