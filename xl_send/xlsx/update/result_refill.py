"""A result sheet that is there already, filled anew: our cells, and beside them all that its owner put there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from xl_send.text import as_text
from xl_send.workbook.cells import column_letters, column_number
from xl_send.xlsx.read.markup import local
from xl_send.xlsx.update.own_columns import AnnotatedRows, ListColumns, Rows
from xl_send.xlsx.update.sheet_xml import ResultSheet, height, link_elements, row_cells, text_cell
from xl_send.xlsx.update.xml_patch import Child, Element, Raw, XmlPatch
from xl_send.xlsx.write.result_rows import EXPLANATIONS_PLACE, LINK_PLACE

# What a row of Checks says once its finding is gone, and only what its owner wrote beside it is left.
_OF_GONE = {"Standing": "No longer found", "Place": ""}
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")
# What may stand before the links of a sheet in the file format.
_BEFORE_LINKS = {
    "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
}  # fmt: skip


class Refill:
    """One sheet's part, its rows below the titles written anew."""

    def __init__(self, part: bytes, sheet: ResultSheet, layout: ListColumns, rows: Rows) -> None:
        self._part = part
        self._patch = XmlPatch(part)
        self._sheet = sheet
        self._layout = layout
        self._rows_there = rows
        self._noted = AnnotatedRows(rows, layout, sheet.known_by)
        self._styles = _styles(self._patch.root)
        self._first = layout.top + 1
        self._texts, self._beside = self._all_rows()

    @property
    def area(self) -> str:
        """The titles and the rows below them, at least one."""
        last = self._layout.top + max(len(self._texts), 1)
        return f"A{self._layout.top}:{column_letters(self._layout.last)}{last}"

    def done(self) -> bytes:
        """The part with our rows in place of those that were there; all else in it stays as it is."""
        patch, root = self._patch, self._patch.root
        self._write_rows(root.one("sheetData"))
        for dimension in root.all("dimension"):
            patch.set(dimension, {**dimension.attributes, "ref": self._extent()})
        for merged in root.all("mergeCells"):
            self._unmerge(merged)
        self._relink()
        return patch.done()

    def _all_rows(self) -> tuple[list[dict[str, str]], list[int]]:
        """The texts of every row, and the number of the row that its owner wrote beside when last it was there.

        What its owner wrote beside a row that is there no more stays, below the rest, with what that row was about.
        """
        texts = [dict(zip(self._sheet.titles, row, strict=True)) for row in self._sheet.rows]
        beside = (
            [self._noted.beside(row) for row in texts]
            if self._sheet.known_by
            else list(range(self._first, self._first + len(texts)))
        )
        for number, old in self._noted.left() if self._sheet.known_by else ():
            texts.append({**old, **{title: text for title, text in _OF_GONE.items() if title in old}})
            beside.append(number)
        return texts, beside

    def _extent(self) -> str:
        """The corner of all that is filled, ours and the owner's."""
        across = max([self._layout.last, *(place for cells in self._rows_there.values() for place in cells)])
        down = max([self._layout.top + len(self._texts), *self._rows_there])
        return f"A1:{column_letters(across)}{down}"

    def _write_rows(self, data: Element) -> None:
        old = dict(_numbered(data))
        top = old.get(self._layout.top)
        anew = self._titles_differ()
        for number, row in old.items():
            if number > self._layout.top:
                self._patch.remove(row)
        if anew and top is not None:
            self._patch.before(top, self._titles(top))
            self._patch.remove(top)
        self._patch.append(data, [*([self._titles(None)] if top is None else []), *self._rows(old)])

    def _titles_differ(self) -> bool:
        there = self._rows_there.get(self._layout.top, {})
        wanted = {place: self._layout.title_of(place) for place in range(1, self._layout.last + 1)}
        return any(there.get(place) != title for place, title in wanted.items())

    def _tall(self, number: int, texts: Mapping[str, str]) -> dict[str, str]:
        """The height of a row in which our texts, and those that its owner explains findings by, are whole."""
        titles = self._sheet.titles
        beside = dict(enumerate(self._sheet.beside.values(), EXPLANATIONS_PLACE + 1))
        there = self._rows_there.get(number, {})
        told = [*(texts.get(title, "") for title in titles), *(as_text(there.get(place)) for place in beside)]
        return height(told, [*titles.values(), *((width, "") for width in beside.values())])

    def _rows(self, old: Mapping[int, Element]) -> Iterator[Child]:
        last = max([self._first + len(self._texts) - 1, *old])
        for number in range(self._first, last + 1):
            at = number - self._first
            found = self._placed(number, at) if at < len(self._texts) else []
            kept = [*found, *self._kept(old.get(number))]
            if at < len(self._texts):
                source = old.get(self._beside[at])
                moved = self._moved(source, number) if source is not None else []
                yield Child(
                    "row", {"r": str(number), **self._tall(number, self._texts[at])}, _in_order([*kept, *moved])
                )
            elif kept:
                attributes = {name: value for name, value in old[number].attributes.items() if name != "spans"}
                yield Child("row", {**attributes, "r": str(number)}, _in_order(kept))

    def _titles(self, old: Element | None) -> Child:
        """The row of titles, ours as they are meant to be and the rest as they are."""
        places = {**{at: title for title, at in self._layout.places.items()}, **self._layout.own}
        kept: dict[int, Child] = {}
        looks: dict[int, str] = {}
        for cell in old.all("c") if old is not None else ():
            place = _place(cell)
            looks[place] = cell.attributes.get("s", "")
            if place not in places:
                kept[place] = self._raw(cell, cell.attributes.get("r", ""))
        usual = next((look for place, look in sorted(looks.items()) if place in places), "")
        for place, title in places.items():
            look = looks.get(place) or usual
            kept[place] = text_cell(f"{column_letters(place)}{self._layout.top}", title, look or None)
        attributes = dict(old.attributes) if old is not None else {}
        attributes.pop("spans", None)
        return Child("row", {**attributes, "r": str(self._layout.top)}, [kept[place] for place in sorted(kept)])

    def _placed(self, number: int, at: int) -> list[Child]:
        texts = self._texts[at]
        return [
            cell
            for title, place in self._layout.places.items()
            for cell in row_cells(
                number, [self._sheet.cell(at, title, texts.get(title, ""))], [place], self._styles.get(place)
            )
        ]

    def _kept(self, row: Element | None) -> list[Child]:
        """The cells that stay in their row: beyond the list, and formulas of the owner's, which speak of their row."""
        stay = [cell for cell in row.all("c") if self._stays(cell)] if row is not None else []
        return [self._raw(cell, cell.attributes.get("r", "")) for cell in stay]

    def _moved(self, row: Element, number: int) -> list[Child]:
        """The cells of the owner's own columns, beside the row that they speak of."""
        return [
            self._raw(cell, f"{column_letters(_place(cell))}{number}")
            for cell in row.all("c")
            if _place(cell) in self._layout.own and not self._stays(cell)
        ]

    def _stays(self, cell: Element) -> bool:
        place = _place(cell)
        return place > self._layout.last or (place in self._layout.own and bool(cell.all("f")))

    def _raw(self, cell: Element, address: str) -> Child:
        """A cell as it is, under this address."""
        inside = "" if cell.inside >= cell.closing else self._part[cell.inside : cell.closing].decode("utf-8")
        return Child("c", {**cell.attributes, "r": address}, Raw(inside))

    def _unmerge(self, merged: Element) -> None:
        """Take out what would hide our cells; a list of none may not stand there."""
        stay = [item for item in merged.all("mergeCell") if not self._touches(item.attributes.get("ref", ""))]
        if not stay:
            self._patch.remove(merged)
            return
        for element in merged.children:
            if element not in stay:
                self._patch.remove(element)
        self._patch.set(merged, {**merged.attributes, "count": str(len(stay))})

    def _touches(self, area: str) -> bool:
        """Whether an area has to do with the list: its titles, its rows, its columns."""
        found = [(column_number(letters), int(row)) for letters, row in _ADDRESS.findall(area)]
        return (
            bool(found)
            and max(row for _, row in found) >= self._layout.top
            and min(at for at, _ in found) <= self._layout.last
        )

    def _relink(self) -> None:
        root = self._patch.root
        stay = [
            Child("hyperlink", item.attributes)
            for links in root.all("hyperlinks")
            for item in links.all("hyperlink")
            if not self._touches(item.attributes.get("ref", ""))
        ]
        for links in root.all("hyperlinks"):
            self._patch.remove(links)
        title = list(self._sheet.titles)[LINK_PLACE]
        place = self._layout.places.get(title)
        new = list(link_elements(self._sheet, place, self._first)) if place else []
        if stay or new:
            after = [element for element in root.children if local(element.name) in _BEFORE_LINKS][-1]
            self._patch.after(after, Child("hyperlinks", {}, [*stay, *new]))


def refitted_table(part: bytes, area: str, layout: ListColumns) -> bytes:
    """A table's part with this area, its columns named as the row of titles has them, and no filter that hides rows."""
    patch = XmlPatch(part)
    kept = {name: value for name, value in patch.root.attributes.items() if name != "totalsRowCount"}
    patch.set(patch.root, {**kept, "ref": area})
    for element in patch.root.all("autoFilter"):
        patch.before(element, Child("autoFilter", {"ref": area}))
    for name in ("autoFilter", "sortState"):
        for element in patch.root.all(name):
            patch.remove(element)
    _name_columns(patch, patch.root.one("tableColumns"), layout)
    return patch.done()


def _name_columns(patch: XmlPatch, columns: Element, layout: ListColumns) -> None:
    old = columns.all("tableColumn")
    taken = {int(item.attributes.get("id", "0")) for item in old}
    free = max(taken, default=0) + 1
    for place in range(1, layout.last + 1):
        name = layout.title_of(place)
        if place <= len(old):
            kept = {key: value for key, value in old[place - 1].attributes.items() if not key.startswith("totalsRow")}
            patch.set(old[place - 1], {**kept, "name": name})
        else:
            patch.append(columns, [Child("tableColumn", {"id": str(free), "name": name})])
            free += 1
    for item in old[layout.last :]:
        patch.remove(item)
    patch.set(columns, {**columns.attributes, "count": str(layout.last)})


def _numbered(data: Element) -> Iterator[tuple[int, Element]]:
    number = 0
    for row in data.all("row"):
        number = int(row.attributes.get("r", number + 1))
        yield number, row


def _place(cell: Element) -> int:
    match = _ADDRESS.match(cell.attributes.get("r", ""))
    return column_number(match[1]) if match else 0


def _in_order(nodes: Sequence[Child]) -> list[Child]:
    by_place: dict[int, Child] = {}
    for node in nodes:
        match = _ADDRESS.match(node.attributes["r"])
        by_place.setdefault(column_number(match[1]) if match else 0, node)
    return [by_place[place] for place in sorted(by_place)]


def _styles(root: Element) -> dict[int, str]:
    """The look of each column, which its cells must name to have it."""
    styles = {}
    for column in [item for columns in root.all("cols") for item in columns.all("col")]:
        given = column.attributes
        if "style" in given:
            for place in range(int(given["min"]), min(int(given["max"]), 50) + 1):
                styles[place] = given["style"]
    return styles
