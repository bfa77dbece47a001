"""Which items count for which workstream and aspect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xl_send.analysis.unlisted import is_unlisted, may_be_of
from xl_send.rag.rollup.aspects import ASPECT_OF, PARTS
from xl_send.results import AspectName, Item, ItemKind
from xl_send.workbook.lost_sheets import Lost
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.submissions import Programme
from xl_send.workbook.unread import NotRead

ByAspect = Mapping[AspectName, Sequence[Item]]


def by_aspect(items: Iterable[Item]) -> ByAspect:
    """Items by the aspect in which they count."""
    found: dict[AspectName, list[Item]] = {name: [] for name in PARTS}
    for item in items:
        found[ASPECT_OF[item.kind]].append(item)
    return found


def by_workstream(programme: Programme, items: Iterable[Item], lost: Sequence[Lost]) -> Mapping[str, ByAspect]:
    """The items of each workstream that was read, or that a row which was read belongs to.

    An interdependency counts for its giver as well. The other party's workstream, where only one
    party's workbook was read, has no picture of its own. A row of which the workstream could not be
    read may be of any, and one that gives a workstream which nobody lists makes none: it stays with its workbook's.
    """
    rows = list(items)
    codes = programme.codes | {
        item.workstream
        for item in rows
        if item.kind is not ItemKind.INTERDEPENDENCY and not _is_unlisted(programme, item)
    }
    codes |= {code for entry in lost if entry.record is Cover for code in entry.codes}
    found: dict[str, list[Item]] = {code: [] for code in sorted(codes - {""})}
    for item in rows:
        for code in _of(programme, item, found):
            found[code].append(item)
    return {code: by_aspect(own) for code, own in found.items()}


def of_no_workstream(items: Iterable[Item], streams: Mapping[str, ByAspect]) -> Mapping[str, ByAspect]:
    """What belongs to no workstream that has a picture, by the code that it gives: the programme counts it too."""
    placed = {id(item) for own in streams.values() for rows in own.values() for item in rows}
    found: dict[str, list[Item]] = {}
    for item in items:
        if id(item) not in placed:
            found.setdefault(item.workstream or "no workstream", []).append(item)
    return {code: by_aspect(own) for code, own in found.items()}


def _of(programme: Programme, item: Item, codes: Iterable[str]) -> list[str]:
    """The workstreams an item counts for, among those that have a picture."""
    record = item.record
    if not isinstance(record, NotRead):
        more = may_be_of(record, programme.of(record)) if _is_unlisted(programme, item) else ()
        return [code for code in dict.fromkeys((item.workstream, item.also, *sorted(more))) if code in codes]
    own = programme.of(record).codes
    hidden = record.unread.workstream == "" and record.workstream not in own
    anybody = item.kind is ItemKind.INTERDEPENDENCY and not record.unread.value("giver")
    named = {item.workstream, item.also} | (own if hidden else set())
    return [code for code in codes if anybody or code in named]


def _is_unlisted(programme: Programme, item: Item) -> bool:
    return not isinstance(item.record, NotRead) and is_unlisted(item.record, programme.of(item.record))
