"""A good order without a solver: several priority rules, then justification and seeded variations of the best."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from xl_send.scheduling.solver.bounds import least
from xl_send.scheduling.solver.frame import Frame
from xl_send.scheduling.solver.free_capacity import FreeCapacity
from xl_send.scheduling.solver.generation import NO_WISHES, Wishes, parallel, pushed_right, serial_starts
from xl_send.scheduling.solver.priorities import FOR_FINISH, FOR_STAYING
from xl_send.scheduling.solver.problem import Aim
from xl_send.scheduling.solver.results import Score, Starts, score

# So many placements of one activity are tried at most: about a second of a slow computer.
PLACEMENTS = 12_000
FEWEST, MOST = 20, 400
# After so many variations in a row that were no better, no more are tried.
PATIENCE = 120
SEED = 20261113


def schedule(frame: Frame) -> Starts:
    """The best schedule found. Nothing is random: the same problem gives the same answer."""
    best: Starts | None = None
    aim, fixed = least(frame), FreeCapacity(frame)
    for starts in _candidates(frame, fixed):
        if best is None or score(frame, starts) < score(frame, best):
            best = starts
        if score(frame, best) <= aim:
            break
    return _varied(frame, fixed, best or (), aim)


def _candidates(frame: Frame, fixed: FreeCapacity) -> Iterator[Starts]:
    finish = frame.problem.aim is Aim.FINISH
    for rule in FOR_FINISH if finish else FOR_STAYING:
        priorities = rule(frame)
        yield _settled(frame, fixed, serial_starts(frame, fixed, priorities))
        if finish:
            yield _settled(frame, fixed, parallel(frame, fixed, priorities))


def _settled(frame: Frame, fixed: FreeCapacity, starts: Starts) -> Starts:
    """A schedule pushed to the right and back again for as long as that makes it better; only for a soon finish."""
    while frame.problem.aim is Aim.FINISH and starts:
        back = serial_starts(frame, fixed, pushed_right(frame, fixed, starts))
        if score(frame, back) >= score(frame, starts):
            break
        starts = back
    return starts


def _varied(frame: Frame, fixed: FreeCapacity, best: Starts, aim: Score) -> Starts:
    """Variations of the best order, each kept if it is no worse, until the least possible is reached."""
    chance = random.Random(SEED)  # noqa: S311 - the same every time, and no secret
    kept, worth, vain = best, score(frame, best), 0
    for _ in range(max(FEWEST, min(MOST, PLACEMENTS // max(1, len(best))))):
        if worth <= aim or vain == PATIENCE:
            break
        varied = serial_starts(frame, fixed, _shaken(kept, chance), _wishes(frame, kept, chance))
        starts = _settled(frame, fixed, varied)
        value = score(frame, starts)
        vain = 0 if value < worth else vain + 1
        if value <= worth:
            kept, worth = starts, value
    return kept


def _shaken(starts: Starts, chance: random.Random) -> Sequence[float]:
    """The order of a schedule with some of its activities moved forwards or backwards in it."""
    spread = max(starts) - min(starts) + 1
    reach = spread * chance.choice((0.05, 0.15, 0.4))
    return [day + (chance.uniform(-reach, reach) if chance.random() < 0.5 else 0.0) for day in starts]


def _wishes(frame: Frame, starts: Starts, chance: random.Random) -> Wishes:
    """For some activities the day found so far, and for a few as soon as can be, in place of where they stand."""
    if frame.problem.aim is Aim.FINISH or chance.random() < 0.3:
        return NO_WISHES
    dice = [chance.random() for _ in starts]
    return {
        number: day if die < 0.6 else 0
        for number, (day, die) in enumerate(zip(starts, dice, strict=True))
        if die < 0.75
    }
