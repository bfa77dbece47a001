"""A scheduling problem by itself: what must be done, in what order, with whom, and what may not move.

It knows nothing of workbooks or dates: days are whole numbers from 0 on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from xl_send.errors import Error


class StartWindow(NamedTuple):
    """Days on which something may start: from the first to the last, or from the first on."""

    first: int
    last: int | None = None


@dataclass(frozen=True)
class Activity:
    """Something that takes `duration` days without a break, or none if it is an event.

    It starts on `release` or later, within one of `windows` if any are given. `current` is the start it has
    now; if `fixed`, it stays there. A start after `due` leaves a conflict, as does a broken link to what is
    fixed. `needs` says how much of each resource it takes on each of its days. `weight` is what one day's
    move counts for.
    """

    name: str
    duration: int = 0
    release: int = 0
    windows: tuple[StartWindow, ...] = ()
    current: int | None = None
    fixed: bool = False
    due: int | None = None
    weight: int = 1
    needs: Mapping[str, int] = field(default_factory=dict)

    def may_start(self, day: int) -> bool:
        """Whether a day lies in its windows, and not before its release."""
        opened = (window.first <= day and (window.last is None or day <= window.last) for window in self.windows)
        return day >= self.release and (not self.windows or any(opened))


class Precedence(NamedTuple):
    """`after` starts no sooner than `lag` days after `before` has ended; -1 allows a task's last day itself."""

    before: str
    after: str
    lag: int = 0


class CapacityChange(NamedTuple):
    """From this day on a resource has another capacity."""

    day: int
    capacity: int


@dataclass(frozen=True)
class RenewableResource:
    """What several activities share: people, or a school or group that can be in so many tasks at once."""

    name: str
    capacity: int
    changes: tuple[CapacityChange, ...] = ()

    def on(self, day: int) -> int:
        """The capacity on a day."""
        since = [change for change in self.changes if change.day <= day]
        return max(since).capacity if since else self.capacity

    def in_the_end(self) -> int:
        """The capacity after the last change."""
        return max(self.changes).capacity if self.changes else self.capacity


class Aim(Enum):
    """What counts once as few conflicts as possible are left."""

    STAY = "move as little as possible, then finish soon, then move as few as possible"
    FINISH = "finish as soon as possible"


class BadProblemError(Error, ValueError):
    """The problem contradicts itself; the message says where."""


@dataclass(frozen=True)
class Problem:
    """Activities, what waits for what, and what they share. Raises BadProblemError where it cannot be one."""

    activities: tuple[Activity, ...]
    links: tuple[Precedence, ...] = ()
    resources: tuple[RenewableResource, ...] = ()
    aim: Aim = Aim.STAY

    def __post_init__(self) -> None:
        _check_names(self)
        for activity in self.activities:
            _check_activity(self, activity)


def _check_names(problem: Problem) -> None:
    names = {activity.name for activity in problem.activities}
    if len(names) < len(problem.activities) or len({resource.name for resource in problem.resources}) < len(
        problem.resources
    ):
        message = "Two activities or two resources have one name."
        raise BadProblemError(message)
    unknown = {name for link in problem.links for name in (link.before, link.after)} - names
    if unknown:
        message = f"A link names {', '.join(sorted(unknown))}, which is not there."
        raise BadProblemError(message)


def _check_activity(problem: Problem, one: Activity) -> None:
    capacities = {resource.name: resource.in_the_end() for resource in problem.resources}
    if one.duration < 0 or one.release < 0 or one.weight < 0 or any(need < 0 for need in one.needs.values()):
        message = f"{one.name} has a negative length, release, weight or need."
        raise BadProblemError(message)
    if one.fixed and (one.current is None or one.current < 0):
        message = f"{one.name} is fixed, but no day is given."
        raise BadProblemError(message)
    if one.windows and all(window.last is not None for window in one.windows):
        message = f"One of the windows of {one.name} must be open."
        raise BadProblemError(message)
    for name, need in one.needs.items():
        if name not in capacities:
            message = f"{one.name} needs {name}, which is not there."
            raise BadProblemError(message)
        if need > capacities[name] and one.duration and not one.fixed:
            message = f"{one.name} needs {need} of {name}, which has {capacities[name]}."
            raise BadProblemError(message)
