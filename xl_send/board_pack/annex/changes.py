"""What has changed since the last board, in full and in the words of `changes`."""

from __future__ import annotations

from xl_send.board_pack.first_page.changed import changes_of, gravest
from xl_send.board_pack.material import Material
from xl_send.board_pack.pictures.colours_over_time import colours_picture
from xl_send.board_pack.values import Exhibit, Heading, PackPage, PackTable, SectionPart, TableEntry, Tag
from xl_send.compare.order import ChangeSection
from xl_send.compare.telling import ToldPart, told_parts
from xl_send.results import AspectName
from xl_send.workbook.days import say

_HEADINGS = (Heading("What", "name"), Heading("What has changed", "ask"))
FEWEST_BOARDS = 2


def changes(material: Material) -> PackPage:
    """The changes besides those on the first page: what must be known first, then by workstream."""
    found = changes_of(material)
    if found is None:
        return PackPage("changes", "", ())
    first = {id(change) for _, change in gravest(found)}
    rest = found._replace(changes=tuple(change for change in found.changes if id(change) not in first))
    heading = f"What else has changed since {say(found.then)}" if found.then else "What else has changed"
    parts = (colours_over_time(material), *(_part(material, one) for one in told_parts(rest)))
    return PackPage("changes", heading, tuple(part for part in parts if not part.empty))


def _part(material: Material, one: ToldPart) -> SectionPart:
    of_workstream = one.part is ChangeSection.WORKSTREAM
    heading = material.stream(one.workstream) if of_workstream else one.part.value
    overall = material.aspect(one.workstream, AspectName.OVERALL) if of_workstream else None
    rows = tuple(
        (TableEntry(row.name or row.record, notes=(row.record,)), TableEntry(points=row.sentences)) for row in one.rows
    )
    tables = (PackTable(f"{heading}: what has changed, row by row", _HEADINGS, rows),) if rows else ()
    return SectionPart(heading, Tag.of(overall.status) if overall else None, points=one.sentences, tables=tables)


def colours_over_time(material: Material) -> SectionPart:
    """The overall colours told at the boards that a history keeps, and now."""
    past = material.past
    if past is None or len(past.told) < FEWEST_BOARDS:
        return SectionPart()
    days = [day for day, _ in past.told]
    names = {"programme": "The programme", **{code: material.stream_name(code) or code for code in material.codes}}
    overall = AspectName.OVERALL.value
    lines = {
        name: [told.get((code, overall), "").lower().replace(" ", "-") for _, told in past.told]
        for code, name in names.items()
    }
    picture = colours_picture("Overall colour at each board", days, lines)
    return SectionPart("Colour over time", exhibits=(Exhibit(picture),))
