"""What would change, as a list: what it is, now and then, and why."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.compare.differences import DateChange, Differences, why_better
from xl_send.findings import Finding
from xl_send.table import Table, TableColumn
from xl_send.workbook.days import say

WHAT_IF = "What if"
_COLUMNS = (
    TableColumn("What", 24),
    TableColumn("ID", 20),
    TableColumn("Now", 22),
    TableColumn("Then", 22),
    TableColumn("Why", 90),
)
_Texts = tuple[str, ...]


def whatif_table(supposed: str, found: Differences, unread: str = "") -> Table:
    """A row for each date, meeting, colour and conflict that would be another one, if what is supposed came true.

    First stands what could not be read.
    """
    first = may_change_as_well(unread)
    if not any(found):
        among = " among what could be read" if unread else ""
        return Table(WHAT_IF, _COLUMNS, (), (*first, f"If {supposed}, nothing else would change{among}."))
    note = f"If {supposed}: what would change. Your plan is as it was."
    return Table(WHAT_IF, _COLUMNS, tuple(_rows(found)), (*first, note))


def may_change_as_well(unread: str) -> tuple[str, ...]:
    """What could not be read, as a note: what rests on it is not among what would change."""
    return (f"{unread} What rests on it may change as well.",) if unread else ()


def _rows(found: Differences) -> Iterator[_Texts]:
    yield from map(_date, found.dates)
    for meeting in found.meetings:
        following = say(meeting.following.day) if meeting.following else "no later one is listed"
        yield "Meeting missed", meeting.milestone.id, say(meeting.meeting.day), following, meeting.meeting.forum
    for milestone, ended, starts in found.terms:
        why = "It passes the end of term; schools can act again from then."
        yield "End of term passed", milestone.id, say(ended), say(starts), why
    for kpi, milestone_id, day in found.points:
        yield "Figure due too early", kpi, say(day), "", f"It is expected before {milestone_id} can be reached."
    for was, now in found.items:
        yield "Colour", now.id, was.status.value, now.status.value, now.reason + why_better(was, now)
    for before, after in found.aspects:
        yield f"{after.aspect.heading}", after.of, before.status.value, after.status.value, after.sentence
    yield from _conflicts("Conflict gone", found.gone)
    yield from _conflicts("Conflict different", found.changed)
    yield from _conflicts("New conflict", found.new)


def _date(one: DateChange) -> _Texts:
    return "Date" if one.before != one.after else "Float", one.id, one.was, one.becomes, one.in_words


def _conflicts(what: str, findings: tuple[Finding, ...]) -> Iterator[_Texts]:
    for finding in findings:
        yield what, finding.cell.record, "", finding.severity.value, finding.message
