"""The reference page of commands, from the table of commands."""

from __future__ import annotations

from xl_send.verbs import COMMANDS, Argument, Command, Option

_INTRODUCTION = """# Commands

Every command is `xl-send VERB` or, where the Scripts folder is not on the path,
`python -m xl_send VERB`. WORKBOOKS may be files, folders or patterns such as `returns/*.xlsx`.
Results go to standard output, everything else to standard error. Nothing is sent anywhere but to a
database that you name for a history, and no command changes a workbook that it reads.

| exit code | meaning |
| --- | --- |
| 0 | nothing to put right |
| 1 | errors found, explained ones too, or a file was refused, or something in one could not be read |
| 2 | could not run: bad arguments, no such file, not a workbook, or a place that cannot be written to |
"""


def commands_page() -> str:
    """The page in Markdown."""
    return "\n".join([_INTRODUCTION, *map(_section, COMMANDS)])


def _section(command: Command) -> str:
    usage = " ".join(["xl-send", command.verb, *map(_argument, command.arguments), *map(_usage, command.options)])
    lines = [f"## {command.verb}", "", command.summary, "", f"    {usage}", ""]
    if command.options:
        lines += ["| option | what it does |", "| --- | --- |", *map(_row, command.options), ""]
    return "\n".join(lines)


def _argument(argument: Argument) -> str:
    name = argument.name.upper() + ("..." if argument.many else "")
    return name if argument.default is None else f"[{name}]"


def _value(option: Option, joiner: str) -> str:
    return joiner.join(option.choices) or option.metavar


def _usage(option: Option) -> str:
    value = _value(option, "|")
    return f"[--{option.name}{f' {value}' if value else ''}]"


def _row(option: Option) -> str:
    value = _value(option, " or ")
    names = f"`--{option.name}{f' {value}' if value else ''}`"
    short = f", `-{option.short}`" if option.short else ""
    default = f" Default: {option.default}." if option.choices else ""
    return f"| {names}{short} | {option.help}{default} |"
