"""Where workstreams stand in one another's way, and what would settle each conflict."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.board_pack.material import Material
from xl_send.board_pack.values import Heading, Section, SectionPart, Table, TableEntry
from xl_send.board_pack.wording import filled
from xl_send.findings import Finding, Severity
from xl_send.network import UnresolvedReason, network_of
from xl_send.text import file_name
from xl_send.words import counted
from xl_send.workbook.ids import code_of

SHOWN = 30
_HEADINGS = (Heading("Between", "name"), Heading("What stands in the way"), Heading("What would settle it"))
_TITLES = {Severity.ERROR: "To be settled", Severity.QUERY: "To be confirmed"}


def conflicts(material: Material) -> Section:
    """Conflicts that must be settled, then those to be confirmed; advice is counted only."""
    parts = [_counts(material), *(_listed(material, level) for level in _TITLES)]
    return Section("conflicts", "Conflicts between workstreams", tuple(part for part in parts if part))


def _counts(material: Material) -> SectionPart:
    found = material.conflicts
    tally = {level: sum(item.severity is level for item in found) for level in Severity}
    told = material.none("No conflict between workstreams was found.")
    if found:
        told = (
            f"{counted(len(found), 'conflict')}: {tally[Severity.ERROR]} to be settled, {tally[Severity.QUERY]} to be "
            f"confirmed, {counted(tally[Severity.ADVICE], 'piece of advice', 'pieces of advice')}."
        )
    return SectionPart(sentences=filled(told, _not_checked(material)))


def _not_checked(material: Material) -> str:
    loose = [
        unresolved_reference
        for unresolved_reference in network_of(material.programme).loose
        if unresolved_reference.why is UnresolvedReason.NOT_READ
    ]
    codes = sorted({unresolved_reference.code for unresolved_reference in loose})
    if not loose:
        return ""
    return f"Not checked: {counted(len(loose), 'reference')} to {', '.join(codes)}, whose workbooks were not read."


def _listed(material: Material, level: Severity) -> SectionPart | None:
    found = [conflict for conflict in material.conflicts if conflict.severity is level]
    if not found:
        return None
    rest = f"{len(found) - SHOWN} more not listed." if len(found) > SHOWN else ""
    rows = tuple(_row(material, item) for item in found[:SHOWN])
    return SectionPart(_TITLES[level], tables=(Table(f"Conflicts {_TITLES[level].lower()}", _HEADINGS, rows, rest),))


def _row(material: Material, one: Finding) -> tuple[TableEntry, ...]:
    records = [one.cell.record, *(other.cell.record for other in one.related)]
    codes = [code for code in dict.fromkeys(map(code_of, records)) if code in material.programme.codes]
    where = f"{file_name(one.cell.workbook)}, {one.cell.sheet} {one.cell.address}"
    return (
        TableEntry(_name(material, one.cell.record), notes=filled(_named(material, codes), where, f"Rule {one.rule}")),
        TableEntry(one.message),
        TableEntry(one.fix),
    )


def _name(material: Material, record: str) -> str:
    """What a milestone, task or handover is called, with its id; the id alone of anything else."""
    network = network_of(material.programme)
    node = network.node(record)
    name = network.name_of(node) if node else None
    return f"{name} ({record})" if name else record


def _named(material: Material, codes: Sequence[str]) -> str:
    return ", ".join(material.stream_name(code) or code for code in codes)
