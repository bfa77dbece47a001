"""An id of the wrong kind, wherever one is named, ends no command: the cell is told, and the rest stands.

`python tests/trust/full_size.py wrong_ids 5000` tries as many as are asked for.
"""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.spoiling import Books, books_of, random_books, read
from xl_send.board_pack.html.page import to_html
from xl_send.board_pack.word import to_word
from xl_send.commands.checks import check_all, chosen_rules
from xl_send.commands.conflicts import graph
from xl_send.commands.loading.boards import board_of
from xl_send.commands.packs.report import summarise
from xl_send.commands.programme_workbook import programme_workbook
from xl_send.commands.status import status
from xl_send.commands.whatif import whatif
from xl_send.compare import changes_between
from xl_send.consolidation import Return, choose_returns, together
from xl_send.consolidation.sources import Sources
from xl_send.disclosure.small_numbers import Disclosure
from xl_send.output.data.graph import graph_json
from xl_send.progress import quietly
from xl_send.reading import read_book
from xl_send.reading.loaded import LoadedProgramme
from xl_send.scheduling.proposal import propose
from xl_send.workbook.columns import columns_of
from xl_send.workbook.ids import Code, Id, Link, Links
from xl_send.workbook.submissions import SHEETS, Programme

LETTERS = "MTKRDPFAXZ"
OF_IDS = {
    record: [column.title for column in columns_of(record) if isinstance(column.kind, Link | Links | Id | Code)]
    for record in SHEETS
}


def strange_id(chance: Random) -> str:
    """An id of any sheet or none, also one that is there; a code; several; nonsense."""
    one = f"{chance.choice(('TRN', 'OUT', 'XYZ'))}-{chance.choice(LETTERS)}0{chance.randint(1, 4)}"
    other = f"TRN-{chance.choice(LETTERS)}01+{chance.randint(0, 999)}"
    odd = chance.choice((f"{one}, {other}", other, "TRN", "External", "ZZ", "TRN-", "-M01", "Board"))
    return chance.choice((one, odd))


def with_strange_ids(seed: int, count: int = 12) -> Books:
    """Two workbooks with strange ids in so many of the cells that hold or name one."""
    books, chance = random_books(seed), Random(seed)  # noqa: S311 - made-up rows, not secrets
    cells = [
        (row, title)
        for sheets in books.values()
        for record, rows in sheets.items()
        for row in rows
        for title in OF_IDS[record]
    ]
    for row, title in chance.sample(cells, min(count, len(cells))):
        row[title] = strange_id(chance)
    return books


def try_every_command(seed: int) -> None:
    """Every command over such workbooks; none is to raise, and no rule to fail."""
    books = with_strange_ids(seed)
    loaded = LoadedProgramme(read(books))
    found = check_all(loaded, chosen_rules())
    assert not [finding.message for finding in found.findings if "could not be run" in finding.message]
    picture = status(loaded).picture
    assert picture.aspects
    assert not [item for item in picture.items if "fault of its own" in item.rating.reason]
    assert graph_json(graph(loaded))
    assert propose(loaded.programme, solver=False) is not None
    milestone = next((row.id for row in loaded.programme.milestones.values() if not row.actual), "")
    if milestone:
        whatif(loaded, slip=f"{milestone}=10")
    summary = summarise(loaded)
    assert to_html(summary)
    assert to_word(summary)
    consolidated(books)
    assert changes_between(board_of(LoadedProgramme(read(random_books(seed)))), board_of(loaded)) is not None


def consolidated(books: Books) -> bytes:
    """The programme workbook of these returns; none where two of them name one workstream, and neither is taken."""
    returns = [Return(book.name, book.name, book, read_book(book)) for book in books_of(books)]
    chosen = choose_returns(returns)
    programme = Programme(tuple(item.submission for item in chosen.taken))
    if programme.latest is None:
        return b""
    whole = together(chosen.taken, None, programme, programme.latest)
    return programme_workbook("programme.xlsx", whole, Disclosure(programme), Sources(chosen), quietly).content


@settings(deadline=None, max_examples=5)
@given(st.integers(0, 2**32))
def test_a_wrong_id_ends_no_command(seed: int) -> None:
    try_every_command(seed)
