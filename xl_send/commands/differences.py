"""What differs between a programme as it is and as it would be."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from xl_send.findings import Finding
from xl_send.model.delivery import Milestone
from xl_send.model.submissions import Programme
from xl_send.network import Missed, Moved, Network, missed_meetings, network_of, passed_points, passed_terms
from xl_send.rating.items import Aspect, Item, Picture
from xl_send.rollup import picture
from xl_send.rules import Scope, all_rules, check


class Date(NamedTuple):
    """The date of a milestone, a task or a handover before and after, and by how many working days it moves."""

    id: str
    before: date
    after: date
    by: int
    float_before: int | None
    float_after: int | None


class Differences(NamedTuple):
    """Only what changes. `gone`, `changed` and `new` are conflicts, those that change as they would be.

    `terms` are a milestone, the last day of a term and the first of the next; `points` a KPI, its milestone and day;
    `unowned` what would have no owner any more.
    """

    dates: tuple[Date, ...]
    meetings: tuple[Missed, ...]
    terms: tuple[tuple[Milestone, date, date], ...]
    points: tuple[tuple[str, str, date], ...]
    items: tuple[tuple[Item, Item], ...]
    aspects: tuple[tuple[Aspect, Aspect], ...]
    gone: tuple[Finding, ...]
    changed: tuple[Finding, ...]
    new: tuple[Finding, ...]
    unowned: tuple[str, ...] = ()


def differences(before: Programme, after: Programme) -> Differences:
    """What changes from one programme to another with the same rows."""
    first, then = network_of(before), network_of(after)
    dates = _dates(first, then)
    moved = _later_milestones(first, dates)
    gone, changed, new = _conflicts(before, after)
    return Differences(
        dates,
        tuple(missed_meetings(first, moved)),
        tuple(passed_terms(first, moved)),
        tuple((one.kpi, one.milestone or "", day) for one, day in passed_points(first, moved)),
        _items(picture(before), picture(after)),
        _aspects(picture(before), picture(after)),
        gone,
        changed,
        new,
    )


def _items(before: Picture, after: Picture) -> tuple[tuple[Item, Item], ...]:
    was = {_place(one): one for one in before.items}
    pairs = ((was.get(_place(one)), one) for one in after.items)
    return tuple((first, then) for first, then in pairs if first and first.status is not then.status)


def _place(item: Item) -> tuple[str, str, str, int]:
    return item.kind, item.id, item.record.workbook, item.record.row


def _aspects(before: Picture, after: Picture) -> tuple[tuple[Aspect, Aspect], ...]:
    was = {(one.of, one.aspect): one for one in before.aspects}
    pairs = ((was.get((one.of, one.aspect)), one) for one in after.aspects)
    return tuple((first, then) for first, then in pairs if first and first.status is not then.status)


def _dates(first: Network, then: Network) -> tuple[Date, ...]:
    found = []
    for node in then.nodes:
        before, after = first.feasible(node.id), then.feasible(node.id)
        if before and after and before != after:
            by = first.axis.days.between(before, after)
            found.append(Date(node.id, before, after, by, first.float_days(node.id), then.float_days(node.id)))
    return tuple(sorted(found, key=lambda one: (one.before, one.id)))


def _later_milestones(network: Network, dates: tuple[Date, ...]) -> list[Moved]:
    nodes = ((network.node(one.id), one) for one in dates)
    return [
        Moved(node.record, one.before, one.after, one.by)
        for node, one in nodes
        if node and isinstance(node.record, Milestone) and one.after > one.before
    ]


def _conflicts(
    before: Programme, after: Programme
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    rules = list(all_rules(Scope.CONFLICTS).values())
    was, now = check(before, rules), check(after, rules)
    known, left = {one.key: one.message for one in was}, {one.key for one in now}
    gone = tuple(one for one in was if one.key not in left)
    changed = tuple(one for one in now if known.get(one.key, one.message) != one.message)
    return gone, changed, tuple(one for one in now if one.key not in known)
