"""A verb of the table done and shown: the text, what goes beside it, and how it ended."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from enum import IntEnum
from typing import Any, cast

from xl_send.commands.result import Result
from xl_send.errors import CannotRunError
from xl_send.progress import Progress, quietly
from xl_send.reading.headers import titles_given
from xl_send.value_classes import NamedTuple
from xl_send.verbs import Command, Work
from xl_send.words import first_few
from xl_send.workbook.names import read_as
from xl_send.workers import reading_with


class ExitCode(IntEnum):
    """Exit codes, as documented: errors found is not the same as could not run."""

    NOTHING_TO_PUT_RIGHT = 0
    ERRORS_FOUND = 1
    COULD_NOT_RUN = 2


class Outcome(NamedTuple):
    """`output` is the result, for standard output; `notes` are for standard error."""

    output: str
    ending: ExitCode = ExitCode.NOTHING_TO_PUT_RIGHT
    notes: tuple[str, ...] = ()


def outcome_of(command: Command, given: Mapping[str, Any], progress: Progress = quietly) -> Outcome:
    """Do what a command line asks, given what the table declares by name.

    Raises `CannotRunError` for a form that the result cannot be shown in, before any work is done.
    """
    options = dict(given)
    work = command.work
    for option in command.options:
        if option.instead and options.pop(option.field, False):
            work = option.instead
    form, strict = options.pop("format", "text"), bool(options.pop("strict", False))
    if work.writes:
        options["format"], form = form, "text"
    show = _form(command, work, form)
    places = [options.pop(argument.name) for argument in command.arguments]
    titles = options.pop("as", ())
    by, scheduler = (str(options.pop(name, "")) for name in ("workers", "scheduler"))
    with read_as(titles_given(titles)) if titles else nullcontext(), reading_with(by, scheduler=scheduler):
        result = _at(work.place)(*places, **options, progress=progress)
    if isinstance(result, Outcome):
        return result
    found = cast("Result", result)
    ending = ExitCode.ERRORS_FOUND if found.errors_found(strict=strict) else ExitCode.NOTHING_TO_PUT_RIGHT
    beside = found.left_out if form == "csv" else ()
    output = str(_at(show)(found))
    # What a person reads in the words themselves is not told beside them once more.
    said = " ".join(output.split()) if form == "text" else ""
    notes = [note for note in (*beside, *found.notes) if " ".join(note.split()) not in said]
    return Outcome(output, ending, tuple(dict.fromkeys(notes)))


def _form(command: Command, work: Work, form: str) -> str:
    """Where a form is written. What has no words of its own is written in its first form instead."""
    if form in work.forms or not work.forms:
        return work.forms.get(form, "")
    if form == "text":
        return next(iter(work.forms.values()))
    flag = next(option.name for option in command.options if option.instead is work)
    forms = first_few(name.upper() for name in work.forms)
    message = f"With --{flag} the result is written as {forms}, not as {form}. Leave out --format, or --{flag}."
    raise CannotRunError(message)


def _at(place: str) -> Callable[..., object]:
    """The function at `module:function`, imported only now, so that each command starts quickly."""
    module, _, function = place.partition(":")
    found: Callable[..., object] = getattr(importlib.import_module(module), function)
    return found
