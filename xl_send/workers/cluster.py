"""Tasks done on a Dask cluster that is there already; their answers in the order of the tasks.

Dask is loaded only here, and only when a scheduler is named. Whoever runs that scheduler is trusted with all that the
files hold, and with this computer (source: docs/security.md).
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from xl_send.errors import CannotRunError
from xl_send.limits import TIMES
from xl_send.value_classes import NamedTuple
from xl_send.workers.processes import in_processes
from xl_send.workers.tasks import NotDone, Task, answered, done

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 4
SECONDS_TO_ANSWER = 30
NOT_INSTALLED = (
    "--scheduler needs Dask, which is not installed here. Install xl_send with its extra: pip install xl_send[cluster]."
)


class _Given(NamedTuple):
    """A task, and where its answer will be."""

    task: Task | None
    future: Future | None


def on_cluster(tasks: Iterable[Task | None], address: str, seconds: float) -> Generator[object]:
    """The answers to tasks, in their order, by the workers of a cluster; or why there is none.

    Tasks are taken as they are needed; for None there is no answer, at its turn. A worker that ends costs nothing: what
    it had is given to another. A task over which several end is given to a process of this computer, and has no answer
    where that ends too; neither has one that is not answered for `seconds` while nothing before it is waited for.
    Raises `CannotRunError` where there is no such cluster, or one of another edition.
    """
    client = _client(address)
    try:
        ahead = AHEAD * _refuse_other_editions(client, address)
        waiting: deque[_Given] = deque()
        for task in tasks:
            waiting.append(_Given(task, client.submit(done, task.as_bytes(), pure=False) if task else None))
            if len(waiting) > ahead:
                yield _answer(waiting.popleft(), seconds, address)
        while waiting:
            yield _answer(waiting.popleft(), seconds, address)
    finally:
        client.close()


@contextmanager
def begun_on_cluster(task: Task, address: str, seconds: float) -> Iterator[Callable[[], object]]:
    """Begin one task by whichever worker of a cluster is idle; what is given waits for the answer.

    Raises `CannotRunError` as `on_cluster` does.
    """
    client = _client(address)
    try:
        _refuse_other_editions(client, address)
        given = _Given(task, client.submit(done, task.as_bytes(), pure=False))
        yield lambda: _answer(given, seconds, address)
    finally:
        client.close()


def edition() -> tuple[str, int]:
    """What must be the same here and there, so that what is read is: a digest of the product's code, and its limits."""
    home = Path(__file__).resolve().parent.parent
    digest = sha256()
    for path in sorted(home.rglob("*.py")):
        digest.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest(), TIMES


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise CannotRunError(NOT_INSTALLED) from error
    # What it has to say is said here, in a sentence.
    for name in ("distributed", "distributed.client", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        return Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        message = (
            f"{address}: No Dask scheduler answers at this address. Check it, such as tcp://server:8786, or leave "
            "--scheduler out."
        )
        raise CannotRunError(message) from error


def _refuse_other_editions(client: Client, address: str) -> int:
    """How many threads the cluster has. Raises `CannotRunError` where it has none, or works by another edition."""
    threads: int = sum(client.nthreads().values())
    if not threads:
        message = f"{address}: This cluster has no worker now. Start one, or leave --scheduler out."
        raise CannotRunError(message)
    if _edition_there(client) != edition():
        message = (
            f"{address}: The workers of this cluster do not have this edition of xl_send, or other XL_SEND_LIMITS. "
            "Install it there as it is here, or leave --scheduler out."
        )
        raise CannotRunError(message)
    return threads


def _edition_there(client: Client) -> object:
    try:
        return client.submit(edition, pure=False).result(timeout=SECONDS_TO_ANSWER)
    except Exception as error:  # noqa: BLE001 - whatever keeps a worker from it, it does not know the product
        return error


def _answer(given: _Given, seconds: float, address: str) -> object:
    if given.task is None or given.future is None:
        return NotDone.HERE
    from distributed import CancelledError, KilledWorker
    from distributed import TimeoutError as NotYetError

    try:
        return answered(given.future.result(timeout=seconds))
    except KilledWorker:
        # Dask blames all that a worker had when it ended: by itself it is told which of them it was.
        return next(in_processes([given.task], 1, seconds))
    except NotYetError:
        given.future.cancel()
        return NotDone.TOO_LONG
    except CancelledError as error:
        message = (
            f"{address}: The Dask scheduler has gone away. Nothing was written. Ask again, or leave --scheduler out."
        )
        raise CannotRunError(message) from error
