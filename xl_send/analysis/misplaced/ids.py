"""Ids of milestones that seem to have been sorted apart from their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.choices import Better, Measures
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Submission

# So many contradictions may be slips of single rows; and an order that leaves a fifth of them explains them.
FEWEST, LEFT_BY_THE_RIGHT_ORDER = 5, 0.2
_STEADY = frozenset({Measures.SNAPSHOT, Measures.ROLLING})


class MisplacedIds(NamedTuple):
    """An order of the ids that makes better sense: how much runs backwards now, and how much would be left.

    `heading` is where the title of the column stands.
    """

    order: str
    heading: Cell
    now: int
    left: int


def misplaced_ids(submission: Submission) -> MisplacedIds | None:
    """The order of the ids that makes sense of what runs backwards in time where they stand."""
    rows = submission.all(Milestone)
    ids = [row.id for row in rows]
    if len(set(ids)) < len(ids):
        return None
    now = _backwards(submission, dict(zip(ids, rows, strict=True)))
    if now < FEWEST:
        return None
    by_day = sorted(rows, key=lambda row: row.baseline)
    orders: dict[str, Sequence[Milestone]] = {"rows": rows, "rows from the bottom up": rows[::-1], "dates": by_day}
    heading = submission.seen[Milestone].heading("id")
    tried = [
        MisplacedIds(name, heading, now, _backwards(submission, _given(ids, order))) for name, order in orders.items()
    ]
    best = min(tried, key=lambda item: item.left)
    return best if best.left <= LEFT_BY_THE_RIGHT_ORDER * now else None


def _given(ids: Sequence[str], rows: Sequence[Milestone]) -> Mapping[str, Milestone]:
    """Rows by the id that each would have, were the ids in their own order down these rows."""
    return dict(zip(sorted(ids, key=lambda item: (len(item), item)), rows, strict=True))


def _backwards(submission: Submission, by_id: Mapping[str, Milestone]) -> int:
    """How many dependencies and expectations run backwards in time, were these the rows of the ids."""
    own = {id(row): name for name, row in by_id.items()}
    days = {name: row.baseline for name, row in by_id.items()}
    waits = sum(
        wait.id == own[id(row)] or days[wait.id] > row.baseline
        for row in by_id.values()
        for wait in row.depends_on
        if wait.id in days
    )
    return waits + _expected_backwards(submission, days)


def _expected_backwards(submission: Submission, days: Mapping[str, date]) -> int:
    by_kpi: dict[str, list[tuple[date, float]]] = {}
    for expectation in submission.all(Expectation):
        if expectation.milestone in days and expectation.measured_on is None:
            by_kpi.setdefault(expectation.kpi, []).append((days[expectation.milestone], expectation.expected))
    found = 0
    for kpi in submission.all(Kpi):
        expected = sorted(by_kpi.get(kpi.id, ()))
        found += sum(kpi.baseline_date is not None and day < kpi.baseline_date for day, _ in expected)
        if kpi.measures in _STEADY and kpi.better in {Better.HIGHER, Better.LOWER}:
            sign = 1 if kpi.better is Better.HIGHER else -1
            found += sum(sign * now < sign * before for (_, before), (_, now) in pairwise(expected))
    return found
