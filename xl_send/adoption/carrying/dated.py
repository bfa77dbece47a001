"""Columns of dates, read day first unless a whole column speaks against that; what is expected without a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from xl_send.adoption.carrying.cells import CellReader, CellReading, Got, left
from xl_send.adoption.carrying.exchanged import AS_THEY_ARE, EXCHANGED, MONTH_FIRST, QUESTION, Suspicion, evidence_in
from xl_send.adoption.carrying.place import TablePlace
from xl_send.adoption.carrying.rows import MadeRow
from xl_send.adoption.finding.titles import Certainty
from xl_send.adoption.mapping import What
from xl_send.adoption.tracker.sheets import Hue, row_numbers
from xl_send.workbook.cells import Value

NO_FORECAST, AS_PLANNED = "no forecast", "as planned"
_LEFT = "day and month may stand exchanged: see How it was read"


def dated_reader(place: TablePlace, reading: CellReading, rows: Sequence[int]) -> CellReader | None:
    """The reading of a column in which day and month may stand exchanged; None where nothing speaks for it."""
    column = reading.read.column
    found = evidence_in([raw for row in rows if (raw := place.value(row, column.place)) is not None])
    if found.suspicion is Suspicion.NONE:
        return None
    said = place.answer(What.DATES, column.title, QUESTION)
    ours = said or (MONTH_FIRST if found.suspicion is Suspicion.MONTH_FIRST else "")
    certainty = Certainty.GIVEN if said else Certainty.ASK
    place.say(
        What.DATES, column.title, QUESTION, ours, certainty, place.cells(column.place, list(rows)), found.sentence
    )
    if ours == AS_THEY_ARE:
        return None
    month_first = CellReading(
        reading.sheet, reading.read, reading.dates._replace(month_first=True), reading.scale
    ).reader()
    if ours == MONTH_FIRST:
        return month_first
    return _exchanging(month_first) if ours == EXCHANGED else _leaving


def _leaving(raw: Value, hue: Hue | None, said: str | None) -> Got:  # noqa: ARG001 - readers share one shape
    return left(_LEFT)


def _exchanging(month_first: CellReader) -> CellReader:
    """A reading in which real dates have day and month exchanged back, and texts their month first."""

    def read(raw: Value, hue: Hue | None, said: str | None) -> Got:
        if isinstance(raw, date):
            day = plain_day(raw)
            back = date(day.year, day.day, day.month) if day.day <= 12 else day
            return Got(back, Certainty.GIVEN, "day and month exchanged back, as you said")
        return month_first(raw, hue, said)

    return read


def plain_day(raw: date) -> date:
    """The day of a date, without a time."""
    return raw.date() if isinstance(raw, datetime) else raw


def expect_as_planned(place: TablePlace, rows: Sequence[MadeRow]) -> None:
    """Ask what is expected of milestones that say neither a forecast nor an actual date; an answer fills them in."""
    dated = (made for made in rows if isinstance(made.values.get("Baseline date"), date))
    bare = [made for made in dated if not made.values.keys() & {"Forecast date", "Actual date"}]
    if not bare:
        return
    said = place.answer(What.DATES, "", NO_FORECAST)
    for made in bare if said == AS_PLANNED else ():
        made.values["Forecast date"] = made.values["Baseline date"]
    why = (
        f"{len(bare)} say neither when they are now expected nor when they were reached. "
        f"Say {AS_PLANNED} if they are expected on the date planned"
    )
    cells = f"rows {row_numbers(made.source[1] for made in bare)}"
    place.say(What.DATES, "", NO_FORECAST, said or "", Certainty.GIVEN if said else Certainty.ASK, cells, why)
