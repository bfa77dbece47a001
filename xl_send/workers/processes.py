"""Tasks done by several processes of this computer; their answers in the order of the tasks."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TypeVar

from xl_send.workers.process import CannotStartError, EndedError, OvertimeError, WorkerProcess
from xl_send.workers.tasks import NotDone, Task, answered

T = TypeVar("T")
# Tasks that are given out before the answer to the first of them was taken: enough that no worker waits for another.
AHEAD = 4
# Seconds after which whoever waits looks up, so that Ctrl-C is heard on Windows too.
LOOK_UP = 0.5
# A worker may have been ended from outside: another one is asked once.
TRIES = 2


def in_processes(tasks: Iterable[Task | None], number: int, seconds: float) -> Generator[object]:
    """The answers to tasks, in their order, by a number of processes; or why there is none.

    Tasks are taken as they are needed; for None there is no answer, at its turn. All processes end with the iterator,
    however it ends.
    """
    workers = _Workers(number, seconds)
    waiting: deque[Future[bytes | NotDone] | None] = deque()
    try:
        for task in tasks:
            waiting.append(workers.give(task.as_bytes()) if task else None)
            if len(waiting) > AHEAD * number:
                yield _answer(waiting.popleft())
        while waiting:
            yield _answer(waiting.popleft())
    finally:
        workers.end()


@contextmanager
def begun_in_process(task: Task, seconds: float) -> Iterator[Callable[[], object]]:
    """Begin one task by a process of its own, which ends with this; what is given waits for the answer."""
    workers = _Workers(1, seconds)
    try:
        future = workers.give(task.as_bytes())
        yield lambda: _answer(future)
    finally:
        workers.end()


def _answer(future: Future[bytes | NotDone] | None) -> object:
    if future is None:
        return NotDone.HERE
    while True:
        try:
            found = future.result(LOOK_UP)
        except NotYetError:
            continue
        return answered(found) if isinstance(found, bytes) else found


class _Workers:
    """Processes, each asked by a thread of its own."""

    def __init__(self, number: int, seconds: float) -> None:
        self._seconds = seconds
        self._threads = ThreadPoolExecutor(number, "xl_send worker")
        self._idle: SimpleQueue[WorkerProcess | None] = SimpleQueue()
        self._started: list[WorkerProcess] = []
        self._ended = False
        for _ in range(number):
            self._idle.put(None)

    def give(self, task: bytes) -> Future[bytes | NotDone]:
        """Give a task out; its answer is there later."""
        return self._threads.submit(self._ask, task)

    def end(self) -> None:
        """End every process, whatever it does, and give up what was not begun."""
        self._ended = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in [*self._started]:
            process.kill()
        self._threads.shutdown()
        for process in self._started:
            process.end()

    def _ask(self, task: bytes) -> bytes | NotDone:
        """An answer by whichever process is idle. One that ends is replaced, and the task given once more."""
        process = self._idle.get()
        try:
            for _ in range(TRIES):
                process = process or self._start()
                try:
                    return process.ask(task, self._seconds)
                except EndedError as ended:
                    self._bury(process)
                    process = None
                    if isinstance(ended, OvertimeError):
                        return NotDone.TOO_LONG
        except CannotStartError:
            return NotDone.HERE
        finally:
            self._idle.put(process)
        return NotDone.DIED

    def _start(self) -> WorkerProcess:
        """One more process. Where one could not be started, no other is tried."""
        if self._ended:
            raise CannotStartError
        try:
            started = WorkerProcess()
        except CannotStartError:
            self._ended = True
            raise
        self._started.append(started)
        if self._ended:
            started.kill()
        return started

    def _bury(self, process: WorkerProcess) -> None:
        process.end()
        self._started.remove(process)
