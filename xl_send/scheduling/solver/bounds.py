"""What no schedule can do better than, shown without a search."""

from __future__ import annotations

from xl_send.scheduling.solver.frame import Frame, start_of
from xl_send.scheduling.solver.problem import Aim
from xl_send.scheduling.solver.results import Score


def least(frame: Frame) -> Score:
    """A score that none can be under."""
    activities = frame.problem.activities
    late = sum(
        activity.due is not None and day > activity.due
        for activity, day in zip(activities, frame.earliest, strict=True)
    ) + sum(frame.earliest[promise.first] > promise.latest for promise in frame.promises)
    tight = sum(frame.earliest[promise.first] > promise.in_comfort for promise in frame.promises)
    stays = frame.problem.aim is Aim.STAY
    moves = [
        activity.weight * max(0, day - activity.current)
        for activity, day in zip(activities, frame.earliest, strict=True)
        if stays and activity.current is not None
    ]
    return Score(late, tight, sum(moves), least_finish(frame), sum(move > 0 for move in moves))


def least_finish(frame: Frame) -> int:
    """A finish that none can be before: by links alone, and by the work that each resource has to do."""
    works = [_time_for_work(frame, number) for number in range(len(frame.problem.resources))]
    return max([frame.critical_path, *works])


def _time_for_work(frame: Frame, resource: int) -> int:
    """The end of the first day by which a resource could have done its work were that divisible at will."""
    work, fixed_end = 0, 0
    for number, need in frame.takers[resource]:
        activity = frame.problem.activities[number]
        if activity.fixed:
            fixed_end = max(fixed_end, activity.end(start_of(activity)))
        else:
            work += need * activity.duration
    shared, day = frame.problem.resources[resource], 0
    if not shared.changes:
        return max(-(-work // shared.capacity) if work else 0, fixed_end)
    while work > 0:
        work -= frame.capacities[resource][day]
        day += 1
    return max(day, fixed_end)
