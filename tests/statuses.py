"""Statuses of small workbooks written in Markdown (see `examples`), for tests."""

from __future__ import annotations

from collections.abc import Mapping

from examples import programme
from xl_send.rag.items import items
from xl_send.rag.rollup import programme_status
from xl_send.results import Aspect, AspectName, Item
from xl_send.workbook.submissions import Programme


def read(text: str) -> Programme:
    """The programme that a text makes through the real reader; it must hold no unread row."""
    found, _ = programme(text)
    unread = [row for submission in found.submissions for row in submission.unread_rows]
    assert not unread, f"this example holds rows that do not read: {unread}"
    return found


def table(sheet: str, *rows: Mapping[str, str]) -> str:
    """A sheet of an example as Markdown, from rows of title and cell; nothing if there are none."""
    if not rows:
        return ""
    titles = list(dict.fromkeys(title for row in rows for title in row))
    lines = [titles, ["---"] * len(titles), *([row.get(title, "") for title in titles] for row in rows)]
    return "\n".join([f"\n{sheet}:", *(f"| {' | '.join(line)} |" for line in lines), ""])


def rated(text: str) -> dict[str, Item]:
    """The items of a text by id."""
    found = items(read(text))
    assert len({item.id for item in found}) == len(found)
    return {item.id: item for item in found}


def only(text: str, item_id: str) -> Item:
    """One item of a text."""
    return rated(text)[item_id]


def aspect(text: str, name: AspectName, of: str = "TRN") -> Aspect:
    """One aspect of a workstream, or of the `programme`."""
    return next(item for item in programme_status(read(text)).aspects if item.of == of and item.aspect is name)
