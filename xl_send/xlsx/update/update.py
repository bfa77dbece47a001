"""A copy of somebody's workbook with its Checks or Status sheet filled, and every other part as it was."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

from xl_send.errors import RefusedError
from xl_send.table import Table
from xl_send.xlsx.read.contents import Relationship, SheetEntry, contents_of, links_of, workbook_part
from xl_send.xlsx.read.file_type import refuse_unless_zip
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.read.package import Package
from xl_send.xlsx.read.refusals import UnusableError
from xl_send.xlsx.update.sheet_xml import ResultSheet, refilled, resized_table, result_sheet, written
from xl_send.xlsx.write.result_rows import TITLE_ROW

STRICT = "http://purl.oclc.org/ooxml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_CHAIN = "calcChain"
NOT_MARKED = "This workbook is written in a way that cannot be marked safely; open it in Excel and save it again."


class MarkedCopy(NamedTuple):
    """The copy, and whether the workbook was signed: a signature does not hold for a copy."""

    content: bytes
    signed: bool


def marked(original: bytes, name: str, tables: Sequence[Table]) -> MarkedCopy:
    """The workbook with these tables. A sheet that it has not, or has for something else, is added at the end.

    Raises `RefusedError` where the file is no workbook, or is written in a way that is not understood.
    """
    try:
        refuse_unless_zip(io.BytesIO(original))
        with zipfile.ZipFile(io.BytesIO(original)) as opened:
            copy = _Copy(original, name, opened)
            for table in tables:
                copy.fill(result_sheet(table))
            return MarkedCopy(copy.packed(), any(part.casefold().startswith("_xmlsignatures/") for part in copy.names))
    except UnusableError as refusal:
        raise RefusedError(name, refusal.sentence) from refusal
    except (zipfile.BadZipFile, ValueError, KeyError, RuntimeError, NotImplementedError) as error:
        raise RefusedError(name, NOT_MARKED) from error


class _Copy:
    """The parts of a workbook: those that stay, those that are changed, those that are added."""

    def __init__(self, original: bytes, name: str, opened: zipfile.ZipFile) -> None:
        self._opened = opened
        self._name = name
        self._original = original
        self._package = Package(io.BytesIO(original))
        self._book = workbook_part(self._package)
        self._sheets = contents_of(self._package).sheets
        self._changed: dict[str, bytes] = {}
        self.names = {item.filename: item for item in opened.infolist()}
        self._by_plain = {item.replace("\\", "/").lstrip("/").casefold(): item for item in self.names}

    def fill(self, sheet: ResultSheet) -> None:
        """Fill a sheet of the product's own, or add it."""
        entry = next((item for item in self._sheets if self._is_ours(item, sheet)), None)
        if entry is None:
            self._add(sheet)
            return
        before = self._text(entry.part)
        if re.search(r"<(?:\w+:)?f\b", before):
            self._forget_calculation_order()
        self._put(entry.part, refilled(before, sheet))
        for link in self._links(entry.part):
            if link.kind == "table":
                self._put(link.target, resized_table(self._text(link.target), sheet))

    def packed(self) -> bytes:
        """The whole workbook, its parts in their order with those added at the end."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name, info in self.names.items():
                content = self._changed.pop(name, None)
                target.writestr(info, self._opened.read(info) if content is None else content, info.compress_type)
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
        book = self._text(self._book)
        strict = STRICT in book
        base = STRICT if strict else "http://schemas.openxmlformats.org"
        relation = f"{base}/officeDocument/{'' if strict else '2006/'}relationships"
        namespace = f"{base}/spreadsheetml/{'main' if strict else '2006/main'}"
        part, number = self._free_part(), f"xlSend{sheet.title}"
        self._put(part, written(sheet, namespace))
        self._listed(book, sheet.title, number, relation)
        self._insert(
            _rels_of(self._book),
            "Relationships",
            f'Relationship Id="{number}" Type="{relation}/worksheet" Target="/{part}"',
        )
        self._insert("[Content_Types].xml", "Types", f'Override PartName="/{part}" ContentType="{_SHEET_TYPE}"')

    def _listed(self, book: str, title: str, number: str, relation: str) -> None:
        """The workbook's own list of sheets with one more at its end, under a name that is free."""
        taken = {item.casefold() for item in re.findall(r'<(?:\w+:)?sheet\b[^>]*?\sname="([^"]*)"', book)}
        name = next(item for item in (title, f"{title} (xl_send)", f"{title} (new)") if item.casefold() not in taken)
        highest = max(map(int, re.findall(r'<(?:\w+:)?sheet\b[^>]*?\ssheetId="(\d+)"', book)), default=0)
        self._put(self._book, book)
        attributes = f'name="{name}" sheetId="{highest + 1}" xlr:id="{number}" xmlns:xlr="{relation}"'
        self._insert(self._book, "sheets", f"sheet {attributes}")

    def _insert(self, part: str, within: str, element: str) -> None:
        """One more element at the end of a list."""
        text = self._text(part)
        found = re.search(rf"</((?:\w+:)?){within}>", text)
        if found is None:
            raise ValueError(part)
        self._put(part, f"{text[: found.start()]}<{found[1]}{element}/>{text[found.start() :]}")

    def _forget_calculation_order(self) -> None:
        """Take out the list of formulas, which Excel makes anew: it would name cells that hold none any more."""
        for link in self._links(self._book):
            if link.kind == _CHAIN and link.target.casefold() in self._by_plain:
                self.names.pop(self._by_plain.pop(link.target.casefold()))
                self._remove(_rels_of(self._book), "Relationship", _CHAIN)
                self._remove("[Content_Types].xml", "Override", _CHAIN)

    def _remove(self, part: str, element: str, naming: str) -> None:
        text = self._text(part)
        self._put(part, re.sub(rf"<(?:\w+:)?{element}\b[^>]*{naming}[^>]*/>", "", text))

    def _free_part(self) -> str:
        folder = posixpath.dirname(self._book)
        names = (posixpath.join(folder, "worksheets", f"xlSend{number}.xml") for number in range(1, 100))
        return next(name for name in names if name.casefold() not in self._by_plain and name not in self._changed)

    def _links(self, part: str) -> list[Relationship]:
        return list(links_of(self._package, part).values()) if _rels_of(part) in self._package else []

    def _text(self, part: str) -> str:
        name = self._by_plain.get(part.casefold(), part)
        content = self._changed.get(name)
        return (self._opened.read(self.names[name]) if content is None else content).decode("utf-8-sig")

    def _put(self, part: str, text: str) -> None:
        self._changed[self._by_plain.get(part.casefold(), part)] = text.encode("utf-8")


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
