"""The handover map: which workstreams wait for which, late handovers alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xl_send.board_pack.pictures.days import fitting
from xl_send.board_pack.pictures.shapes import Block, Drawing, Label, LegendEntry, Shape, Trace
from xl_send.words import every_name

WIDTH = 510
_BOX, _HIGH, _GAP = 190, 20, 8
_TOP = 18
_LEGEND = (LegendEntry("late handovers, with how many", "move"),)
Pair = tuple[str, str]


def handover_map(caption: str, late: Mapping[Pair, int]) -> Drawing:
    """The map: those that give at the left, those that wait at the right, with how many between each two."""
    givers, receivers = (tuple(dict.fromkeys(pair[side] for pair in late)) for side in (0, 1))
    height = _TOP + max(len(givers), len(receivers)) * (_HIGH + _GAP)
    shapes = tuple(_shapes(givers, receivers, late))
    return Drawing(caption, _description(late), WIDTH, height, shapes, _LEGEND)


def _shapes(givers: Sequence[str], receivers: Sequence[str], late: Mapping[Pair, int]) -> Iterator[Shape]:
    yield Label("gives", 0, 10, "start", "label")
    yield Label("waits", WIDTH, 10, "end", "label")
    for (giver, receiver), number in late.items():
        start, end = (_BOX, _middle(givers.index(giver))), (WIDTH - _BOX, _middle(receivers.index(receiver)))
        yield Trace((start, end), "move")
        third = (start[0] + (end[0] - start[0]) * 0.28, start[1] + (end[1] - start[1]) * 0.28)
        yield Block(round(third[0] - 7, 1), round(third[1] - 6, 1), 14, 12, "plain")
        yield Label(str(number), round(third[0], 1), round(third[1] + 3.5, 1), "middle", "strong")
    for x, names in ((0, givers), (WIDTH - _BOX, receivers)):
        for place, name in enumerate(names):
            yield Block(x, _middle(place) - _HIGH / 2, _BOX, _HIGH, "box")
            yield Label(fitting(name, _BOX - 10), x + 6, _middle(place) + 3, "start", "name")


def _middle(place: int) -> float:
    return _TOP + place * (_HIGH + _GAP) + _HIGH / 2


def _description(late: Mapping[Pair, int]) -> str:
    return (
        f"{every_name([f'{giver} owes {receiver} {number}' for (giver, receiver), number in late.items()])}.".replace(
            "  ", " "
        )
    )
