"""Checks and Status as the XML of a sheet: filled anew in an officer's workbook, or written where there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xl_send.findings import Finding
from xl_send.results import Item
from xl_send.workbook.cells import column_letters
from xl_send.xlsx.read.markup import local
from xl_send.xlsx.update.xml_patch import Element, Node, XmlPatch, written
from xl_send.xlsx.write.result_rows import (
    CHECKS,
    CHECKS_NOTE,
    CHECKS_TITLES,
    LINK_PLACE,
    STATUS,
    STATUS_NOTE,
    STATUS_TITLES,
    TITLE_ROW,
    checks_row,
    status_row,
)
from xl_send.xlsx.write.widths import row_height

LONGEST = 32_767
FEWEST_ROWS = 20
FIRST_ROW = TITLE_ROW + 2
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# What may stand before the links of a sheet in the file format.
_BEFORE_LINKS = {
    "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
}  # fmt: skip


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


def checks_sheet(findings: Sequence[Finding]) -> ResultSheet:
    """Findings on the Checks sheet; each cell is a link to itself."""
    links = {
        row: f"'{finding.cell.sheet.replace(chr(39), chr(39) * 2)}'!{finding.cell.address}"
        for row, finding in enumerate(findings)
        if finding.cell.address
    }
    return ResultSheet(CHECKS, CHECKS_NOTE, CHECKS_TITLES, [checks_row(finding) for finding in findings], links)


def status_sheet(items: Sequence[Item]) -> ResultSheet:
    """Items on the Status sheet."""
    return ResultSheet(STATUS, STATUS_NOTE, STATUS_TITLES, [status_row(item) for item in items], {})


def refilled(patch: XmlPatch, sheet: ResultSheet) -> bytes:
    """The patched part of a sheet with these rows in place of those below its titles; all else in it stays as it is."""
    root = patch.root
    data = root.one("sheetData")
    for row in _rows_below(data):
        patch.remove(row)
    patch.append(data, _rows(sheet, _styles(root)))
    last = f"{column_letters(len(sheet.titles))}{max(TITLE_ROW + 1 + len(sheet.rows), 1)}"
    for dimension in root.all("dimension"):
        patch.set(dimension, {**dimension.attributes, "ref": f"A1:{last}"})
    for links in root.all("hyperlinks"):
        patch.remove(links)
    if sheet.links:
        patch.after([element for element in root.children if local(element.name) in _BEFORE_LINKS][-1], _links(sheet))
    return patch.done()


def new_sheet(sheet: ResultSheet, namespace: str) -> bytes:
    """The part of a new sheet, in the namespace of its workbook."""
    columns = [_column(place, title, width) for place, (title, (width, _)) in enumerate(sheet.titles.items(), 1)]
    titles = [_cell(f"{column_letters(place)}2", title) for place, title in enumerate(sheet.titles, 1)]
    frozen = {"ySplit": "2", "topLeftCell": f"A{FIRST_ROW}", "activePane": "bottomLeft", "state": "frozen"}
    head = [Node("row", {"r": "1"}, [_cell("A1", sheet.note)]), Node("row", {"r": "2"}, titles)]
    parts = [
        Node("sheetViews", {}, [Node("sheetView", {"workbookViewId": "0"}, [Node("pane", frozen)])]),
        Node("cols", {}, columns),
        Node("sheetData", {}, [*head, *_rows(sheet, {})]),
        *([_links(sheet)] if sheet.links else []),
    ]
    return f"{_DECLARATION}{written(Node('worksheet', {'xmlns': namespace}, parts))}".encode()


def resized_table(part: bytes, sheet: ResultSheet) -> bytes:
    """A table's part with the area of these rows, and without a filter that would hide some of them."""
    patch = XmlPatch(part)
    patch.set(patch.root, {**patch.root.attributes, "ref": sheet.area})
    for element in patch.root.all("autoFilter"):
        patch.before(element, Node("autoFilter", {"ref": sheet.area}))
    for name in ("autoFilter", "sortState"):
        for element in patch.root.all(name):
            patch.remove(element)
    return patch.done()


def _column(place: int, title: str, width: int) -> Node:
    hidden = {"hidden": "1"} if title == list(CHECKS_TITLES)[-1] else {}
    return Node("col", {"min": str(place), "max": str(place), "width": str(width), "customWidth": "1"} | hidden)


def _rows_below(data: Element) -> Iterator[Element]:
    """The rows that are not kept: those below the note and the titles."""
    number = 0
    for row in data.all("row"):
        number = int(row.attributes.get("r", number + 1))
        if number >= FIRST_ROW:
            yield row


def _styles(root: Element) -> dict[int, str]:
    """The look of each column, which its cells must name to have it."""
    styles = {}
    for column in [item for columns in root.all("cols") for item in columns.all("col")]:
        given = column.attributes
        if "style" in given:
            for place in range(int(given["min"]), min(int(given["max"]), 50) + 1):
                styles[place] = given["style"]
    return styles


def _rows(sheet: ResultSheet, styles: Mapping[int, str]) -> Iterator[Node]:
    widths = [width for width, _ in sheet.titles.values()]
    for number, texts in enumerate(sheet.rows, FIRST_ROW):
        cells = [
            _cell(f"{column_letters(place)}{number}", text, styles.get(place))
            for place, text in enumerate(texts, 1)
            if text
        ]
        height = row_height(zip(texts[:-1], widths, strict=False))
        yield Node("row", {"r": str(number), "ht": f"{height:g}"}, cells)


def _cell(address: str, text: str, style: str | None = None) -> Node:
    """A cell whose text is text, whatever it begins with."""
    look = {} if style is None else {"s": style}
    told = Node("t", {"xml:space": "preserve"}, _safe(text))
    return Node("c", {"r": address, **look, "t": "inlineStr"}, [Node("is", {}, [told])])


def _safe(text: str) -> str:
    kept = _LOOKS_ESCAPED.sub("_x005F_", text[:LONGEST])
    return _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", kept)


def _links(sheet: ResultSheet) -> Node:
    letters = column_letters(LINK_PLACE + 1)
    links = [
        Node("hyperlink", {"ref": f"{letters}{FIRST_ROW + row}", "location": _NOT_XML.sub("", target)})
        for row, target in sheet.links.items()
    ]
    return Node("hyperlinks", {}, links)
