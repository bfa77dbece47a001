"""Verbs with which one starts: a blank workbook, and the example."""

from __future__ import annotations

from xl_send.verbs.declaration import COMMANDS_ROOM, OUTPUT_ROOM, SHELLS_ROOM, Argument, Command, Option, Work

NEW = Work(f"{COMMANDS_ROOM}.starting.new:new", {"text": f"{OUTPUT_ROOM}.text.files:new_text"})

STARTING: tuple[Command, ...] = (
    Command(
        "new",
        "Write a blank workbook to fill in.",
        (Argument("path"),),
        (
            Option(
                "edition",
                "The workstream edition hides the sheets that a programme office keeps; programme shows everything.",
                ("workstream", "programme"),
                "workstream",
            ),
            Option("buttons", "With macros and the SEND programme tab, as an .xlsm file.", flag=True),
        ),
        NEW,
    ),
    Command(
        "demo",
        "Write the example programme, check and colour it, bring it together, and live through a year with another.",
        (Argument("folder", default=""),),
        (Option("without-year", "Leave out the second half: six half-terms of a programme office.", flag=True),),
        Work(f"{SHELLS_ROOM}.demo:demo"),
    ),
)
