"""What has changed, in words for people who read it in two minutes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from xl_send.changes import Changes
from xl_send.changes.order import Part, part_of
from xl_send.changes.telling import Told, told
from xl_send.commands.gathering import Gathered
from xl_send.commands.outcomes import count
from xl_send.model.submissions import Programme
from xl_send.rating.items import AspectName
from xl_send.rollup import PROGRAMME, picture
from xl_send.schema.days import say

WIDTH = 100


def changes_text(found: Changes, then: Gathered, now: Gathered) -> str:
    """Every change, what a board must know first, then by workstream."""
    since = f"since {say(found.then)}" if found.then else ""
    head = f"What has changed {since}" + (f", as at {say(found.now)}" if found.now else "")
    lines = [head, "=" * len(head), "", standing(then.programme, now.programme), ""]
    for one in told(found):
        lines += [*_stretch(one, now.programme), ""]
    return "\n".join([*lines, *textwrap.wrap(closing(found, then, now), WIDTH)])


def standing(then: Programme, now: Programme) -> str:
    """The colour of the whole, then and now."""
    before, after = _colour(then, PROGRAMME), _colour(now, PROGRAMME)
    return f"The programme is {after}, as it was." if before == after else f"The programme is {after}; it was {before}."


def _stretch(one: Told, programme: Programme) -> Iterator[str]:
    head = _heading(one.workstream, programme) if one.part is Part.WORKSTREAM else one.part.value
    yield from (head, "-" * min(len(head), WIDTH))
    for sentence in one.sentences:
        yield from _point(sentence, "  ")
    for row in one.rows:
        yield from textwrap.wrap(f"{row.record} {row.name}", WIDTH, initial_indent="  ", subsequent_indent="      ")
        for sentence in row.sentences:
            yield from _point(sentence, "    ")


def _heading(code: str, programme: Programme) -> str:
    stream, colour = programme.streams.get(code), _colour(programme, code)
    called = f"{stream.name} ({code})" if stream and stream.name else code or "Rows of no workstream that was read"
    return f"{called}: {colour}" if colour else called


def _colour(programme: Programme, code: str) -> str:
    aspects = picture(programme).aspects
    return next((one.status.value for one in aspects if (one.of, one.aspect) == (code, AspectName.OVERALL)), "")


def _point(sentence: str, indent: str) -> list[str]:
    return textwrap.wrap(
        sentence, WIDTH, initial_indent=f"{indent}- ", subsequent_indent=f"{indent}  ", break_on_hyphens=False
    )


def closing(found: Changes, then: Gathered, now: Gathered) -> str:
    """How much has changed, and how much could not be compared."""
    if not found.changes:
        return "Nothing has changed."
    first = sum(part_of(one) is Part.FIRST for one in found.changes)
    counted = f"{count(len(found.changes), 'change')}, {first} of them to know first."
    unread = [sum(len(book.unread_rows) for book in one.programme.submissions) for one in (then, now)]
    rows = f" {count(unread[0], 'row')} could not be read then and {unread[1]} now." if any(unread) else ""
    return f"{counted}{rows} The cells in both workbooks: --format csv."
