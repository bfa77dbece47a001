"""What has changed since the last board, with nothing in it that a report must not tell."""

from __future__ import annotations

from xl_send.board_pack.material import Material
from xl_send.board_pack.values import Heading, Section, SectionPart, Table, TableEntry, Tag
from xl_send.compare import BoardSnapshot
from xl_send.compare.order import ChangeSection as Place
from xl_send.compare.published import published_changes
from xl_send.compare.telling import ToldPart, told
from xl_send.results import AspectName
from xl_send.workbook.days import say

_HEADINGS = (Heading("What", "name"), Heading("What has changed"))


def changed_section(material: Material, then: BoardSnapshot, now: BoardSnapshot) -> Section:
    """The changes from an earlier board to this one: what must be known first, then by workstream."""
    since = say(then.programme.latest) if then.programme.latest else "the last report"
    found = published_changes(then, now)
    heading = f"What has changed since {since}"
    if not found.changes:
        return Section("changes", heading, (SectionPart(sentences=("Nothing has changed.",)),))
    return Section("changes", heading, tuple(_part(material, item) for item in told(found)))


def _part(material: Material, one: ToldPart) -> SectionPart:
    of_workstream = one.part is Place.WORKSTREAM
    heading = material.stream(one.workstream) if of_workstream else one.part.value
    overall = material.aspect(one.workstream, AspectName.OVERALL) if of_workstream else None
    rows = tuple(
        (TableEntry(row.name or row.record, notes=(row.record,)), TableEntry(points=row.sentences)) for row in one.rows
    )
    tables = (Table(f"{heading}: what has changed, row by row", _HEADINGS, rows),) if rows else ()
    return SectionPart(heading, Tag.of(overall.status) if overall else None, points=one.sentences, tables=tables)
