"""What other forums are asked to decide, and what the first page had no room for."""

from __future__ import annotations

from xl_send.board_pack.first_page.asks import MOST, ask_row, asks, of_this_forum
from xl_send.board_pack.material import Material
from xl_send.board_pack.values import Heading, PackPage, PackTable, SectionPart, TableEntry
from xl_send.words import counted
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry

SHOWN = 12
_LONGEST = 160
_HEADINGS = (
    Heading("What is asked", "ask"), Heading("Forum", "text"), Heading("What it costs", "figure"),
    Heading("By when", "day"), Heading("What happens if not", "text"),
)  # fmt: skip


def decisions(material: Material) -> PackPage:
    """In one table: first what the first page had no room for, then by forum, each soonest first."""
    here = of_this_forum(material)
    forums = list(dict.fromkeys(ask.forum for ask in asks(material)))
    others = sorted(
        (ask for ask in asks(material) if ask not in here), key=lambda ask: (forums.index(ask.forum), ask.order)
    )
    found = [*here[MOST:], *others]
    if not found:
        return PackPage("decisions", "", ())
    more = len(found) - SHOWN
    closing = f"{counted(more, 'more ask')} not listed." if more > 0 else ""
    rows = []
    for ask in found[:SHOWN]:
        what, cost, by, otherwise = ask_row(material, ask, _LONGEST)
        rows.append((what, TableEntry(ask.forum or "No forum named"), cost, by, otherwise))
    heading = "Further decisions, and those of other forums" if here[MOST:] else "Decisions of other forums"
    table = PackTable("What else is asked, by forum", _HEADINGS, tuple(rows), closing)
    part = SectionPart(tables=(table,), drawn_from=(LogEntry, Milestone, Kpi))
    return PackPage("decisions", heading, (part,))
