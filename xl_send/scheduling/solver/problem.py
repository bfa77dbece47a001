"""A scheduling problem by itself: what must be done, in what order, with whom, and what may not move.

It knows nothing of workbooks or dates: days are whole numbers from 0 on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cached_property

from xl_send.errors import Error
from xl_send.scheduling.solver.pauses import NO_PAUSES, Pauses
from xl_send.value_classes import NamedTuple, field, frozen


class Gate(NamedTuple):
    """A day on which something can be decided, if all that it waits for is ready by another day."""

    ready_by: int
    day: int


class StartWindow(NamedTuple):
    """Days on which something may start: from the first to the last, or from the first on."""

    first: int
    last: int | None = None


@frozen(eq=True)
class Activity:
    """Something that takes `duration` days, or none if it is an event.

    It starts on `release` or later, within one of `windows` if any are given. In its `pauses` it does not go on: it
    neither starts nor ends there, and none of their days counts. An event with `gates` happens on the day of one for
    which all it waits for is ready in time, or after the last of them. `current` is the start it has now; if `fixed`,
    it stays there. A start after `due` leaves a conflict, as does a broken link to what is fixed. `needs` says how
    much of each resource it takes on each of its days. `weight` is what one day's move counts for.
    """

    name: str
    duration: int = 0
    release: int = 0
    windows: tuple[StartWindow, ...] = ()
    pauses: Pauses = NO_PAUSES
    gates: tuple[Gate, ...] = ()
    current: int | None = None
    fixed: bool = False
    due: int | None = None
    weight: int = 1
    needs: Mapping[str, int] = field(default_factory=dict)

    def may_start(self, day: int) -> bool:
        """Whether a day lies in its windows, in no pause, on a gate if it has any, and not before its release."""
        opened = (window.first <= day and (window.last is None or day <= window.last) for window in self.windows)
        allowed = day >= self.release and (not self.windows or any(opened)) and not self.pauses.holds(day)
        return allowed and (not self.gates or day > self.gates[-1].day or any(gate.day == day for gate in self.gates))

    def end(self, start: int) -> int:
        """The day after its last, if it starts on a day; of an event that day itself."""
        return self.pauses.end(start, self.duration)

    def latest_start(self, end: int) -> int:
        """The last start with which it has ended by a day; for an event that day itself, unless it is in a pause."""
        return self.pauses.latest_start(end, self.duration)

    def ready_by(self, late: int) -> int:
        """The day by which what it waits for must be ready, for it not to be after a day."""
        return max((gate.ready_by for gate in self.gates if gate.day <= late), default=late)

    @cached_property
    def _open_gates(self) -> Sequence[Gate]:
        return [gate for gate in self.gates if self.may_start(gate.day)]

    def days_when_ready(self, ready: int) -> Sequence[int]:
        """The days of its gates that will do once all is ready, in order; the first after them all where none will."""
        days = [gate.day for gate in self._open_gates if gate.ready_by >= ready]
        return days or [max(ready, self.release, self.gates[-1].day + 1)]


class Precedence(NamedTuple):
    """`after` starts no sooner than `lag` days after `before` has ended; -1 allows a task's last day itself.

    Where `after` is fixed, so many days to spare besides (`buffer`) are wanted, though nothing is broken without them.
    """

    before: str
    after: str
    lag: int = 0
    buffer: int = 0


class CapacityChange(NamedTuple):
    """From this day on a resource has another capacity."""

    day: int
    capacity: int


@frozen(eq=True)
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


@frozen(eq=True)
class Exclusion:
    """What only one group of activities uses at a time: `groups` says to which each activity belongs.

    Those of one group may meet there, those of two never do.
    """

    name: str
    groups: Mapping[str, str]


class Aim(Enum):
    """What counts once as few conflicts as possible are left."""

    STAY = "move as little as possible, then finish soon, then move as few as possible"
    FINISH = "finish as soon as possible"


class BadProblemError(Error, ValueError):
    """The problem contradicts itself; the message says where."""


@frozen(eq=True)
class Problem:
    """Activities, what waits for what, and what they share. Raises BadProblemError where it cannot be one."""

    activities: tuple[Activity, ...]
    links: tuple[Precedence, ...] = ()
    resources: tuple[RenewableResource, ...] = ()
    aim: Aim = Aim.STAY
    exclusions: tuple[Exclusion, ...] = ()

    def __post_init__(self) -> None:
        _check_names(self)
        capacities = {resource.name: resource.in_the_end() for resource in self.resources}
        for activity in self.activities:
            _check_activity(activity, capacities)


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


def _check_activity(one: Activity, capacities: Mapping[str, int]) -> None:
    if one.duration < 0 or one.release < 0 or one.weight < 0 or any(need < 0 for need in one.needs.values()):
        message = f"{one.name} has a negative length, release, weight or need."
        raise BadProblemError(message)
    if one.fixed and (one.current is None or one.current < 0):
        message = f"{one.name} is fixed, but no day is given."
        raise BadProblemError(message)
    if one.windows and all(window.last is not None for window in one.windows):
        message = f"One of the windows of {one.name} must be open."
        raise BadProblemError(message)
    if one.gates and (one.duration or one.pauses.spans):
        message = f"{one.name} has gates, which only an event without pauses can have."
        raise BadProblemError(message)
    for name, need in one.needs.items():
        if name not in capacities:
            message = f"{one.name} needs {name}, which is not there."
            raise BadProblemError(message)
        if need > capacities[name] and one.duration and not one.fixed:
            message = f"{one.name} needs {need} of {name}, which has {capacities[name]}."
            raise BadProblemError(message)
