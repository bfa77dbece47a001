"""The one table of commands: the command line, its reference page and the ribbon are made from it."""

from __future__ import annotations

import importlib
from typing import NamedTuple

from xl_send.commands.outcomes import Outcome, Run


class Argument(NamedTuple):
    """Something a command is given by place. `many` takes one or more; a default makes it optional."""

    name: str
    many: bool = False
    default: str | None = None


class Option(NamedTuple):
    """Something a command may be given by name."""

    name: str
    help: str
    choices: tuple[str, ...] = ()
    default: str = ""
    metavar: str = ""
    flag: bool = False
    many: bool = False
    short: str = ""


class Command(NamedTuple):
    """One verb: what it does in a sentence, what it takes, and where the work is done.

    `place` is `module:function`, imported only when the command runs, so that each starts quickly.
    """

    verb: str
    summary: str
    arguments: tuple[Argument, ...]
    options: tuple[Option, ...]
    place: str

    def run(self, **given: object) -> Outcome:
        """Do the work."""
        module, _, function = self.place.partition(":")
        work: Run = getattr(importlib.import_module(module), function)
        return work(**given)


WORKBOOKS = Argument("workbooks", many=True)
FORMAT = Option("format", "Words for people, or JSON for programs.", ("text", "json"), "text")
FINDINGS_FORMAT = Option(
    "format",
    "Words for people; JSON, SARIF or comma-separated values for programs.",
    ("text", "json", "sarif", "csv"),
    "text",
)
SELECT = Option("select", "Run only this rule (MS01) or family (MS). May be given again.", metavar="RULE", many=True)
IGNORE = Option("ignore", "Leave out this rule (MS01) or family (MS). May be given again.", metavar="RULE", many=True)
AS_AT = Option("as-at", "Measure everything as at this date instead of each workbook's own.", metavar="DATE")
POLICY = Option(
    "policy", "Take thresholds and calendar from this workbook instead of the latest return.", metavar="WORKBOOK"
)
STRICT = Option("strict", "Count queries as errors in the exit code.", flag=True)

COPIES = Option(
    "output",
    "Write such copies into this folder. Default: one called checked, or status, beside each.",
    metavar="DIR",
    short="o",
)

COMMANDS: tuple[Command, ...] = (
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
        "xl_send.commands.new:new",
    ),
    Command(
        "demo",
        "Write the example programme, check and colour it, bring it together, and write its board summary.",
        (Argument("folder", default=""),),
        (),
        "xl_send.commands.new:demo",
    ),
    Command(
        "validate",
        "Say in plain English what is wrong, in which cell, and what to do.",
        (WORKBOOKS,),
        (
            FINDINGS_FORMAT,
            Option("mark", "Write copies with the Checks sheet filled; yours are not changed.", flag=True),
            COPIES,
            STRICT,
            SELECT,
            IGNORE,
            AS_AT,
            POLICY,
        ),
        "xl_send.commands.validate:validate",
    ),
    Command(
        "status",
        "Work out Red, Amber and Green with their reasons, and the roll-up.",
        (WORKBOOKS,),
        (
            FORMAT,
            Option("mark", "Write copies with the Status sheet filled; yours are not changed.", flag=True),
            COPIES,
            AS_AT,
            POLICY,
        ),
        "xl_send.commands.validate:status",
    ),
    Command(
        "conflicts",
        "Say where workstreams stand in one another's way: handovers, dates, schools, people and decisions.",
        (WORKBOOKS,),
        (
            FINDINGS_FORMAT,
            Option("graph", "Write the network itself as JSON: dates, floats, and what waits for what.", flag=True),
            STRICT,
            SELECT,
            IGNORE,
            AS_AT,
            POLICY,
        ),
        "xl_send.commands.conflicts:conflicts",
    ),
    Command(
        "explain",
        "Print the row by which an owner explains one finding on the Checks sheet. It changes no workbook.",
        (Argument("key"), WORKBOOKS),
        (
            Option("reason", "Why the finding may stand, in a sentence.", metavar="TEXT"),
            Option("by", "Whose word this is.", metavar="NAME"),
            Option("until", "The last day on which it holds. Default: for good.", metavar="DATE"),
            AS_AT,
            POLICY,
        ),
        "xl_send.commands.explain:explain",
    ),
    Command(
        "whatif",
        "Say what would change if a date slipped, a person left or something were done, before anyone agrees to it.",
        (WORKBOOKS,),
        (
            Option(
                "slip",
                "A milestone, task or handover and working days. May be given again.",
                metavar="ID=DAYS",
                many=True,
            ),
            Option(
                "remove-person",
                "A person or team as the Resources sheet names them. May be given again.",
                metavar="NAME",
                many=True,
            ),
            Option("close", "Something to suppose done or closed. May be given again.", metavar="ID", many=True),
            FORMAT,
            AS_AT,
            POLICY,
        ),
        "xl_send.commands.whatif:whatif",
    ),
    Command(
        "sequence",
        "Propose an order of what is still to come: which dates to move, how far and why. It changes no workbook.",
        (WORKBOOKS,),
        (
            Option(
                "format",
                "Words for people, JSON for programs, or a comma-separated row for each date to change.",
                ("text", "json", "csv"),
                "text",
            ),
            Option("output", "Also write a new workbook with the sheet Order.", metavar="FILE.xlsx", short="o"),
            Option("without-solver", "Use priority rules alone, also where the solver is installed.", flag=True),
            AS_AT,
            POLICY,
        ),
        "xl_send.commands.sequence:sequence",
    ),
    Command(
        "consolidate",
        "Bring a folder of returns together in one programme workbook, and say what was read, refused and why.",
        (Argument("folder"),),
        (
            Option("output", "The workbook to write.", default="programme.xlsx", metavar="PROGRAMME.xlsx", short="o"),
            Option("replace", "Put the new workbook in the place of one that is there.", flag=True),
            Option(
                "previous",
                "Say of which workstreams of this earlier programme workbook there is no return now. Default: the one "
                "that is replaced.",
                metavar="WORKBOOK",
            ),
            Option(
                "history", "Also keep the returns in this file, to be compared with at the next board.", metavar="FILE"
            ),
            FORMAT,
            AS_AT,
            POLICY,
        ),
        "xl_send.commands.consolidate:consolidate",
    ),
    Command(
        "report",
        "Write the board summary: a web page that opens in any browser, or a Word document to edit.",
        (WORKBOOKS,),
        (
            Option("html", "Write the web page. So it is unless --word is asked for.", flag=True),
            Option("word", "Write the Word document. One that is there is not written over.", flag=True),
            Option("output", "The folder to write to.", default=".", metavar="DIR", short="o"),
            Option(
                "since",
                "Also say what has changed since these earlier returns, or the last board kept in a history.",
                metavar="OLD",
            ),
            AS_AT,
            POLICY,
        ),
        "xl_send.commands.report:report",
    ),
    Command(
        "changes",
        "Say in plain English what has changed since the last board. Both are named by a workbook, folder or pattern.",
        (Argument("old", default=""), Argument("new", default="")),
        (
            Option(
                "format",
                "Words for people, JSON for programs, or a comma-separated row for each change.",
                ("text", "json", "csv"),
                "text",
            ),
            Option(
                "history",
                "Compare the last two boards kept here, or the last one with the returns named.",
                metavar="FILE",
            ),
            Option("since", "With --history: the date of the earlier board.", metavar="DATE"),
            Option("to", "With --history alone: the date of the later board.", metavar="DATE"),
            Option("trend", "With --history: the colours told at each board, side by side.", flag=True),
        ),
        "xl_send.commands.changes:changed",
    ),
    Command(
        "window",
        "Open a small window with the same buttons, for places where Excel may start no other program.",
        (),
        (),
        "xl_send.shells.window.window:window",
    ),
    Command(
        "install",
        "Put the add-in where Excel loads it from, for this user, and say line by line what works.",
        (),
        (Option("check", "Write nothing; only say what works on this computer and what does not.", flag=True),),
        "xl_send.shells.install.install:install",
    ),
    Command(
        "uninstall",
        "Take away what install put in place, and nothing else.",
        (),
        (),
        "xl_send.shells.install.install:uninstall",
    ),
)
