"""Verbs that carry data in from other people's workbooks."""

from __future__ import annotations

from xl_send.verbs.declaration import COMMANDS_ROOM, OUTPUT_ROOM, Argument, Command, Option, Work
from xl_send.verbs.options import FORMAT

ADOPT = Work(
    f"{COMMANDS_ROOM}.data.adopt:adopt",
    {"text": f"{OUTPUT_ROOM}.text.adopted:adopted_text", "json": f"{OUTPUT_ROOM}.text.adopted:adopted_json"},
)

ADOPTING: tuple[Command, ...] = (
    Command(
        "adopt",
        "Carry the tracker you have into a standard workbook, and say how each sheet, column and word was read.",
        (Argument("tracker"),),
        (
            Option(
                "output",
                'The workbook to write, with the mapping beside it. Default: the tracker\'s name with "adopted".',
                metavar="NEW.xlsx",
                short="o",
            ),
            Option("map", "Go by this mapping, which adopt wrote and you have corrected.", metavar="MAP.csv"),
            Option("workstream", "Everything in the tracker belongs to the workstream with this code.", metavar="CODE"),
            Option("replace", "Put the new workbook and mapping in the place of those that are there.", flag=True),
            FORMAT,
        ),
        ADOPT,
    ),
)
