"""The programme's colour, and that of each aspect of it: it goes by its workstreams and by decisive Reds.

The worst of all items would be Red for every real programme and tell none apart (status: what changed).
"""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.rag.rollup.aspects import WeighedAspect
from xl_send.rag.rollup.decisive import Decisive
from xl_send.rag.rollup.overall import EVIDENCE, Overall
from xl_send.rag.rollup.softening import Weighed, by_consequence
from xl_send.results import Status
from xl_send.value_classes import NamedTuple
from xl_send.words import every_name
from xl_send.workbook.sheets.thresholds import Thresholds

# The shares are of the workstreams that are rated. One without data is not: a Red one would weigh less beside it.
_RATED = {Status.RED, Status.AMBER, Status.GREEN, Status.COMPLETE}


class Standing(NamedTuple):
    """How one workstream stands, overall or in one aspect, and what makes it so."""

    code: str
    status: Status
    drivers: tuple[Weighed, ...]


class Headline(NamedTuple):
    """The colour of the programme or of one of its aspects, and on what it rests.

    `deciding` are the workstreams whose colour makes it so, of `counted`; `decisive` the Reds that would by
    themselves. `drivers` begin with those. `without_data` are workstreams that are not counted and may be anything,
    `unrated` those of which there is nothing to rate, or not yet, as those that are paused.
    """

    status: Status
    counted: int
    deciding: tuple[Standing, ...] = ()
    decisive: tuple[Decisive, ...] = ()
    without_data: tuple[str, ...] = ()
    unrated: tuple[str, ...] = ()

    @property
    def any_red(self) -> bool:
        """Whether any workstream is Red."""
        return any(standing.status is Status.RED for standing in self.deciding)

    @property
    def any_worse(self) -> bool:
        """Whether it is Red or Amber because of workstreams or decisive Reds."""
        return self.status in {Status.RED, Status.AMBER} and bool(self.deciding or self.decisive)

    def red(self, decisive: Sequence[Decisive]) -> Headline:
        """The same made Red by these."""
        red = tuple(standing for standing in self.deciding if standing.status is Status.RED)
        return self._replace(status=Status.RED, deciding=red, decisive=tuple(decisive))

    @property
    def unknown(self) -> Headline:
        """The same where it is not known whether it is Red; what is known to be Red is named still."""
        red = tuple(standing for standing in self.deciding if standing.status is Status.RED)
        return self._replace(status=Status.NO_DATA, deciding=red, decisive=())

    def without_colour(self, status: Status) -> Headline:
        """A status that no workstream's colour decides."""
        return self._replace(status=status, deciding=(), decisive=())

    @property
    def drivers(self) -> tuple[Weighed, ...]:
        """The items that make it so: the decisive, then those of its workstreams, by consequence; each once."""
        first = by_consequence(one for found in self.decisive for one in found.drivers)
        rest = by_consequence(one for standing in self.deciding for one in standing.drivers)
        found: dict[str, Weighed] = {}
        for one in (*first, *rest):
            found.setdefault(one.item.id, one)
        return tuple(found.values())

    @property
    def why(self) -> str:
        """What decided it, in words: "a fixed date is missed; 2 of 5 workstreams are Red (OUT and TRN)"."""
        return "; ".join([*(found.words for found in self.decisive), *([self._shares()] if self.deciding else [])])

    def _shares(self) -> str:
        number, codes = len(self.deciding), every_name([standing.code for standing in self.deciding])
        be = "is" if number == 1 else "are"
        colour = self.deciding[0].status.value
        return f"{self._of_how_many(number)} {be} {colour} ({codes}){self._not_counted()}"

    def _of_how_many(self, number: int) -> str:
        """So many of the workstreams; where some have no data, of those that have any."""
        if not self.without_data:
            return (
                f"{number} of {self.counted} workstreams"
                if not self.unrated
                else f"{number} of the {self.counted} rated workstreams"
            )
        if number < self.counted:
            return f"{number} of the {self.counted} workstreams with data"
        every = "both" if number == 2 else f"all {number}"
        return "the one workstream with data" if number == 1 else f"{every} workstreams with data"

    def _not_counted(self) -> str:
        """What is said of workstreams that are in none of the numbers: a reader would count them as well."""
        without, unrated = len(self.without_data), len(self.unrated)
        told = [f"{without} {'has' if without == 1 else 'have'} no data ({every_name(self.without_data)})"] * (
            without > 0
        )
        told += [f"{unrated} {'is' if unrated == 1 else 'are'} not rated ({every_name(self.unrated)})"] * (unrated > 0)
        return "".join(f", {one}" for one in told)


def by_workstreams(standings: Sequence[Standing], limits: Thresholds) -> Headline:
    """Red where enough are Red, Amber where any is Red or enough are Amber, else Green; No data without a colour."""
    counted = [standing for standing in standings if standing.status in _RATED]
    without, unrated = (
        tuple(one.code for one in standings if one.status in statuses)
        for statuses in ({Status.NO_DATA}, {Status.NOT_RATED, Status.NOT_DUE})
    )
    told = Headline(Status.NO_DATA, len(counted), without_data=without, unrated=unrated)
    red, amber = (tuple(one for one in counted if one.status is colour) for colour in (Status.RED, Status.AMBER))
    if red and _enough(red, counted, limits.programme_red):
        return told._replace(status=Status.RED, deciding=red)
    if red or (amber and _enough(amber, counted, limits.programme_amber)):
        return told._replace(status=Status.AMBER, deciding=red or amber)
    coloured = any(standing.status.coloured for standing in counted)
    return told._replace(status=Status.GREEN if coloured else Status.NO_DATA, deciding=amber)


def _enough(some: Sequence[Standing], counted: Sequence[Standing], limit: float) -> bool:
    return round(len(some) / len(counted), 9) >= round(limit, 9)


def aspect_headline(
    whole: WeighedAspect, standings: Sequence[Standing], decisive: Sequence[Decisive], limits: Thresholds
) -> Headline:
    """One aspect of the programme. `whole` is the same over all items, by which it is known what is not known."""
    found = by_workstreams(standings, limits)
    here = tuple(one for one in decisive if one.aspect is whole.name)
    if here or found.status is Status.RED:
        return found.red(here)
    if whole.unknown or (whole.status is Status.NO_DATA and not found.any_red):
        return found.unknown
    return found if found.status.coloured else found.without_colour(whole.status)


def overall_headline(
    whole: Overall,
    parts: Sequence[tuple[WeighedAspect, Headline]],
    standings: Sequence[Standing],
    decisive: Sequence[Decisive],
    limits: Thresholds,
) -> tuple[Headline, tuple[WeighedAspect, ...]]:
    """The programme overall, and the aspects without which no colour, or no Green, can be told."""
    found = by_workstreams(standings, limits)
    if decisive or found.status is Status.RED:
        return found.red(decisive), ()
    unknown = tuple(part for part, _ in parts if part.unknown)
    if unknown:
        return found.unknown, unknown
    unevidenced = tuple(part for part, told in parts if part.name in EVIDENCE and told.status is Status.NO_DATA)
    if found.status is Status.GREEN and unevidenced:
        return found.without_colour(Status.AMBER), unevidenced
    return (found if found.status.coloured else found.without_colour(whole.status)), ()
