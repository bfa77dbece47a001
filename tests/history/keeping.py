"""Returns to keep in a history, from the example programme."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from editing import Edit, texts, with_edits
from xl_send.history import KeptReturn
from xl_send.reading.markdown import BookText, book_of

LATER: tuple[Edit, ...] = (("Programme", "As at", {"Value": "11 Dec 2026"}),)
SLIP: tuple[Edit, ...] = (("Milestones", "TRN-M07", {"Forecast date": "20 Jan 2027"}),)


def returns(books: Iterable[BookText] = ()) -> list[KeptReturn]:
    return [KeptReturn(book_of(book), hashlib.sha256(book.name.encode()).hexdigest()) for book in (books or texts())]


def of_one(name: str, *edits: Edit) -> list[KeptReturn]:
    """One workbook of the example, as edits make it."""
    return returns(with_edits(edits, [text for text in texts() if text.name == name]))
