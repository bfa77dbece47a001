"""What may never make a headline better or worse, over random programmes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import headline as simulated
from rag.spoiling import Books, Spoilt, cleared, random_books, read, ways
from sizes import cases
from xl_send.rag.items import items as items_of
from xl_send.rag.rollup import programme_status, rolled_up
from xl_send.results import Aspect, AspectName, Item, ItemKind, ProgrammeStatus, Rating, Status
from xl_send.workbook.submissions import Programme

calmly = settings(deadline=None, max_examples=cases(25, whole=80))
RANK = {Status.RED: 0, Status.AMBER: 1, Status.GREEN: 2}
# What can be finished.
FINISHED = {ItemKind.MILESTONE, ItemKind.ISSUE, ItemKind.INTERDEPENDENCY, ItemKind.RESOURCE}
DRAWN = (Status.RED, Status.AMBER, Status.AMBER, Status.GREEN, Status.GREEN, Status.GREEN, Status.COMPLETE)


@cache
def _programme(seed: int) -> tuple[Programme, tuple[Item, ...]]:
    programme = simulated.programme_of(Random(seed))  # noqa: S311 - made-up programmes, not secrets
    return programme, items_of(programme)


def _with(item: Item, status: Status) -> Item:
    rating = Rating(status, "drawn", facts=item.rating.facts, unknown=status is Status.NO_DATA)
    return item._replace(rating=rating, own=rating)


@st.composite
def programmes(draw: st.DrawFn) -> tuple[Programme, list[Item]]:
    """A programme of six workstreams of which the items have colours by chance, some workstreams better than others."""
    programme, items = _programme(draw(st.integers(0, 3)))
    chance = Random(draw(st.integers(0, 1_000_000)))  # noqa: S311 - as above
    worst = {code: chance.choice((0, 1, 3)) for code in simulated.CODES}
    return programme, [_with(item, chance.choice(DRAWN[3 - worst[item.workstream] :])) for item in items]


def _aspects(picture: ProgrammeStatus) -> Mapping[tuple[str, AspectName], Aspect]:
    return {(aspect.of, aspect.aspect): aspect for aspect in picture.aspects}


def _moved(then: ProgrammeStatus, now: ProgrammeStatus, *, better: bool) -> Iterator[str]:
    """The aspects that are better now, or worse."""
    after = _aspects(now)
    for place, aspect in _aspects(then).items():
        was, became = aspect.status, after[place].status
        if was in RANK and became in RANK and (RANK[became] > RANK[was] if better else RANK[became] < RANK[was]):
            yield f"{place}: {aspect.sentence} became {after[place].sentence}"


@calmly
@given(programmes(), st.integers(0, 1000))
def test_finishing_something_makes_no_aspect_worse(drawn: tuple[Programme, list[Item]], which: int) -> None:
    programme, items = drawn
    places = [place for place, item in enumerate(items) if item.kind in FINISHED]
    place = places[which % len(places)]
    after = [*items[:place], _with(items[place], Status.COMPLETE), *items[place + 1 :]]
    assert not list(_moved(rolled_up(programme, items), rolled_up(programme, after), better=False))


@calmly
@given(programmes(), st.integers(0, 1000))
def test_a_worse_item_makes_no_headline_better(drawn: tuple[Programme, list[Item]], which: int) -> None:
    programme, items = drawn
    worse = {Status.GREEN: Status.AMBER, Status.AMBER: Status.RED}
    places = [place for place, item in enumerate(items) if item.status in worse]
    place = places[which % len(places)]
    after = [*items[:place], _with(items[place], worse[items[place].status]), *items[place + 1 :]]
    assert not list(_moved(rolled_up(programme, items), rolled_up(programme, after), better=True))


@calmly
@given(programmes(), st.integers(0, 1000))
def test_what_becomes_unknown_makes_no_headline_better(drawn: tuple[Programme, list[Item]], which: int) -> None:
    programme, items = drawn
    place = which % len(items)
    after = [*items[:place], _with(items[place], Status.NO_DATA), *items[place + 1 :]]
    assert not list(_moved(rolled_up(programme, items), rolled_up(programme, after), better=True))


# Cells of which a blank has a meaning of its own, by which a colour may be better than with what stood there.
BLANK_SAYS: Mapping[str, str] = {
    "Fixed date": "No", "Schools must act": "No", "Decision needed": "None", "State": "Active",
    "Term time only": "No", "Carry-forward agreed": "No", "Depends on": "it waits for nothing",
    "After": "it waits for nothing", "Schools": "no school takes part", "Forum": "no forum decides",
    "Receiver milestone": "nothing waits for it", "Agreed date": "the baseline holds",
    "Change reference": "the baseline holds", "Measured on": "the milestone's baseline date",
    "Baseline": "the tolerance is a share of what is expected", "Tolerance": "the default",
    "Publication lag (days)": "none", "Series break": "none", "Base": "not known to be few", "Year basis": "none",
    "Value": "a figure is awaited, and the one before counts until it is too old",
    "Papers due": "by the usual notice", "Giver milestone": "the giver's dates alone", "Promised for": "no promise",
    "Forecast": "the promise stands", "Delivered": "not yet", "Forecast end": "the planned end",
    "Actual end": "not yet", "Needed by": "no day by which it is needed",
    "Available FTE": "nobody gives it, which is no data", "Starts": "it has started",
}  # fmt: skip


def _clearings(books: Books, seed: int) -> list[Spoilt]:
    every = [
        way for way in ways(books)
        if "@" in way[2] and way[1] != "Thresholds" and way[2].rpartition("@")[0] not in BLANK_SAYS
    ]  # fmt: skip
    return Random(seed).sample(every, min(40, len(every)))  # noqa: S311 - which cells, not secrets


def _better(then: ProgrammeStatus, now: ProgrammeStatus) -> Iterator[str]:
    """What was Red or Amber and looks better now; without data is not better."""
    before, after = _statuses(then), _statuses(now)
    for name, was in before.items():
        became = after.get(name, Status.NO_DATA)
        worse = was in {Status.RED, Status.AMBER} and became is not Status.NO_DATA
        if worse and RANK.get(became, 3) > RANK[was]:
            yield f"{name}: {was} became {became}"


def _statuses(picture: ProgrammeStatus) -> dict[tuple[str, ...], Status]:
    """The status of each aspect and item."""
    found: dict[tuple[str, ...], Status] = {place: aspect.status for place, aspect in _aspects(picture).items()}
    return found | {(item.kind, item.id, item.record.workbook): item.status for item in picture.items}


@pytest.mark.parametrize("seed", range(cases(5, whole=16)))
def test_clearing_a_cell_makes_nothing_better(seed: int) -> None:
    books = random_books(seed)
    then = programme_status(read(books))
    found = {way: list(_better(then, programme_status(read(cleared(books, way))))) for way in _clearings(books, seed)}
    assert not {way: told for way, told in found.items() if told}
