"""What each row under the titles is: a record, a heading, a total, an example, a note, or numbered and empty."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from xl_send.adoption.finding.evidence import TitleRow
from xl_send.adoption.finding.wording import comparable
from xl_send.adoption.tracker.sheets import TrackerSheet, shown_text
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Value

_SELECT = re.compile(r"^[<\[(]?\s*(?:-+\s*)?(?:please\s+)?(?:select|choose)\b.{0,40}$|^<.{0,30}>$", re.IGNORECASE)
_EXAMPLE = re.compile(
    r"^\s*(?:worked )?examples?\b|^e\.?g\.?[ :,]|example of how|how to complete|"
    r"\bexample (?:row|risk|only|entry|project)\b|^sample\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^(?:sub-?\s?|grand |overall )?totals?(?:\s+\S+){0,2}\s*:?$", re.IGNORECASE)
_MARKER = re.compile(r"^(?:END|START|[A-Z0-9_\-]+-(?:START|END))$")
_HELP = re.compile(
    r"^(?:please|select|explain|enter|describe|what|how|who|when|why|which|we |give|provide|list|insert|add|use|rate"
    r"|name of|date (?:on|when|the)"
    r"|briefly|to what|if |a (?:short|brief)|the |state|note|choose|type|this )", re.IGNORECASE,
)  # fmt: skip
# So many blank rows end a table, unless what follows them fills the same columns.
_GAP = 3


class RowKind(StrEnum):
    """What a row under the titles is, in words that follow "row 9 is"."""

    RECORD = "a record"
    TITLES = "the titles once more"
    HEADING = "a heading inside the table"
    TOTAL = "a total"
    EXAMPLE = "a worked example"
    HELP = "help on how to fill the columns in"
    EMPTY = "prepared but not filled in"
    MARKER = "a mark where the table begins or ends"
    HIDDEN = "a hidden row"
    NAMELESS = "a row that does not say what it is about"
    BELOW = "something below the table"
    ELSEWHERE = "a row that belongs on another sheet of ours"
    NEITHER = "neither a risk nor an issue, action or decision"


class JudgedRow(NamedTuple):
    """A row and what it is."""

    number: int
    kind: RowKind


def judge_rows(
    sheet: TrackerSheet, header: TitleRow, numbers: Sequence[int], main: Collection[int], counters: Collection[int]
) -> list[JudgedRow]:
    """What each of the filled rows under a header is.

    `main` are the columns that say what a row is about, `counters` those that only number it.
    """
    columns = {column.place for column in header.columns}
    judged: list[JudgedRow] = []
    usual: dict[int, int] = dict.fromkeys(columns, 0)
    ended = False
    last = header.bottom
    for number in numbers:
        cells = _cells(sheet, number, columns)
        if not cells:
            continue
        apart = number - last > _GAP
        kind = _kind(sheet, header, number, cells, (main, counters))
        if kind is RowKind.RECORD:
            records = sum(row.kind is RowKind.RECORD for row in judged)
            if ended or (apart and judged and not _is_like(cells, usual, records)):
                kind, ended = RowKind.BELOW, True
        ended = ended or (kind is RowKind.MARKER and any("END" in shown_text(raw) for raw in cells.values()))
        if kind is RowKind.RECORD:
            for place in cells:
                usual[place] += 1
        judged.append(JudgedRow(number, kind))
        last = number
    return _with_help(sheet, header, judged, main)


def _cells(sheet: TrackerSheet, number: int, columns: Collection[int]) -> dict[int, Value]:
    return {place: raw for place, raw in sheet.rows.get(number, {}).items() if place in columns}


def is_prompt(raw: Value) -> bool:
    """Whether a cell holds only what it was prepared with: "< Select >"."""
    return isinstance(raw, str) and bool(_SELECT.match(raw.strip()))


def _kind(  # noqa: PLR0911 - a list of what a row may be
    sheet: TrackerSheet,
    header: TitleRow,
    number: int,
    cells: Mapping[int, Value],
    known: tuple[Collection[int], Collection[int]],
) -> RowKind:
    """What a row is, `known` being the columns that say what a row is about and those that only number it."""
    main, counters = known
    texts = {place: shown_text(raw) for place, raw in cells.items()}
    if _repeats(header, texts):
        return RowKind.TITLES
    if all(_MARKER.match(text) for text in texts.values()):
        return RowKind.MARKER
    if any(_EXAMPLE.search(text[:60]) for text in texts.values()):
        return RowKind.EXAMPLE
    if _TOTAL.match(next(iter(texts.values()))) and _counts(cells):
        return RowKind.TOTAL
    filled = [
        place for place, raw in cells.items() if not is_prompt(raw) and place not in counters and not _is_nought(raw)
    ]
    if not filled:
        return RowKind.HEADING if _is_wordy(cells) else RowKind.EMPTY
    if _is_heading(sheet, header, number, filled, cells):
        return RowKind.HEADING
    if number in sheet.hidden_rows:
        return RowKind.HIDDEN
    if not any(place in main for place in filled) and not _merged_main(sheet, number, main):
        return RowKind.NAMELESS
    return RowKind.RECORD


def _is_wordy(cells: Mapping[int, Value]) -> bool:
    """Whether a row holds one text of several words, which numbers nothing though it stands where numbers stand."""
    only = next(iter(cells.values()))
    return len(cells) == 1 and isinstance(only, str) and not is_prompt(only) and len(only.split()) >= 2


def _counts(cells: Mapping[int, Value]) -> bool:
    """Whether a row with the word total holds figures and little besides."""
    texts = sum(isinstance(raw, str) for raw in cells.values())
    return texts <= 2


def _is_nought(raw: Value) -> bool:
    return isinstance(raw, float) and raw == 0


def _repeats(header: TitleRow, texts: Mapping[int, str]) -> bool:
    lowest = {column.place: comparable(column.title.rsplit(" / ", maxsplit=1)[-1]) for column in header.columns}
    whole = {column.place: comparable(column.title) for column in header.columns}
    same = sum(comparable(text) in {lowest.get(place), whole.get(place)} for place, text in texts.items())
    return len(texts) >= 2 and same * 10 >= 6 * len(texts) and same >= 2


def _is_heading(
    sheet: TrackerSheet, header: TitleRow, number: int, filled: Sequence[int], cells: Mapping[int, Value]
) -> bool:
    """Whether a row heads those below it: one text alone, or a merged one over several columns."""
    first = next(iter(cells))
    area = sheet.merge_at(number, first)
    if area is not None and area.top == area.bottom and area.right - area.left >= 2 and len(filled) <= 2:
        return isinstance(cells[first], str)
    return len(header.columns) >= 3 and len(filled) == 1 and len(cells) == 1 and isinstance(cells[filled[0]], str)


def _merged_main(sheet: TrackerSheet, number: int, main: Collection[int]) -> bool:
    """Whether what a row is about stands in a merged cell that began above it."""
    areas = (sheet.merge_at(number, place) for place in main)
    return any(area is not None and area.top < number for area in areas)


def _is_like(cells: Mapping[int, Value], usual: Mapping[int, int], records: int) -> bool:
    """Whether a row after a gap fills the columns that the records before it fill."""
    often = [place for place, times in usual.items() if times * 2 >= max(records, 1)] or list(usual)
    return sum(place in cells for place in often) * 2 >= len(often)


def _with_help(
    sheet: TrackerSheet, header: TitleRow, judged: list[JudgedRow], main: Collection[int]
) -> list[JudgedRow]:
    """The same, where a row of help texts straight under the titles is told from a record."""
    if len(judged) < 2 or judged[0].kind not in {RowKind.RECORD, RowKind.NAMELESS}:
        return judged
    columns = {column.place for column in header.columns}
    cells = _cells(sheet, judged[0].number, columns)
    texts = [shown_text(raw) for raw in cells.values()]
    if judged[0].number > header.bottom + 2 or not all(isinstance(raw, str) for raw in cells.values()):
        return judged
    helping = sum(bool(_HELP.match(text)) and len(text) > 15 for text in texts)
    nameless = not any(place in main for place in cells)
    if len(texts) >= 2 and (helping * 10 >= 6 * len(texts) or (nameless and helping * 2 >= len(texts))):
        return [JudgedRow(judged[0].number, RowKind.HELP), *judged[1:]]
    return judged
