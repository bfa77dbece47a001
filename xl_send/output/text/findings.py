"""Findings in words for a person: what to do first, then by workbook and sheet, equal ones together, and a tally.

What follows from another finding is told in a line under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from xl_send.commands.checks import CheckResult, Silenced
from xl_send.findings import Explained, Finding, Related, Severity
from xl_send.network import UnresolvedReference
from xl_send.output.lines import WIDTH, wrapped
from xl_send.output.policy import marking_lines, policy_lines
from xl_send.reading.loaded import LoadedProgramme
from xl_send.rules.causes import Following, errors_under, first_to_mend, followers, followers_told, open_heads
from xl_send.words import counted, file_name, first_few
from xl_send.workbook.days import say

CELLS_NAMED = 6


def findings_text(checked: CheckResult) -> str:
    """Every finding with its cells, what is wrong and what to do, between two lines that a manager reads."""
    findings, loaded = checked.findings, checked.loaded
    following = followers(findings)
    first = first_line(findings)
    lines = [*([first, ""] if first else []), *policy_lines(loaded.programme)]
    lines += [*wrapped(loaded.unread_line), ""]
    for workbook, in_book in groupby(open_heads(findings), key=lambda finding: finding.cell.workbook):
        lines += [workbook, "=" * min(len(workbook), WIDTH)]
        for sheet, in_sheet in groupby(in_book, key=lambda finding: finding.cell.sheet):
            lines += ["", sheet]
            for group in equal_findings(in_sheet, following):
                lines += _entry(group, following)
        lines.append("")
    lines += loaded.left_out_notes
    lines += [line for item in findings if item.explained for line in _explained(item, several=_several(findings))]
    lines += map(silence_line, checked.silenced)
    lines += not_checked_lines(checked.not_checked)
    # Who checks their own return reads first what to do, and only then to whom this text may not go.
    return "\n".join([*lines, *marking_lines(loaded), closing_line(loaded, findings)])


def first_line(findings: Sequence[Finding]) -> str:
    """What is to be mended first, what to do, and how much goes with it; nothing where nothing is to be done."""
    head = first_to_mend(findings)
    if head is None:
        return ""
    more = len(followers(findings).get(head.key, ()))
    goes = f" {counted(more, 'other finding')} {'goes' if more == 1 else 'go'} with it." if more else ""
    return f"First, {where_found(head, findings)}: {head.message} {head.fix}{goes}"


def equal_findings(findings: Iterable[Finding], following: Following) -> list[list[Finding]]:
    """Findings that say the same thing as gravely of several cells, together; errors first, and causes before the rest.

    One from which others follow stands alone.
    """
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        alone = finding.key if finding.key in following else ""
        said = finding.rule, finding.severity, finding.message, finding.fix
        groups.setdefault((*said, alone), []).append(finding)
    return sorted(groups.values(), key=lambda group: (group[0].severity.rank, group[0].key not in following))


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
    """How much there is to put right, over how many workbooks, how much of them was read, and where to begin."""
    programme = loaded.programme
    heads, given = open_heads(findings), sum(finding.explained is not None for finding in findings)
    tally = {severity: sum(head.severity is severity for head in heads) for severity in Severity}
    following = followers(findings)
    graver = sum(errors_under(head, following) for head in heads)
    tally[Severity.ERROR] += graver
    read = sum(submission.rows_read for submission in programme.submissions)
    unread = sum(len(submission.unread_rows) for submission in programme.submissions)
    parts = [
        f"{counted(tally[Severity.ERROR], 'error')} to put right",
        f"{counted(tally[Severity.QUERY], 'query', 'queries')} to confirm or explain",
        f"{counted(tally[Severity.ADVICE], 'piece', 'pieces')} of advice",
    ]
    more = len(findings) - len(heads) - given - graver
    follow = f", and {more:,} more that {'follows' if more == 1 else 'follow'} from these" if more else ""
    follow += f", {given:,} explained" if given else ""
    rows = f"{counted(read, 'row')} read" + (f", {unread:,} could not be read and are not counted" if unread else "")
    books = counted(len(programme.submissions), "workbook")
    refused = f" {counted(len(loaded.refused), 'file')} refused." if loaded.refused else ""
    refused += f" {counted(len(loaded.not_counted), 'file')} not counted." if loaded.not_counted else ""
    first = first_to_mend(findings)
    begin = f" Begin with {where_found(first, findings)}." if first is not None and len(heads) > 1 else ""
    return f"{', '.join(parts)} in {books}{follow}; {rows}.{refused}{begin}"


def where_found(finding: Finding, findings: Sequence[Finding]) -> str:
    """Where a finding stands: its sheet and cell, with its workbook where findings of several are told."""
    cell = finding.cell
    place = f"{cell.sheet} {cell.address}".strip()
    return f"{place} in {file_name(cell.workbook)}" if _several(findings) else place


def _several(findings: Sequence[Finding]) -> bool:
    return len({finding.cell.workbook for finding in findings}) > 1


def _see(related: Related, workbook: str) -> str:
    cell = related.cell
    elsewhere = "" if cell.workbook == workbook else f" in {file_name(cell.workbook)}"
    return f"See {cell.sheet} {cell.address}{elsewhere}: {related.note}"


def not_checked_lines(loose: Sequence[UnresolvedReference]) -> list[str]:
    """One line for each workstream whose workbook was not read, with what names its ids."""
    by_code: dict[str, list[str]] = {}
    for unresolved_reference in loose:
        by_code.setdefault(unresolved_reference.code, []).append(
            f"{unresolved_reference.record.id} names {unresolved_reference.id}"
        )
    return [
        line
        for code, named in sorted(by_code.items())
        for line in wrapped(f"Not checked, because no workbook of {code} was read: {first_few(dict.fromkeys(named))}.")
    ]


def _explained(finding: Finding, *, several: bool) -> list[str]:
    """A finding that its owner has explained, with the explanation."""
    cell, words = finding.cell, explained_words(finding.explained) if finding.explained else ""
    place = f"{cell.sheet} {name_cells([finding])}" + (f" in {cell.workbook}" if several else "")
    return wrapped(f"Explained: {finding.severity} {finding.rule} {place}: {finding.message} {words}")


def explained_words(told: Explained) -> str:
    """An explanation in words: whose it is, what it says, and until when."""
    until = f", until {say(told.until)}" if told.until else ""
    whose = f"{told.by}{until}: " if told.by else f"Reason{until}: "
    return f"{whose}{told.reason}"


def silence_line(silenced: Silenced) -> str:
    """A silence in force, how much it hides, and why."""
    return (
        f"Silenced in {silenced.workbook} until {say(silenced.until)}: {silenced.rule}, "
        f"{counted(silenced.hidden, 'finding')} not shown. Reason: {silenced.reason or 'none given'}"
    )


def _entry(group: Sequence[Finding], following: Following) -> list[str]:
    first = group[0]
    brought = following.get(first.key, ())
    head = f"  {first.severity.value:<6} {first.rule}  {name_cells(group)}{followers_told(first, brought)}"
    body = wrapped(f"{first.message} {first.fix}", width=WIDTH - 15)
    related = [_see(item, first.cell.workbook) for item in first.related[:3]]
    if brought:
        related += wrapped(f"What follows from it: {_places(brought)}.", width=WIDTH - 15)
    return [head, *(f"               {line}" for line in [*body, *related])]


def _places(findings: Sequence[Finding]) -> str:
    """The cells of findings, sheet by sheet: `Milestones I7, AB7 and AB8; Risks O2`."""
    by_sheet: dict[str, list[Finding]] = {}
    for finding in findings:
        by_sheet.setdefault(finding.cell.sheet, []).append(finding)
    return "; ".join(
        f"{sheet} {first_few(dict.fromkeys(item.cell.address for item in ones))}" for sheet, ones in by_sheet.items()
    )
