"""Pictures as shapes that Word draws itself: sharp at every size, their words real text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from xl_send.board_pack.pictures.days import text_width
from xl_send.board_pack.pictures.looks import LOOKS, WORDS
from xl_send.board_pack.pictures.outlines import ROUND, outline_of
from xl_send.board_pack.pictures.shapes import Block, Drawing, Label, LegendEntry, Mark, Shape, Trace
from xl_send.board_pack.word.looks import PICTURE_TEXT_ID
from xl_send.value_classes import replace
from xl_send.workbook.characters import for_documents

_EMU = 12700
_URI = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_SIGN, _ROW, _GAP = 16, 12, 9
_PRESET = {"diamond": "diamond", "square": "rect", "triangle": "triangle", "octagon": "octagon"}
_ALIGNED = {"start": "left", "middle": "center", "end": "right"}


def with_legend(picture: Drawing) -> Drawing:
    """The picture with its legend drawn below it, in as many rows as it needs."""
    if not picture.legend:
        return picture
    shapes, x, y = list(picture.shapes), 0.0, picture.height + 10.0
    for entry in picture.legend:
        wide = _SIGN + 6 + text_width(entry.words) + _GAP
        if x and x + wide > picture.width:
            x, y = 0.0, y + _ROW
        shapes += [_sign(entry, x, y - 3), Label(entry.words, x + _SIGN + 4, y)]
        x += wide
    return replace(picture, shapes=tuple(shapes), legend=(), height=round(y + 6))


def legend_strip(entries: tuple[LegendEntry, ...], width: int) -> Drawing:
    """A legend by itself, for several charts above it."""
    said = f"Legend: {', '.join(entry.words for entry in entries)}."
    return with_legend(Drawing("Legend of the charts above", said, width, 0, (), entries))


def _sign(entry: LegendEntry, x: float, y: float) -> Shape:
    if entry.shape:
        return Mark(x + _SIGN / 2, y, entry.shape, entry.look, 8)
    if LOOKS[entry.look].fill and entry.look not in {"expected", "actual"}:
        return Block(x + 2, y - 4, _SIGN - 4, 8, entry.look)
    return Trace(((x, y), (x + _SIGN, y)), entry.look)


def group_xml(picture: Drawing, scale: float) -> str:
    """The graphic data of a picture, so many times as large as it is drawn."""
    wide, high = round(picture.width * scale * _EMU), round(picture.height * scale * _EMU)
    size = (
        f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/><a:chOff x="0" y="0"/><a:chExt cx="{wide}" cy="{high}"/>'
    )
    drawn = "".join(_drawn(number, shape, scale) for number, shape in enumerate(_seen(picture), 1))
    return (
        f'<a:graphicData uri="{_URI}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>{size}</a:xfrm></wpg:grpSpPr>'
        f"{drawn}</wpg:wgp></a:graphicData>"
    )


def _seen(picture: Drawing) -> Iterator[Shape]:
    """What is drawn, words last so that no line lies over them."""
    yield from (shape for shape in picture.shapes if not isinstance(shape, Label))
    yield from (shape for shape in picture.shapes if isinstance(shape, Label))


def _drawn(number: int, shape: Shape, scale: float) -> str:
    if isinstance(shape, Label):
        return _text(number, shape, scale)
    if isinstance(shape, Block):
        return _placed(number, (shape.x, shape.y, shape.width, shape.height), _preset("rect"), shape.look, scale)
    if isinstance(shape, Mark):
        return _mark(number, shape, scale)
    return _trace(number, shape.points, shape.look, scale, closed=shape.closed)


def _mark(number: int, shape: Mark, scale: float) -> str:
    points, closed = outline_of(shape)
    if shape.shape in ROUND or shape.shape in _PRESET:
        left = min((x for x, _ in points), default=shape.x - shape.size / 2)
        top = min((y for _, y in points), default=shape.y - shape.size / 2)
        wide = max((x for x, _ in points), default=shape.x + shape.size / 2) - left
        high = max((y for _, y in points), default=shape.y + shape.size / 2) - top
        preset = "ellipse" if shape.shape in ROUND else _PRESET[shape.shape]
        return _placed(number, (left, top, wide, high), _preset(preset), shape.look, scale, solid=True)
    return _trace(number, points, shape.look, scale, closed=closed, solid=True)


def _trace(  # noqa: PLR0913 - what a line is
    number: int,
    points: Sequence[tuple[float, float]],
    look: str,
    scale: float,
    *,
    closed: bool,
    solid: bool = False,
) -> str:
    left, top = min(x for x, _ in points), min(y for _, y in points)
    wide, high = max(x for x, _ in points) - left, max(y for _, y in points) - top
    place = (left, top, wide, high)
    if len(points) == 2:
        (x1, y1), (x2, y2) = points
        flip = ' flipV="1"' if (x2 - x1) * (y2 - y1) < 0 else ""
        return _placed(number, place, _preset("line"), look, scale, filled=False, flip=flip, solid=solid)
    moves = "".join(
        f'<a:{step}><a:pt x="{_emu(x - left, scale)}" y="{_emu(y - top, scale)}"/></a:{step}>'
        for step, (x, y) in zip(("moveTo", *["lnTo"] * len(points)), points, strict=False)
    )
    unfilled = "" if closed else ' fill="none"'
    path = f'<a:path w="{_emu(wide, scale)}" h="{_emu(high, scale)}"{unfilled}>'
    end = "<a:close/>" if closed else ""
    form = (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst>{path}{moves}{end}</a:path></a:pathLst></a:custGeom>"
    )
    return _placed(number, place, form, look, scale, filled=closed, solid=solid)


def _preset(name: str) -> str:
    return f'<a:prstGeom prst="{name}"><a:avLst/></a:prstGeom>'


def _placed(  # noqa: PLR0913 - what a shape is
    number: int,
    place: tuple[float, float, float, float],
    form: str,
    look: str,
    scale: float,
    *,
    filled: bool = True,
    flip: str = "",
    solid: bool = False,
) -> str:
    x, y, wide, high = (_emu(one, scale) for one in place)
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Shape {number}"/><wps:cNvSpPr/><wps:spPr>'
        f'<a:xfrm{flip}><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>{form}'
        f"{_painted(look, filled=filled, solid=solid)}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _painted(name: str, *, filled: bool, solid: bool) -> str:
    look = LOOKS[name]
    fill = _solid(look.fill, look.opacity) if filled and look.fill else "<a:noFill/>"
    if not look.stroke:
        return f"{fill}<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="sysDash"/>' if look.dashes and not solid else ""
    return f'{fill}<a:ln w="{round(look.width * _EMU)}">{_solid(look.stroke)}{dash}</a:ln>'


def _solid(colour: str, opacity: float = 1) -> str:
    alpha = f'<a:alpha val="{round(opacity * 100_000)}"/>' if opacity != 1 else ""
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}">{alpha}</a:srgbClr></a:solidFill>'


def _text(number: int, label: Label, scale: float) -> str:
    """A text box without edges, as wide as the words want, so that their anchor lies where it is drawn."""
    ink, size, bold = WORDS[label.look]
    wide, high = text_width(label.text, size) * 1.25 + 8, size * 1.45
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    x, y, cx, cy = (_emu(one, scale) for one in (left, label.y - size * 1.05, wide, high))
    half = max(2, round(size * min(scale, 1.15) * 2))
    weight = "<w:b/>" if bold else ""
    run = (
        f'<w:rPr>{weight}<w:color w:val="{ink.lstrip("#").upper()}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        "</w:rPr>"
        f'<w:t xml:space="preserve">{escape(for_documents(label.text))}</w:t>'
    )
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Words {number}"/><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>{_preset("rect")}<a:noFill/>'
        f"<a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent><w:p><w:pPr>"
        f'<w:pStyle w:val="{PICTURE_TEXT_ID}"/>'
        f'<w:jc w:val="{_ALIGNED[label.anchor]}"/></w:pPr><w:r>{run}</w:r></w:p></w:txbxContent></wps:txbx>'
        '<wps:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )


def _emu(points: float, scale: float) -> int:
    return round(points * scale * _EMU)
