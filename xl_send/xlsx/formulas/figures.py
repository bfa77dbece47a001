"""A KPI's actuals and expectations, looked up by formula."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.workbook.sheets.choices import Better
from xl_send.workbook.sheets.kpis import Actual, Expectation
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.xlsx.formulas.guards import for_record
from xl_send.xlsx.formulas.names import AS_AT
from xl_send.xlsx.formulas.syntax import (
    NOTHING,
    RowCells,
    Whole,
    every,
    first_case,
    largest,
    last_where,
    looked_up,
    smallest,
    unless_error,
    when,
    word,
)  # fmt: skip

ACTUALS, EXPECTATIONS = Whole(Actual), Whole(Expectation)
FAR = "1E+300"


def figures_of(kpi: str) -> str:
    """For each actual, 1 where it is a figure of this KPI. A blank one is none."""
    base = f"(({ACTUALS['base']}={NOTHING})+ISNUMBER({ACTUALS['base']})>0)"
    filled = f"ISNUMBER({ACTUALS['value']})*ISNUMBER({ACTUALS['period_end']})*({ACTUALS['period_end']}>0)"
    return f"({ACTUALS['kpi']}={kpi})*{filled}*{base}"


def latest_day(kpi: str) -> str:
    """The day of the latest figure that is not after the as at date; an error if there is none."""
    return largest(ACTUALS["period_end"], f"{figures_of(kpi)}*({ACTUALS['period_end']}<={AS_AT})")


def expectation_rows(kpi: str) -> str:
    """How many expectations of this KPI can be read, dated or not."""
    value, measured = EXPECTATIONS["expected"], EXPECTATIONS["measured_on"]
    milestone = f'ISNUMBER(SEARCH("??-??",{EXPECTATIONS["milestone"]}))'
    readable = f"ISNUMBER({value})*{milestone}*NOT(ISTEXT({measured}))"
    return f"SUMPRODUCT(({EXPECTATIONS['kpi']}={kpi})*{readable})"


def _points(row: RowCells) -> str:
    """For each expectation, 1 where it is one of this KPI and has a date."""
    return f"({EXPECTATIONS['kpi']}={row['id']})*ISNUMBER({EXPECTATIONS['day']})"


def target_day_by(row: RowCells, day: str) -> str:
    """Whether the target is dated on or before a day."""
    return every(f"ISNUMBER({row['target']})", f"N({row['target_date']})>0", f"{row['target_date']}<={day}")


def since_day(row: RowCells) -> str:
    """The day of the last point on or before the latest figure; nothing if there is none."""
    latest = row["latest_at"]
    of_row = unless_error(largest(EXPECTATIONS["day"], f"{_points(row)}*({EXPECTATIONS['day']}<={latest})"), "0")
    since = f"MAX({of_row},{when(target_day_by(row, latest), row['target_date'], '0')})"
    return when(f"{since}=0", NOTHING, since)


def expected_value(row: RowCells) -> str:
    """The value of that point; of two on one day the stricter."""
    there = f"{_points(row)}*({EXPECTATIONS['day']}={row['expected_since']})"
    value, target = EXPECTATIONS["expected"], row["target"]
    at_target = every(f"ISNUMBER({target})", f"{row['target_date']}={row['expected_since']}")
    apart = f"ABS({value}-{target})"
    nearest = last_where(f"{there}*({apart}={smallest(apart, there)})", value)
    highest = f"MAX({unless_error(largest(value, there), '-' + FAR)},{when(at_target, target, '-' + FAR)})"
    lowest = f"MIN({unless_error(smallest(value, there), FAR)},{when(at_target, target, FAR)})"
    return first_case(
        (f"{row['better']}={word(Better.LOWER)}", lowest),
        (every(f"{row['better']}={word(Better.CLOSE)}", f"ISNUMBER({target})"), when(at_target, target, nearest)),
        otherwise=highest,
    )


ROW = RowCells(Expectation)
MILESTONES = Whole(Milestone)


def expectation_formulas() -> Mapping[str, str]:
    """Measured on if given, else the milestone's baseline date, where that milestone can be read."""
    baseline, plan = (looked_up(MILESTONES[name], ROW["milestone"], MILESTONES["id"]) for name in ("baseline", "plan"))
    of_milestone = when(f"{plan}={NOTHING}", NOTHING, baseline)
    return {"day": for_record(Expectation, when(f"N({ROW['measured_on']})>0", ROW["measured_on"], of_milestone))}
