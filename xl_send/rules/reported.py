"""Rows beside their computed colours, and which colour is the better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from xl_send.findings import Related
from xl_send.rag.rollup import programme_status
from xl_send.results import Item, Rating, Status
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import Rag
from xl_send.workbook.submissions import Programme

R = TypeVar("R", bound=Record)

_RANK: Mapping[str, int] = {Status.GREEN: 0, Status.AMBER: 1, Status.RED: 2}


def items_with(programme: Programme, record: type[R]) -> Iterator[tuple[R, Item]]:
    """Every rated record of one sheet, with its item."""
    for item in programme_status(programme).items:
        if isinstance(item.record, record):
            yield item.record, item


def better_than(reported: Rag | None, computed: Status) -> bool:
    """Whether an owner's colour is better than the computed one; without either it is not."""
    if reported is None or not computed.coloured:
        return False
    return _RANK[reported.value] < _RANK[computed.value]


def steps_worse(reported: Rag | None, computed: Status) -> int:
    """By how many colours an owner's is worse than the computed one; 0 where it is not, or without either."""
    if reported is None or not computed.coloured:
        return 0
    return max(_RANK[reported.value] - _RANK[computed.value], 0)


def deciding_cells(rating: Rating) -> tuple[Related, ...]:
    """The cells that decided a rating, as related cells of a finding."""
    return tuple(Related(cell, f"{cell.column}: decides the computed colour") for cell in dict.fromkeys(rating.cells))
