"""The classical project scheduling cases, run through our scheduler.

`python benchmarks/psplib.py FOLDER [OPTIMA] [--without-solver]` reads every single-mode file (`.sm`) in a folder
and prints, for each, the length of its critical path, the finish found, the bound shown and the seconds; with
a file of known optima (`j30opt.sm`) also the gap to it, and the average gap at the end.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from xl_send.scheduling.solver import Activity, Aim, Frame, Precedence, Problem, RenewableResource, solve

ROOT = Path(__file__).resolve().parent.parent
OWN_CASES = ROOT / "tests" / "scheduling" / "cases"
HEADING = re.compile(r"^\s*([A-Z][A-Z/ ]+?)\s*:?\s*$")
WHOLE = re.compile(r"^[\d\s]*\d\s*$")
SET_SIZES = "30|60|90|120"


class Ran(NamedTuple):
    """One case: its critical path and the one its file states, what was found, and how long it took."""

    name: str
    critical_path: int
    stated_path: int | None
    finish: int
    bound: int
    proved: bool
    seconds: float
    optimum: int | None

    @property
    def gap(self) -> float | None:
        """How far over the optimum, as a fraction."""
        return self.finish / self.optimum - 1 if self.optimum else None


def read_problem(path: Path) -> Problem:
    """A single-mode file as a problem that is to finish soon. Raises ValueError, naming the file, if it is none."""
    sections = _sections(path.read_text(encoding="utf-8", errors="replace"))
    try:
        capacities = sections["RESOURCEAVAILABILITIES"]
        resources = tuple(RenewableResource(f"R {place}", amount) for place, amount in enumerate(capacities, 1))
        activities = tuple(_activities(sections["REQUESTS/DURATIONS"], len(capacities)))
        return Problem(activities, tuple(_links(sections["PRECEDENCE RELATIONS"])), resources, Aim.FINISH)
    except (KeyError, StopIteration, ValueError) as fault:
        message = f"{path.name} is not a single-mode problem: {fault}"
        raise ValueError(message) from fault


def stated_path(path: Path) -> int | None:
    """The length of the critical path that a file states (MPM-Time, the last of its project's figures)."""
    figures = _sections(path.read_text(encoding="utf-8", errors="replace")).get("PROJECT INFORMATION")
    return figures[-1] if figures else None


def _sections(text: str) -> Mapping[str, list[int]]:
    """The whole numbers under each heading in capitals; lines with anything else in them are titles."""
    found: dict[str, list[int]] = {}
    numbers: list[int] = []
    for line in text.splitlines():
        heading = HEADING.match(line)
        if heading:
            numbers = found.setdefault(heading[1], [])
        elif WHOLE.match(line):
            numbers += [int(each) for each in line.split()]
    return found


def _links(numbers: Sequence[int]) -> Iterator[Precedence]:
    """Job, modes, how many successors, and they: a long list may run over several lines."""
    rest = iter(numbers)
    for job in rest:
        _only_mode(job, next(rest))
        number = next(rest)
        followers = list(islice(rest, number))
        if len(followers) < number:
            message = f"job {job} lacks successors"
            raise ValueError(message)
        yield from (Precedence(str(job), str(after)) for after in followers)


def _activities(numbers: Sequence[int], resources: int) -> Iterator[Activity]:
    """Job, mode, duration, and how much it takes of each resource."""
    width = 3 + resources
    if len(numbers) % width:
        message = f"its requests are not in rows of {width}"
        raise ValueError(message)
    for place in range(0, len(numbers), width):
        job, mode, duration, *needs = numbers[place : place + width]
        _only_mode(job, mode)
        yield Activity(str(job), duration, needs={f"R {each}": need for each, need in enumerate(needs, 1) if need})


def _only_mode(job: int, modes: int) -> None:
    if modes != 1:
        message = f"job {job} has several modes"
        raise ValueError(message)


def read_optima(path: Path) -> Mapping[tuple[int, int], int]:
    """Known finishes by parameter and instance: the first three of each line that begins with three numbers."""
    rows = (line.split() for line in path.read_text(encoding="utf-8", errors="replace").splitlines())
    return {
        (int(row[0]), int(row[1])): int(row[2])
        for row in rows
        if len(row) >= 3 and all(cell.isdecimal() for cell in row[:3])
    }


def key_of(path: Path) -> tuple[int, int]:
    """The parameter and instance in a file's name: j3010_3.sm is (10, 3), the 30 being the set's."""
    named = re.match(rf"^[a-z]*(?:{SET_SIZES})(\d+)_(\d+)$", path.stem, re.IGNORECASE)
    return (int(named[1]), int(named[2])) if named else (0, 0)


def run(path: Path, optima: Mapping[tuple[int, int], int], *, solver: bool | None, seconds: float) -> Ran:
    """One case, solved."""
    problem = read_problem(path)
    began = time.perf_counter()
    order = solve(problem, solver=solver, seconds=seconds)
    took = time.perf_counter() - began
    path_length = Frame(problem).critical_path
    optimum = optima.get(key_of(path))
    return Ran(path.name, path_length, stated_path(path), order.score.finish, order.bound, order.proved, took, optimum)


def say(ran: Ran) -> str:
    """One case as a line."""
    stated = "" if ran.stated_path in {None, ran.critical_path} else f"  the file states {ran.stated_path}"
    gap = "" if ran.gap is None else f"  optimum {ran.optimum:>4}  gap {ran.gap:6.2%}"
    proved = "optimal  " if ran.proved else "heuristic"
    return (
        f"{ran.name:<16} critical path {ran.critical_path:>4}  finish {ran.finish:>4}  bound {ran.bound:>4}  "
        f"{proved}  {ran.seconds:6.2f} s{gap}{stated}"
    )


def summary(cases: Sequence[Ran]) -> str:
    """All cases in a few lines."""
    gaps = [ran.gap for ran in cases if ran.gap is not None]
    proved = sum(ran.proved for ran in cases)
    stated = sum(ran.stated_path in {None, ran.critical_path} for ran in cases)
    seconds = [ran.seconds for ran in cases]
    lines = [
        f"{len(cases)} cases, {proved} proved optimal, {stated} critical paths as stated",
        f"seconds: mean {statistics.mean(seconds):.2f}, most {max(seconds):.2f}",
    ]
    if gaps:
        exact = sum(gap <= 0 for gap in gaps)
        lines.append(f"average gap to the optimum {statistics.mean(gaps):.2%}, {exact} of {len(gaps)} at it")
    return "\n".join(lines)


def main(given: Sequence[str] | None = None) -> int:
    """Run every case of a folder; without one, our own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=OWN_CASES)
    parser.add_argument("optima", nargs="?", type=Path, help="a file of known optima, such as j30opt.sm")
    parser.add_argument("--without-solver", action="store_true")
    parser.add_argument("--seconds", type=float, default=10.0, help="how long the solver may take")
    arguments = parser.parse_args(given)
    optima = read_optima(arguments.optima) if arguments.optima else {}
    solver = False if arguments.without_solver else None
    cases = []
    for path in sorted(arguments.folder.glob("*.sm"), key=lambda item: (key_of(item), item.name)):
        if path == arguments.optima:
            continue
        try:
            ran = run(path, optima, solver=solver, seconds=arguments.seconds)
        except ValueError as fault:
            print(fault)
            continue
        cases.append(ran)
        print(say(ran), flush=True)
    print(summary(cases) if cases else f"No single-mode problem (.sm) in {arguments.folder}.")
    return 0 if cases else 1


if __name__ == "__main__":
    sys.exit(main())
