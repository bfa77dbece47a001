"""Red open risks and the worst others, and open issues and overdue actions."""

from __future__ import annotations

from datetime import date

from xl_send.board_pack.material import Material, severity
from xl_send.board_pack.second_page.risks import paused_risks, worst_risks
from xl_send.board_pack.values import Heading, PackPage, PackTable, SectionPart, TableEntry, Tag
from xl_send.board_pack.wording import day, filled, statuses_counted
from xl_send.results import Item, Status
from xl_send.text import rounded
from xl_send.words import counted
from xl_send.workbook.sheets.choices import Level, LogKind, LogStatus, Proximity
from xl_send.workbook.sheets.risks import LogEntry, Risk

RISKS_SHOWN = 8
ISSUES_SHOWN = 10
_LEVELS = tuple(Level)
_WHEN = {
    Proximity.NOW: "now",
    Proximity.THIS_TERM: "this term",
    Proximity.NEXT_TERM: "next term",
    Proximity.LATER: "later",
}
_RISKS = (
    Heading("Risk", "ask"), Heading("RAG", "tag"), Heading("Score", "figure"), Heading("Response", "says"),
    Heading("Action due", "day"),
)  # fmt: skip
_ISSUES = (
    Heading("What", "ask"), Heading("RAG", "tag"), Heading("Needed by", "day"), Heading("Forum"),
    Heading("What happens if not", "says"),
)  # fmt: skip


def risks(material: Material) -> PackPage:
    """The ten worst open risks, and what has already happened."""
    parts = (_risks(material), _issues(material))
    return PackPage("risks", "Risks and issues", tuple(part for part in parts if not part.empty))


def _risks(material: Material) -> SectionPart:
    found = worst_risks(material)
    if not found:
        return SectionPart("Open risks", sentences=(material.none("No risk is open.", Risk),))
    worst = found[:RISKS_SHOWN]
    told = f"{counted(len(found), 'open risk')}: {statuses_counted([item.status for item, _ in found])}."
    rest = len(found) - len(worst)
    listed = f"{counted(rest, 'more open risk')} not listed." if rest else ""
    closing = " ".join(filled(listed, paused_risks(material)))
    caption = "Open risks, worst first by colour, score and when they would bite"
    rows = tuple(_risk_row(material, item, row) for item, row in worst)
    table = PackTable(caption, _RISKS, rows, closing).trimmed()
    return SectionPart("Open risks", sentences=(told,), tables=(table,), drawn_from=(Risk,))


def _risk_row(material: Material, item: Item, risk: Risk) -> tuple[TableEntry, ...]:
    bites = f"Would bite {_WHEN[risk.proximity]}" if risk.proximity else ""
    return (
        TableEntry(risk.name or item.id, notes=material.whose(item.id, risk.owner)),
        TableEntry(tag=Tag.of(item.status)),
        TableEntry(
            f"{rounded(risk.likelihood * risk.impact)} ({rounded(risk.likelihood)} by {rounded(risk.impact)})",
            notes=filled(bites),
        ),
        TableEntry(risk.mitigation or "Nothing is written", notes=filled(risk.response.value if risk.response else "")),
        TableEntry(day(risk.action_due) or "No date given", notes=filled(risk.monitored_at or "No forum named")),
    )


def _issues(material: Material) -> SectionPart:
    """Open issues, and actions that are past their day."""
    heading = "Open issues and late actions"
    found = sorted((entry for entry in material.rated(LogEntry) if _is_pressing(*entry)), key=_most_pressing_first)
    if not found:
        return SectionPart(heading, sentences=(material.none("No issue is open and no action is late.", LogEntry),))
    rest = len(found) - ISSUES_SHOWN
    closing = f"{rest:,} more not listed." if rest > 0 else ""
    rows = tuple(_issue_row(material, item, row) for item, row in found[:ISSUES_SHOWN])
    caption = "Open issues, and actions past the day they were needed by"
    return SectionPart(heading, tables=(PackTable(caption, _ISSUES, rows, closing),), drawn_from=(LogEntry,))


def _is_pressing(item: Item, row: LogEntry) -> bool:
    if row.status is not LogStatus.OPEN:
        return False
    late = row.kind is LogKind.ACTION and item.status in {Status.RED, Status.AMBER}
    return late or row.kind is LogKind.ISSUE


def _most_pressing_first(one: tuple[Item, LogEntry]) -> tuple[int, int, date, str]:
    item, row = one
    return severity(item), _LEVELS.index(row.severity), row.needed_by or date.max, item.id


def _issue_row(material: Material, item: Item, row: LogEntry) -> tuple[TableEntry, ...]:
    kind = "" if row.kind is LogKind.ISSUE else row.kind.value
    return (
        TableEntry(row.what or item.id, notes=material.whose(item.id, row.owner, kind)),
        TableEntry(tag=Tag.of(item.status), notes=(f"{row.severity.value} severity",)),
        TableEntry(day(row.needed_by) or "No date given"),
        TableEntry(row.forum or "No forum named"),
        TableEntry(row.otherwise or "Not said"),
    )
