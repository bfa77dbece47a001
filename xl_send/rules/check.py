"""Running the catalogue over a programme."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from xl_send.findings import Cell, Finding
from xl_send.rules.catalogue import Rule, all_rules
from xl_send.rules.causes import with_causes
from xl_send.rules.explained import with_explanations
from xl_send.workbook.submissions import SHEETS, Programme, declared_title

_PARTS = re.compile(r"([A-Z]*)(\d*)")
_SHEET_ORDER = {record.SHEET.title: place for place, record in enumerate(SHEETS)}


def check(
    programme: Programme, rules: Iterable[Rule] | None = None, advance: Callable[[str], None] = lambda _: None
) -> tuple[Finding, ...]:
    """Every finding of the rules over a programme, in the order of workbook, sheet, row and column.

    Those that follow from another of them say so, and those that their owner has explained bear the explanation.
    `advance` hears the id of each rule as it is done.
    """
    unread, untitled = _unread_cells(programme), _missing_columns(programme)
    found: dict[tuple[str, Cell, str], Finding] = {}
    known_rules = {rule.id: rule for rule in (rules if rules is not None else all_rules().values())}
    for rule in known_rules.values():
        for hit in rule.check(programme):
            known = _place(hit.cell) in unread or (hit.cell.workbook, hit.cell.sheet, hit.cell.column) in untitled
            # Other findings on a cell that could not be read only repeat what was said of its reading.
            if rule.on_reading or not known:
                finding = rule.finding(hit)
                found.setdefault((finding.rule, finding.cell, finding.message), finding)
        advance(rule.id)
    spoken_for = {
        (other, _place(cell))
        for finding in found.values()
        for other in known_rules[finding.rule].speaks_for
        for cell in (finding.cell, *(related.cell for related in finding.related))
    }
    told = (item for item in found.values() if (item.rule, _place(item.cell)) not in spoken_for)
    return with_explanations(with_causes(sorted(told, key=_order(programme)), known_rules), programme)


def _place(cell: Cell) -> tuple[str, str, str]:
    return cell.workbook, cell.sheet, cell.address


def _unread_cells(programme: Programme) -> frozenset[tuple[str, str, str]]:
    unread = [unread_cell.cell for found in programme.submissions for unread_cell in found.unread_cells]
    blank = [blank_cell.cell for found in programme.submissions for blank_cell in found.blanks]
    return frozenset(map(_place, unread + blank))


def _missing_columns(programme: Programme) -> frozenset[tuple[str, str, str]]:
    """Columns that a sheet does not have: that they are blank in every row has been said by their absence."""
    return frozenset(
        (seen.table.workbook, seen.table.sheet, column.title)
        for found in programme.submissions
        for seen in found.seen.values()
        for column in seen.missing
    )


def _order(programme: Programme) -> Callable[[Finding], tuple[object, ...]]:
    books = {found.workbook: place for place, found in enumerate(programme.submissions)}

    def place(finding: Finding) -> tuple[object, ...]:
        cell = finding.cell
        match = _PARTS.match(cell.address)
        letters, digits = (match[1], match[2]) if match else ("", "")
        sheet = _SHEET_ORDER.get(declared_title(cell.sheet), len(_SHEET_ORDER))
        where = (int(digits or 0), len(letters), letters)
        return books.get(cell.workbook, 0), sheet, *where, finding.severity.rank, finding.rule

    return place
