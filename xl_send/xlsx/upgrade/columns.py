"""A data sheet's part and its table's, with columns of the present edition put at the right end."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from xml.sax.saxutils import unescape

from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import column_letters
from xl_send.xlsx.read.markup import local
from xl_send.xlsx.update.cell_edits import address_parts
from xl_send.xlsx.update.xml_patch import Child, Element, XmlPatch

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_NAME = re.compile(r"[A-Za-z_]\w*")
# What may stand before the pull-downs of a sheet in the file format.
_BEFORE_PULL_DOWNS = {
    "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
}  # fmt: skip
# Where a sheet's rows stand.
_ROWS = "sheetData"
_FOLDED = {"hidden", "outlineLevel", "collapsed", "min", "max"}


class NewColumn(NamedTuple):
    """A column that is put in: its title, its place, the place of one that looks as it should, and its formula.

    `template` is its place in a workbook of the present edition.
    """

    title: str
    place: int
    model: int
    template: int
    formula: str = ""


class PullDown(NamedTuple):
    """A rule for what is typed in some rows of a column."""

    attributes: Mapping[str, str]
    formulas: tuple[tuple[str, str], ...]
    first: int
    last: int


def pull_downs(part: bytes) -> Mapping[str, Sequence[PullDown]]:
    """The rules that a sheet's part has for one column alone, by its letters."""
    found: dict[str, list[PullDown]] = {}
    for rules in XmlPatch(part, _ROWS).root.all("dataValidations"):
        for rule in rules.all("dataValidation"):
            area = _AREA.fullmatch(rule.attributes.get("sqref", ""))
            if area and area[1] == (area[3] or area[1]):
                formulas = tuple((local(child.name), text_of(part, child)) for child in rule.children)
                rows = int(area[2]), int(area[4] or area[2])
                found.setdefault(area[1], []).append(PullDown(rule.attributes, formulas, *rows))
    return found


def with_columns(
    part: bytes, new: Sequence[NewColumn], rules: Mapping[int, Sequence[PullDown]], names: frozenset[str]
) -> bytes:
    """A sheet's part in which new columns have the looks of their models and these rules, by place.

    `names` are what the workbook defines, and pull-downs may speak of.
    """
    patch = XmlPatch(part, _ROWS)
    _set_widths(patch, new)
    for formats in patch.root.all("conditionalFormatting"):
        areas = formats.attributes.get("sqref", "").split()
        more = [area for column in new for area in _beside(areas, column)]
        if more:
            patch.set(formats, {**formats.attributes, "sqref": " ".join([*areas, *more])})
    _add_rules(patch, [_rule(rule, column.place, names) for column in new for rule in rules.get(column.place, ())])
    return patch.done()


def column_looks(part: bytes, columns: Collection[int]) -> Mapping[int, Mapping[int, str]]:
    """The looks of some columns' cells, by column and row; what has none is not named."""
    found: dict[int, dict[int, str]] = {column: {} for column in columns}
    for row in XmlPatch(part).root.one(_ROWS).all("row"):
        for cell in row.all("c"):
            number, place = address_parts(cell.attributes.get("r", ""))
            if place in found and "s" in cell.attributes:
                found[place][number] = cell.attributes["s"]
    return found


def wider_table(part: bytes, new: Sequence[NewColumn]) -> bytes:
    """A table's part that reaches over the new columns, which follow its last."""
    if not new:
        return part
    patch = XmlPatch(part)
    last = column_letters(max(column.place for column in new))
    patch.set(patch.root, {**patch.root.attributes, "ref": _to(patch.root.attributes["ref"], last)})
    for element in patch.root.all("autoFilter"):
        patch.set(element, {**element.attributes, "ref": _to(element.attributes["ref"], last)})
    columns = patch.root.one("tableColumns")
    taken = [int(item.attributes.get("id", "0")) for item in columns.all("tableColumn")]
    nodes = [
        Child("tableColumn", {"id": str(number), "name": column.title}, _worked_out(column.formula))
        for number, column in enumerate(new, max(taken, default=0) + 1)
    ]
    patch.append(columns, nodes)
    patch.set(columns, {**columns.attributes, "count": str(len(taken) + len(nodes))})
    return patch.done()


def taller_table(part: bytes, rows: int) -> bytes:
    """A table's part that reaches over so many more rows."""
    patch = XmlPatch(part)
    first, last = patch.root.attributes["ref"].split(":")
    row, place = address_parts(last)
    patch.set(patch.root, {**patch.root.attributes, "ref": f"{first}:{column_letters(place)}{row + rows}"})
    return patch.done()


def with_formulas(part: bytes, formulas: Mapping[str, str]) -> bytes:
    """A table's part in which these columns, by title, work themselves out so, also in rows still to come."""
    patch = XmlPatch(part)
    for column in patch.root.one("tableColumns").all("tableColumn"):
        wanted = formulas.get(column.attributes.get("name", ""))
        for formula in column.all("calculatedColumnFormula"):
            if wanted is not None and text_of(part, formula) != wanted:
                patch.replace(formula, Child("calculatedColumnFormula", {}, wanted))
    return patch.done()


def _worked_out(formula: str) -> tuple[Child, ...]:
    return (Child("calculatedColumnFormula", {}, formula),) if formula else ()


def text_of(part: bytes, element: Element) -> str:
    """What an element of a part holds, as text."""
    return unescape(part[element.inside : max(element.inside, element.closing)].decode("utf-8"), {"&quot;": '"'})


def _to(area: str, letters: str) -> str:
    first, last = area.split(":")
    return f"{first}:{letters}{address_parts(last)[0]}"


def _beside(areas: Sequence[str], column: NewColumn) -> Iterator[str]:
    """The rows of a new column that take a format, where its model has it."""
    for area in areas:
        match = _AREA.fullmatch(area)
        if match is None:
            continue
        left, right = (address_parts(f"{letters}1")[1] for letters in (match[1], match[3] or match[1]))
        if left <= column.model <= right and not left <= column.place <= right:
            letters = column_letters(column.place)
            yield f"{letters}{match[2]}:{letters}{match[4] or match[2]}"


def _set_widths(patch: XmlPatch, new: Sequence[NewColumn]) -> None:
    """Give the new columns the width and looks of their models; they are never folded away."""
    given = [item for columns in patch.root.all("cols") for item in columns.all("col")]
    if not given:
        return
    at: dict[int, Mapping[str, str]] = {}
    for item in given:
        span = {name: value for name, value in item.attributes.items() if name not in {"min", "max"}}
        for place in range(int(item.attributes["min"]), min(int(item.attributes["max"]), _LAST) + 1):
            at[place] = span
    for column in new:
        at[column.place] = {name: text for name, text in at.get(column.model, {}).items() if name not in _FOLDED}
    nodes: list[Child] = []
    for place, attributes in sorted(at.items()):
        if not attributes:
            continue
        before = nodes[-1] if nodes else None
        if before and int(before.attributes["max"]) == place - 1 and _same(before, attributes):
            nodes[-1] = Child("col", {**before.attributes, "max": str(place)})
        else:
            nodes.append(Child("col", {"min": str(place), "max": str(place), **attributes}))
    columns = patch.root.one("cols")
    patch.replace(columns, Child("cols", columns.attributes, nodes))


_LAST = 16_384


def _same(column: Child, attributes: Mapping[str, str]) -> bool:
    return {name: text for name, text in column.attributes.items() if name not in {"min", "max"}} == dict(attributes)


def _rule(rule: PullDown, place: int, names: frozenset[str]) -> Child:
    """A rule for a column here; one that speaks of a list which this workbook has not helps, and asks nothing."""
    letters = column_letters(place)
    area = f"{letters}{rule.first}" if rule.first == rule.last else f"{letters}{rule.first}:{letters}{rule.last}"
    unknown = [text for _, text in rule.formulas if _NAME.fullmatch(text) and text not in names | {"FALSE"}]
    kept = {name: text for name, text in rule.attributes.items() if not (unknown and name in {"type", "operator"})}
    formulas = [] if unknown else [Child(name, {}, text) for name, text in rule.formulas]
    return Child("dataValidation", {**kept, "sqref": area}, formulas)


def _add_rules(patch: XmlPatch, rules: Sequence[Child]) -> None:
    if not rules:
        return
    there = next(iter(patch.root.all("dataValidations")), None)
    if there is None:
        after = [element for element in patch.root.children if local(element.name) in _BEFORE_PULL_DOWNS][-1]
        patch.after(after, Child("dataValidations", {"count": str(len(rules))}, rules))
        return
    patch.append(there, rules)
    patch.set(there, {**there.attributes, "count": str(len(there.all("dataValidation")) + len(rules))})
