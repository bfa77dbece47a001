"""People's time and money by the second reading of the rules of colours (`oracle`)."""

from __future__ import annotations

from datetime import date, timedelta
from math import inf

from rag.oracle.sight import Sight, tidy, worst_first
from xl_send.calendar import Terms
from xl_send.workbook.doubts import money_in_doubt
from xl_send.workbook.sheets.choices import Funding, PostStatus, State
from xl_send.workbook.sheets.resources import MoneyLine, Resource


def money_colour(sight: Sight, line: MoneyLine) -> str:
    """A line of money by its forecast outturn."""
    thresholds = sight.thresholds
    if line.budget == 0:
        return "Red" if line.outturn else "Not rated"
    if money_in_doubt(line):
        return "No data"
    over = tidy(line.outturn / line.budget - 1)
    lost = -over > thresholds.money_red and not line.carry_forward
    if lost and line.funding is None:
        return "No data"
    lost = lost and line.funding is Funding.GRANT
    return worst_first(over > thresholds.money_red, over > thresholds.money_amber or lost)


def resource_colour(sight: Sight, line: Resource) -> str:
    """A line of somebody's time by the worst week to come, its money and whether anybody is in post."""
    thresholds = sight.thresholds
    if line.ends < line.starts:
        return "No data"
    if line.ends < sight.as_at:
        return "Complete"
    lines = [one for one in sight.seen.each(Resource) if _name(one) == _name(line)]
    given = [one.available for one in lines if one.available is not None]
    lines = [one for one in lines if sight.seen.state_of(one.workstream) is State.ACTIVE and one.ends >= one.starts]
    worst = _worst(sight, line, lines, min(given)) if given else None
    under_way = line.starts <= sight.as_at <= line.ends
    if worst is not None and worst > thresholds.over_allocation:
        return "Red"
    if under_way and line.funding in (Funding.NOT_FUNDED, None):
        return "Red" if line.funding else "No data"
    begun = sight.as_at > line.starts
    if (begun and line.post not in (PostStatus.IN_POST, None)) or (
        worst is not None and worst > thresholds.full_allocation
    ):
        return "Amber"
    return "No data" if worst is None or (begun and line.post is None) else "Green"


def _name(line: Resource) -> str:
    return " ".join(line.who.casefold().split())


def _worst(sight: Sight, line: Resource, lines: list[Resource], available: float) -> float:
    """The greatest use in any week that ends on or after the as at date and in which this line takes time."""
    first = max(line.starts, sight.as_at)
    monday = first - timedelta(days=first.weekday())
    worst = 0.0
    while monday <= line.ends:
        used = sum(_used(sight, one, monday) for one in lines) if _used(sight, line, monday) else 0.0
        worst = max(worst, tidy(used / available) if available else inf if used else 0.0)
        monday += timedelta(days=7)
    return worst


def _used(sight: Sight, line: Resource, monday: date) -> float:
    """The line's time in one week, by its working days; in a week without a school day none if it is term time only.

    Without any term nobody knows when schools are shut, and every week counts.
    """
    days, terms = sight.days, Terms.of(sight.calendar)
    week = [monday + timedelta(days=number) for number in range(5)]
    if line.term_time and terms.terms and not any(terms.is_school_day(day) for day in week):
        return 0.0
    working = [day for day in week if days.is_working(day)]
    there = [day for day in working if line.starts <= day <= line.ends]
    return line.fte * len(there) / len(working) if working else 0.0
