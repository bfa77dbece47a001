"""Charts of the document's own, which Word draws and an officer restyles; their figures stand in the chart alone."""

from __future__ import annotations

from html import escape

from xl_send.board_pack.pictures.looks import LINE, LOOKS, SOFT
from xl_send.board_pack.pictures.plots import Plot, PlotSeries
from xl_send.workbook.cells import column_letters
from xl_send.workbook.characters import for_documents

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<c:date1904 val="0"/><c:lang val="en-GB"/><c:roundedCorners val="0"/>'
)
_SYMBOLS = {"actual": "circle", "baseline": "circle", "expected": "diamond", "target": "square"}
_LEGEND = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
# Signs are filled here, since not every program draws their edges.
_FILLS = {"baseline": "#9db9d2", "expected": "#f0a35e"}
_DAYS = "mmm yy"
_ACROSS, _UP = 50010, 50020


def chart_xml(plot: Plot, title: str, font: str, *, legend: bool) -> str:
    """The part of one chart with its title; `legend` where it is told within the chart what is what."""
    drawn = _scatter(plot) if plot.kind == "scatter" else _columns(plot)
    return (
        f'{_HEAD}<c:chart>{_title(title, font)}<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>{drawn}</c:plotArea>'
        f'{_LEGEND if legend else ""}<c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_words(750, SOFT, font)}</c:chartSpace>"
    )


def _title(text: str, font: str) -> str:
    face = f'<a:latin typeface="{escape(font)}"/>'
    look = f'<a:rPr lang="en-GB" sz="800" b="1">{_solid("#0b0c0c")}{face}</a:rPr>'
    paragraph = (
        f'<a:p><a:pPr><a:defRPr sz="800" b="1"/></a:pPr><a:r>{look}<a:t>{escape(for_documents(text))}</a:t></a:r></a:p>'
    )
    return f'<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/>{paragraph}</c:rich></c:tx><c:overlay val="0"/></c:title>'


def _scatter(plot: Plot) -> str:
    series = "".join(_path(place, one) for place, one in enumerate(plot.series))
    months = max(1, round((plot.last - plot.first) / 30.4375 / 4))
    across = _axis(_ACROSS, _UP, "b", _DAYS, (plot.first, plot.last, round(months * 30.4375, 2)), grid=False)
    up = _axis(_UP, _ACROSS, "l", plot.form, (plot.low, plot.high, plot.step), grid=True)
    ids = f'<c:axId val="{_ACROSS}"/><c:axId val="{_UP}"/>'
    return (
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f"{series}{ids}</c:scatterChart>{across}{up}"
    )


def _path(place: int, series: PlotSeries) -> str:
    up = _numbers([y for _, y in series.points], "General", 2 * place + 2)
    return (
        f"<c:ser>{_named(place, series)}<c:spPr>{_line(series)}</c:spPr>{_marker(series)}{_last(series)}"
        f"<c:xVal>{_numbers([x for x, _ in series.points], _DAYS, 2 * place + 1)}</c:xVal>"
        f'<c:yVal>{up}</c:yVal><c:smooth val="0"/></c:ser>'
    )


def _columns(plot: Plot) -> str:
    series = "".join(_column(place, one, plot) for place, one in enumerate(plot.series))
    ids = f'<c:axId val="{_ACROSS}"/><c:axId val="{_UP}"/>'
    across = (
        f'<c:catAx><c:axId val="{_ACROSS}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="{_UP}"/><c:crosses val="autoZero"/>'
        f'<c:tickLblSkip val="{max(1, len(plot.categories) // 8)}"/></c:catAx>'
    )
    up = _axis(_UP, _ACROSS, "l", plot.form, (plot.low, plot.high, plot.step), grid=True)
    return (
        '<c:barChart><c:barDir val="col"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="40"/><c:overlap val="100"/>{ids}</c:barChart>{across}{up}'
    )


def _column(place: int, series: PlotSeries, plot: Plot) -> str:
    look, last = LOOKS[series.look], len(plot.categories) + 1
    names = "".join(
        f'<c:pt idx="{number}"><c:v>{escape(for_documents(name))}</c:v></c:pt>'
        for number, name in enumerate(plot.categories)
    )
    cached = f'<c:strCache><c:ptCount val="{len(plot.categories)}"/>{names}</c:strCache>'
    category = f"<c:cat><c:strRef><c:f>Figures!$A$2:$A${last}</c:f>{cached}</c:strRef></c:cat>"
    figures = _numbers([y for _, y in series.points], "0", place + 2)
    return (
        f'<c:ser>{_named(place, series)}<c:spPr>{_solid(look.fill)}<a:ln w="6350">{_solid(look.stroke)}</a:ln></c:spPr>'
        f'<c:invertIfNegative val="0"/>{category}<c:val>{figures}</c:val></c:ser>'
    )


def _named(place: int, series: PlotSeries) -> str:
    return f'<c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:v>{escape(for_documents(series.name))}</c:v></c:tx>'


def _line(series: PlotSeries) -> str:
    look = LOOKS[series.look]
    if not series.line:
        return "<a:ln><a:noFill/></a:ln>"
    dash = '<a:prstDash val="sysDash"/>' if look.dashes else ""
    return f'<a:ln w="{round(look.width * 12700)}">{_solid(look.stroke)}{dash}</a:ln>'


def _marker(series: PlotSeries) -> str:
    look = LOOKS[series.look]
    if not series.marks:
        return '<c:marker><c:symbol val="none"/></c:marker>'
    fill = _solid(_FILLS.get(series.look, look.fill))
    edge = f'<a:ln w="12700">{_solid(look.stroke)}</a:ln>'
    return (
        f'<c:marker><c:symbol val="{_SYMBOLS[series.look]}"/><c:size val="6"/><c:spPr>{fill}{edge}</c:spPr></c:marker>'
    )


def _last(series: PlotSeries) -> str:
    """The latest figure, written at its point."""
    if not series.label_last:
        return ""
    words = (
        '<c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-GB" sz="800" b="1"/>'
        f"<a:t>{escape(for_documents(series.label_last))}</a:t></a:r></a:p></c:rich></c:tx>"
    )
    shown = (
        '<c:showLegendKey val="0"/><c:showVal val="{0}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    one = f'<c:dLbl><c:idx val="{len(series.points) - 1}"/>{words}<c:dLblPos val="t"/>{shown.format(1)}</c:dLbl>'
    return f"<c:dLbls>{one}{shown.format(0)}</c:dLbls>"


def _numbers(values: list[float], form: str, column: int) -> str:
    """Figures as a range of a sheet that is not there, with the figures that it held: what every program draws."""
    points = "".join(f'<c:pt idx="{place}"><c:v>{value:.15g}</c:v></c:pt>' for place, value in enumerate(values))
    name = column_letters(column)
    return (
        f"<c:numRef><c:f>Figures!${name}$2:${name}${len(values) + 1}</c:f><c:numCache>"
        f'<c:formatCode>{escape(form)}</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _axis(  # noqa: PLR0913 - what an axis is
    own: int, other: int, side: str, form: str, ends: tuple[float, float, float], *, grid: bool
) -> str:
    crossed = "midCat" if side == "b" else "between"
    low, high, step = ends
    lines = (
        f'<c:majorGridlines><c:spPr><a:ln w="6350">{_solid(LINE)}</a:ln></c:spPr></c:majorGridlines>' if grid else ""
    )
    return (
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/><c:max val="{high:.15g}"/>'
        f'<c:min val="{low:.15g}"/></c:scaling><c:delete val="0"/><c:axPos val="{side}"/>{lines}'
        f'<c:numFmt formatCode="{escape(form)}" sourceLinked="0"/><c:majorTickMark val="out"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln w="9525">{_solid(SOFT)}</a:ln></c:spPr>'
        f'<c:crossAx val="{other}"/><c:crosses val="min"/><c:crossBetween val="{crossed}"/>'
        f'<c:majorUnit val="{step:.15g}"/></c:valAx>'
    )


def _words(size: int, ink: str, font: str) -> str:
    face = f'<a:defRPr sz="{size}">{_solid(ink)}<a:latin typeface="{escape(font)}"/></a:defRPr>'
    paragraph = f'<a:p><a:pPr>{face}</a:pPr><a:endParaRPr lang="en-GB"/></a:p>'
    return f"<c:txPr><a:bodyPr/><a:lstStyle/>{paragraph}</c:txPr>"


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:solidFill>'
