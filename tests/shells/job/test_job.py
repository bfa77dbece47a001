"""The helper as the macros meet it: a folder with a request in, an answer in it out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from examples import parse
from files import write_example
from places import ROOT
from xl_send.progress import Progress
from xl_send.shells.buttons import button as pressing
from xl_send.shells.buttons.button import ButtonAnswer, ButtonPress
from xl_send.shells.job.__main__ import FAULT, main
from xl_send.shells.job.folder import JobFolder, StoppedError
from xl_send.shells.job.lines import END, SCHEMA, answer_lines, read_press
from xl_send.shells.job.watchdog import beating
from xl_send.table import CellKind, CellLink, Table, TableColumn, TableRow

SOUND = "Milestones:\n| ID | Owner |\n| --- | --- |\n| TRN-M01 | |\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A job's folder with a workbook that has one thing to put right."""
    made = tmp_path / "home" / "jobs" / "one"
    made.mkdir(parents=True)
    assert parse(SOUND)
    write_example(SOUND, made / "workbook.xlsx")
    return made


def ask(folder: Path, action: str, **told: str) -> list[str]:
    """Do one job; the lines of its answer."""
    asked = {"action": action, "workbook": "workbook.xlsx", "name": "Return.xlsx", **told}
    lines = "".join(f"{name}\t{value}\n" for name, value in asked.items())
    (folder / "request.txt").write_text(f"{lines}{END}\n", encoding="ascii")
    assert main([str(folder)]) == 0
    text = (folder / "result.txt").read_text(encoding="ascii")
    return text.splitlines()


def said(lines: Iterable[str]) -> str:
    return next(line.partition("\t")[2] for line in lines if line.startswith("say\t"))


def test_an_answer_begins_with_its_edition_and_ends_with_its_end(folder: Path) -> None:
    lines = ask(folder, "validate")
    assert (lines[0], lines[-1]) == (SCHEMA, END)
    assert lines[1] == "sheet\tChecks"
    blank = next(line for line in lines if line.startswith("row\tWB01"))
    assert "\t=HYPERLINK(\"#'Milestones'!\"&" in blank
    assert "\tTRN-M01\tOwner is blank." in blank
    assert said(lines).startswith("1 error to put right")


def test_the_status_bar_is_told_how_far_the_work_has_come(folder: Path) -> None:
    ask(folder, "validate")
    assert (folder / "progress.txt").read_text(encoding="ascii").startswith("checking, 90%\t")


def test_the_helper_runs_as_the_macros_start_it(folder: Path) -> None:
    (folder / "request.txt").write_text(
        f"action\tvalidate\nworkbook\tworkbook.xlsx\nname\tR\n{END}\n", encoding="ascii"
    )
    command = [sys.executable, "-P", "-m", "xl_send.shells.job", str(folder)]
    ended = subprocess.run(command, capture_output=True, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)})  # noqa: S603
    assert (ended.stdout, ended.stderr) == (b"", b"")
    assert (folder / "result.txt").exists()


@pytest.mark.parametrize("arguments", [[], ["one", "two"], ["nowhere at all"]])
def test_without_a_folder_there_is_nothing_to_do(arguments: list[str]) -> None:
    assert main(arguments) == 2


def test_a_workbook_that_is_none_is_told_in_the_readers_words(folder: Path) -> None:
    (folder / "workbook.xlsx").write_bytes(b"these are my notes")
    told = said(ask(folder, "validate"))
    assert told
    assert "workbook.xlsx" not in told


def test_a_copy_that_bears_a_password_is_told_with_the_way_that_needs_no_copy(folder: Path) -> None:
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(2)
    (folder / "workbook.xlsx").write_bytes(encrypted)
    told = said(ask(folder, "validate"))
    assert told.startswith("This workbook is protected with a password")
    assert told.endswith("in the small window: python -m xl_send window reads it there.")


def test_a_button_of_another_edition_is_told_what_to_run(folder: Path) -> None:
    assert said(ask(folder, "dance")).endswith("Run xl-send install once more.")


def test_a_place_that_cannot_be_written_is_told(folder: Path) -> None:
    (folder / "taken").write_text("", encoding="ascii")
    told = said(ask(folder, "report", output=str(folder / "taken" / "board.html")))
    assert "A part of this path is a file, not a folder" in told


def test_a_fault_of_our_own_is_a_sentence_and_a_file_that_hold_nothing_of_the_workbook(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "the child's name"
        raise ZeroDivisionError(message)

    monkeypatch.setattr("xl_send.shells.buttons.button_validate.find_problems", broken)
    told = said(ask(folder, "validate"))
    assert told.startswith("xl_send has met a fault of its own (ZeroDivisionError in test_job.py")
    kept = (folder.parent.parent / FAULT).read_text(encoding="utf-8")
    assert kept.startswith("ZeroDivisionError\n")
    assert FAULT in told
    assert "child" not in told + kept


def test_where_even_the_file_cannot_be_kept_the_sentence_stands(folder: Path) -> None:
    (folder.parent.parent / FAULT).mkdir()
    (folder / "request.txt").write_text("half a requ", encoding="ascii")
    assert main([str(folder)]) == 0
    told = (folder / "result.txt").read_text(encoding="ascii")
    assert "ValueError in lines.py" in told
    assert FAULT not in told


def test_a_helper_that_nobody_waits_for_ends_and_clears_up(folder: Path) -> None:
    assert not (folder / "request.txt").exists()
    assert main([str(folder)]) == 1
    assert not folder.exists()


def test_a_helper_ends_in_the_midst_of_its_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(press: ButtonPress, progress: Progress) -> ButtonAnswer:
        for number in progress(range(20), "Working", 20):
            if number == 4:
                (folder / "request.txt").unlink()
            assert number < 8, press
        return ButtonAnswer("Never said.")

    monkeypatch.setattr(pressing, "answer", stopped)
    (folder / "request.txt").write_text(END, encoding="ascii")
    assert main([str(folder)]) == 1
    assert not folder.exists()


def test_what_others_left_behind_is_deleted_after_an_hour_without_a_sign(folder: Path) -> None:
    now = folder.stat().st_mtime
    for name, age in (("yesterday", 90_000), ("just now", 60)):
        other = folder.parent / name
        other.mkdir()
        (other / "workbook.xlsx").write_bytes(b"personal")
        for item in (other / "workbook.xlsx", other):
            os.utime(item, (now - age, now - age))
    ask(folder, "validate")
    assert sorted(item.name for item in folder.parent.iterdir()) == ["just now", "one"]


def test_progress_is_shown_in_ten_steps_and_may_be_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job, shown = JobFolder(tmp_path), []
    monkeypatch.setattr(JobFolder, "say_progress", lambda _, text: shown.append(text))
    assert list(job.progress(range(100), "Checking", 100)) == list(range(100))
    assert shown == ["checking", *(f"checking, {step}0%" for step in range(1, 10))]


def test_long_work_gives_signs_of_life(tmp_path: Path) -> None:
    (tmp_path / "request.txt").touch()
    job, seen = JobFolder(tmp_path), set[str]()
    job.say_progress("looking for an order")
    with beating(job, every=0.001):
        while len(seen) < 3:
            seen.add((tmp_path / "progress.txt").read_text(encoding="ascii"))
    assert {item.partition("\t")[0] for item in seen} == {"looking for an order"}


def test_long_work_that_nobody_waits_for_is_ended(tmp_path: Path) -> None:
    folder, ended = tmp_path / "one", Event()
    folder.mkdir()
    with beating(JobFolder(folder), every=0.001, end=lambda code: ended.set() if code == 1 else None):
        assert ended.wait(60)
    assert not folder.exists()


def refusing(times: int) -> Iterator[None]:
    for _ in range(times):
        yield None


@pytest.mark.parametrize(("times", "left"), [(3, True), (1000, False)])
def test_a_file_that_a_scanner_holds_is_tried_again(
    times: int, left: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, real, waits = refusing(times), os.replace, list[float]()

    def replace(source: str, target: str) -> None:
        if next(held, 1) is None:
            raise PermissionError
        real(source, target)

    monkeypatch.setattr("xl_send.shells.job.folder.os.replace", replace)
    monkeypatch.setattr("xl_send.shells.job.folder.time.sleep", waits.append)
    (tmp_path / "request.txt").touch()
    job = JobFolder(tmp_path)
    job.finish("whole")
    assert (tmp_path / "result.txt").exists() == left
    assert sum(waits) < 3


@pytest.mark.parametrize("gone", ["request", "folder"])
def test_an_answer_that_nobody_waits_for_any_more_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, gone: str
) -> None:
    """Stopped while the last of the work is done: the macros have deleted what they can by then."""
    (folder / "request.txt").write_text("", encoding="ascii")

    def stopped_meanwhile(_: JobFolder) -> str:
        for file in [folder / "request.txt"] if gone == "request" else [*folder.iterdir()]:
            file.unlink()
        if gone == "folder":
            folder.rmdir()
        return "an answer"

    monkeypatch.setattr("xl_send.shells.job.__main__._answer", stopped_meanwhile)
    assert main([str(folder)]) == 1
    assert not folder.exists()


def test_progress_that_cannot_be_written_is_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("xl_send.shells.job.folder.os.replace", full)
    (tmp_path / "request.txt").touch()
    JobFolder(tmp_path).say_progress("checking")
    (tmp_path / "request.txt").unlink()
    with pytest.raises(StoppedError):
        JobFolder(tmp_path).say_progress("checking")


def test_every_kind_of_cell_has_its_own_spelling() -> None:
    titles = (
        TableColumn("A", 9),
        TableColumn("B", 9, CellKind.NUMBER),
        TableColumn("C", 9, CellKind.DAY),
        TableColumn("D", 9, CellKind.LINK),
    )
    rows: tuple[TableRow, ...] = (
        ("=1+1\t\u00e9", 0.25, date(2026, 11, 13), CellLink("Risks", "B7")),
        (None, 3, None, None),
        ("x" * 9000, 1.0, None, None),
    )
    lines = answer_lines(
        ButtonAnswer("Done.", (Table("Checks", titles, rows, ("Note.",)),), "Checks", "C:/b.html")
    ).splitlines()
    assert lines[:8] == [
        SCHEMA, "sheet\tChecks", "note\tNote.", "titles\tA\tB\tC\tD", "widths\t9\t9\t9\t9",
        "kinds\ttext\tnumber\tday\tlink", "rows\t3", "row\t=1+1~0009~00E9\t0.25\t2026-11-13\tRisks!B7",
    ]  # fmt: skip
    assert lines[8] == "row\t\t3\t\t"
    assert len(lines[9]) < 8100
    assert lines[10:] == ["say\tDone.", "show\tChecks", "file\tC:/b.html", END]


def test_a_request_tells_what_was_under_the_cursor_and_what_was_asked_for() -> None:
    lines = (
        "action\twhy",
        "workbook\tw.xlsx",
        "name\tR~00E9.xlsx",
        "sheet\tKPIs",
        "row\t7",
        "record\tTRN-K01",
        "id\tT",
    )
    text = "\r\n".join([*lines, END, "", ""])
    assert read_press(text, "/j") == ButtonPress("why", "/j/w.xlsx", "R\u00e9.xlsx", "KPIs", 7, "TRN-K01", {"id": "T"})
    assert read_press("row\tmany\nEND", "/j").row == 0


@pytest.mark.parametrize("text", ["", "action\tvalidate\n", "END of it"])
def test_a_request_that_is_not_whole_is_not_answered(text: str) -> None:
    with pytest.raises(ValueError, match="whole"):
        read_press(text, "/j")
