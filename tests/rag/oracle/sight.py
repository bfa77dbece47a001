"""What a row is measured by, for the second reading of the rules of colours (`oracle`)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from xl_send.calendar import WorkingDays
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme, Submission


class Sight(NamedTuple):
    """A programme, the workbook that a row was read from, and what its dates and figures are measured by.

    `seen` is what a row of it may rest on: its own workbook for what it earns by itself, else the whole programme.
    """

    programme: Programme
    book: Submission
    as_at: date
    thresholds: Thresholds
    calendar: tuple[CalendarEntry, ...]
    seen: Programme

    @property
    def days(self) -> WorkingDays:
        """The working days of this calendar."""
        return WorkingDays.of(self.calendar)

    def baseline_of(self, milestone: str) -> date | None:
        """The baseline date of a milestone, though other cells of its row could not be read."""
        found = self.programme.milestones.get(milestone)
        if found:
            return found.baseline
        rows = (row for book in self.programme.submissions for row in book.unread_rows if row.record is Milestone)
        days = [row.values.get("baseline") for row in rows if row.id == milestone]
        return next((day for day in days if isinstance(day, date)), None)

    def happened(self, day: date | None) -> date | None:
        """A day on which something was done; one after the as at date is not given."""
        return None if day is None or day > self.as_at else day

    def starts_later(self, code: str) -> bool:
        """Whether the workstream of this code starts after the as at date."""
        stream = self.seen.streams.get(code)
        return stream is not None and stream.starts is not None and stream.starts > self.as_at

    def out_of_play(self, row: Record) -> bool:
        """Whether the row or its workstream is paused or withdrawn."""
        code = str(getattr(row, "workstream", "") or getattr(row, "receiver", ""))
        states = (getattr(row, "state", State.ACTIVE), self.seen.state_of(code))
        return any(state is not State.ACTIVE for state in states)


def tidy(number: float) -> float:
    """A number as it is compared: to nine decimals."""
    return round(number, 9)


def worst_first(red: bool, amber: bool) -> str:
    """Red, else Amber, else Green."""
    return "Red" if red else "Amber" if amber else "Green"
