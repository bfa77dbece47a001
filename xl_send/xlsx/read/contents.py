"""What a workbook says it contains: its sheets in order, and where its shared parts are."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from xl_send.limits import MOST_KEPT, MOST_SHEETS
from xl_send.value_classes import NamedTuple
from xl_send.xlsx.read.markup import Attributes, elements, feed, local, longer_text, safe_parser
from xl_send.xlsx.read.package import Package
from xl_send.xlsx.read.pictures import RICH_PARTS
from xl_send.xlsx.read.refusals import BINARY_EXCEL, DAMAGED, TOO_LARGE, UNSAFE, UnusableError, refusal_of_zip

_TRUE = {"1", "true"}
_OF_THE_BOOK = {"sheet", "workbookPr"}


class SheetEntry(NamedTuple):
    """One sheet as the workbook lists it."""

    title: str
    part: str
    hidden: bool


class Contents(NamedTuple):
    """The parts of a workbook that are worth reading; `rich` are those that tell of pictures in cells."""

    sheets: tuple[SheetEntry, ...]
    strings: str | None
    styles: str | None
    rich: tuple[str, ...]
    macros: bool
    date1904: bool


class Relationship(NamedTuple):
    """What one part has to do with another: the last word of the relationship's type, and the other part."""

    kind: str
    target: str


def contents_of(package: Package) -> Contents:
    """Read the workbook's own part, refusing a zip file that is no workbook."""
    book = workbook_part(package)
    found = elements(package.part(book).pieces(), _OF_THE_BOOK)
    if found[0][0] != "workbook":
        raise UnusableError(refusal_of_zip(package.names()))
    links = links_of(package, book)
    by_kind = {link.kind: link.target for link in reversed(links.values())}
    return Contents(
        sheets=_sheets(found, links),
        strings=_present(package, by_kind.get("sharedStrings")),
        styles=_present(package, by_kind.get("styles")),
        rich=_all_present(package, [by_kind.get(kind) for kind in RICH_PARTS]),
        macros=any(name.endswith("vbaproject.bin") for name in package.names()),
        date1904=any(attributes.get("date1904") in _TRUE for name, attributes in found if name == "workbookPr"),
    )


def _present(package: Package, part: str | None) -> str | None:
    return part if part is not None and part in package else None


def _all_present(package: Package, parts: list[str | None]) -> tuple[str, ...]:
    """The parts if the workbook has every one of them, else none."""
    found = [part for part in parts if part is not None and part in package]
    return tuple(found) if len(found) == len(parts) else ()


def workbook_part(package: Package) -> str:
    """The name of the workbook's own part, refusing a zip file that is no workbook."""
    links = links_of(package, "") if "_rels/.rels" in package else {}
    for link in links.values():
        if link.kind == "officeDocument":
            if link.target.endswith(".bin"):
                raise UnusableError(BINARY_EXCEL)
            if link.target.startswith(("word/", "ppt/")):
                break
            if link.target in package:
                return link.target
    if "xl/workbook.xml" in package:
        return "xl/workbook.xml"
    raise UnusableError(refusal_of_zip(package.names()))


def links_part(source: str) -> str:
    """Where the relationships of a part are told."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def links_of(package: Package, source: str) -> dict[str, Relationship]:
    """The relationships of a part by their ids; those that lead out of the file are left out."""
    folder = posixpath.dirname(source)
    listed = elements(package.part(links_part(source)).pieces(), {"Relationship"})
    return {
        attributes.get("Id", ""): Relationship(
            attributes.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/"),
        )
        for name, attributes in listed
        if name == "Relationship" and attributes.get("TargetMode") != "External"
    }


def comments_of(package: Package, sheet: str) -> tuple[tuple[str, str], ...]:
    """The notes that hang on the cells of a sheet, each with the address of its cell."""
    if not any("comments" in name for name in package.names()) or links_part(sheet) not in package:
        return ()
    parts = [link.target for link in links_of(package, sheet).values() if link.kind == "comments"]
    return tuple(note for part in parts if part in package for note in _notes(package.part(part).pieces()))


def _notes(pieces: Iterable[bytes]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    parser, within = safe_parser(), [""]

    def started(name: str, attributes: Attributes) -> None:
        within.append(local(name))
        if within[-1] == "comment":
            found.append((attributes.get("ref", ""), ""))
        if len(found) > MOST_KEPT:
            raise UnusableError(TOO_LARGE)

    def ended(_name: str) -> None:
        within.pop()

    def told(text: str) -> None:
        if within[-1] == "t" and found:
            found[-1] = found[-1][0], longer_text(found[-1][1], text)

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = started, ended, told
    for piece in pieces:
        feed(parser, piece)
    feed(parser, b"", last=True)
    return found


def _sheets(found: list[tuple[str, Attributes]], links: dict[str, Relationship]) -> tuple[SheetEntry, ...]:
    """The worksheets, each with a part of its own.

    What is listed with an empty id, as modules of old macros are, is passed over.
    """
    listed = [attributes for name, attributes in found if name == "sheet" and attributes.get("id") != ""]
    entries = []
    for attributes in listed:
        link = links.get(attributes.get("id", ""))
        if link is None:
            raise UnusableError(DAMAGED)
        if link.kind == "worksheet":
            hidden = attributes.get("state", "visible") in {"hidden", "veryHidden"}
            entries.append(SheetEntry(attributes.get("name", ""), link.target, hidden))
    if len(entries) > MOST_SHEETS:
        raise UnusableError(TOO_LARGE)
    if len({entry.part.casefold() for entry in entries}) < len(entries):
        raise UnusableError(UNSAFE)
    return tuple(entries)
