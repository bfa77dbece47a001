"""The computed picture in words for a person: the headline, then what is not green and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xl_send.commands.status import StatusResult
from xl_send.output.lines import WIDTH, wrapped
from xl_send.output.policy import marking_lines, policy_lines
from xl_send.output.text.why import driving_lines, row_explained
from xl_send.rag.rollup.aspects import each_once
from xl_send.results import Aspect, AspectName, Item, Status
from xl_send.words import counted
from xl_send.workbook.days import say

PROGRAMME = "programme"
# What a person must look at, worst first; the rest are counted in the headline.
SHOWN = (Status.RED, Status.AMBER, Status.NO_DATA)


def status_text(found: StatusResult) -> str:
    """Headline by aspect, each workstream's overall, and every item that is Red, Amber or without data."""
    if found.why:
        return _why(found)
    as_at = f"As at {say(found.as_at)}" if found.as_at else "No workbook has a readable As at date"
    lines = [
        *marking_lines(found.loaded),
        as_at,
        *policy_lines(found.programme),
        *wrapped(found.loaded.unread_line),
        "",
    ]
    overall = [aspect for aspect in found.aspects if aspect.of == PROGRAMME]
    lines += [*_headline("The programme", overall), ""]
    for code in dict.fromkeys(aspect.of for aspect in found.aspects if aspect.of != PROGRAMME):
        lines += [*_headline(code, [aspect for aspect in found.aspects if aspect.of == code])]
        lines += [*_items(item for item in found.items if item.workstream == code), ""]
    nobody = [item for item in found.items if not item.workstream]
    lines += [*(["Rows of no workstream that could be read", *_items(nobody), ""] if nobody else [])]
    lines += found.loaded.left_out_notes
    return "\n".join([*lines, closing_sentence(found)])


def _why(found: StatusResult) -> str:
    """One row or workstream explained: its colour, what decided it, and what drives its date."""
    lines = row_explained(found.picture, "", 0, found.why).splitlines()
    lines += [] if found.published else driving_lines(found.programme, found.why)
    folded = (wrapped(line, others="  " if line.startswith("- ") else "") for line in lines)
    return "\n".join([*policy_lines(found.programme), "", *(part for parts in folded for part in parts)])


def say_counts(counts: Mapping[Status, int]) -> str:
    """Every state that occurs, counted: `6 Green, 1 Amber, 4 Red, 7 No data`."""
    return ", ".join(f"{counts[status]} {status.value}" for status in Status if counts.get(status)) or "nothing to rate"


def say_items(aspect: Aspect) -> str:
    """The items of an aspect by their states; without data there is something to rate that could not be read."""
    unread = not aspect.counts and aspect.status is Status.NO_DATA
    return "nothing that could be read" if unread else say_counts(aspect.counts)


def _headline(title: str, aspects: Sequence[Aspect]) -> list[str]:
    whole = [aspect for aspect in aspects if aspect.aspect is AspectName.OVERALL]
    parts = [aspect for aspect in aspects if aspect.aspect is not AspectName.OVERALL]
    head = f"{title}: {whole[0].status.value.upper()}" if whole else title
    if whole and whole[0].reported:
        head += f" (reported {whole[0].reported.value})"
    lines = [head, "-" * len(head)]
    lines += [f"  {line}" for aspect in whole for line in wrapped(aspect.sentence, width=WIDTH - 2)]
    for aspect in parts:
        lines.append(f"  {aspect.aspect.heading:<20} {aspect.status.value:<10} {say_items(aspect)}")
    return [*lines, *(line for aspect in aspects if aspect.note for line in _note(aspect.note))]


def _note(note: str) -> list[str]:
    """Why something counts better than it is: `TRN-R01 is Red and counts Amber, because its treatment is in hand`."""
    return wrapped(f"{note}.", "  ", "  ", width=WIDTH - 2)


def _items(items: Iterable[Item]) -> list[str]:
    lines = []
    for item in sorted(
        (entry for entry in items if entry.status in SHOWN), key=lambda entry: SHOWN.index(entry.status)
    ):
        text = wrapped(item.reason, width=WIDTH - 23)
        lines.append(f"    {item.id:<9} {item.status.value:<8} {text[0] if text else ''}")
        lines += [f"{'':<23}{line}" for line in text[1:]]
    return lines


def overall_sentence(found: StatusResult) -> str:
    """The colour of the whole with its reason, and what was counted."""
    if found.as_at is None:
        return "Nothing can be coloured yet: the Programme sheet has no readable As at date. Put it in first."
    whole = [
        aspect.sentence for aspect in found.aspects if aspect.of == PROGRAMME and aspect.aspect is AspectName.OVERALL
    ]
    return " ".join([*(f"{item}." for item in whole), closing_sentence(found)])


def closing_sentence(found: StatusResult) -> str:
    """How many items there are, in which states, and what could not be read."""
    statuses = [item.status for item in each_once(found.items)]
    counts = {status: statuses.count(status) for status in Status}
    unread = f" {found.loaded.unread_line}" if found.loaded.unread else ""
    return f"{counted(len(statuses), 'item')}: {say_counts(counts)}.{unread}"
