"""The ribbon as it is once every planned command exists and the macros answer every action."""

from __future__ import annotations

from xl_send.verbs import Command, Option, Work

ALL_ACTIONS = {
    "validate", "next", "explain", "clear", "status", "why", "conflicts", "sequence", "whatif", "report-word", "report",
    "consolidate", "adopt", "guide", "about",
}  # fmt: skip
EVERYTHING = tuple(
    Command(verb, f"What {verb} does.", (), (Option("word", "As Word."),), Work("nowhere:nothing"))
    for verb in ("validate", "status", "conflicts", "sequence", "whatif", "report", "consolidate", "adopt")
)
