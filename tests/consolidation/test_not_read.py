"""What could not be read of a return is no less unknown once it is brought together with others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

import pytest

from consolidation.test_accounts import together_of
from rag.spoiling import GONE, RENAMED, Books, Spoilt, books_of, junk_for, label_or_table, random_books, read, ways
from rag.test_unread import better, improved_aspects
from sizes import cases
from statuses import table
from xl_send.compare import BoardSnapshot, changes_between
from xl_send.consolidation import Return, together
from xl_send.rag.rollup import programme_status
from xl_send.reading import read_book
from xl_send.results import Item, ItemKind, ProgrammeStatus, Status
from xl_send.rules import check
from xl_send.rules.catalogue import all_rules
from xl_send.workbook.cells import Book, CellError, CellErrorKind, Value
from xl_send.workbook.columns import Layout
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import SHEETS, Programme

ORDER = (Status.RED, Status.AMBER, Status.NO_DATA, Status.GREEN)
OFFICE = "programme.xlsx"


def brought_together(books: Books, way: Spoilt | None = None, junk: Value = "") -> Programme:
    """The programme workbook that these returns make, read again."""
    return read_together(books_of(books, way, junk))


def read_together(books: Iterable[Book]) -> Programme:
    """The same of returns as they lie."""
    returns = [Return(book.name, book.name, book, read_book(book)) for book in books]
    programme = Programme(tuple(item.submission for item in returns))
    assert programme.latest
    whole = together(returns, None, programme, programme.latest)
    grids = []
    for record in SHEETS:
        labels = record.SHEET.layout is Layout.LABELS
        rows = [dict(whole.labels.get(record, {}))] if labels else [dict(row) for row in whole.rows.get(record, ())]
        grids.append(label_or_table(record, rows))
    return Programme((read_book(Book(OFFICE, tuple(grids))),))


def _worst(items: tuple[Item, ...]) -> dict[tuple[ItemKind, str], Item]:
    """Items by id, of two accounts the worse."""
    found: dict[tuple[ItemKind, str], Item] = {}
    rank = {status: place for place, status in enumerate(ORDER)}
    for item in sorted(items, key=lambda one: rank.get(one.status, len(ORDER))):
        found.setdefault((item.kind, item.id), item)
    return found


def improved(then: ProgrammeStatus, now: ProgrammeStatus) -> Iterator[str]:
    """What looks better in the programme workbook than in the returns."""
    before = _worst(then.items)
    for place, item in _worst(now.items).items():
        was = before.get(place)
        if was and better(was.status, item.status):
            yield f"{item.id}: {was.status} ({was.reason}) became {item.status} ({item.reason})"
    yield from improved_aspects(then, now)


@pytest.mark.parametrize("seed", range(cases(12, whole=60)))
def test_brought_together_nothing_looks_better(seed: int) -> None:
    """Neither as the returns are, nor with a cell, a column or a sheet of one unreadable."""
    books, random = random_books(seed), Random(seed)  # noqa: S311 - which cells, not secrets
    then = programme_status(read(books))
    assert not list(improved(then, programme_status(brought_together(books))))
    every = list(ways(books))
    sheets = [way for way in every if "@" not in way[2]]
    wrong = {}
    for way in [*random.sample(sheets, 8), *random.sample(every, 4)]:
        junk = junk_for(way, random)
        if found := list(improved(then, programme_status(brought_together(books, way, junk)))):
            wrong[way, junk] = found
    assert not wrong


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (RENAMED, "the sheet Money of the return of TRN was not found"),
        (GONE, "the sheet Money of the return of TRN was not found"),
        ("Budget", "the column Budget of Money of the return of TRN was not found"),
    ],
)
def test_the_programme_workbook_says_what_was_not_found(what: str, told: str) -> None:
    programme = brought_together(random_books(3), ("trn.xlsx", "Money", what), "Xyz")
    assert told in programme_status(programme).unread
    (finding,) = (one for one in check(programme, [all_rules()["PR43"]]))
    assert finding.cell.record == "TRN"


def test_an_error_value_among_words_stays_one() -> None:
    """A person whom nobody can name is not taken for somebody else."""
    books = random_books(810029)
    way, picture = ("trn.xlsx", "Resources", "Person or team@3"), CellError(CellErrorKind.PICTURE, "picture")
    then = programme_status(read(books))
    assert not list(improved(then, programme_status(brought_together(books, way, picture))))


def test_the_givers_account_does_not_accept_for_the_receiver() -> None:
    """Both accounts were read, and only the giver's says Accepted: brought together it is not accepted either."""
    books = random_books(800004)
    assert not list(improved(programme_status(read(books)), programme_status(brought_together(books))))


def test_a_column_that_one_return_lacks_is_not_known_of_its_rows_and_still_told_of_the_others() -> None:
    """Nobody has taken away what stood there."""
    books = random_books(3)
    for place, sheets in enumerate(books.values()):
        for row in sheets[Milestone]:
            row["Commentary"] = f"Agreed with schools {place}"
    then = brought_together(books)
    for row in books["out.xlsx"][Milestone]:
        row["Commentary"] = ""
    now = brought_together(books, ("trn.xlsx", "Milestones", "Commentary"), "")
    first, second = (BoardSnapshot(found, programme_status(found)) for found in (then, now))
    told = {one.record for one in changes_between(first, second).changes if "Commentary" in one.sentence}
    rows = [row.id for row in now.submissions[0].all(Milestone)]
    assert told - {"TRN"} == {name for name in rows if name.startswith("OUT")}


MILESTONE = "\n" + table("Milestones", {"ID": "TRN-M01"})
UNREAD_SETTING = (
    "\nThresholds, as it lies:\n| Setting | Value |\n| --- | --- |\n| Milestone green within (working days) | soon |\n"
)
OTHER = "\nb.xlsx Workstreams:\n| Code |\n| --- |\n| OUT |\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", {"TRN": None}),
        ("\nWithout Risks:\n", {"TRN": "Risks"}),
        ("\nWithout Forums:\n", {"TRN": "Forums"}),
        ("\nWithout Calendar:\n", {"TRN": "Calendar"}),
        ("\nWithout Calendar:\n\nWithout Risks:\n", {"TRN": "Risks; Calendar"}),
        ("\nWithout Thresholds:\n", {"TRN": None}),  # where none are given, the template's are meant
        (UNREAD_SETTING, {"TRN": "Thresholds: Milestone green within (working days)"}),
        (table("Programme", {"As at": "TBC"}), {"TRN": "Programme: As at"}),
        ("\nWithout Risks:\n" + OTHER, {"TRN": "Risks", "OUT": None}),
        ("\nb.xlsx Without Risks:\n" + OTHER, {"TRN": None, "OUT": "Risks"}),
        (
            table("Workstreams", {"Code": "TRN"}, {"Code": "OUT"}) + "\nWithout Risks:\n",
            {"TRN": "Risks", "OUT": "Risks"},
        ),
    ],
)
def test_what_was_not_found_in_a_return_is_said_of_its_workstreams_and_of_no_others(
    text: str, said: dict[str, str | None]
) -> None:
    whole = together_of(text + MILESTONE)
    assert {row["Code"]: row.get("Not read") for row in whole.rows[Workstream]} == said
