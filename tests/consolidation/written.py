"""Returns written as text (see `examples`), in memory, for tests."""

from __future__ import annotations

from examples import book, parse
from xl_send.consolidation import Return
from xl_send.reading import read_book


def returns_of(text: str, folder: str = "") -> list[Return]:
    """The returns written here, in the order of their names, as if they lay in a folder."""
    books = [book(f"{folder}{name}", sheets, set()) for name, sheets in sorted(parse(text).items())]
    return [Return(made.name, f"digest of {made.name}", made, read_book(made)) for made in books]
