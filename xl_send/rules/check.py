"""Running the catalogue over a programme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from xl_send.findings import Cell, Finding
from xl_send.network import not_collecting
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import YIELDING, Hit, Rule, all_rules
from xl_send.rules.causes import with_causes
from xl_send.rules.explained import with_explanations
from xl_send.rules.not_run import not_run
from xl_send.workbook.submissions import SHEETS, Programme, declared_title

_PARTS = Pattern(r"([A-Z]*)(\d*)")
_SHEET_ORDER = {record.SHEET.title: place for place, record in enumerate(SHEETS)}


def check(
    programme: Programme, rules: Iterable[Rule] | None = None, advance: Callable[[str], None] = lambda _: None
) -> tuple[Finding, ...]:
    """Every finding of the rules over a programme, in the order of workbook, sheet, row and column.

    Those that follow from another of them say so, and those that their owner has explained bear the explanation.
    `advance` hears the id of each rule as it is done. A rule that fails is told as a finding of its own.
    """
    with not_collecting():
        return _checked(programme, rules, advance)


def _checked(programme: Programme, rules: Iterable[Rule] | None, advance: Callable[[str], None]) -> tuple[Finding, ...]:
    asked = _Asked(programme)
    known_rules = {rule.id: rule for rule in (rules if rules is not None else all_rules().values())}
    for rule in known_rules.values():
        asked.ask(rule)
        advance(rule.id)
    told = _without_spoken_for(asked.found, known_rules)
    order = _order(programme)
    explained = with_explanations(with_causes(sorted(told, key=order), known_rules), programme)
    return tuple(sorted([*explained, *asked.failed], key=order)) if asked.failed else explained


def _without_spoken_for(found: Sequence[Finding], rules: Mapping[str, Rule]) -> Sequence[Finding]:
    """The findings but for those of which another rule tells that sees more, or any other where the rule yields."""
    if any(item.rule in YIELDING for item in found):
        told = {_place(item.cell) for item in found if item.rule not in YIELDING}
        found = [item for item in found if item.rule not in YIELDING or _place(item.cell) not in told]
    speaking = {rule.id: rule.speaks_for & rules.keys() for rule in rules.values()}
    spoken_for = {
        (other, _place(cell)) for finding in found for other in speaking[finding.rule] for cell in finding.cells
    }
    return [item for item in found if (item.rule, _place(item.cell)) not in spoken_for] if spoken_for else found


class _Asked:
    """Rules asked one by one of a programme. One that fails ends no other: what it had found stands, and it is told."""

    def __init__(self, programme: Programme) -> None:
        self.found: list[Finding] = []
        self.failed: list[Finding] = []
        self._programme = programme
        self._unread, self._untitled = _unread_cells(programme), _missing_columns(programme)
        self._misnamed = _misnamed_columns(programme)

    def ask(self, rule: Rule) -> None:
        """Gather what a rule finds; what it says twice of a cell is told once."""
        by_cell: dict[Cell, list[Finding]] = {}
        try:
            for hit in rule.check(self._programme):
                # Other findings on a cell that could not be read only repeat what was said of its reading, and one
                # that rests on a cell of a column that goes by another name takes what stands there for nothing.
                if rule.on_reading or not (self._is_known(hit.cell) or self._rests_on_misnamed(hit)):
                    finding, there = rule.finding(hit), by_cell.setdefault(hit.cell, [])
                    if not there or all(finding.message != other.message for other in there):
                        there.append(finding)
                        self.found.append(finding)
        except Exception as error:  # noqa: BLE001 - whatever fails inside a rule, the others are asked
            self.failed.append(not_run(rule, error, self._programme))

    def _is_known(self, cell: Cell) -> bool:
        unread = bool(self._unread) and _place(cell) in self._unread
        return unread or (bool(self._untitled) and (cell.workbook, cell.sheet, cell.column) in self._untitled)

    def _rests_on_misnamed(self, found: Hit) -> bool:
        if not self._misnamed:
            return False
        cells = (related.cell for related in found.details.related)
        return any((cell.workbook, cell.sheet, cell.column) in self._misnamed for cell in cells)


def _misnamed_columns(programme: Programme) -> frozenset[tuple[str, str, str]]:
    """Columns that a sheet seems to have under another title."""
    return frozenset(
        (seen.table.workbook, seen.table.sheet, column.title)
        for found in programme.submissions
        for seen in found.seen.values()
        for column in seen.missing
        if column.name in seen.likely
    )


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
    sheets: dict[str, int] = {}

    def place(finding: Finding) -> tuple[object, ...]:
        workbook, sheet, address = finding.cell[:3]
        if sheet not in sheets:
            sheets[sheet] = _SHEET_ORDER.get(declared_title(sheet), len(_SHEET_ORDER))
        match = _PARTS.match(address)
        letters, digits = (match[1], match[2]) if match else ("", "")
        where = (int(digits or 0), len(letters), letters)
        return books.get(workbook, 0), sheets[sheet], *where, finding.severity.rank, finding.rule

    return place
