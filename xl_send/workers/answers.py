"""The answers to tasks by whoever was asked for: processes of this computer, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager

from xl_send.workers.tasks import Task


def each_answer(tasks: Iterable[Task | None], number: int, scheduler: str, seconds: float) -> Generator[object]:
    """The answers to tasks, in their order, by the cluster of a scheduler where one is named, else by processes.

    Where there is none it is a `NotDone`, which says why.
    """
    if scheduler:
        from xl_send.workers.cluster import on_cluster

        return on_cluster(tasks, scheduler, seconds)
    from xl_send.workers.processes import in_processes

    return in_processes(tasks, number, seconds)


def begun(task: Task, scheduler: str, seconds: float) -> AbstractContextManager[Callable[[], object]]:
    """Begin one task by a cluster where one is named, else by another process, while here something else goes on.

    What is given waits for its answer, which is a `NotDone` where there is none. What is not finished ends with this.
    """
    if scheduler:
        from xl_send.workers.cluster import begun_on_cluster

        return begun_on_cluster(task, scheduler, seconds)
    from xl_send.workers.processes import begun_in_process

    return begun_in_process(task, seconds)
