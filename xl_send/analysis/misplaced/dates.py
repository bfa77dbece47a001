"""Date columns of Milestones that seem to have been sorted apart from their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Submission

# Milestones seldom move so far, and then not many at once in both ways.
FAR = 120
FEWEST, LEFT_BY_THE_RIGHT_ORDER = 5, 0.2
# Columns, each with those against which it is held: where each milestone stands by them.
_HELD = (("baseline", ("actual", "forecast")), ("forecast", ("baseline",)), ("actual", ("baseline",)))


class MisplacedDates(NamedTuple):
    """A column whose days fit better in another order: in how many rows they are far off now, and would be.

    `heading` is where its title stands; `backwards` how many dependencies run backwards in time by it.
    """

    column: str
    heading: Cell
    now: int
    left: int
    backwards: int


def misplaced_dates(submission: Submission) -> MisplacedDates | None:
    """The column of dates that was sorted by itself, if one seems to have been.

    One column out of order puts the others out with it: it is the one in which most runs backwards.
    """
    found = [order for name, held in _HELD if (order := _better_order(submission, name, held))]
    return max(found, key=lambda order: (order.backwards, order.now)) if found else None


def _better_order(submission: Submission, column: str, held: Sequence[str]) -> MisplacedDates | None:
    rows = [
        (day, beside)
        for row in submission.all(Milestone)
        if (day := getattr(row, column)) and (beside := _beside(row, held))
    ]
    off = [(day - beside).days for day, beside in rows]
    far = [days for days in off if abs(days) > FAR]
    if len(far) < FEWEST or min(far) > 0 or max(far) < 0:
        return None
    best = zip(sorted(day for day, _ in rows), sorted(beside for _, beside in rows), strict=True)
    left = sum(abs((day - beside).days) > FAR for day, beside in best)
    if left > LEFT_BY_THE_RIGHT_ORDER * len(far):
        return None
    heading = submission.seen[Milestone].heading(column)
    return MisplacedDates(heading.column, heading, len(far), left, _backwards(submission.all(Milestone), column))


def _beside(row: Milestone, held: Sequence[str]) -> date | None:
    return next((day for name in held if (day := getattr(row, name))), None)


def _backwards(rows: Sequence[Milestone], column: str) -> int:
    """How many dependencies run backwards in time by one column."""
    days: Mapping[str, date] = {row.id: day for row in rows if (day := getattr(row, column))}
    return sum(
        days[wait.id] > days[row.id] for row in rows for wait in row.depends_on if row.id in days and wait.id in days
    )
