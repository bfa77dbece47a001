"""Findings in words for a person: by workbook and sheet, equal ones together, one closing line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby

from xl_send.commands.checks import CheckResult, Silenced
from xl_send.findings import Finding, Related, Severity
from xl_send.network import UnresolvedReference
from xl_send.words import counted, listed
from xl_send.workbook.days import say
from xl_send.workbook.loaded import LoadedProgramme

WIDTH = 100
CELLS_NAMED = 6


def findings_text(checked: CheckResult) -> str:
    """Every finding with its cells, what is wrong and what to do, and the line a manager reads."""
    findings, loaded = checked.findings, checked.loaded
    lines = textwrap.wrap(loaded.unread_line, WIDTH)
    for workbook, in_book in groupby(findings, key=lambda finding: finding.cell.workbook):
        lines += [workbook, "=" * min(len(workbook), WIDTH)]
        for sheet, in_sheet in groupby(in_book, key=lambda finding: finding.cell.sheet):
            lines += ["", sheet]
            for group in equal_findings(in_sheet):
                lines += _entry(group)
        lines.append("")
    lines += [item.note for item in loaded.refused]
    lines += map(_silence, checked.silenced)
    lines += _not_checked(checked.not_checked)
    return "\n".join([*lines, closing_line(loaded, findings)])


def equal_findings(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Findings that say the same thing of several cells, together; errors first."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, finding.message, finding.fix), []).append(finding)
    return sorted(groups.values(), key=lambda group: group[0].severity.rank)


def name_cells(findings: Sequence[Finding]) -> str:
    """The cells of equal findings: `F7, F9 and 12 more`, with the record where there is one only."""
    addresses = [finding.cell.address for finding in findings if finding.cell.address]
    if not addresses:
        return "whole sheet"
    if len(addresses) == 1:
        cell = findings[0].cell
        named = cell.record and not cell.record.startswith("row ") and cell.record != cell.sheet
        return f"{cell.address} ({cell.record})" if named else cell.address
    if len(addresses) <= CELLS_NAMED:
        return f"{', '.join(addresses[:-1])} and {addresses[-1]}"
    return f"{', '.join(addresses[: CELLS_NAMED - 1])} and {len(addresses) - CELLS_NAMED + 1} more"


def closing_line(loaded: LoadedProgramme, findings: Sequence[Finding]) -> str:
    """How much there is to put right, over how many workbooks, and how much of them was read."""
    programme = loaded.programme
    tally = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    read = sum(submission.rows_read for submission in programme.submissions)
    unread = sum(len(submission.unread_rows) for submission in programme.submissions)
    parts = [
        f"{counted(tally[Severity.ERROR], 'error')} to put right",
        f"{counted(tally[Severity.QUERY], 'query', 'queries')} to confirm or explain",
        f"{counted(tally[Severity.ADVICE], 'piece', 'pieces')} of advice",
    ]
    rows = f"{counted(read, 'row')} read" + (f", {unread:,} could not be read and are not counted" if unread else "")
    books = counted(len(programme.submissions), "workbook")
    refused = f" {counted(len(loaded.refused), 'file')} refused." if loaded.refused else ""
    return f"{', '.join(parts)} in {books}; {rows}.{refused}"


def _see(related: Related, workbook: str) -> str:
    cell = related.cell
    elsewhere = "" if cell.workbook == workbook else f" in {cell.workbook}"
    return f"See {cell.sheet} {cell.address}{elsewhere}: {related.note}"


def _not_checked(loose: Sequence[UnresolvedReference]) -> list[str]:
    """One line for each workstream whose workbook was not read, with what names its ids."""
    by_code: dict[str, list[str]] = {}
    for unresolved_reference in loose:
        by_code.setdefault(unresolved_reference.code, []).append(
            f"{unresolved_reference.record.id} names {unresolved_reference.id}"
        )
    return [
        line
        for code, named in sorted(by_code.items())
        for line in textwrap.wrap(
            f"Not checked, because no workbook of {code} was read: {listed(dict.fromkeys(named))}.", WIDTH
        )
    ]


def _silence(silenced: Silenced) -> str:
    return (
        f"Silenced in {silenced.workbook} until {say(silenced.until)}: {silenced.rule}, "
        f"{counted(silenced.hidden, 'finding')} not shown. Reason: {silenced.reason or 'none given'}"
    )


def _entry(group: Sequence[Finding]) -> list[str]:
    first = group[0]
    head = f"  {first.severity.value:<6} {first.rule}  {name_cells(group)}"
    body = textwrap.wrap(f"{first.message} {first.fix}", WIDTH - 15)
    related = [_see(item, first.cell.workbook) for item in first.related[:3]]
    return [head, *(f"               {line}" for line in [*body, *related])]
