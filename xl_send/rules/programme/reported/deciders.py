"""What decided the colour of a workstream or of the programme: its cells, and why in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xl_send.findings import Cell, Related
from xl_send.results import Aspect, Item
from xl_send.rules.programme.reported.too_well import reported_too_well
from xl_send.words import every_name
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.submissions import Programme

MOST_DRIVERS = 6
# An outturn so many times its budget is asked about by itself.
NOUGHT_MORE = 7


def deciders(
    programme: Programme, items: Mapping[str, Sequence[tuple[int, Item]]], found: Aspect
) -> tuple[Related, ...]:
    """What decided a colour; where all of it is reported better than computed or in doubt, the cell that is told of."""
    told = reported_too_well(programme)
    own = {name: _doubted(item) for name in found.drivers for _, item in items.get(name, ())}
    named = sorted((items[name] for name in found.drivers[:MOST_DRIVERS]), key=lambda rows: rows[0][0])
    elsewhere = bool(found.drivers) and all(name in told or own.get(name) for name in found.drivers)
    return tuple(
        Related(cell, f"{item.id}: {item.status.value}")
        for *_, (_, item) in named
        for cell in _cells(item, told.get(item.id) or own.get(item.id) if elsewhere else None, own.get(item.id))
    )


def _cells(item: Item, elsewhere: Cell | None, doubted: Cell | None) -> Sequence[Cell]:
    """The cell under which a driver is told of, or by which it has its colour, where that is not the one in doubt."""
    if elsewhere is not None:
        return [elsewhere]
    return [cell for cell in item.rating.cells if cell != doubted][:1]


def _doubted(item: Item) -> Cell | None:
    """The figure of a driver that can hardly be meant: more of somebody than there is, a nought more."""
    row = item.record
    if isinstance(row, Resource) and row.available is not None and row.fte > row.available:
        return row.at("fte")
    if isinstance(row, MoneyLine) and 0 < row.budget * NOUGHT_MORE <= row.outturn:
        return row.at("outturn")
    return None


def in_words(found: Aspect) -> str:
    """Why a colour is what it is; what of it is not known comes after it, where something else decides it."""
    reason = found.reason
    if not reason.unread or not reason.drivers:
        return found.sentence
    return f"{replace(reason, unread=()).words}; besides, {every_name(reason.unread)}"
