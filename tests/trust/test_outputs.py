"""No output replaces a return, or anything but a programme workbook of ours; each of many at once has its own name."""

from __future__ import annotations

import errno
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from files import write_example
from statuses import table
from xl_send.commands import writing
from xl_send.commands.writing import AlreadyThereError, write_free, write_whole
from xl_send.errors import CannotRunError
from xl_send.shells.cli import main
from xl_send.shells.install.install import install

RETURN = table("Programme", {"As at": "13 Nov 2026"}) + table("Workstreams", {"Code": "TRN"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "returns"
    made.mkdir()
    write_example(RETURN, made / "a.xlsx")
    return made


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_six_at_once_each_write_a_file_of_their_own(tmp_path: Path) -> None:
    contents = [str(number).encode() for number in range(6)]
    with ThreadPoolExecutor(6) as many:
        paths = list(many.map(lambda content: write_free(Path("out.xlsx"), tmp_path, content), contents))
    assert len(set(paths)) == 6
    assert [path.read_bytes() for path in paths] == contents
    assert len(list(tmp_path.iterdir())) == 6


def test_of_six_at_once_one_alone_takes_a_name(tmp_path: Path) -> None:
    def one(number: int) -> bool:
        try:
            write_whole(tmp_path / "out.xlsx", str(number).encode())
        except AlreadyThereError:
            return False
        return True

    with ThreadPoolExecutor(6) as many:
        done = list(many.map(one, range(6)))
    assert sum(done) == 1
    assert (tmp_path / "out.xlsx").read_bytes() == str(done.index(True)).encode()
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("without_second_names", [False, True])
def test_a_file_that_appears_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, without_second_names: bool
) -> None:
    if without_second_names:

        def refuse(_: Path, __: Path) -> None:
            raise PermissionError(errno.EPERM, "no hard links")

        monkeypatch.setattr(Path, "hardlink_to", refuse)
    write_whole(tmp_path / "new.xlsx", b"ours")
    assert (tmp_path / "new.xlsx").read_bytes() == b"ours"
    (tmp_path / "theirs.xlsx").write_bytes(b"theirs")
    with pytest.raises(AlreadyThereError, match="already a file of this name"):
        write_whole(tmp_path / "theirs.xlsx", b"ours")
    assert everything(tmp_path) == {"new.xlsx": b"ours", "theirs.xlsx": b"theirs"}


OVER_A_RETURN = {
    "consolidate": ["consolidate", "{folder}", "-o", "{folder}/a.xlsx"],
    "consolidate --replace": ["consolidate", "{folder}", "-o", "{folder}/a.xlsx", "--replace"],
    "consolidate --replace elsewhere": ["consolidate", "{folder}", "-o", "{other}", "--replace"],
    "sequence": ["sequence", "{folder}", "-o", "{folder}/a.xlsx"],
    "new": ["new", "{folder}/a.xlsx"],
    "history": ["consolidate", "{folder}", "-o", "{out}/b.xlsx", "--history", "{folder}/a.xlsx"],
    "mark": ["validate", "{folder}", "--mark", "-o", "{folder}"],
    "status": ["status", "{folder}", "--mark", "-o", "{folder}"],
    "report": ["report", "{folder}", "-o", "{folder}"],
}


@pytest.mark.parametrize("verb", OVER_A_RETURN)
def test_no_verb_writes_over_what_is_there(folder: Path, verb: str) -> None:
    other = write_example(RETURN, folder.parent / "other.xlsx")
    for name in ("board-summary.html", "board-summary.docx"):
        (folder / name).write_bytes(b"theirs")
    before, theirs = everything(folder), other.read_bytes()
    places = {"folder": folder, "other": other, "out": folder.parent}
    main([part.format(**places) for part in OVER_A_RETURN[verb]])
    after = everything(folder)
    assert {name: after[name] for name in before} == before
    assert other.read_bytes() == theirs


def test_a_programme_workbook_of_ours_is_replaced_where_that_is_asked_for(folder: Path) -> None:
    target = folder.parent / "all.xlsx"
    call = ["consolidate", str(folder), "-o", str(target)]
    assert main(call) == 0
    assert main(call) == 2
    assert main([*call, "--replace"]) == 0


@pytest.mark.parametrize("named", ["{folder}", "{folder}/", "{missing}/"])
def test_an_output_that_is_a_folder_is_told(folder: Path, named: str, capsys: pytest.CaptureFixture[str]) -> None:
    output = named.format(folder=folder, missing=folder.parent / "missing")
    assert main(["consolidate", str(folder), "-o", output]) == 2
    assert "This is a folder. Name the workbook to write in it" in capsys.readouterr().err


def test_a_folder_that_is_a_file_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(folder), "-o", str(folder / "a.xlsx")]) == 2
    assert "A part of this path is a file, not a folder" in capsys.readouterr().err


def test_a_full_disk_is_told_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotRunError, match="the disk is full"):
        write_whole(tmp_path / "out.xlsx", b"ours")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("length", [250, 254, 255, 300])
def test_a_name_as_long_as_a_drive_takes_is_written_and_a_longer_one_told(tmp_path: Path, length: int) -> None:
    name = f"{'n' * (length - 5)}.xlsx"
    try:
        assert write_free(Path(name), tmp_path, b"ours").read_bytes() == b"ours"
        assert write_free(Path(name), tmp_path, b"again").read_bytes() == b"again"
    except CannotRunError as error:
        assert "This name is too long for the drive" in str(error)  # noqa: PT017 - either way is right
        assert length > 250
    assert all(item.name.startswith("nnn") for item in tmp_path.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_what_others_may_do_with_a_file_is_for_its_owner_to_say(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "new.xlsx", b"ours")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.xlsx").stat().st_mode) == mode
    (tmp_path / "new.xlsx").chmod(0o640)
    write_whole(tmp_path / "new.xlsx", b"again", replace=True)
    assert stat.S_IMODE((tmp_path / "new.xlsx").stat().st_mode) == 0o640


def test_what_was_left_half_written_a_day_ago_is_swept_away_and_what_is_being_written_is_not(tmp_path: Path) -> None:
    old, new = tmp_path / f"{writing.ASIDE}old", tmp_path / f"{writing.ASIDE}new"
    old.write_bytes(b"")
    new.write_bytes(b"")
    os.utime(old, (0, old.stat().st_mtime - 90_000))
    write_whole(tmp_path / "out.xlsx", b"ours")
    assert {item.name for item in tmp_path.iterdir()} == {"out.xlsx", new.name}


def test_all_copies_or_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_example(RETURN.replace("TRN", "OUT"), folder / "b.xlsx")
    write = os.fsync
    calls: list[int] = []

    def second_fails(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        write(handle)

    monkeypatch.setattr(os, "fsync", second_fails)
    assert main(["validate", str(folder), "--mark"]) == 2
    assert len(calls) == 2
    assert {item.name for item in folder.rglob("*") if item.is_file()} == {"a.xlsx", "b.xlsx"}


def test_to_check_an_installation_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    def written(*_: object, **__: object) -> None:
        pytest.fail("something was written")

    monkeypatch.setattr("xl_send.shells.install.install.write_whole", written)
    install(check=True)
    assert not list(tmp_path.iterdir())
    assert sys.executable
