"""The programme at a glance: a row a workstream with its colours, and how much rests on each owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol, cast

from xl_send.results import AspectName, Item, ItemKind, ProgrammeStatus, Status
from xl_send.table import CellKind, ColumnLook, Table, TableColumn, TableRow
from xl_send.words import counted, first_few
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say
from xl_send.workbook.kinds import PLACEHOLDERS
from xl_send.workbook.names import owner_key
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme
from xl_send.workbook.unread import NotRead

OVERVIEW = "Overview"
PROGRAMME = "programme"
_PARTS = tuple(name for name in AspectName if name is not AspectName.OVERALL)
_ABOUT = "The colour of each workstream by its dates and figures, aspect by aspect, beside the colour that is reported."
_WIDE = {AspectName.INTERDEPENDENCIES.heading: 20}
_HELP = {"Reported": "The owner's own colour."}
_COUNTED = (Status.RED, Status.AMBER, Status.GREEN)
OWNERS = "Owners"
_ABOUT_OWNERS = "What is open of each owner, in all workstreams together: who answers for most comes first."
_OPEN = {Status.RED, Status.AMBER, Status.GREEN, Status.NOT_DUE, Status.NO_DATA}
_OWNED_ROWS = {
    ItemKind.MILESTONE: "Milestones to come",
    ItemKind.KPI: "KPIs",
    ItemKind.RISK: "Open risks",
    ItemKind.ISSUE: "Open issues and decisions",
}
_NUMBER, _DAY = CellKind.NUMBER, CellKind.DAY
_COLUMNS = (
    TableColumn(
        "Owner", 34, help="The role or person. Names that differ only in capitals, spaces and punctuation are one."
    ),
    TableColumn("Workstreams", 22, help="Whose rows these are."),
    TableColumn("Open in all", 12, _NUMBER, "All that is counted in the next four columns."),
    *(TableColumn(title, 14, _NUMBER) for title in _OWNED_ROWS.values()),
    TableColumn("Red", 8, _NUMBER, "How many of them are Red."),
    TableColumn("Amber", 8, _NUMBER, "How many of them are Amber."),
    TableColumn(
        "Next milestone",
        16,
        _DAY,
        "The first day on which one of the milestones to come is expected. One before the as at date is overdue.",
    ),
)


def overview_table(programme: Programme, picture: ProgrammeStatus, marking: str = "") -> Table:
    """A row for the programme and each workstream: overall, reported, each aspect, and why.

    `marking` says for whom the workbook is.
    """
    coloured = (AspectName.OVERALL.heading, "Reported", *(name.heading for name in _PARTS))
    columns = (
        TableColumn("Workstream", 34, help="The workstream, and first of all the programme."),
        TableColumn("Owner", 22, help="Who owns it."),
        *(
            TableColumn(title, _WIDE.get(title, 14), help=_HELP.get(title, "Its colour."), look=ColumnLook.STATE)
            for title in coloured
        ),
        TableColumn("Why", 62, help="How the overall colour was reached."),
    )
    codes = list(dict.fromkeys(aspect.of for aspect in picture.aspects))
    codes.sort(key=lambda code: (code != PROGRAMME, code))
    rows = [_row(programme, picture, code) for code in codes]
    told = f"{marking}. {_said(picture)}" if marking else _said(picture)
    of_when = *_carried(programme), *_earlier(programme)
    notes = (_title(programme, picture), *of_when, told, *_not_evidenced(picture), _ABOUT)
    return Table(OVERVIEW, columns, rows, notes)


def _carried(programme: Programme) -> list[str]:
    """Which workstreams stand as their last return told of them."""
    found = [(code, stream.carried) for code, stream in sorted(programme.streams.items()) if stream.carried]
    if not found:
        return []
    told = first_few([f"{code}, as at {say(day)}" for code, day in found if day])
    return [f"Carried forward from the last return, as none came: {told}."]


def _earlier(programme: Programme) -> list[str]:
    """Which workstreams stand as they were on an earlier day than this workbook's, by whose day they are measured."""
    found = [(code, stream.returned) for code, stream in sorted(programme.streams.items()) if stream.returned]
    told = first_few([f"{code}, as at {say(day)}" for code, day in found if day])
    return [f"Of an earlier day, and measured by that of this workbook: {told}."] if found else []


def _title(programme: Programme, picture: ProgrammeStatus) -> str:
    """The programme, its council and the day."""
    lead = programme.lead
    whose = ", ".join(filter(None, (lead.cover.programme, lead.cover.council))) if lead else ""
    when = f"as at {say(picture.as_at)}" if picture.as_at else "without an as at date"
    return f"{whose or 'The programme'}, {when}"


def _said(picture: ProgrammeStatus) -> str:
    """How many rows have each colour, what share of them has no data."""
    states = Counter(item.status for item in picture.items)
    colours = ", ".join(f"{states[status]} {status.value}" for status in _COUNTED)
    rated = sum(states[status] for status in (*_COUNTED, Status.NO_DATA))
    # What did not come is in no number: a share of what did is none of the whole.
    of = "the rows that came have" if picture.unread else "what is rated has"
    share = f"{states[Status.NO_DATA] / rated:.0%} of {of} no data" if rated else "nothing is rated"
    return f"{colours}; {share}."


def _not_evidenced(picture: ProgrammeStatus) -> list[str]:
    """What could not be read, on a line of its own: behind the numbers it would run off the page."""
    return [f"Not evidenced: {first_few(picture.unread)}."] if picture.unread else []


def _row(programme: Programme, picture: ProgrammeStatus, code: str) -> TableRow:
    found = {aspect.aspect: aspect for aspect in picture.aspects if aspect.of == code}
    stream: Workstream | None = programme.streams.get(code)
    name = f"{stream.name} ({code})" if stream and stream.name else code
    name += f", carried forward from {say(stream.carried)}" if stream and stream.carried else ""
    name += f", as at {say(stream.returned)}" if stream and stream.returned else ""
    overall = found[AspectName.OVERALL]
    return (
        "The programme" if code == PROGRAMME else name,
        (stream.owner or "") if stream else "",
        overall.status.value,
        overall.reported.value if overall.reported else "",
        *(found[part].status.value for part in _PARTS),
        overall.sentence,
    )


class _Owned(Protocol):
    owner: str | None


def owners_table(picture: ProgrammeStatus) -> Table:
    """A row an owner of what is open; what is of nobody, or could not be read, is told first."""
    loads: dict[str, list[Item]] = {}
    ownerless = 0
    for item in picture.items:
        if item.kind not in _OWNED_ROWS or item.status not in _OPEN or isinstance(item.record, NotRead):
            continue
        name = _owner_of(item.record)
        if owner_key(name) and name.casefold().strip() not in PLACEHOLDERS:
            loads.setdefault(owner_key(name), []).append(item)
        else:
            ownerless += 1
    rows = sorted(
        (_owner_row(found) for found in loads.values()),
        key=lambda row: (-cast("int", row[2]), str(row[0])),
    )
    return Table(OWNERS, _COLUMNS, rows, (*_of_no_owner(ownerless, picture.unread), _ABOUT_OWNERS))


def _of_no_owner(ownerless: int, unread: Sequence[str]) -> Iterator[str]:
    """What is in none of the owners' numbers."""
    if ownerless:
        name, are = ("names", "is") if ownerless == 1 else ("name", "are")
        yield f"{counted(ownerless, 'open row')} {name} no owner and {are} not counted here."
    if unread:
        yield f"Not counted here: {first_few(unread, most=3)}."


def _owner_of(record: Record) -> str:
    return cast("_Owned", record).owner or ""


def _owner_row(found: Sequence[Item]) -> TableRow:
    kinds, states = [item.kind for item in found], [item.status for item in found]
    return (
        _owner_of(found[0].record), ", ".join(sorted({item.workstream for item in found})), len(found),
        *(kinds.count(kind) for kind in _OWNED_ROWS), states.count(Status.RED), states.count(Status.AMBER),
        min((day for item in found if (day := _expected(item.record))), default=None),
    )  # fmt: skip


def _expected(record: Record) -> date | None:
    return (record.forecast or record.baseline) if isinstance(record, Milestone) else None
