"""What a picture is made of: lines, outlines, marks and words, each with the name of a look."""

from __future__ import annotations

from xl_send.value_classes import frozen


@frozen(eq=True, slots=True)
class Trace:
    """A line through points, each so far from the left and from the top; `closed` makes it a filled outline."""

    points: tuple[tuple[float, float], ...]
    look: str
    closed: bool = False


@frozen(eq=True, slots=True)
class Block:
    """A rectangle, by its left upper corner and its size."""

    x: float
    y: float
    width: float
    height: float
    look: str


@frozen(eq=True, slots=True)
class Mark:
    """A small sign about a point: `shape` is dot, ring, diamond, square, triangle, octagon or tick."""

    x: float
    y: float
    shape: str
    look: str
    size: float = 7


@frozen(eq=True, slots=True)
class Label:
    """A text in a picture. `anchor` is the side on which its place lies: start, middle or end."""

    text: str
    x: float
    y: float
    anchor: str = "start"
    look: str = "label"


Shape = Trace | Block | Mark | Label


@frozen(eq=True, slots=True)
class LegendEntry:
    """What a sign or line of a picture means. Only what is drawn is promised."""

    words: str
    look: str
    shape: str = ""


@frozen(eq=True, slots=True)
class Drawing:
    """A drawing in a frame of `width` by `height` points. `description` says the same to those who do not see it."""

    caption: str
    description: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    legend: tuple[LegendEntry, ...] = ()

    def looks(self) -> frozenset[tuple[str, str]]:
        """Every look that is drawn, with the shape of its marks (nothing for lines and blocks)."""
        return frozenset((shape.look, getattr(shape, "shape", "")) for shape in self.shapes)


def of_what_is_drawn(legend: tuple[LegendEntry, ...], shapes: tuple[Shape, ...]) -> tuple[LegendEntry, ...]:
    """The entries of a legend whose signs are drawn at all."""
    drawn = {(shape.look, getattr(shape, "shape", "")) for shape in shapes}
    return tuple(entry for entry in legend if (entry.look, entry.shape) in drawn)
