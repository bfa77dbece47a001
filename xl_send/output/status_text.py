"""The computed picture in words for a person: the headline, then what is not green and why."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from xl_send.commands.loading import LoadedProgramme
from xl_send.commands.outcomes import count
from xl_send.results import Aspect, AspectName, Item, ProgrammeStatus, Status
from xl_send.workbook.days import say

WIDTH = 100
PROGRAMME = "programme"
# What a person must look at, worst first; the rest are counted in the headline.
SHOWN = (Status.RED, Status.AMBER, Status.NO_DATA)


def status_text(gathered: LoadedProgramme, picture: ProgrammeStatus) -> str:
    """Headline by aspect, each workstream's overall, and every item that is Red, Amber or without data."""
    as_at = f"As at {say(picture.as_at)}" if picture.as_at else "No workbook has a readable As at date"
    lines = [as_at, *textwrap.wrap(gathered.unread_line, WIDTH), ""]
    overall = [aspect for aspect in picture.aspects if aspect.of == PROGRAMME]
    lines += [*_headline("The programme", overall), ""]
    for code in dict.fromkeys(aspect.of for aspect in picture.aspects if aspect.of != PROGRAMME):
        lines += [*_headline(code, [aspect for aspect in picture.aspects if aspect.of == code])]
        lines += [*_items(item for item in picture.items if item.workstream == code), ""]
    nobody = [item for item in picture.items if not item.workstream]
    lines += [*(["Rows of no workstream that could be read", *_items(nobody), ""] if nobody else [])]
    lines += [f"Not read: {entry.path}. {entry.sentence}" for entry in gathered.refused]
    return "\n".join([*lines, closing_sentence(gathered, picture)])


def say_counts(counts: Mapping[Status, int]) -> str:
    """Every state that occurs, counted: `6 Green, 1 Amber, 4 Red, 7 No data`."""
    return ", ".join(f"{counts[status]} {status.value}" for status in Status if counts.get(status)) or "nothing to rate"


def _headline(title: str, aspects: Sequence[Aspect]) -> list[str]:
    whole = [aspect for aspect in aspects if aspect.aspect is AspectName.OVERALL]
    parts = [aspect for aspect in aspects if aspect.aspect is not AspectName.OVERALL]
    head = f"{title}: {whole[0].status.value.upper()}" if whole else title
    if whole and whole[0].reported:
        head += f" (reported {whole[0].reported.value})"
    lines = [head, "-" * len(head)]
    told = [text for aspect in whole for text in (aspect.sentence, aspect.note) if text]
    lines += [f"  {line}" for text in told for line in textwrap.wrap(text, WIDTH - 2)]
    return lines + [
        f"  {aspect.aspect.heading:<20} {aspect.status.value:<10} {say_counts(aspect.counts)}" for aspect in parts
    ]


def _items(items: Iterable[Item]) -> list[str]:
    lines = []
    for item in sorted(
        (entry for entry in items if entry.status in SHOWN), key=lambda entry: SHOWN.index(entry.status)
    ):
        text = textwrap.wrap(item.reason, WIDTH - 23)
        lines.append(f"    {item.id:<9} {item.status.value:<8} {text[0] if text else ''}")
        lines += [f"{'':<23}{line}" for line in text[1:]]
    return lines


def overall_sentence(gathered: LoadedProgramme, picture: ProgrammeStatus) -> str:
    """The colour of the whole with its reason, and what was counted."""
    if picture.as_at is None:
        return "Nothing can be coloured yet: the Programme sheet has no readable As at date. Put it in first."
    whole = [
        aspect.sentence for aspect in picture.aspects if aspect.of == PROGRAMME and aspect.aspect is AspectName.OVERALL
    ]
    return " ".join([*(f"{item}." for item in whole), closing_sentence(gathered, picture)])


def closing_sentence(gathered: LoadedProgramme, picture: ProgrammeStatus) -> str:
    """How many items there are, in which states, and what could not be read."""
    counts = {status: sum(item.status is status for item in picture.items) for status in Status}
    unread = f" {gathered.unread_line}" if gathered.unread else ""
    return f"{count(len(picture.items), 'item')}: {say_counts(counts)}.{unread}"
