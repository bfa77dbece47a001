"""The one table of verbs: the command line, its reference page, the buttons and the window are made from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Work(NamedTuple):
    """Where a verb is done, and where its result is written in each form it can be shown in.

    Each is `module:function`, imported only when it is asked for. Work without forms shows itself.
    """

    place: str
    forms: Mapping[str, str] = {}


class Argument(NamedTuple):
    """Something a command is given by place. `many` takes one or more; a default makes it optional."""

    name: str
    many: bool = False
    default: str | None = None


class Option(NamedTuple):
    """Something a command may be given by name. With a flag that names other work, that is done `instead`."""

    name: str
    help: str
    choices: tuple[str, ...] = ()
    default: str = ""
    metavar: str = ""
    flag: bool = False
    many: bool = False
    short: str = ""
    instead: Work | None = None

    @property
    def field(self) -> str:
        """The name as an argument of a function."""
        return self.name.replace("-", "_")


class Command(NamedTuple):
    """One verb: what it does in a sentence, what it takes, and where the work is done and shown.

    The work takes the arguments by place and the options by name, but for `format` and `strict`, which say how its
    result is shown.
    """

    verb: str
    summary: str
    arguments: tuple[Argument, ...]
    options: tuple[Option, ...]
    work: Work


_COMMANDS, _OUTPUT, _SHELLS = "xl_send.commands", "xl_send.output", "xl_send.shells"
_FINDINGS = {
    "text": f"{_OUTPUT}.text.findings:findings_text",
    "json": f"{_OUTPUT}.data.status:findings_json",
    "sarif": f"{_OUTPUT}.data.sarif:findings_sarif",
    "csv": f"{_OUTPUT}.data.csv_rows:findings_csv",
}
VALIDATE = Work(f"{_COMMANDS}.validate:validate", _FINDINGS)
STATUS = Work(
    f"{_COMMANDS}.status:status",
    {"text": f"{_OUTPUT}.text.status:status_text", "json": f"{_OUTPUT}.data.status:status_json"},
)
CONFLICTS = Work(f"{_COMMANDS}.conflicts:conflicts", _FINDINGS)
GRAPH = Work(f"{_COMMANDS}.conflicts:graph", {"json": f"{_OUTPUT}.data.graph:graph_json"})
WHAT_IF = Work(
    f"{_COMMANDS}.whatif:whatif",
    {"text": f"{_OUTPUT}.text.whatif:whatif_text", "json": f"{_OUTPUT}.data.whatif:whatif_json"},
)
SEQUENCE = Work(
    f"{_COMMANDS}.sequence:sequence",
    {
        "text": f"{_OUTPUT}.text.sequence:sequence_text",
        "json": f"{_OUTPUT}.data.sequence:sequence_json",
        "csv": f"{_OUTPUT}.data.csv_rows:sequence_csv",
    },
)
CONSOLIDATE = Work(
    f"{_COMMANDS}.consolidate:consolidate",
    {
        "text": f"{_OUTPUT}.text.consolidated:consolidated_text",
        "json": f"{_OUTPUT}.text.consolidated:consolidated_json",
    },
)
REPORT = Work(f"{_COMMANDS}.report:report", {"text": f"{_OUTPUT}.text.files:report_text"})
CHANGES = Work(
    f"{_COMMANDS}.changes:changes",
    {
        "text": f"{_OUTPUT}.text.changes:changes_text",
        "json": f"{_OUTPUT}.data.changes:changes_json",
        "csv": f"{_OUTPUT}.data.csv_rows:changes_csv",
    },
)
TREND = Work(
    f"{_COMMANDS}.trend:trend",
    {
        "text": f"{_OUTPUT}.text.trend:trend_text",
        "json": f"{_OUTPUT}.text.trend:trend_json",
        "csv": f"{_OUTPUT}.data.csv_rows:trend_csv",
    },
)
EXPLAIN = Work(f"{_COMMANDS}.explain:explain", {"text": f"{_OUTPUT}.text.explain:explain_text"})
NEW = Work(f"{_COMMANDS}.new:new", {"text": f"{_OUTPUT}.text.files:new_text"})

WORKBOOKS = Argument("workbooks", many=True)
FORMAT = Option("format", "Words for people, or JSON for programs.", tuple(STATUS.forms), "text")
FINDINGS_FORMAT = Option(
    "format",
    "Words for people; JSON, SARIF or comma-separated values for programs.",
    tuple(VALIDATE.forms),
    "text",
)
SELECT = Option("select", "Run only this rule (MS01) or family (MS). May be given again.", metavar="RULE", many=True)
IGNORE = Option("ignore", "Leave out this rule (MS01) or family (MS). May be given again.", metavar="RULE", many=True)
AS_AT = Option("as-at", "Measure everything as at this date instead of each workbook's own.", metavar="DATE")
POLICY = Option(
    "policy",
    "Take thresholds and calendar from this workbook, not from the programme edition or what most returns share.",
    metavar="WORKBOOK",
)
STRICT = Option("strict", "Count queries as errors in the exit code.", flag=True)

READ_AS = Option(
    "as",
    'Read a sheet or column of another title as ours: "Risk register=Risks". May be given again.',
    metavar="THEIRS=OURS",
    many=True,
)

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
        NEW,
    ),
    Command(
        "demo",
        "Write the example programme, check and colour it, bring it together, and write its board summary.",
        (Argument("folder", default=""),),
        (),
        Work(f"{_SHELLS}.demo:demo"),
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
            READ_AS,
        ),
        VALIDATE,
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
            READ_AS,
        ),
        STATUS,
    ),
    Command(
        "conflicts",
        "Say where workstreams stand in one another's way: handovers, dates, schools, people and decisions.",
        (WORKBOOKS,),
        (
            FINDINGS_FORMAT,
            Option(
                "graph",
                "Write the network itself as JSON: dates, floats, and what waits for what.",
                flag=True,
                instead=GRAPH,
            ),
            STRICT,
            SELECT,
            IGNORE,
            AS_AT,
            POLICY,
            READ_AS,
        ),
        CONFLICTS,
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
        EXPLAIN,
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
            READ_AS,
        ),
        WHAT_IF,
    ),
    Command(
        "sequence",
        "Propose an order of what is still to come: which dates to move, how far and why. It changes no workbook.",
        (WORKBOOKS,),
        (
            Option(
                "format",
                "Words for people, JSON for programs, or a comma-separated row for each date to change.",
                tuple(SEQUENCE.forms),
                "text",
            ),
            Option("output", "Also write a new workbook with the sheet Order.", metavar="FILE.xlsx", short="o"),
            Option("without-solver", "Use priority rules alone, also where the solver is installed.", flag=True),
            AS_AT,
            POLICY,
            READ_AS,
        ),
        SEQUENCE,
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
            Option(
                "take",
                "Take this return although its Council or Programme is not that of the others. May be given again.",
                metavar="RETURN",
                many=True,
            ),
            FORMAT,
            AS_AT,
            POLICY,
            READ_AS,
        ),
        CONSOLIDATE,
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
            READ_AS,
        ),
        REPORT,
    ),
    Command(
        "changes",
        "Say in plain English what has changed since the last board. Both are named by a workbook, folder or pattern.",
        (Argument("old", default=""), Argument("new", default="")),
        (
            Option(
                "format",
                "Words for people, JSON for programs, or a comma-separated row for each change.",
                tuple(CHANGES.forms),
                "text",
            ),
            Option(
                "history",
                "Compare the last two boards kept here, or the last one with the returns named.",
                metavar="FILE",
            ),
            Option("since", "With --history: the date of the earlier board.", metavar="DATE"),
            Option("to", "With --history alone: the date of the later board.", metavar="DATE"),
            Option("trend", "With --history: the colours told at each board, side by side.", flag=True, instead=TREND),
            READ_AS,
        ),
        CHANGES,
    ),
    Command(
        "window",
        "Open a small window with the same buttons, for places where Excel may start no other program.",
        (),
        (),
        Work(f"{_SHELLS}.window.window:window"),
    ),
    Command(
        "install",
        "Put the add-in where Excel loads it from, for this user, and say line by line what works.",
        (),
        (Option("check", "Write nothing; only say what works on this computer and what does not.", flag=True),),
        Work(f"{_SHELLS}.install.install:install"),
    ),
    Command(
        "uninstall",
        "Take away what install put in place, and nothing else.",
        (),
        (),
        Work(f"{_SHELLS}.install.install:uninstall"),
    ),
)
