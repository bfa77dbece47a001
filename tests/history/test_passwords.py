"""No password in the address of a database is ever told: not in a message, an output or a manifest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import xl_send
from files import write_example
from history.keeping import small
from statuses import table
from xl_send.errors import Error, without_passwords
from xl_send.history import History, shown_name
from xl_send.history.refusals import NOT_AN_ADDRESS, HistoryError
from xl_send.shells.cli import main

SECRET = "hunter2"  # noqa: S105 - nobody has it
# Well written, ill written, in parts that are no user's, of a kind that is not known, and with nobody there.
ADDRESSES = [
    f"postgresql+psycopg://office:{SECRET}@127.0.0.1:9/boards",
    f"postgresql://office:{SECRET}@127.0.0.1:9/boards?sslmode=require",
    f"postgresql://office@127.0.0.1:9/boards?password={SECRET}",
    f"postgresql+psycopg://office:a/{SECRET}@127.0.0.1:9/boards",
    f"postgresql+psycopg://office:a@{SECRET}@127.0.0.1:9/boards",
    f"postgresql+psycopg://office:a?{SECRET}#@127.0.0.1:9/boards",
    f"postgresql+psycopg://office:a {SECRET}@127.0.0.1:9/boards",
    f"postgresql+psycopg://office:{SECRET}/boards",
    f"POSTGRES://office:{SECRET}@127.0.0.1:9/boards",
    f"mssql+pyodbc:///?odbc_connect=DRIVER%3DX%3BUID%3Doffice%3BPWD%3D{SECRET}",
    f"mssql+pyodbc://office:{SECRET}@server/boards?driver=ODBC+Driver+18+for+SQL+Server",
    f"mysql://office:{SECRET}@127.0.0.1/boards",
]


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("returns")
    text = table("Programme", {"As at": "13 Nov 2026"}) + table("Workstreams", {"Code": "TRN"})
    write_example(text, folder / "a.xlsx")
    return folder


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_name_without_its_password_is_the_same_again(address: str) -> None:
    shown = shown_name(address)
    assert SECRET not in shown
    assert shown.partition(":")[0] == address.partition(":")[0]
    assert without_passwords(f"{shown}: Said.") == f"{shown}: Said."
    assert SECRET not in str(Error(f"{address}: Said of it."))
    with pytest.raises(HistoryError) as told:
        History.at(address).save(small())
    assert SECRET not in str(told.value)


@pytest.mark.parametrize("address", [ADDRESSES[0], ADDRESSES[6]])
def test_no_output_of_any_verb_tells_a_password(
    address: str, returns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = str(returns)
    calls = [
        ["consolidate", place, "-o", str(tmp_path / "all.xlsx"), "--history", address, "--format", "json"],
        ["consolidate", place, "-o", str(tmp_path / "b.xlsx"), "--previous", address],
        ["changes", "--history", address],
        ["changes", place, "--history", address],
        ["changes", "--history", address, "--trend", "--format", "json"],
        ["report", place, "--since", address, "-o", str(tmp_path)],
        ["export", "--history", address, "-o", str(tmp_path / "tables")],
        ["dry-run", "--history", address, "--policy", str(returns / "a.xlsx")],
        *(["history", verb, address] for verb in ("list", "show", "check")),
        ["history", "export", address, "-o", str(tmp_path / "c.sqlite")],
        ["history", "list", address, address],
        ["history", address],
        ["validate", address],
        ["status", place, "--policy", address],
    ]
    for call in calls:
        assert main(call) in {1, 2}, call
        said = capsys.readouterr()
        assert SECRET not in said.out + said.err, call
        assert "***" in said.err or call[0] in {"history", "status"}, call
    assert (tmp_path / "all.xlsx").is_file()
    assert all(SECRET.encode() not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_an_address_that_is_none_is_told_how_it_is_written() -> None:
    for address in (ADDRESSES[7], "postgresql:"):
        with pytest.raises(HistoryError) as told:
            History.at(address).periods()
        assert told.value.sentence == NOT_AN_ADDRESS
    assert without_passwords("See https://example.com/a and C:\\x, sqlite:///C:/boards.sqlite.") == (
        "See https://example.com/a and C:\\x, sqlite:///C:/boards.sqlite."
    )


def test_a_final_keeps_what_it_rests_on_without_the_address(
    returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = History.at(tmp_path / "boards.sqlite")
    file.save(small("13 Oct 2026"))
    as_file = file.place._replace(url=ADDRESSES[0], shown=shown_name(ADDRESSES[0]))
    monkeypatch.setattr("xl_send.history.database.opening.reading_server", lambda _: _reading(file))
    assert as_file.on_server
    made = xl_send.report(returns, since=ADDRESSES[0], final=True, output=tmp_path / "out")
    manifest = next(path for path in made.paths if path.name == "manifest.json")
    names = [one["name"] for one in json.loads(manifest.read_text("utf-8"))["inputs"] if one["role"] == "since"]
    assert names == ["earlier_boards.sqlite"]
    assert SECRET not in manifest.read_text("utf-8")
    assert History.at(manifest.parent / "inputs" / names[0]).periods() == file.periods()


def _reading(file: History) -> object:
    from xl_send.history.database.files import reading_file

    return reading_file(file.place.path)


MISTYPED = (
    "host=127.0.0.1 password=hunter2 dbname=x", "u:hunter2@srv", " postgresql:/u:hunter2@srv/x", "PWD = hunter2",
    "passwd=hunter2", "password : hunter2", "u:a/hunter2@srv", " postgresql+psycopg://u:hunter2@127.0.0.1:1/x",
    "Driver={ODBC};Server=h;UID=u;PWD={hunter2 }", "user=u password='hun ter hunter2'",
)  # fmt: skip


@pytest.mark.parametrize("named", MISTYPED)
def test_what_is_meant_as_an_address_is_told_nowhere_and_makes_no_file(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Be it given as a history, where one may stand, or where only a workbook can."""
    (tmp_path / "returns").mkdir()
    file = write_example(table("Milestones", {"ID": "TRN-M01"}), tmp_path / "returns" / "a.xlsx")
    monkeypatch.chdir(tmp_path)
    for call in (
        ["history", "list", named], ["consolidate", "returns", "-o", "p.xlsx", "--history", named],
        ["consolidate", "returns", "-o", "q.xlsx", "--previous", named], ["report", "returns", "--since", named],
        ["validate", named], ["validate", str(file), named], ["status", "returns", "--policy", named],
        ["next", named], ["changes", named, "returns"], ["upgrade", named],
    ):  # fmt: skip
        main(call)
        said = capsys.readouterr()
        assert "hunter2" not in said.out + said.err, call
    assert {path.name for path in tmp_path.iterdir()} <= {"returns", "p.xlsx", "q.xlsx"}
