"""What diagnostic tasks share and cannot all have at once: schools, cohorts, people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from xl_send.analysis.audiences import Audience, audiences_of
from xl_send.analysis.names.schools import school_keys
from xl_send.analysis.use_of_people import names_somebody
from xl_send.scheduling.proposal.school_calls import SchoolCall
from xl_send.value_classes import NamedTuple
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import Method
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.resources import Resource as Line
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme

# Shares of a full-time person are counted in hundredths.
HUNDREDTHS = 100


class SharedKind(StrEnum):
    """What kind of thing is shared."""

    AUDIENCE = "one task at a time"
    SCHOOL = "so many tasks at once"
    PEOPLE = "people's time"


class SharedResource(NamedTuple):
    """One thing that tasks share: how much there is of it, what each takes, and in words.

    `where` is how it is said of tasks ("at Oakfield Primary") or, of people, who they are. Where one workstream asks
    at a time, `groups` says which each task belongs to.
    """

    name: str
    capacity: int
    needs: Mapping[str, int]
    what: SharedKind
    where: str
    groups: Mapping[str, str] = MappingProxyType({})


ByAudience = Mapping[Audience, tuple[str, Sequence[Diagnostic]]]


def shared_by(
    programme: Programme, tasks: Sequence[Diagnostic], thresholds: Thresholds, calls: Mapping[str, Sequence[SchoolCall]]
) -> list[SharedResource]:
    """Everything that these tasks share, with the trials and rollouts (`calls`) that are at their schools."""
    asking = _by_audience((task for task in tasks if task.method is not Method.DATA_PULL), school_keys(programme))
    return [
        *_audiences(asking),
        *_schools(asking, int(thresholds.school_tasks), calls),
        *_people(programme, tasks, thresholds),
    ]


def _by_audience(tasks: Iterable[Diagnostic], key_of: Callable[[str], str]) -> ByAudience:
    """Tasks by whom they ask; two names that may be one school's are one until they are told apart."""
    found: defaultdict[Audience, list[Diagnostic]] = defaultdict(list)
    words: dict[Audience, str] = {}
    for task in tasks:
        for audience, where in dict(audiences_of(task, key_of)).items():
            found[audience].append(task)
            words.setdefault(audience, where)
    return {audience: (words[audience], together) for audience, together in found.items()}


def _audiences(asking: ByAudience) -> Iterator[SharedResource]:
    """One school, or one service area and cohort, is asked by one workstream at a time."""
    told: set[frozenset[str]] = set()
    for where, together in asking.values():
        groups = {task.id: task.workstream for task in together}
        if len(set(groups.values())) > 1 and frozenset(groups) not in told:
            told.add(frozenset(groups))
            name = f"{' '.join(sorted(groups))} {where}"
            yield SharedResource(name, 1, dict.fromkeys(groups, 1), SharedKind.AUDIENCE, where, groups)


def _schools(asking: ByAudience, allowed: int, calls: Mapping[str, Sequence[SchoolCall]]) -> Iterator[SharedResource]:
    """A school is in no more tasks, trials and rollouts at once than the Thresholds allow."""
    room = max(1, allowed)
    for (kind, *key), (where, together) in asking.items():
        here = calls.get(key[0], ()) if kind == "school" else ()
        if kind == "school" and len(together) + len(here) > room:
            needs = dict.fromkeys([*(task.id for task in together), *(call.name for call in here)], 1)
            yield SharedResource(f"{where}, {room}", room, needs, SharedKind.SCHOOL, where)


def _people(programme: Programme, tasks: Sequence[Diagnostic], thresholds: Thresholds) -> list[SharedResource]:
    """A task takes as much of its lead's time as the lead's line for its workstream says, of all that there is."""
    lines: defaultdict[str, list[Line]] = defaultdict(list)
    for line in programme.each(Line):
        if names_somebody(line):
            lines[name_key(line.who)].append(line)
    led: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for task in tasks:
        if name_key(task.lead or "") in lines:
            led[name_key(task.lead or "")].append(task)
    found = [_person(lines[key], together, thresholds.full_allocation) for key, together in led.items()]
    return [item for item in found if item is not None]


def _person(lines: Sequence[Line], tasks: Sequence[Diagnostic], full: float) -> SharedResource | None:
    available = min((line.available for line in lines if line.available is not None), default=None)
    if available is None:
        return None
    room = round(available * full * HUNDREDTHS)
    needs = {}
    for task in tasks:
        taken = max((line.fte for line in lines if line.workstream == task.workstream), default=0.0)
        # One task that needs more than there is can be helped by no order; it is told as an over-allocation.
        needs[task.id] = min(room, round(taken * HUNDREDTHS))
    if sum(needs.values()) <= room:
        return None
    return SharedResource(f"people {name_key(lines[0].who)}", room, needs, SharedKind.PEOPLE, lines[0].who)


def works_in_term_only(programme: Programme, task: Diagnostic) -> bool:
    """Whether all lines of a task's lead are for term time only."""
    lines = [
        line
        for line in programme.each(Line)
        if names_somebody(line) and name_key(line.who) == name_key(task.lead or "")
    ]
    return bool(lines) and all(line.term_time for line in lines)
