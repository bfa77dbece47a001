"""A history in PostgreSQL: the same as in a file, however many write at once and whatever becomes of the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.pool import NullPool

from files import write_example
from history.keeping import contents, small
from history.postgres import PostgresServer, running_server
from history.test_editions import differences
from places import DOCS
from statuses import table
from xl_send.history import History, HistoryError
from xl_send.history.boards import remember
from xl_send.history.database import opening, servers
from xl_send.history.database.editions import as_sql
from xl_send.history.refusals import (
    DAMAGED_THERE,
    IN_USE,
    NEWER,
    NO_RIGHTS,
    NOT_THERE,
    OLDER,
    OTHER_TABLES,
    UNREACHABLE,
    WENT_AWAY,
)
from xl_send.shells.cli import main

WRITERS = 20
Telling = Callable[[str], object]
# What an administrator is told to grant.
DOCS = DOCS / "history.md"
GRANTS = [line.strip() for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("    GRANT ")]


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with running_server() as running:
        yield running


@pytest.fixture
def url(server: PostgresServer, request: pytest.FixtureRequest) -> str:
    """A new database."""
    return server.database(request.node.name[:60])


@pytest.fixture(scope="module")
def kept(server: PostgresServer) -> str:
    """A database with a board."""
    url = server.database("kept")
    History.at(url).save(small())
    return url


@pytest.fixture
def told(url: str) -> Iterator[Telling]:
    """What an administrator asks of it."""
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield lambda statement: connection.execute(text(statement))


def refused(url: str) -> str:
    """Why a history can be neither read nor written to."""
    sentences = set()
    for use in (lambda: History.at(url).periods(), lambda: History.at(url).save(small())):
        with pytest.raises(HistoryError) as raised:
            use()
        sentences.add(raised.value.sentence)
    (sentence,) = sentences
    return sentence


def test_it_gives_what_a_file_gives_and_the_same_again_changes_nothing(url: str, tmp_path: Path) -> None:
    with pytest.raises(HistoryError) as none:
        History.at(url).periods()
    assert none.value.sentence == NOT_THERE
    for place in (url, str(tmp_path / "boards.sqlite")):
        for given in (small("13 Oct 2026"), small(), small(code="EHP"), small()):
            History.at(place).save(given)
    assert contents(url) == contents(tmp_path / "boards.sqlite")


def test_its_tables_are_those_of_a_file_in_a_schema_of_their_own(url: str) -> None:
    History.at(url).save(small())
    with create_engine(
        url, poolclass=NullPool, connect_args={"options": "-csearch_path=xl_send"}
    ).connect() as connection:
        assert differences(connection) == []


@pytest.mark.parametrize("kind", ["a file", "a database"])
def test_twenty_write_at_once_and_each_board_is_whole(kind: str, server: PostgresServer, tmp_path: Path) -> None:
    place = str(tmp_path / "boards.sqlite") if kind == "a file" else server.database("twenty")
    given = [small(f"{day} Nov 2026", code) for day in range(1, WRITERS // 2 + 1) for code in ("TRN", "EHP")]
    with ThreadPoolExecutor(WRITERS) as many:
        assert len(list(many.map(lambda returns: remember(returns, place), given))) == WRITERS
    assert [(period.as_at.day, period.workbooks) for period in History.at(place).periods()] == [
        (day, 2) for day in range(1, WRITERS // 2 + 1)
    ]
    assert not any(board.damaged for board in History.at(place).check())


def test_who_waits_too_long_is_told_that_others_write(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    History.at(url).save(small())
    monkeypatch.setattr(servers, "LOCK_SECONDS", 0.05)
    monkeypatch.setattr(opening, "PAUSES", (0.0,))
    with create_engine(url, poolclass=NullPool).begin() as other:
        other.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": servers.LOCK_NUMBER})
        with pytest.raises(HistoryError) as raised:
            History.at(url).save(small("13 Dec 2026"))
    assert raised.value.sentence == IN_USE


@pytest.mark.parametrize("when", [1, 8, 16, 24, 32, 40, "at the end"])
def test_a_connection_that_dies_half_way_leaves_nothing_half_written(
    when: int | str, server: PostgresServer, kept: str
) -> None:
    before = contents(kept)
    count = iter(range(1_000))

    def cut(*_: object) -> None:
        if next(count) == when:
            server.cut(kept)

    def cut_at_the_end(_: Connection) -> None:
        if when == "at the end":
            server.cut(kept)

    event.listen(Engine, "before_cursor_execute", cut)
    event.listen(Engine, "commit", cut_at_the_end)
    try:
        with pytest.raises(HistoryError) as raised:
            History.at(kept).save(small("13 Dec 2026"))
    finally:
        event.remove(Engine, "before_cursor_execute", cut)
        event.remove(Engine, "commit", cut_at_the_end)
    assert raised.value.sentence == WENT_AWAY
    assert contents(kept) == before


def test_a_server_that_falls_leaves_the_workbook_and_no_half_board(
    server: PostgresServer,
    url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "returns"
    folder.mkdir()
    sheets = table("Programme", {"As at": "13 Nov 2026"}) + table("Workstreams", {"Code": "TRN"})
    write_example(sheets, folder / "a.xlsx")
    secret = url.replace("office@", "office:seven%20secrets@")
    asked = ["consolidate", str(folder), "--replace", "-o", str(tmp_path / "all.xlsx"), "--history", secret]
    with monkeypatch.context() as patched:
        patched.setattr("xl_send.history.database.keeping._colours_changed", lambda *_: server.stop())
        assert main(asked) == 1
    said = capsys.readouterr()
    assert WENT_AWAY in said.err
    assert "were not kept in the history" in said.err
    assert (tmp_path / "all.xlsx").is_file()
    assert main(["history", "list", secret]) == 2
    assert UNREACHABLE in capsys.readouterr().err
    server.start()
    with pytest.raises(HistoryError) as none:
        History.at(url).periods()
    assert none.value.sentence == NOT_THERE
    assert main(asked) == 0
    assert main(["history", "show", secret]) == 0
    assert main(["history", "check", secret, "--format", "json"]) == 0
    shown = capsys.readouterr()
    for text_told in (said.out, said.err, shown.out, shown.err):
        assert "secrets" not in text_told
    assert "office:***@/" in shown.out


def test_rows_changed_by_another_program_are_damage(url: str, told: Telling) -> None:
    History.at(url).save(small("13 Oct 2026"))
    History.at(url).save(small())
    whole = contents(url)
    for statement in ("UPDATE xl_send.cell SET text = 'x' WHERE kind = 'text'", "DELETE FROM xl_send.seal"):
        told(statement)
        with pytest.raises(HistoryError) as raised:
            contents(url)
        assert raised.value.sentence == DAMAGED_THERE
    assert whole


def test_others_tables_and_other_editions_are_left_alone(url: str, told: Telling) -> None:
    told("CREATE SCHEMA xl_send")
    told("CREATE TABLE xl_send.period (pupil TEXT)")
    with pytest.raises(HistoryError) as raised:
        History.at(url).save(small())
    assert raised.value.sentence == OTHER_TABLES
    told("DROP TABLE xl_send.period")
    History.at(url).save(small())
    told("UPDATE xl_send.edition SET version_num = '99'")
    assert refused(url) == NEWER
    told("UPDATE xl_send.edition SET version_num = '2'")
    with pytest.raises(HistoryError) as raised:
        History.at(url).periods()
    assert raised.value.sentence == OLDER


def test_who_has_no_rights_is_told_and_who_is_given_them_needs_no_more(url: str, told: Telling) -> None:
    for statement in (
        "DROP ROLE IF EXISTS officer",
        "CREATE ROLE officer LOGIN",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    ):
        told(statement)
    theirs = url.replace("office@", "officer@")
    with pytest.raises(HistoryError) as raised:
        History.at(theirs).save(small())
    assert raised.value.sentence == NO_RIGHTS
    # As docs/history.md has it: an administrator makes the tables, and gives the rights to use them.
    told(as_sql("postgresql"))
    assert refused(theirs) == NO_RIGHTS
    for statement in GRANTS:
        told(statement.replace("OFFICER", "officer"))
    History.at(theirs).save(small())
    History.at(theirs).save(small(code="EHP"))
    assert len(History.at(theirs).periods()) == 1


def test_boards_move_between_files_and_databases_as_they_were(url: str, tmp_path: Path) -> None:
    first, back = History.at(tmp_path / "boards.sqlite"), History.at(tmp_path / "back.sqlite")
    for given in (small("13 Oct 2026"), small(), small(code="EHP")):
        first.save(given)
    for _ in range(2):
        assert len(first.copy_to(History.at(url))) == 2
    History.at(url).copy_to(back)
    assert contents(url) == contents(back.place.path) == contents(first.place.path)
