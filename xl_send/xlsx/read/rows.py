"""A sheet's rows, read two ways that give the same.

The quick way recognises the mark-up that Excel and other programs really write, with one regular
expression. It accounts for every `<`, so it either understands a block of rows entirely or leaves it
to the slow way, which is a full XML parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Row, Value
from xl_send.xlsx.read.cells import Cells, damaged
from xl_send.xlsx.read.markup import without_entities
from xl_send.xlsx.read.refusals import DAMAGED, UnusableError

Token = tuple[str, str, str, str, str, str]
_STRAY: Token = ("", "", "", "", "", "")


class Patterns(NamedTuple):
    """The expressions for one namespace prefix."""

    token: re.Pattern[str]
    inside: re.Pattern[str]


class Columns(dict[str, int]):
    """The numbers of columns by their letters."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        self[letters] = number
        return number


COLUMNS = Columns()

# A token is a cell (its letters, its row, its other attributes, then its bare digits or else whatever it
# holds) or the start of a row (its number); a `<` that is neither gives six empty strings. Blank cells
# that follow a blank cell are passed over with it.
_PIECES = r"""<~c\ r="([A-Z]{1,3}+)([0-9]++)"([^<>/&']*+)
    (?:><~v>([0-9.]{1,99}+)</~v></~c>
      |/>(?:<~c\ r="[A-Z]++[0-9]++"(?:\ s="[0-9]++")?+/>)*+
      |>((?:<~f(?:\ [^<>/&]*+)?+(?:/>|>[^<]*+</~f>))?+
         (?:<~v\ ?/>|<~v>[^<]*+</~v>|<~is><~t(?:\ xml:space="preserve")?+>[^<]*+</~t></~is>)?+)
       </~c>)
    (?:</~row>(?!\s*<~c[\s/>]))?+
    |<~row\ r="([0-9]{1,7}+)"[^<>]*+>(?:(?<!/>)|(?!\s*<~c[\s/>]))(?:</~row>(?!\s*<~c[\s/>]))?+
    |<"""
_INSIDE = r"""(<~f[^<>]*?(?:/>|>([^<]*)</~f>))?
    (?:(<~v\ ?/>)|<~v>([^<]*)</~v>|<~is><~t[^<>]*>([^<]*)</~t></~is>)?"""


@lru_cache(maxsize=16)
def patterns(prefix: str) -> Patterns:
    """The expressions for sheets whose elements carry this prefix, such as `x:` or none."""
    escaped = re.escape(prefix)
    return Patterns(
        re.compile(_PIECES.replace("~", escaped), re.VERBOSE),
        re.compile(_INSIDE.replace("~", escaped), re.VERBOSE),
    )


def quick_rows(block: str, prefix: str, cells: Cells) -> Iterator[Row] | None:
    """The rows of a block that begins with a row, or None if it needs the slow way."""
    if not block.lstrip().startswith(f"<{prefix}row"):
        return None
    token, inside = patterns(prefix)
    tokens: list[Token] = token.findall(block)
    return None if _STRAY in tokens else _rows(tokens, inside, cells, f"<{prefix}v></{prefix}v>")


def _rows(  # noqa: C901 - one loop over every cell of a workbook: a call for each would cost more than all else
    tokens: Iterable[Token], inside: re.Pattern[str], cells: Cells, hollow: str
) -> Iterator[Row]:
    """The rows that tokens make. `hollow` ends a formula that shows nothing, of which a ready row holds many."""
    strings, quick = cells.strings, cells.quick
    row: dict[int, Value] = {}
    number, place, told = 0, 0, ""
    for letters, at, attributes, digits, content, start in tokens:
        if letters:
            place = COLUMNS[letters]
            if at != told or place in row:
                refuse_misplaced(at, number, taken=place in row)
        if digits:
            convert = quick[attributes]
            try:
                value = convert(digits) if convert else strings[int(digits)]
            except (ValueError, IndexError):
                value = damaged(digits)
            if value or convert:
                row[place] = value
        elif start:
            if row:
                yield number, row
                row = {}
            number, told = int(start), start
        elif content and not (content.endswith(hollow) and ' t="str"' in attributes):
            found = _inner(attributes, content, inside, cells)
            if found is not None:
                row[place] = found
    if row:
        yield number, row


def refuse_misplaced(at: str, number: int, *, taken: bool) -> None:
    """Refuse a cell that says that it stands in another row than the one that holds it, or where another one stands."""
    if taken or int(at) != number:
        raise UnusableError(DAMAGED)


def _inner(attributes: str, content: str, inside: re.Pattern[str], cells: Cells) -> Value | None:
    has_formula, formula, empty, text, inline = next(inside.finditer(content)).groups()
    # The text of a formula is told only where it has no value; else it is not worth unpacking.
    told = formula or "" if text else without_entities(formula or "")
    return cells.value(
        attributes,
        told if has_formula else None,
        "" if empty else text and without_entities(text),
        inline and without_entities(inline),
    )
