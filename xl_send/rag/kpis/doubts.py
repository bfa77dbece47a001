"""Figures of a KPI that cannot be right, on which no colour may rest (status: in doubt)."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Cell
from xl_send.rag.kpis.position import Comparison, KpiPosition
from xl_send.results import Rating
from xl_send.words import every_name
from xl_send.workbook.doubts import cannot_be, is_impossible, is_no_tolerance, rests_on_nothing, target_comes_too_early
from xl_send.workbook.sheets.choices import Unit


def doubted(rating: Rating, seen: KpiPosition, held: Comparison) -> Rating:
    """The rating; No data where a value that would decide it is one that a rule calls an error."""
    found = next(_doubts(seen, held), None)
    if found is None:
        return rating
    why, cells = found
    brief = f"its figure is in doubt: {every_name([f'{cell.sheet} {cell.address}' for cell in cells])}"
    return Rating.not_known(f"{brief} {why}", *cells, facts=rating.facts, brief=brief)


def is_doubted(seen: KpiPosition, held: Comparison) -> bool:
    """Whether a value that would decide the colour cannot be right, by what formulas can see."""
    return any(True for _ in _doubts(seen, held))


def _doubts(seen: KpiPosition, held: Comparison) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    kpi, actual, expected = seen.kpi, held.actual, held.expected
    if why := cannot_be(kpi, held.value, counted=True):
        yield why, (actual.at("value"),)
    if rests_on_nothing(kpi, actual):
        yield "rests on a base of nought", (actual.at("base"),)
    if why := cannot_be(kpi, expected.value):
        yield why, (expected.cell,)
    if expected.day == kpi.target_date and target_comes_too_early(kpi):
        yield "is not after the baseline date", (kpi.at("target_date"),)
    if is_no_tolerance(kpi) or is_impossible(kpi, kpi.tolerance):
        yield "cannot be a tolerance", (kpi.at("tolerance"),)
    for name, value in (("baseline", kpi.baseline), ("target", kpi.target)):
        if kpi.tolerance is None and is_impossible(kpi, value):
            yield f"{_in_words(kpi.unit)}, and the tolerance rests on it", (kpi.at(name),)


def _in_words(unit: Unit) -> str:
    return "cannot be a share" if unit is Unit.PERCENT else "is below zero"
