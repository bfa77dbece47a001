"""How the parts of pictures look: one table for the web page, the document and the tests of contrast.

Colours are those of the Government Analysis Function, whose lightness differs so that they can be told apart in
black and white; no meaning hangs on colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.value_classes import NamedTuple

INK, SOFT, LINE, PALE, WHITE = "#0b0c0c", "#484f53", "#b1b4b6", "#f3f5f7", "#ffffff"
BLUE, ORANGE, RED, AMBER, GREEN = "#12436d", "#a04400", "#8a0f1b", "#6b3a00", "#00502b"


class PictureLook(NamedTuple):
    """A line's ink, width in points and dashes (on, off), and what fills an outline; blank is none."""

    stroke: str = ""
    width: float = 1
    dashes: tuple[float, ...] = ()
    fill: str = ""
    opacity: float = 1


LOOKS: Mapping[str, PictureLook] = {
    "grid": PictureLook(LINE, 0.75),
    "axis": PictureLook(SOFT, 0.75),
    "today": PictureLook(INK, 1.25, (1.5, 2.5)),
    "actual": PictureLook(BLUE, 2, fill=BLUE),
    "expected": PictureLook(ORANGE, 1.5, (4, 2), WHITE),
    "target": PictureLook(ORANGE, 1.5, fill=ORANGE),
    "baseline": PictureLook(BLUE, 1.5, fill=WHITE),
    "band": PictureLook(fill="#f7d9c4", opacity=0.7),
    "edge": PictureLook(ORANGE, 0.75, (1, 1.5)),
    "slip": PictureLook(INK, 1.5),
    "plan": PictureLook(SOFT, 1.25, fill=WHITE),
    "term": PictureLook(fill="#e3edf5"),
    "meeting": PictureLook(SOFT, 2.5),
    "red": PictureLook(RED, 1.25, fill=RED),
    "amber": PictureLook(AMBER, 1.25, fill="#e8a300"),
    "green": PictureLook(GREEN, 1.25, fill=GREEN),
    "complete": PictureLook(BLUE, 1.75, fill=""),
    "no-data": PictureLook(SOFT, 1.25, (2, 1.5), WHITE),
    "not-due": PictureLook(SOFT, 1.25, fill=WHITE),
    "not-rated": PictureLook(SOFT, 1.25, fill=WHITE),
    "cell-red": PictureLook(LINE, 0.75, fill="#fae0dd"),
    "cell-amber": PictureLook(LINE, 0.75, fill="#ffedbf"),
    "cell-green": PictureLook(LINE, 0.75, fill="#d8efe0"),
    "move": PictureLook(INK, 1),
    "bar": PictureLook(BLUE, 0.75, fill="#9db9d2"),
    "bar-over": PictureLook(RED, 0.75, fill=RED),
    "full": PictureLook(INK, 1.25, (4, 2)),
    "box": PictureLook(SOFT, 1, fill=WHITE),
    "plain": PictureLook(fill=WHITE),
}  # fmt: skip

# Ink and size in points of the words in a picture.
WORDS: Mapping[str, tuple[str, float, bool]] = {
    "label": (SOFT, 8, False),
    "name": (INK, 8.5, False),
    "strong": (INK, 8.5, True),
    "in-cell": (INK, 8, True),
    "tiny": (INK, 6.5, False),
}

# Which shape goes with a status, as on the tags.
STATUS_SHAPES: Mapping[str, str] = {
    "red": "square", "amber": "triangle", "green": "dot", "complete": "tick", "no-data": "octagon", "not-due": "ring",
    "not-rated": "diamond", "context": "diamond",
}  # fmt: skip
