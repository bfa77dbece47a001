"""Columns that Excel counted up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.columns import Record, columns_by_name
from xl_send.workbook.days import say
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

# Columns that have no reason to count up by one from row to row, and how many rows running are no chance.
_DAYS, _FIGURES, _SCORES = 4, 3, 5
# So near to its baseline a series may well begin.
ONE_BY_ONE = 2
SATURDAY = 5
_COUNTED: Mapping[type[Record], Mapping[str, int]] = {
    Milestone: {"baseline": _DAYS, "forecast": _DAYS, "actual": _DAYS, "updated": _DAYS, "back_to_green": _DAYS},
    Kpi: {"baseline_date": _DAYS, "target_date": _DAYS, "back_to_green": _DAYS, "lag": _DAYS, "tolerance": _DAYS},
    Expectation: {"measured_on": _DAYS},
    Risk: {
        "raised": _DAYS, "reviewed": _DAYS, "action_due": _DAYS, "target_date": _DAYS, "likelihood": _SCORES,
        "impact": _SCORES, "likelihood_before": _SCORES, "impact_before": _SCORES,
    },
    Interdependency: {"needed_by": _DAYS, "promised": _DAYS, "forecast": _DAYS, "delivered": _DAYS},
    Diagnostic: {"starts": _DAYS, "ends": _DAYS, "forecast_end": _DAYS},
    Resource: {"starts": _DAYS, "ends": _DAYS, "fte": _DAYS, "available": _DAYS, "cost": _FIGURES},
    MoneyLine: {"budget": _FIGURES, "spent": _FIGURES, "outturn": _FIGURES},
    LogEntry: {"raised": _DAYS, "needed_by": _DAYS, "closed_on": _DAYS},
}  # fmt: skip
_FOLLOW = ("RK03", "RK07", "RK09", "RK14", "RK28", "MS38", "MC01", "GV02", "WB17", "RS12", "MN02", "MN21", "WM01",
           "WM03", "WM11", "MS02", "MS26", "MS44", "ID05", "RS31", "RK08", "MS08")  # fmt: skip


@rule(
    "WB27",
    Severity.QUERY,
    "From here to row {last}, {column} counts up by one from row to row: {first}, {second}, {third} and so on.",
    "If Excel filled it down as a series, undo it and give each row its own. If they are right, explain this finding.",
    brings=dict.fromkeys(_FOLLOW, Reach.CELL),
)
def filled_down_as_a_series(programme: Programme) -> Iterator[Hit]:
    """A column that is filled down repeats, it does not count.

    Pulling one cell down, Excel makes a series of a date or a number: every review is a day later than the one above,
    every post one more. Asked of dates, people and tolerances where four rows running are one apart, of money
    where three are, and of scores where five are; not of days of one working week that count up in a second column as
    well, nor of posts in lines one after the other.

    **Fails**

    Risks:
    | ID | Last reviewed |
    | --- | --- |
    | TRN-R01 | <9 Nov 2026> |
    | TRN-R02 | 10 Nov 2026 |
    | TRN-R03 | 11 Nov 2026 |
    | TRN-R04 | 12 Nov 2026 |

    Money:
    | ID | Budget |
    | --- | --- |
    | TRN-F01 | <50000> |
    | TRN-F02 | 50001 |
    | TRN-F03 | 50002 |

    **Passes**

    Risks:
    | ID | Last reviewed |
    | --- | --- |
    | TRN-R01 | 9 Nov 2026 |
    | TRN-R02 | 10 Nov 2026 |
    | TRN-R03 | 11 Nov 2026 |
    | TRN-R04 | 11 Nov 2026 |

    Money:
    | ID | Budget |
    | --- | --- |
    | TRN-F01 | 50000 |
    | TRN-F02 | 50001 |
    | TRN-F03 | 52000 |

    Diagnostics:
    | ID | Starts | Ends |
    | --- | --- | --- |
    | TRN-T01 | 9 Nov 2026 | 9 Nov 2026 |
    | TRN-T02 | 10 Nov 2026 | 10 Nov 2026 |
    | TRN-T03 | 11 Nov 2026 | 11 Nov 2026 |
    | TRN-T04 | 12 Nov 2026 | 12 Nov 2026 |
    """
    for submission in programme.submissions:
        for kind, columns in _COUNTED.items():
            rows = submission.all(kind)
            for name, fewest in columns.items() if len(rows) >= min(columns.values()) else ():
                for run in _runs(rows, name):
                    if len(run) >= fewest and not _is_set_so(run, name):
                        yield _told(run, name)


def _is_set_so(run: Sequence[Record], name: str) -> bool:
    """Whether a run was set on purpose: days of one working week in a second column too, or one post more a year."""
    first, last = getattr(run[0], name), getattr(run[-1], name)
    if isinstance(first, date) and isinstance(last, date):
        in_a_week = first.weekday() + (last - first).days < SATURDAY
        beside = (other for other in _COUNTED[type(run[0])] if other != name)
        return in_a_week and any(_goes_up(run, other) for other in beside)
    spans = [(getattr(row, "starts", None), getattr(row, "ends", None)) for row in run]
    return name == "fte" and all(ends and starts and ends < starts for (_, ends), (starts, _) in pairwise(spans))


def _goes_up(run: Sequence[Record], name: str) -> bool:
    return all(_is_next(getattr(one, name), getattr(other, name)) for one, other in pairwise(run))


def _told(run: Sequence[Record], name: str) -> Hit:
    first, second, third = (_said(getattr(row, name)) for row in run[:3])
    related = [Related(row.at(name), "counted up") for row in run[1:]]
    column = columns_by_name(type(run[0]))[name].title
    return hit(run[0].at(name), *related, last=run[-1].row, column=column, first=first, second=second, third=third)


def _said(value: object) -> str:
    return say(value) if isinstance(value, date) else f"{value:,.10g}" if isinstance(value, float | int) else str(value)


def _runs(rows: Sequence[Record], name: str) -> Iterator[list[Record]]:
    """Rows one under another of which each is one more than the one above."""
    run: list[Record] = []
    for row in rows:
        before = getattr(run[-1], name) if run else None
        value = getattr(row, name)
        if run and row.row == run[-1].row + 1 and _is_next(before, value):
            run.append(row)
            continue
        if len(run) > 1:
            yield run
        run = [row] if value is not None else []
    if len(run) > 1:
        yield run


def _is_next(before: object, value: object) -> bool:
    if isinstance(before, date) and isinstance(value, date):
        return value - before == timedelta(days=1)
    if isinstance(before, float | int) and isinstance(value, float | int):
        return abs(value - before - 1) < 1e-9
    return False


@rule(
    "EX12",
    Severity.QUERY,
    "What is expected of {kpi} counts up by one, {first}, {second}, {third}, and {left} would be left to its target.",
    "If Excel filled it down as a series, type what is expected at each milestone. If it is right, explain this "
    "finding.",
)
def expectation_counted_up(programme: Programme) -> Iterator[Hit]:
    """What is expected of a KPI leads from its baseline to its target.

    A series that Excel made of one cell goes up by one each time, and asks for nearly nothing. Asked where three rows
    running count up by one and three times as much as that is left to the target, unless the last that is expected
    stands elsewhere: Excel would have filled that down too. What grows by one or two from its baseline on, such as
    provisions that open one by one, is not asked about.

    **Fails**

    KPIs:
    | ID | Baseline | Target |
    | --- | --- | --- |
    | TRN-K01 | 0 | 120 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | <30> |
    | TRN-K01 | TRN-M02 | 31 |
    | TRN-K01 | TRN-M03 | 32 |

    **Passes**

    KPIs:
    | ID | Baseline | Target |
    | --- | --- | --- |
    | TRN-K01 | 0 | 5 |
    | TRN-K02 | 0 | 60 |
    | TRN-K03 | 1 | 10 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 2 |
    | TRN-K01 | TRN-M02 | 3 |
    | TRN-K01 | TRN-M03 | 4 |
    | TRN-K02 | TRN-M01 | 7 |
    | TRN-K02 | TRN-M02 | 8 |
    | TRN-K02 | TRN-M03 | 9 |
    | TRN-K02 | TRN-M04 | 30 |
    | TRN-K03 | TRN-M01 | 2 |
    | TRN-K03 | TRN-M02 | 3 |
    | TRN-K03 | TRN-M03 | 4 |
    """
    for submission in programme.submissions:
        last = {row.kpi: row for row in submission.all(Expectation)}
        for run in _runs(submission.all(Expectation), "expected"):
            rows = [row for row in run if isinstance(row, Expectation)]
            kpi = programme.kpis.get(rows[0].kpi)
            if kpi is None or kpi.target is None or {row.kpi for row in rows} != {kpi.id} or len(rows) < _FIGURES:
                continue
            left = abs(kpi.target - rows[-1].expected) if rows[-1] is last[kpi.id] else 0
            from_the_start = kpi.baseline is not None and abs(rows[0].expected - kpi.baseline) <= ONE_BY_ONE
            if left >= 3 * (len(rows) - 1) and not from_the_start:
                first, second, third = (_said(row.expected) for row in rows[:3])
                related = Related(kpi.at("target"), "the target")
                yield hit(
                    rows[0].at("expected"), related, kpi=kpi.id, first=first, second=second, third=third,
                    left=_said(left),
                )  # fmt: skip
