"""Figures and expectations of a KPI that is not there: by a slip of one id they may be of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from xl_send.workbook.ids import code_of
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets_seen import UnreadRow
from xl_send.workbook.submissions import Programme, Submission


def stray_rows(programme: Programme, submission: Submission) -> Iterator[UnreadRow]:
    """The rows of a workbook that alone name a KPI which none of its own is, as rows of which that is not known.

    Several rows that name one are of a KPI that was left out, or whose own id was mistyped.
    """
    if not submission.whole(Kpi):
        return
    rows: list[Actual | Expectation] = [*submission.all(Actual), *submission.all(Expectation)]
    known = programme.ids[Kpi]
    strays = [row for row in rows if row.kpi not in known and code_of(row.kpi) in submission.codes]
    numbers = Counter(row.kpi for row in strays)
    for row in strays:
        if numbers[row.kpi] == 1:
            names = ("period_end",) if isinstance(row, Actual) else ("milestone", "measured_on")
            values = {name: value for name in names if (value := getattr(row, name)) is not None}
            why = f"its KPI, {row.kpi}, does not exist"
            yield UnreadRow(type(row), row.table, row.row, why=why, values=values)
