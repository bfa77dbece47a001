"""When handovers are needed, held against the milestones that wait for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xl_send.analysis.activity import is_active
from xl_send.frozen import NamedTuple
from xl_send.network.accounts import reconciled
from xl_send.network.plans import given
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, once_per_programme


class NeededAfter(NamedTuple):
    """A handover that is needed only after the milestone that waits for it, and that milestone's latest day."""

    need: Interdependency
    milestone: Milestone
    latest: date


@once_per_programme
def needed_after_milestone(programme: Programme) -> Mapping[str, NeededAfter]:
    """By id, the handovers needed after the baseline and the forecast of what waits for them.

    Where it has no forecast, after the day it is held to. At the receiver's account where that was read.
    """
    found: dict[str, NeededAfter] = {}
    for name, accounts in reconciled(programme, programme.each(Interdependency)).items():
        need = accounts.need
        milestone = programme.milestones.get(accounts.receiver_milestone or "")
        if milestone is None or need.state is not State.ACTIVE or not need.needed_by:
            continue
        if given(milestone.actual, programme.as_at(milestone)):
            continue
        latest = max(milestone.baseline, milestone.forecast or plan_day(milestone))
        if need.needed_by > latest and is_active(programme, milestone):
            found[name] = NeededAfter(need, milestone, latest)
    return found


def plan_day(milestone: Milestone) -> date:
    """The day a milestone is held to: the agreed one where a change stands beside it, else its baseline."""
    return milestone.agreed if milestone.agreed and milestone.changes else milestone.baseline
