"""What has changed, in words for people who read it in two minutes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from xl_send.changes import Change, Changes, What
from xl_send.changes.order import Part, part_of
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
    for part, of_part in groupby(found.changes, key=part_of):
        if part is Part.WORKSTREAM:
            lines += _workstreams(of_part, now.programme)
        else:
            lines += [part.value, "-" * len(part.value), *_entries(of_part), ""]
    return "\n".join([*lines, closing(found, then, now)])


def _workstreams(found: Iterable[Change], programme: Programme) -> Iterator[str]:
    for code, of_one in groupby(found, key=lambda one: one.workstream):
        colour = _colour(programme, code)
        head = _called(programme, code) + (f": {colour}" if colour else "")
        yield from (head, "-" * min(len(head), WIDTH), *_entries(of_one), "")


def standing(then: Programme, now: Programme) -> str:
    """The colour of the whole, then and now."""
    before, after = _colour(then, PROGRAMME), _colour(now, PROGRAMME)
    if not before or not after:
        return "The programme has no colour on one of the two dates."
    return f"The programme is {after}, as it was." if before == after else f"The programme is {after}; it was {before}."


def _called(programme: Programme, code: str) -> str:
    stream = programme.streams.get(code)
    return f"{stream.name} ({code})" if stream and stream.name else code or "No workstream"


def _colour(programme: Programme, code: str) -> str:
    aspects = picture(programme).aspects
    return next((one.status.value for one in aspects if (one.of, one.aspect) == (code, AspectName.OVERALL)), "")


def _entries(found: Iterable[Change]) -> Iterator[str]:
    """A row's changes under its id and name; what is of no row stands by itself."""
    for (record, named), of_row in groupby(found, key=lambda one: (one.record, _is_row(one))):
        changes = list(of_row)
        if not named:
            yield from (line for one in changes for line in _point(one, "  "))
            continue
        yield from textwrap.wrap(f"{record} {changes[0].name}", WIDTH, initial_indent="  ", subsequent_indent="      ")
        yield from (line for one in changes for line in _point(one, "    "))


def _is_row(change: Change) -> bool:
    """Whether a change is of a row with an id and a name of its own."""
    return part_of(change) in {Part.FIRST, Part.WORKSTREAM} and change.record not in {"", change.workstream}


def _point(change: Change, indent: str) -> list[str]:
    return textwrap.wrap(
        change.sentence, WIDTH, initial_indent=f"{indent}- ", subsequent_indent=f"{indent}  ", break_on_hyphens=False
    )


def closing(found: Changes, then: Gathered, now: Gathered) -> str:
    """How much has changed, and how much could not be compared."""
    if not found.changes:
        return "Nothing has changed."
    first = sum(part_of(one) is Part.FIRST for one in found.changes)
    told = f"{count(len(found.changes), 'change')}, {first} of them to know first."
    unread = [sum(len(book.unread_rows) for book in one.programme.submissions) for one in (then, now)]
    rows = f" {count(unread[0], 'row')} could not be read then and {unread[1]} now." if any(unread) else ""
    return f"{told}{rows} The cells in both workbooks: --format csv."


def counts(found: Sequence[Change]) -> dict[What, int]:
    """How often each kind of change occurs."""
    return {what: number for what in What if (number := sum(one.what is what for one in found))}
