"""Running the catalogue over a programme."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from xl_send.findings import Cell, Finding
from xl_send.model.submissions import SHEETS, Programme
from xl_send.rules.catalogue import Rule, all_rules

_PARTS = re.compile(r"([A-Z]*)(\d*)")
_SHEET_ORDER = {record.SHEET.title: place for place, record in enumerate(SHEETS)}
# Families that put into words what could not be read; every other finding on such a cell would only repeat them.
READING_FAMILIES = frozenset({"workbook", "damage", "sheets"})


def check(
    programme: Programme, rules: Iterable[Rule] | None = None, advance: Callable[[str], None] = lambda _: None
) -> tuple[Finding, ...]:
    """Every finding of the rules over a programme, in the order of workbook, sheet, row and column.

    `advance` hears the id of each rule as it is done.
    """
    unread = _unread_cells(programme)
    found: dict[tuple[str, Cell, str], Finding] = {}
    for rule in rules if rules is not None else all_rules().values():
        for hit in rule.check(programme):
            if rule.family in READING_FAMILIES or _place(hit.cell) not in unread:
                finding = rule.finding(hit)
                found.setdefault((finding.rule, finding.cell, finding.message), finding)
        advance(rule.id)
    return tuple(sorted(found.values(), key=_order(programme)))


def _place(cell: Cell) -> tuple[str, str, str]:
    return cell.workbook, cell.sheet, cell.address


def _unread_cells(programme: Programme) -> frozenset[tuple[str, str, str]]:
    unread = [one.cell for found in programme.submissions for one in found.unread_cells]
    blank = [one.cell for found in programme.submissions for one in found.blanks]
    return frozenset(map(_place, unread + blank))


def _order(programme: Programme) -> Callable[[Finding], tuple[object, ...]]:
    books = {found.workbook: place for place, found in enumerate(programme.submissions)}

    def place(finding: Finding) -> tuple[object, ...]:
        cell = finding.cell
        match = _PARTS.match(cell.address)
        letters, digits = (match[1], match[2]) if match else ("", "")
        sheet = _SHEET_ORDER.get(cell.sheet, len(_SHEET_ORDER))
        where = (int(digits or 0), len(letters), letters)
        return books.get(cell.workbook, 0), sheet, *where, finding.severity.rank, finding.rule

    return place
