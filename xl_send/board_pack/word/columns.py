"""How wide the columns of a table are, in centimetres, by what stands in them."""

from __future__ import annotations

from xl_send.board_pack.values import Heading, PackTable
from xl_send.value_classes import NamedTuple


class ColumnWidths(NamedTuple):
    """The least width that a column can do with, and the width at which it is easy to read."""

    least: float
    easy: float
    stretches: bool = False


# By what stands in a column (see values.Heading). Columns of sentences take what room is left.
_ROOMS = {
    "name": ColumnWidths(3.0, 4.6, stretches=True),
    "ask": ColumnWidths(4.0, 6.4, stretches=True),
    "text": ColumnWidths(2.6, 4.5, stretches=True),
    "says": ColumnWidths(3.0, 4.5, stretches=True),
    "why": ColumnWidths(3.0, 3.8, stretches=True),
    "tag": ColumnWidths(1.8, 2.1),
    "day": ColumnWidths(2.6, 2.9),
    "dated": ColumnWidths(2.3, 2.6),
    "figure": ColumnWidths(1.7, 2.0),
    "travel": ColumnWidths(2.2, 2.8),
    "number": ColumnWidths(1.5, 1.8),
}
# Of a bold letter in a heading, and of the white beside it.
_LETTER, _BESIDE = 0.175, 0.25


def easy_width(table: PackTable) -> float:
    """How wide a table would like to be."""
    return sum(_room(heading).easy for heading in table.headings)


def widths_of(table: PackTable, width: float) -> list[float]:
    """The widths of the columns of a table that is to be so wide: each has its least, as far as that is possible."""
    rooms = [_room(heading) for heading in table.headings]
    over = easy_width(table) - width
    if over <= 0:
        taking = [room.easy if room.stretches else 0.0 for room in rooms]
        taking = taking if any(taking) else [room.easy for room in rooms]
        return [room.easy - over * part / sum(taking) for room, part in zip(rooms, taking, strict=True)]
    spare = sum(room.easy - room.least for room in rooms)
    if over <= spare:
        return [room.easy - over * (room.easy - room.least) / spare for room in rooms]
    return [room.least * width / sum(item.least for item in rooms) for room in rooms]


def _room(heading: Heading) -> ColumnWidths:
    """What a column asks for; no word of its title is to be broken."""
    room = _ROOMS[heading.room]
    title = max(map(len, heading.title.split()), default=0) * _LETTER + _BESIDE
    return room._replace(least=max(room.least, title), easy=max(room.easy, title))
