"""Projects made like the public ones (PSPLIB), for where these cannot be had: how many we prove, how fast, and the gap.

`python benchmarks/made_projects.py [JOBS] [EACH] [--seconds 10]` makes so many projects for each mix of the public
sets' parameters: how many links there are to a job (NC: 1.5, 1.8, 2.1), which share of the resources a job uses (RF:
0.25 to 1) and how scarce they are (RS: 0.2 to 1; 0 is as little as the greediest job needs, 1 what all would take that
start as soon as links allow; of j120 0.1 to 0.5). Jobs take 1 to 10 days and 1 to 10 of each of four resources. The
gap is to the least finish that the solver could show to be needed, so the true one is no greater.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import product
from random import Random
from typing import NamedTuple

from xl_send.scheduling.solver import Activity, Aim, Frame, Precedence, Problem, RenewableResource, solve

SEED, RESOURCES, LONGEST, MOST = 20261113, 4, 10, 10
COMPLEXITY, FACTOR, STRENGTH = (1.5, 1.8, 2.1), (0.25, 0.5, 0.75, 1.0), (0.2, 0.5, 0.7, 1.0)
# The largest public set is scarcer.
LARGE, STRENGTH_OF_LARGE = 120, (0.1, 0.2, 0.3, 0.4, 0.5)


class Mix(NamedTuple):
    """The parameters of a project."""

    complexity: float
    factor: float
    strength: float


class ProjectRun(NamedTuple):
    """What became of one: its finish, the least that was shown to be needed, whether it is proved, and seconds."""

    mix: Mix
    finish: int
    bound: int
    proved: bool
    seconds: float

    @property
    def gap(self) -> float:
        """How far over the bound, as a fraction."""
        return self.finish / self.bound - 1


def mixes(jobs: int) -> Iterator[Mix]:
    """Every mix of the parameters of the public set of this size."""
    for mix in product(COMPLEXITY, FACTOR, STRENGTH_OF_LARGE if jobs >= LARGE else STRENGTH):
        yield Mix(*mix)


def project(jobs: int, mix: Mix, chance: Random) -> Problem:
    """A random project of so many jobs."""
    links = _links(jobs, mix.complexity, chance)
    durations = [chance.randint(1, LONGEST) for _ in range(jobs)]
    needs: list[dict[str, int]] = [{} for _ in range(jobs)]
    used = sorted(product(range(jobs), range(RESOURCES)), key=lambda _: chance.random())
    for job, resource in used[: max(jobs, round(mix.factor * jobs * RESOURCES))]:
        needs[job][f"R{resource}"] = chance.randint(1, MOST)
    activities = tuple(Activity(str(job), durations[job], needs=needs[job]) for job in range(jobs))
    endless = Problem(
        activities, links, tuple(RenewableResource(f"R{each}", jobs * MOST) for each in range(RESOURCES)), Aim.FINISH
    )
    return Problem(activities, links, tuple(_resources(endless, mix.strength)), Aim.FINISH)


def _links(jobs: int, complexity: float, chance: Random) -> tuple[Precedence, ...]:
    """Links from earlier jobs to later ones, none of which others make needless, until there are so many to a job."""
    before: list[set[int]] = [set() for _ in range(jobs)]
    direct: set[tuple[int, int]] = set()
    for _ in range(jobs * jobs):
        if len(direct) >= complexity * jobs:
            break
        first, last = sorted(chance.sample(range(jobs), 2))
        near = [start for start, end in direct if end == last]
        if first in before[last] or last - first > jobs // 3 or any(start in before[first] for start in near):
            continue
        direct.add((first, last))
        for job in range(last, jobs):
            if job == last or last in before[job]:
                before[job] |= {first} | before[first]
    return tuple(Precedence(str(first), str(last)) for first, last in sorted(direct))


def _resources(endless: Problem, strength: float) -> Iterator[RenewableResource]:
    frame = Frame(endless)
    for number, resource in enumerate(endless.resources):
        takers = frame.takers[number]
        least = max((need for _, need in takers), default=1)
        days = range(frame.critical_path)
        peak = max(
            (sum(need for job, need in takers if frame.earliest[job] <= day < _end(frame, job)) for day in days),
            default=least,
        )
        yield RenewableResource(resource.name, least + round(strength * (max(peak, least) - least)))


def _end(frame: Frame, job: int) -> int:
    return frame.problem.activities[job].end(frame.earliest[job])


def ran(problem: Problem, mix: Mix, *, solver: bool, seconds: float) -> ProjectRun:
    """One project, put in order."""
    began = time.perf_counter()
    order = solve(problem, solver=solver, seconds=seconds)
    return ProjectRun(mix, order.score.finish, order.bound, order.proved, time.perf_counter() - began)


def summary(cases: Sequence[ProjectRun]) -> str:
    """All of them in two lines."""
    proved = sum(case.proved for case in cases)
    gaps, seconds = [case.gap for case in cases], [case.seconds for case in cases]
    return (
        f"{len(cases)} projects, {proved} proved optimal ({proved / len(cases):.0%}); gap to the bound: mean "
        f"{statistics.mean(gaps):.3%}, most {max(gaps):.2%}\n"
        f"seconds: mean {statistics.mean(seconds):.2f}, median {statistics.median(seconds):.2f}, "
        f"most {max(seconds):.2f}"
    )


def main(given: Sequence[str] | None = None) -> None:
    """Make, solve and sum up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jobs", nargs="?", type=int, default=30)
    parser.add_argument("each", nargs="?", type=int, default=1, help="projects of each mix")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--without-solver", action="store_true")
    asked = parser.parse_args(given)
    chance, cases = Random(SEED), []  # noqa: S311 - test cases
    for mix in (mix for mix in mixes(asked.jobs) for _ in range(asked.each)):
        problem = project(asked.jobs, mix, chance)
        cases.append(ran(problem, mix, solver=not asked.without_solver, seconds=asked.seconds))
        if sys.stderr.isatty():
            print(cases[-1], file=sys.stderr)
    print(summary(cases))


if __name__ == "__main__":
    main()
