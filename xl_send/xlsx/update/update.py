"""A copy of somebody's workbook with its Checks or Status sheet filled, and every other part as it was."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

from xl_send.workbook.cells import RefusedError
from xl_send.xlsx.read.contents import Relationship, SheetEntry, contents_of, links_of, workbook_part
from xl_send.xlsx.read.file_type import refuse_unless_zip
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.read.package import Package
from xl_send.xlsx.read.refusals import UnusableError
from xl_send.xlsx.update.sheet_xml import ResultSheet, new_sheet, refilled, resized_table
from xl_send.xlsx.update.xml_patch import Node, XmlPatch
from xl_send.xlsx.write.result_rows import TITLE_ROW

STRICT = "http://purl.oclc.org/ooxml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_CHAIN = "calcChain"
NOT_MARKED = "This workbook is written in a way that cannot be marked safely; open it in Excel and save it again."


class MarkedCopy(NamedTuple):
    """The copy, and whether the workbook was signed: a signature does not hold for a copy."""

    content: bytes
    signed: bool


def marked(original: bytes, name: str, sheets: Sequence[ResultSheet]) -> MarkedCopy:
    """The workbook with these sheets filled. A sheet that it has not, or has for something else, is added at the end.

    Raises `RefusedError` where the file is no workbook, or is written in a way that is not understood.
    """
    try:
        refuse_unless_zip(io.BytesIO(original))
        with zipfile.ZipFile(io.BytesIO(original)) as opened:
            copy = _Copy(original, name, opened.infolist())
            for sheet in sheets:
                copy.fill(sheet)
            return MarkedCopy(copy.packed(), any(part.casefold().startswith("_xmlsignatures/") for part in copy.names))
    except UnusableError as refusal:
        raise RefusedError(name, refusal.sentence) from refusal
    except (zipfile.BadZipFile, ValueError, KeyError, RuntimeError, NotImplementedError) as error:
        raise RefusedError(name, NOT_MARKED) from error


class _Copy:
    """The parts of a workbook: those that stay, those that are changed, those that are added."""

    def __init__(self, original: bytes, name: str, parts: Sequence[zipfile.ZipInfo]) -> None:
        self._name = name
        self._original = original
        self._package = Package(io.BytesIO(original))
        self._book = workbook_part(self._package)
        self._sheets = contents_of(self._package).sheets
        self._changed: dict[str, bytes] = {}
        self.names = {zip_info.filename: zip_info for zip_info in parts}
        self._by_plain = {item.replace("\\", "/").lstrip("/").casefold(): item for item in self.names}

    def fill(self, sheet: ResultSheet) -> None:
        """Fill a sheet of the product's own, or add it."""
        entry = next((item for item in self._sheets if self._is_ours(item, sheet)), None)
        if entry is None:
            self._add(sheet)
            return
        patch = XmlPatch(self._content(entry.part))
        if any(patch.root.one("sheetData").within("f")):
            self._forget_calculation_order()
        self._put(entry.part, refilled(patch, sheet))
        for link in self._links(entry.part):
            if link.kind == "table":
                self._put(link.target, resized_table(self._content(link.target), sheet))

    def packed(self) -> bytes:
        """The whole workbook, its parts in their order with those added at the end."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name, info in self.names.items():
                target.writestr(info, self._content(name), info.compress_type)
                self._changed.pop(name, None)
            for name, content in self._changed.items():
                target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _is_ours(self, entry: SheetEntry, sheet: ResultSheet) -> bool:
        """Whether a sheet is the product's: it has its name and, under a note, its titles."""
        if entry.title.casefold() != sheet.title.casefold():
            return False
        book = open_book(io.BytesIO(self._original), self._name)
        grid = next(item for item in book.grids if item.title == entry.title)
        titles = next((cells for number, cells in grid.rows if number == TITLE_ROW + 1), {})
        return [titles.get(place) for place in range(1, len(sheet.titles) + 1)] == list(sheet.titles)

    def _add(self, sheet: ResultSheet) -> None:
        strict = STRICT.encode() in self._content(self._book)
        base = STRICT if strict else "http://schemas.openxmlformats.org"
        relation = f"{base}/officeDocument/{'' if strict else '2006/'}relationships"
        namespace = f"{base}/spreadsheetml/{'main' if strict else '2006/main'}"
        part, number = self._free_part(), f"xlSend{sheet.title}"
        self._put(part, new_sheet(sheet, namespace))
        self._list(sheet.title, number, relation)
        link = {"Id": number, "Type": f"{relation}/worksheet", "Target": f"/{part}"}
        self._append(_rels_of(self._book), Node("Relationship", link))
        self._append("[Content_Types].xml", Node("Override", {"PartName": f"/{part}", "ContentType": _SHEET_TYPE}))

    def _list(self, title: str, number: str, relation: str) -> None:
        """Put one more sheet at the end of the workbook's own list, under a name that is free."""
        patch = XmlPatch(self._content(self._book))
        sheets = patch.root.one("sheets")
        listed = [item.attributes for item in sheets.all("sheet")]
        taken = {item.get("name", "").casefold() for item in listed}
        name = next(item for item in (title, f"{title} (xl_send)", f"{title} (new)") if item.casefold() not in taken)
        highest = max((int(item.get("sheetId", 0)) for item in listed), default=0)
        tie = {"xlr:id": number, "xmlns:xlr": relation}
        patch.append(sheets, [Node("sheet", {"name": name, "sheetId": str(highest + 1), **tie})])
        self._put(self._book, patch.done())

    def _append(self, part: str, node: Node) -> None:
        """One more element at the end of a list that is a part of its own."""
        patch = XmlPatch(self._content(part))
        patch.append(patch.root, [node])
        self._put(part, patch.done())

    def _forget_calculation_order(self) -> None:
        """Take out the list of formulas, which Excel makes anew: it would name cells that hold none any more."""
        for link in self._links(self._book):
            if link.kind == _CHAIN and link.target.casefold() in self._by_plain:
                self.names.pop(self._by_plain.pop(link.target.casefold()))
                self._remove(_rels_of(self._book), "Type", f"/{_CHAIN}")
                self._remove("[Content_Types].xml", "PartName", f"/{link.target}")

    def _remove(self, part: str, attribute: str, end: str) -> None:
        """Take out of a list what has an attribute that ends so."""
        patch = XmlPatch(self._content(part))
        for child in patch.root.children:
            if child.attributes.get(attribute, "").casefold().endswith(end.casefold()):
                patch.remove(child)
        self._put(part, patch.done())

    def _free_part(self) -> str:
        folder = posixpath.dirname(self._book)
        names = (posixpath.join(folder, "worksheets", f"xlSend{number}.xml") for number in range(1, 100))
        return next(name for name in names if name.casefold() not in self._by_plain and name not in self._changed)

    def _links(self, part: str) -> list[Relationship]:
        return list(links_of(self._package, part).values()) if _rels_of(part) in self._package else []

    def _content(self, part: str) -> bytes:
        content = self._changed.get(self._by_plain.get(part.casefold(), part))
        return b"".join(self._package.part(part).pieces()) if content is None else content

    def _put(self, part: str, content: bytes) -> None:
        self._changed[self._by_plain.get(part.casefold(), part)] = content


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
