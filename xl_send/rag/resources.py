"""The status of people's time and of lines of budget (status: resources and money)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from xl_send.analysis.use_of_people import Stretch, Use, may_be_anybody, person_key, runs_of_weeks
from xl_send.rag.context import Context
from xl_send.rag.not_rated import not_rated
from xl_send.results import Fact, Rating, Status
from xl_send.text import pounds, rounded, share
from xl_send.workbook.days import say
from xl_send.workbook.doubts import in_doubt, money_in_doubt
from xl_send.workbook.sheets.choices import Funding, PostStatus
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.thresholds import Thresholds


def resource_rating(line: Resource, context: Context) -> Rating:
    """What a resource line earns by how much of its person's or team's time is planned while it lasts.

    The worst week that ends on or after the as at date counts, of those in which the line itself counts.
    """
    still = not_rated(line, line.workstream, context)
    if still:
        return still
    facts: dict[str, Fact] = {"fte": line.fte, "available": line.available}
    doubt = in_doubt(line)
    if doubt:
        return Rating.not_known(doubt.reason, doubt.cell, facts=facts)
    if line.ends < context.as_at:
        return Rating(Status.COMPLETE, f"ended on {say(line.ends)}", (line.at("ends"),), facts, settled=True)
    planned = _planned(line, context.known.use[person_key(line)], context, facts)
    found = [item for item in (planned, _unfunded(line, context, facts), _vacant(line, context, facts)) if item]
    without = _without(line, planned, facts)
    worst = next((item for status in (Status.RED, Status.AMBER) for item in found if item.status is status), without)
    if worst.status is Status.RED:
        return worst
    return without if without.unknown else _blank(line, context, worst, facts) or worst


def _without(line: Resource, planned: Rating | None, facts: dict[str, Fact]) -> Rating:
    """What a line is where nothing makes it Red or Amber; of somebody who is not named nothing good is known."""
    if may_be_anybody(line):
        cell = line.at("who")
        return Rating.not_known(f"it is not said who is in post ({cell.address})", cell, facts=facts)
    reason = f"no line gives the Available FTE of {line.who}"
    return planned or Rating(Status.NO_DATA, reason, (line.at("available"),), facts)


def _blank(line: Resource, context: Context, worst: Rating, facts: dict[str, Fact]) -> Rating | None:
    """A blank matters only where what should stand there could make the line worse than it is."""
    for name, value, since in (("funding", line.funding, context.as_at), ("post", line.post, context.as_at)):
        matters = name == "funding" or worst.status is not Status.AMBER
        if value is None and line.starts <= since and matters:
            cell = line.at(name)
            return Rating.not_known(f"its {cell.column} ({cell.address}) is blank", cell, facts=facts)
    return None


def _unfunded(line: Resource, context: Context, facts: dict[str, Fact]) -> Rating | None:
    if line.funding is not Funding.NOT_FUNDED or line.starts > context.as_at:
        return None
    reason = f"not funded, and under way since {say(line.starts)}"
    return Rating(Status.RED, reason, (line.at("funding"), line.at("starts")), facts, "not funded")


def _vacant(line: Resource, context: Context, facts: dict[str, Fact]) -> Rating | None:
    if line.post in {None, PostStatus.IN_POST} or line.starts >= context.as_at:
        return None
    brief = f"{(line.post or '').lower()} after its start on {say(line.starts)}"
    return Rating(Status.AMBER, brief, (line.at("post"), line.at("starts")), facts, brief)


def _planned(line: Resource, use: Use, context: Context, facts: dict[str, Fact]) -> Rating | None:
    """The colour of the worst week; None where nobody gives the capacity."""
    if use.least is None or use.available is None:
        return None
    worst = use.worst(context.as_at, line)
    if worst is None:
        return Rating(Status.GREEN, "takes no time from now on", (line.at("ends"),), facts)
    taken = use.share(worst.fte) or 0.0
    told = "more than there is" if math.isinf(taken) else share(taken)
    facts |= {"planned": worst.fte, "capacity": use.available, "worst_week": worst.first}
    when = _when(use.as_much(worst, context.as_at, line))
    reason = f"{told} of {line.who} is planned {when}: {rounded(worst.fte)} of {rounded(use.available)} FTE"
    thresholds = context.thresholds
    red, full = round(thresholds.over_allocation, 9), round(thresholds.full_allocation, 9)
    status = Status.RED if taken > red else Status.AMBER if taken > full else Status.GREEN
    return Rating(status, reason, (line.at("fte"), use.least.at("available")), facts, f"{told} planned")


def _when(found: Sequence[Stretch]) -> str:
    """The weeks of most use, all of them: those after a holiday as well."""
    weeks, runs = sum(stretch.weeks for stretch in found), runs_of_weeks(found)
    if weeks == 1:
        return f"in the week of {say(runs[0][0])}"
    if len(runs) == 1:
        return f"in the {weeks} weeks from {say(runs[0][0])}"
    return f"in {weeks} weeks between {say(runs[0][0])} and {say(runs[-1][1])}"


def overspend(line: MoneyLine) -> float | None:
    """Forecast outturn over budget as a share of the budget, negative when under; None for a budget of 0.

    For a line of income, whose budget is negative, less income than budgeted is an overspend.
    """
    if line.budget == 0:
        return None
    return round((line.outturn - line.budget) / abs(line.budget), 9)


def money_rating(line: MoneyLine, context: Context) -> Rating:
    """The colour of a line's overspend, or of a grant's underspend that may not be carried forward."""
    still = not_rated(line, line.workstream, context)
    if still:
        return still
    over = overspend(line)
    facts: dict[str, Fact] = {"budget": line.budget, "outturn": line.outturn, "overspend": over}
    cells = (line.at("outturn"), line.at("budget"))
    if doubtful := money_in_doubt(line):
        cell = line.at(doubtful)
        return Rating.not_known(f"its {cell.column} is in doubt: {cell.address}", cell, *cells, facts=facts)
    if over is None:
        return _without_budget(line, facts)
    status, aside = _colour(line, over, context.thresholds)
    how = f"{share(abs(over))} {'over' if over > 0 else 'under'} budget" if over else "on budget"
    reason = f"{how}: forecast outturn {pounds(line.outturn)}, budget {pounds(line.budget)}{aside}"
    if line.funding is None and status is Status.GREEN and _would_lose(line, over, context.thresholds):
        cell = line.at("funding")
        return Rating.not_known(f"{how}, and its Funding ({cell.address}) is blank", cell, *cells, facts=facts)
    return Rating(status, reason, cells, facts, how).telling("budget", "outturn")


def _without_budget(line: MoneyLine, facts: dict[str, Fact]) -> Rating:
    cells = (line.at("outturn"), line.at("budget"))
    if line.outturn:
        return Rating(Status.RED, f"forecast outturn of {pounds(line.outturn)} without a budget", cells, facts).telling(
            "outturn"
        )
    return Rating(Status.NOT_RATED, "neither a budget nor a forecast outturn", cells, facts)


def _colour(line: MoneyLine, over: float, thresholds: Thresholds) -> tuple[Status, str]:
    red, amber = round(thresholds.money_red, 9), round(thresholds.money_amber, 9)
    if over > red:
        return Status.RED, ""
    if over > amber:
        return Status.AMBER, ""
    if line.funding is Funding.GRANT and _would_lose(line, over, thresholds):
        return Status.AMBER, "; a grant, with no carry-forward agreed"
    return Status.GREEN, ""


def _would_lose(line: MoneyLine, over: float, thresholds: Thresholds) -> bool:
    """Whether so much is left over that a grant would be lost, as none of it may be carried forward."""
    return not line.carry_forward and -over > round(thresholds.money_red, 9)
