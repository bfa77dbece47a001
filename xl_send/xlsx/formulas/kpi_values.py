"""What the live cells of a KPI come to."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.rag.context import Context
from xl_send.rag.kpis.expectations import BY_PERIOD
from xl_send.rag.kpis.position import Comparison, kpi_position
from xl_send.rag.kpis.rating import kpi_rating
from xl_send.rag.kpis.shortfalls import shortfall, tolerance
from xl_send.workbook.sheets.choices import Between
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.xlsx.formulas.kpis import ELSEWHERE


def kpi_values(kpi: Kpi, context: Context) -> Mapping[str, object]:
    """The latest figure always; what it is held to only where formulas follow the engine."""
    seen = kpi_position(kpi, context)
    here = context.thresholds.between is Between.STEP and kpi.measures not in BY_PERIOD
    held = _held(kpi, context, seen.held if here else None)
    latest = seen.latest
    return {
        "latest": latest.value if latest else None,
        "latest_at": latest.period_end if latest else None,
        **held,
        "rag": kpi_rating(kpi, context).status if here else ELSEWHERE,
    }


def _held(kpi: Kpi, context: Context, held: Comparison | None) -> Mapping[str, object]:
    if held is None:
        return {}
    expected = held.expected
    return {
        "expected": expected.value,
        "expected_since": expected.anchor,
        "shortfall": shortfall(kpi, expected.value, held.value),
        "tolerated": tolerance(kpi, expected.value, context.thresholds),
    }
