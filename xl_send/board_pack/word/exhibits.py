"""Pictures put into a document: as charts of its own where it has that kind, else as shapes with words as text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from xl_send.board_pack.pictures.plots import Plot
from xl_send.board_pack.values import Exhibit
from xl_send.board_pack.word.charts import chart_xml
from xl_send.board_pack.word.groups import group_xml, legend_strip, with_legend
from xl_send.board_pack.word.looks import CAPTION, EXHIBIT
from xl_send.board_pack.word.page_setup import page_width
from xl_send.board_pack.word.texts import Paper, add_text
from xl_send.workbook.characters import for_documents

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_POINTS_A_CENTIMETRE = 72 / 2.54
_EMU = 12700
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_CHART_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
# A native chart wants room for its title, and for its legend where it has one, besides what it shows.
_TITLE, _LEGEND = 14, 20


class Exhibits:
    """Puts pictures into one document, and numbers them."""

    def __init__(self, paper: Paper) -> None:
        self._paper, self._document = paper, paper.document
        self._number = 0

    def add(self, exhibits: Sequence[Exhibit], *, captions: bool) -> None:
        """Add pictures, those that share a line side by side; a caption above each that is drawn alone."""
        line: list[Exhibit] = []
        for exhibit in exhibits:
            if line and sum(one.share for one in line) + exhibit.share > 1.001:
                self._line(line, captions=captions)
                line = []
            line.append(exhibit)
        if line:
            self._line(line, captions=captions)

    def _line(self, line: Sequence[Exhibit], *, captions: bool) -> None:
        for exhibit in line:
            if captions and exhibit.plot is None and exhibit.share >= 1:
                add_text(self._paper.paragraph(CAPTION), _caption(exhibit))
        paragraph = self._paper.paragraph(EXHIBIT)
        for exhibit in line:
            self._one(paragraph, exhibit)
        told = tuple(
            entry for exhibit in line if exhibit.plot and exhibit.share < 1 for entry in exhibit.picture.legend
        )
        if told:
            strip = legend_strip(told, round(page_width(self._document) * _POINTS_A_CENTIMETRE))
            self._one(self._paper.paragraph(EXHIBIT), Exhibit(strip))

    def _one(self, paragraph: Paragraph, exhibit: Exhibit) -> None:
        wide = page_width(self._document) * _POINTS_A_CENTIMETRE * exhibit.share * 0.995
        picture = exhibit.picture if exhibit.plot else with_legend(exhibit.picture)
        scale = wide / picture.width
        high = picture.height * scale + self._besides(exhibit)
        inner = self._chart(exhibit) if exhibit.plot else group_xml(picture, scale)
        self._number += 1
        self._put(paragraph, exhibit, inner, (round(wide * _EMU), round(high * _EMU)))

    @staticmethod
    def _besides(exhibit: Exhibit) -> int:
        if exhibit.plot is None:
            return 0
        return _TITLE if exhibit.share < 1 else _TITLE + _LEGEND

    def _chart(self, exhibit: Exhibit) -> str:
        """A chart part of the document, and what leads to it."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        assert exhibit.plot is not None  # noqa: S101 - the caller has looked
        package = self._document.part.package
        name = PackURI(f"/word/charts/chart{self._number + 1}.xml")
        part = Part(name, _CHART_TYPE, self._chart_xml(exhibit.plot, exhibit).encode("utf-8"), package)
        relation = self._document.part.relate_to(part, _CHART_RELATION)
        uri = "http://schemas.openxmlformats.org/drawingml/2006/chart"
        return f'<a:graphicData uri="{uri}"><c:chart r:id="{relation}"/></a:graphicData>'

    def _chart_xml(self, plot: Plot, exhibit: Exhibit) -> str:
        font = self._document.styles["Normal"].font.name or "+mn-lt"
        return chart_xml(plot, _caption(exhibit), font, legend=exhibit.share >= 1)

    def _put(self, paragraph: Paragraph, exhibit: Exhibit, inner: str, size: tuple[int, int]) -> None:
        from docx.oxml import parse_xml

        said = escape(for_documents(f"{exhibit.picture.caption}. {exhibit.picture.description}"))
        name = escape(for_documents(f"Picture {self._number}"))
        drawing = (
            f'<w:drawing {_NAMES}><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{size[0]}" cy="{size[1]}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            f'<wp:docPr id="{self._number}" name="{name}" descr="{said}"/><wp:cNvGraphicFramePr/>'
            f"<a:graphic>{inner}</a:graphic></wp:inline></w:drawing>"
        )
        run = paragraph.add_run()
        run._r.append(parse_xml(drawing))  # noqa: SLF001 - the library offers no charts or shapes


def _caption(exhibit: Exhibit) -> str:
    return f"{exhibit.tag.word}: {exhibit.picture.caption}" if exhibit.tag else exhibit.picture.caption
