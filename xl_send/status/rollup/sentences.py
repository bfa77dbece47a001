"""Aspects in a sentence: "Red because TRN-M07 (18 working days late) and TRN-K03 (61%, expected 75%)"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from xl_send.results import Status
from xl_send.status.rollup.aspects import WeighedAspect
from xl_send.status.rollup.overall import Overall
from xl_send.status.rollup.softening import Weighed
from xl_send.text import listed

MOST_NAMED = 5
MOST_REASONS = 3

_WITHOUT_COLOUR = {
    Status.COMPLETE: "Complete: everything in it is done",
    Status.NOT_DUE: "Not due: nothing is due yet",
    Status.NOT_RATED: "Not rated: there is nothing to rate",
    Status.NO_DATA: "No data",
}


def sentence_of(part: WeighedAspect) -> str:
    """Why an aspect has its colour."""
    if part.status is Status.NO_DATA:
        counted = f"No data for {part.without_data} of {part.ratable}: {named(part.drivers)}"
        return f"No data: {listed(part.lost)}" if part.lost else counted
    return _after_what_is_unread([part], _sentence(part.status, part.drivers))


def overall_sentence(overall: Overall) -> str:
    """Why a workstream or the programme has its colour."""
    if overall.unevidenced:
        return f"{overall.status.value}, not evidenced: {_not_evidenced(overall.unevidenced)}"
    return _after_what_is_unread(overall.parts, _sentence(overall.status, _in_turn(overall)))


def _not_evidenced(parts: Sequence[WeighedAspect]) -> str:
    """What stands in the way of a colour: what could not be read, else which aspects are without data."""
    unread = list(dict.fromkeys(words for part in parts for words in part.unread))
    if unread:
        return listed(unread)
    whose: dict[str, list[str]] = {}
    for item in (driver for part in parts for driver in part.drivers if driver.verdict.unknown):
        whose.setdefault(item.verdict.in_brief, []).append(item.item.id)
    reasons = [f"{_names(names)} ({brief})" for brief, names in whose.items()]
    if not reasons:
        return f"{listed([part.name.heading for part in parts])} without data"
    shown, more = reasons[:MOST_REASONS], len(reasons) - MOST_REASONS
    return listed([*shown, f"{more} more"] if more > 0 else shown)


def _names(names: Sequence[str]) -> str:
    names = list(dict.fromkeys(names))
    return listed(names) if len(names) <= MOST_REASONS else f"{len(names)} rows"


def _after_what_is_unread(parts: Sequence[WeighedAspect], sentence: str) -> str:
    """What could not be read is said before anything else."""
    unread = list(dict.fromkeys(words for part in parts for words in part.unread))
    if not unread:
        return sentence
    return f"Not evidenced: {listed(unread)}. {sentence}"


def _in_turn(overall: Overall) -> list[Weighed]:
    """The drivers, those that will be named first: of each aspect in turn, so that none hides another."""
    by_part = [part.drivers for part in overall.parts if part.status is overall.status]
    in_turn = [item for turn in zip_longest(*by_part) for item in turn if item is not None]
    order = {id(driver): place for place, driver in enumerate(overall.drivers)}
    first = sorted(in_turn[:MOST_NAMED], key=lambda item: order[id(item)])
    return [*first, *in_turn[MOST_NAMED:]]


def _sentence(status: Status, drivers: Sequence[Weighed]) -> str:
    if status is Status.GREEN:
        return "Green: nothing that counts is Red or Amber"
    if status in _WITHOUT_COLOUR:
        return _WITHOUT_COLOUR[status]
    return f"{status.value} because {named(drivers)}"


def named(drivers: Iterable[Weighed]) -> str:
    """Items with what makes them so, the first few in full."""
    every = list(dict.fromkeys(f"{weighed.item.id} ({weighed.verdict.in_brief})" for weighed in drivers))
    shown, more = every[:MOST_NAMED], len(every) - MOST_NAMED
    return listed([*shown, f"{more} more"] if more > 0 else shown)


def softening_note(weighed: Iterable[Weighed], why: str) -> str:
    """Which items count for something better than they are, and why; nothing where none does."""
    softened = [item for item in weighed if item.softened]
    if not softened:
        return ""
    each = [f"{item.item.id} is {item.verdict.status.value} and counts {item.counts_as.value}" for item in softened]
    shown, more = each[:MOST_NAMED], len(each) - MOST_NAMED
    return f"{listed([*shown, f'{more} more'] if more > 0 else shown)}, {why}"
