"""What a KPI's colour rests on and could not be read, or cannot be right, asked by formula (status: in doubt)."""

from __future__ import annotations

from xl_send.workbook.doubts import COUNTED, LARGEST_SHARE
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual, Expectation
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.xlsx.formulas.figures import figures_of
from xl_send.xlsx.formulas.names import AS_AT
from xl_send.xlsx.formulas.syntax import NOTHING, RowCells, Whole, either, every, when, word

ACTUALS, EXPECTATIONS, MILESTONES = Whole(Actual), Whole(Expectation), Whole(Milestone)


def is_unread(row: RowCells) -> str:
    """Whether an expectation or a figure that could not be read may be the one that decides."""
    return either(_expectation_unread(row), _actual_unread(row))


def _expectation_unread(row: RowCells) -> str:
    """An expectation of this KPI without a date, unless it could not be the one in force at the latest figure."""
    measured, day = EXPECTATIONS["measured_on"], EXPECTATIONS["day"]
    named = f'ISNUMBER(SEARCH("??-??",{EXPECTATIONS["milestone"]}))'
    baseline = f"({named}*SUMIF({MILESTONES['id']},{EXPECTATIONS['milestone']},{MILESTONES['baseline']}))"
    known = (
        f"(ISNUMBER({measured})*{_aside(row, measured)}+({measured}={NOTHING})*({baseline}>0)*{_aside(row, baseline)})"
    )
    return f"SUMPRODUCT(({EXPECTATIONS['kpi']}={row['id']})*({day}={NOTHING})*({known}=0))>0"


def _aside(row: RowCells, day: str) -> str:
    """For each day, whether a point on it would not be in force: after the latest figure, or before the last point."""
    latest, since = row["latest_at"], row["expected_since"]
    until = when(f"{latest}={NOTHING}", AS_AT, latest)
    first = when(either(f"{latest}={NOTHING}", f"{since}={NOTHING}"), "0", since)
    return f"((({day}>{until})+({day}<{first}))>0)"


def _actual_unread(row: RowCells) -> str:
    """A row of this KPI that is no record, unless its date is after the as at date or before the latest figure."""
    day, value, base = ACTUALS["period_end"], ACTUALS["value"], ACTUALS["base"]
    readable = f"ISNUMBER({day})*NOT(ISTEXT({value}))*NOT(ISTEXT({base}))*NOT(ISNUMBER({base})*({base}<0))"
    latest = when(f"{row['latest_at']}={NOTHING}", "0", row["latest_at"])
    aside = f"ISNUMBER({day})*((({day}>{AS_AT})+({day}<{latest}))>0)"
    return f"SUMPRODUCT(({ACTUALS['kpi']}={row['id']})*({readable}=0)*({aside}=0))>0"


def is_in_doubt(row: RowCells) -> str:
    """Whether a figure that decides cannot be one of this KPI."""
    given = f"ISNUMBER({row['tolerance']})"
    by_journey = every(f"NOT({given})", either(*(_impossible(row, row[name]) for name in ("baseline", "target"))))
    tolerance = every(given, either(f"{row['tolerance']}<0", _impossible(row, row["tolerance"])))
    figures = (_impossible(row, row[name]) for name in ("latest", "expected"))
    return either(*figures, tolerance, by_journey, _target_too_early(row), _base_of_nought(row))


def _impossible(row: RowCells, value: str) -> str:
    share = every(f"{row['unit']}={word(Unit.PERCENT)}", f"ABS({value})>{LARGEST_SHARE:g}")
    return every(f"ISNUMBER({value})", either(share, every(f"{row['unit']}={word(Unit.COUNT)}", f"{value}<0")))


def _target_too_early(row: RowCells) -> str:
    target, start = row["target_date"], row["baseline_date"]
    return every(f"ISNUMBER({start})", f"{row['expected_since']}={target}", f"{target}<={start}")


def _base_of_nought(row: RowCells) -> str:
    base = ACTUALS["base"]
    counted = either(*(f"{row['unit']}={word(item)}" for item in COUNTED))
    nought = f"{figures_of(row['id'])}*({ACTUALS['period_end']}={row['latest_at']})*ISNUMBER({base})*({base}=0)"
    return every(f"SUMPRODUCT({nought})>0", f"NOT({every(counted, row['latest'] + '=0')})")
