"""What a verb is: its name, what it takes, what several take alike, where it is done and its result is shown."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.value_classes import NamedTuple

COMMANDS_ROOM, OUTPUT_ROOM, SHELLS_ROOM = "xl_send.commands", "xl_send.output", "xl_send.shells"


class Work(NamedTuple):
    """Where a verb is done, and where its result is written in each form it can be shown in.

    Each is `module:function`, imported only when it is asked for. Work without forms shows itself. Where it `writes`
    files in the format that is asked for, it is given that.
    """

    place: str
    forms: Mapping[str, str] = {}
    writes: bool = False


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


FINDINGS = {
    "text": f"{OUTPUT_ROOM}.text.findings:findings_text",
    "json": f"{OUTPUT_ROOM}.data.status:findings_json",
    "sarif": f"{OUTPUT_ROOM}.data.sarif:findings_sarif",
    "csv": f"{OUTPUT_ROOM}.data.csv_rows:findings_csv",
}
WORKBOOKS = Argument("workbooks", many=True)
FORMAT = Option("format", "Words for people, or JSON for programs.", ("text", "json"), "text")
FINDINGS_FORMAT = Option(
    "format",
    "Words for people; JSON, SARIF or comma-separated values for programs.",
    tuple(FINDINGS),
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
FOR_PUBLICATION = Option(
    "for-publication",
    "Leave out what would tell of few children. Without it the result is for the programme office.",
    flag=True,
)
DISCLOSURE_LOG = Option(
    "disclosure-log",
    "With --for-publication: list in this new workbook what is not shown, and why.",
    metavar="FILE.xlsx",
)
LAST_EDITION = Option(
    "last-edition",
    "With --for-publication: the returns, or the history, of what was published last, so that no difference tells.",
    metavar="OLD",
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
WORKERS = Option(
    "workers",
    "Read files by so many processes at once. Default: by the cores and the number of files, one for few.",
    metavar="N",
)
SCHEDULER = Option(
    "scheduler",
    "Read files on the Dask cluster of this scheduler, such as tcp://server:8786. It sees all that they hold.",
    metavar="ADDRESS",
)
READING = (READ_AS, WORKERS, SCHEDULER)
