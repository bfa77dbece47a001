"""openpyxl's workbooks, each sheet read when a test first looks at it: most look at one of some twenty.

A workbook that is opened again and again comes from memory, and a sheet of it that nobody looked at is saved as
openpyxl wrote it before: `test_on_demand` holds that the files are the same.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from copy import copy
from functools import lru_cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.relationship import RelationshipList
from openpyxl.reader.excel import ExcelReader
from openpyxl.reader.workbook import WorkbookParser
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import DimensionHolder
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.table import TableList
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

# openpyxl's own insides are many, and hardly typed.
Anything = Any
Place = str | Path | BinaryIO
# What a sheet knows of itself before it is read.
KNOWN = {"__dict__", "_parent", "_WorkbookChild__title", "title", "_id", "_fill"}


class SheetOnDemand(Worksheet):
    """A sheet that is read as soon as somebody asks it for more than its name."""

    def __init__(self, book: Workbook, title: str, fill: Callable[[Anything], None]) -> None:
        vars(self).update({"_parent": book, "_WorkbookChild__title": title, "_fill": fill})

    def __getattr__(self, name: str) -> Anything:
        if name.startswith("__") or not self.read_now():
            raise AttributeError(name)
        return getattr(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        if name not in KNOWN:
            self.read_now()
        super().__setattr__(name, value)

    def read_now(self) -> bool:
        """Read it unless it was read; whether that was to be done."""
        fill = self.__dict__.pop("_fill", None)
        if fill:
            fill(self)
        return bool(fill)

    @property
    def is_unread(self) -> bool:
        return "_fill" in self.__dict__


class _Reader(ExcelReader):
    """Reads all of a workbook but its sheets."""

    parser: Anything

    def read_worksheets(self) -> None:
        self.sheets = [(sheet, link) for sheet, link in self.parser.find_sheets() if link.target in self.valid_files]
        self.parser.assign_names = self._names_of_the_book

    def _names_of_the_book(self) -> None:
        self.wb.defined_names = self.parser.defined_names.by_sheet().get("global", self.wb.defined_names)


class _Pickler(pickle.Pickler):
    """Pickles what a sheet holds, which is part of a workbook.

    `items` of its lists of tables gives ranges, not tables; and its rows and columns make others when they are asked.
    """

    def __init__(self, file: BinaryIO, sheet: Anything = None) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._named = {id(sheet): "sheet", id(sheet._parent): "book"} if sheet else {}  # noqa: SLF001

    def persistent_id(self, value: object) -> str | None:
        return self._named.get(id(value))

    def reducer_override(self, value: object) -> Anything:
        if isinstance(value, TableList):
            return _tables, (list(value.values()),)
        if isinstance(value, DimensionHolder):
            made_of = (value.worksheet, value.reference, value.default_factory)
            return DimensionHolder, made_of, {"max_outline": value.max_outline}, None, iter(value.items())
        return NotImplemented


def _tables(found: list[Anything]) -> TableList:
    made = TableList()
    for table in found:
        made.add(table)
    return made


class _Unpickler(pickle.Unpickler):
    def __init__(self, content: bytes, sheet: Anything) -> None:
        super().__init__(io.BytesIO(content))
        self._meant = {"sheet": sheet, "book": sheet._parent}  # noqa: SLF001

    def persistent_load(self, name: str) -> object:
        return self._meant[name]


def _pickled(value: object, sheet: Anything = None) -> bytes:
    out = io.BytesIO()
    _Pickler(out, sheet).dump(value)
    return out.getvalue()


class Source:
    """One content of a workbook, with all that is known of it."""

    def __init__(self, content: bytes, options: Mapping[str, bool]) -> None:
        self._content = content
        self._reader: Anything = _Reader(io.BytesIO(content), **options)
        self._reader.read()
        self._sheets = self._reader.sheets
        self.is_plain = not self._reader.parser.caches and all("chart" not in link.Type for _, link in self._sheets)
        self._book = _pickled(self._reader.wb)
        self._filled: dict[int, bytes] = {}
        self._lent: dict[int, tuple[Anything, bytes, list[Anything]]] = {}
        self.times_saved = self.edition = 0

    def opened(self) -> Book:
        """The workbook, of which no sheet was read."""
        book: Anything = pickle.loads(self._book)  # noqa: S301 - of our own making
        book.__class__ = Book
        book.source, book.edition = self, self.edition
        book._sheets = [  # noqa: SLF001
            SheetOnDemand(book, sheet.name, partial(self._fill, place=place))
            for place, (sheet, _) in enumerate(self._sheets)
        ]
        book.places = {page: place for place, page in enumerate(book._sheets)}  # noqa: SLF001
        found: Book = book
        return found

    def _fill(self, page: Anything, place: int) -> None:
        alike = page.parent.edition == self.edition
        if alike and place in self._filled:
            page.__dict__.update(_Unpickler(self._filled[place], page).load())
            return
        before = _looks(page.parent)
        self._read(page, place)
        if alike and _looks(page.parent) == before:
            self._filled[place] = _pickled({name: held for name, held in vars(page).items() if name not in KNOWN}, page)

    def _read(self, page: Anything, place: int) -> None:
        """As openpyxl reads all sheets, and gives each its names."""
        page.HeaderFooter = HeaderFooter()
        page._setup()  # noqa: SLF001
        sheet, link = self._sheets[place]
        one = copy(self._reader)
        one.archive = ZipFile(io.BytesIO(self._content))
        one.parser = SimpleNamespace(find_sheets=lambda: [(sheet, link)], pivot_caches={})
        one.wb = SimpleNamespace(create_sheet=lambda _: page, vba_archive=None)
        # openpyxl would look through all sheets for another table of that name.
        page.__dict__["add_table"] = page._tables.add  # noqa: SLF001
        ExcelReader.read_worksheets(one)
        del page.__dict__["add_table"]
        names = self._reader.parser.defined_names.by_sheet().get(place, {})
        desk: Anything = SimpleNamespace(
            defined_names=SimpleNamespace(by_sheet=lambda: {0: names}), wb=SimpleNamespace(_sheets=[page])
        )
        WorkbookParser.assign_names(desk)

    def lend(self, page: Anything, place: int) -> bytes | None:
        """Give an unread sheet what it holds, until it is taken back; its part as openpyxl writes it.

        None where reading or writing it added a look to the workbook, as one with merged cells does: all that are
        opened from now on have that look from the beginning.
        """
        if place not in self._lent:
            book: Anything = self.opened()
            donor = book._sheets[place]  # noqa: SLF001
            before = _looks(book)
            xml = _part(donor)
            if _looks(book) != before:
                self._begin_with(book)
                return None
            self._lent[place] = donor, xml, list(donor._rels)  # noqa: SLF001
        donor, xml, links = self._lent[place]
        del page.__dict__["_fill"]
        page.__dict__.update({name: held for name, held in vars(donor).items() if name not in KNOWN})
        page._rels, page.legacy_drawing = RelationshipList(list(links)), None  # noqa: SLF001
        return xml

    def _begin_with(self, book: Anything) -> None:
        book.__class__, book._sheets = Workbook, []  # noqa: SLF001
        del book.source, book.places
        self._book = _pickled(book)
        self.edition += 1
        self._filled.clear()
        self._lent.clear()


def _looks(book: Anything) -> list[int]:
    """How many looks a workbook has of each kind: what adds one to them is done in each workbook."""
    found = [book._fonts, book._fills, book._borders, book._number_formats, book._cell_styles]  # noqa: SLF001
    found += [book._alignments, book._protections, book._differential_styles.styles]  # noqa: SLF001
    return [*map(len, found)]


def _part(page: Anything) -> bytes:
    """A sheet's part; its links are kept with it, as openpyxl does."""
    writer: Anything = WorksheetWriter(page, io.BytesIO())
    writer.write()
    page._rels = writer._rels  # noqa: SLF001
    xml: bytes = writer.read()
    return xml


class _Writer(ExcelWriter):
    """Writes sheets without files between, and those that were lent as they were written before."""

    _archive: ZipFile

    def __init__(self, book: Workbook, archive: ZipFile, lent: Mapping[Anything, bytes]) -> None:
        super().__init__(book, archive)
        self._lent = lent

    def write_worksheet(self, ws: Anything) -> None:
        ws._drawing = SpreadsheetDrawing()  # noqa: SLF001
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images  # noqa: SLF001
        self._archive.writestr(ws.path[1:], self._lent[ws] if ws in self._lent else _part(ws))
        self.manifest.append(ws)


class Book(Workbook):
    """A workbook whose sheets are read on demand."""

    source: Source
    edition: int
    places: dict[Anything, int]

    def save(self, filename: Anything) -> None:
        self.source.times_saved += 1
        unread = [page for page in self.worksheets if isinstance(page, SheetOnDemand) and page.is_unread]
        lent: dict[Anything, bytes] = {}
        fills = {page: page.__dict__["_fill"] for page in unread}
        for page in unread if self.source.times_saved > 1 else ():
            xml = self.source.lend(page, self.places[page]) if self.edition == self.source.edition else None
            if xml is not None:
                lent[page] = xml
        written(self, filename, lent)
        for page in lent:
            page.__dict__ = {name: held for name, held in vars(page).items() if name in KNOWN} | {"_fill": fills[page]}


def written(book: Workbook, place: Anything, lent: Mapping[Anything, bytes] | None = None) -> None:
    """Save a workbook, quickly rather than small."""
    with ZipFile(place, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        _Writer(book, archive, lent or {}).write_data()


@lru_cache(maxsize=40)
def _source(content: bytes, options: tuple[tuple[str, bool], ...]) -> Source:
    return Source(content, dict(options))


def load_workbook(place: Place, **options: bool) -> Workbook:
    """As openpyxl's, where its sheets may be read one by one; what it says of a sheet it says when that is read."""
    content = place.read() if not isinstance(place, str | Path) else Path(place).read_bytes()
    whole = options.get("read_only") or options.get("keep_vba")
    source = None if whole else _source(content, tuple(sorted(options.items())))
    return source.opened() if source and source.is_plain else openpyxl.load_workbook(io.BytesIO(content), **options)
