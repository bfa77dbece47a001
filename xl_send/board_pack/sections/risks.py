"""The worst open risks, and open issues and overdue actions."""

from __future__ import annotations

from datetime import date

from xl_send.board_pack.material import Material, severity
from xl_send.board_pack.sections.colours import reported_entry
from xl_send.board_pack.values import Heading, Section, SectionPart, Table, TableEntry, Tag
from xl_send.board_pack.wording import day, filled, statuses_counted
from xl_send.results import Item, Status
from xl_send.text import plain
from xl_send.words import counted
from xl_send.workbook.sheets.choices import Level, LogKind, LogStatus, Proximity
from xl_send.workbook.sheets.risks import LogEntry, Risk

RISKS_SHOWN = 10
ISSUES_SHOWN = 20
_PROXIMITY = tuple(Proximity)
_LEVELS = tuple(Level)
_WHEN = {
    Proximity.NOW: "now",
    Proximity.THIS_TERM: "this term",
    Proximity.NEXT_TERM: "next term",
    Proximity.LATER: "later",
}
_RISKS = (
    Heading("Risk", "ask"), Heading("RAG", "tag"), Heading("Reported", "tag"), Heading("Score", "travel"),
    Heading("Response", "says"), Heading("Action due", "day"), Heading("Monitored at"),
)  # fmt: skip
_ISSUES = (
    Heading("What", "ask"), Heading("RAG", "tag"), Heading("Severity", "figure"), Heading("Needed by", "day"),
    Heading("Forum"), Heading("What happens if not", "says"),
)  # fmt: skip


def risks(material: Material) -> Section:
    """The ten worst open risks, and what has already happened."""
    return Section("risks", "Risks and issues", (_risks(material), _issues(material)))


def _risks(material: Material) -> SectionPart:
    found = [entry for entry in material.rated(Risk) if entry[0].status.coloured or entry[0].status is Status.NO_DATA]
    if not found:
        return SectionPart("Top risks", sentences=(material.none("No risk is open.", Risk),))
    worst = sorted(found, key=_worst_first)[:RISKS_SHOWN]
    told = f"{counted(len(found), 'open risk')}: {statuses_counted([item.status for item, _ in found])}."
    rest = len(found) - len(worst)
    closing = f"{counted(rest, 'more open risk')} not listed." if rest else ""
    caption = "Open risks, worst first by colour, score and when they would bite"
    rows = tuple(_risk_row(material, item, row) for item, row in worst)
    return SectionPart("Top risks", sentences=(told,), tables=(Table(caption, _RISKS, rows, closing).trimmed(),))


def _worst_first(one: tuple[Item, Risk]) -> tuple[int, float, int, str]:
    item, risk = one
    proximity = _PROXIMITY.index(risk.proximity) if risk.proximity else len(_PROXIMITY)
    return severity(item), -risk.likelihood * risk.impact, proximity, item.id


def _risk_row(material: Material, item: Item, risk: Risk) -> tuple[TableEntry, ...]:
    made_of = f"Likelihood {plain(risk.likelihood)}, impact {plain(risk.impact)}"
    bites = f"Would bite {_WHEN[risk.proximity]}" if risk.proximity else ""
    return (
        TableEntry(risk.name or item.id, notes=material.whose(item.id, risk.workstream, risk.owner)),
        TableEntry(tag=Tag.of(item.status)),
        reported_entry(item),
        TableEntry(plain(risk.likelihood * risk.impact), notes=filled(made_of, bites)),
        TableEntry(risk.mitigation or "Nothing is written", notes=filled(risk.response.value if risk.response else "")),
        TableEntry(day(risk.action_due) or "No date given"),
        TableEntry(risk.monitored_at or "No forum named"),
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
    return SectionPart(
        heading, tables=(Table("Open issues, and actions past the day they were needed by", _ISSUES, rows, closing),)
    )


def _is_pressing(item: Item, row: LogEntry) -> bool:
    if row.status is not LogStatus.OPEN:
        return False
    late = row.kind is LogKind.ACTION and item.status in {Status.RED, Status.AMBER}
    return late or row.kind is LogKind.ISSUE


def _most_pressing_first(one: tuple[Item, LogEntry]) -> tuple[int, int, date, str]:
    item, row = one
    return severity(item), _LEVELS.index(row.severity), row.needed_by or date.max, item.id


def _kind(row: LogEntry) -> str:
    return "" if row.kind is LogKind.ISSUE else row.kind.value


def _issue_row(material: Material, item: Item, row: LogEntry) -> tuple[TableEntry, ...]:
    return (
        TableEntry(row.what or item.id, notes=material.whose(item.id, row.workstream, row.owner, _kind(row))),
        TableEntry(tag=Tag.of(item.status)),
        TableEntry(row.severity.value),
        TableEntry(day(row.needed_by) or "No date given"),
        TableEntry(row.forum or "No forum named"),
        TableEntry(row.otherwise or "Not said"),
    )
