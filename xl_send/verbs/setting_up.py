"""Verbs with which one starts: a blank workbook, other people's workbooks carried over, and the installation."""

from __future__ import annotations

from xl_send.verbs.declaration import COMMANDS_ROOM, FORMAT, OUTPUT_ROOM, SHELLS_ROOM, Argument, Command, Option, Work

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


INSTALLING: tuple[Command, ...] = (
    Command(
        "window",
        "Open a small window with the same buttons, for places where Excel may start no other program.",
        (),
        (),
        Work(f"{SHELLS_ROOM}.window.window:window"),
    ),
    Command(
        "install",
        "Put the add-in where Excel loads it from, for this user, and say line by line what works.",
        (),
        (Option("check", "Write nothing; only say what works on this computer and what does not.", flag=True),),
        Work(f"{SHELLS_ROOM}.install.install:install"),
    ),
    Command(
        "uninstall",
        "Take away what install put in place, and nothing else.",
        (),
        (),
        Work(f"{SHELLS_ROOM}.install.install:uninstall"),
    ),
)
