"""Where workstreams stand in one another's way, and what would settle each conflict."""

from __future__ import annotations

from collections.abc import Iterable

from xl_send.board_pack.material import Material
from xl_send.board_pack.values import Heading, PackPage, PackTable, SectionPart, TableEntry
from xl_send.board_pack.wording import filled
from xl_send.findings import Finding, Severity
from xl_send.network import UnresolvedReason, network_of
from xl_send.words import counted
from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.governance import Forum, Meeting
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import Resource

SHOWN = 6
# Rows of these may stand in one another's way.
_BETWEEN = (Milestone, Interdependency, Diagnostic, Resource, Forum, Meeting)
_HEADINGS = (
    Heading("Between", "name"),
    Heading("What stands in the way", "ask"),
    Heading("What would settle it", "says"),
)


def conflicts(material: Material) -> PackPage:
    """Conflicts that must be settled; those to be confirmed, and advice, are counted."""
    found = [conflict for conflict in material.conflicts if conflict.severity is Severity.ERROR]
    told = filled(_counts(material), _not_checked(material))
    tables = (_table(material, found),) if found else ()
    part = SectionPart(sentences=told, tables=tables, drawn_from=_BETWEEN if material.conflicts else ())
    return PackPage("conflicts", "Conflicts to settle", (part,))


def _counts(material: Material) -> str:
    found = material.conflicts
    if not found:
        return material.none("No conflict between workstreams was found.")
    tally = {level: sum(item.severity is level for item in found) for level in Severity}
    advice = counted(tally[Severity.ADVICE], "piece of advice", "pieces of advice")
    return (
        f"{counted(len(found), 'conflict')} between workstreams: {tally[Severity.ERROR]} to be settled, "
        f"{tally[Severity.QUERY]} to be confirmed, {advice}."
    )


def _not_checked(material: Material) -> str:
    loose = [one for one in network_of(material.programme).loose if one.why is UnresolvedReason.NOT_READ]
    codes = sorted({one.code for one in loose})
    if not loose:
        return ""
    return f"Not checked: {counted(len(loose), 'reference')} to {', '.join(codes)}, whose workbooks were not read."


def _table(material: Material, found: list[Finding]) -> PackTable:
    rest = f"{len(found) - SHOWN} more not listed." if len(found) > SHOWN else ""
    return PackTable("Conflicts to be settled", _HEADINGS, tuple(_row(material, one) for one in found[:SHOWN]), rest)


def _row(material: Material, one: Finding) -> tuple[TableEntry, ...]:
    records = [one.cell.record, *(other.cell.record for other in one.related)]
    codes = [code for code in dict.fromkeys(map(code_of, records)) if code in material.programme.codes]
    return (
        TableEntry(_name(material, one.cell.record), notes=filled(_named(material, codes))),
        TableEntry(one.message),
        TableEntry(one.fix),
    )


def _name(material: Material, record: str) -> str:
    """What a milestone, task or handover is called, with its id; the id alone of anything else."""
    network = network_of(material.programme)
    node = network.node(record)
    return material.with_id(network.name_of(node) or "", record) if node else record


def _named(material: Material, codes: Iterable[str]) -> str:
    return ", ".join(material.stream_name(code) or code for code in codes)
