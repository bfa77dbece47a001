"""Days of figures that were sorted by themselves, so that most stand beside the figure of another KPI."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import ge, le

from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.submissions import Submission

# So many KPIs, each with two figures, before an order of all their days is no accident.
FEWEST = 3


class MisplacedPeriodEnds(NamedTuple):
    """The heading of the days, how many rows there are, and of how many KPIs a day is there twice."""

    heading: Cell
    rows: int
    twice: int


def misplaced_period_ends(submission: Submission) -> MisplacedPeriodEnds | None:
    """The days of a workbook's figures, where they stand in order over all rows, whatever their KPI; else None.

    The rows of each KPI stand together then, and two KPIs and more have one day twice.
    """
    rows = submission.all(Actual)
    days = [row.period_end for row in rows]
    kpis = [kpi for kpi, _ in groupby(row.kpi for row in rows)]
    together = len(set(kpis)) == len(kpis) >= FEWEST and len(rows) >= 2 * FEWEST
    if not together or not (all(map(le, days, days[1:])) or all(map(ge, days, days[1:]))):
        return None
    days_of = Counter((row.kpi, row.period_end) for row in rows)
    twice = len({kpi for (kpi, _), number in days_of.items() if number > 1})
    return MisplacedPeriodEnds(submission.seen[Actual].heading("period_end"), len(rows), twice) if twice > 1 else None
