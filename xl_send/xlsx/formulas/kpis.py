"""KPIs: the latest figure, what was expected then, and the colour of the gap (status: KPI, steps 1 to 9)."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.results import Status
from xl_send.workbook.sheets.choices import Better, Between, Frequency, Measures, Unit
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.xlsx.formulas.figures import (
    ACTUALS,
    expectation_rows,
    expected_value,
    figures_of,
    latest_day,
    since_day,
    target_day_by,
)  # fmt: skip
from xl_send.xlsx.formulas.guards import for_record, is_record, rests, starts_later_test
from xl_send.xlsx.formulas.kpi_gaps import is_in_doubt, is_unread
from xl_send.xlsx.formulas.names import AS_AT, threshold
from xl_send.xlsx.formulas.syntax import (
    NOTHING,
    RowCells,
    Whole,
    either,
    every,
    first_case,
    is_one_of,
    last_where,
    unless_error,
    when,
    word,
    words,
)  # fmt: skip

ROW = RowCells(Kpi)
EXPECTATIONS = Whole(Expectation)
# What a KPI says that is judged in other ways than by its latest figure against its latest step.
ELSEWHERE = "Compute RAG"
# What stands for the gap where a figure cannot be right: no colour rests on it.
IN_DOUBT = "in doubt"


def kpi_formulas() -> Mapping[str, str]:
    """The formulas of the KPIs sheet by column."""
    at_latest = f"{figures_of(ROW['id'])}*({ACTUALS['period_end']}={ROW['latest_at']})"
    latest = when(f"{ROW['latest_at']}={NOTHING}", NOTHING, last_where(at_latest, ACTUALS["value"]))
    since = when(either(f"{ROW['latest_at']}={NOTHING}", f"NOT({_judged_here()})"), NOTHING, since_day(ROW))
    return {
        "latest": unless_error(latest),
        "expected": _where_expected(expected_value(ROW)),
        "rag": unless_error(when(is_record(Kpi), _rag(), NOTHING)),
        "latest_at": for_record(Kpi, latest_day(ROW["id"])),
        "expected_since": unless_error(since),
        "shortfall": _where_expected(when(is_in_doubt(ROW), word(IN_DOUBT), _shortfall())),
        "tolerated": _where_expected(_tolerated()),
    }


def _where_expected(formula: str) -> str:
    return unless_error(when(f"{ROW['expected_since']}={NOTHING}", NOTHING, formula))


def _judged_here() -> str:
    """Whether the figure is held against the latest step: the one way that formulas follow."""
    by_step = f"{threshold('between')}={word(Between.STEP)}"
    return every(by_step, is_one_of(ROW["measures"], Measures.SNAPSHOT, Measures.ROLLING))


def _rag() -> str:
    return first_case(
        (f"NOT({_judged_here()})", word(ELSEWHERE)),
        (rests(Kpi), word(Status.NOT_RATED)),
        (f"{ROW['better']}={word(Better.CONTEXT)}", word(Status.CONTEXT)),
        (starts_later_test(Kpi), word(Status.NOT_DUE)),
        (is_unread(ROW), word(Status.NO_DATA)),
        (f"{expectation_rows(ROW['id'])}=0", word(Status.NO_DATA)),
        (f"{ROW['latest_at']}={NOTHING}", when(_was_expected(), word(Status.NO_DATA), word(Status.NOT_DUE))),
        (f"{AS_AT}-{ROW['latest_at']}>{_allowed_age()}", word(Status.NO_DATA)),
        (f"{ROW['expected_since']}={NOTHING}", word(Status.NOT_DUE)),
        (_restarted(), word(Status.NOT_DUE)),
        (f"ISTEXT({ROW['shortfall']})", word(Status.NO_DATA)),
        (_too_few(), word(Status.NOT_RATED)),
        otherwise=_by_shortfall(),
    )


def _was_expected() -> str:
    """Whether a point has passed by the as at date."""
    passed = f'COUNTIFS({EXPECTATIONS["kpi"]},{ROW["id"]},{EXPECTATIONS["day"]},"<="&{AS_AT})>0'
    return either(target_day_by(ROW, AS_AT), passed)


def _allowed_age() -> str:
    """Days after which a figure is too old, publication lag included."""
    allowed = ",".join(threshold(f"overdue_{item.name.lower()}") for item in Frequency)
    return f"(CHOOSE(MATCH({ROW['frequency']},{words(*Frequency)},0),{allowed})+{ROW['lag']})"


def _restarted() -> str:
    """The series began anew after the expectation was set."""
    broken = ROW["series_break"]
    return every(f"ISNUMBER({broken})", f"{ROW['expected_since']}<{broken}", f"{broken}<={ROW['latest_at']}")


def _too_few() -> str:
    """Too few cases stand behind the figure."""
    base = ACTUALS["base"]
    small = f"ISNUMBER({base})*({base}<{threshold('rate_base')})"
    return f"SUMPRODUCT({figures_of(ROW['id'])}*({ACTUALS['period_end']}={ROW['latest_at']})*{small})>0"


def _by_shortfall() -> str:
    close = f"{ROW['better']}={word(Better.CLOSE)}"
    green_within = when(close, f"ROUND({ROW['tolerated']}/2,9)", "0")
    return first_case(
        (f"{ROW['shortfall']}<={green_within}", word(Status.GREEN)),
        (f"{ROW['shortfall']}<={ROW['tolerated']}", word(Status.AMBER)),
        otherwise=word(Status.RED),
    )


def _shortfall() -> str:
    """The gap in the bad direction, to nine decimals."""
    gap = f"{ROW['expected']}-{ROW['latest']}"
    close, lower = (f"{ROW['better']}={word(better)}" for better in (Better.CLOSE, Better.LOWER))
    return f"ROUND({first_case((close, f'ABS({gap})'), (lower, f'-({gap})'), otherwise=gap)},9)"


def _tolerated() -> str:
    """The KPI's own tolerance, else the smaller of the two defaults, but never under the least of its unit."""
    own, expected, journey = ROW["tolerance"], ROW["expected"], f"COUNT({ROW['baseline']},{ROW['target']})=2"
    by_figure = f"{threshold('kpi_tolerance')}*ABS({expected})"
    by_journey = f"{threshold('kpi_journey')}*ABS({ROW['target']}-{ROW['baseline']})"
    smaller = when(journey, when(f"{expected}=0", by_journey, f"MIN({by_figure},{by_journey})"), by_figure)
    return f"ROUND({when(f'ISNUMBER({own})', own, f'MAX({_least(journey)},{smaller})')},9)"


def _least(journey: str) -> str:
    """1 for a count; where the figure is to be kept level, a point of a percent and a share of any other figure."""
    level = every(journey, f"{ROW['target']}={ROW['baseline']}")
    size = when(_is(Unit.PERCENT), "1", f"ABS({ROW['expected']})")
    share = f"{threshold('smallest_tolerance')}*{size}"
    return when(_is(Unit.COUNT), "1", when(level, share, "0"))


def _is(unit: Unit) -> str:
    return f"{ROW['unit']}={word(unit)}"
