"""The tables of a sheet: their titles, the rows under them, and the headings that stand over them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from xl_send.adoption.finding.evidence import MAIN, TheirColumn, TitleRow, evidence, judge, same_titles
from xl_send.adoption.finding.headers import headers_in, title_columns
from xl_send.adoption.finding.rows import JudgedRow, RowKind, judge_rows
from xl_send.adoption.finding.synonyms import NO_PLACE
from xl_send.adoption.finding.titles import meaning, sheets_meant
from xl_send.adoption.tracker.sheets import TrackerSheet, address
from xl_send.value_classes import frozen, replace

_ROWS = re.compile(r"(\d+)(?:\s*-\s*(\d+))?")
_NUMBERING = frozenset({"Their own id"})


@frozen(eq=True)
class FoundTable:
    """A table: its titles, what each row under them is, what stands over it, and the sheet of ours it is for.

    `part` is the sheet of ours where its rows are parted between two.
    """

    sheet: TrackerSheet
    header: TitleRow
    rows: tuple[JudgedRow, ...]
    above: str
    above_rows: tuple[int, ...]
    ours: str
    given: bool = False
    part: str = ""

    @property
    def place(self) -> str:
        """The table by the cell of its first title."""
        return address(self.header.bottom, self.header.left)

    @property
    def title_rows(self) -> str:
        """The rows of its titles: `9`, or `9-10`."""
        top, bottom = self.header.top, self.header.bottom
        return f"{top}" if top == bottom else f"{top}-{bottom}"

    def of(self, *kinds: RowKind) -> list[int]:
        """The numbers of its rows of these kinds."""
        return [row.number for row in self.rows if row.kind in kinds]


def tables_in(sheet: TrackerSheet, named: Mapping[str, tuple[str, str]]) -> list[FoundTable]:
    """The tables of a sheet from the top down. `named` are those that an owner named: all, where there are any."""
    headers = (
        [(header, ours) for header, ours in _named_headers(sheet, named)]
        if named
        else [(header, "") for header in headers_in(sheet)]
    )
    if not named:
        headers = _without_records(sheet, headers)
    found = []
    for header, ours in headers:
        below = [other for other, _ in headers if other.top > header.bottom and _overlap(header, other)]
        end = min((other.top for other in below), default=max(sheet.rows, default=0) + 1)
        found.append(_table(sheet, header, end, ours))
    tables = [
        table
        for table in found
        if table.given or table.of(RowKind.RECORD, RowKind.HIDDEN, RowKind.EMPTY, RowKind.EXAMPLE)
    ]
    return [_without_title_rows(table, tables) for table in tables]


def _without_records(sheet: TrackerSheet, headers: list[tuple[TitleRow, str]]) -> list[tuple[TitleRow, str]]:
    """The headers without those that are records of the table above them, though their words are used for titles."""
    kept: list[tuple[TitleRow, str]] = []
    for header, ours in headers:
        if not _is_record_of(sheet, header, [other for other, _ in kept]):
            kept.append((header, ours))
    return kept


def _named_headers(sheet: TrackerSheet, named: Mapping[str, tuple[str, str]]) -> Iterator[tuple[TitleRow, str]]:
    """The titles that an owner named by their rows and the cell in which they begin."""
    known = {address(header.bottom, header.left): header for header in headers_in(sheet)}
    for place, (theirs, ours) in named.items():
        match = _ROWS.search(theirs)
        if not ours:
            continue
        header = known.get(place)
        if match and (header is None or (header.top, header.bottom) != (int(match[1]), int(match[2] or match[1]))):
            header = _header_at(sheet, place, int(match[1]), int(match[2] or match[1]))
        if header is not None:
            yield header._replace(sheet=ours if ours != NO_PLACE else header.sheet), ours


def _header_at(sheet: TrackerSheet, place: str, top: int, bottom: int) -> TitleRow | None:
    groups = title_columns(sheet, top, bottom)
    columns: list[TheirColumn] = next((group for group in groups if address(bottom, group[0].place) == place), [])
    columns = columns or [column for group in groups for column in group]
    if not columns:
        return None
    return judge(top, bottom, columns, sheets_meant(sheet.title)) or TitleRow(
        top, bottom, tuple(columns), "Milestones", 0.0
    )


def _overlap(one: TitleRow, other: TitleRow) -> bool:
    return one.left <= other.right and other.left <= one.right


def _is_record_of(sheet: TrackerSheet, header: TitleRow, before: Sequence[TitleRow]) -> bool:
    """Whether what looks like titles is a row of the table above: no blank row or heading between, other columns."""
    over = [other for other in before if _overlap(header, other)]
    if not over:
        return False
    last = over[-1]
    if same_titles(last, header):
        return False
    between = range(last.bottom + 1, header.top)
    gap = any(len(sheet.rows.get(number, {})) <= 1 for number in between)
    known = sum(meaning(column.title, header.sheet) is not None for column in header.columns)
    return not gap or known * 10 < 6 * len(header.columns)


def _table(sheet: TrackerSheet, header: TitleRow, end: int, ours: str) -> FoundTable:
    kind = ours if ours and ours != NO_PLACE else header.sheet
    header = header._replace(columns=told_apart(header.columns))
    above, above_rows = _over(sheet, header)
    if not ours:
        kind = _by_heading(header, kind, above, sheet)
        header = header._replace(sheet=kind)
    mains = {
        column.place
        for column in header.columns
        if (found := meaning(column.title, kind)) and found.column == MAIN[kind]
    }
    counters = {
        column.place
        for column in header.columns
        if (found := meaning(column.title, kind)) and found.column in _NUMBERING
    }
    if not mains:
        mains = {column.place for column in header.columns} - counters
    numbers = [number for number in sheet.rows if header.bottom < number < end]
    rows = tuple(judge_rows(sheet, header, numbers, mains, counters))
    return FoundTable(sheet, header, rows, above, above_rows, ours or kind, given=bool(ours))


def told_apart(columns: Sequence[TheirColumn]) -> tuple[TheirColumn, ...]:
    """The columns, titles that stand more than once numbered, so that each can be spoken of."""
    met: Counter[str] = Counter()
    told = []
    for column in columns:
        met[column.title] += 1
        count = met[column.title]
        told.append(column if count == 1 else column._replace(title=f"{column.title} ({count})"))
    return tuple(told)


def _by_heading(header: TitleRow, kind: str, above: str, sheet: TrackerSheet) -> str:
    """The sheet of ours by the heading over a table, where its titles fit that nearly as well."""
    said = sheets_meant(above)
    if not said or kind in said:
        return kind
    scored = {
        other: evidence(header.columns, other, said | sheets_meant(sheet.title))
        for other in (*said, kind)
        if other in MAIN
    }
    return max(scored, key=lambda other: scored[other]) if scored else kind


def _over(sheet: TrackerSheet, header: TitleRow) -> tuple[str, tuple[int, ...]]:
    """The heading straight over a table, across at most one blank row: the text of that row, and its number."""
    for number in range(header.top - 1, max(0, header.top - 3), -1):
        cells = {place: raw for place, raw in sheet.rows.get(number, {}).items() if place <= header.right}
        if not cells:
            continue
        texts = [sheet.text(number, place) for place in sorted(cells)]
        if len(texts) <= 3 and all(len(text) <= 120 for text in texts):
            return " ".join(texts), (number,)
        return "", ()
    return "", ()


def _without_title_rows(table: FoundTable, tables: Sequence[FoundTable]) -> FoundTable:
    """The table without the heading over the next one, which stands below its own rows."""
    headings = {
        number for other in tables if other is not table for number in other.above_rows if number > table.header.bottom
    }
    inside = range(table.header.left, table.header.right + 1)
    alone = {
        number for number in headings if not any(table.sheet.at(number - 1, place) is not None for place in inside)
    }
    rows = tuple(row for row in table.rows if row.number not in alone)
    return replace(table, rows=rows)
