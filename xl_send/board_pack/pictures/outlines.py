"""The outlines of signs: the same points for a web page and for a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_send.board_pack.pictures.shapes import Mark

# Corners by share of half the size, from the middle; round signs have none.
_CORNERS: Mapping[str, Sequence[tuple[float, float]]] = {
    "diamond": ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "triangle": ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
    "octagon": ((-0.42, -1), (0.42, -1), (1, -0.42), (1, 0.42), (0.42, 1), (-0.42, 1), (-1, 0.42), (-1, -0.42)),
    "tick": ((-1, 0), (-0.3, 0.75), (1, -0.9)),
}
OPEN = frozenset({"tick"})
ROUND = frozenset({"dot", "ring"})


def outline_of(mark: Mark) -> tuple[tuple[tuple[float, float], ...], bool]:
    """The corners of a sign and whether they close; none for a round one."""
    half = mark.size / 2
    corners = _CORNERS.get(mark.shape, ())
    points = tuple((round(mark.x + x * half, 2), round(mark.y + y * half, 2)) for x, y in corners)
    return points, mark.shape not in OPEN
