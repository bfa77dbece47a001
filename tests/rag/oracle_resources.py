"""People's time and money by the second reading of the rules of colours (`oracle`)."""

from __future__ import annotations

from datetime import date, timedelta
from math import inf

from rag.oracle_sight import Sight, tidy, worst_first
from xl_send.calendar import Terms
from xl_send.workbook.sheets.choices import Funding, PostStatus, State
from xl_send.workbook.sheets.resources import MoneyLine, Resource


def money_colour(sight: Sight, line: MoneyLine) -> str:
    """A line of money by its forecast outturn."""
    thresholds = sight.thresholds
    if line.budget == 0:
        return "Red" if line.outturn else "Not rated"
    over = tidy(line.outturn / line.budget - 1)
    lost = line.funding is Funding.GRANT and -over > thresholds.money_red and not line.carry_forward
    return worst_first(over > thresholds.money_red, over > thresholds.money_amber or lost)


def resource_colour(sight: Sight, line: Resource) -> str:
    """A line of somebody's time by the worst week to come, its money and whether anybody is in post."""
    thresholds = sight.thresholds
    if line.ends < line.starts:
        return "No data"
    if line.ends < sight.as_at:
        return "Complete"
    lines = [one for one in sight.seen.each(Resource) if _name(one) == _name(line) and one.ends >= one.starts]
    lines = [one for one in lines if sight.programme.state_of(one.workstream) is State.ACTIVE]
    given = [one.available for one in lines if one.available is not None]
    worst = _worst(sight, line, lines, min(given)) if given else None
    unfunded = line.funding is Funding.NOT_FUNDED and line.starts <= sight.as_at <= line.ends
    vacant = line.post is not None and line.post is not PostStatus.IN_POST and sight.as_at > line.starts
    if unfunded or (worst is not None and worst > thresholds.over_allocation):
        return "Red"
    if worst is None:
        return "No data"
    return worst_first(red=False, amber=vacant or worst > thresholds.full_allocation)


def _name(line: Resource) -> str:
    return " ".join(line.who.casefold().split())


def _worst(sight: Sight, line: Resource, lines: list[Resource], available: float) -> float:
    """The greatest use in any week of this line that ends on or after the as at date."""
    first = max(line.starts, sight.as_at)
    monday = first - timedelta(days=first.weekday())
    worst = 0.0
    while monday <= line.ends:
        used = sum(_used(sight, one, monday) for one in lines)
        share = used / available if available else (inf if used else 0.0)
        worst = max(worst, tidy(share))
        monday += timedelta(days=7)
    return worst


def _used(sight: Sight, line: Resource, monday: date) -> float:
    days, terms = sight.days, Terms.of(sight.calendar)
    week = [monday + timedelta(days=number) for number in range(5)]
    working = [day for day in week if days.is_working(day)]
    there = [day for day in working if line.starts <= day <= line.ends]
    if line.term_time:
        there = [day for day in there if terms.term_of(day)]
    return line.fte * len(there) / len(working) if working else 0.0
