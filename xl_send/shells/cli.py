"""The command line, made from the table of commands."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from xl_send.errors import Error, without_passwords
from xl_send.shells.arguments import read_arguments
from xl_send.shells.crash_message import crash_message
from xl_send.shells.outcome import ExitCode, outcome_of
from xl_send.shells.streams import STOPPED, ready_streams, told_nowhere
from xl_send.verbs import Command

T = TypeVar("T")
# Characters that move a terminal's cursor or change its colours; a text may hold tabs and ends of lines.
_MOVES = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160)], "\ufffd")


def show_progress(things: Iterable[T], label: str, length: int) -> Iterator[T]:
    """How far it has come, on one line of a terminal that is blank again in the end; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield from things
        return
    told = ""
    try:
        for done, thing in enumerate(things):
            told = f"{label}: {done:,} of {length:,}" if length > 1 else f"{label} ..."
            sys.stderr.write(f"\r{told}")
            sys.stderr.flush()
            yield thing
    finally:
        sys.stderr.write(f"\r{' ' * len(told)}\r")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the product; the exit code. What could not run is told in one sentence, never a traceback."""
    # What is read lives until the end and holds no cycles: collecting it again and again finds nothing.
    collecting = gc.isenabled()
    gc.disable()
    try:
        with ready_streams():
            return _run(sys.argv[1:] if arguments is None else arguments)
    finally:
        # Whoever calls this from a program of their own goes on after it.
        (gc.enable if collecting else gc.disable)()


def _run(words: Sequence[str]) -> int:
    try:
        return int(_done(words))
    except Error as error:
        # What was typed may be quoted in it.
        _say_beside(without_passwords(str(error)))
    except KeyboardInterrupt:
        _say_beside(STOPPED)
    except OSError as error:
        # What the work itself meets is told by it: this is of where the result goes.
        if not told_nowhere(error):
            _say_beside(crash_message(error, "the command you gave"))
    except Exception as error:  # noqa: BLE001 - an officer is told in a sentence, whatever went wrong inside
        _say_beside(crash_message(error, "the command you gave"))
    return int(ExitCode.COULD_NOT_RUN)


def _done(words: Sequence[str]) -> ExitCode:
    """Do what was asked for, and say what came of it."""
    if list(words[:1]) == ["--version"]:
        _told(_version())
        return ExitCode.NOTHING_TO_PUT_RIGHT
    typed = read_arguments(words)
    if typed.command is None or typed.asks_for_help:
        _told(_help(typed.words, typed.command))
        return ExitCode.NOTHING_TO_PUT_RIGHT if typed.asks_for_help else ExitCode.COULD_NOT_RUN
    outcome = outcome_of(typed.command, typed.given, show_progress)
    for note in outcome.notes:
        _say_beside(note)
    _told(outcome.output)
    return outcome.ending


def _told(text: str) -> None:
    sys.stdout.write(f"{text.translate(_MOVES)}\n")
    sys.stdout.flush()


def _say_beside(text: str) -> None:
    sys.stderr.write(f"{text.translate(_MOVES)}\n")
    sys.stderr.flush()


def _help(words: Sequence[str], command: Command | None) -> str:
    from shutil import get_terminal_size

    from xl_send.shells.command_help import help_text

    return help_text(words, command, get_terminal_size().columns)


def _version() -> str:
    from xl_send import __version__

    return f"xl-send {__version__}"
