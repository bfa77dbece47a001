"""What differs between a programme as it is and as it would be."""

from __future__ import annotations

from datetime import date

from xl_send.compare.overtaken import told_within
from xl_send.findings import Finding
from xl_send.network import Network, network_of
from xl_send.network.knock_on import Missed, Moved, missed_meetings, passed_points, passed_terms
from xl_send.rag.rollup import programme_status
from xl_send.results import Aspect, Item, ProgrammeStatus, Status
from xl_send.rules import Scope, all_rules, check
from xl_send.text import working_days
from xl_send.value_classes import NamedTuple
from xl_send.workbook.days import say
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme


class DateChange(NamedTuple):
    """The date of a milestone, a task or a handover before and after, by how many working days it moves, and its float.

    A date that is not known is None. Where the date stays, only its float changes.
    """

    id: str
    before: date | None
    after: date | None
    by: int
    float_before: int | None
    float_after: int | None

    @property
    def was(self) -> str:
        """The date before, in words."""
        return say(self.before) if self.before else "not known"

    @property
    def becomes(self) -> str:
        """The date after, in words."""
        return say(self.after) if self.after else "not known"

    @property
    def in_words(self) -> str:
        """How far it moves, and what becomes of its float."""
        said = [f"{working_days(abs(self.by))} {'later' if self.by > 0 else 'earlier'}"] if self.by else []
        if self.float_before != self.float_after and self.after:
            said.append(f"float {_float(self.float_before)} becomes {_float(self.float_after)}")
        return "; ".join(said)


def _float(days: int | None) -> str:
    return "none" if days is None else str(days)


class Differences(NamedTuple):
    """Only what changes. `gone`, `changed` and `new` are conflicts, those that change as they would be.

    `terms` are a milestone, the last day of a term and the first of the next; `points` a KPI, its milestone and day;
    `unowned` what would have no owner any more.
    """

    dates: tuple[DateChange, ...]
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
    moved = _later_milestones(first, then)
    gone, changed, new = _conflicts(before, after)
    return Differences(
        dates,
        tuple(missed_meetings(first, _by_knock_on(first, then, moved))),
        tuple(passed_terms(first, moved)),
        tuple(
            (passed_point.kpi, passed_point.milestone or "", day) for passed_point, day in passed_points(first, moved)
        ),
        _items(programme_status(before), programme_status(after)),
        _aspects(programme_status(before), programme_status(after)),
        gone,
        changed,
        new,
    )


_WORST_FIRST = (Status.RED, Status.AMBER, Status.GREEN)


def why_better(was: Item, now: Item) -> str:
    """What a colour that becomes better was for, which the new date or state alone has put aside; else nothing."""
    if not was.status.coloured or not now.status.coloured:
        return ""
    if _WORST_FIRST.index(now.status) <= _WORST_FIRST.index(was.status):
        return ""
    return f". By that alone it is no longer {was.status.value}: {was.reason}"


def _items(before: ProgrammeStatus, after: ProgrammeStatus) -> tuple[tuple[Item, Item], ...]:
    was = {_place(item): item for item in before.items}
    pairs = ((was.get(_place(item)), item) for item in after.items)
    return tuple((first, then) for first, then in pairs if first and first.status is not then.status)


def _place(item: Item) -> tuple[str, str, str, int]:
    return item.kind, item.id, item.record.workbook, item.record.row


def _aspects(before: ProgrammeStatus, after: ProgrammeStatus) -> tuple[tuple[Aspect, Aspect], ...]:
    was = {(aspect.of, aspect.aspect): aspect for aspect in before.aspects}
    pairs = ((was.get((aspect.of, aspect.aspect)), aspect) for aspect in after.aspects)
    return tuple((first, then) for first, then in pairs if first and first.status is not then.status)


def _dates(first: Network, then: Network) -> tuple[DateChange, ...]:
    """Every date that changes, becomes known or unknown, and every float."""
    found = []
    for node in then.nodes:
        before, after = first.feasible(node.id), then.feasible(node.id)
        room, left = first.float_days(node.id), then.float_days(node.id)
        done = node.done and before == after
        if before != after or (room != left and not done):
            by = first.axis.days.between(before, after) if before and after else 0
            found.append(DateChange(node.id, before, after, by, room, left))
    return tuple(sorted(found, key=lambda item: (item.before or item.after or date.max, item.id)))


def _later_milestones(first: Network, then: Network) -> list[Moved]:
    """The milestones that come later, those whose date is then unknown by the day that they cannot be before."""
    found = []
    for node in then.nodes:
        was, before, after = first.node(node.id), first.not_before(node.id), then.not_before(node.id)
        if was and isinstance(was.record, Milestone) and before and after and after > before:
            found.append(Moved(was.record, before, after, first.axis.days.between(before, after)))
    return sorted(found, key=lambda item: (item.forecast, item.milestone.id))


def _by_knock_on(first: Network, then: Network, moved: list[Moved]) -> list[Moved]:
    """Those that come later because what they wait for does, and not because they are given a later date."""
    was = {node.id: node.own for node in first.nodes}
    own = {node.id: node.own for node in then.nodes if node.own == was.get(node.id)}
    return [item for item in moved if (own.get(item.milestone.id) or item.feasible) < item.feasible]


def _conflicts(
    before: Programme, after: Programme
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Finding, ...]]:
    rules = list(all_rules(Scope.CONFLICTS).values())
    was, now = check(before, rules), check(after, rules)
    known, left = {item.key: item.message for item in was}, {item.key for item in now}
    gone, new = ([one for one in found if one.key not in keys] for found, keys in ((was, left), (now, known)))
    # What a larger one tells of as well is no more gone than that is new.
    standing_for = {one.key for item in gone if (one := told_within(item, new))}
    changed = tuple(
        item for item in now if item.key in standing_for or known.get(item.key, item.message) != item.message
    )
    return (
        tuple(item for item in gone if told_within(item, new) is None),
        changed,
        tuple(item for item in new if item.key not in standing_for),
    )
