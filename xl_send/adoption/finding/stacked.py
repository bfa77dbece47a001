"""Reports that stand under one another in one table: the same rows again, each time as they were at another date."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from xl_send.adoption.finding.evidence import MAIN
from xl_send.adoption.finding.tables import FoundTable
from xl_send.adoption.finding.titles import meaning
from xl_send.adoption.finding.wording import comparable
from xl_send.adoption.tracker.sheets import row_numbers
from xl_send.value_classes import NamedTuple

_LEAST = 3


class StackedReports(NamedTuple):
    """The rows of each report, in their order."""

    blocks: tuple[tuple[int, ...], ...]

    @property
    def cells(self) -> str:
        """Which rows each report has."""
        return "; ".join(f"rows {row_numbers(block)}" for block in self.blocks)

    @property
    def sentence(self) -> str:
        """What was seen, and what may be said."""
        times = len(self.blocks)
        return f"numbers begin again and most rows stand here {times} times: the last was taken. Say last, first or all"


def stacked_reports(table: FoundTable, rows: Sequence[int]) -> StackedReports | None:
    """The reports under one another in a table, or None. Numbers that begin again over other rows are no reports."""
    numbering = _place(table, "Their own id")
    main = _place(table, MAIN.get(table.ours, ""))
    if numbering is None or main is None or len(rows) < 2 * _LEAST:
        return None
    blocks = _blocks(table, rows, numbering)
    if len(blocks) < 2 or min(map(len, blocks)) < 2:
        return None
    names = [{comparable(table.sheet.text(row, main)) for row in block} for block in blocks]
    alike = all(len(one & other) * 2 > min(len(one), len(other)) for one, other in pairwise(names))
    return StackedReports(tuple(tuple(block) for block in blocks)) if alike else None


def _place(table: FoundTable, ours: str) -> int | None:
    return next(
        (
            column.place
            for column in table.header.columns
            if (found := meaning(column.title, table.ours)) and found.column == ours
        ),
        None,
    )


def _blocks(table: FoundTable, rows: Sequence[int], numbering: int) -> list[list[int]]:
    """The rows in blocks; each begins where the number of the first row comes again."""
    first = table.sheet.text(rows[0], numbering)
    blocks: list[list[int]] = []
    for row in rows:
        if not blocks or (first and table.sheet.text(row, numbering) == first):
            blocks.append([])
        blocks[-1].append(row)
    return blocks
