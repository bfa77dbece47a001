"""Ids that were sorted apart from their rows, so that every reference means another row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from xl_send.findings import Severity
from xl_send.frozen import NamedTuple
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Better, Measures
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, Submission

# So many contradictions may be slips of single rows; and an order that leaves a fifth of them explains them.
FEWEST, LEFT_BY_THE_RIGHT_ORDER = 5, 0.2
_STEADY = frozenset({Measures.SNAPSHOT, Measures.ROLLING})
_FOLLOW = ("CF07", "CF08", "EX02", "EX03", "EX04", "EX05", "EX06", "MQ05", "MS41", "MS42", "RF10", "RF13", "RK24",
           "RK41", "WM01", "WM02", "WM04")  # fmt: skip


@rule(
    "RF31",
    Severity.ERROR,
    "The ids do not fit their rows: {number} dependencies and expectations run backwards in time, and {left} would if "
    "the ids stood in the order of their {order}. The column may have been sorted by itself.",
    "Undo the sort, or copy the ids from the last return. Then sort whole rows only.",
    brings=dict.fromkeys(_FOLLOW, Reach.WORKBOOK),
)
def ids_sorted_apart_from_rows(programme: Programme) -> Iterator[Hit]:
    """A milestone keeps its id when its sheet is sorted.

    One column sorted by itself gives every row the id of another. What waits for it, what is expected at it and
    what threatens it then mean another milestone. It is told where another order of the same ids makes sense of
    nearly all that runs backwards, and five things or more do.

    **Fails**

    Milestones, as it lies:
    | <ID> | Workstream | Milestone | Phase | Key | Owner | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M06 | TRN | Lead appointed | Set up | Yes | Lead | 11 Dec 2026 | 11 Dec 2026 | |
    | TRN-M05 | TRN | Design agreed | Design | Yes | Lead | 8 Jan 2027 | 8 Jan 2027 | TRN-M01 |
    | TRN-M04 | TRN | Trial opened | Trial | Yes | Lead | 5 Feb 2027 | 5 Feb 2027 | TRN-M02 |
    | TRN-M03 | TRN | Trial reviewed | Trial | Yes | Lead | 5 Mar 2027 | 5 Mar 2027 | TRN-M03 |
    | TRN-M02 | TRN | Rollout agreed | Rollout | Yes | Lead | 16 Apr 2027 | 16 Apr 2027 | TRN-M04, TRN-M02 |
    | TRN-M01 | TRN | Rollout done | Rollout | Yes | Lead | 9 Jul 2027 | 9 Jul 2027 | TRN-M01 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M06 | 9 Jul 2027 | 9 Jul 2027 | TRN-M05 |
    | TRN-M05 | 16 Apr 2027 | 16 Apr 2027 | TRN-M04, TRN-M02 |
    | TRN-M04 | 5 Mar 2027 | 5 Mar 2027 | TRN-M03 |
    | TRN-M03 | 5 Feb 2027 | 5 Feb 2027 | TRN-M02 |
    | TRN-M02 | 8 Jan 2027 | 8 Jan 2027 | TRN-M01 |
    | TRN-M01 | 11 Dec 2026 | 11 Dec 2026 | |
    """
    for submission in programme.submissions:
        found = _better_order(submission)
        if found is not None:
            cell = submission.seen[Milestone].heading("id")
            yield hit(cell, number=found.now, left=found.left or "none", order=found.order)


class _Order(NamedTuple):
    """An order of the ids that makes better sense: how much runs backwards now, and how much would be left."""

    order: str
    now: int
    left: int


def _better_order(submission: Submission) -> _Order | None:
    rows = submission.all(Milestone)
    ids = [row.id for row in rows]
    if len(set(ids)) < len(ids):
        return None
    now = _backwards(submission, dict(zip(ids, rows, strict=True)))
    if now < FEWEST:
        return None
    by_day = sorted(rows, key=lambda row: row.baseline)
    orders: dict[str, Sequence[Milestone]] = {"rows": rows, "rows from the bottom up": rows[::-1], "dates": by_day}
    tried = [_Order(name, now, _backwards(submission, _given(ids, order))) for name, order in orders.items()]
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
