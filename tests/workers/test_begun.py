"""One task done elsewhere while here something else goes on, and the returns that are checked so."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import xl_send
from files import write_example
from statuses import table
from xl_send.commands.publication import checked
from xl_send.workers import reading_with
from xl_send.workers.answers import begun
from xl_send.workers.tasks import NotDone, Task, answered, done

LONG = 60.0


def task(name: str, given: object) -> Task:
    return Task(f"workers.odd_tasks:{name}", given)


def test_its_answer_waits_until_it_is_asked_for_and_a_task_that_ends_its_process_has_none() -> None:
    with begun(task("doubled", 4), "", LONG) as first, begun(task("ends_its_process", 3), "", LONG) as second:
        assert (first(), second()) == (8, NotDone.DIED)


def test_its_process_ends_with_it_also_when_nobody_waits_for_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    start: Any = subprocess.Popen.__init__

    def begin(self: subprocess.Popen[bytes], *words: object, **named: object) -> None:
        started.append(self)
        start(self, *words, **named)

    monkeypatch.setattr(subprocess.Popen, "__init__", begin)
    with begun(task("doubled", 1), "", LONG) as answer:
        assert answer() == 2
        assert [process.poll() for process in started] == [None]
    assert all(process.poll() is not None for process in started)


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    """Two returns at odds: each says that the other hands over, at another day; one holds what is wrong."""
    folder = tmp_path / "returns"
    folder.mkdir()
    for code, day in (("TRN", "1 Dec 2026"), ("OUT", "15 Jan 2027")):
        text = table("Programme", {"As at": "13 Nov 2026"}) + table("Workstreams", {"Code": code})
        wrong = {"ID": f"{code}-M01", "Workstream": code, "Milestone": "Open", "Baseline": "31/11/2026"}
        needs = {"ID": "TRN-D01", "Workstream": "TRN", "Giver workstream": "OUT", "Needed by": day}
        made = text + table("Milestones", wrong) + table("Interdependencies", needs)
        write_example(made, folder / f"{code.lower()}.xlsx")
    return folder


def consolidated(folder: Path, workers: int) -> bytes:
    with reading_with(workers):
        return xl_send.consolidate(folder).workbook


def in_this_process(given: list[str]) -> Callable[..., object]:
    """Elsewhere is here, over the same wire; what was asked is noted."""

    @contextmanager
    def begin(task: Task, _: float) -> Iterator[Callable[[], object]]:
        given.append(task.place)
        yield lambda: answered(done(task.as_bytes()))

    return begin


def test_returns_that_are_checked_elsewhere_make_the_same_workbook(
    returns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, asked = consolidated(returns, 1), list[str]()
    monkeypatch.setattr("xl_send.workers.processes.begun_in_process", in_this_process(asked))
    monkeypatch.setattr(checked, "_found_here", None)
    assert consolidated(returns, 2) == here
    assert asked == ["xl_send.commands.publication.checked:find_asked"]


def test_where_no_answer_comes_they_are_checked_here(returns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def none(_: Task, __: float) -> Iterator[Callable[[], object]]:
        yield lambda: NotDone.TOO_LONG

    here = consolidated(returns, 1)
    monkeypatch.setattr("xl_send.workers.processes.begun_in_process", none)
    assert consolidated(returns, 2) == here


def test_what_may_be_hidden_is_decided_here(returns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def begin(*_: object) -> object:
        raise AssertionError

    monkeypatch.setattr("xl_send.workers.processes.begun_in_process", begin)
    with reading_with(2):
        assert xl_send.consolidate(returns, for_publication=True).for_publication
