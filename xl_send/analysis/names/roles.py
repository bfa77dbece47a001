"""The resource line of which a text speaks by a word of its role."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.analysis.notes.content import stems
from xl_send.workbook.sheets.resources import Resource

# Words that many roles have, or that texts use of people of whom no line is.
_OF_MANY = frozenset({
    "lead", "leads", "officer", "officers", "manager", "managers", "worker", "workers", "teacher", "teachers",
    "team", "teams", "head", "heads", "school", "schools", "support", "service", "services", "staff", "post",
    "posts", "project", "programme", "second", "third", "first", "send", "special", "senior", "assistant", "time",
    "part", "full", "business", "family", "children", "young", "people", "partner", "partners", "early", "years",
    "director", "education", "council", "training", "data", "pilot", "cover", "extra", "additional", "joint",
    "district", "county", "area", "capital", "finance", "health", "review", "reviews", "annual", "plan", "plans",
    "work", "group", "board", "forum", "parent", "parents", "carer", "delivery", "needs", "need", "inclusion",
    "local", "offer", "provider", "contract",
})  # fmt: skip


def line_of_role(said: str, lines: Sequence[Resource]) -> Resource | None:
    """The one line of whose role, person or team some words speak: of no other as many of their telling words."""
    words = stems(said, _OF_MANY)
    found = [(len(words & stems(f"{line.role or ''} {line.who}", _OF_MANY)), line) for line in lines] if words else []
    most = max((count for count, _ in found), default=0)
    best = [line for count, line in found if count == most and most]
    return best[0] if len(best) == 1 else None
