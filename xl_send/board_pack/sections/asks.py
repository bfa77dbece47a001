"""What owners of Red and Amber rows ask of the board, and whether they say how they will be green again."""

from __future__ import annotations

from xl_send.board_pack.material import Material, severity
from xl_send.board_pack.values import Heading, SectionPart, Table, TableEntry, Tag
from xl_send.board_pack.wording import day
from xl_send.results import Item, Status
from xl_send.text import listed
from xl_send.workbook.kinds import NOTHING_WORDS
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone

_HEADINGS = (
    Heading("For", "ask"), Heading("RAG", "tag"), Heading("Help asked of the board", "says"),
    Heading("Back to green by", "day"),
)  # fmt: skip
OffGreen = tuple[Item, Milestone | Kpi]


def help_asked(material: Material) -> SectionPart:
    """The help that owners of Red and Amber milestones and KPIs ask for."""
    asked = [(item, row) for item, row in _off_green(material) if _asks(row.help_needed)]
    heading = "Help asked of the board"
    if not asked:
        told = material.none("No Red or Amber milestone or KPI asks for help.", Milestone, Kpi)
        return SectionPart(heading, sentences=(told,))
    rows = tuple(_row(material, item, row) for item, row in asked)
    return SectionPart(heading, tables=(Table("Help asked for Red and Amber milestones and KPIs", _HEADINGS, rows),))


def _asks(text: str | None) -> bool:
    """Whether the owner asks for anything: `None` and its like are no request."""
    return bool(text) and (text or "").strip(" .").casefold() not in NOTHING_WORDS


def _off_green(material: Material) -> list[OffGreen]:
    """Milestones and KPIs that are Red or Amber, the worst first."""
    found: list[OffGreen] = [*material.rated(Milestone), *material.rated(Kpi)]
    off = [off_green for off_green in found if off_green[0].status in {Status.RED, Status.AMBER}]
    return sorted(off, key=lambda off_green: severity(off_green[0]))


def _row(material: Material, item: Item, row: Milestone | Kpi) -> tuple[TableEntry, ...]:
    asked = material.shown.text(row, row.help_needed) if isinstance(row, Kpi) else row.help_needed
    return (
        TableEntry(row.name or item.id, notes=material.whose(item.id, row.workstream, row.owner)),
        TableEntry(tag=Tag.of(item.status)),
        TableEntry(asked or ""),
        TableEntry(day(row.back_to_green) or "No date given"),
    )


def ways_back(material: Material) -> SectionPart:
    """Which Red and Amber milestones and KPIs lack an action, an owner or a date for being green again."""
    rows = _off_green(material)
    heading = "Ways back to green"
    if not rows:
        return SectionPart(heading, sentences=(material.none("No milestone or KPI is Red or Amber.", Milestone, Kpi),))
    points = tuple(f"{row.name or item.id} ({item.id}): {gaps}" for item, row in rows if (gaps := _gaps(row)))
    if not points:
        told = "Every Red and Amber milestone and KPI says what is being done, by whom and by when."
        return SectionPart(heading, sentences=(told,))
    verb = "does" if len(points) == 1 else "do"
    told = f"Of {len(rows)} Red and Amber milestones and KPIs, {len(points)} {verb} not fully say how:"
    return SectionPart(heading, sentences=(told,), points=points)


def _gaps(row: Milestone | Kpi) -> str:
    """What is missing of an action, an owner and a date."""
    said = {"action": row.commentary, "owner": row.owner, "date": row.back_to_green}
    missing = [name for name, value in said.items() if not value]
    return f"no {listed(missing, 'or')}" if missing else ""
