"""Columns of dates in which day and month may stand exchanged: told by the evidence of the whole column."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from xl_send.adoption.carrying.dates import parts_of
from xl_send.value_classes import NamedTuple
from xl_send.workbook.cells import Value
from xl_send.workbook.characters import clean

QUESTION = "day and month"
AS_THEY_ARE, MONTH_FIRST, EXCHANGED = "as they are", "month first", "exchanged"


class Suspicion(StrEnum):
    """What the dates of a column give reason to think."""

    NONE = ""
    MONTH_FIRST = "its texts are dates only when the month is read first"
    EXCHANGED = "real dates have days up to 12 alone, and texts have a second part above 12"


class Evidence(NamedTuple):
    """What a column gives reason to think, with how many real dates and how many texts speak for it."""

    suspicion: Suspicion
    real: int = 0
    texts: int = 0

    @property
    def sentence(self) -> str:
        """The evidence in words."""
        if self.suspicion is Suspicion.EXCHANGED:
            return (
                f"All {self.real} real dates have a day of 12 or less, and all {self.texts} dates left as text "
                "have a second part above 12: Excel may have read the month first. Nothing of this column was carried. "
                f"Say {EXCHANGED} to put day and month right, or {AS_THEY_ARE}."
            )
        return f"{self.texts} texts are dates only with the month first, so all are read so. Say {AS_THEY_ARE} if not."


def evidence_in(column: Sequence[Value]) -> Evidence:
    """What the dates of a column give reason to think."""
    real = [raw for raw in column if isinstance(raw, date)]
    parts = [found for raw in column if isinstance(raw, str) and (found := parts_of(clean(raw)))]
    late = [pair for pair in parts if pair[1] > 12 >= pair[0]]
    if not late or any(first > 12 for first, _ in parts):
        return Evidence(Suspicion.NONE)
    if real:
        low = all(day.day <= 12 for day in real)
        sure = low and len(late) == len(parts) and len(real) >= 2
        return Evidence(Suspicion.EXCHANGED if sure else Suspicion.NONE, len(real), len(late))
    return Evidence(Suspicion.MONTH_FIRST, 0, len(late))
