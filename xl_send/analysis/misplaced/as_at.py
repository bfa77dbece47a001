"""As at, left where the last return had it: the return then tells of days after its own."""

from __future__ import annotations

from datetime import timedelta

from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Submission

# A return is written up in the weeks after the day that it describes.
PREPARATION, AT_ONCE = timedelta(days=31), timedelta()
# One date after As at is a slip of that date; so many, on so many sheets, and As at is at fault, not they.
FEWEST_DATES, FEWEST_SHEETS = 4, 2
# So many are enough where As at is the very day of the return before this one.
FEWEST_OF_THE_LAST_DAY = 2
# Nor does a return that was left behind tell of much in the weeks before: they are many times fewer.
PERIOD, TIMES = timedelta(days=60), 2
# But so many, on so many sheets and all of the weeks after it, are hardly slips of their own, whatever came before.
MANY_DATES, MANY_SHEETS, THE_WEEKS_AFTER = 6, 3, timedelta(days=62)
# What has happened, by sheet, and how long after As at it may be dated all the same.
_HAPPENED: tuple[tuple[type[Record], str, timedelta], ...] = (
    (Milestone, "actual", AT_ONCE),
    (Milestone, "updated", PREPARATION),
    (Actual, "period_end", AT_ONCE),
    (Risk, "raised", AT_ONCE),
    (Risk, "reviewed", PREPARATION),
    (LogEntry, "raised", AT_ONCE),
    (Interdependency, "delivered", AT_ONCE),
    (Interdependency, "accepted", AT_ONCE),
)


class LeftBehind(NamedTuple):
    """An As at that was not moved on: where it stands, how many dates are of later days, and whether that is sure."""

    as_at: Cell
    dates: int
    is_sure: bool


def as_at_left_behind(submission: Submission) -> LeftBehind | None:
    """Whether a return tells of so many days after its As at that this cannot be right, or may not be."""
    as_at = submission.as_at
    if as_at is None or Cover not in submission.seen:
        return None
    happened = [
        (record, day - as_at, allowed)
        for record, name, allowed in _HAPPENED
        for row in submission.all(record)
        if (day := getattr(row, name)) and not _is_blank_figure(row)
    ]
    later = [record for record, after, allowed in happened if after > allowed]
    soon = [record for record, after, allowed in happened if allowed < after <= THE_WEEKS_AFTER]
    lately = sum(-PERIOD < after <= timedelta() for _, after, _ in happened)
    is_of_the_last = as_at == submission.cover.previous and len(later) >= FEWEST_OF_THE_LAST_DAY
    are_many = len(later) >= FEWEST_DATES and len(set(later)) >= FEWEST_SHEETS and len(later) > TIMES * lately
    are_spread = len(soon) >= MANY_DATES and len(set(soon)) >= MANY_SHEETS
    if not (is_of_the_last or are_many or are_spread):
        return None
    return LeftBehind(submission.cover.at("as_at"), len(later), is_of_the_last or are_many)


def _is_blank_figure(row: Record) -> bool:
    """Whether it is a period whose figure is still to come."""
    return isinstance(row, Actual) and row.value is None
