"""What a milestone rests on, along Depends on."""

from __future__ import annotations

from collections.abc import Callable

from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme


def rests_on(programme: Programme, milestone: Milestone, along: Callable[[Milestone], bool] | None = None) -> set[str]:
    """The ids of all that a milestone depends on, itself or by other milestones, or by some of these only."""
    waiting, found = [milestone], set[str]()
    while waiting:
        for reference in waiting.pop().depends_on:
            before = programme.milestones.get(reference.id)
            if before is not None and reference.id not in found and (along is None or along(before)):
                waiting.append(before)
            found.add(reference.id)
    return found
