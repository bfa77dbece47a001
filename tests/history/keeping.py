"""Returns to keep in a history, from the example programme."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from changes.editing import Edit, texts, with_edits
from xl_send.history import Return
from xl_send.markdown import BookText, book_of

LATER: tuple[Edit, ...] = (("Programme", "As at", {"Value": "11 Dec 2026"}),)
SLIP: tuple[Edit, ...] = (("Milestones", "TRN-M07", {"Forecast date": "20 Jan 2027"}),)


def returns(books: Iterable[BookText] = ()) -> list[Return]:
    return [Return(book_of(one), hashlib.sha256(one.name.encode()).hexdigest()) for one in (books or texts())]


def of_one(name: str, *edits: Edit) -> list[Return]:
    """One workbook of the example, as edits make it."""
    return returns(with_edits(edits, [one for one in texts() if one.name == name]))
