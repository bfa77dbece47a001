"""What a verb is: its name, what it takes, where it is done and where its result is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

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
