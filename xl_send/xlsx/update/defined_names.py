"""The names that a workbook gives to cells and areas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import unescape

from xl_send.value_classes import NamedTuple
from xl_send.xlsx.read.markup import local
from xl_send.xlsx.update.xml_patch import Child, Element, XmlPatch


def sheets_named(book: Element, content: bytes) -> Iterator[tuple[str, str]]:
    """The sheets that defined names of ours speak of."""
    for names in book.all("definedNames"):
        for item in names.all("definedName"):
            told = content[item.inside : item.closing].decode("utf-8")
            match = re.fullmatch(r"(?:'((?:[^']|'')*)'|([^'!]+))!\$?[A-Z]+\$?\d+", unescape(told))
            if match:
                yield item.attributes.get("name", ""), (match[1] or match[2]).replace("''", "'")


class DefinedName(NamedTuple):
    """A name and what it stands for: hidden or not, or of the sheet at a place of the workbook's list, from nought."""

    name: str
    meaning: str
    sheet: int | None = None
    hidden: bool = True

    @property
    def attributes(self) -> dict[str, str]:
        """What its element says beside its meaning."""
        if self.sheet is not None:
            return {"name": self.name, "localSheetId": str(self.sheet)}
        return {"name": self.name, **({"hidden": "1"} if self.hidden else {})}


def put_names(patch: XmlPatch, wanted: Sequence[DefinedName]) -> None:
    """Define names in a workbook, each in place of one that is the same."""
    nodes = [Child("definedName", item.attributes, item.meaning) for item in wanted]
    names = next(iter(patch.root.all("definedNames")), None)
    if names is None:
        before = {"fileVersion", "fileSharing", "workbookPr", "AlternateContent", "workbookProtection", "bookViews",
                  "sheets", "functionGroups", "externalReferences", "revisionPtr"}  # fmt: skip
        last = [element for element in patch.root.children if local(element.name) in before][-1]
        patch.after(last, Child("definedNames", {}, nodes))
        return
    taken = {(item.name.casefold(), item.attributes.get("localSheetId")) for item in wanted}
    for old in names.all("definedName"):
        if (old.attributes.get("name", "").casefold(), old.attributes.get("localSheetId")) in taken:
            patch.remove(old)
    patch.append(names, nodes)
