"""The first page of a pack as text for an email."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from xl_send.board_pack.values import BoardPack, PackPage, PackTable, SectionPart, TableEntry
from xl_send.workbook.characters import for_documents

_WIDTH = 76


def to_email(pack: BoardPack) -> str:
    """A subject line, then the marking and the first page in lines of at most some 76 letters."""
    title = pack.title
    lines = [f"Subject: {title.programme}: {'. '.join(title.marking[:3])}", ""]
    if title.council:
        lines.append(title.council)
    lines += [*textwrap.wrap(". ".join(title.marking), _WIDTH), ""]
    for page in pack.pages[:1]:
        lines += _page(page)
    if len(pack.pages) > 1:
        lines += textwrap.wrap(f"The pack goes on with: {'; '.join(page.heading for page in pack.pages[1:])}.", _WIDTH)
    if title.sign_off:
        lines += ["", title.sign_off]
    return for_documents("\n".join(lines).rstrip() + "\n")


def _page(page: PackPage) -> Iterator[str]:
    yield from (page.heading.upper(), "")
    for part in page.parts:
        told = list(_part(part))
        if told:
            yield from (*told, "")


def _part(part: SectionPart) -> Iterator[str]:
    if part.heading:
        yield f"{part.heading}: {part.tag.word}" if part.tag else part.heading
    for sentence in part.sentences:
        yield from textwrap.wrap(sentence, _WIDTH)
    for point in part.points:
        yield from _point(point)
    for name, text in part.facts:
        yield from _point(f"{name}: {text}")
    for table in part.tables:
        yield from _table(table)
    if part.place:
        for words in part.place.words:
            yield from textwrap.wrap(words, _WIDTH)


def _point(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="- ", subsequent_indent="  ")


def _table(table: PackTable) -> Iterator[str]:
    """Each row as a point: its heading, then what stands under each title."""
    for row in table.rows:
        told = [
            f"{title.title}: {_entry(entry)}"
            for title, entry in zip(table.headings[1:], row[1:], strict=True)
            if not entry.empty
        ]
        yield from _point(f"{_entry(row[0])} | {'; '.join(told)}" if told else _entry(row[0]))
    if table.closing:
        yield from textwrap.wrap(table.closing, _WIDTH)


def _entry(entry: TableEntry) -> str:
    aside = f" ({'; '.join(entry.notes)})" if entry.notes else ""
    word = entry.tag.word if entry.tag else ""
    return f"{' '.join(filter(None, (word, entry.text, '; '.join(entry.points))))}{aside}".strip()
