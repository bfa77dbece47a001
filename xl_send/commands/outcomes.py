"""What a command gives back: what to print, what to say beside it, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple, Protocol, TypeVar

T = TypeVar("T")
STEPS = 10


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


class CannotRunError(Exception):
    """The product could not run at all; the message is one plain sentence that says what to do."""


class Progress(Protocol):
    """Shows long work: gives back the things it is given, one by one, under a label."""

    def __call__(self, things: Iterable[T], label: str, length: int) -> Iterator[T]:
        """Walk `length` things, showing how far the work has come."""
        ...


def quietly(things: Iterable[T], label: str, length: int) -> Iterator[T]:  # noqa: ARG001 - the quiet Progress
    """Progress that shows nothing."""
    return iter(things)


def telling(say: Callable[[str], object], inner: Progress = quietly) -> Progress:
    """Progress that says in words how far the work has come, each tenth once; `inner` is told as well."""

    def told(things: Iterable[T], label: str, length: int) -> Iterator[T]:
        shown = -1
        for number, thing in enumerate(inner(things, label, length)):
            step = number * STEPS // max(length, 1)
            if step != shown:
                shown = step
                say(f"{label.lower()}, {step * 100 // STEPS}%" if step else label.lower())
            yield thing

    return told


Run = Callable[..., Outcome]


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: `1 error`, `2 errors`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
