"""Why an aspect has its colour, as a lead and its drivers; `Reason` words them last.

"Red because TRN-M07 (18 working days late) and TRN-K03 (61%, expected 75%)".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xl_send.rag.rollup.aspects import WeighedAspect
from xl_send.rag.rollup.headline import Headline
from xl_send.rag.rollup.overall import Overall
from xl_send.rag.rollup.softening import Weighed
from xl_send.results import MOST_NAMED, Connective, Driver, Reason, Status
from xl_send.words import counted, every_name

_WITHOUT_DRIVERS = {
    Status.GREEN: "Green: nothing that counts is Red or Amber",
    Status.COMPLETE: "Complete: everything in it is done",
    Status.NOT_DUE: "Not due: nothing is due yet",
    Status.NOT_RATED: "Not rated: there is nothing to rate",
    Status.NO_DATA: "No data",
}


def aspect_reason(part: WeighedAspect) -> Reason:
    """Why an aspect of a workstream has its colour."""
    if part.status is Status.NO_DATA:
        return _no_data(part)
    return _reason(part.status, part.drivers, _unread_of([part]))


def overall_reason(overall: Overall) -> Reason:
    """Why a workstream has its colour."""
    if overall.halted:
        return Reason(f"Not rated: the workstream is {overall.halted}")
    if overall.unevidenced:
        return not_evidenced(overall.status, overall.unevidenced)
    return _reason(overall.status, overall.drivers, _unread_of(overall.parts))


def headline_reason(headline: Headline, parts: Sequence[WeighedAspect]) -> Reason:
    """Why the programme, or an aspect of it, has its colour; a single workstream speaks for itself."""
    if headline.status is Status.NO_DATA and len(parts) == 1:
        return _no_data(parts[0], headline)
    unread = _unread_of(parts)
    alone = headline.counted <= 1 and not headline.decisive
    if alone or not headline.status.coloured or not headline.why:
        return _reason(headline.status, headline.drivers, unread)
    if headline.status is Status.GREEN:
        return Reason(f"Green: {headline.why}, none is Red", unread=unread)
    return Reason(
        f"{headline.status.value} because {headline.why}", Connective.COLON, drivers_of(headline.drivers), unread
    )


def not_evidenced(status: Status, parts: Sequence[WeighedAspect], headline: Headline | None = None) -> Reason:
    """What stands in the way of a colour: what could not be read, else which aspects are without data.

    What the headline knows to be Red is named all the same.
    """
    lead = f"{status.value}, not evidenced: "
    unread = _unread_of(parts) if any(part.unread for part in parts) else ()
    missing = () if unread else drivers_of(one for part in parts for one in part.drivers if one.rating.unknown)
    lead += every_name(unread) if unread else f"{every_name([part.name.heading for part in parts])} without data"
    if headline is not None and headline.why:
        return Reason(f"{lead}; {headline.why}", Connective.COLON, (*missing, *drivers_of(headline.drivers)))
    return Reason(lead, Connective.BECAUSE_OF, missing)


def _no_data(part: WeighedAspect, headline: Headline | None = None) -> Reason:
    """Why an aspect has no data, and what the headline knows to be Red in it."""
    lead = f"No data: {every_name(part.lost)}" if part.lost else f"No data for {part.without_data} of {part.ratable}"
    missing = () if part.lost else drivers_of(part.drivers)
    if headline is not None and headline.why:
        return Reason(f"{lead}; {headline.why}", Connective.COLON, (*missing, *drivers_of(headline.drivers)))
    return Reason(lead, Connective.COLON, missing)


def _reason(status: Status, drivers: Sequence[Weighed], unread: tuple[str, ...]) -> Reason:
    if status in _WITHOUT_DRIVERS:
        return Reason(_WITHOUT_DRIVERS[status], unread=unread)
    return Reason(status.value, Connective.BECAUSE, drivers_of(drivers), unread)


def _unread_of(parts: Sequence[WeighedAspect]) -> tuple[str, ...]:
    """What of these aspects could not be read, each said once, and how many rows are in doubt."""
    doubted = len({id(item.record) for part in parts for item in part.doubted})
    told = (f"{counted(doubted, 'row')} {'is' if doubted == 1 else 'are'} in doubt",) if doubted else ()
    return (*dict.fromkeys(words for part in parts for words in part.unread), *told)


def drivers_of(weighed: Iterable[Weighed]) -> tuple[Driver, ...]:
    """Items as they are named, each once."""
    return tuple(dict.fromkeys(one.driver for one in weighed))


def softening_note(weighed: Iterable[Weighed], why: tuple[str, str]) -> str:
    """Which items count for something better than they are, and why, of one and of several; nothing where none does."""
    softened = {item.item.id: item for item in weighed if item.softened}.values()
    if not softened:
        return ""
    each = [f"{item.item.id} is {item.rating.status.value} and counts {item.counts_as.value}" for item in softened]
    shown, more = each[:MOST_NAMED], len(each) - MOST_NAMED
    return f"{every_name([*shown, f'{more} more'] if more > 0 else shown)}, {why[len(softened) > 1]}"
