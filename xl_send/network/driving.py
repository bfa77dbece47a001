"""What drives a date, in words for people: the chain of what sets it, and the range that the past suggests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xl_send.network.decisions import deciding_meeting, is_beyond_meetings, meeting_on_its_day
from xl_send.network.network import Network
from xl_send.network.nodes import Edge, EdgeKind, Node
from xl_send.text import working_days
from xl_send.value_classes import NamedTuple
from xl_send.words import counted
from xl_send.workbook.days import say
from xl_send.workbook.sheets.milestones import Milestone

# Of a longer chain the first step and the last are told, and how many lie between.
MOST_STEPS = 8
# From fewer milestones that were reached nothing is said of how they slip.
LEAST_HISTORY = 5
# The range leaves out one in ten at either end.
OUTSIDE = 10


class PastRange(NamedTuple):
    """Between which days a milestone falls if it slips as those of its programme have. It makes no colour.

    `slips` are by how many working days so many milestones came after their first dates; `missed` says which meeting
    would be missed in how many of them, if any.
    """

    slips: int
    low: date
    high: date
    missed: str

    @property
    def span(self) -> str:
        """The days in words."""
        return f"between {say(self.low)} and {say(self.high)}" if self.low != self.high else f"on {say(self.low)}"

    @property
    def sentence(self) -> str:
        """All of it in words."""
        history = f"If it slips as the {self.slips} milestones reached so far have slipped"
        return f"{history}: {self.span}{f'; {self.missed}' if self.missed else ''}."


class DrivenDate(NamedTuple):
    """The date of a milestone that is still to come: when it can be reached, what drives that, and what the past says.

    `steps` are sentences from what set all of it to the milestone itself, `rests_on` the ids that they name; none where
    its own date alone does. `past` is the range that the past suggests, where there is enough of it.
    """

    milestone: Milestone
    day: date | None
    steps: tuple[str, ...]
    rests_on: tuple[str, ...]
    past: PastRange | None

    @classmethod
    def of(cls, network: Network, milestone: Milestone) -> DrivenDate | None:
        """What drives the date of a key milestone; None where it is none, is reached, or nothing can be said."""
        node = network.node(milestone.id)
        if node is None or node.done or not milestone.key:
            return None
        steps, past = _steps(network, milestone), _range(network, milestone)
        if not (steps or past):
            return None
        return cls(milestone, network.feasible(milestone.id), steps, network.driving_chain(milestone.id), past)


def _steps(network: Network, milestone: Milestone) -> tuple[str, ...]:
    """The steps that set a milestone's date, one sentence each, from what set all of it to the milestone itself."""
    chain = network.driving_chain(milestone.id)
    if len(chain) < 2 and deciding_meeting(network, milestone) is None:
        return ()
    told = [(before, name) for before, name in zip((None, *chain), chain, strict=False)]
    steps = [_step(network, before, name, last=name == milestone.id) for before, name in told]
    if len(steps) <= MOST_STEPS:
        return tuple(steps)
    between = len(steps) - MOST_STEPS
    return (
        steps[0],
        f"{counted(between, 'more step')} {'lies' if between == 1 else 'lie'} between.",
        *steps[between + 1 :],
    )


def _step(network: Network, before: str | None, name: str, *, last: bool) -> str:
    """One step. What the milestone itself is called is known where its steps are read."""
    node = network.node(name)
    if node is None:
        return name
    day = network.not_before(name)
    what = "" if last else network.name_of(node)
    said = f"{name}{f' ({what})' if what else ''}: {say(day) if day else 'no date is known'}"
    return f"{said}, {_why(network, before, node)}."


def _why(network: Network, before: str | None, node: Node) -> str:
    edge = network.driver_of(node) if before else None
    waits = _waits(edge) if edge else ""
    row = node.record
    asked = row if isinstance(row, Milestone) and not node.done else None
    meeting = (meeting_on_its_day if before else deciding_meeting)(network, asked) if asked else None
    if meeting:
        when = "then" if meeting.day == network.not_before(node.id) else f"on {say(meeting.day)}"
        decides = f"{meeting.forum} can first decide it {when} (papers due {say(network.meetings.papers_due(meeting))})"
        ready = network.ready(node.id)
        return f"what it needs is there on {say(ready)}, {waits}, and {decides}" if waits and ready else decides
    if asked and is_beyond_meetings(network, asked):
        return "; ".join(filter(None, [waits, f"no meeting of {asked.forum} that is listed can decide it"]))
    return waits or _by_itself(network, node)


def _by_itself(network: Network, node: Node) -> str:
    day = network.not_before(node.id)
    if node.done:
        return "when it was done"
    if node.own and day == node.own:
        return "its own date"
    return "not before the As at date of its workbook" if day == node.as_at else "the first day that will do"


def _waits(edge: Edge) -> str:
    lag = f"{working_days(edge.lag)} after" if edge.lag and edge.kind is not EdgeKind.AFTER else "with"
    return {
        EdgeKind.DEPENDS_ON: f"{lag} {edge.start}, on which it depends",
        EdgeKind.AFTER: f"it comes after {edge.start}",
        EdgeKind.READY: f"when {edge.start} is ready",
        EdgeKind.NEEDED: f"{lag} {edge.start}, which it needs",
    }[edge.kind]


def _range(network: Network, milestone: Milestone) -> PastRange | None:
    """The range that the past suggests; None for a milestone that was reached, without a date or without a history."""
    slips, day = network.past_slips, network.feasible(milestone.id)
    node = network.node(milestone.id)
    if len(slips) < LEAST_HISTORY or day is None or node is None or node.done:
        return None
    dates = [network.axis.days.after(day, max(0, slip)) for slip in slips]
    low, high = dates[len(dates) // OUTSIDE], dates[-1 - len(dates) // OUTSIDE]
    return PastRange(len(slips), low, high, _missed(network, milestone, dates))


def _missed(network: Network, milestone: Milestone, dates: Sequence[date]) -> str:
    sittings = network.meetings.of(milestone)
    serving = sittings.serving(dates[0], network.ready(milestone.id)) if sittings else None
    if serving is None:
        return ""
    missed = sum(day > serving.day for day in dates)
    if not missed:
        return ""
    return f"{serving.forum} on {say(serving.day)} is missed in {missed} of {len(dates)}"
