"""Periods of the financial year that notes of figures name, against the days that the figures are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.days import FULL_MONTHS, MONTHS
from xl_send.workbook.sheets.choices import Frequency
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
    none but this one does not. And of a Note of a monthly figure that begins with the name of another month, which is
    that of the figure before or after it, whose own Note names no month: it has slipped a row.

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

    **Fails**

    KPIs:
    | ID | Frequency |
    | --- | --- |
    | TRN-K01 | Monthly |

    Actuals:
    | KPI | Period end | Note |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | |
    | TRN-K01 | 30 Sep 2026 | <Aug small> |

    **Passes**

    KPIs:
    | ID | Frequency |
    | --- | --- |
    | TRN-K01 | Monthly |
    | TRN-K02 | Termly |

    Actuals:
    | KPI | Period end | Note |
    | --- | --- | --- |
    | TRN-K01 | 30 Jun 2026 | |
    | TRN-K01 | 31 Jul 2026 | June data came late and is in here |
    | TRN-K01 | 31 Aug 2026 | August small |
    | TRN-K01 | 30 Sep 2026 | August was small |
    | TRN-K01 | 31 Oct 2026 | September to October |
    | TRN-K02 | 31 Aug 2026 | |
    | TRN-K02 | 30 Sep 2026 | Aug small |

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
        yield from _slipped_a_row(submission)


_OF_A_MONTH = Pattern(rf"(?i)^(?P<month>{MONTH_NAMES})\b(?! (?:and|to|until|\d))")
_OF_BOTH = Pattern(
    r"(?i)\b(?:than|from|since|vs|compared|revised|corrected|again|late|later|includ\w+|in here|carried|also|both|data"
    r"|return|as in|like|was|were|had|catch\w*|backlog)\b"
)


def _slipped_a_row(submission: Submission) -> Iterator[Hit]:
    """Notes that begin with the month of the figure beside theirs, whose Note names no month."""
    noted = {row.kpi for row in submission.all(Actual) if row.note and row.note[:3].casefold() in MONTHS}
    monthly = {kpi.id for kpi in submission.all(Kpi) if kpi.id in noted and kpi.frequency is Frequency.MONTHLY}
    if not monthly:
        return
    rows: dict[str, list[Actual]] = {}
    for row in submission.all(Actual):
        if row.kpi in monthly:
            rows.setdefault(row.kpi, []).append(row)
    for figures in rows.values():
        figures.sort(key=lambda row: row.period_end)
        for place, row in enumerate(figures):
            found = _OF_A_MONTH.search(row.note or "")
            if found is None or _OF_BOTH.search(row.note or "") or len({*_MONTH.findall(row.note or "")}) > 1:
                continue
            said = FULL_MONTHS.index(_full(found["month"])) + 1
            beside = [*figures[max(place - 1, 0) : place], *figures[place + 1 : place + 2]]
            of_it = [one for one in beside if one.period_end.month == said]
            meant = next((one for one in of_it if not _MONTH.search(one.note or "")), None)
            if meant and said != row.period_end.month:
                related = Related(meant.at("note"), "the figure of that month")
                month = FULL_MONTHS[said - 1].capitalize()
                yield hit(row.at("note"), related, column=row.at("note").column, words=row.note, month=month,
                          day=row.period_end)  # fmt: skip


_MONTH = Pattern(rf"(?i)\b(?:{MONTH_NAMES})\b")


def _full(name: str) -> str:
    """A month as it is written out."""
    return next(month for month in FULL_MONTHS if month.startswith(name[:3].casefold()))


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
