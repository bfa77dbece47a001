"""Histories of earlier editions are read as they are, and brought up to date whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import ClauseElement, Connection, Engine, create_engine, event
from sqlalchemy.dialects import mssql
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateTable

from history.keeping import contents, small
from xl_send.history import History, HistoryError
from xl_send.history.database.editions import EDITION, as_sql
from xl_send.history.database.tables import META
from xl_send.history.refusals import DAMAGED

# Written by the product when these were its editions: two boards, the later of two workstreams.
FILES = sorted((Path(__file__).parent / "editions").glob("*.sqlite"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "boards.sqlite"))


def asked(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as opened:
        return opened.execute(query).fetchall()


def kept_anew(folder: Path) -> object:
    """What a history of today gives of the same returns."""
    for given in (small("13 Oct 2026"), small(), small(code="EHP")):
        History.at(folder / "new.sqlite").save(given)
    return contents(folder / "new.sqlite")


def test_what_an_earlier_edition_kept_is_read_the_same_and_the_file_left_alone(earlier: Path, tmp_path: Path) -> None:
    before = earlier.read_bytes()
    assert contents(earlier) == kept_anew(tmp_path)
    assert earlier.read_bytes() == before


def test_an_earlier_edition_is_brought_up_to_date_when_it_is_written_to(earlier: Path, tmp_path: Path) -> None:
    History.at(earlier).save(small("13 Dec 2026"))
    anew = kept_anew(tmp_path)
    assert isinstance(anew, list)
    assert contents(earlier)[:2] == anew  # type: ignore[index]
    assert asked(earlier, "PRAGMA user_version") == [(EDITION,)]
    assert asked(earlier, "SELECT version_num FROM edition") == [(str(EDITION),)]
    assert not [board for board in History.at(earlier).check() if board.damaged]
    assert [item.name for item in tmp_path.iterdir() if item.name.startswith(".")] == []


def test_what_fails_on_the_way_leaves_the_earlier_edition(earlier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = earlier.read_bytes()
    monkeypatch.setattr("xl_send.history.database.keeping._colours_changed", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        History.at(earlier).save(small("13 Dec 2026"))
    assert earlier.read_bytes() == before


@pytest.mark.parametrize("statement", ["UPDATE cell SET text = 'x' WHERE place = 1", "DELETE FROM seal"])
def test_an_earlier_edition_that_is_not_as_it_was_sealed_is_not_brought_up(tmp_path: Path, statement: str) -> None:
    path = Path(shutil.copy(FILES[1], tmp_path / "boards.sqlite"))
    with closing(sqlite3.connect(path)) as opened:
        opened.execute(statement)
        opened.commit()
    before = path.read_bytes()
    with pytest.raises(HistoryError) as told:
        contents(path)
    assert told.value.sentence == DAMAGED
    with pytest.raises(HistoryError) as told:
        History.at(path).save(small("13 Dec 2026"))
    assert told.value.sentence == DAMAGED
    assert path.read_bytes() == before


def columns_and_ties(path: Path) -> list[object]:
    """The columns of every table, and what they refer to, by name."""
    tables = [name for (name,) in asked(path, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    found: list[object] = []
    for name in tables:
        # A key is never blank, whether that is said or not.
        columns = [(title, kind, bool(full or key), usual, key) for _, title, kind, full, usual, key in asked(
            path, f"PRAGMA table_info({name})"
        )]  # fmt: skip
        ties = sorted(map(str, [row[2:] for row in asked(path, f"PRAGMA foreign_key_list({name})")]))
        found.append((name, columns, ties, sorted(asked(path, f"PRAGMA index_list({name})"))))
    return found


def differences(connection: Connection) -> list[object]:
    """What of the tables is not as the product asks for it."""
    context = MigrationContext.configure(connection, opts={"version_table": "edition", "compare_type": True})
    return list(compare_metadata(context, META))


def test_the_migrations_make_the_tables_that_are_asked(earlier: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    for one in (path, earlier):
        History.at(one).save(small("13 Dec 2026"))
    with create_engine(f"sqlite:///{path}", poolclass=NullPool).connect() as connection:
        assert differences(connection) == []
    assert columns_and_ties(earlier) == columns_and_ties(path)


def test_sql_server_gets_the_same_tables_within_its_limits() -> None:
    script = as_sql("mssql")
    assert "Latin1_General_100_BIN2" in script
    dialect = mssql.dialect()  # type: ignore[no-untyped-call]
    for table in META.tables.values():
        assert f"CREATE TABLE xl_send.{table.name} " in script
        assert str(CreateTable(table).compile(dialect=dialect))
    # It follows no two ways of deleting to one table, and its keys hold 900 bytes.
    workstream = script.partition("CREATE TABLE xl_send.workstream ")[2].partition(";")[0]
    assert workstream.count("ON DELETE CASCADE") == 1
    assert "key] NVARCHAR(400)" in script


def test_sql_server_can_be_asked_all_that_a_file_is_asked(tmp_path: Path) -> None:
    asked: list[ClauseElement] = []

    @event.listens_for(Engine, "before_execute")
    def listen(_: Connection, statement: ClauseElement, *__: object) -> None:
        asked.append(statement)

    path = tmp_path / "boards.sqlite"
    for given in ([*small(), *small()], small()):
        History.at(path).save(given)
    History.at(path).copy_to(History.at(tmp_path / "copy.sqlite"))
    History.at(path).check()
    event.remove(Engine, "before_execute", listen)
    dialect = mssql.dialect()  # type: ignore[no-untyped-call]
    told = {str(statement.compile(dialect=dialect)).split()[0] for statement in asked}
    assert told >= {"SELECT", "INSERT", "DELETE"}
