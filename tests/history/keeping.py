"""Returns to keep in a history, from the example programme."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable

from editing import Edit, texts, with_edits
from examples import book, parse
from statuses import table
from xl_send.history import History, KeptReturn
from xl_send.reading.markdown import BookText, book_of
from xl_send.workbook.sheets.milestones import Milestone

LATER: tuple[Edit, ...] = (("Programme", "As at", {"Value": "11 Dec 2026"}),)
SLIP: tuple[Edit, ...] = (("Milestones", "TRN-M07", {"Forecast date": "20 Jan 2027"}),)


def returns(books: Iterable[BookText] = ()) -> list[KeptReturn]:
    return [KeptReturn(book_of(book), hashlib.sha256(book.name.encode()).hexdigest()) for book in (books or texts())]


def of_one(name: str, *edits: Edit) -> list[KeptReturn]:
    """One workbook of the example, as edits make it."""
    return returns(with_edits(edits, [text for text in texts() if text.name == name]))


def small(as_at: str = "13 Nov 2026", code: str = "TRN", council: str = "Exampleshire") -> list[KeptReturn]:
    """One workbook of one milestone."""
    text = table("Programme", {"As at": as_at, "Council": council, "Programme": "SEND improvement"})
    text += table("Workstreams", {"Code": code}) + table("Milestones", {"ID": f"{code}-M01", "Workstream": code})
    return [KeptReturn(book(f"{code}.xlsx", sheets, set()), "0") for sheets in parse(text).values()]


def contents(name: str | os.PathLike[str]) -> object:
    """All that a history gives: its periods, their rows with what they say, and their colours."""
    history = History.at(name)
    return [
        (
            period,
            [(row.id, row.forecast, row.name) for row in history.load(period).each(Milestone)],
            dict(history.colours(period)),
        )
        for period in history.periods()
    ]
