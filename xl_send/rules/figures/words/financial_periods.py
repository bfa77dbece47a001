"""Periods of the financial year that notes of figures name, against the days that the figures are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.findings import Cell, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.days import FULL_MONTHS
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme, Submission

_PERIOD = Pattern(r"(?i)\b(?:(?:financial )?period |per\.? ?|P)0?(1[0-2]|[1-9])\b(?! ?(?:of|to|-|\u2013|/) ?\d)")
_MONTHS, _APRIL = 12, 4


@rule(
    "AC61",
    Severity.QUERY,
    '{column} says "{words}", which is {month}, but the figure is for {day}.',
    "Correct the words or Period end: one of them was left from another month.",
)
def note_of_another_period(programme: Programme) -> Iterator[Hit]:
    """The period that the Note of a figure, or the commentary on the latest, names is the month that it is for.

    Councils number the months of their year from April. Asked where another text of the workbook agrees with that, and
    none but this one does not.

    **Fails**

    Actuals:
    | KPI | Period end | Note |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | Ledger at period 6 |
    | TRN-K01 | 31 Oct 2026 | <Ledger at period 6> |

    **Fails**

    KPIs:
    | ID | Commentary |
    | --- | --- |
    | TRN-K01 | At period 7, £3.6m. |

    Actuals:
    | KPI | Period end | Note |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | |
    | TRN-K01 | 31 Oct 2026 | <P6> |

    **Passes**

    Actuals:
    | KPI | Period end | Note |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | Ledger at P6 |
    | TRN-K01 | 31 Oct 2026 | Ledger at period 7; period 6 corrected |
    | TRN-K02 | 31 Oct 2026 | Ledger at period 7 |

    **Passes**

    Actuals:
    | KPI | Period end | Note |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | Period 1 |
    | TRN-K01 | 31 Oct 2026 | Period 2 |
    """
    for submission in programme.submissions:
        told = list(_told(submission))
        wrong = [item for item in told if _month_of(int(item[2][1])) != item[1].month]
        if len(wrong) == 1 and len(told) > 1:
            ((cell, day, found),) = wrong
            month = FULL_MONTHS[_month_of(int(found[1])) - 1].capitalize()
            yield hit(cell, column=cell.column, words=found[0], month=month, day=day)


def _told(submission: Submission) -> Iterator[tuple[Cell, date, re.Match[str]]]:
    """Each text of a figure that names one period: its cell, the day of the figure and the period."""
    latest: dict[str, Actual] = {}
    for row in submission.all(Actual):
        if row.kpi not in latest or latest[row.kpi].period_end < row.period_end:
            latest[row.kpi] = row
    texts = [(row.at("note"), row.period_end, row.note) for row in submission.all(Actual)]
    texts += [
        (kpi.at("commentary"), latest[kpi.id].period_end, kpi.commentary)
        for kpi in submission.all(Kpi)
        if kpi.id in latest
    ]
    for cell, day, text in texts:
        found = list(_PERIOD.finditer(text or ""))
        if len(found) == 1:
            yield cell, day, found[0]


def _month_of(period: int) -> int:
    """The month of a period of the financial year: 4 of the first."""
    return (period + _APRIL - 2) % _MONTHS + 1
