"""A history is believed only when it is sound: whatever becomes of its file, it gives what was kept or says why not."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from files import write_example
from history.keeping import contents, small
from statuses import table
from xl_send.commands.consolidate import consolidate
from xl_send.commands.loading.carried import last_returns
from xl_send.errors import CannotRunError
from xl_send.history import History, HistoryError
from xl_send.history.boards import remember, two_boards
from xl_send.history.digests import TableRows, digest_of
from xl_send.history.refusals import DAMAGED, NOT_OURS
from xl_send.reading import read_book
from xl_send.workbook.submissions import Programme

FLIPS = 24


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "boards.sqlite"
    for as_at in ("13 Oct 2026", "13 Nov 2026"):
        History.at(path).save(small(as_at))
    return path


def try_a_changed_byte(kept: Path, seed: int) -> bool:
    """Whether one changed byte anywhere is refused; where it is not, nothing that is given has changed."""
    chance = Random(seed)  # noqa: S311 - a place in a file, not a secret
    whole, told = kept.read_bytes(), contents(kept)
    changed = bytearray(whole)
    changed[chance.randrange(len(whole))] ^= chance.randrange(1, 256)
    kept.write_bytes(changed)
    try:
        found = contents(kept)
    except HistoryError:
        return True
    finally:
        kept.write_bytes(whole)
    assert found == told, seed
    return False


def test_damage_of_which_the_database_cannot_speak_is_told(kept: Path) -> None:
    whole = kept.read_bytes()
    kept.write_bytes(whole.replace(b"ON DELETE CASCADE", b"ON DELETE CASCA\xd7E", 1))
    with pytest.raises(HistoryError) as told:
        contents(kept)
    assert told.value.sentence == DAMAGED


def test_one_changed_byte_is_refused_or_changes_nothing(kept: Path) -> None:
    refused = sum(try_a_changed_byte(kept, seed) for seed in range(FLIPS))
    assert refused


@pytest.mark.parametrize("part", [0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_refused_and_not_begun_anew(kept: Path, part: float) -> None:
    whole = kept.read_bytes()
    cut = whole[: int(len(whole) * part)]
    kept.write_bytes(cut)
    with pytest.raises(HistoryError):
        contents(kept)
    with pytest.raises(HistoryError):
        History.at(kept).save(small("13 Dec 2026"))
    assert kept.read_bytes() == cut


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook", b"notes", bytes(4096)])
def test_a_file_of_another_kind_is_left_alone(kept: Path, content: bytes) -> None:
    kept.write_bytes(content)
    with pytest.raises(HistoryError):
        History.at(kept).save(small())
    assert kept.read_bytes() == content


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cell SET text = 'x' WHERE rowid IS NOT NULL AND kind = 'text'",
        "DELETE FROM cell WHERE row = (SELECT max(row) FROM cell)",
        "UPDATE colour SET status = 'Green'",
        "DELETE FROM workbook WHERE id = 1",
        "DELETE FROM period WHERE id = 1",
        "UPDATE period SET as_at = '2026-10-14' WHERE id = 1",
        "DELETE FROM seal",
        "INSERT INTO workstream VALUES (1, 'XYZ', 1)",
    ],
)
def test_rows_changed_by_another_program_are_damage(kept: Path, statement: str) -> None:
    with sqlite3.connect(kept) as opened:
        opened.execute(statement.replace("rowid IS NOT NULL AND ", ""))
    opened.close()
    with pytest.raises(HistoryError) as told:
        contents(kept)
    assert told.value.sentence == DAMAGED


def test_a_database_of_nothing_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "theirs.sqlite"
    opened = sqlite3.connect(path)
    opened.execute("PRAGMA user_version = 0")
    opened.execute("CREATE TABLE a (b)")
    opened.execute("DROP TABLE a")
    opened.commit()
    opened.close()
    with pytest.raises(HistoryError) as told:
        History.at(path).save(small())
    assert told.value.sentence == NOT_OURS


def test_writers_wait_for_one_another(tmp_path: Path) -> None:
    path = tmp_path / "boards.sqlite"
    days = [f"{day} Nov 2026" for day in range(1, 7)]
    with ThreadPoolExecutor(6) as many:
        list(many.map(lambda as_at: History.at(path).save(small(as_at)), days))
    assert [period.as_at.day for period in History.at(path).periods()] == [1, 2, 3, 4, 5, 6]
    assert [item.name for item in tmp_path.iterdir()] == ["boards.sqlite"]


def test_a_history_that_cannot_be_written_leaves_the_workbook_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "returns"
    folder.mkdir()
    text = table("Programme", {"As at": "13 Nov 2026"}) + table("Workstreams", {"Code": "TRN"})
    write_example(text, folder / "a.xlsx")
    (tmp_path / "boards.sqlite").write_bytes(b"notes")
    found = consolidate(folder, output=tmp_path / "all.xlsx", history=str(tmp_path / "boards.sqlite"))
    assert found.path
    assert found.path.is_file()
    assert "were not kept in the history" in found.notes[0]
    assert found.errors_found()


@pytest.mark.parametrize("council", ["Exampelshire", "", "exampleshire  "])
def test_a_near_spelling_of_the_programme_is_the_same_one_and_asked_about(kept: Path, council: str) -> None:
    told = remember(small("13 Dec 2026", council=council), kept)
    assert len(two_boards(str(kept))) == 2
    assert ("is it the same?" in told) == (council.strip() != "exampleshire")
    assert {period.key for period in History.at(kept).periods()} == {History.at(kept).periods()[0].key}


@pytest.mark.parametrize(
    ("council", "code", "carried", "told"),
    [
        ("Exampelshire", "OUT", ["TRN"], ""), ("EXAMPLE\u2013SHIRE ", "OUT", ["TRN"], ""), ("", "OUT", ["TRN"], ""),
        ("Elsewhere", "OUT", [], ""), ("Exampelshire", "ZZZ", [], "write its names as they were"),
    ],
)  # fmt: skip
def test_last_returns_are_known_by_a_near_spelling_or_it_is_said(
    tmp_path: Path, council: str, code: str, carried: list[str], told: str
) -> None:
    path = tmp_path / "boards.sqlite"
    History.at(path).save([*small("13 Nov 2026"), *small("13 Nov 2026", "OUT")])
    found = last_returns(path, Programme((read_book(small("13 Dec 2026", code, council)[0].book),)))
    assert [of for item in found.carried for of in item.codes] == carried
    assert (told in found.unread) if told else not found.unread


@pytest.mark.parametrize(("council", "code"), [("Elsewhere", "TRN"), ("Exampelshire", "ZZZ")])
def test_another_council_or_other_workstreams_are_another_programme(kept: Path, council: str, code: str) -> None:
    remember(small("13 Dec 2026", code, council), str(kept))
    with pytest.raises(CannotRunError, match="Nothing is kept here from before"):
        two_boards(str(kept))


def test_no_two_contents_have_one_digest() -> None:
    several: list[list[TableRows]] = [
        [("a", [])], [("a", [()])], [("a", [("b",)])], [("a", [(b"b",)])], [("a", [("b", "")])], [("a", [(None,)])],
        [("a", [("", "b")])], [("a", [(1,)])], [("a", [("1",)])], [("a", [(1.0,)])], [("a", []), ("b", [])],
        [("a", [("b",), ("c",)])], [("a", [("b", "c")])], [("ab", [])],
    ]  # fmt: skip
    assert len({digest_of(tables) for tables in several}) == len(several)
