"""Pictures in cells: Excel writes such a cell as the error #VALUE! and says elsewhere that it shows a picture.

A cell's `vm` is its place in the workbook's metadata, which leads to a rich value, and that to its structure's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xl_send.xlsx.read.markup import Attributes, elements
from xl_send.xlsx.read.package import Package
from xl_send.xlsx.read.refusals import DAMAGED, UnusableError

# Relationships of the workbook that lead to the three parts, in this order.
RICH_PARTS = ("sheetMetadata", "rdRichValue", "rdRichValueStructure")
# A picture placed in a cell, and one that the function IMAGE fetches.
_STRUCTURES = {"_localimage", "_webimage"}


def picture_marks(package: Package, parts: tuple[str, ...]) -> frozenset[str]:
    """The `vm` of every cell that shows a picture; none where the workbook's metadata are not understood."""
    if not parts:
        return frozenset()
    try:
        metadata, values, structures = (elements(package.part(part).pieces()) for part in parts)
    except UnusableError as refusal:
        if refusal.sentence == DAMAGED:
            return frozenset()
        raise
    names = [attributes.get("t", "").casefold() for name, attributes in structures if name == "s"]
    kinds = [_at(names, attributes.get("s")) for name, attributes in values if name == "rv"]
    rich = [_at(kinds, attributes.get("i")) for name, attributes in metadata if name == "rvb"]
    places = enumerate(_values(metadata), 1)
    return frozenset(str(mark) for mark, place in places if _at(rich, place) in _STRUCTURES)


def _values(metadata: Iterable[tuple[str, Attributes]]) -> Iterator[str | None]:
    """Where each entry of the values' metadata leads: the place of a rich value."""
    within, places = "", list[str | None]()
    for name, attributes in metadata:
        if name in {"cellMetadata", "valueMetadata", "futureMetadata"}:
            within = name
        elif within == "valueMetadata" and name == "bk":
            places.append(None)
        elif within == "valueMetadata" and name == "rc" and places:
            places[-1] = attributes.get("v")
    yield from places


def _at(found: list[str], place: str | None) -> str:
    """What stands at a place, counted from 0, if the text is the number of one."""
    number = int(place) if place and place.isascii() and place.isdigit() and len(place) < 9 else len(found)
    return found[number] if number < len(found) else ""
