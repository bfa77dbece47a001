"""Titles that a person says are ours: `--as "Risk register=Risks"` reads that sheet as Risks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xl_send.errors import CannotRunError
from xl_send.words import did_you_mean
from xl_send.workbook.columns import columns_of
from xl_send.workbook.submissions import SHEETS
from xl_send.workbook.titles import title_key


def titles_given(named: Sequence[str]) -> Mapping[str, str]:
    """Theirs and ours, as given. Raises `CannotRunError` for what is not such a pair, or no title of ours."""
    ours = {title_key(record.SHEET.title): record.SHEET.title for record in SHEETS}
    ours |= {title_key(column.title): column.title for record in SHEETS for column in columns_of(record)}
    found: dict[str, str] = {}
    for item in named:
        theirs, equals, title = (part.strip() for part in item.partition("="))
        if not (theirs and equals and title):
            message = f'--as takes two titles, theirs and ours: --as "Risk register=Risks". It was given {item}.'
            raise CannotRunError(message)
        if title_key(title) not in ours:
            meant = did_you_mean(title, list(ours.values()))
            message = f"No sheet or column of the workbook is called {title}. {meant}"
            raise CannotRunError(message.strip())
        found[theirs] = title
    return found
