"""Which meeting sets the date of a milestone that a forum is to decide."""

from __future__ import annotations

from xl_send.network.graph import BEYOND
from xl_send.network.network import Network
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.milestones import Milestone


def deciding_meeting(network: Network, milestone: Milestone) -> Meeting | None:
    """The meeting that sets a milestone's date: no earlier one can decide it. None where none does so."""
    node, meeting = network.node(milestone.id), meeting_on_its_day(network, milestone)
    return meeting if node and meeting and (node.own is None or meeting.day > node.own) else None


def meeting_on_its_day(network: Network, milestone: Milestone) -> Meeting | None:
    """The meeting that can decide a milestone on the day on which it can be reached, also where that is its own.

    What schools must do is reached on the first school day from the meeting on.
    """
    reached, sittings = network.not_before(milestone.id), network.meetings.of(milestone)
    if reached is None or sittings is None:
        return None
    ready = _all_ready(network, network.built.numbers[milestone.id])
    can_decide = (
        meeting
        for meeting, papers in zip(sittings.usable, sittings.papers, strict=True)
        if papers.toordinal() >= ready and _reached_by(network, milestone, meeting) == reached.toordinal()
    )
    return next(can_decide, None)


def is_beyond_meetings(network: Network, milestone: Milestone) -> bool:
    """Whether no meeting is listed that could still decide a milestone once all that it waits for is ready."""
    number = network.built.numbers.get(milestone.id)
    if number is None or network.built.graph.sittings[number] is None:
        return False
    return network.built.graph.meeting_for(number, _all_ready(network, number)) == BEYOND


def _reached_by(network: Network, milestone: Milestone, meeting: Meeting) -> int:
    day = meeting.day.toordinal()
    return network.axis.school.from_on(day) if milestone.schools_must_act else day


def _all_ready(network: Network, number: int) -> int:
    """The day on which all that an event waits for is ready, not before the date of its return."""
    return max(network.passes.ready[number], network.built.graph.floor[number])
