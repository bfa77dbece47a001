"""Where the titles of a table stand: over one row, two or three, merged or not, with titles above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from xl_send.adoption.finding.evidence import TheirColumn, TitleRow, evidence, has_main, judge
from xl_send.adoption.finding.synonyms import synonyms
from xl_send.adoption.finding.titles import JOINED, meaning, qualifier, sheets_meant
from xl_send.adoption.finding.wording import comparable, spellings
from xl_send.adoption.tracker.sheets import At, TrackerSheet
from xl_send.workbook.cells import CellError, Value

_MOST_COLUMNS, _LONGEST_TITLE, _LONGEST_USUAL = 220, 160, 60
_DEEPEST_LOOK = 40
_LOWER = re.compile(
    r"(?:actuals?|forecast|target|plan(?:ned)?|expected|total|value|outturn|q[1-4]|h[12](?: [a-z]{3} [a-z]{3})?)"
)


def headers_in(sheet: TrackerSheet, hint: str = "") -> list[TitleRow]:
    """The headers on a sheet from the top down, no two over one another. `hint` is what the sheet is said to be."""
    named = frozenset({hint}) if hint else sheets_meant(sheet.title)
    found: list[TitleRow] = []
    for number in sheet.rows:
        if not _may_be_titles(sheet.rows[number]):
            continue
        best = max(_candidates(sheet, number, named), key=lambda header: header.evidence, default=None)
        if best is not None:
            best = with_lower_titles(sheet, best)
            found.append(best)
            found += _beside(sheet, best, named)
    return sorted(_apart(found), key=lambda header: (header.bottom, header.left))


def _may_be_titles(cells: Mapping[int, Value]) -> bool:
    """Whether a row may hold titles: several, mostly short texts, two of which somebody uses for a title."""
    if not 2 <= len(cells) <= _MOST_COLUMNS:
        return False
    texts = [raw for raw in cells.values() if isinstance(raw, str)]
    if len(texts) < 2 or sum(len(text) > _LONGEST_TITLE for text in texts) > len(texts) // 4:
        return False
    return sum(is_known_title(text) for text in texts) >= 2


@lru_cache(maxsize=20_000)
def is_known_title(text: str) -> bool:
    """Whether a text is a title that somebody uses, on whatever sheet."""
    if len(text) > _LONGEST_TITLE:
        return False
    return any(form in known for form in spellings(text) for known in synonyms().titles.values()) or bool(
        qualifier(text)
    )


def _candidates(sheet: TrackerSheet, bottom: int, named: frozenset[str]) -> Iterator[TitleRow]:
    for height in (1, 2, 3):
        top = bottom - height + 1
        if top < 1 or (height > 1 and not _is_upper_part(sheet, top, bottom)):
            break
        groups = title_columns(sheet, top, bottom)
        groups = [group for group in groups if height == 1 or _is_headed(group, top)]
        judged = [header for group in groups if (header := judge(top, bottom, group, named))]
        if judged:
            best = max(judged, key=lambda header: header.evidence)
            whole = _with_neighbours(best, groups, named)
            yield whole._replace(evidence=whole.evidence - 0.15 * (height - 1))


def _is_headed(group: Sequence[TheirColumn], top: int) -> bool:
    """Whether a row above heads the columns of a group apart; one text over all of them is the table's own name."""
    heads = [next((at for at in column.cells if at[0] == top), None) for column in group]
    distinct = {at for at in heads if at is not None}
    return len(distinct) >= 2 or (len(distinct) == 1 and heads.count(None) * 5 > len(heads))


def with_lower_titles(sheet: TrackerSheet, header: TitleRow) -> TitleRow:
    """The header with what stands under its titles and says what the columns hold: Actual, Forecast, H1, Total."""
    bottom, last = header.bottom, header.bottom
    for number in range(header.bottom + 1, header.bottom + 5):
        cells = {
            place: raw for place, raw in sheet.rows.get(number, {}).items() if header.left <= place <= header.right
        }
        if not cells:
            continue
        if len(cells) < 2 or not all(
            isinstance(raw, str) and _LOWER.fullmatch(comparable(raw)) for raw in cells.values()
        ):
            break
        last = number
    if last == bottom:
        return header
    columns = tuple(_lower(sheet, column, bottom, last) for column in header.columns)
    return header._replace(bottom=last, columns=columns)


def _lower(sheet: TrackerSheet, column: TheirColumn, bottom: int, last: int) -> TheirColumn:
    cells = [
        (number, column.place) for number in range(bottom + 1, last + 1) if sheet.at(number, column.place) is not None
    ]
    title = JOINED.join([column.title, *(" ".join(sheet.text(*at).split()) for at in cells)])
    return TheirColumn(column.place, title, (*column.cells, *cells))


def _beside(sheet: TrackerSheet, header: TitleRow, named: frozenset[str]) -> Iterator[TitleRow]:
    """Other tables that begin in the same rows, to the left or right of one."""
    for group in title_columns(sheet, header.top, header.bottom):
        if group[-1].place < header.left or group[0].place > header.right:
            other = judge(header.top, header.bottom, group, named)
            if other and has_main(other):
                yield other


def _is_upper_part(sheet: TrackerSheet, top: int, bottom: int) -> bool:
    """Whether a row above titles belongs to them: it has titles of its own, or heads several of theirs at once."""
    upper, lower = sheet.rows.get(top, {}), sheet.rows.get(bottom, {})
    texts = [place for place, raw in upper.items() if isinstance(raw, str | date | float)]
    if not texts or any(isinstance(upper[place], str) and len(str(upper[place])) > _LONGEST_USUAL for place in texts):
        return False
    span = max(lower, default=1) - min(lower, default=1) + 1
    wide = [area for area in sheet.merged if area.top == top and area.right > area.left]
    if any(area.right - area.left + 1 >= 0.8 * span for area in wide):
        return False
    into_lower = any(area.top <= top and area.bottom >= bottom for area in sheet.merged if area.left in upper)
    return into_lower or len(texts) >= 2 or (bool(wide) and len(lower) > 2)


def _columns(sheet: TrackerSheet, top: int, bottom: int) -> Iterator[TheirColumn]:
    """The columns that have a title in the rows from top to bottom, with the cells that give it."""
    places = sorted(
        {place for number in range(top, bottom + 1) for place in sheet.rows.get(number, {})}
        | _covered(sheet, top, bottom)
    )
    for place in places:
        parts: list[str] = []
        cells: list[At] = []
        for number in range(top, bottom + 1):
            at = _heading_over(sheet, number, place, top, bottom)
            if at and (text := sheet.text(*at)) and (not parts or text != parts[-1]):
                parts.append(" ".join(text.split()))
                cells.append(at)
        if parts:
            yield TheirColumn(place, JOINED.join(parts), tuple(cells))


def _covered(sheet: TrackerSheet, top: int, bottom: int) -> set[int]:
    """Columns under merged headings, which have a title though their own cell is blank."""
    areas = [area for area in sheet.merged if top <= area.top <= bottom and area.right - area.left < _MOST_COLUMNS]
    below = {place for number in range(bottom + 1, bottom + 4) for place in sheet.rows.get(number, {})}
    return {place for area in areas for place in range(area.left, area.right + 1) if place in below}


def _heading_over(sheet: TrackerSheet, number: int, place: int, top: int, bottom: int) -> At | None:
    """The cell that heads a column in a row: its own, the merged one over it, or the nearest to the left above."""
    area = sheet.merge_at(number, place)
    if area is not None:
        return (area.top, area.left) if area.top >= top else None
    if sheet.at(number, place) is not None:
        return None if isinstance(sheet.at(number, place), CellError) else (number, place)
    if number == bottom or not place > 0:
        return None
    return _unmerged_over(sheet, number, place, top, bottom)


def _unmerged_over(sheet: TrackerSheet, number: int, place: int, top: int, bottom: int) -> At | None:
    """A heading that stands over several columns without being merged: the first to the left, with none between.

    It does not reach over a column whose title below stands alone in the row of a heading of its own.
    """
    if sheet.at(bottom, place) is None or top == bottom:
        return None
    for left in range(place - 1, max(0, place - 6), -1):
        if sheet.at(bottom, left) is None:
            return None
        if sheet.merge_at(number, left) is not None:
            return None
        if sheet.at(number, left) is not None:
            return (number, left)
    return None


def title_columns(sheet: TrackerSheet, top: int, bottom: int) -> list[list[TheirColumn]]:
    """The columns that have a title in the rows from top to bottom, in groups that blank columns part."""
    return _groups(sheet, list(_columns(sheet, top, bottom)))


def _groups(sheet: TrackerSheet, columns: Sequence[TheirColumn]) -> list[list[TheirColumn]]:
    """The columns in groups between which a column stands wholly blank."""
    groups: list[list[TheirColumn]] = []
    for column in columns:
        if (groups and column.place == groups[-1][-1].place + 1) or (
            groups and _is_filled_between(sheet, groups[-1][-1], column)
        ):
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _is_filled_between(sheet: TrackerSheet, left: TheirColumn, right: TheirColumn) -> bool:
    """Whether each column between two titles holds something below, though it has no title."""
    start = max((row for row, _ in left.cells), default=1) + 1
    rows = range(start, start + _DEEPEST_LOOK)
    between = range(left.place + 1, right.place)
    return len(between) <= 3 and all(any(sheet.at(row, place) is not None for row in rows) for place in between)


def _with_neighbours(header: TitleRow, groups: Sequence[Sequence[TheirColumn]], named: frozenset[str]) -> TitleRow:
    """A header with the groups beside it that are no tables of their own but speak of the same sheet."""
    taken = [list(group) for group in groups if group[0].place == header.left]
    for group in groups:
        if group[0].place == header.left:
            continue
        own = judge(header.top, header.bottom, group, named)
        alike = sum(meaning(column.title, header.sheet) is not None for column in group)
        if not (own and has_main(own)) and alike * 2 > len(group):
            taken.append(list(group))
    columns = sorted((column for group in taken for column in group), key=lambda column: column.place)
    return header._replace(columns=tuple(columns), evidence=evidence(columns, header.sheet, named) or header.evidence)


def _apart(found: Sequence[TitleRow]) -> list[TitleRow]:
    """The headers without those that share a cell with a better one."""
    kept: list[TitleRow] = []
    for header in sorted(found, key=lambda item: -item.evidence):
        clash = any(
            header.top <= other.bottom and other.top <= header.bottom
            and header.left <= other.right and other.left <= header.right
            for other in kept
        )  # fmt: skip
        if not clash:
            kept.append(header)
    return kept
