"""The classical priority rules: whose turn is first. The lower number goes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xl_send.scheduling.solver.frame import Frame

Rule = Callable[[Frame], Sequence[float]]


def latest_start(frame: Frame) -> Sequence[float]:
    """Least room first: the last start that would not delay the end were resources endless."""
    bounds = [activity.latest_start(frame.critical_path) for activity in frame.problem.activities]
    return [float(day or 0) for day in frame.tails(bounds)]


def latest_finish(frame: Frame) -> Sequence[float]:
    """The last end that would not delay the whole."""
    pairs = zip(latest_start(frame), frame.problem.activities, strict=True)
    return [float(pair.end(int(start))) for start, pair in pairs]


def _followers(frame: Frame) -> Sequence[float]:
    """What most others wait for, directly or not."""
    return [-float(len(after)) for after in _all_after(frame)]


def rank_weight(frame: Frame) -> Sequence[float]:
    """The longest together with what waits for it directly."""
    activities = frame.problem.activities
    return [
        -float(activity.duration + sum(activities[other].duration for other, _ in after))
        for activity, after in zip(activities, frame.after, strict=True)
    ]


def where_it_stands(frame: Frame) -> Sequence[float]:
    """The order of the current dates, weightier ones first; by earliest start where there is none."""
    pairs = zip(frame.problem.activities, frame.earliest, strict=True)
    return [float(day if pair.current is None else pair.current) - pair.weight / 1000 for pair, day in pairs]


def soonest_due(frame: Frame) -> Sequence[float]:
    """What would soonest leave a conflict; the rest by where it stands."""
    last = float(frame.horizon)
    pairs = zip(frame.dues, where_it_stands(frame), strict=True)
    return [last + stands if due is None else float(due) for due, stands in pairs]


def heaviest(frame: Frame) -> Sequence[float]:
    """What counts most when moved, then the order of the current dates."""
    pairs = zip(frame.problem.activities, where_it_stands(frame), strict=True)
    return [-pair.weight * (frame.horizon + 1) + stands for pair, stands in pairs]


FOR_FINISH: tuple[Rule, ...] = (latest_start, latest_finish, _followers, rank_weight)
FOR_STAYING: tuple[Rule, ...] = (where_it_stands, soonest_due, heaviest, latest_start)


def _all_after(frame: Frame) -> Sequence[frozenset[int]]:
    found: list[frozenset[int]] = [frozenset()] * len(frame.order)
    for number in reversed(frame.order):
        nearest = frozenset(other for other, _ in frame.after[number])
        found[number] = nearest.union(*(found[other] for other in nearest))
    return found
