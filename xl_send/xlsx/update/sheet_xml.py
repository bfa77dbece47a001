"""Checks and Status as the XML of a sheet: filled anew in an officer's workbook, or written where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from xl_send.table import CellLink, Table, shown
from xl_send.text import as_text
from xl_send.workbook.cells import column_letters
from xl_send.xlsx.write.result_rows import CHECKS_TITLES, LINK_PLACE, TITLE_ROW
from xl_send.xlsx.write.widths import row_height

LONGEST = 32_767
FEWEST_ROWS = 20
FIRST_ROW = TITLE_ROW + 2
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# What may stand after the links of a sheet, in the order of the file format.
_AFTER_LINKS = (
    "printOptions|pageMargins|pageSetup|headerFooter|rowBreaks|colBreaks|customProperties|cellWatches|ignoredErrors|"
    "smartTags|drawing|legacyDrawing|legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|"
    "extLst"
)


class ResultSheet(NamedTuple):
    """What a result sheet is to hold: its rows of texts under its titles, and where the cell of a row leads."""

    title: str
    note: str
    titles: Mapping[str, tuple[int, str]]
    rows: Sequence[tuple[str, ...]]
    links: Mapping[int, str]

    @property
    def area(self) -> str:
        """The titles and the rows below them, with room for a few more."""
        last = TITLE_ROW + 1 + max(len(self.rows), FEWEST_ROWS)
        return f"A{TITLE_ROW + 1}:{column_letters(len(self.titles))}{last}"


def result_sheet(table: Table) -> ResultSheet:
    """A table as a sheet of texts, in which a cell of the workbook is a link to itself."""
    titles = {column.title: (column.width, column.help) for column in table.columns}
    linked = table.titles[LINK_PLACE : LINK_PLACE + 1] == list(CHECKS_TITLES)[LINK_PLACE : LINK_PLACE + 1]
    links = {
        number: f"'{cell.sheet.replace(chr(39), chr(39) * 2)}'!{cell.address}"
        for number, row in enumerate(table.rows if linked else ())
        if isinstance(cell := row[LINK_PLACE], CellLink)
    }
    rows = [tuple(as_text(shown(cell)) for cell in row) for row in table.rows]
    return ResultSheet(table.name, table.note, titles, rows, links)


def refilled(xml: str, sheet: ResultSheet) -> str:
    """A sheet's XML with these rows in place of those below its titles; all else in it stays as it is."""
    prefix = _prefix(xml)
    found = re.search(rf"<{prefix}sheetData\s*/>|<{prefix}sheetData[^>]*>(.*?)</{prefix}sheetData>", xml, re.DOTALL)
    if found is None:
        message = "a sheet without sheetData"
        raise ValueError(message)
    head = "".join(_rows_above(found[1] or "", prefix))
    rows = "".join(_rows(sheet, prefix, _styles(xml[: found.start()], prefix)))
    before, after = xml[: found.start()], xml[found.end() :]
    last = f"{column_letters(len(sheet.titles))}{max(TITLE_ROW + 1 + len(sheet.rows), 1)}"
    before = re.sub(rf'(<{prefix}dimension\b[^>]*\bref=")[^"]*', rf"\g<1>A1:{last}", before)
    after = re.sub(rf"<{prefix}hyperlinks\b.*?</{prefix}hyperlinks>", "", after, flags=re.DOTALL)
    links = _links(sheet, prefix)
    place = re.search(rf"<{prefix}(?:{_AFTER_LINKS})\b|</{prefix}worksheet>", after)
    at = place.start() if place else len(after)
    data = f"<{prefix}sheetData>{head}{rows}</{prefix}sheetData>"
    return f"{before}{data}{after[:at]}{links}{after[at:]}"


def written(sheet: ResultSheet, namespace: str) -> str:
    """The XML of a new sheet, in the namespace of its workbook."""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"{_hidden(title)}/>'
        for place, (title, (width, _)) in enumerate(sheet.titles.items(), 1)
    )
    cells = "".join(_cell(f"{column_letters(place)}2", title, "") for place, title in enumerate(sheet.titles, 1))
    pane = f'<pane ySplit="2" topLeftCell="A{FIRST_ROW}" activePane="bottomLeft" state="frozen"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews><cols>{columns}</cols>'
        f'<sheetData><row r="1">{_cell("A1", sheet.note, "")}</row><row r="2">{cells}</row>'
        f"{''.join(_rows(sheet, '', {}))}</sheetData>{_links(sheet, '')}</worksheet>"
    )


def resized_table(xml: str, sheet: ResultSheet) -> str:
    """A table's XML with the area of these rows, and without a filter that would hide some of them."""
    prefix = _prefix(xml)
    xml = re.sub(rf'(<{prefix}table\b[^>]*?\sref=")[^"]*', rf"\g<1>{sheet.area}", xml, count=1)
    xml = re.sub(rf"<{prefix}sortState\b.*?(?:</{prefix}sortState>|/>)", "", xml, flags=re.DOTALL)
    filters = rf"<{prefix}autoFilter\b[^>]*?/>|<{prefix}autoFilter\b.*?</{prefix}autoFilter>"
    return re.sub(filters, f'<{prefix}autoFilter ref="{sheet.area}"/>', xml, flags=re.DOTALL)


def _prefix(xml: str) -> str:
    """The prefix of the sheet's own elements, with its colon."""
    found = re.search(r"<((?:\w+:)?)(?:worksheet|table)\b", xml)
    return found[1] if found else ""


def _hidden(title: str) -> str:
    return ' hidden="1"' if title == list(CHECKS_TITLES)[-1] else ""


def _rows_above(data: str, prefix: str) -> Iterator[str]:
    """The rows that are kept: the note and the titles."""
    for number, found in enumerate(
        re.finditer(rf"<{prefix}row\b[^>]*?/>|<{prefix}row\b.*?</{prefix}row>", data, re.DOTALL), 1
    ):
        given = re.match(r'<[^>]*?\sr="(\d+)"', found[0])
        if int(given[1] if given else number) < FIRST_ROW:
            yield found[0]


def _styles(before: str, prefix: str) -> dict[int, str]:
    """The look of each column, which its cells must name to have it."""
    styles = {}
    for column in re.findall(rf"<{prefix}col\b[^>]*>", before):
        given = dict(re.findall(r'\b(min|max|style)="(\d+)"', column))
        if "style" in given:
            for place in range(int(given["min"]), min(int(given["max"]), 50) + 1):
                styles[place] = f' s="{given["style"]}"'
    return styles


def _rows(sheet: ResultSheet, prefix: str, styles: Mapping[int, str]) -> Iterator[str]:
    widths = [width for width, _ in sheet.titles.values()]
    for number, texts in enumerate(sheet.rows, FIRST_ROW):
        cells = "".join(
            _cell(f"{column_letters(place)}{number}", text, prefix, styles.get(place, ""))
            for place, text in enumerate(texts, 1)
            if text
        )
        height = row_height(zip(texts[:-1], widths, strict=False))
        yield f'<{prefix}row r="{number}" ht="{height:g}">{cells}</{prefix}row>'


def _cell(address: str, text: str, prefix: str, style: str = "") -> str:
    """A cell whose text is text, whatever it begins with."""
    return (
        f'<{prefix}c r="{address}"{style} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">'
        f"{_safe(text)}</{prefix}t></{prefix}is></{prefix}c>"
    )


def _safe(text: str) -> str:
    kept = _LOOKS_ESCAPED.sub("_x005F_", text[:LONGEST])
    return escape(_NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", kept))


def _links(sheet: ResultSheet, prefix: str) -> str:
    letters = column_letters(LINK_PLACE + 1)
    links = "".join(
        f'<{prefix}hyperlink ref="{letters}{FIRST_ROW + row}" location={quoteattr(_safe_attribute(target))}/>'
        for row, target in sheet.links.items()
    )
    return f"<{prefix}hyperlinks>{links}</{prefix}hyperlinks>" if links else ""


def _safe_attribute(text: str) -> str:
    return _NOT_XML.sub("", text)
