"""Workstreams by aspect: colour as word and shape, and the way it has gone since the last board."""

from __future__ import annotations

from xl_send.board_pack.material import WORST_FIRST, Material
from xl_send.board_pack.values import Heading, PackTable, SectionPart, TableEntry, Tag
from xl_send.board_pack.wording import filled, statuses_counted
from xl_send.results import Aspect, AspectName, Status
from xl_send.workbook.sheets.choices import State

PARTS = tuple(name for name in AspectName if name is not AspectName.OVERALL)
_TITLES = {AspectName.INTERDEPENDENCIES: "Handovers", AspectName.RESOURCES: "People and money"}
# As many rows as a first page has room for; of more workstreams the worst stand there and all in the annex.
FITS = 12
ARROWS = {
    "better": "\N{UPWARDS ARROW} better",
    "worse": "\N{DOWNWARDS ARROW} worse",
    "same": "\N{RIGHTWARDS ARROW} same",
}


def grid(material: Material) -> SectionPart:
    """Every workstream's colours side by side; of many, the worst."""
    codes = (
        sorted(material.codes, key=lambda code: _place(material, code))[:FITS] if _is_long(material) else material.codes
    )
    rest = [code for code in material.codes if code not in codes]
    if not codes:
        return SectionPart("Workstreams by aspect", sentences=("No workstream could be read.",))
    where = " in the annex" if material.has_annex else ""
    counts = statuses_counted([_overall(material, code) for code in rest])
    closing = f"{len(rest)} more{where}: {counts}." if rest else ""
    return SectionPart("Workstreams by aspect", tables=(_table(material, tuple(codes), closing),))


def whole_grid(material: Material) -> SectionPart:
    """All workstreams by aspect, where the first page has no room for them."""
    if not _is_long(material):
        return SectionPart()
    return SectionPart("All workstreams by aspect", tables=(_table(material, material.codes, ""),))


def _is_long(material: Material) -> bool:
    return len(material.codes) > FITS


def _overall(material: Material, code: str) -> Status:
    found = material.aspect(code, AspectName.OVERALL)
    return found.status if found else Status.NO_DATA


def _place(material: Material, code: str) -> tuple[int, int]:
    return WORST_FIRST.index(_overall(material, code)), material.codes.index(code)


def _table(material: Material, codes: tuple[str, ...], closing: str) -> PackTable:
    headings = (
        Heading("Workstream", "name"), Heading("Overall", "tag"), Heading("Reported", "tag"),
        *(Heading(_TITLES.get(name, name.heading), "tag") for name in PARTS),
    )  # fmt: skip
    rows = tuple(_row(material, code) for code in codes)
    return PackTable("The workstreams by aspect", headings, rows, closing)


def _row(material: Material, code: str) -> tuple[TableEntry, ...]:
    overall = material.aspect(code, AspectName.OVERALL)
    reported = overall.reported if overall else None
    stream = material.programme.streams.get(code)
    state = "" if stream is None or stream.state is State.ACTIVE else stream.state.value
    return (
        TableEntry(material.stream(code), notes=filled(state)),
        _tag(material, overall),
        TableEntry(tag=Tag.of(reported)) if reported else TableEntry("None"),
        *(_tag(material, material.aspect(code, name)) for name in PARTS),
    )


def _tag(material: Material, aspect: Aspect | None) -> TableEntry:
    if aspect is None:
        return TableEntry()
    arrow = material.past.arrow(aspect) if material.past else ""
    return TableEntry(tag=Tag.of(aspect.status), notes=filled(ARROWS.get(arrow, "")))
