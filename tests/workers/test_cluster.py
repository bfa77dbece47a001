"""Files read on a Dask cluster: the same as here, also where one of its workers is killed meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from files import write_example
from statuses import table
from xl_send.commands.loading import named_files, read_submission
from xl_send.commands.loading.at_once import each_read
from xl_send.commands.mark import ToMark, each_marked
from xl_send.errors import CannotRunError
from xl_send.progress import quietly
from xl_send.shells.cli import main
from xl_send.table import Table, TableColumn
from xl_send.workbook.submissions import Submission
from xl_send.workers import cluster, reading_with
from xl_send.workers.answers import begun
from xl_send.workers.tasks import NotDone, Task
from xl_send.xlsx.update.update import MarkedCopy

pytest.importorskip("distributed")
FILES = 24


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler with two workers, each a process of its own that is started again when it ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from distributed import LocalCluster

        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as started:
            yield started.scheduler_address


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    folder = tmp_path / "returns"
    folder.mkdir()
    made = write_example(
        table("Programme", {"As at": "13 Nov 2026"}) + table("Workstreams", {"Code": "TRN"}), folder / "0.xlsx"
    )
    for number in range(1, FILES - 1):
        (folder / f"{number}.xlsx").write_bytes(made.read_bytes())
    (folder / "page.xlsx").write_text("<html>", encoding="ascii")
    return folder


def told(folder: Path) -> list[str]:
    files = list(named_files([folder]))
    found = each_read(files, read_submission, quietly, "")
    return [f"{file.name}: {read.rows_read if isinstance(read, Submission) else read.sentence}" for file, read in found]


@pytest.mark.filterwarnings("ignore")
def test_one_worker_is_killed_meanwhile_and_no_file_is_lost(
    returns: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import Client

    here = told(returns)
    with Client(address, set_as_default=False) as client:
        pids = list(client.run(os.getpid).values())
    answer, answers = cluster._answer, []  # noqa: SLF001 - to strike in the middle of the run

    def strike(*given: object) -> object:
        answers.append(given)
        if len(answers) == 3:
            os.kill(pids[0], signal.SIGKILL)
        return answer(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(cluster, "_answer", strike)
    with reading_with(scheduler=address):
        assert told(returns) == here
    assert len(answers) == FILES


@pytest.mark.filterwarnings("ignore")
def test_copies_are_marked_there_as_they_are_here(returns: Path, address: str) -> None:
    table_of = Table("Checks", (TableColumn("Finding", 20),), (("Owner is blank.",),))
    names = ["1.xlsx", "page.xlsx", "2.xlsx"]
    asked = [ToMark((returns / name).read_bytes(), name, (table_of,)) for name in names]
    here = list(map(str, each_marked(asked)))
    sent: list[bytes] = []
    as_bytes = Task.as_bytes

    def noted(task: Task) -> bytes:
        sent.append(as_bytes(task))
        return sent[-1]

    with pytest.MonkeyPatch.context() as patch, reading_with(scheduler=address):
        patch.setattr(Task, "as_bytes", noted)
        assert list(map(str, each_marked(asked))) == here
    assert len(sent) == len(asked)
    assert [isinstance(made, MarkedCopy) for made in each_marked(asked)] == [True, False, True]


@pytest.mark.filterwarnings("ignore")
def test_one_task_is_begun_there_and_its_answer_waits(address: str) -> None:
    with begun(Task("workers.odd_tasks:doubled", 4), address, 60) as answer:
        assert answer() == 8


@pytest.mark.filterwarnings("ignore")
def test_what_no_worker_survives_costs_itself_alone(address: str) -> None:
    doubled = Task("workers.odd_tasks:doubled", 4)
    tasks = [doubled, None, Task("workers.odd_tasks:fails", 1), doubled]
    assert list(cluster.on_cluster(tasks, address, 60)) == [8, NotDone.HERE, NotDone.HERE, 8]


def test_of_what_a_worker_had_when_it_ended_only_what_ended_it_is_lost() -> None:
    from distributed import KilledWorker

    class Blamed:
        def result(self, timeout: float) -> bytes:
            raise KilledWorker(str(timeout), "a worker", 3)

    for name, expected in (("doubled", 8), ("ends_its_process", NotDone.DIED)):
        given = cluster._Given(Task(f"workers.odd_tasks:{name}", 4), Blamed())  # noqa: SLF001 - no worker need be killed
        assert cluster._answer(given, 60, "") == expected  # noqa: SLF001


def test_where_there_is_no_cluster_that_is_told(
    returns: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_ANSWER", 0.2)
    for address in ("127.0.0.1:1", "nonsense://x", "tcp://"):
        assert main(["validate", str(returns), "--scheduler", address]) == 2
        assert f"{address}: No Dask scheduler answers at this address." in capsys.readouterr().err


def test_a_cluster_of_another_edition_or_without_workers_is_told() -> None:
    class Empty:
        def nthreads(self) -> dict[str, int]:
            return {}

    with pytest.raises(CannotRunError, match="no worker now"):
        cluster._refuse_other_editions(Empty(), "tcp://x:1")  # noqa: SLF001


def test_without_dask_that_is_told_and_unless_it_is_asked_for_it_is_not_loaded(returns: Path) -> None:
    script = (
        "import sys; sys.modules['distributed'] = None; from xl_send.shells.cli import main; "
        f"sys.exit(main(['validate', {str(returns)!r}, '--scheduler', '127.0.0.1:1']))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)  # noqa: S603
    assert (ended.returncode, ended.stderr.strip()) == (2, cluster.NOT_INSTALLED)
