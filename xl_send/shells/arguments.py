"""What was typed after the program's name: a verb with what it is given, or a question for help."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence

from xl_send.errors import CannotRunError
from xl_send.shells.command_help import PROGRAM, metavar_of, option_metavar
from xl_send.value_classes import NamedTuple
from xl_send.verbs import COMMANDS, Argument, Command, Option
from xl_send.words import did_you_mean, first_few

HELP = frozenset({"--help", "-h"})


class Typed(NamedTuple):
    """A command line: the verb, if one is named in full, and what is given to it by the names of the table.

    Without a verb, or where it `asks_for_help`, `words` are those of which help is to be shown.
    """

    words: Sequence[str]
    command: Command | None = None
    given: Mapping[str, object] = {}
    asks_for_help: bool = False


def read_arguments(words: Sequence[str]) -> Typed:
    """What was typed. Raises `CannotRunError`, which says what to type, for what no verb takes."""
    named = _verb_named(words)
    command = next((item for item in COMMANDS if item.verb.split() == named), None)
    rest = words[len(named) :]
    asks = bool(HELP & set(rest[: rest.index("--") if "--" in rest else len(rest)]))
    if command is None or asks:
        return Typed(named, command, asks_for_help=asks)
    return Typed(named, command, _given(command, rest))


def _verb_named(words: Sequence[str]) -> list[str]:
    """As many of the first words as are a verb, or begin one of two words."""
    named: list[str] = []
    known = [command.verb.split() for command in COMMANDS]
    for word in words:
        longer = {verb[len(named)] for verb in known if verb[: len(named)] == named and len(verb) > len(named)}
        if not longer or (word.startswith("-") and word in HELP):
            break
        if word not in longer:
            after = " ".join([PROGRAM, *named])
            what = f"{after} has no option {word}" if word.startswith("-") else f"There is no command {word}"
            message = f"{what}. {did_you_mean(word, longer)}See what there is with {after} --help."
            raise CannotRunError(message)
        named.append(word)
    return named


def _given(command: Command, words: Sequence[str]) -> dict[str, object]:
    """What a verb is given, with the default of whatever is not."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    for option in command.options:
        _add(parser, option)
    try:
        known, rest = parser.parse_known_args(list(words))
    except argparse.ArgumentError as error:
        raise _wrong_value(command, error) from error
    by_name = {option.field: _option_given(option, getattr(known, option.field)) for option in command.options}
    return {**_by_place(command, _places(command, rest)), **by_name}


def _add(parser: argparse.ArgumentParser, option: Option) -> None:
    names = [f"--{option.name}", *([f"-{option.short}"] if option.short else [])]
    if option.flag:
        parser.add_argument(*names, dest=option.field, action="store_true")
    elif option.many:
        parser.add_argument(*names, dest=option.field, action="append")
    else:
        parser.add_argument(*names, dest=option.field)


def _option_given(option: Option, value: bool | str | list[str] | None) -> object:
    """The value of an option, or its default. Raises `CannotRunError` for a blank, and for what is no choice of it."""
    if value is None:
        return () if option.many else option.default
    if isinstance(value, bool):
        return value
    values = value if isinstance(value, list) else [value]
    if not all(each.strip() for each in values):
        raise _nothing(option)
    if option.choices and values[0] not in option.choices:
        choices = first_few(option.choices, "or")
        message = f"--{option.name} cannot be {values[0]}. {did_you_mean(values[0], option.choices)}Write {choices}."
        raise CannotRunError(message)
    return tuple(values) if option.many else values[0]


def _wrong_value(command: Command, error: argparse.ArgumentError) -> CannotRunError:
    """An option without its value, or a value for one that takes none."""
    names = set((error.argument_name or "").split("/"))
    option = next(item for item in command.options if f"--{item.name}" in names)
    return CannotRunError(f"--{option.name} takes no value. Leave it out.") if option.flag else _nothing(option)


def _nothing(option: Option) -> CannotRunError:
    """A blank is a slip, and would pass for nothing having been asked."""
    name = f"--{option.name}"
    return CannotRunError(f"{name} was given nothing. Write {name} {option_metavar(option)}, or leave {name} out.")


def _places(command: Command, rest: Sequence[str]) -> Iterator[str]:
    """What is given by place. Raises `CannotRunError` for an option that the verb does not have."""
    options = True
    for word in rest:
        if options and word == "--":
            options = False
        elif options and word.startswith("-") and word != "-":
            name, known = word.partition("=")[0], [f"--{option.name}" for option in command.options]
            verb = f"{PROGRAM} {command.verb}"
            message = f"{verb} has no option {name}. {did_you_mean(name, known)}See what there is with {verb} --help."
            raise CannotRunError(message)
        else:
            yield word


def _by_place(command: Command, words: Iterator[str]) -> dict[str, object]:
    """What is given by place, by name. Raises `CannotRunError` where some lacks, is blank or is more than is taken."""
    left, found = list(words), dict[str, object]()
    for argument in command.arguments:
        count = len(left) if argument.many else 1
        taken, left = left[:count], left[count:]
        if not taken and argument.default is None:
            message = f"{argument.name.upper()} is missing. Write: {PROGRAM} {command.verb} {_usage(command)}"
            raise CannotRunError(message)
        if any(not word.strip() for word in taken):
            message = f"{argument.name.upper()} was given as nothing. Name it."
            raise CannotRunError(message)
        found[argument.name] = tuple(taken) if argument.many else taken[0] if taken else argument.default
    if left:
        verb = f"{PROGRAM} {command.verb}"
        takes = f"{verb} {_usage(command)}" if command.arguments else f"{verb} alone"
        message = f"{left[0]} is one more than {verb} takes. Write {takes}."
        raise CannotRunError(message)
    return found


def _usage(command: Command) -> str:
    return " ".join(map(_shown, command.arguments))


def _shown(argument: Argument) -> str:
    return metavar_of(argument) if argument.default is None else f"[{metavar_of(argument)}]"
