from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from examples import programme
from rag.spoiling import Books, Spoilt, junk_for, random_books, read, ways
from sizes import cases
from statuses import table
from xl_send.rag.rollup import programme_status
from xl_send.results import AspectName, Item, ItemKind, ProgrammeStatus, Status
from xl_send.workbook.cells import Value
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.thresholds import Thresholds

RANK = {Status.RED: 0, Status.AMBER: 1, Status.GREEN: 2}
PROGRAMMES, WAYS = cases(5, whole=24), 40


def better(then: Status, now: Status) -> bool:
    """Whether a state is better than another, or says that there is nothing to worry about where none was said.

    No data is never better; what is Red or Amber now is never better than no colour.
    """
    if now is then or now is Status.NO_DATA:
        return False
    if now.coloured and then.coloured:
        return RANK[now] > RANK[then]
    return now is Status.GREEN or not now.coloured


def improved(then: ProgrammeStatus, now: ProgrammeStatus) -> Iterator[str]:
    """What looks better now, of what both pictures tell."""
    before = {_name(item): item for item in then.items}
    for item in now.items:
        was = before.get(_name(item))
        if was and better(was.status, item.status):
            yield f"{item.id}: {was.status} ({was.reason}) became {item.status} ({item.reason})"
    yield from improved_aspects(then, now)


def improved_aspects(then: ProgrammeStatus, now: ProgrammeStatus) -> Iterator[str]:
    """Which aspects look better now, of those that both pictures tell."""
    aspects = {(entry.of, entry.aspect): entry for entry in now.aspects}
    for aspect in then.aspects:
        found = aspects.get((aspect.of, aspect.aspect))
        if found and better(aspect.status, found.status):
            yield f"{aspect.of} {aspect.aspect}: {aspect.sentence} became {found.sentence}"


def _name(item: Item) -> tuple[ItemKind, str, str]:
    return item.kind, item.id, "" if item.kind is ItemKind.INTERDEPENDENCY else item.record.workbook


def spoilt_ways(books: Books, seed: int) -> list[Spoilt]:
    every = list(ways(books))
    return Random(seed).sample(every, min(WAYS, len(every)))  # noqa: S311 - which cells, not secrets


@pytest.mark.parametrize("seed", range(PROGRAMMES))
def test_what_cannot_be_read_improves_no_colour(seed: int) -> None:
    """Cells, columns and sheets of random programmes, one after another."""
    books = random_books(seed)
    then = programme_status(read(books))
    random = Random(seed)  # noqa: S311 - what stands there, not secrets
    wrong = {
        (way, junk): found
        for way in spoilt_ways(books, seed)
        for junk in [junk_for(way, random)]
        if (found := list(improved(then, programme_status(read(books, way, junk)))))
    }
    assert not wrong


FOUND: list[tuple[int, Spoilt, Value]] = [
    (100015, ("trn.xlsx", "Interdependencies", "Needed by"), "Xyz"),
    (100023, ("trn.xlsx", "Milestones", "Forum@3"), True),
    (200030, ("trn.xlsx", "Milestones", "Forecast date"), 5.0),
    (200026, ("out.xlsx", "Milestones", "Forum@3"), "35%"),
]


@pytest.mark.parametrize(("seed", "way", "junk"), FOUND)
def test_what_was_once_found_to_improve_a_colour_does_not(seed: int, way: Spoilt, junk: Value) -> None:
    """A need-by, a forum and a forecast that cannot be known leave unknown what waits for them."""
    books = random_books(seed)
    assert not list(improved(programme_status(read(books)), programme_status(read(books, way, junk))))


@pytest.mark.parametrize("seed", range(6))
def test_a_person_in_post_who_is_not_named_improves_no_colour(seed: int) -> None:
    books = random_books(seed)
    for row in (row for sheets in books.values() for row in sheets[Resource]):
        row["Post status"] = "In post"
    then = programme_status(read(books))
    spoilt = [way for way in ways(books) if way[2].startswith("Person or team@")]
    assert not [found for way in spoilt for found in improved(then, programme_status(read(books, way, "tbc")))]


@pytest.mark.parametrize("seed", range(3))
def test_a_workstream_that_the_workbook_does_not_list_improves_no_colour(seed: int) -> None:
    """Every row of one workbook, one after another, given a code that nobody lists or that another workbook does."""
    books = random_books(seed)
    then = programme_status(read(books))
    wrong = {}
    rows = [way for way in ways(books) if way[0] == "trn.xlsx" and way[2].startswith("Workstream@")]
    for place, way in enumerate(rows[seed::2]):
        code = ("ZZZ", "OUT")[place % 2]
        now = programme_status(read(books, way, code))
        if found := [*improved(then, now), *diluted(then, now)]:
            wrong[way, code] = found
    assert not wrong


def diluted(then: ProgrammeStatus, now: ProgrammeStatus) -> set[str]:
    """The workstreams that are only in the second picture."""
    return {aspect.of for aspect in now.aspects} - {aspect.of for aspect in then.aspects}


@pytest.mark.parametrize("seed", range(2))
def test_a_figure_of_a_kpi_that_is_not_there_improves_no_colour(seed: int) -> None:
    """One slip of an id in Expectations or Actuals, one after another, where no other row bears the wrong one."""
    books = random_books(seed)
    then = programme_status(read(books))
    spoilt = [way for way in ways(books) if way[1] in {"Expectations", "Actuals"} and way[2].startswith("KPI@")]
    wrong = {
        way: found
        for way in spoilt
        if (found := list(improved(then, programme_status(read(books, way, f"{way[0][:3].upper()}-K99")))))
    }
    assert not wrong


def test_a_handover_of_which_no_account_could_be_read_is_one_item() -> None:
    row = {"ID": "TRN-D01", "Needed by": "soon", "Forecast": "soon"}
    giver = table("Interdependencies", row).replace("Interdependencies:", "out.xlsx Interdependencies:")
    streams = table("Workstreams", {"Code": "OUT"}).replace("Workstreams:", "out.xlsx Workstreams:")
    made, _ = programme(table("Interdependencies", row) + streams + giver)
    found = programme_status(made)
    assert [item.status for item in found.items if item.id == "TRN-D01"] == [Status.NO_DATA]


@pytest.mark.parametrize(("to", "status"), [("12 Nov 2026", Status.COMPLETE), ("13 Nov 2026", Status.NO_DATA)])
def test_what_its_own_word_settles_nothing_that_could_not_be_read_unsettles(to: str, status: Status) -> None:
    found, _ = programme("Without Calendar:\n" + table("Resources", {"To": to}))
    assert [item.status for item in programme_status(found).items] == [status]


def _of(name: str, *sheets: str) -> str:
    return "".join(sheet.replace("\n", f"\n{name} ", 1) for sheet in sheets)


def _interdependencies(text: str, code: str) -> tuple[Status, int]:
    """The colour of a workstream's handovers, and how many of them could not be read or are without a date."""
    made, _ = programme(text)
    of = (one for one in programme_status(made).aspects if (one.of, one.aspect) == (code, AspectName.INTERDEPENDENCIES))
    found = next(of)
    return found.status, found.counts.get(Status.NO_DATA, 0)


def test_every_handover_without_an_id_counts() -> None:
    rows = ({"ID": "", "Giver": "OUT"}, {"ID": "", "Giver": "TRN"}, {"ID": "", "Giver": "TRN"})
    assert _interdependencies(table("Interdependencies", *rows), "TRN") == (Status.NO_DATA, 3)


def test_what_a_workbook_without_a_date_says_of_anothers_handovers_is_unknown() -> None:
    handover = table("Interdependencies", {"ID": "OUT-D01", "Giver": "TRN", "Receiver": "OUT"})
    out = _of("out.xlsx", table("Programme", {"As at": ""}), table("Workstreams", {"Code": "OUT"}), handover)
    trn = _of("trn.xlsx", table("Workstreams", {"Code": "TRN"}), table("Interdependencies", {"ID": "TRN-D01"}))
    third = _of("ehp.xlsx", table("Workstreams", {"Code": "EHP"}))
    assert _interdependencies(out + trn + third, "TRN")[0] is Status.NO_DATA
    assert _interdependencies(out + trn + third, "EHP")[0] is Status.NOT_RATED


def test_without_the_column_that_names_what_waits_nothing_is_known_of_handovers() -> None:
    books = random_books(1)
    for sheets in books.values():
        for row in sheets[Interdependency]:
            row["State"] = "Active"
    now = programme_status(read(books, ("trn.xlsx", "Interdependencies", "Receiver milestone"), "Who waits"))
    found = [item for item in now.items if item.kind is ItemKind.INTERDEPENDENCY]
    assert {item.status for item in found} <= {Status.NO_DATA, Status.RED, Status.COMPLETE}


def test_a_workbook_of_the_template_that_has_lost_its_thresholds_goes_by_none() -> None:
    for version, status in (("", Status.GREEN), ("0.1.0 workstream", Status.NO_DATA)):
        found, _ = programme(table("Programme", {"Template version": version}) + table("Milestones", {"ID": "TRN-M01"}))
        (submission,) = found.submissions
        bare = replace(
            submission,
            seen={kind: seen for kind, seen in submission.seen.items() if kind is not Thresholds},
            absent=((Thresholds, ""),),
        )
        (item,) = programme_status(replace(found, submissions=(bare,))).items
        assert item.status is status


@pytest.mark.parametrize(("lost", "status"), [("Risks", Status.GREEN), ("Actuals", Status.NO_DATA)])
def test_only_a_lost_sheet_of_its_own_figures_leaves_a_kpi_without_a_colour(lost: str, status: Status) -> None:
    reached = {"Baseline date": "30 Oct 2026", "Actual date": "30 Oct 2026", "Forecast date": ""}
    sheets = {"Milestones": reached, "KPIs": {"ID": "TRN-K01"}, "Expectations": {"Expected": "100"}, "Actuals": {}}
    text = "".join(table(sheet, cells or {"Value": "110"}) for sheet, cells in sheets.items() if sheet != lost)
    found, _ = programme(f"{text}\nWithout {lost}:\n")
    assert [item.status for item in programme_status(found).items if item.kind is ItemKind.KPI] == [status]
