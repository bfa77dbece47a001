"""A programme as it would be: a date slips, something is done, a person leaves. No workbook is touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.errors import CannotRunError
from xl_send.network import Network, Node, network_of
from xl_send.value_classes import replace
from xl_send.words import did_you_mean, first_few
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say
from xl_send.workbook.names import owner_key
from xl_send.workbook.sheets.choices import LogStatus, PostStatus, RiskStatus, TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

Edits = dict[int, Record]
Closable = Milestone | Diagnostic | Interdependency | Risk | LogEntry
_TO_DO = {TaskStatus.PLANNED, TaskStatus.UNDER_WAY}


def with_slips(programme: Programme, slips: Sequence[tuple[str, int]]) -> Programme:
    """The programme with dates of milestones, diagnostic tasks and handovers moved by working days.

    Raises `CannotRunError` for an id that is not in the plan, and for what is done already.
    """
    network, edits = network_of(programme), Edits()
    for name, days in slips:
        node = _undone(network, name)
        for row, changed in _moved(network, node, days):
            edits[id(row)] = changed
    return programme.with_rows(edits)


def _undone(network: Network, name: str) -> Node:
    node = network.node(name)
    if node is None:
        message = (
            f"{name} is not in the plan of these workbooks. {did_you_mean(name, [item.id for item in network.nodes])}"
        )
        raise CannotRunError(message.strip())
    if node.done and node.own:
        message = f"{name} was done on {say(node.own)}, so it cannot slip."
        raise CannotRunError(message)
    if node.own is None:
        message = f"{name} has no date that could slip. Give it a forecast first."
        raise CannotRunError(message)
    return node


def _moved(network: Network, node: Node, days: int) -> Iterator[tuple[Record, Record]]:
    day = network.axis.days.after(node.own or date.min, days)
    if isinstance(node.record, Milestone):
        yield node.record, replace(node.record, forecast=day)
    elif isinstance(node.record, Diagnostic):
        yield node.record, _task_moved(network, node, node.record, days)
    else:
        for row in network.accounts[node.id].rows:
            yield row, replace(row, forecast=day)


def _task_moved(network: Network, node: Node, task: Diagnostic, days: int) -> Diagnostic:
    """A task with both its dates moved and its length kept; of one that is under way only the end can still move."""
    axis, end = network.axis, (node.own or task.ends).toordinal()
    if task.status is TaskStatus.UNDER_WAY:
        return replace(task, forecast_end=date.fromordinal(axis.after(end, days)))
    start = axis.after(task.starts.toordinal(), days)
    if task.schools:
        length = max(0, axis.school.between(task.starts.toordinal() - 1, end) - 1)
        start = axis.school.from_on(start)
        last = axis.school.after(start, length)
    else:
        last = axis.after(start, max(0, axis.between(task.starts.toordinal(), end)))
    ends = date.fromordinal(last)
    forecast = ends if task.forecast_end else None
    return replace(task, starts=date.fromordinal(start), ends=ends, forecast_end=forecast)


def closed(programme: Programme, names: Sequence[str]) -> Programme:
    """The programme with milestones, tasks and handovers done, and risks and log entries closed, as at its date.

    Raises `CannotRunError` for an id that none of them has.
    """
    rows: dict[str, list[Closable]] = {}
    for row in _closable(programme):
        rows.setdefault(row.id, []).append(row)
    edits = Edits()
    for name in (name.upper().strip() for name in names):
        if name not in rows:
            message = f"{name} is no milestone, task, handover, risk or log entry of these workbooks. "
            raise CannotRunError(f"{message}{did_you_mean(name, rows)}".strip())
        for row in rows[name]:
            edits[id(row)] = _done(row, programme.as_at(row))
    return programme.with_rows(edits)


def _closable(programme: Programme) -> Iterator[Closable]:
    yield from programme.each(Milestone)
    yield from programme.each(Diagnostic)
    yield from programme.each(Interdependency)
    yield from programme.each(Risk)
    yield from programme.each(LogEntry)


def _done(row: Closable, as_at: date | None) -> Record:
    if isinstance(row, Milestone):
        return replace(row, actual=row.actual or as_at, decided=row.decided or as_at)
    if isinstance(row, Diagnostic):
        return replace(row, actual_end=row.actual_end or as_at, status=TaskStatus.DONE)
    if isinstance(row, Interdependency):
        return replace(row, delivered=row.delivered or as_at, accepted=row.accepted or as_at)
    if isinstance(row, Risk):
        return replace(row, status=RiskStatus.CLOSED)
    return replace(row, status=LogStatus.CLOSED)


def without_people(programme: Programme, people: Sequence[str]) -> Programme:
    """The programme with nobody in the posts of these people or teams, and none of their time to be had.

    Raises `CannotRunError` for a name that no resource line gives and that owns nothing.
    """
    lines = list(programme.each(Resource))
    edits = Edits()
    for person in people:
        found = [line for line in lines if owner_key(line.who) == owner_key(person)]
        if not found and not owned_by(programme, [person]):
            raise CannotRunError(_nobody(person, sorted({line.who for line in lines})))
        for line in found:
            edits[id(line)] = replace(line, available=0.0, post=PostStatus.VACANT)
    return programme.with_rows(edits)


def owned_by(programme: Programme, people: Sequence[str]) -> tuple[str, ...]:
    """The ids of what is still to be done and would have no owner without these people, in the order read."""
    keys = {owner_key(person) for person in people}
    return tuple(dict.fromkeys(label for label, owner in _owners(programme) if owner and owner_key(owner) in keys))


def _owners(programme: Programme) -> Iterator[tuple[str, str | None]]:
    """Everything that is still to be done or looked after, with its owner."""
    yield from ((workstream.code, workstream.owner) for workstream in programme.each(Workstream))
    yield from ((milestone.id, milestone.owner) for milestone in programme.each(Milestone) if milestone.actual is None)
    yield from ((item.id, item.owner) for item in programme.each(Kpi))
    yield from ((risk.id, risk.owner) for risk in programme.each(Risk) if risk.status is not RiskStatus.CLOSED)
    yield from (
        (diagnostic.id, diagnostic.lead) for diagnostic in programme.each(Diagnostic) if diagnostic.status in _TO_DO
    )
    yield from (
        (log_entry.id, log_entry.owner)
        for log_entry in programme.each(LogEntry)
        if log_entry.status is not LogStatus.CLOSED
    )


def _nobody(person: str, names: Sequence[str]) -> str:
    known = f" {did_you_mean(person, names)}They are for {first_few(names)}." if names else ""
    return f'No resource line is for "{person}".{known}'
