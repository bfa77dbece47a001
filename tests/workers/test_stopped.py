"""Stopped, killed, two at once, a full disk: with workers too the old workbook or the new one is there, never half."""

from __future__ import annotations

import errno
import os
import select
import signal
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

import xl_send
from files import write_example
from statuses import table
from xl_send.shells.cli import main
from xl_send.shells.streams import STOPPED
from xl_send.workers import processes, reading_with
from xl_send.workers.process import WorkerProcess
from xl_send.workers.tasks import NotDone

CODES = ("TRN", "OUT", "EHP", "WFD", "STA", "SUF")

# The command line that is killed when the second answer is there, and says which workers it had.
KILLED = """
import os, signal
from xl_send.shells.cli import main
from xl_send.workers import process, processes

begin, answer, answers = process.WorkerProcess._begin, processes._answer, []

def noted(self):
    begin(self)
    os.write(1, b"%d\\n" % self._process.pid)

def killed(future):
    answers.append(answer(future))
    if len(answers) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return answers[-1]

process.WorkerProcess._begin, processes._answer = noted, killed
main({call!r})
"""


@pytest.fixture(scope="module")
def returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stopped") / "returns"
    folder.mkdir()
    for code in CODES:
        text = table("Programme", {"As at": "13 Nov 2026"}) + table("Workstreams", {"Code": code})
        write_example(text, folder / f"{code}.xlsx")
    return folder


@pytest.fixture(scope="module")
def made(returns: Path) -> bytes:
    """The programme workbook of these returns, by one process."""
    return xl_send.consolidate(returns, output="").workbook


def everything(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# What is stopped, and after how many answers: the first return is asked for, or the first copy for an owner.
STOPPED_AT = {
    "reading": (0, ["consolidate", "{returns}", "-o", "{out}/all.xlsx"]),
    "letters": (len(CODES), ["consolidate", "{returns}", "-o", "{out}/all.xlsx", "--feedback", "{out}"]),
    "copies": (len(CODES), ["validate", "{returns}", "--mark", "-o", "{out}"]),
}


@pytest.mark.parametrize("stage", STOPPED_AT)
def test_ctrl_c_ends_every_worker_and_changes_nothing(
    returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], stage: str
) -> None:
    started: list[WorkerProcess] = []
    answers: list[object] = []
    begin, answer = WorkerProcess.__init__, processes._answer  # noqa: SLF001 - where it is waited for
    before, call = STOPPED_AT[stage]

    def noted(self: WorkerProcess) -> None:
        started.append(self)
        begin(self)

    def stopped(future: Future[bytes | NotDone] | None) -> object:
        if len(answers) == before:
            raise KeyboardInterrupt
        answers.append(answer(future))
        return answers[-1]

    monkeypatch.setattr(WorkerProcess, "__init__", noted)
    monkeypatch.setattr(processes, "_answer", stopped)
    assert main([*(part.format(returns=returns, out=tmp_path) for part in call), "--workers", "2"]) == 2
    assert capsys.readouterr().err.strip().endswith(STOPPED)
    assert len(answers) == before
    assert not everything(tmp_path)
    assert started
    assert all(process.has_ended for process in started)


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="only Linux tells when another's child has ended")
def test_killed_in_the_middle_it_leaves_the_old_workbook_and_no_worker(returns: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.xlsx"
    target.write_bytes(xl_send.consolidate(returns / "TRN.xlsx").workbook)
    before = everything(tmp_path)
    script = KILLED.format(call=["consolidate", str(returns), "-o", str(target), "--replace", "--workers", "2"])
    ended = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, check=False)  # noqa: S603
    assert ended.returncode == -signal.SIGKILL
    assert everything(tmp_path) == before
    pids = [int(word) for word in ended.stdout.split()]
    assert pids
    for pid in pids:
        try:
            watched = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        assert select.select([watched], [], [], 30)[0], f"the worker {pid} is still there"
        os.close(watched)


def test_two_at_once_write_one_whole_workbook(returns: Path, made: bytes, tmp_path: Path) -> None:
    target = tmp_path / "programme.xlsx"
    target.write_bytes(made)

    def one(_: int) -> bytes:
        with reading_with(2):
            return xl_send.consolidate(returns, output=target, replace=True).workbook

    with ThreadPoolExecutor(2) as both:
        first, second = both.map(one, range(2))
    assert first == second == target.read_bytes() == made
    assert [path.name for path in tmp_path.iterdir()] == ["programme.xlsx"]


def test_a_full_disk_leaves_the_old_workbook(
    returns: Path, made: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "programme.xlsx"
    target.write_bytes(made)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["consolidate", str(returns), "-o", str(target), "--replace", "--workers", "2"]) == 2
    assert "the disk is full" in capsys.readouterr().err
    assert everything(tmp_path) == {"programme.xlsx": made}
