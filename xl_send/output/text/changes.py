"""What has changed, in words for people who read it in two minutes."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from xl_send.commands.changes import ChangesResult
from xl_send.compare.order import ChangeSection, section_of
from xl_send.compare.telling import ToldPart, told_parts
from xl_send.output.lines import WIDTH, wrapped
from xl_send.output.policy import marking_lines, policy_lines
from xl_send.rag.rollup import PROGRAMME
from xl_send.reading.loaded import LoadedProgramme
from xl_send.results import AspectName, ProgrammeStatus
from xl_send.words import counted, file_name
from xl_send.workbook.days import say
from xl_send.workbook.submissions import Programme


def changes_text(result: ChangesResult) -> str:
    """Every change, what a board must know first, then by workstream."""
    found, then, now = result.changes, result.then, result.now
    since = f"since {say(found.then)}" if found.then else ""
    head = f"What has changed {since}" + (f", as at {say(found.now)}" if found.now else "")
    lines = [
        *marking_lines(now),
        head,
        "=" * len(head),
        *_measured(then.programme, now.programme),
        "",
        *_not_read(then, now),
    ]
    lines += [standing(*result.pictures), ""]
    for item in told_parts(found):
        lines += [*_stretch(item, result), ""]
    return "\n".join([*lines, *wrapped(closing(result))])


def _measured(then: Programme, now: Programme) -> list[str]:
    """Whose thresholds and calendar coloured either board; said once where it is the same."""
    before, after = policy_lines(then), policy_lines(now)
    return after if before == after else ["Then:", *before, "Now:", *after]


def _not_read(then: LoadedProgramme, now: LoadedProgramme) -> list[str]:
    """What could not be read of either side, of which nothing is said."""
    sides = (("Now", now), ("Then", then))
    told = [f"{when}: {'; '.join(side.unread)}." for when, side in sides if side.unread]
    told += [
        f"{when}, not counted: {file_name(item.path)}. {item.sentence}"
        for when, side in sides
        for item in side.not_counted
    ]
    return [line for item in told for line in wrapped(item)]


def standing(then: ProgrammeStatus, now: ProgrammeStatus) -> str:
    """The colour of the whole, then and now."""
    before, after = _colour(then, PROGRAMME), _colour(now, PROGRAMME)
    return f"The programme is {after}, as it was." if before == after else f"The programme is {after}; it was {before}."


def _stretch(one: ToldPart, result: ChangesResult) -> Iterator[str]:
    head = _heading(one.workstream, result) if one.part is ChangeSection.WORKSTREAM else one.part.value
    yield from (head, "-" * min(len(head), WIDTH))
    for sentence in one.sentences:
        yield from _point(sentence, "  ")
    for row in one.rows:
        yield from wrapped(f"{row.record} {row.name}", "  ", "      ")
        for sentence in row.sentences:
            yield from _point(sentence, "    ")


def _heading(code: str, result: ChangesResult) -> str:
    stream, colour = result.now.programme.streams.get(code), _colour(result.pictures[1], code)
    called = f"{stream.name} ({code})" if stream and stream.name else code or "Rows of no workstream that was read"
    return f"{called}: {colour}" if colour else called


def _colour(picture: ProgrammeStatus, code: str) -> str:
    return next(
        (aspect.status.value for aspect in picture.aspects if (aspect.of, aspect.aspect) == (code, AspectName.OVERALL)),
        "",
    )


def _point(sentence: str, indent: str) -> list[str]:
    return textwrap.wrap(
        sentence, WIDTH, initial_indent=f"{indent}- ", subsequent_indent=f"{indent}  ", break_on_hyphens=False
    )


def closing(result: ChangesResult) -> str:
    """How much has changed, and how much could not be compared."""
    found = result.changes
    if not found.changes:
        partly = result.then.unread or result.now.unread
        return "Nothing has changed in what could be read." if partly else "Nothing has changed."
    first = sum(section_of(change) is ChangeSection.FIRST for change in found.changes)
    told = f"{counted(len(found.changes), 'change')}, {first} of them to know first."
    unread = [sum(len(book.unread_rows) for book in item.programme.submissions) for item in (result.then, result.now)]
    rows = f" {counted(unread[0], 'row')} could not be read then and {unread[1]} now." if any(unread) else ""
    return f"{told}{rows} The cells in both workbooks: --format csv."
