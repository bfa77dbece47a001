"""The command line, made from the table of commands."""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from xl_send.errors import Error, without_passwords
from xl_send.shells.crash_message import crash_message
from xl_send.shells.outcome import ExitCode, outcome_of
from xl_send.shells.streams import STOPPED, ready_streams, told_nowhere
from xl_send.verbs import COMMANDS, Argument, Command, Option
from xl_send.words import first_few

T = TypeVar("T")
# Characters that move a terminal's cursor or change its colours; a text may hold tabs and ends of lines.
_MOVES = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160)], "\ufffd")


def show_progress(things: Iterable[T], label: str, length: int) -> Iterator[T]:
    """A bar on a terminal, and nothing in a pipe."""
    if not sys.stderr.isatty():
        yield from things
        return
    with click.progressbar(things, length=length, label=label, file=sys.stderr) as bar:
        yield from bar


def _not_blank(context: click.Context, asked: click.Parameter, given: Any) -> Any:  # noqa: ANN401 - whatever click read
    """What was given, which must be something: a blank is a slip, and would pass for nothing having been asked."""
    typed = context.get_parameter_source(asked.name or "") is ParameterSource.COMMANDLINE
    if typed and any(not each.strip() for each in (given if isinstance(given, tuple) else (given,))):
        metavar = asked.make_metavar(context).strip("[].")
        option = asked.opts[0] if isinstance(asked, click.Option) else ""
        message = f"{option} was given nothing. Write {option} {metavar}, or leave it out."
        raise click.UsageError(message if option else f"{metavar} was given as nothing. Name it.", context)
    return given


def _argument(argument: Argument) -> click.Argument:
    required = argument.default is None
    return click.Argument(
        [argument.name],
        callback=_not_blank,
        nargs=-1 if argument.many else 1,
        required=required,
        default=None if required else () if argument.many else "",
    )


def _option(option: Option) -> click.Option:
    names = [f"--{option.name}", *([f"-{option.short}"] if option.short else [])]
    if option.flag:
        return click.Option(names, is_flag=True, help=option.help)
    if option.many:
        return click.Option(names, multiple=True, help=option.help, metavar=option.metavar, callback=_not_blank)
    kind = click.Choice(option.choices) if option.choices else click.STRING
    shown = bool(option.choices)
    return click.Option(
        names,
        type=kind,
        default=option.default,
        show_default=shown,
        help=option.help,
        metavar=option.metavar or None,
        callback=_not_blank,
    )


def _verb(command: Command) -> click.Command:
    def act(**given: Any) -> None:  # noqa: ANN401 - click gives what the table declares
        outcome = outcome_of(command, given, show_progress)
        for note in outcome.notes:
            click.echo(note.translate(_MOVES), err=True)
        click.echo(outcome.output.translate(_MOVES))
        sys.stdout.flush()
        click.get_current_context().exit(int(outcome.ending))

    parameters: list[click.Parameter] = [_argument(argument) for argument in command.arguments]
    parameters += [_option(option) for option in command.options]
    return click.Command(command.verb.rpartition(" ")[2], params=parameters, callback=act, help=command.summary)


def _group(name: str, commands: Sequence[Command]) -> click.Group:
    """Verbs of two words, in a group of the first."""
    group = click.Group(name)
    for command in commands:
        group.add_command(_verb(command))
    group.help = f"{first_few(group.commands).capitalize()} what is kept in a {name}."
    return group


class _Verbs(click.Group):
    """The verbs of the table, each made only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return sorted({command.verb.partition(" ")[0] for command in COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        named = [command for command in COMMANDS if command.verb.partition(" ")[0] == cmd_name]
        if not named:
            return None
        return _group(cmd_name, named) if named[0].verb != cmd_name else _verb(named[0])


def program() -> click.Group:
    """Every verb of the product as one program."""
    group = _Verbs(
        "xl-send",
        help="Checks, colours and reports SEND programme workbooks. Nothing leaves this computer but what is kept in a "
        "database that you name.",
        epilog="Exit codes: 0 nothing to put right, 1 errors found, 2 could not run.",
    )
    return click.version_option(package_name="xl_send", prog_name="xl-send")(group)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the product; the exit code. What could not run is told in one sentence, never a traceback."""
    # What is read lives until the end and holds no cycles: collecting it again and again finds nothing.
    collecting = gc.isenabled()
    gc.disable()
    try:
        with ready_streams():
            return _run(arguments)
    finally:
        # Whoever calls this from a program of their own goes on after it.
        (gc.enable if collecting else gc.disable)()


def _run(arguments: Sequence[str] | None) -> int:
    try:
        ended = program().main(args=arguments, prog_name="xl-send", standalone_mode=False)
    except Error as error:
        click.echo(str(error), err=True)
        return int(ExitCode.COULD_NOT_RUN)
    except click.ClickException as error:
        said = io.StringIO()
        error.show(said)
        click.echo(without_passwords(said.getvalue()), err=True, nl=False)
        return int(ExitCode.COULD_NOT_RUN)
    except (click.Abort, KeyboardInterrupt):
        click.echo(STOPPED, err=True)
        return int(ExitCode.COULD_NOT_RUN)
    except OSError as error:
        # What the work itself meets is told by it: this is of where the result goes.
        if not told_nowhere(error):
            click.echo(crash_message(error, "the command you gave"), err=True)
        return int(ExitCode.COULD_NOT_RUN)
    except Exception as error:  # noqa: BLE001 - an officer is told in a sentence, whatever went wrong inside
        click.echo(crash_message(error, "the command you gave"), err=True)
        return int(ExitCode.COULD_NOT_RUN)
    return int(ended) if isinstance(ended, int) else int(ExitCode.NOTHING_TO_PUT_RIGHT)
