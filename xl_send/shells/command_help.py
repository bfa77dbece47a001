"""Help on the command line: every verb in a sentence, or a verb with all that it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xl_send.verbs import COMMANDS, Argument, Command, Option
from xl_send.words import capital, first_few

PROGRAM = "xl-send"
_ABOUT = (
    "Checks, colours and reports SEND programme workbooks. Nothing leaves this computer but what is kept in a database "
    "that you name."
)
_ENDS = "Exit codes: 0 nothing to put right, 1 errors found, 2 could not run."
_OPTION, _WIDEST, _NARROWEST = 30, 100, 70


def help_text(words: Sequence[str], command: Command | None, columns: int) -> str:
    """The help on a verb or, without one, on all that begin with these words, on a terminal of so many columns."""
    width = max(min(columns, _WIDEST), _NARROWEST)
    return "\n".join(_of_verb(command, width) if command else _of_verbs(words, width))


def metavar_of(argument: Argument) -> str:
    """What stands for an argument."""
    return argument.name.upper() + ("..." if argument.many else "")


def option_metavar(option: Option) -> str:
    """What stands for the value of an option."""
    return "|".join(option.choices) or option.metavar


def _of_verb(command: Command, width: int) -> Iterator[str]:
    places = (metavar_of(item) if item.default is None else f"[{metavar_of(item)}]" for item in command.arguments)
    yield " ".join(["Usage:", PROGRAM, command.verb, *(["[OPTIONS]"] if command.options else []), *places])
    yield ""
    yield from _filled(command.summary, width, "  ")
    yield ""
    yield "Options:"
    rows = [(_named(option), _told(option)) for option in command.options]
    yield from _listed([*rows, ("--help", "Show this and end.")], width)


def _of_verbs(words: Sequence[str], width: int) -> Iterator[str]:
    known = [command for command in COMMANDS if command.verb.split()[: len(words)] == list(words)]
    yield " ".join(["Usage:", PROGRAM, *words, "COMMAND [OPTIONS] [ARGUMENTS]"])
    yield ""
    yield from _filled(_about(words[0], known) if words else _ABOUT, width, "  ")
    yield ""
    yield "Commands:"
    yield from _listed(_verbs(known, len(words)), width)
    yield ""
    yield "Options:"
    version = [] if words else [("--version", "Show the version and end.")]
    yield from _listed([*version, ("--help", "Show this, or with a command what it takes, and end.")], width)
    yield ""
    yield _ENDS


def _verbs(known: Iterable[Command], after: int) -> list[tuple[str, str]]:
    """The next word of each verb, with what it does; of verbs of two words the first, with what they do together."""
    by_word: dict[str, list[Command]] = {}
    for command in known:
        by_word.setdefault(command.verb.split()[after], []).append(command)
    told = {word: _about(word, found) if len(found) > 1 else found[0].summary for word, found in by_word.items()}
    return sorted(told.items())


def _about(word: str, commands: Sequence[Command]) -> str:
    return f"{capital(first_few(command.verb.split()[-1] for command in commands))} what is kept in a {word}."


def _named(option: Option) -> str:
    short = f"-{option.short}, " if option.short else ""
    return f"{short}--{option.name} {option_metavar(option)}".rstrip()


def _told(option: Option) -> str:
    return f"{option.help} Default: {option.default}." if option.choices else option.help


def _listed(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Names with what is said of each beside it; below a name that is long."""
    indent = min(max(len(name) for name, _ in rows) + 4, _OPTION)
    for name, told in rows:
        lines = list(_filled(told, width, " " * indent))
        beside = len(name) + 4 <= indent
        yield f"  {name}".ljust(indent) + lines.pop(0).strip() if beside else f"  {name}"
        yield from lines


def _filled(text: str, width: int, indent: str) -> list[str]:
    from textwrap import wrap

    return wrap(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
