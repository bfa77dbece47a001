"""A copy of somebody's workbook with its Checks or Status sheet filled, and every other part as it was."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, count

from xl_send.errors import RefusedError
from xl_send.table import Table
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Value, column_letters
from xl_send.xlsx.read.contents import Relationship, SheetEntry, contents_of, links_of, links_part, workbook_part
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.read.package import Package
from xl_send.xlsx.read.refusals import UnusableError, refuse_unless_zip
from xl_send.xlsx.update.cell_edits import CellEdits, edited
from xl_send.xlsx.update.copying import copy_part
from xl_send.xlsx.update.defined_names import DefinedName, put_names, sheets_named
from xl_send.xlsx.update.new_looks import NewLooks, with_looks
from xl_send.xlsx.update.own_columns import lay, top_of
from xl_send.xlsx.update.result_refill import Refill, refitted_table
from xl_send.xlsx.update.sheet_xml import ResultSheet, new_sheet, result_sheet, shared_uses, with_uses
from xl_send.xlsx.update.xml_patch import Child, XmlPatch, whole_part
from xl_send.xlsx.write.result_rows import TITLE_ROW
from xl_send.xlsx.write.validations import mark_name, table_name

STRICT = "http://purl.oclc.org/ooxml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_CHAIN = "calcChain"
_PRINTED = "_xlnm.Print_Area"
NOT_MARKED = "This workbook is written in a way that cannot be marked safely; open it in Excel and save it again."


class MarkedCopy(NamedTuple):
    """The copy, and whether the workbook was signed: a signature does not hold for a copy."""

    content: bytes
    signed: bool


def with_tables(original: bytes, name: str, tables: Sequence[Table]) -> MarkedCopy:
    """The workbook with these tables. A sheet that it has not, or has for something else, is added at the end.

    Raises `RefusedError` where the file is no workbook, or is written in a way that is not understood.
    """
    return rewritten(original, name, {}, tables)


def rewritten(original: bytes, name: str, edits: Mapping[str, CellEdits], tables: Sequence[Table] = ()) -> MarkedCopy:
    """The workbook with cells written or cleared, by the titles of their sheets, and these tables.

    What it works out is to be worked out anew when it is opened. Raises as `with_tables`.
    """
    with copy_of(original, name) as copy:
        for title, cells in edits.items():
            copy.write(title, cells)
        for table in tables:
            copy.fill(result_sheet(table))
        return copy.done()


@contextmanager
def copy_of(original: bytes, name: str) -> Iterator[WorkbookCopy]:
    """A copy of a workbook, to be changed part by part. Raises `RefusedError`, also from what is done."""
    try:
        refuse_unless_zip(io.BytesIO(original))
        with zipfile.ZipFile(io.BytesIO(original)) as opened:
            parts = opened.infolist()
        yield WorkbookCopy(original, name, parts)
    except UnusableError as refusal:
        raise RefusedError(name, refusal.sentence) from refusal
    except (zipfile.BadZipFile, ValueError, KeyError, RuntimeError, NotImplementedError) as error:
        raise RefusedError(name, NOT_MARKED) from error


class WorkbookCopy:
    """The parts of a workbook: those that stay, those that are changed, those that are added."""

    def __init__(self, original: bytes, name: str, parts: Sequence[zipfile.ZipInfo]) -> None:
        self._name = name
        self._original = original
        self._package = Package(io.BytesIO(original))
        self._book = workbook_part(self._package)
        self._sheets = contents_of(self._package).sheets
        self._read = open_book(io.BytesIO(original), name)
        self._rows: dict[str, dict[int, dict[int, Value]]] = {}
        self._changed: dict[str, bytes] = {}
        self.names = {zip_info.filename: zip_info for zip_info in parts}
        self._by_plain = {item.replace("\\", "/").lstrip("/").casefold(): item for item in self.names}
        self._named = dict(sheets_named(XmlPatch(self.content(self._book)).root, self.content(self._book)))

    def fill(self, sheet: ResultSheet) -> None:
        """Fill a sheet of the product's own, or add it."""
        entry = next((item for item in self._sheets if self._is_marked(item, sheet)), None) or next(
            (item for item in self._sheets if self._looks_ours(item, sheet)), None
        )
        if entry is None:
            self._add(sheet)
            return
        rows, titles = self._rows_of(entry), list(sheet.titles)
        table = self._table_of(entry, sheet)
        layout = lay(rows, titles, top_of(rows, titles) or self._top_of(table) or TITLE_ROW + 1)
        content = self.content(entry.part)
        if self._is_worked_out():
            self._calculate_anew()
        if any(XmlPatch(content).root.one("sheetData").within("f")):
            self._forget_calculation_order()
        refill = Refill(content, sheet, layout, rows)
        self.put(entry.part, refill.done())
        if table:
            self.put(table, refitted_table(self.content(table), refill.area, layout))

    def write(
        self,
        title: str,
        cells: CellEdits,
        looks: Mapping[str, str] | None = None,
        heights: Mapping[int, float] | None = None,
    ) -> None:
        """Write or clear cells of a sheet, as `edited` does, and have Excel work everything out anew."""
        part, epoch = self.part_of(title), self._read.date1904
        self.put(part, edited(self.content(part), cells, date1904=epoch, looks=looks, heights=heights))
        self._forget_calculation_order()
        self._calculate_anew()

    def done(self) -> MarkedCopy:
        """The copy."""
        self._recount()
        return MarkedCopy(self._packed(), any(part.casefold().startswith("_xmlsignatures/") for part in self.names))

    def _recount(self) -> None:
        """Say how often texts are used that cells share, as cells have come to hold texts of their own."""
        strings = next((link.target for link in self.links(self._book) if link.kind == "sharedStrings"), "")
        changed = [item.part for item in self._sheets if self._by_plain.get(item.part.casefold()) in self._changed]
        before = (whole_part(self._package.part(part).pieces()) for part in changed)
        more = sum(
            shared_uses(self.content(part)) - shared_uses(old) for part, old in zip(changed, before, strict=True)
        )
        if more and strings.casefold() in self._by_plain:
            self.put(strings, with_uses(b"".join(self._package.part(strings).pieces()), more))

    def _packed(self) -> bytes:
        """The whole workbook, its parts in their order with those added at the end."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name, info in self.names.items():
                if name in self._changed:
                    target.writestr(info, self._changed.pop(name), info.compress_type)
                else:
                    copy_part(target, info, self._package)
            for name, content in self._changed.items():
                target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
        return out.getvalue()

    def _is_marked(self, entry: SheetEntry, sheet: ResultSheet) -> bool:
        """Whether a sheet is the product's, whatever its name and titles: by our name for it, or that of our table."""
        return entry.title == self._named.get(mark_name(sheet.title)) or bool(self._table_of(entry, sheet))

    def _looks_ours(self, entry: SheetEntry, sheet: ResultSheet) -> bool:
        """Whether a sheet has our name for it and, near its top, half of our titles."""
        named = entry.title.casefold().startswith(sheet.title.casefold())
        return named and bool(top_of(self._rows_of(entry), list(sheet.titles)))

    def _table_of(self, entry: SheetEntry, sheet: ResultSheet) -> str:
        """The part of our own table on a sheet, or nothing."""
        for link in self.links(entry.part):
            if link.kind == "table":
                root = XmlPatch(self.content(link.target)).root
                if root.attributes.get("name", "").casefold() == table_name(sheet.title).casefold():
                    return link.target
        return ""

    def _top_of(self, table: str) -> int:
        """The row of a table's titles."""
        reference = XmlPatch(self.content(table)).root.attributes.get("ref", "") if table else ""
        match = re.match(r"\$?[A-Z]+\$?(\d+)", reference)
        return int(match[1]) if match else 0

    def _rows_of(self, entry: SheetEntry) -> dict[int, dict[int, Value]]:
        grid = next(item for item in self._read.grids if item.title == entry.title)
        if entry.title not in self._rows:
            self._rows[entry.title] = {number: dict(cells) for number, cells in grid.rows}
        return self._rows[entry.title]

    def _add(self, sheet: ResultSheet) -> None:
        strict = STRICT.encode() in self.content(self._book)
        base = STRICT if strict else "http://schemas.openxmlformats.org"
        relation = f"{base}/officeDocument/{'' if strict else '2006/'}relationships"
        namespace = f"{base}/spreadsheetml/{'main' if strict else '2006/main'}"
        links = XmlPatch(self.content(links_part(self._book))).root
        taken = {element.attributes.get("Id", "") for element in links.children}
        number = next(name for name in (f"xlSend{at}" for at in count(1)) if name not in taken)
        part = self._free_part()
        self.put(part, new_sheet(sheet, namespace, self._new_looks()))
        self._list(sheet.title, number, relation, len(sheet.titles))
        link = {"Id": number, "Type": f"{relation}/worksheet", "Target": f"/{part}"}
        self._append(links_part(self._book), Child("Relationship", link))
        self._append("[Content_Types].xml", Child("Override", {"PartName": f"/{part}", "ContentType": _SHEET_TYPE}))

    def _new_looks(self) -> NewLooks:
        """The looks of a new sheet, put after those that the workbook has; none where it has no looks."""
        part = next((link.target for link in self.links(self._book) if link.kind == "styles"), "")
        if not part or part.casefold() not in self._by_plain:
            return NewLooks()
        styles, looks = with_looks(self.content(part))
        self.put(part, styles)
        return looks

    def _list(self, title: str, number: str, relation: str, columns: int) -> None:
        """Put one more sheet at the end of the workbook's own list, under a name that is free."""
        patch = XmlPatch(self.content(self._book))
        sheets = patch.root.one("sheets")
        listed = [item.attributes for item in sheets.all("sheet")]
        taken = {item.get("name", "").casefold() for item in listed}
        others = (f"{title} (xl_send{'' if at == 1 else f' {at}'})" for at in count(1))
        name = next(other for other in chain([title], others) if other.casefold() not in taken)
        highest = max((int(item.get("sheetId", 0)) for item in listed), default=0)
        tie = {"xlr:id": number, "xmlns:xlr": relation}
        patch.append(sheets, [Child("sheet", {"name": name, "sheetId": str(highest + 1), **tie})])
        printed = f"'{name}'!$A$1:${column_letters(columns)}$1048576"
        ours = DefinedName(mark_name(title), f"'{name}'!$A$2")
        put_names(patch, [ours, DefinedName(_PRINTED, printed, sheet=len(listed))])
        self.put(self._book, patch.done())

    def _append(self, part: str, node: Child) -> None:
        """One more element at the end of a list that is a part of its own."""
        patch = XmlPatch(self.content(part))
        patch.append(patch.root, [node])
        self.put(part, patch.done())

    def _is_worked_out(self) -> bool:
        """Whether Excel has formulas to work out, some of which may count what is on our sheets."""
        return any(link.kind == _CHAIN for link in self.links(self._book))

    def _calculate_anew(self) -> None:
        """Have Excel work everything out when it opens the copy."""
        book = XmlPatch(self.content(self._book))
        calculation = next(iter(book.root.all("calcPr")), None)
        if calculation is not None and calculation.attributes.get("fullCalcOnLoad") != "1":
            book.set(calculation, {**calculation.attributes, "fullCalcOnLoad": "1"})
            self.put(self._book, book.done())

    def _forget_calculation_order(self) -> None:
        """Take out the list of formulas, which Excel makes anew: it would name cells that hold none any more."""
        for link in self.links(self._book):
            if link.kind == _CHAIN and link.target.casefold() in self._by_plain:
                self.names.pop(self._by_plain.pop(link.target.casefold()))
                self._remove(links_part(self._book), "Type", f"/{_CHAIN}")
                self._remove("[Content_Types].xml", "PartName", f"/{link.target}")

    def _remove(self, part: str, attribute: str, end: str) -> None:
        """Take out of a list what has an attribute that ends so."""
        patch = XmlPatch(self.content(part))
        for child in patch.root.children:
            if child.attributes.get(attribute, "").casefold().endswith(end.casefold()):
                patch.remove(child)
        self.put(part, patch.done())

    def _free_part(self) -> str:
        folder = posixpath.dirname(self._book)
        names = (posixpath.join(folder, "worksheets", f"xlSend{number}.xml") for number in count(1))
        return next(name for name in names if name.casefold() not in self._by_plain and name not in self._changed)

    def links(self, part: str) -> list[Relationship]:
        """What a part has to do with others."""
        return list(links_of(self._package, part).values()) if links_part(part) in self._package else []

    def part_of(self, title: str) -> str:
        """The part of the sheet of this title."""
        return next(item.part for item in self._sheets if item.title == title)

    @property
    def book(self) -> str:
        """The workbook's own part."""
        return self._book

    def content(self, part: str) -> bytes:
        """A part as it is now."""
        content = self._changed.get(self._by_plain.get(part.casefold(), part))
        return whole_part(self._package.part(part).pieces()) if content is None else content

    def has(self, part: str) -> bool:
        """Whether there is a part of this name."""
        return part.casefold() in self._by_plain or part in self._changed

    def put(self, part: str, content: bytes) -> None:
        """Change a part, or add one."""
        self._changed[self._by_plain.get(part.casefold(), part)] = content
