"""What every drive, shell and screen may put in the way has a sentence, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from files import write_example
from statuses import table
from xl_send.commands.loading import find_workbooks
from xl_send.commands.loading.files import printable_path
from xl_send.errors import CannotRunError
from xl_send.shells import cli, streams
from xl_send.shells.cli import main
from xl_send.shells.job.folder import JobFolder

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such thing")
RETURN = table("Programme", {"As at": "13 Nov 2026"}) + table("Workstreams", {"Code": "TRN"})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_example(RETURN, tmp_path / "a.xlsx")


def started(*arguments: str, by_shell: str = "") -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own, by a shell where its streams are to be odd."""
    call = [sys.executable, "-m", "xl_send", *arguments]
    if not by_shell:
        return subprocess.run(call, capture_output=True, check=False)  # noqa: S603
    words = " ".join(f"'{part}'" for part in call)
    return subprocess.run(["/bin/sh", "-c", f"{words} {by_shell}"], capture_output=True, check=False)  # noqa: S603


def test_a_folder_that_may_not_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(CannotRunError, match="This folder may not be looked into"):
        list(find_workbooks(str(tmp_path)))


@pytest.mark.parametrize("name", ["n" * 300, "a\0b.xlsx", "n" * 5_000, ""])
def test_names_that_no_drive_has_are_told(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(tmp_path / f"{name}.xlsx")]) == 2
    assert "There is no file of this name" in capsys.readouterr().err


ODD_NAMES = {
    "TRN": b"caf\xe9.xlsx",
    "OUT": b"\x1b[2J\x1b[31m.xlsx",
    "EHP": b"line\nend.xlsx",
    "WFD": b"n" * 249 + b".xlsx",
}


@POSIX
@pytest.mark.parametrize("verb", ["validate", "validate json", "status", "report", "consolidate", "validate mark"])
def test_odd_names_are_read_and_told_without_moving_the_screen(tmp_path: Path, verb: str) -> None:
    folder = tmp_path / "returns"
    folder.mkdir()
    for code, name in ODD_NAMES.items():
        made = write_example(RETURN.replace("TRN", code), tmp_path / "a.xlsx")
        os.rename(made, os.fsencode(folder) + b"/" + name)  # noqa: PTH104 - a name that is no text
    more = {
        "validate json": ["--format", "json"],
        "report": ["-o", str(tmp_path / "out")],
        "consolidate": ["-o", str(tmp_path / "all.xlsx")],
        "validate mark": ["--mark", "-o", str(tmp_path / "out")],
    }
    ended = started(verb.split(maxsplit=1)[0], str(folder), *more.get(verb, []))
    said = (ended.stdout + ended.stderr).decode("utf-8")
    assert ended.returncode in {0, 1}, said
    assert not {word for word in ("fault of its own", "Traceback", "\x1b") if word in said}


def test_a_name_is_shown_as_it_is_unless_it_would_harm() -> None:
    assert printable_path("C:/Returns/Café, naïve.xlsx") == "C:/Returns/Café, naïve.xlsx"
    assert printable_path("a\x1b[2J\udce9\n.xlsx") == "a\ufffd[2J\ufffd\ufffd.xlsx"


@POSIX
@pytest.mark.parametrize("shell", [">&-", "2>&-", ">&- 2>&-", "| true", "< /dev/null | head -c 0"])
def test_streams_that_are_closed_are_no_fault(path: Path, shell: str) -> None:
    ended = started("validate", str(path), by_shell=shell)
    assert b"Traceback" not in ended.stderr
    assert b"fault of its own" not in ended.stderr
    assert b"Exception ignored" not in ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_behind_standard_output_is_told(path: Path) -> None:
    ended = started("validate", str(path), by_shell="> /dev/full")
    assert ended.returncode == 2
    assert ended.stderr.decode().strip().endswith("Make room on it, or write it somewhere else.")


def test_without_streams_as_in_pythonw_the_work_is_done(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["validate", str(path)]) in {0, 1}
    assert sys.stdout is None


@pytest.mark.parametrize("place", ["xl_send.shells.cli.read_arguments", "xl_send.shells.outcome._at"])
def test_being_stopped_at_any_moment_is_told(
    path: Path, place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(place, stop)
    assert cli.main(["validate", str(path)]) == 2
    assert capsys.readouterr().err.strip() == streams.STOPPED


@POSIX
def test_being_stopped_while_it_starts_is_told_too() -> None:
    script = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "sys.argv = ['xl_send', 'validate', 'x']\n"
        "class Stop:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'xl_send.shells.cli': os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Stop())\n"
        "from xl_send.__main__ import main\nmain()"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)  # noqa: S603
    assert (ended.returncode, ended.stderr.strip()) == (2, streams.STOPPED)


def test_copies_of_a_helper_that_was_killed_are_taken_away_when_the_next_begins(tmp_path: Path) -> None:
    jobs = {name: tmp_path / "jobs" / name for name in ("killed", "at work", "this")}
    for folder in jobs.values():
        folder.mkdir(parents=True)
        (folder / "copy.xlsx").write_bytes(b"personal data")
        (folder / "request.txt").write_text("", encoding="ascii")
    long_ago = jobs["this"].stat().st_mtime - 4_000
    for name in ("killed", "at work"):
        for item in (*jobs[name].iterdir(), jobs[name]):
            os.utime(item, (long_ago, long_ago))
    (jobs["at work"] / "progress.txt").write_text("checking", encoding="ascii")
    JobFolder(jobs["this"]).sweep()
    assert {item.name for item in (tmp_path / "jobs").iterdir()} == {"at work", "this"}
