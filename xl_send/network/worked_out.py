"""The network of a programme, worked out once, and Python's search for loops of objects put off for that long."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from xl_send.calendar import Terms, WorkingDays
from xl_send.findings import Cell
from xl_send.network.axis import Axis
from xl_send.network.building import Builder
from xl_send.network.knock_on import cell_to_blame, knock_ons
from xl_send.network.network import Network
from xl_send.network.passes import passes
from xl_send.value_classes import replace
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme, once_per_programme


@contextmanager
def not_collecting() -> Iterator[None]:
    """Put the search off: over all that was read it doubles the time, and finds none.

    What was made meanwhile is put with what is old already, so that the search does not begin with going through it.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


@once_per_programme
def network_of(programme: Programme) -> Network:
    """The network of a programme by its policy's thresholds and calendar, or by the defaults if it has none."""
    policy, settled = programme.policy, _in_order(programme)
    calendar = policy.calendar if policy else ()
    axis = Axis(WorkingDays.of(calendar), Terms.of(calendar))
    thresholds = policy.thresholds if policy else Thresholds()
    with not_collecting():
        builder = Builder(settled, thresholds, axis)
        built = builder.build()
        return Network(settled, axis, builder, built, passes(built.graph))


def _in_order(programme: Programme) -> Programme:
    """The same with its workbooks in the order of their names.

    Where they stand so already, what was worked out of it so far is not worked out again.
    """
    ordered = tuple(sorted(programme.submissions, key=lambda submission: submission.workbook))
    found = replace(programme, submissions=ordered)
    if ordered == programme.submissions:
        vars(found).update(vars(programme))
    return found


@once_per_programme
def blamed_for(programme: Programme) -> Mapping[str, Cell]:
    """What is blamed for each milestone that something else moves, by the milestone's id."""
    found = knock_ons(network_of(programme))
    return {item.milestone.id: cell_to_blame(one) for one in found for item in one.moved}
