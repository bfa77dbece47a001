"""Findings that are not yet put right: how many in each workbook, errors and queries, equal ones together."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.analysis.words.identifiers import detect
from xl_send.board_pack.material import Material
from xl_send.board_pack.values import Heading, Section, SectionPart, Table, TableEntry
from xl_send.board_pack.wording import filled
from xl_send.disclosure.numbers_in_words import names_a_number
from xl_send.findings import Finding, Severity
from xl_send.text import file_name
from xl_send.words import counted
from xl_send.workbook.days import say

GROUPS_SHOWN = 30
CELLS_NAMED = 4
_NOUNS = {
    Severity.ERROR: ("error", "errors"),
    Severity.QUERY: ("query", "queries"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}
_COUNTS = (
    Heading("Workbook", "name"), Heading("Errors", "number"), Heading("Queries", "number"), Heading("Advice", "number"),
)  # fmt: skip
_GROUPS = (Heading("Where", "name"), Heading("What is wrong"), Heading("What to do"))
Group = list[Finding]
LEFT_OUT = "Findings that could give a hidden count away are left out here; validating the workbook lists them."
NOTHING = "There is nothing to put right."
WITHHELD = "The reason is withheld here; it stands in the workbook."


def checks(material: Material) -> Section:
    """Counts by workbook, then errors and queries; advice is counted only."""
    heading = "Findings not yet put right"
    parts = [
        _counts(material),
        *(_listed(material, item) for item in (Severity.ERROR, Severity.QUERY)),
        _explained(material),
        _silenced(material),
    ]
    return Section("findings", heading, tuple(part for part in parts if part))


def _counts(material: Material) -> SectionPart:
    left_out = LEFT_OUT if material.shown.guarded else ""
    if not material.faults:
        return SectionPart(sentences=filled(NOTHING, left_out))
    rows = tuple(
        (
            TableEntry(file_name(submission.workbook)),
            *(TableEntry(str(_tally(material.faults, submission.workbook, level))) for level in Severity),
        )
        for submission in material.programme.submissions
    )
    told = "An error must be put right. A query must be confirmed or explained. Advice is to be considered."
    more = counted(material.follow, "more follows", "more follow") + " from these." if material.follow else ""
    return SectionPart(sentences=filled(told, more, left_out), tables=(Table("Findings by workbook", _COUNTS, rows),))


def _tally(findings: Sequence[Finding], workbook: str, level: Severity) -> int:
    return sum(finding.severity is level and finding.cell.workbook == workbook for finding in findings)


def _listed(material: Material, level: Severity) -> SectionPart | None:
    found = [fault for fault in material.faults if fault.severity is level]
    if not found:
        return None
    groups = grouped(found)
    rows = tuple(_row(group) for group in groups[:GROUPS_SHOWN])
    title = _NOUNS[level][1].capitalize()
    return SectionPart(
        title, tables=(Table(f"{title}, equal ones together", _GROUPS, rows, _rest(groups[GROUPS_SHOWN:], level)),)
    )


def _rest(groups: Sequence[Group], level: Severity) -> str:
    number = sum(len(group) for group in groups)
    return f"{counted(number, f'more {_NOUNS[level][0]}', f'more {_NOUNS[level][1]}')} not listed." if number else ""


def grouped(findings: Sequence[Finding]) -> list[Group]:
    """Findings that say the same of several cells of one sheet, together, in the order of their first cells."""
    groups: dict[tuple[str, ...], Group] = {}
    for finding in findings:
        groups.setdefault(
            (finding.cell.workbook, finding.cell.sheet, finding.rule, finding.message, finding.fix), []
        ).append(finding)
    return list(groups.values())


def _row(group: Group) -> tuple[TableEntry, ...]:
    first = group[0]
    records = list(
        dict.fromkeys(
            item.cell.record for item in group if item.cell.record and not item.cell.record.startswith("row ")
        )
    )
    where = (file_name(first.cell.workbook), f"Rule {first.rule}")
    return (
        TableEntry(f"{first.cell.sheet} {cells(group)}".strip(), notes=(*where, named(records)) if records else where),
        TableEntry(first.message),
        TableEntry(first.fix),
    )


def cells(group: Group) -> str:
    """The cells of equal findings: `F7, F9 and 12 more`."""
    return named(list(dict.fromkeys(item.cell.address for item in group if item.cell.address)))


def named(names: Sequence[str]) -> str:
    """The first few of several names, and how many more."""
    if len(names) > CELLS_NAMED:
        return f"{', '.join(names[: CELLS_NAMED - 1])} and {len(names) - CELLS_NAMED + 1} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _explained(material: Material) -> SectionPart | None:
    """The findings that their owners have explained, each with the reason unless a report must not tell it."""
    points = tuple(_explanation(item, material) for item in material.explained)
    return SectionPart("Explained by their owners", points=points) if points else None


def _explanation(finding: Finding, material: Material) -> str:
    cell, told = finding.cell, finding.explained
    place = f"{file_name(cell.workbook)}: {cell.sheet} {cell.address}, rule {finding.rule}".strip()
    if told is None:
        return place
    whose = f" {told.by}." if told.by else ""
    until = f" Until {say(told.until)}." if told.until else ""
    hidden = detect(f"{told.by} {told.reason}") or (material.shown.guarded and names_a_number(told.reason))
    return f"{place}.{until} {WITHHELD}" if hidden else f"{place}.{whose}{until} {told.reason}"


def _silenced(material: Material) -> SectionPart | None:
    """Rules that a workbook has chosen not to be told of for a while, each with its reason."""
    points = tuple(
        f"{file_name(submission.workbook)}: rule {silence.rule} until {say(silence.until)}. {silence.reason}"
        for submission in material.programme.submissions
        for silence in submission.thresholds.silences
        if (at := material.programme.as_at_override or submission.as_at) and silence.until >= at
    )
    return SectionPart("Rules not told of for now", points=points) if points else None
