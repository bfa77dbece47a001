"""The zip file that a workbook is: finds its parts, and inflates no more than a workbook needs.

The sizes that a zip file states about itself are never believed; whatever is inflated is counted.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from xl_send.xlsx.read.refusals import DAMAGED, DOUBLED, PROTECTED, TOO_LARGE, UnusableError

MOST_ENTRIES = 10_000
MOST_DIRECTORY = 4 * 2**20
MOST_COMPRESSED = 128 * 2**20
MOST_PART = 256 * 2**20
MOST_TOGETHER = 512 * 2**20
# Repetitive sheets, such as a million rows with a border and nothing in them, shrink about
# thirtyfold; a zip bomb a thousandfold.
MOST_RATIO, RATIO_COUNTS_FROM = 100, 16 * 2**20

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_LOCATOR_64 = b"PK\x06\x07"
_ENTRY = struct.Struct("<4s4xHH4xLLLHHH8xL")
_LOCAL = struct.Struct("<4s22xHH")
_STORED, _DEFLATED = 0, 8
_UNKNOWN_32 = 0xFFFFFFFF
_STEP_IN, _STEP_OUT = 16 * 1024, 64 * 1024
_KEEP_INFLATED = 256 * 1024


class ZipEntry(NamedTuple):
    """Where one part lies in the zip file."""

    method: int
    encrypted: bool
    checksum: int
    compressed: int
    offset: int


@dataclass(slots=True)
class Budget:
    """How many bytes may still be inflated from one workbook."""

    left: int

    def spend(self, count: int) -> None:
        """Take off what was just inflated."""
        self.left -= count
        if self.left < 0:
            raise UnusableError(TOO_LARGE)


@dataclass(slots=True)
class Part:
    """One part, its compressed bytes in memory, so that the file itself need not stay open."""

    compressed: bytes
    method: int
    checksum: int
    budget: Budget
    _counted: bool = field(default=False, init=False)
    _inflated: bytes | None = field(default=None, init=False)

    def pieces(self) -> Iterator[bytes]:
        """The part's content, a piece at a time; a small part is inflated only once."""
        if self._inflated is not None:
            yield self._inflated
            return
        kept: list[bytes] = []
        size = checksum = 0
        for piece in self._inflate():
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            self._check(size)
            if size <= _KEEP_INFLATED:
                kept.append(piece)
            yield piece
        if checksum != self.checksum:
            raise UnusableError(DAMAGED)
        self._count(size, kept)

    def _count(self, size: int, kept: list[bytes]) -> None:
        if not self._counted:
            self._counted = True
            self.budget.spend(size)
        if size <= _KEEP_INFLATED:
            self._inflated = b"".join(kept)

    def _check(self, size: int) -> None:
        if size > MOST_PART or size > max(RATIO_COUNTS_FROM, MOST_RATIO * len(self.compressed)):
            raise UnusableError(TOO_LARGE)

    def _inflate(self) -> Iterator[bytes]:
        view = memoryview(self.compressed)
        steps = (view[at : at + _STEP_IN] for at in range(0, len(view), _STEP_IN))
        if self.method == _STORED:
            yield from map(bytes, steps)
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for step in steps:
                waiting: bytes | memoryview = step
                while waiting and not inflater.eof:
                    yield inflater.decompress(waiting, _STEP_OUT)
                    waiting = inflater.unconsumed_tail
            while rest := inflater.decompress(b"", _STEP_OUT):
                yield rest
        except zlib.error as error:
            raise UnusableError(DAMAGED) from error
        if not inflater.eof:
            raise UnusableError(DAMAGED)


class Package:
    """The parts of one zip file, found by name whatever the case or slashes they were written in."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = file.seek(0, 2)
        self._budget = Budget(MOST_TOGETHER)
        self._doubled: set[str] = set()
        self._entries: dict[str, ZipEntry] = {}
        try:
            self._list_entries(*self._directory())
        except (struct.error, ValueError, OverflowError) as error:
            raise UnusableError(DAMAGED) from error

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._entries

    def names(self) -> frozenset[str]:
        """Every part's name, in small letters."""
        return frozenset(self._entries)

    def part(self, name: str) -> Part:
        """The part of this name, which must be there, once, and without a password."""
        plain = _plain(name)
        entry = self._entries.get(plain)
        if entry is None:
            raise UnusableError(DAMAGED)
        if plain in self._doubled:
            raise UnusableError(DOUBLED)
        if entry.encrypted:
            raise UnusableError(PROTECTED)
        if entry.method not in {_STORED, _DEFLATED}:
            raise UnusableError(DAMAGED)
        return Part(self._compressed(entry), entry.method, entry.checksum, self._budget)

    def _read(self, at: int, count: int) -> bytes:
        if at < 0 or at + count > self._size:
            raise UnusableError(DAMAGED)
        self._file.seek(at)
        found = self._file.read(count)
        if len(found) < count:
            raise UnusableError(DAMAGED)
        return found

    def _compressed(self, entry: ZipEntry) -> bytes:
        if entry.compressed > MOST_COMPRESSED:
            raise UnusableError(TOO_LARGE)
        signature, name, extra = _LOCAL.unpack(self._read(entry.offset, _LOCAL.size))
        if signature != b"PK\x03\x04":
            raise UnusableError(DAMAGED)
        return self._read(entry.offset + _LOCAL.size + name + extra, entry.compressed)

    def _directory(self) -> tuple[bytes, int]:
        """The zip file's list of its entries, and by how much their places are out."""
        start = max(0, self._size - 65_557)
        tail = self._read(start, self._size - start)
        end = tail.rfind(_END)
        if end < 0:
            raise UnusableError(DAMAGED)
        count, size, offset = struct.unpack_from("<10xHLL", tail, end)
        end, count, size, offset = self._large_end(tail, end) or (start + end, count, size, offset)
        if count > MOST_ENTRIES or size > MOST_DIRECTORY:
            raise UnusableError(TOO_LARGE)
        at = end - size
        return self._read(at, size), at - offset

    def _large_end(self, tail: bytes, end: int) -> tuple[int, int, int, int] | None:
        """The same from the record that a zip file may have besides, for more than 4 gigabytes."""
        if end < 20 or tail[end - 20 : end - 16] != _LOCATOR_64:
            return None
        (at,) = struct.unpack_from("<8xQ", tail, end - 20)
        signature, count, size, offset = struct.unpack("<4s28xQQQ", self._read(at, 56))
        if signature != _END_64:
            raise UnusableError(DAMAGED)
        return at, count, size, offset

    def _list_entries(self, directory: bytes, shift: int) -> None:
        at = 0
        while at + 46 <= len(directory):
            fields = _ENTRY.unpack_from(directory, at)
            signature, flags, method, checksum, compressed, full, *lengths, offset = fields
            if signature != b"PK\x01\x02":
                raise UnusableError(DAMAGED)
            name_end = at + 46 + lengths[0]
            name = _plain(directory[at + 46 : name_end].decode("utf-8", "replace"))
            extra = directory[name_end : name_end + lengths[1]]
            compressed, offset = _large(extra, full, compressed, offset)
            if name in self._entries:
                self._doubled.add(name)
            self._entries[name] = ZipEntry(method, bool(flags & 1), checksum, compressed, offset + shift)
            at = name_end + lengths[1] + lengths[2]


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _large(extra: bytes, full: int, compressed: int, offset: int) -> tuple[int, int]:
    """The compressed size and the place, from the extra field where they did not fit."""
    sizes = (full, compressed, offset)
    if _UNKNOWN_32 not in sizes:
        return compressed, offset
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            given = struct.iter_unpack("<Q", extra[at + 4 : at + 4 + length // 8 * 8])
            _, compressed, offset = (next(given, (0,))[0] if size == _UNKNOWN_32 else size for size in sizes)
            return compressed, offset
        at += 4 + length
    raise UnusableError(DAMAGED)
