"""The answers to tasks by whoever was asked for: processes of this computer, or a cluster."""

from __future__ import annotations

from collections.abc import Generator, Iterable

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
