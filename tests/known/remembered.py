"""Sheets that this process has read before: one of the same bytes, texts and styles is read once, in tests only.

Tests read the same few workbooks some ten thousand times, most of their sheets untouched. What is remembered is what
the product's own reader gave; rows are copied before they are handed on, and nothing is remembered of what was refused.
Tests of reading itself read everything anew: see `conftest`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from typing import TypeVar
from weakref import WeakKeyDictionary

import pytest

from xl_send.workbook.cells import Grid, Row
from xl_send.xlsx.read import open_book as reader
from xl_send.xlsx.read.cells import Cells
from xl_send.xlsx.read.contents import Contents, SheetEntry, contents_of
from xl_send.xlsx.read.number_formats import cell_formats
from xl_send.xlsx.read.package import Package, Part
from xl_send.xlsx.read.sheets import survey
from xl_send.xlsx.read.strings import shared_strings

T = TypeVar("T")
# Bytes of a part as it lies in its file: above so many it is no example's. And how many parts are kept.
LARGE, MOST_KEPT = 100_000, 3_000


class Memory:
    """What was made last, by what it was made of; while it sleeps, everything is made anew."""

    def __init__(self) -> None:
        self.asleep = False
        self._made = OrderedDict[Hashable, object]()

    def keep(self, key: Hashable, made: object) -> None:
        self._made[key] = made
        if len(self._made) > MOST_KEPT:
            self._made.popitem(last=False)

    def once(self, make: Callable[[Part], T]) -> Callable[[Part], T]:
        """What a part comes to, made once for each content."""

        def made(part: Part) -> T:
            if self.asleep or len(part.compressed) > LARGE:
                return make(part)
            key = make, as_it_lies(part)
            if key not in self._made:
                self.keep(key, make(part))
            return self._made[key]  # type: ignore[return-value] # it was made by `make`

        return made

    def rows(self, key: Hashable, walk: Callable[[], Iterator[Row]]) -> Iterator[Row]:
        """The rows of a sheet; once they were walked to the end they are known."""
        if key not in self._made:
            walked = []
            for number, row in walk():
                walked.append((number, row))
                yield number, dict(row)
            self.keep(key, walked)
            return
        for number, row in self._made[key]:  # type: ignore[attr-defined] # rows are kept under such keys
            yield number, dict(row)


def as_it_lies(part: Part) -> tuple[int, bytes]:
    return part.info.compress_type, part.compressed


def remember(memory: Memory) -> None:
    """Have the product's reader ask the memory first."""
    contents = WeakKeyDictionary[Package, Contents]()
    grid = reader._grid  # noqa: SLF001 - what is remembered stands behind it

    def listed(package: Package) -> Contents:
        contents[package] = contents_of(package)
        return contents[package]

    def remembered(package: Package, entry: SheetEntry, cells: Cells, path: str) -> Grid:
        part, of = package.part(entry.part), contents[package]
        if memory.asleep or len(part.compressed) > LARGE:
            return grid(package, entry, cells, path)
        by = [as_it_lies(package.part(name)) for name in (of.strings, of.styles, *of.rich) if name]
        key = as_it_lies(part), tuple(by), of.date1904
        found = grid(package, entry, cells, path)
        return replace(found, rows=memory.rows(key, lambda: iter(found.rows)))

    patch = pytest.MonkeyPatch()
    patch.setattr(reader, "contents_of", listed)
    patch.setattr(reader, "survey", memory.once(survey))
    patch.setattr(reader, "shared_strings", memory.once(shared_strings))
    patch.setattr(reader, "cell_formats", memory.once(cell_formats))
    patch.setattr(reader, "_grid", remembered)
