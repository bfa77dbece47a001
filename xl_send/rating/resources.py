"""The status of a resource line, as far as it does not rest on use over time (status: resources and money)."""

from __future__ import annotations

from xl_send.model.choices import Funding, PostStatus
from xl_send.model.resources import Resource
from xl_send.rating.context import Context
from xl_send.rating.items import Fact, Status, Verdict
from xl_send.rating.resting import resting
from xl_send.schema.days import say


def resource_verdict(line: Resource, context: Context) -> Verdict:
    """What a resource line earns where that does not depend on how much of a person's time is used.

    Ended and unfunded lines are decided by their own row, and so is a vacant post where nobody gives
    the person's capacity. Any other line waits for the use of the person's time week by week.
    """
    still = resting(line, line.workstream, context)
    if still:
        return still
    facts: dict[str, Fact] = {"fte": line.fte, "available": line.available}
    if line.ends < context.as_at:
        return Verdict(Status.COMPLETE, f"ended on {say(line.ends)}", (line.at("ends"),), facts)
    if line.funding is Funding.NOT_FUNDED and line.starts <= context.as_at:
        reason = f"not funded, and under way since {say(line.starts)}"
        return Verdict(Status.RED, reason, (line.at("funding"), line.at("starts")), facts, "not funded")
    if line.who.casefold() not in context.known.with_capacity:
        return _without_capacity(line, context, facts)
    reason = f"its colour rests on how much of {line.who} is used week by week, which is not worked out"
    return Verdict(Status.NOT_RATED, reason, (line.at("fte"),), facts)


def _without_capacity(line: Resource, context: Context, facts: dict[str, Fact]) -> Verdict:
    if line.post is not PostStatus.IN_POST and line.starts < context.as_at:
        brief = f"{line.post.lower()} after its start on {say(line.starts)}"
        return Verdict(Status.AMBER, brief, (line.at("post"), line.at("starts")), facts, brief)
    reason = f"no line gives the Available FTE of {line.who}"
    return Verdict(Status.NO_DATA, reason, (line.at("available"),), facts)
