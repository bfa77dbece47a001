"""Colours in words: what drives one, and how the reported colour compares with the computed one."""

from __future__ import annotations

from xl_send.board_pack.material import Material, name_of
from xl_send.board_pack.values import TableEntry, Tag
from xl_send.board_pack.wording import sentence
from xl_send.results import Aspect, Driver, Item, Status
from xl_send.workbook.sheets.choices import Rag

NAME_LENGTH = 100
_RANK = (Rag.GREEN, Rag.AMBER, Rag.RED)


def why(material: Material, aspect: Aspect) -> tuple[str, tuple[str, ...]]:
    """Why an aspect has its colour: a sentence, and what drives it as points that each name their row."""
    reason = aspect.reason
    points = _points(material, aspect)
    if not points:
        return sentence(reason.words), ()
    return f"{reason.opening}{reason.link.before_points}", points


def _points(material: Material, aspect: Aspect) -> tuple[str, ...]:
    """The drivers that are named, each with its name; and how many more there are."""
    named = aspect.reason.named
    told = dict.fromkeys(f"{_short(_name(material, driver))} ({driver.id}): {driver.brief}" for driver in named)
    more = aspect.reason.more
    return (*told, f"and {more} more") if more else tuple(told)


def _name(material: Material, driver: Driver) -> str:
    """What a driver is; of two items with one id, that which has its colour."""
    items = material.by_id.get(driver.id, ())
    return next((name_of(item) for item in items if item.status is driver.status), driver.id)


def _short(name: str) -> str:
    """A name cut at a word where it is too long for a headline."""
    if len(name) <= NAME_LENGTH:
        return name
    return name[:NAME_LENGTH].rpartition(" ")[0].rstrip(",;:") + "…"


def comparison(status: Status, reported: Rag | None) -> str:
    """How the reported colour compares with the computed one."""
    if reported is None:
        return "No colour is reported."
    if not status.coloured:
        return f"{reported.value} is reported; there is no computed colour to compare it with."
    how = _compared(status, reported)
    if not how:
        return f"{reported.value} is reported too."
    return f"{reported.value} is reported: {how} than {status.value}, which the dates and figures give."


def reported_entry(item: Item) -> TableEntry:
    """The colour that a row's owner reports, and whether it is better or worse than the computed one."""
    if item.reported is None:
        return TableEntry("None")
    how = _compared(item.status, item.reported) if item.status.coloured else ""
    return TableEntry(tag=Tag.of(item.reported), notes=(f"{how.capitalize()} than computed",) if how else ())


def _compared(status: Status, reported: Rag) -> str:
    """Better, worse, or nothing where the two are the same."""
    difference = _RANK.index(reported) - _RANK.index(Rag(status.value))
    return "" if difference == 0 else "better" if difference < 0 else "worse"
