"""What decided the colour of a workstream or of the programme: its cells, and why in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from xl_send.findings import Related
from xl_send.results import Aspect, Item
from xl_send.rules.programme.reported.too_well import reported_too_well
from xl_send.words import every_name
from xl_send.workbook.submissions import Programme

MOST_DRIVERS = 6


def deciders(
    programme: Programme, items: Mapping[str, Sequence[tuple[int, Item]]], found: Aspect
) -> tuple[Related, ...]:
    """What decided a colour; where all of it is reported better than it is computed, what is reported."""
    told = reported_too_well(programme)
    are_told = bool(found.drivers) and all(name in told for name in found.drivers)
    named = sorted((items[name] for name in found.drivers[:MOST_DRIVERS]), key=lambda rows: rows[0][0])
    return tuple(
        Related(cell, f"{item.id}: {item.status.value}")
        for *_, (_, item) in named
        for cell in ([told[item.id]] if are_told else item.rating.cells[:1])
    )


def in_words(found: Aspect) -> str:
    """Why a colour is what it is; what of it is not known comes after it, where something else decides it."""
    reason = found.reason
    if not reason.unread or not reason.drivers:
        return found.sentence
    return f"{replace(reason, unread=()).words}; besides, {every_name(reason.unread)}"
