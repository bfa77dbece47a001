"""Pictures as SVG by presentation attributes: nothing in them needs a stylesheet, a script or another file."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xl_send.board_pack.pictures.looks import LOOKS, WORDS
from xl_send.board_pack.pictures.outlines import outline_of
from xl_send.board_pack.pictures.shapes import Block, Drawing, Label, LegendEntry, Mark, Shape, Trace
from xl_send.workbook.characters import for_documents


def svg_of(picture: Drawing) -> str:
    """A picture as an element with its description for those who do not see it."""
    inner = "".join(map(_drawn, picture.shapes))
    said = escape(for_documents(picture.description))
    return f'<svg role="img" aria-label="{said}" viewBox="0 0 {picture.width} {picture.height}">{inner}</svg>'


def sign_of(entry: LegendEntry) -> str:
    """The sign of a legend, as it is drawn in the picture; its words stand beside it."""
    if entry.shape:
        shape: Shape = Mark(10, 8, entry.shape, entry.look, 9)
    elif entry.look in {"expected", "actual"} or not LOOKS[entry.look].fill:
        shape = Trace(((1, 8), (19, 8)), entry.look)
    else:
        shape = Block(3, 3, 14, 10, entry.look)
    return f'<svg class="sign" aria-hidden="true" viewBox="0 0 20 16">{_drawn(shape)}</svg>'


def _drawn(shape: Shape) -> str:
    if isinstance(shape, Label):
        ink, size, bold = WORDS[shape.look]
        weight = ' font-weight="700"' if bold else ""
        return (
            f'<text class="w-{shape.look}" x="{shape.x:g}" y="{shape.y:g}" text-anchor="{shape.anchor}" '
            f'font-size="{size:g}" fill="{ink}"{weight}>{escape(for_documents(shape.text))}</text>'
        )
    if isinstance(shape, Block):
        where = f'x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:g}" height="{shape.height:g}"'
        return f"<rect {where} {_look(shape.look, filled=True)}/>"
    if isinstance(shape, Trace):
        return f'<path d="{_path(shape.points, closed=shape.closed)}" {_look(shape.look, filled=shape.closed)}/>'
    points, closed = outline_of(shape)
    if not points:
        return f'<circle cx="{shape.x:g}" cy="{shape.y:g}" r="{shape.size / 2:g}" {_look(shape.look, filled=True)}/>'
    return f'<path d="{_path(points, closed=closed)}" {_look(shape.look, filled=closed, solid=True)}/>'


def _path(points: Sequence[tuple[float, float]], *, closed: bool) -> str:
    steps = "L".join(f"{x:g} {y:g}" for x, y in points)
    return f"M{steps}{'Z' if closed else ''}"


def _look(name: str, *, filled: bool, solid: bool = False) -> str:
    """The attributes of a look. Its name stands as a class, for dark pages and forced colours."""
    look = LOOKS[name]
    said = [
        f'class="p-{name}{" open" if not filled else ""}"',
        f'fill="{look.fill if filled and look.fill else "none"}"',
    ]
    if look.stroke:
        said.append(f'stroke="{look.stroke}" stroke-width="{look.width:g}"')
    if look.dashes and not solid:
        said.append(f'stroke-dasharray="{" ".join(f"{dash:g}" for dash in look.dashes)}"')
    if look.opacity != 1:
        said.append(f'fill-opacity="{look.opacity:g}"')
    return " ".join(said)
