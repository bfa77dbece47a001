"""Which meeting sets the date of a milestone that a forum is to decide."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.network.graph import BEYOND
from xl_send.network.network import Network
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.milestones import Milestone


def deciding_meeting(network: Network, milestone: Milestone) -> Meeting | None:
    """The meeting that sets a milestone's date: no earlier one can decide it. None where none does so."""
    node, first = network.node(milestone.id), next(_able(network, milestone), None)
    if node is None or first is None or (node.own is not None and first.day <= node.own):
        return None
    return first if _is_on_its_day(network, milestone, first) else None


def meeting_on_its_day(network: Network, milestone: Milestone) -> Meeting | None:
    """The meeting that can decide a milestone on the day on which it can be reached, also where that is its own."""
    on_its_day = (one for one in _able(network, milestone) if _is_on_its_day(network, milestone, one))
    return next(on_its_day, None)


def is_beyond_meetings(network: Network, milestone: Milestone) -> bool:
    """Whether no meeting is listed that could still decide a milestone once all that it waits for is ready."""
    number = network.built.numbers.get(milestone.id)
    if number is None or network.built.graph.sittings[number] is None:
        return False
    return network.built.graph.meeting_for(number, _all_ready(network, number)) == BEYOND


def _able(network: Network, milestone: Milestone) -> Iterator[Meeting]:
    """The meetings, in order, whose papers are due once all that a milestone waits for is ready."""
    sittings, number = network.meetings.of(milestone), network.built.numbers.get(milestone.id)
    if sittings is None or number is None:
        return
    ready = _all_ready(network, number)
    for meeting, papers in zip(sittings.usable, sittings.papers, strict=True):
        if papers.toordinal() >= ready:
            yield meeting


def _is_on_its_day(network: Network, milestone: Milestone, meeting: Meeting) -> bool:
    """Whether a milestone is reached by a meeting: what schools must do on the first school day from it on."""
    day, reached = meeting.day.toordinal(), network.not_before(milestone.id)
    allowed = network.axis.school.from_on(day) if milestone.schools_must_act else day
    return reached is not None and allowed == reached.toordinal()


def _all_ready(network: Network, number: int) -> int:
    """The day on which all that an event waits for is ready, not before the date of its return."""
    return max(network.passes.ready[number], network.built.graph.floor[number])
