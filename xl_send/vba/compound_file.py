"""The compound file that a VBA project lies in: streams in folders inside one file ([MS-CFB], version 3)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Union

from xl_send.value_classes import mutable

SECTOR, SMALL_SECTOR, SMALL_BELOW = 512, 64, 4096
_FREE, _END, _TABLE, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
_IN_HEADER = 109
_NUMBERS = SECTOR // 4
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1

Folder = Mapping[str, Union[bytes, "Folder"]]


@mutable(slots=True)
class DirectoryEntry:
    """One directory entry. Brothers and sisters of a folder stand in a search tree by name."""

    name: str
    kind: int
    content: bytes = b""
    colour: int = _BLACK
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        """The 128 bytes of the entry; it has no class and no dates."""
        name = self.name.encode("utf-16-le")
        return struct.pack(
            "<64sHBBLLL36xLQ", name, len(name) + 2, self.kind, self.colour, self.left, self.right, self.child,
            self.start, self.size,
        )  # fmt: skip


def compound_file(root: Folder) -> bytes:
    """The file that holds these streams and folders. Raises ValueError above some 7 megabytes."""
    entries = [DirectoryEntry("Root Entry", _ROOT)]
    entries[0].child = _add(entries, root)
    chains: list[bytes] = []
    table: list[int] = []
    small, small_table = bytearray(), list[int]()
    for entry in entries:
        if entry.kind == _STREAM:
            entry.size = len(entry.content)
            if entry.size < SMALL_BELOW:
                entry.start = _chain(small_table, entry.content, SMALL_SECTOR)
                small += _padded(entry.content, SMALL_SECTOR)
            else:
                entry.start = _place(chains, table, entry.content)
    entries[0].start, entries[0].size = _place(chains, table, bytes(small)), len(small)
    small_start = _place(chains, table, _numbers(small_table))
    directory = b"".join(entry.packed() for entry in entries)
    blank = struct.pack("<68xLLL48x", _NONE, _NONE, _NONE)
    directory_start = _place(chains, table, directory + blank * (-len(entries) % 4))
    allocation = _allocation(table)
    small_count = len(_numbers(small_table)) // SECTOR
    header = _header(len(table), len(allocation) // SECTOR, directory_start, small_start, small_count)
    return header + b"".join(chains) + allocation


def _add(entries: list[DirectoryEntry], folder: Folder) -> int:
    """Add a folder's entries; the number of the one at the top of their search tree."""
    first = len(entries)
    names = sorted(folder, key=lambda name: (len(name), name.upper()))
    for name in names:
        content = folder[name]
        stream = isinstance(content, bytes)
        entries.append(
            DirectoryEntry(name, _STREAM if stream else _STORAGE, content if isinstance(content, bytes) else b"")
        )
    for number, name in enumerate(names, first):
        content = folder[name]
        if not isinstance(content, bytes):
            entries[number].child = _add(entries, content)
    full_levels = (len(names) + 1).bit_length() - 1
    return _tree(entries, first, first + len(names), full_levels)


def _tree(entries: list[DirectoryEntry], first: int, end: int, black_levels: int) -> int:
    """Join entries in order into a balanced tree: only the last, unfilled level is red."""
    if first >= end:
        return _NONE
    top = (first + end) // 2
    entries[top].colour = _BLACK if black_levels > 0 else _RED
    entries[top].left = _tree(entries, first, top, black_levels - 1)
    entries[top].right = _tree(entries, top + 1, end, black_levels - 1)
    return top


def _chain(table: list[int], content: bytes, sector: int) -> int:
    """Note the sectors that some content takes, one after another; the first of them."""
    count = -(-len(content) // sector)
    if not count:
        return _END
    start = len(table)
    table += [*range(start + 1, start + count), _END]
    return start


def _place(chains: list[bytes], table: list[int], content: bytes) -> int:
    chains.append(_padded(content, SECTOR))
    return _chain(table, content, SECTOR)


def _padded(content: bytes, sector: int) -> bytes:
    return content + bytes(-len(content) % sector)


def _numbers(table: Sequence[int]) -> bytes:
    """A table of sectors, in whole sectors."""
    return struct.pack(f"<{len(table)}L", *table) + struct.pack("<L", _FREE) * (-len(table) % _NUMBERS)


def _allocation(table: Sequence[int]) -> bytes:
    """The table of every sector, its own sectors included."""
    own = 1
    while own * _NUMBERS < len(table) + own:
        own += 1
    if own > _IN_HEADER:
        message = "These macros are too large for one project."
        raise ValueError(message)
    return _numbers([*table, *[_TABLE] * own])


def _header(table_start: int, table_count: int, directory: int, small: int, small_count: int) -> bytes:
    start = struct.pack(
        "<8s16xHHHHH6xLLLLLLLLLL", _SIGNATURE, 0x3E, 3, 0xFFFE, 9, 6, 0, table_count, directory, 0, SMALL_BELOW,
        small if small_count else _END, small_count, _END, 0, table_start,
    )  # fmt: skip
    rest = [table_start + number for number in range(1, table_count)]
    return start + struct.pack(f"<{_IN_HEADER - 1}L", *rest, *[_FREE] * (_IN_HEADER - table_count))
