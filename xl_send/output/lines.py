"""Lines as wide as a command line shows them."""

from __future__ import annotations

import textwrap

WIDTH = 100


def wrapped(text: str, first: str = "", others: str = "", *, width: int = WIDTH) -> list[str]:
    """A text in lines of a width, with what stands before the first and before the others."""
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=others)


def hanging(text: str) -> list[str]:
    """A text in lines of a list that is set in by two, those after the first further in."""
    return wrapped(text, others="    ", width=WIDTH - 2)
