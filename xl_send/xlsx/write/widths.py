"""How wide columns are and how tall rows, so that nothing is cut off."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import count

from xl_send.workbook.columns import Calculated, Column
from xl_send.workbook.ids import Id, Link, Links, Names
from xl_send.workbook.kinds import Choice, Day, Kind, Measure, Number, Pounds, Text, YesNo

LONG_TEXT = 40
# What the filter's button and the cell's margins take of a header, in characters.
BUTTON = 4
LINE_POINTS, MARGIN_POINTS, ROW_MARGIN = 14.25, 9, 4
# A column's unit of width and a cell's margins with one indent, in pixels; the height of a letter.
UNIT, MARGINS, EM = 8, 16, 14.7
_WIDEST = 0.85
_NARROW, _WIDE = frozenset(" ijltfrI.,:;'!|/()[]-"), frozenset("mwMW%@&")

_WIDTHS: tuple[tuple[type[Kind], int], ...] = (
    (Names, 30), (Text, 24), (Id, 12), (Links, 25), (Link, 12), (Day, 14), (YesNo, 9), (Choice, 12),
    (Pounds, 14), (Number, 12), (Measure, 13),
)  # fmt: skip


def width_of(column: Column) -> int:
    """How wide a column is, in characters, by what it holds and the longest word of its title."""
    kind = column.kind
    if isinstance(kind, Text) and kind.long:
        return LONG_TEXT
    if isinstance(kind, Link) and kind.sheet == "Forums":
        return 24
    held = max(map(_width_in_two_lines, kind.options)) + BUTTON + 1 if isinstance(kind, Choice) else 0
    usual = next((width for family, width in _WIDTHS if isinstance(kind, family)), 14)
    return max(usual, held, width_for_title(column.title))


@cache  # the options are of the declaration: few, and in every workbook
def _width_in_two_lines(words: str) -> int:
    """The least width at which these words take no more than two lines."""
    return min(width for width in range(max(map(len, words.split())), len(words) + 1)
               if len(textwrap.wrap(words, width)) < 3)  # fmt: skip


def width_of_kind(one: Calculated) -> int:
    """The least width of a column that fills itself: its words are states, dates and figures."""
    kinds = (width for family, width in _WIDTHS if isinstance(one.kind, family) and family is not Text)
    return next(kinds, 14)


def width_for_title(title: str) -> int:
    """The least width at which no word of a title is broken."""
    return max(map(len, title.split())) + BUTTON + 1


def header_height(titles: Iterable[tuple[str, int]]) -> float:
    """The height in points at which every title is seen whole, given each with its column's width."""
    lines = max(len(textwrap.wrap(title, max(1, width - BUTTON))) for title, width in titles)
    return LINE_POINTS * max(2, lines) + MARGIN_POINTS


def row_height(texts: Iterable[tuple[str, int]]) -> float:
    """The height in points at which every text is seen whole, given each with its column's width."""
    most = 1
    for text, width in texts:
        # Most texts are short, whatever letters they are of, and need no measuring.
        if len(text) >= _letters_to_measure(width) or "\n" in text:
            most = max(most, lines_needed(text, width))
    return LINE_POINTS * most + ROW_MARGIN


def listing_height(texts: Iterable[tuple[str, int]]) -> float:
    """The height of a row of a listing, its columns taken as a tenth narrower: lines break sooner at some zooms."""
    return row_height((text, width * 9 // 10) for text, width in texts)


def lines_needed(text: str, width: int) -> int:
    """How many lines a text takes in a column of this width, as words wrap."""
    room = _room(width)
    return sum(_lines_of_paragraph(part.split(" "), room) for part in text.split("\n"))


def _room(width: int) -> float:
    """How many pixels a text has on a line in a column of this width."""
    return max(width * UNIT - MARGINS, UNIT)


@cache
def _letters_to_measure(width: int) -> int:
    """The least number of letters that may need more than one line of a column of this width: of the widest."""
    return next(number for number in count() if number * EM * _WIDEST >= _room(width))


def room_beside(text: str, width: int) -> int:
    """How many pixels a text on one line leaves free in a column of this width; less than none where it has none."""
    return int(width * UNIT - _pixels(text)) - (MARGINS if text else 0)


def _lines_of_paragraph(words: Sequence[str], room: float) -> int:
    lines, used = 1, 0.0
    for word in words:
        length = _pixels(word)
        if used and used + length > room:
            lines, used = lines + 1, 0.0
        if length >= room:
            lines += int(length // room)
            length %= room
        used += length + _SPACE
    return lines


# The words of a programme are few beside its texts.
@lru_cache(maxsize=20_000)
def _pixels(text: str) -> float:
    return EM * sum(map(_ems, text))


def _ems(letter: str) -> float:
    """About how wide a letter of a plain typeface is, as a share of its height."""
    if letter in _NARROW:
        return 0.29
    if letter in _WIDE:
        return _WIDEST
    return 0.69 if letter.isupper() else 0.55


_SPACE = _pixels(" ")
