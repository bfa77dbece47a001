"""How what others do worsens a milestone's colour: knock-on, the end of a term, a forum that does not meet in time.

Source: status, milestone, "the engine may then worsen". A Green or an Amber only ever becomes worse, step by step.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xl_send.findings import Cell
from xl_send.network import Network, deciding_meeting, is_beyond_meetings
from xl_send.rag.context import Context
from xl_send.rag.milestones import lateness_colour, plan_as_read
from xl_send.results import Fact, Rating, Status
from xl_send.text import working_days
from xl_send.value_classes import NamedTuple, replace
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.milestones import Milestone

_WORSE: Mapping[Status, int] = {Status.GREEN: 0, Status.AMBER: 1, Status.RED: 2}


class Worsening(NamedTuple):
    """A step that may worsen a colour: what it would be, why in words and in few, and the cells that say so.

    `told` names the facts that the words give.
    """

    status: Status
    reason: str
    brief: str
    cells: tuple[Cell, ...]
    told: frozenset[str] = frozenset()


def worsened(milestone: Milestone, rating: Rating, context: Context) -> Rating:
    """A milestone's rating with what the rest of the programme does to it, and the facts of the network."""
    network = context.network
    if network is None or network.node(milestone.id) is None:
        return rating
    found = replace(rating, facts={**rating.facts, **_facts(milestone, network)})
    if milestone.forecast is None:
        return found
    for step in (_knock_on, _school_time, _forum):
        if found.status in {Status.GREEN, Status.AMBER}:
            found = _with(found, step(milestone, milestone.forecast, context, network))
    if found.status in {Status.GREEN, Status.AMBER}:
        return replace(found, reason=found.reason + _meeting(milestone, milestone.forecast, network))
    return found


def _facts(milestone: Milestone, network: Network) -> dict[str, Fact]:
    return {
        "feasible": network.feasible(milestone.id),
        "driving_chain": network.driving_chain(milestone.id) if milestone.key else (),
        "float": network.float_days(milestone.id),
        "float_weeks": network.float_weeks(milestone.id),
    }


def _with(rating: Rating, step: Worsening | None) -> Rating:
    if step is None or _WORSE[step.status] <= _WORSE[rating.status]:
        return rating
    before = f"{rating.status} without that: {rating.reason}"
    cells = (*step.cells, *rating.cells)
    return Rating(
        step.status, f"{step.reason} ({before})", cells, rating.facts, step.brief, told=rating.told | step.told
    )


def _late(milestone: Milestone, day: date, context: Context) -> tuple[int, Status]:
    late = max(0, context.days.between(plan_as_read(milestone, context).day, day))
    return late, lateness_colour(late, context.thresholds, fixed=milestone.fixed)


def _knock_on(milestone: Milestone, forecast: date, context: Context, network: Network) -> Worsening | None:
    """It cannot be reached by its own forecast: what it waits for, or the meeting that is to decide it, comes later."""
    feasible = network.not_before(milestone.id)
    node = network.node(milestone.id)
    edge = network.driver_of(node) if node else None
    before = network.node(edge.start) if edge else None
    meeting, beyond = deciding_meeting(network, milestone), is_beyond_meetings(network, milestone)
    if feasible is None or feasible <= forecast or (before is None and meeting is None):
        return None
    late, status = _late(milestone, feasible, context)
    causes = [f"it waits for {before.id}"] if before else []
    causes += [f"no meeting of {milestone.forum} can decide it before"] if meeting else []
    causes += [f"no meeting of {milestone.forum} that is listed can decide it"] if beyond else []
    reason = (
        f"cannot be before {say(feasible)}, {working_days(late)} after its planned date, because "
        f"{' and '.join(causes)}; its own forecast is still {say(forecast)}"
    )
    brief = f"{working_days(late)} late by knock-on from {network.origin_of(node).id}" if node else ""
    if before is None:
        brief = f"no meeting of {milestone.forum} before {say(feasible)}, so {working_days(late)} late"
    cells = (milestone.at("forecast"), *([before.cell] if before else []), *([meeting.at("day")] if meeting else []))
    return Worsening(status, reason, brief, cells, frozenset({"feasible", "forecast"}))


def _school_time(milestone: Milestone, forecast: date, context: Context, network: Network) -> Worsening | None:
    """Schools must act, they are open between its plan date and its forecast, and they are shut on its forecast.

    So they are where a term ends, or a break begins after it, on its plan date or later, be that a holiday or weekend.
    It counts as the next day on which they are open. After the last term of the Calendar nothing is known.
    """
    plan, axis = plan_as_read(milestone, context), network.axis
    # On a loop nothing says how soon it can be; that schools are shut on its own forecast is known all the same.
    day = network.not_before(milestone.id) or date.fromordinal(axis.school.from_on(forecast.toordinal()))
    ends = axis.terms.ends
    if not milestone.schools_must_act or day <= forecast or ends is None or day > ends:
        return None
    planned, expected = plan.day.toordinal(), forecast.toordinal()
    after_term = network.next_term(plan.day, forecast)
    in_break = any(plan.day < first <= forecast <= last for first, last in axis.terms.breaks)
    if not (after_term or in_break) and axis.school.count(expected) <= axis.school.count(planned - 1):
        return None
    late, status = _late(milestone, day, context)
    shut = "after the end of term" if after_term else axis.terms.why_shut(forecast)
    reason = (
        f"schools must act, and {say(forecast)} is {shut}, so it counts as {say(day)}, "
        f"{working_days(late)} after its planned date"
    )
    brief = f"past the end of term, so {working_days(late)} late"
    if not shut.startswith("after"):
        brief = f"schools are shut on {say(forecast)}, so {working_days(late)} late"
    return Worsening(status, reason, brief, (milestone.at("forecast"), milestone.at("schools_must_act")))


def _forum(milestone: Milestone, forecast: date, context: Context, network: Network) -> Worsening | None:  # noqa: ARG001 - the steps share one signature
    """It needs a decision, and no meeting that can still give it comes by its forecast."""
    sittings = network.meetings.of(milestone)
    if milestone.decision is Decision.NONE or sittings is None or sittings.last_by(forecast):
        return None
    if not sittings.lists_beyond(forecast):
        return None
    later = sittings.first_after(forecast)
    after = f"; the next that can is on {say(later.day)}" if later else ""
    reason = f"needs {_needed(milestone)} of {milestone.forum}, and no meeting by {say(forecast)} can give it{after}"
    brief = f"no meeting of {milestone.forum} in time"
    return Worsening(Status.AMBER, reason, brief, (milestone.at("decision"), milestone.at("forum")))


def _meeting(milestone: Milestone, forecast: date, network: Network) -> str:
    """Which meeting can still give a decision that is needed, or that none is listed so late."""
    sittings = network.meetings.of(milestone)
    if sittings is None:
        return ""
    serving = sittings.last_by(forecast)
    if serving:
        return f"; {milestone.forum} on {say(serving.day)} can give {_needed(milestone)}"
    return "" if sittings.lists_beyond(forecast) else f"; no meeting of {milestone.forum} is listed so late"


def _needed(milestone: Milestone) -> str:
    return "assurance" if milestone.decision is Decision.ASSURANCE else f"a {milestone.decision.value.lower()}"
