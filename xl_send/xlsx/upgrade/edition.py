"""A workbook of an earlier edition brought to the present one: what it lacks put in, and all else as it was.

Columns go to the right end of their tables, whose other columns keep their places, so that what a council made of
them, its own columns, formulas and charts, still points where it did.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Value, column_letters
from xl_send.workbook.columns import Calculated, Column, Layout, Record, laid_out
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets.programme import edition_number, version_of
from xl_send.workbook.sheets_seen import SheetSeen
from xl_send.workbook.submissions import SHEETS, Submission
from xl_send.xlsx.formulas.sheets import RowsWorkedOut, cached, formula_of
from xl_send.xlsx.formulas.values import live_values
from xl_send.xlsx.read.contents import contents_of
from xl_send.xlsx.read.package import Package
from xl_send.xlsx.template.summary_sheet import ABOUT, SUMMARY
from xl_send.xlsx.update.cell_edits import CellContent, LiveFormula, address_parts
from xl_send.xlsx.update.defined_names import put_names
from xl_send.xlsx.update.update import MarkedCopy, WorkbookCopy, copy_of
from xl_send.xlsx.update.xml_patch import XmlPatch
from xl_send.xlsx.upgrade.changes import (
    STRANGELY_SAVED,
    EditionChange,
    columns_kept_out,
    has_text,
    in_place_of_own,
    no_room,
    room_for,
    sheet_kept_out,
)
from xl_send.xlsx.upgrade.columns import (
    NewColumn,
    column_looks,
    pull_downs,
    taller_table,
    wider_table,
    with_columns,
    with_formulas,
)
from xl_send.xlsx.upgrade.formulas import FormulaCell, formula_cells, left_alone, own_formulas
from xl_send.xlsx.upgrade.grafting import can_take, graft
from xl_send.xlsx.upgrade.labels import new_labels
from xl_send.xlsx.upgrade.names import new_names

Rows = Mapping[int, Mapping[int, Value]]
VERSION = "Template version"
_START = "Start"


class Upgraded(NamedTuple):
    """The copy, what was put in or changed, and the edition that the workbook was of.

    `told` is what of ours the council's own keeps out, each with what to do.
    """

    copy: MarkedCopy
    moved: tuple[EditionChange, ...]
    was: str
    told: tuple[str, ...] = ()


def upgraded(original: bytes, name: str, submission: Submission, rows: Mapping[str, Rows], fresh: bytes) -> Upgraded:
    """The workbook in the present edition, and what was moved; nothing where it is of that already.

    `fresh` is a workbook of the present edition that says the same: what is put in is taken from it.

    Raises `RefusedError` where the file is written in a way that is not understood.
    """
    with copy_of(original, name) as copy:
        edition = _Edition(copy, submission, rows, Package(io.BytesIO(fresh)))
        kept_out = tuple(edition.kept_out())
        moved = tuple(edition.bring())
        return Upgraded(copy.done(), moved, submission.cover.template or "", (*kept_out, *edition.without_room))


class _Edition:
    """One workbook that is brought up to date, sheet by sheet."""

    def __init__(self, copy: WorkbookCopy, submission: Submission, rows: Mapping[str, Rows], fresh: Package) -> None:
        self._fresh = fresh
        self._copy = copy
        self._submission = submission
        self._rows = rows
        self._live = live_values(submission)
        self._number = edition_number(submission.cover.template)
        self._places: dict[tuple[type[Record], str], str] = {}
        self.without_room: list[str] = []

    def bring(self) -> Iterator[EditionChange]:
        """Do it all; what was done."""
        for record in SHEETS:
            seen = self._submission.seen.get(record)
            if seen and record.SHEET.layout is Layout.TABLE:
                yield from self._columns(record, seen)
                yield from self._formulas(record, seen)
            elif seen:
                yield from self._labels(record, seen)
        yield from self._version()
        yield from self._names()
        yield from self._summary()

    def kept_out(self) -> Iterator[str]:
        """What the council's own keeps out, each with what to do."""
        for seen in self._submission.seen.values():
            yield from columns_kept_out(seen, self._number)
        own = next((title for title in self._rows if title.casefold() == SUMMARY.casefold()), "")
        if own and not has_text(self._rows[own], ABOUT):
            yield sheet_kept_out(own)
        elif not own and not can_take(self._copy):
            yield STRANGELY_SAVED

    def _fresh_part(self, title: str) -> bytes:
        part = next(entry.part for entry in contents_of(self._fresh).sheets if entry.title == title)
        return b"".join(self._fresh.part(part).pieces())

    def _summary(self) -> Iterator[EditionChange]:
        """The Summary sheet with its charts, where there is no sheet of that name."""
        if SUMMARY.casefold() not in map(str.casefold, self._rows) and can_take(self._copy):
            graft(self._copy, self._fresh, SUMMARY, after=_START)
            yield EditionChange(SUMMARY, "A1", "the sheet, live, with its charts")

    def _columns(self, record: type[Record], seen: SheetSeen) -> Iterator[EditionChange]:
        """The columns that the sheet has not, at the right end of its table."""
        rows = self._rows[seen.table.sheet]
        there = {title_key(value) for value in rows.get(seen.table.header, {}).values() if isinstance(value, str)}
        lacking = [
            (at, column)
            for at, column in enumerate(laid_out(record), 1)
            if title_key(column.title) not in there and column.name not in seen.table.places
        ]
        part, table = self._copy.part_of(seen.table.sheet), self._table_of(seen)
        inside = _last_column(self._copy.content(table)) if table else 0
        if not (place := room_for(rows, inside, len(lacking))):
            self.without_room.append(no_room(seen, [column.title for _, column in lacking]))
            return
        new = [
            NewColumn(column.title, place + more, self._model(record, seen, column), at, _formula(record, column))
            for more, (at, column) in enumerate(lacking)
        ]
        if not new:
            return
        ours = pull_downs(self._fresh_part(record.SHEET.title))
        rules = {item.place: ours.get(column_letters(item.template), ()) for item in new}
        self._write_cells(record, seen, new)
        self._copy.put(part, with_columns(self._copy.content(part), new, rules, self._names_there()))
        if table and place == inside + 1:
            self._copy.put(table, wider_table(self._copy.content(table), new))
        for item in new:
            yield EditionChange(seen.table.sheet, _at(item.place, seen.table.header), f"the column {item.title}")

    def _write_cells(self, record: type[Record], seen: SheetSeen, new: Sequence[NewColumn]) -> None:
        """The titles of new columns, and what those that fill themselves come to, each with its model's look."""
        content, header = self._copy.content(self._copy.part_of(seen.table.sheet)), seen.table.header
        edits: dict[str, CellContent] = {}
        looks: dict[str, str] = {}
        models = column_looks(content, {item.model for item in new})
        for item in new:
            edits[_at(item.place, header)] = item.title
            looks |= {_at(item.place, row): look for row, look in models[item.model].items()}
            for row in self._worked_out(record) if item.formula else ():
                edits[_at(item.place, row)] = self._live_cell(record, item.title, row, item.formula)
        self._copy.write(seen.table.sheet, edits, looks)

    def _formulas(self, record: type[Record], seen: SheetSeen) -> Iterator[EditionChange]:
        """The live formulas of the present edition in the columns that fill themselves."""
        titles = self._rows[seen.table.sheet].get(seen.table.header, {})
        by_key = {title_key(value): place for place, value in titles.items() if isinstance(value, str)}
        wanted = {
            by_key[title_key(item.title)]: (item.title, _formula(record, item))
            for item in record.SHEET.calculated
            if title_key(item.title) in by_key
        }
        sheet, header = seen.table.sheet, seen.table.header
        there = formula_cells(self._copy.content(self._copy.part_of(sheet)))
        ours = [cell for cell in there if cell.row > header and cell.place in wanted]
        old = [cell for cell in ours if cell.text != wanted[cell.place][1]]
        if not old:
            return
        self._replace_formulas(record, seen, {cell.address: wanted[cell.place] for cell in old}, there)
        table = self._table_of(seen)
        if table:
            self._copy.put(table, with_formulas(self._copy.content(table), dict(wanted.values())))
        for place, (title, _) in sorted(wanted.items()):
            cells = [cell for cell in old if cell.place == place]
            own = list(own_formulas(cells))
            if len(cells) > sum(len(addresses) for _, addresses in own):
                yield EditionChange(sheet, _at(place, header), f"the formulas of {title}")
            yield from (in_place_of_own(sheet, addresses, text) for text, addresses in own)

    def _replace_formulas(
        self,
        record: type[Record],
        seen: SheetSeen,
        wanted: Mapping[str, tuple[str, str]],
        there: Sequence[FormulaCell],
    ) -> None:
        """Write formulas of columns, by title, into cells; others that shared what stood there keep it."""
        rows = self._rows[seen.table.sheet]
        edits: dict[str, CellContent] = {
            address: self._live_cell(record, title, address_parts(address)[0], formula)
            for address, (title, formula) in wanted.items()
        }
        for address, text in left_alone(there, edits):
            row, place = address_parts(address)
            edits[address] = LiveFormula(text, cached(rows.get(row, {}).get(place)))
        self._copy.write(seen.table.sheet, edits)

    def _worked_out(self, record: type[Record]) -> RowsWorkedOut:
        return self._live.get(record, {})

    def _live_cell(self, record: type[Record], title: str, row: int, formula: str) -> LiveFormula:
        name = next(item.name for item in record.SHEET.calculated if item.title == title)
        return LiveFormula(formula, cached(self._worked_out(record).get(row, {}).get(name)))

    def _labels(self, record: type[Record], seen: SheetSeen) -> Iterator[EditionChange]:
        """The labels that the sheet has not, with their defaults."""
        part = self._copy.part_of(seen.table.sheet)
        links = [link.target for link in self._copy.links(part) if link.kind == "table"]
        areas = {target: XmlPatch(self._copy.content(target)).root.attributes["ref"] for target in links}
        found = new_labels(seen, self._rows[seen.table.sheet], self._copy.content(part), list(areas.values()))
        if not found.places:
            return
        self._places |= {(record, name): place for name, place in found.places.items()}
        self._copy.write(seen.table.sheet, found.edits, found.looks, found.heights)
        table = self._table_of(seen)
        if found.joins and table:
            self._copy.put(table, taller_table(self._copy.content(table), len(found.places)))
        for title, cell in found.titles.items():
            yield EditionChange(seen.table.sheet, cell, f"the label {title}")

    def _version(self) -> Iterator[EditionChange]:
        cover = self._submission.cover
        wanted = version_of("programme" if self._submission.programme_edition else "workstream")
        if "template" in cover.table.places and cover.template != wanted:
            address = cover.at("template").address
            self._copy.write(cover.table.sheet, {address: wanted})
            yield EditionChange(
                cover.table.sheet, address, f"{VERSION} {wanted}, which was {cover.template or 'blank'}"
            )

    def _names(self) -> Iterator[EditionChange]:
        """The names by which formulas know what is new."""
        wanted = new_names(self._submission, self._places, self._names_there())
        if not wanted:
            return
        patch = XmlPatch(self._copy.content(self._copy.book))
        put_names(patch, wanted)
        self._copy.put(self._copy.book, patch.done())
        for item in wanted:
            yield EditionChange("", "", f"the name {item.name}, for formulas")

    def _names_there(self) -> frozenset[str]:
        content = self._copy.content(self._copy.book)
        listed = XmlPatch(content).root.all("definedNames")
        return frozenset(item.attributes.get("name", "") for names in listed for item in names.all("definedName"))

    def _table_of(self, seen: SheetSeen) -> str:
        """The part of the table whose titles are the sheet's."""
        found = []
        for link in self._copy.links(self._copy.part_of(seen.table.sheet)):
            if link.kind == "table":
                attributes = XmlPatch(self._copy.content(link.target)).root.attributes
                top = address_parts(attributes.get("ref", "A0").split(":")[0])[0]
                is_named = attributes.get("name", "").casefold() == seen.record.SHEET.table.casefold()
                if is_named or (seen.record.SHEET.layout is Layout.TABLE and top == seen.table.header):
                    found.append((not is_named, link.target))
        return min(found)[1] if found else ""

    def _model(self, record: type[Record], seen: SheetSeen, column: Column | Calculated) -> int:
        """The place of a column that is there and looks as this one should."""
        titles = self._rows[seen.table.sheet].get(seen.table.header, {})
        there = {title_key(value): place for place, value in titles.items() if isinstance(value, str)}
        like = [item for item in laid_out(record) if title_key(item.title) in there]
        like.sort(key=lambda item: _unlike(item, column))
        return there[title_key(like[0].title)]


def _unlike(item: Column | Calculated, other: Column | Calculated) -> tuple[bool, ...]:
    need = getattr(item, "need", None) is getattr(other, "need", None)
    return type(item) is not type(other), type(item.kind) is not type(other.kind), not need, item.folded != other.folded


def _formula(record: type[Record], column: Column | Calculated) -> str:
    return str(formula_of(record, column)).removeprefix("=") if isinstance(column, Calculated) else ""


def _last_column(table: bytes) -> int:
    return address_parts(XmlPatch(table).root.attributes["ref"].split(":")[-1])[1]


def _at(place: int, row: int) -> str:
    return f"{column_letters(place)}{row}"
