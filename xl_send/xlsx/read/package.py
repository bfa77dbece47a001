"""The zip file that a workbook is: finds its parts, and inflates no more than a workbook needs.

The sizes that a zip file states about itself are never believed; whatever is inflated is counted.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from copy import copy
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipExtFile, ZipFile, ZipInfo

from xl_send.limits import (
    MOST_COMPRESSED,
    MOST_DIRECTORY,
    MOST_ENTRIES,
    MOST_HELD,
    MOST_PART,
    MOST_RATIO,
    MOST_TOGETHER,
    RATIO_COUNTS_FROM,
)
from xl_send.value_classes import field, mutable
from xl_send.xlsx.read.refusals import DAMAGED, DOUBLED, PROTECTED, TOO_LARGE, UNREACHABLE, UnusableError

_STEP = 64 * 1024
_KEEP_INFLATED = 256 * 1024
_ENCRYPTED, _NAMED_IN_UTF_8 = 0x1, 0x800
_FAULTS = (BadZipFile, EOFError, zlib.error, NotImplementedError, ValueError, OverflowError)


@mutable(slots=True)
class Budget:
    """How much more of something, such as bytes inflated or cells walked, one workbook may hold."""

    left: int

    def spend(self, count: int) -> None:
        """Take off what was just met."""
        self.left -= count
        if self.left < 0:
            raise UnusableError(TOO_LARGE)


@mutable(slots=True)
class Part:
    """One part, its compressed bytes in memory, so that the file itself need not stay open."""

    compressed: bytes
    info: ZipInfo
    budget: Budget
    _counted: bool = field(default=False, init=False)
    _inflated: bytes | None = field(default=None, init=False)

    def pieces(self) -> Iterator[bytes]:
        """The part's content, a piece at a time; a small part is inflated only once."""
        if self._inflated is not None:
            yield self._inflated
            return
        kept: list[bytes] = []
        size = 0
        for piece in self._inflate():
            size += len(piece)
            if size > MOST_PART or size > max(RATIO_COUNTS_FROM, MOST_RATIO * len(self.compressed)):
                raise UnusableError(TOO_LARGE)
            if size <= _KEEP_INFLATED:
                kept.append(piece)
            yield piece
        if not self._counted:
            self._counted = True
            self.budget.spend(size)
        if size <= _KEEP_INFLATED:
            self._inflated = b"".join(kept)

    def _inflate(self) -> Iterator[bytes]:
        whole = copy(self.info)
        whole.file_size = MOST_PART + 2 * _STEP  # what the file says is not believed: it ends where it ends
        opened = ZipExtFile(io.BytesIO(self.compressed), "r", whole)
        try:
            while piece := opened.read1(_STEP):
                yield piece
        except _FAULTS as error:
            raise UnusableError(DAMAGED) from error


class Package:
    """The parts of one zip file, found by name whatever the case or slashes they were written in."""

    def __init__(self, file: BinaryIO) -> None:
        self._budget = Budget(MOST_TOGETHER)
        self._held = Budget(MOST_HELD)
        self._parts: dict[str, Part] = {}
        self._doubled: set[str] = set()
        self._entries: dict[str, ZipInfo] = {}
        guarded = _Guarded(file, MOST_DIRECTORY)
        try:
            self._zip = ZipFile(guarded)
        except _FAULTS as error:
            raise UnusableError(DAMAGED) from error
        guarded.most = MOST_COMPRESSED
        self._list_entries()

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._entries

    def names(self) -> frozenset[str]:
        """Every part's name, in small letters."""
        return frozenset(self._entries)

    def part(self, name: str) -> Part:
        """The part of this name, which must be there, once, and without a password. It is fetched once."""
        plain = _plain(name)
        if plain not in self._parts:
            self._parts[plain] = self._fetched(plain)
        return self._parts[plain]

    def _fetched(self, plain: str) -> Part:
        info = self._entries.get(plain)
        if info is None:
            raise UnusableError(DAMAGED)
        if plain in self._doubled:
            raise UnusableError(DOUBLED)
        if info.flag_bits & _ENCRYPTED:
            raise UnusableError(PROTECTED)
        if info.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise UnusableError(DAMAGED)
        self._held.spend(info.compress_size)
        return Part(self._compressed(info), info, self._budget)

    def _compressed(self, info: ZipInfo) -> bytes:
        """A part's bytes as they lie in the file: what is read as if it were stored is not inflated."""
        stored = copy(info)
        stored.compress_type, stored.file_size = ZIP_STORED, info.compress_size
        del stored.CRC
        try:
            with self._zip.open(stored) as opened:
                return opened.read()
        except _FAULTS as error:
            raise UnusableError(DAMAGED) from error

    def _list_entries(self) -> None:
        listed = self._zip.infolist()
        if len(listed) > MOST_ENTRIES:
            raise UnusableError(TOO_LARGE)
        for info in listed:
            name = _plain(_written(info))
            if name in self._entries:
                self._doubled.add(name)
            self._entries[name] = info


class _Guarded(io.RawIOBase):
    """A file of which no more is read at once than may be."""

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file = file
        self.most = most

    def read(self, size: int = -1) -> bytes:
        if size > self.most:
            raise UnusableError(TOO_LARGE)
        try:
            return self._file.read(size)
        except OSError as error:
            raise UnusableError(UNREACHABLE) from error

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_SET and offset < 0:
            message = "a place before the file"
            raise BadZipFile(message)
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True


def _written(info: ZipInfo) -> str:
    """A part's name; few programs say that it is in UTF-8, and all mean it."""
    if info.flag_bits & _NAMED_IN_UTF_8:
        return info.orig_filename
    return info.orig_filename.encode("cp437").decode("utf-8", "replace")


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
