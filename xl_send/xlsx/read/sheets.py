"""One sheet: surveyed whole when its workbook is opened, its rows given when they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from xl_send.limits import MOST_MERGED
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Area, Row, Value
from xl_send.xlsx.read.cells import Cells
from xl_send.xlsx.read.markup import Notes, blocks, bodies, checked, decoded, until_root
from xl_send.xlsx.read.package import Budget, Part
from xl_send.xlsx.read.refusals import DAMAGED, TOO_LARGE, UnusableError
from xl_send.xlsx.read.rows import quick_rows
from xl_send.xlsx.read.sax_rows import SheetParser, area, slow_rows

LAST_ROW = 1_048_576
# Columns in which merged blocks are looked at for others that lie over them.
MOST_ABREAST = 512
MOST_GAPS = 1_000


class Survey(NamedTuple):
    """What is known of a sheet before its rows are read.

    `plain` means that it can be cut into blocks of rows, all of them numbered. `gaps` are the first and last numbers of
    rows that are not in the file, between others and down to where the sheet says that it ends.
    """

    prefix: str
    plain: bool
    ordered: bool
    hidden: frozenset[int]
    merged: tuple[Area, ...]
    gaps: tuple[tuple[int, int], ...] = ()


class _Patterns(NamedTuple):
    row: re.Pattern[bytes]
    merged: re.Pattern[bytes]
    extent: re.Pattern[bytes]


@lru_cache(maxsize=16)
def _patterns(prefix: bytes) -> _Patterns:
    escaped = re.escape(prefix)
    return _Patterns(
        re.compile(rb"<" + escaped + rb'row(?: r="([0-9]{1,7})"([^<>]*)>|[\s/>])'),
        re.compile(rb"<" + escaped + rb"mergeCell\s[^<>]*?ref\s*=\s*[\"']([^\"'<]*)[\"']"),
        re.compile(rb"<" + escaped + rb"dimension\s[^<>]*?ref\s*=\s*[\"']([^\"'<]*)[\"']"),
    )


def refuse_overlapping(merged: Sequence[Area]) -> None:
    """Refuse merged blocks that lie over one another, as they never do in Excel, or are too many to be looked at."""
    if len(merged) > MOST_MERGED:
        raise UnusableError(TOO_LARGE)
    bottoms: dict[int, int] = {}
    for block in sorted(merged):
        for column in range(block.left, min(block.right, MOST_ABREAST) + 1):
            if bottoms.get(column, 0) >= block.top:
                raise UnusableError(DAMAGED)
            bottoms[column] = block.bottom


_HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](?:1|true)[\"']")


class _Surveyor:
    """Gathers the facts of a sheet from its blocks as they pass by."""

    def __init__(self, prefix: bytes) -> None:
        self._patterns = _patterns(prefix)
        self._last = self.count = 0
        self.ordered = True
        self.numbered = True
        self.hidden: set[int] = set()
        self.gaps: list[tuple[int, int]] = []

    def see(self, block: bytes) -> None:
        """Note the rows of a block."""
        found = self._patterns.row.findall(block)
        if (b"", b"") in found:
            self.numbered = False
            return
        numbers = [int(number) for number, _ in found]
        if b"hidden" in block:
            self.hidden.update(
                number
                for number, (_, rest) in zip(numbers, found, strict=True)
                if _HIDDEN.search(rest) and not rest.endswith(b"/")
            )
        self.see_numbers(numbers)

    def see_numbers(self, numbers: list[int]) -> None:
        """Note in which order rows come."""
        if not numbers:
            return
        if min(numbers) < 1:
            raise UnusableError(DAMAGED)
        self.count += len(numbers)
        if max(numbers) > LAST_ROW or self.count > LAST_ROW:
            raise UnusableError(TOO_LARGE)
        self.ordered &= self._last < numbers[0] and all(a < b for a, b in pairwise(numbers))
        if len(self.gaps) < MOST_GAPS:
            self.gaps += [(a + 1, b - 1) for a, b in pairwise([self._last, *numbers]) if b > a + 1]
        self._last = numbers[-1]

    def all_gaps(self, head: bytes) -> tuple[tuple[int, int], ...]:
        """The gaps between rows, and the one down to where the sheet's beginning says that it ends."""
        told = self._patterns.extent.search(head)
        for reach in area(told[1].decode("utf-8", "replace")) if told else ():
            if self._last < reach.bottom <= LAST_ROW:
                self.gaps.append((self._last + 1, reach.bottom))
        return tuple(self.gaps) if self.ordered else ()

    def merged(self, tail: bytes) -> tuple[Area, ...]:
        """The merged blocks, which the sheet lists after its rows."""
        references = self._patterns.merged.findall(tail)
        return tuple(found for reference in references for found in area(reference.decode("utf-8", "replace")))


def survey(part: Part) -> Survey:
    """Check the whole sheet, and note which rows are hidden, what is merged, and its order."""
    notes = Notes()
    pieces = until_root(checked(part.pieces(), notes), notes, "worksheet")
    prefix = notes.root.removesuffix("worksheet")
    seen = _Surveyor(prefix.encode())
    head = block = b""
    for block in blocks(pieces, f"<{prefix}row ".encode()):
        head = head or block
        seen.see(block)
    if not (notes.plain and seen.numbered and seen.count):
        return _survey_slowly(part, prefix)
    merged = seen.merged(block) if b"mergeCell" in block else ()
    refuse_overlapping(merged)
    gaps, hidden = seen.all_gaps(head), frozenset(seen.hidden)
    return Survey(prefix, plain=True, ordered=seen.ordered, hidden=hidden, merged=merged, gaps=gaps)


def _survey_slowly(part: Part, prefix: str) -> Survey:
    parser = SheetParser(Cells([]))
    seen = _Surveyor(b"")
    for piece in part.pieces():
        parser.feed(piece)
        seen.see_numbers(parser.numbers)
        parser.numbers.clear()
    if parser.bodies != 1:
        raise UnusableError(DAMAGED)
    refuse_overlapping(parser.merged)
    return Survey(
        prefix,
        plain=False,
        ordered=seen.ordered,
        hidden=frozenset(parser.hidden),
        merged=tuple(parser.merged),
    )


def sheet_rows(part: Part, known: Survey, cells: Cells) -> Iterator[Row]:
    """The rows that hold values, in ascending order whatever their order in the file.

    Raises `UnusableError` where rows are not what the survey of the sheet as a whole could show them to be: two of one
    number that fill one cell, cells that belong to another row, more cells than any workbook should hold.
    """
    rows = _within_budget(_rows_as_they_lie(part, known, cells), cells.budget)
    if known.ordered:
        yield from rows
        return
    gathered: dict[int, dict[int, Value]] = {}
    for number, row in rows:
        there = gathered.setdefault(number, {})
        if not there.keys().isdisjoint(row):
            raise UnusableError(DAMAGED)
        there.update(row)
    yield from sorted(gathered.items())


def _within_budget(rows: Iterator[Row], budget: Budget) -> Iterator[Row]:
    for number, row in rows:
        budget.spend(len(row))
        yield number, row


def _rows_as_they_lie(part: Part, known: Survey, cells: Cells) -> Iterator[Row]:
    if not known.plain:
        yield from slow_rows(part.pieces(), cells)
        return
    cut = blocks(part.pieces(), f"<{known.prefix}row ".encode())
    for body in bodies(cut, f"{known.prefix}sheetData".encode()):
        quick = quick_rows(decoded(body), known.prefix, cells)
        yield from slow_rows([b"<sheetData>", body, b"</sheetData>"], cells) if quick is None else quick
