"""How far long work has come, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
STEPS = 10


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
