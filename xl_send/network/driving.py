"""What drives a date, in words for people: the chain of what sets it, and the range that the past suggests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.network.network import Network
from xl_send.network.nodes import Edge, EdgeKind, Node
from xl_send.text import working_days
from xl_send.workbook.days import say
from xl_send.workbook.sheets.milestones import Milestone

# Of a longer chain the first step and the last are told, and how many lie between.
MOST_STEPS = 8
# From fewer milestones that were reached nothing is said of how they slip.
LEAST_HISTORY = 5
# The range leaves out one in ten at either end.
OUTSIDE = 10


def driving_words(network: Network, milestone: Milestone) -> tuple[str, ...]:
    """The steps that set a milestone's date, one sentence each, from what set all of it to the milestone itself."""
    chain = network.driving_chain(milestone.id)
    if len(chain) < 2 and network.meeting_for(milestone) is None:
        return ()
    told = [(before, name) for before, name in zip((None, *chain), chain, strict=False)]
    steps = [_step(network, before, name) for before, name in told]
    if len(steps) <= MOST_STEPS:
        return tuple(steps)
    between = len(steps) - MOST_STEPS
    return (steps[0], f"{between} more steps lie between.", *steps[between + 1 :])


def _step(network: Network, before: str | None, name: str) -> str:
    node = network.node(name)
    if node is None:
        return name
    day = network.not_before(name)
    what = network.name_of(node)
    said = f"{name}{f' ({what})' if what else ''}: {say(day) if day else 'no date is known'}"
    return f"{said}, {'; '.join(_whys(network, before, node))}."


def _whys(network: Network, before: str | None, node: Node) -> Iterator[str]:
    if before is None:
        yield _by_itself(network, node)
    else:
        edge = network.driver_of(node)
        yield _waits(edge) if edge else f"it waits for {before}"
    if isinstance(node.record, Milestone):
        meeting = network.meeting_for(node.record)
        if meeting:
            papers = say(network.meetings.papers_due(meeting))
            yield f"{meeting.forum} can first decide it then (papers due {papers})"
        elif not node.done and network.is_beyond_meetings(node.record):
            yield f"no meeting of {node.record.forum} that is listed can decide it"


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


def range_words(network: Network, milestone: Milestone) -> str:
    """Between which days a milestone falls if it slips as those of its programme have; nothing without a history.

    The history is by how many working days the milestones that were reached came after their first dates. It makes
    no colour.
    """
    slips, day = network.past_slips, network.feasible(milestone.id)
    node = network.node(milestone.id)
    if len(slips) < LEAST_HISTORY or day is None or node is None or node.done:
        return ""
    dates = [network.axis.days.after(day, max(0, slip)) for slip in slips]
    low, high = dates[len(dates) // OUTSIDE], dates[-1 - len(dates) // OUTSIDE]
    span = f"between {say(low)} and {say(high)}" if low != high else f"on {say(low)}"
    history = f"If it slips as the {len(slips)} milestones reached so far have slipped"
    return f"{history}: {span}{_missed(network, milestone, dates)}."


def _missed(network: Network, milestone: Milestone, dates: Sequence[date]) -> str:
    sittings = network.meetings.of(milestone)
    serving = sittings.serving(dates[0], network.ready(milestone.id)) if sittings else None
    if serving is None:
        return ""
    missed = sum(day > serving.day for day in dates)
    if not missed:
        return ""
    return f"; {serving.forum} on {say(serving.day)} is missed in {missed} of {len(dates)}"
