"""The programme at a glance: a row a workstream with its colours, and its key milestones by half-term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from xl_send.calendar import Terms
from xl_send.results import AspectName, ProgrammeStatus, Status
from xl_send.table import ColumnLook, Table, TableColumn, TableRow
from xl_send.words import listed
from xl_send.workbook.days import say
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

OVERVIEW, YEAR = "Overview", "Year view"
PROGRAMME = "programme"
_PARTS = tuple(name for name in AspectName if name is not AspectName.OVERALL)
_ABOUT = "The colour of each workstream by its dates and figures, aspect by aspect, beside the colour that is reported."
_ABOUT_YEAR = (
    "Key milestones by the half-term in which they are now expected, or were reached; those between terms come after "
    "the half-term before. A cell has the colour of its worst milestone."
)
_HELP = {"Reported": "The owner's own colour."}
_AUTUMN = 9
_COUNTED = (Status.RED, Status.AMBER, Status.GREEN)


def overview_table(programme: Programme, picture: ProgrammeStatus, marking: str = "") -> Table:
    """A row for the programme and each workstream: overall, reported, each aspect, and why.

    `marking` says for whom the workbook is.
    """
    coloured = (AspectName.OVERALL.heading, "Reported", *(name.heading for name in _PARTS))
    columns = (
        TableColumn("Workstream", 38, help="The workstream, and first of all the programme."),
        TableColumn("Owner", 26, help="Who owns it."),
        *(TableColumn(title, 18, help=_HELP.get(title, "Its colour."), look=ColumnLook.STATE) for title in coloured),
        TableColumn("Why", 80, help="How the overall colour was reached."),
    )
    codes = list(dict.fromkeys(aspect.of for aspect in picture.aspects))
    codes.sort(key=lambda code: (code != PROGRAMME, code))
    rows = [_row(programme, picture, code) for code in codes]
    notes = (*([f"{marking}."] if marking else []), _said(programme, picture), *_carried(programme), _ABOUT)
    return Table(OVERVIEW, columns, rows, notes)


def _carried(programme: Programme) -> list[str]:
    """Which workstreams stand as their last return told of them."""
    found = [(code, stream.carried) for code, stream in sorted(programme.streams.items()) if stream.carried]
    if not found:
        return []
    told = listed([f"{code}, as at {say(day)}" for code, day in found if day])
    return [f"Carried forward from the last return, as none came: {told}."]


def _said(programme: Programme, picture: ProgrammeStatus) -> str:
    """The council, the day, how many rows have each colour, and what share of them has no data."""
    lead = programme.lead
    whose = " ".join(filter(None, (lead.cover.council, lead.cover.programme))) if lead else ""
    when = f"as at {say(picture.as_at)}" if picture.as_at else "without an as at date"
    states = Counter(item.status for item in picture.items)
    counted = ", ".join(f"{states[status]} {status.value}" for status in _COUNTED)
    rated = sum(states[status] for status in (*_COUNTED, Status.NO_DATA))
    share = f"{states[Status.NO_DATA] / rated:.0%} of what is rated has no data" if rated else "nothing is rated"
    return f"{whose or 'The programme'}, {when}: {counted}; {share}."


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


def year_table(programme: Programme, picture: ProgrammeStatus) -> Table:
    """A row a workstream, a column a half-term: its key milestones with their days and colours."""
    states = {(item.record.workbook, item.id): item.status for item in picture.items}
    terms = Terms.of(programme.policy.calendar if programme.policy else ())
    placed: dict[tuple[str, str], list[tuple[date, str]]] = {}
    order: dict[str, date] = {}
    for row in programme.each(Milestone):
        day = row.actual or row.forecast or row.baseline
        if row.key and day:
            column = _half_term(terms, day)
            order[column] = min(day, order.get(column, day))
            state = states.get((row.workbook, row.id), Status.NOT_RATED)
            text = f"{row.id} {row.name or ''} ({say(day)}, {state.value})"
            placed.setdefault((row.workstream, column), []).append((day, text))
    columns = sorted(order, key=lambda entry: order[entry])
    codes = sorted({code for code, _ in placed})
    heads = [TableColumn(entry, 34, help="Its key milestones then.", look=ColumnLook.WORST) for entry in columns]
    rows = [[_name(programme, code), *(_cell(placed.get((code, entry), ())) for entry in columns)] for code in codes]
    return Table(YEAR, (TableColumn("Workstream", 30, help="The workstream."), *heads), rows, (_ABOUT_YEAR,))


def _name(programme: Programme, code: str) -> str:
    stream = programme.streams.get(code)
    return f"{stream.name} ({code})" if stream and stream.name else code


def _cell(found: Iterable[tuple[date, str]]) -> str:
    return "\n".join(text for _, text in sorted(found))


def _half_term(terms: Terms, day: date) -> str:
    """The half-term of a day with its school year: Autumn 1 2026-27. A day between terms comes after the one before."""
    first = day.year if day.month >= _AUTUMN else day.year - 1
    year = f"{first}-{(first + 1) % 100:02}"
    named = terms.half_term_of(day)
    before = "" if named else _before(terms, day)
    return " ".join(filter(None, (named or (before and f"After {before}"), year)))


def _before(terms: Terms, day: date) -> str:
    """The half-term last ended on a day."""
    days: Sequence[int] = terms.school_days()
    earlier = [number for number in days if number < day.toordinal()]
    return terms.half_term_of(date.fromordinal(earlier[-1])) if earlier else ""
