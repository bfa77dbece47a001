"""Risks scored the same at three boards, while a milestone that they threaten moved away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from xl_send.compare.changes import Change, ChangeKind, ChangeSubject
from xl_send.compare.noting import Noted
from xl_send.compare.snapshots import BoardComparison
from xl_send.text import rounded, working_days
from xl_send.words import every_name
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import RiskStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme, first_by_id


class _Slip(NamedTuple):
    milestone: str
    late: int


def unmoved_scores(since: BoardComparison, before: Programme) -> Iterator[Change]:
    """Open risks whose likelihood and impact are those of two boards ago, though what they threaten has slipped since.

    Either the score is not looked at, or the risk has come true. A risk that names no milestone says nothing here.
    """
    earlier = first_by_id(before.each(Risk))
    for pair in since.pairs(Risk):
        first = earlier.get(pair.now.id)
        if first is None or any(row.status is not RiskStatus.OPEN for row in (first, *pair)):
            continue
        if any((row.likelihood, row.impact) != (first.likelihood, first.impact) for row in pair):
            continue
        slips = list(_slips(since, before, pair.now))
        if slips:
            noted = Noted(since, pair, ChangeSubject.RISK)
            yield noted.change(
                ChangeKind.SCORE_STANDS, _sentence(before, first, slips), "likelihood", "impact", first=True
            )


def _slips(since: BoardComparison, before: Programme, risk: Risk) -> Iterator[_Slip]:
    """The milestones it threatens that are later than two boards ago, the one that moved most first."""
    now = since.now.by_id(Milestone)
    found = []
    for reference in risk.threatens:
        old, new = before.milestones.get(reference.id), now.get(reference.id)
        first, last = (_day(row) if row else None for row in (old, new))
        late = since.days.between(first, last) if first and last else 0
        if late > 0:
            found.append(_Slip(reference.id, late))
    yield from sorted(found, key=lambda slip: (-slip.late, slip.milestone))


def _day(milestone: Milestone) -> date | None:
    return milestone.actual or milestone.forecast


def _sentence(before: Programme, risk: Risk, slips: list[_Slip]) -> str:
    moved = every_name([f"{slip.milestone} ({working_days(slip.late)} later)" for slip in slips])
    since = f" since {say(before.latest)}" if before.latest else ""
    scores = f"likelihood {rounded(risk.likelihood)}, impact {rounded(risk.impact)}"
    told = f"scored {rounded(risk.likelihood * risk.impact)} ({scores}) at each of three boards{since}"
    return f"{told}, while what it threatens has slipped: {moved}"
