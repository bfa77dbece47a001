"""Closure days, worked out from the Calendar as it stands, so that formulas count them as soon as they are typed."""

from __future__ import annotations

from xl_send.excel.formulas.syntax import Whole, smallest, unless_error, when, word
from xl_send.model.choices import CalendarKind
from xl_send.model.governance import CalendarEntry

CALENDAR = Whole(CalendarEntry)
# A Sunday: a day that is a holiday anyhow, for cells that have no closure day to show.
NO_DAY = 1
# Later than any date that a cell can hold.
FAR_OFF = 9_000_000


def next_closure(before: str) -> str:
    """The first closure day after another. An entry that ends before it starts is passed over."""
    starts, ends = CALENDAR["starts"], CALENDAR["ends"]
    day = f"({starts}+{before}+1+ABS({starts}-{before}-1))/2"
    closure = f"({CALENDAR['kind']}={word(CalendarKind.CLOSURE)})"
    return unless_error(smallest(day, f"{closure}*({ends}>{before})*({starts}<={ends})"), str(FAR_OFF))


def non_working(closure: str, holidays: str) -> str:
    """A closure day, unless there is none or it is a bank holiday as well, so that none counts twice."""
    return when(f"OR({closure}>={FAR_OFF},COUNTIF({holidays},{closure})>0)", str(NO_DAY), closure)
