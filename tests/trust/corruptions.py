"""Structural corruptions of a return: what drives, mail gateways and other programs do to a workbook's XML.

An element is dropped, doubled, put in another's place or renamed, an attribute lost or changed, a part cut off, lost or
flipped in its mark-up; what is written in cells is never touched. Whatever is done, the return is refused, or it says
what it said, or something is told of it that was not told before.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from io import BytesIO
from random import Random
from typing import NamedTuple

import xl_send
from packages import parts_of
from xl_send.commands.checks import check_all, chosen_rules
from xl_send.commands.loading import NamedFile, load
from xl_send.errors import Error
from xl_send.findings import Finding
from xl_send.reading.loaded import LoadedProgramme
from xl_send.results import Status
from xl_send.xlsx.template.example import example_workbooks
from xl_send.xlsx.update.xml_patch import Element, XmlPatch

GOOD = "transition.xlsx"
# From best to worst, as a reader takes them.
BETTER = (Status.COMPLETE, Status.GREEN, Status.AMBER, Status.RED, Status.NO_DATA)
# Elements that hold what a return says, which are tried more often than what it looks like.
TELLING = {"row", "c", "v", "si", "t", "sheet", "sheetData", "Relationship", "xf", "numFmt", "is", "f", "mergeCell"}
_TAG = re.compile(rb"<[^>]*>")


class Corruption(NamedTuple):
    """What was done to which part, in words, and the parts that came of it."""

    told: str
    parts: Mapping[str, bytes]

    @property
    def file(self) -> BytesIO:
        """The workbook."""
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
            for name, content in self.parts.items():
                made.writestr(name, content)
        return file


@cache
def sound_parts() -> Mapping[str, bytes]:
    """The parts of a good return that the reader looks at."""
    return parts_of(example_workbooks()[GOOD])


def _looked_at(name: str) -> bool:
    return name.startswith(
        ("xl/worksheets/", "xl/workbook", "xl/_rels", "_rels", "xl/shared", "xl/styles", "xl/tables")
    )


def corruption(seed: int) -> Corruption:
    """One corruption, the same for a seed."""
    chance = Random(seed)  # noqa: S311 - places in a file, not secrets
    parts = dict(sound_parts())
    name = chance.choice([part for part in parts if _looked_at(part)])
    # Sheets hold most of what may be lost.
    if chance.random() < 0.6:
        name = chance.choice([part for part in parts if part.startswith("xl/worksheets/sheet")])
    kind = chance.choice(list(KINDS))
    if kind == "lose the part":
        del parts[name]
        return Corruption(f"{kind}: {name}", parts)
    told, parts[name] = KINDS[kind](parts[name], chance)
    return Corruption(f"{kind}: {name}: {told}", parts)


@cache
def _elements(content: bytes) -> tuple[tuple[Element, Element | None], ...]:
    """Every element of a part with the one that holds it."""

    def walk(element: Element, above: Element | None) -> Iterator[tuple[Element, Element | None]]:
        yield element, above
        for child in element.children:
            yield from walk(child, element)

    return tuple(walk(XmlPatch(content).root, None))


def _end(content: bytes, element: Element) -> int:
    empty = content[element.inside - 2 : element.inside] == b"/>"
    return element.inside if empty else content.index(b">", element.closing) + 1


def _span(content: bytes, element: Element) -> bytes:
    return content[element.start : _end(content, element)]


def _some(content: bytes, chance: Random) -> Element:
    """An element below the root; a structure is as likely as a cell."""
    found = [element for element, above in _elements(content) if above is not None]
    by_name: dict[str, list[Element]] = {}
    for element in found:
        by_name.setdefault(element.name, []).append(element)
    telling = [name for name in by_name if name in TELLING]
    names = telling if telling and chance.random() < 0.6 else list(by_name)
    return chance.choice(by_name[chance.choice(sorted(names))])


def drop(content: bytes, chance: Random) -> tuple[str, bytes]:
    element = _some(content, chance)
    return _named(element), content[: element.start] + content[_end(content, element) :]


def double(content: bytes, chance: Random) -> tuple[str, bytes]:
    element = _some(content, chance)
    end = _end(content, element)
    return _named(element), content[:end] + _span(content, element) + content[end:]


def swap(content: bytes, chance: Random) -> tuple[str, bytes]:
    pairs = [
        (above, one, other)
        for element, above in _elements(content)
        if above is None or len(element.children) > 1
        for one, other in zip(element.children, element.children[1:], strict=False)
    ]
    if not pairs:
        return drop(content, chance)
    _, one, other = chance.choice(pairs)
    end = _end(content, one)
    between = content[end : other.start]
    swapped = content[: one.start] + _span(content, other) + between + _span(content, one)
    return f"{_named(one)} and {_named(other)}", swapped + content[_end(content, other) :]


def rename(content: bytes, chance: Random) -> tuple[str, bytes]:
    element = _some(content, chance)
    name = element.name.encode()
    new = bytes(reversed(name)) if name != bytes(reversed(name)) else name + b"x"
    span = _span(content, element)
    renamed = b"<" + new + span[1 + len(name) :]
    if renamed.endswith(b"</" + name + b">"):
        renamed = renamed[: -len(name) - 1] + new + b">"
    return _named(element), content[: element.start] + renamed + content[_end(content, element) :]


def lose_attribute(content: bytes, chance: Random) -> tuple[str, bytes]:
    return _attribute(content, chance, lambda *_: b"")


def change_number(content: bytes, chance: Random) -> tuple[str, bytes]:
    def changed(name: bytes, value: bytes) -> bytes:
        number = str(max(0, int(value) + chance.choice((-1, 1, 7)))).encode()
        return b" " + name + b'="' + number + b'"'

    return _attribute(content, chance, changed, numbers=True)


def _attribute(
    content: bytes, chance: Random, change: Callable[[bytes, bytes], bytes], *, numbers: bool = False
) -> tuple[str, bytes]:
    value = rb"[0-9]{1,7}" if numbers else rb"[^\"<]*"
    pattern = re.compile(rb"\s([A-Za-z:]+)=\"(" + value + rb")\"")
    found = [match for tag in _TAG.finditer(content) for match in pattern.finditer(content, tag.start(), tag.end())]
    if not found:
        return drop(content, chance)
    match = chance.choice(found)
    return match[0].decode(), content[: match.start()] + change(match[1], match[2]) + content[match.end() :]


def truncate(content: bytes, chance: Random) -> tuple[str, bytes]:
    at = chance.randrange(len(content))
    return f"at {at}", content[:at]


def flip(content: bytes, chance: Random) -> tuple[str, bytes]:
    """One bit of the mark-up, never of what is written in a cell."""
    tag = chance.choice(list(_TAG.finditer(content)))
    at = chance.randrange(tag.start(), tag.end())
    changed = bytearray(content)
    changed[at] ^= 1 << chance.randrange(7)
    return f"at {at} in {tag[0][:40]!r}", bytes(changed)


def _named(element: Element) -> str:
    return f"{element.name} {element.attributes.get('r', element.attributes.get('name', ''))}".strip()


KINDS: Mapping[str, Callable[[bytes, Random], tuple[str, bytes]]] = {
    "drop": drop,
    "double": double,
    "swap": swap,
    "rename": rename,
    "lose an attribute": lose_attribute,
    "change a number": change_number,
    "truncate": truncate,
    "flip": flip,
    "lose the part": truncate,
}


class Said(NamedTuple):
    """What a return says: its rows by sheet, its colours, and everything that is told of it."""

    rows: Mapping[str, frozenset[object]]
    colours: Mapping[tuple[str, str], Status]
    told: frozenset[object]


def said(file: BytesIO) -> Said | None:
    """What a return says, or None where it is refused."""
    try:
        loaded = load(NamedFile(file, GOOD))
    except Error:
        return None
    programme = loaded.programme
    (found,) = programme.submissions
    rows = {
        record.SHEET.title: frozenset(tuple(getattr(row, name) for name in _fields(row)) for row in records)
        for record, records in found.records.items()
    }
    picture = xl_send.status(programme).picture
    colours = {(item.kind.value, item.id): item.status for item in picture.items}
    colours |= {(aspect.of, aspect.aspect.value): aspect.status for aspect in picture.aspects}
    findings = check_all(LoadedProgramme(programme), chosen_rules()).findings
    return Said(rows, colours, frozenset([*map(_told, findings), *loaded.unread]))


def _fields(row: object) -> list[str]:
    return [name for name in type(row).__slots__ if name not in {"table", "row"}]  # type: ignore[attr-defined]


def _told(finding: Finding) -> object:
    return finding.rule, finding.key, finding.message


@cache
def sound() -> Said:
    """What the good return says."""
    found = said(Corruption("", sound_parts()).file)
    assert found is not None
    return found


def silently_lost(found: Said | None) -> str:
    """What a corrupted return has lost, or shows better, without a word of it; nothing where all is well."""
    before = sound()
    if found is None or found.told - before.told:
        return ""
    fewer = [sheet for sheet, rows in before.rows.items() if len(found.rows.get(sheet, ())) < len(rows)]
    better = [
        f"{place}: {status.value} was {before.colours[place].value}"
        for place, status in found.colours.items()
        if place in before.colours and _rank(status) < _rank(before.colours[place])
    ]
    gone = [str(place) for place in before.colours if place not in found.colours]
    return "; ".join([*(f"fewer rows of {sheet}" for sheet in fewer), *better[:2], *gone[:2]])


def _rank(status: Status) -> int:
    return BETTER.index(status) if status in BETTER else len(BETTER)


def try_one(seed: int) -> str:
    """What becomes of one corruption: refused, the same, said; raises `AssertionError` where it is lost in silence."""
    made = corruption(seed)
    found = said(made.file)
    lost = silently_lost(found)
    assert not lost, f"{seed}: {made.told}: {lost}"
    if found is None:
        return "refused"
    return "the same" if found == sound() else "said" if found.told - sound().told else "other, and no better"
