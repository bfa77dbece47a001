"""The programme at a glance: a row a workstream with its colours."""

from __future__ import annotations

from collections import Counter

from xl_send.results import AspectName, ProgrammeStatus, Status
from xl_send.table import ColumnLook, Table, TableColumn, TableRow
from xl_send.words import first_few
from xl_send.workbook.days import say
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

OVERVIEW = "Overview"
PROGRAMME = "programme"
_PARTS = tuple(name for name in AspectName if name is not AspectName.OVERALL)
_ABOUT = "The colour of each workstream by its dates and figures, aspect by aspect, beside the colour that is reported."
_WIDE = {AspectName.INTERDEPENDENCIES.heading: 20}
_HELP = {"Reported": "The owner's own colour."}
_COUNTED = (Status.RED, Status.AMBER, Status.GREEN)


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
    notes = (_title(programme, picture), *_carried(programme), told, _ABOUT)
    return Table(OVERVIEW, columns, rows, notes)


def _carried(programme: Programme) -> list[str]:
    """Which workstreams stand as their last return told of them."""
    found = [(code, stream.carried) for code, stream in sorted(programme.streams.items()) if stream.carried]
    if not found:
        return []
    told = first_few([f"{code}, as at {say(day)}" for code, day in found if day])
    return [f"Carried forward from the last return, as none came: {told}."]


def _title(programme: Programme, picture: ProgrammeStatus) -> str:
    """The programme, its council and the day."""
    lead = programme.lead
    whose = ", ".join(filter(None, (lead.cover.programme, lead.cover.council))) if lead else ""
    when = f"as at {say(picture.as_at)}" if picture.as_at else "without an as at date"
    return f"{whose or 'The programme'}, {when}"


def _said(picture: ProgrammeStatus) -> str:
    """How many rows have each colour, what share of them has no data, and what could not be read."""
    states = Counter(item.status for item in picture.items)
    counted = ", ".join(f"{states[status]} {status.value}" for status in _COUNTED)
    rated = sum(states[status] for status in (*_COUNTED, Status.NO_DATA))
    share = f"{states[Status.NO_DATA] / rated:.0%} of what is rated has no data" if rated else "nothing is rated"
    unread = f" Not evidenced: {first_few(picture.unread)}." if picture.unread else ""
    return f"{counted}; {share}.{unread}"


def _row(programme: Programme, picture: ProgrammeStatus, code: str) -> TableRow:
    found = {aspect.aspect: aspect for aspect in picture.aspects if aspect.of == code}
    stream: Workstream | None = programme.streams.get(code)
    name = f"{stream.name} ({code})" if stream and stream.name else code
    name += f", carried forward from {say(stream.carried)}" if stream and stream.carried else ""
    overall = found.get(AspectName.OVERALL)
    return (
        "The programme" if code == PROGRAMME else name,
        (stream.owner or "") if stream else "",
        overall.status.value if overall else "",
        overall.reported.value if overall and overall.reported else "",
        *(found[part].status.value if part in found else "" for part in _PARTS),
        overall.sentence if overall else "",
    )
