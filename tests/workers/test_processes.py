"""Tasks by several processes: in order, each by itself, and none left behind."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from xl_send.errors import CannotRunError
from xl_send.findings import Severity
from xl_send.results import Status
from xl_send.workers import asked, how_many, reading_with
from xl_send.workers.process import CannotStartError, WorkerProcess, python
from xl_send.workers.processes import in_processes
from xl_send.workers.records import NotPlainError, received, sent
from xl_send.workers.tasks import NotDone, Task

LONG = 60.0


def task(name: str, given: object) -> Task:
    return Task(f"workers.odd_tasks:{name}", given)


def answers(tasks: Sequence[Task | None], number: int = 2, seconds: float = LONG) -> list[object]:
    return list(in_processes(tasks, number, seconds))


def test_answers_come_in_the_order_of_the_tasks_and_each_that_ends_its_worker_costs_itself_alone(
    tmp_path: Path,
) -> None:
    tasks: list[Task | None] = [task("doubled", number) for number in range(12)]
    tasks[3] = task("ends_its_process", 3)
    tasks[5] = task("ends_the_first_process", str(tmp_path / "been here"))
    tasks[6] = task("prints", "said")
    tasks[7] = task("fails", 7)
    tasks[8] = None
    tasks[9] = task("gives_what_cannot_travel", 9)
    tasks[10] = task("is_heard", 0)
    expected = [0, 2, 4, NotDone.DIED, 8, "done", "said", NotDone.HERE, NotDone.HERE, NotDone.HERE, 0, 22]
    assert answers(tasks) == expected


def test_what_takes_too_long_is_stopped_and_what_comes_after_is_done() -> None:
    assert answers([task("never_ends", 1), task("doubled", 4)], 1, 0.3) == [NotDone.TOO_LONG, 8]


def test_tasks_are_taken_only_as_they_are_needed_and_no_process_outlives_them(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []
    started: list[subprocess.Popen[bytes]] = []
    start: Any = subprocess.Popen.__init__

    def begin(self: subprocess.Popen[bytes], *words: object, **named: object) -> None:
        started.append(self)
        start(self, *words, **named)

    monkeypatch.setattr(subprocess.Popen, "__init__", begin)

    def without_end() -> Iterator[Task]:
        while True:
            taken.append(1)
            yield task("doubled", len(taken))

    asked_for = in_processes(without_end(), 2, LONG)
    assert [next(asked_for) for _ in range(3)] == [2, 4, 6]
    assert len(taken) < 16
    asked_for.close()
    assert started
    assert all(process.returncode is not None for process in started)


def test_where_no_python_can_be_started_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("", "/opt/office/soffice.bin"):
        monkeypatch.setattr(sys, "executable", name)
        assert answers([task("doubled", 1)] * 3) == [NotDone.HERE] * 3
    monkeypatch.undo()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(CannotStartError):
        python()
    monkeypatch.undo()
    monkeypatch.setattr("xl_send.workers.process._BEGIN", "raise SystemExit")
    assert answers([task("doubled", 1)] * 3) == [NotDone.HERE] * 3


def test_pythonw_starts_the_python_that_can_be_spoken_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "python.exe").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "pythonw.exe"))
    assert python() == str(tmp_path / "python.exe")


def test_a_worker_is_started_anew_and_runs_no_script_of_its_parent_nor_of_the_folder_it_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pickle", "xl_send", "subprocess"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit", encoding="ascii")
    monkeypatch.chdir(tmp_path)
    process = WorkerProcess()
    try:
        assert received(process.ask(task("doubled", 4).as_bytes(), LONG)[1:]) == 8
    finally:
        process.end()


def test_records_arrive_as_themselves_and_nothing_else_is_made_of_bytes() -> None:
    (answer,) = answers([task("gives_a_record", "TRN-M01")])
    assert isinstance(answer, tuple)
    record, mapping = answer
    assert (record.label, mapping["a"], type(record).__name__) == ("TRN-M01", 1, "Milestone")
    for bad in (os.system, subprocess.Popen, eval, reading_with):
        with pytest.raises(NotPlainError):
            received(pickle.dumps(bad))
    assert received(sent(["a", 1.5, None, True])) == ["a", 1.5, None, True]


def test_a_listed_word_arrives_as_itself_where_python_would_name_an_attribute(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the first editions of Python 3.11 do."""
    monkeypatch.setattr(Enum, "__reduce_ex__", lambda word, _: (getattr, (type(word), word.name)))
    assert received(sent([Severity.ERROR, Status.RED])) == [Severity.ERROR, Status.RED]


@pytest.mark.parametrize(
    ("cores", "files", "number"), [(8, 1, 1), (8, 31, 1), (8, 32, 2), (8, 2_000, 8), (1, 2_000, 1), (2, 200, 2)]
)
def test_by_itself_the_number_follows_from_cores_and_files(
    cores: int, files: int, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "_cores", lambda: cores)
    assert how_many(files) == number


def test_as_many_as_are_asked_for_but_none_without_a_file() -> None:
    with reading_with("3"):
        assert [how_many(files) for files in (0, 1, 2, 3, 500)] == [1, 1, 2, 3, 3]
    with reading_with(1):
        assert how_many(2_000) == 1


@pytest.mark.parametrize("given", ["0", "-1", "65", "two", "1.5", "9" * 30])
def test_a_number_that_is_none_is_told(given: str) -> None:
    with pytest.raises(CannotRunError, match="whole number from 1 to 64"), reading_with(given):
        pass


def test_workers_and_a_cluster_do_not_go_together() -> None:
    with pytest.raises(CannotRunError, match="not both"), reading_with(2, scheduler="tcp://127.0.0.1:1"):
        pass
