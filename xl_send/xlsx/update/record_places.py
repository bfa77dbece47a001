"""Where a record's cell stands among the values of a sheet, wherever rows were sorted to or put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xl_send.workbook.columns import Record, columns_by_name
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.kpis import Actual, Expectation
from xl_send.workbook.submissions import SHEETS

DEEPEST_TITLES = 20
GONE = -1
_JOINED: Mapping[type[Record], str] = {Expectation: " at ", Actual: " at ", Meeting: ", "}
_BY_TITLE = {title_key(record.SHEET.title): record for record in SHEETS}


def place_of_record(
    rows: Sequence[Sequence[object]], sheet: str, record: str, heading: str, *, was_in: int
) -> tuple[int, int] | None:
    """The row and column, counted from nought, of a record's cell under a heading; a row of -1 where it is gone.

    None where the sheet, or its row of titles, is not known. Of two rows of one id the one that it `was_in` is meant.
    """
    kind = _BY_TITLE.get(title_key(sheet))
    wanted = title_key(heading)
    for top, titles in enumerate(rows[:DEEPEST_TITLES]):
        places = {title_key(text): at for at, text in reversed(list(enumerate(titles))) if isinstance(text, str)}
        if kind is None or wanted not in places:
            continue
        keys = [places.get(title_key(columns_by_name(kind)[name].title)) for name in kind.SHEET.unique]
        keys = keys if kind in _JOINED else keys[:1]
        if not keys or None in keys:
            return None
        found = [number for number in range(top + 1, len(rows)) if _named(rows[number], keys, kind) == _plain(record)]
        return (was_in if was_in in found else found[0] if found else GONE), places[wanted]
    return None


def _named(row: Sequence[object], keys: Sequence[int | None], kind: type[Record]) -> str:
    texts = [_text(row[at]) for at in keys if at is not None]
    return _plain(_JOINED.get(kind, "").join(texts))


def _text(value: object) -> str:
    return f"{value:%d %b %Y}" if isinstance(value, date) else "" if value is None else str(value)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
