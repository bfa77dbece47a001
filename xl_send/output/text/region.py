"""What is said of counts and colours of several councils: in words, and as JSON."""

from __future__ import annotations

import json

from xl_send.commands.region import RegionResult
from xl_send.consolidation.region_counts import (
    LABELS,
    NO_SHEET,
    WORKSTREAMS,
    CouncilCounts,
    StatusCounts,
    counts_together,
    whole_but_for,
)
from xl_send.output.text.status import say_counts
from xl_send.results import AspectName, ItemKind
from xl_send.words import counted
from xl_send.workbook.days import say

SCHEMA = "xl_send/region/1"


def region_text(found: RegionResult) -> str:
    """A line a council, what all of them come to, and what is not counted."""
    lines = [line for one in found.councils for line in _council(one)]
    every = counts_together(counts for one in found.councils for counts in one.items.values())
    without = whole_but_for(found.councils)
    lines += ["", f"All councils: {say_counts(every)}{f', without what was not read of {without}' if without else ''}."]
    lines += [f"Not counted: {item.path}. {item.sentence}" for item in found.refused]
    where = f" in {found.path}" if found.path else ""
    return "\n".join([*lines, f"{counted(len(found.councils), 'council')} counted{where}."])


def _council(one: CouncilCounts) -> list[str]:
    overall = one.colours.get(AspectName.OVERALL)
    colour = overall.value.upper() if overall else "not rated"
    return [
        f"{one.file}, as at {say(one.as_at)}: {colour}",
        f"  {WORKSTREAMS}: {NO_SHEET if one.workstreams is None else say_counts(one.workstreams)}",
        *(f"  {LABELS[kind]}: {_kind(one, kind)}" for kind in ItemKind if one.items[kind] or kind in one.missing),
    ]


def _kind(one: CouncilCounts, kind: ItemKind) -> str:
    """How many rows of a kind have each status, and why there may be more."""
    counts = one.rows_of(kind)
    return "; ".join([*([say_counts(counts)] if counts else []), *([one.missing[kind]] if kind in one.missing else [])])


def region_json(found: RegionResult) -> str:
    """The same for programs."""
    written = {
        "schema": SCHEMA,
        "councils": [
            {
                "file": one.file,
                "as_at": one.as_at.isoformat(),
                "colours": {name.value: status.value for name, status in one.colours.items()},
                "workstreams": None if one.workstreams is None else _counts(one.workstreams),
                "items": {kind.value: _counts(one.items[kind]) for kind in ItemKind if one.rows_of(kind) is not None},
                "not_read": dict(one.not_read),
            }
            for one in found.councils
        ],
        "all_councils": {
            kind.value: _counts(counts_together(one.items[kind] for one in found.councils)) for kind in ItemKind
        },
        "not_counted": [{"file": item.path, "why": item.sentence} for item in found.refused],
        "output": found.path.name if found.path else None,
    }
    return json.dumps(written, indent=2, ensure_ascii=False)


def _counts(counts: StatusCounts) -> dict[str, int]:
    return {status.value: number for status, number in counts.items() if number}
