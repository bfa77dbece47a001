"""Findings as the command line groups them: what to do first, by workbook and sheet, equal ones together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from xl_send.browser.fragments import fragment
from xl_send.browser.places import CellPlace
from xl_send.commands.checks import CheckResult
from xl_send.findings import Finding, Severity
from xl_send.output.text.findings import (
    CELLS_NAMED,
    closing_line,
    equal_findings,
    explained_words,
    first_line,
    name_cells,
    not_checked_lines,
    silence_line,
)
from xl_send.rules.causes import Following, followers, open_heads
from xl_send.value_classes import NamedTuple
from xl_send.words import counted

# Groups shown of one workbook: a page of thousands is read by nobody, and a browser draws it slowly.
GROUPS_SHOWN = 200
_COUNTED = {
    Severity.ERROR: ("error", "errors"),
    Severity.QUERY: ("query", "queries"),
    Severity.ADVICE: ("piece of advice", "pieces of advice"),
}


class Entry(NamedTuple):
    """Equal findings: how grave, of which rule, their cells, what is wrong, what to do, and what else bears on it."""

    severity: str
    rule: str
    cells: str
    places: tuple[CellPlace, ...]
    message: str
    fix: str
    related: tuple[tuple[CellPlace, str], ...]
    brought: tuple[CellPlace, ...]


class SheetEntries(NamedTuple):
    """The findings of one sheet."""

    title: str
    entries: tuple[Entry, ...]


class WorkbookEntries(NamedTuple):
    """The findings of one workbook: how many, sheet by sheet, and a line for those that are not shown."""

    name: str
    tally: str
    sheets: tuple[SheetEntries, ...]
    more: str


def findings_answer(checked: CheckResult, nothing: str) -> str:
    """The findings of a result; `nothing` is said where there are none."""
    findings = checked.findings
    return fragment(
        "findings.html.j2",
        first=first_line(findings),
        closing=closing_line(checked.loaded, findings),
        unread=checked.loaded.unread_line,
        books=list(_books(findings)),
        nothing=nothing,
        explained=[
            (
                CellPlace.of(item.cell),
                f"{item.severity.value.capitalize()} {item.rule}",
                item.message,
                explained_words(item.explained),
            )
            for item in findings
            if item.explained
        ],
        besides=[*map(silence_line, checked.silenced), *not_checked_lines(checked.not_checked)],
    )


def _books(findings: Sequence[Finding]) -> Iterator[WorkbookEntries]:
    following = followers(findings)
    for name, in_book in groupby(open_heads(findings), key=lambda finding: finding.cell.workbook):
        of_book = list(in_book)
        sheets, room, left = [], GROUPS_SHOWN, 0
        for title, in_sheet in groupby(of_book, key=lambda finding: finding.cell.sheet):
            groups = equal_findings(in_sheet, following)
            if groups[:room]:
                sheets.append(SheetEntries(title, tuple(_entry(group, following) for group in groups[:room])))
            left += len(groups[room:])
            room -= len(groups[:room])
        more = f"{counted(left, 'more finding')}: save the tables to see all of them." if left else ""
        yield WorkbookEntries(name, _tally(of_book), tuple(sheets), more)


def _tally(findings: Sequence[Finding]) -> str:
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    return ", ".join(counted(counts[severity], *names) for severity, names in _COUNTED.items() if counts[severity])


def _entry(group: Sequence[Finding], following: Following) -> Entry:
    first = group[0]
    return Entry(
        first.severity.value,
        first.rule,
        name_cells(group),
        tuple(CellPlace.of(finding.cell) for finding in group[:CELLS_NAMED]),
        first.message,
        first.fix,
        tuple((CellPlace.of(item.cell), item.note) for item in first.related),
        tuple(CellPlace.of(item.cell) for item in following.get(first.key, ())),
    )
