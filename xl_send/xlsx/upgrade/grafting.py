"""A sheet of a fresh workbook put into another one: its cells, looks and charts, under names that are free there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from itertools import count
from xml.sax.saxutils import escape

from xl_send.xlsx.read.contents import contents_of, links_of, links_part, workbook_part
from xl_send.xlsx.read.package import Package
from xl_send.xlsx.update.defined_names import DefinedName, put_names
from xl_send.xlsx.update.update import STRICT, WorkbookCopy
from xl_send.xlsx.update.xml_patch import Child, Element, Raw, XmlPatch
from xl_send.xlsx.upgrade.columns import text_of

_MAIN = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    "sheet": f"{_MAIN}spreadsheetml.worksheet+xml",
    "drawing": f"{_MAIN}drawing+xml",
    "chart": f"{_MAIN}drawingml.chart+xml",
}
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONS}"></Relationships>'
)
_TEXT = re.compile(r'<c ([^<>]*)t="s"><v>(\d+)</v></c>')
_LOOK = re.compile(r'(<(?:c|row) [^<>]*\bs="|<col [^<>]*\bstyle=")(\d+)"')
_LIGHT = re.compile(r'(\bdxfId=")(\d+)"')
_FIRST_FORMAT = 164
_PRINTED = "_xlnm.Print_Area"
# What an entry of looks names by number, and the list in which that stands.
_PARTS_OF_LOOK = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


def can_take(copy: WorkbookCopy) -> bool:
    """Whether a workbook is written as ours are, so that parts of ours can stand in it."""
    root = XmlPatch(copy.content(copy.book)).root
    styles = _styles_of(copy)
    return (
        bool(styles)
        and not root.prefix
        and STRICT.encode() not in copy.content(copy.book)
        and not (XmlPatch(copy.content(styles)).root.prefix)
    )


def graft(copy: WorkbookCopy, fresh: Package, title: str, after: str) -> None:
    """Put the sheet of this title of a fresh workbook behind the sheet `after`, or first where that is not there."""
    part = next(entry.part for entry in contents_of(fresh).sheets if entry.title == title)
    looks = _Looks(copy, fresh)
    texts = _texts(fresh)
    sheet = b"".join(fresh.part(part).pieces()).decode("utf-8")
    sheet = _TEXT.sub(lambda found: _inline(found[1], texts[int(found[2])]), sheet)
    sheet = _LOOK.sub(lambda found: f'{found[1]}{looks.look(int(found[2]))}"', sheet)
    sheet = _LIGHT.sub(lambda found: f'{found[1]}{looks.light(int(found[2]))}"', sheet)
    looks.put()
    target = _free(copy, "worksheets/xlSend{}.xml")
    copy.put(target, sheet.encode("utf-8"))
    _add_type(copy, target, "sheet")
    _take_along(copy, fresh, part, target)
    _list(copy, target, title, after, _printed(fresh, title))


def _inline(attributes: str, text: str) -> str:
    return f'<c {attributes}t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _texts(fresh: Package) -> list[str]:
    strings = contents_of(fresh).strings
    if strings is None:
        return []
    content = b"".join(fresh.part(strings).pieces())
    return ["".join(text_of(content, text) for text in item.within("t")) for item in XmlPatch(content).root.all("si")]


class _Looks:
    """The looks of a fresh workbook, each added to those of another when it is first asked for."""

    def __init__(self, copy: WorkbookCopy, fresh: Package) -> None:
        self._copy = copy
        self._part = _styles_of(copy)
        self._patch = XmlPatch(copy.content(self._part))
        styles = contents_of(fresh).styles
        self._content = b"".join(fresh.part(styles).pieces()) if styles else b""
        self._fresh = XmlPatch(self._content).root
        self._new: dict[str, list[Child]] = {}
        self._known: dict[tuple[str, int], int] = {}

    def look(self, number: int) -> int:
        """The number there of an entry of looks."""
        return self._added("cellXfs", number, self._xf)

    def light(self, number: int) -> int:
        """The number there of a look of conditional formats."""
        return self._added("dxfs", number, self._same)

    def put(self) -> None:
        """Write what was added, the number formats before all else."""
        for name, nodes in self._new.items():
            there = next(iter(self._patch.root.all(name)), None)
            if there is None:
                first = self._patch.root.children[0]
                self._patch.before(first, Child(name, {"count": str(len(nodes))}, nodes))
                continue
            self._patch.append(there, nodes)
            self._patch.set(there, {**there.attributes, "count": str(len(there.children) + len(nodes))})
        self._copy.put(self._part, self._patch.done())

    def _added(self, name: str, number: int, made: Callable[[Element], Child]) -> int:
        if (name, number) not in self._known:
            node = made(self._fresh.one(name).children[number])
            self._known[name, number] = self._place(name, node)
        return self._known[name, number]

    def _place(self, name: str, node: Child) -> int:
        there = next(iter(self._patch.root.all(name)), None)
        new = self._new.setdefault(name, [])
        new.append(node)
        return (len(there.children) if there else 0) + len(new) - 1

    def _same(self, entry: Element) -> Child:
        inside = self._content[entry.inside : max(entry.inside, entry.closing)].decode("utf-8")
        return Child(entry.name, entry.attributes, Raw(inside))

    def _xf(self, entry: Element) -> Child:
        numbers = {
            key: str(self._added(name, int(entry.attributes.get(key, "0")), self._same))
            for key, name in _PARTS_OF_LOOK.items()
        }
        form = int(entry.attributes.get("numFmtId", "0"))
        numbers["numFmtId"] = str(self._format(form) if form >= _FIRST_FORMAT else form)
        return self._same(entry)._replace(attributes={**entry.attributes, **numbers, "xfId": "0"})

    def _format(self, number: int) -> int:
        if ("numFmts", number) in self._known:
            return self._known["numFmts", number]
        entry = next(one for one in self._fresh.one("numFmts").children if one.attributes["numFmtId"] == str(number))
        there = [
            int(one.attributes["numFmtId"]) for formats in self._patch.root.all("numFmts") for one in formats.children
        ]
        new = [int(node.attributes["numFmtId"]) for node in self._new.get("numFmts", ())]
        free = max([_FIRST_FORMAT - 1, *there, *new]) + 1
        self._new.setdefault("numFmts", []).append(Child("numFmt", {**entry.attributes, "numFmtId": str(free)}))
        self._known["numFmts", number] = free
        return free


def _styles_of(copy: WorkbookCopy) -> str:
    return next((link.target for link in copy.links(copy.book) if link.kind == "styles"), "")


def _free(copy: WorkbookCopy, pattern: str) -> str:
    """A part's name, beside the workbook's own, that is free."""
    folder = posixpath.dirname(copy.book)
    names = (posixpath.join(folder, pattern.format(number)) for number in count(1))
    return next(name for name in names if not copy.has(name))


def _take_along(copy: WorkbookCopy, fresh: Package, part: str, target: str) -> None:
    """The parts that a part draws on, and theirs, each under a free name, and the list of them."""
    found: list[Child] = []
    for number, link in links_of(fresh, part).items() if links_part(part) in fresh else ():
        if link.kind in _TYPES:
            place = _free(copy, f"{link.kind}s/xlSend{{}}.xml")
            copy.put(place, b"".join(fresh.part(link.target).pieces()))
            _add_type(copy, place, link.kind)
            _take_along(copy, fresh, link.target, place)
            attributes: Mapping[str, str] = {"Id": number, "Type": f"{_RELATION}/{link.kind}", "Target": f"/{place}"}
            found.append(Child("Relationship", attributes))
    if found:
        patch = XmlPatch(_EMPTY.encode("utf-8"))
        patch.append(patch.root, found)
        copy.put(links_part(target), patch.done())


def _add_type(copy: WorkbookCopy, part: str, kind: str) -> None:
    patch = XmlPatch(copy.content("[Content_Types].xml"))
    patch.append(patch.root, [Child("Override", {"PartName": f"/{part}", "ContentType": _TYPES[kind]})])
    copy.put("[Content_Types].xml", patch.done())


def _printed(fresh: Package, title: str) -> str:
    """What of a sheet is printed."""
    content = b"".join(fresh.part(workbook_part(fresh)).pieces())
    root = XmlPatch(content).root
    place = [item.attributes.get("name") for item in root.one("sheets").all("sheet")].index(title)
    names = (name for names in root.all("definedNames") for name in names.all("definedName"))
    known = (text_of(content, name) for name in names if _is_printed(name, place))
    return next(known, f"'{title}'!$A$1:$XFD$1048576")


def _is_printed(name: Element, place: int) -> bool:
    return (name.attributes.get("name"), name.attributes.get("localSheetId")) == (_PRINTED, str(place))


def _list(copy: WorkbookCopy, part: str, title: str, after: str, printed: str) -> None:
    """Put the sheet into the workbook's list; what knows sheets by their place in it is told of the move."""
    rels = XmlPatch(copy.content(links_part(copy.book)))
    taken = {element.attributes.get("Id", "") for element in rels.root.children}
    number = next(name for name in (f"xlSendSheet{at}" for at in count(1)) if name not in taken)
    rels.append(
        rels.root, [Child("Relationship", {"Id": number, "Type": f"{_RELATION}/worksheet", "Target": f"/{part}"})]
    )
    copy.put(links_part(copy.book), rels.done())
    patch = XmlPatch(copy.content(copy.book))
    listed = patch.root.one("sheets").all("sheet")
    place = next((at for at, item in enumerate(listed, 1) if item.attributes.get("name") == after), 0)
    highest = max(int(item.attributes.get("sheetId", "0")) for item in listed)
    entry = Child("sheet", {"name": title, "sheetId": str(highest + 1), "xlr:id": number, "xmlns:xlr": _RELATION})
    if place:
        patch.after(listed[place - 1], entry)
    else:
        patch.before(listed[0], entry)
    _move_on(patch, place)
    copy.put(copy.book, patch.done())
    names = XmlPatch(copy.content(copy.book))
    put_names(names, [DefinedName(_PRINTED, printed, sheet=place)])
    copy.put(copy.book, names.done())


def _move_on(patch: XmlPatch, place: int) -> None:
    """Names and views that know a sheet by its place, from that of the new one on."""
    for names in patch.root.all("definedNames"):
        for name in names.all("definedName"):
            at = name.attributes.get("localSheetId")
            if at is not None and int(at) >= place:
                patch.set(name, {**name.attributes, "localSheetId": str(int(at) + 1)})
    for views in patch.root.all("bookViews"):
        for view in views.all("workbookView"):
            moved = {
                key: str(int(view.attributes[key]) + 1)
                for key in ("activeTab", "firstSheet")
                if int(view.attributes.get(key, "-1")) >= place
            }
            if moved:
                patch.set(view, {**view.attributes, **moved})
