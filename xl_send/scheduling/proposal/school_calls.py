"""The trials and rollouts that take the time of schools while tasks are put in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xl_send.analysis.school_calls import calls_by_school
from xl_send.network import Network
from xl_send.scheduling.proposal.day_numbers import DayNumbers
from xl_send.scheduling.solver import Activity
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.milestones import Milestone


class SchoolCall(NamedTuple):
    """A trial or a rollout as conflict 15 counts it: a name of its own, in words, and its first and last days."""

    name: str
    words: str
    first: int
    last: int


def school_calls(network: Network, days: DayNumbers) -> Mapping[str, Sequence[SchoolCall]]:
    """The trials and rollouts at each school, by the key of its name."""
    found: dict[str, list[SchoolCall]] = {}
    for key, calls in calls_by_school(network.programme, network.axis.terms).items():
        for call in calls:
            if isinstance(call.rows[0], Milestone):
                first, last = days.from_on(call.first), days.of(call.last)
                found.setdefault(key, []).append(SchoolCall(f"{call.what} {first} {last}", call.what, first, last))
    return found


def fixed_calls(calls: Iterable[SchoolCall], needs: Mapping[str, Mapping[str, int]]) -> list[Activity]:
    """Trials and rollouts as activities that stay where they are; `needs` says of each what it takes."""
    by_name = {call.name: call for call in calls}
    return [
        Activity(name, max(1, call.last - call.first + 1), current=call.first, fixed=True, needs=needs[name])
        for name, call in by_name.items()
        if name in needs
    ]
