"""What drives the dates of key milestones: the chain behind each, with its meetings, and what the past suggests."""

from __future__ import annotations

from datetime import date

from xl_send.board_pack.material import Material, severity
from xl_send.board_pack.values import Heading, PackPage, PackTable, SectionPart, TableEntry
from xl_send.board_pack.wording import day, filled, labelled
from xl_send.network import network_of
from xl_send.network.driving import DrivenDate
from xl_send.results import Item
from xl_send.words import capital, counted
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone

MOST = 6
_HEADINGS = (
    Heading("Key milestone", "name"), Heading("Can be reached", "day"), Heading("What drives its date", "ask"),
    Heading("If it slips as others did", "says"),
)  # fmt: skip
_HISTORY = (
    "The last column moves each by as much as the {} reached so far came after their first dates, the most extreme in "
    "ten left out at either end. It makes no colour."
)
_HIDDEN = "It waits for something that is not shown to this audience."


def dates(material: Material) -> PackPage:
    """A row for each key milestone whose date something else drives: the worst first, then the soonest."""
    network = network_of(material.programme)
    every = ((item, DrivenDate.of(network, row)) for item, row in material.rated(Milestone))
    found = [(item, driven) for item, driven in every if driven and driven.steps]
    found.sort(key=lambda entry: (severity(entry[0]), entry[1].day or date.max, entry[0].id))
    if not found:
        return PackPage("dates", "", ())
    rows = tuple(_row(material, *entry) for entry in found[:MOST])
    more = len(found) - MOST
    closing = (
        f"{counted(more, 'more key milestone')} {'waits' if more == 1 else 'wait'} for something." if more > 0 else ""
    )
    table = PackTable("Key milestones and what they wait for, the worst first", _HEADINGS, rows, closing).trimmed()
    past = next((driven.past for _, driven in found if driven.past), None)
    told = filled(_HISTORY.format(counted(past.slips, "milestone")) if past else "")
    part = SectionPart(sentences=told, tables=(table,), drawn_from=(Milestone, Interdependency, Meeting))
    return PackPage("dates", "What drives the dates of key milestones", (part,))


def _row(material: Material, item: Item, driven: DrivenDate) -> tuple[TableEntry, ...]:
    row = driven.milestone
    hidden = material.hidden_ids.intersection(driven.rests_on)
    return (
        TableEntry(row.name or item.id, notes=material.whose(item.id, row.owner)),
        TableEntry(day(driven.day) or "Not known", notes=filled(labelled("Forecast", day(row.forecast)))),
        TableEntry(points=(_HIDDEN,) if hidden else driven.steps),
        TableEntry(capital(driven.past.span), notes=filled(capital(driven.past.missed)))
        if driven.past
        else TableEntry(),
    )
