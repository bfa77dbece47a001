"""Excel's day numbers, and the dates they stand for."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta

from xl_send.workbook.cells import CellError, CellErrorKind

_MILLISECONDS = 86_400_000
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's time has no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
# Excel believes in 29 February 1900, its day 60: up to there its days count from a day later.
_NO_SUCH_DAY = 60
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)?(?:T?(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)Z?)?", re.ASCII)
_FRACTION = re.compile(r"\.\d+")


def moment(serial: float, *, date1904: bool) -> date | None:
    """The date a day number stands for, with its time of day if it has one; None if it has none."""
    if not -1 < serial < 3_000_000:
        return None
    day = math.floor(serial)
    milliseconds = round((serial - day) * _MILLISECONDS)
    if date1904:
        start = _EPOCH_1904
    elif day < 1 or day == _NO_SUCH_DAY:
        return None
    else:
        start = _EPOCH if day > _NO_SUCH_DAY else _EPOCH + timedelta(1)
    return _whole(start, day, milliseconds) if day >= 0 else None


def _whole(start: datetime, day: int, milliseconds: int) -> date | None:
    try:
        exact = start + timedelta(days=day, milliseconds=milliseconds)
    except OverflowError:
        return None
    return exact if milliseconds % _MILLISECONDS else exact.date()


def iso_moment(text: str) -> date | float | CellError:
    """A date written as 2026-11-13 or 2026-11-13T09:30:00; a time alone is part of a day."""
    match = _ISO.fullmatch(text.strip())
    if match is None or not (match[1] or match[2]):
        return CellError(CellErrorKind.BAD_DATE, text)
    try:
        exact = datetime.fromisoformat(f"{match[1] or '1900-01-01'}T{match[2] or '00:00'}")
    except ValueError:
        return CellError(CellErrorKind.BAD_DATE, text)
    since = exact - exact.replace(hour=0, minute=0, second=0, microsecond=0)
    if not match[1]:
        return since / timedelta(days=1)
    return exact if since else exact.date()
