"""Whom a diagnostic task asks, and which tasks of several workstreams ask the same people."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say
from xl_send.workbook.kinds import NOTHING_WORDS, PLACEHOLDERS
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import State, TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.submissions import Programme

_OPEN = frozenset({TaskStatus.PLANNED, TaskStatus.UNDER_WAY})

Audience = tuple[str, ...]
Tasks = Sequence[Diagnostic]


class SharedAudience(NamedTuple):
    """Tasks of two workstreams or more with an audience in common, in order of their starts, and which in words."""

    tasks: Tasks
    where: Sequence[str]


def open_tasks(programme: Programme) -> Iterator[Diagnostic]:
    """Every task of an active workstream that is neither done nor dropped, and ends no earlier than it starts."""
    for task in programme.each(Diagnostic):
        going_on = task.status in _OPEN and task.actual_end is None and task.starts <= last_day(task)
        if going_on and programme.state_of(task.workstream) is State.ACTIVE:
            yield task


def last_day(task: Diagnostic) -> date:
    """The day on which a task ended, else on which it is expected to."""
    return task.actual_end or task.forecast_end or task.ends


def task_with_dates(task: Diagnostic) -> str:
    """A task with its dates, in words."""
    return f"{task.id} ({say(task.starts)} to {say(last_day(task))})"


def _is_unsettled(name: str) -> bool:
    return " ".join(name.casefold().split()).rstrip(" .") in NOTHING_WORDS | PLACEHOLDERS


def audiences_of(task: Diagnostic, key_of: Callable[[str], str] = name_key) -> Iterator[tuple[Audience, str]]:
    """Each audience of a task, as a key and in words: its schools, and its service area with its cohort.

    What is still to be settled, or stands for nothing ("TBC", "n/a"), is nobody whom two tasks could share.
    """
    for school in task.schools:
        if not _is_unsettled(school) and (key := key_of(school)):
            yield ("school", key), f"at {school}"
    if task.service and task.cohort and not (_is_unsettled(task.service) or _is_unsettled(task.cohort)):
        yield ("cohort", name_key(task.service), name_key(task.cohort)), f"in {task.service} for {task.cohort}"


def sharing(
    tasks: Iterable[Diagnostic],
    asks: Callable[[Diagnostic], Iterable[Hashable]],
    narrow: Callable[[Tasks], Iterable[Tasks]],
    key_of: Callable[[str], str] = name_key,
) -> list[SharedAudience]:
    """Tasks that share an audience and all that `asks` says of them, narrowed down; one entry for the same tasks.

    Tasks that meet in several audiences are told once, with all of these.
    """
    by_audience: defaultdict[Hashable, list[Diagnostic]] = defaultdict(list)
    words: dict[Hashable, str] = {}
    for task in tasks:
        for audience, where in audiences_of(task, key_of):
            for asked in asks(task):
                by_audience[asked, audience].append(task)
                words.setdefault((asked, audience), where)
    found: dict[frozenset[Diagnostic], list[str]] = {}
    for key, together in by_audience.items():
        if len({task.workstream for task in together}) > 1:
            for group in narrow(sorted(together, key=_order)):
                found.setdefault(frozenset(group), []).append(words[key])
    return [SharedAudience(sorted(group, key=_order), sorted(set(where))) for group, where in _largest(found).items()]


def _order(task: Diagnostic) -> tuple[date, str]:
    return task.starts, task.id


def _largest(found: Mapping[frozenset[Diagnostic], list[str]]) -> Mapping[frozenset[Diagnostic], list[str]]:
    """Groups that are no part of another; a part's audiences are added to the larger group's."""
    kept: dict[frozenset[Diagnostic], list[str]] = {}
    holding: defaultdict[Diagnostic, list[frozenset[Diagnostic]]] = defaultdict(list)
    for group in sorted(found, key=len, reverse=True):
        larger = next((item for item in holding[next(iter(group))] if group <= item), None)
        if larger is not None:
            kept[larger] += found[group]
            continue
        kept[group] = list(found[group])
        for task in group:
            holding[task].append(group)
    return kept


class TaskOrder:
    """Which tasks come before which by After, directly or by way of other tasks."""

    def __init__(self, programme: Programme) -> None:
        self._next: defaultdict[str, set[str]] = defaultdict(set)
        self._before: defaultdict[str, set[str]] = defaultdict(set)
        for task in programme.each(Diagnostic):
            for reference in task.after:
                self._before[task.id].add(reference.id)
                self._next[reference.id].add(task.id)

    def settled_with(self, task: Diagnostic) -> set[str]:
        """The ids of all tasks that come before or after one."""
        return _reached(task.id, self._before) | _reached(task.id, self._next)


def _reached(start: str, links: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = links.get(waiting.pop(), set()) - found
        found |= new
        waiting.extend(new)
    return found


def at_once(tasks: Tasks, order: TaskOrder) -> Iterator[Tasks]:
    """The stretches in which tasks of several workstreams overlap, none of them settled with After.

    Counted by their starts and ends, so that many tasks at one school cost no more than sorting them.
    """
    every = _Span.of(tasks)
    by_stream = {
        code: _Span.of([item for item in tasks if item.workstream == code]) for code in {t.workstream for t in tasks}
    }
    by_id = {task.id: task for task in tasks}
    clashing = []
    for task in tasks:
        others = every.overlapping(task) - by_stream[task.workstream].overlapping(task)
        if others:
            settled = (by_id[name] for name in order.settled_with(task) & by_id.keys())
            others -= sum(item.workstream != task.workstream and _overlap(item, task) for item in settled)
        if others:
            clashing.append(task)
    return _stretches(clashing)


class _Span(NamedTuple):
    """The starts and the ends of some tasks, each in order."""

    starts: Sequence[date]
    ends: Sequence[date]

    @classmethod
    def of(cls, tasks: Tasks) -> _Span:
        return cls(sorted(task.starts for task in tasks), sorted(last_day(task) for task in tasks))

    def overlapping(self, task: Diagnostic) -> int:
        """How many of them share a day with a task."""
        return bisect_right(self.starts, last_day(task)) - bisect_left(self.ends, task.starts)


def _overlap(one: Diagnostic, other: Diagnostic) -> bool:
    return one.starts <= last_day(other) and other.starts <= last_day(one)


def _stretches(tasks: Tasks) -> Iterator[Tasks]:
    """Tasks in order of their starts, cut wherever none is going on."""
    stretch: list[Diagnostic] = []
    end = date.min
    for task in tasks:
        if stretch and task.starts > end:
            yield stretch
            stretch = []
        stretch.append(task)
        end = max(end, last_day(task))
    if stretch:
        yield stretch
