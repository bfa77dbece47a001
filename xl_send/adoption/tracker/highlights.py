"""Conditional formats: which cells they colour, where that can be known without reckoning a formula."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xl_send.adoption.tracker.colours import hue_of_fill
from xl_send.adoption.tracker.sheets import At, Hue, shown_text
from xl_send.workbook.cells import Value

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LIGHTS = frozenset({"3TrafficLights1", "3TrafficLights2", "3Signs", "3Symbols", "3Symbols2", "3Flags"})
_FROM_THE_WORST = (Hue.RED, Hue.AMBER, Hue.GREEN)
_Compare = Callable[[Any, Any, Any], bool]
_COMPARED: Mapping[str, _Compare] = {
    "equal": lambda value, first, _: value == first,
    "notEqual": lambda value, first, _: value != first,
    "greaterThan": lambda value, first, _: value > first,
    "greaterThanOrEqual": lambda value, first, _: value >= first,
    "lessThan": lambda value, first, _: value < first,
    "lessThanOrEqual": lambda value, first, _: value <= first,
    "between": lambda value, first, second: first <= value <= second,
    "notBetween": lambda value, first, second: not first <= value <= second,
}


def lit_cells(sheet: Worksheet, rows: Mapping[int, Mapping[int, Value]], theme: tuple[str, ...]) -> dict[At, Hue]:
    """The cells that a rule colours red, amber, green or blue. Rules whose result is not known colour nothing."""
    lit: dict[At, tuple[int, Hue]] = {}
    for found in sheet.conditional_formatting:
        inside = sorted({at for area in found.sqref.ranges for at in _within(area.bounds, rows)})
        for rule in found.rules:
            for at, hue in _coloured(rule, [(at, rows[at[0]][at[1]]) for at in inside], theme):
                rank = int(rule.priority or 0)
                if at not in lit or rank < lit[at][0]:
                    lit[at] = (rank, hue)
    return {at: hue for at, (_, hue) in lit.items()}


def _within(bounds: tuple[int, int, int, int], rows: Mapping[int, Mapping[int, Value]]) -> Iterator[At]:
    """The filled cells of an area."""
    left, top, right, bottom = bounds
    numbers = [row for row in rows if top <= row <= bottom] if bottom - top > len(rows) else range(top, bottom + 1)
    yield from ((row, place) for row in numbers for place in rows.get(row, ()) if left <= place <= right)


def _coloured(rule: Any, cells: Sequence[tuple[At, Value]], theme: tuple[str, ...]) -> Iterator[tuple[At, Hue]]:  # noqa: ANN401
    if rule.type == "iconSet":
        yield from _lights(rule.iconSet, cells)
        return
    hue = hue_of_fill(rule.dxf.fill, theme, conditional=True) if rule.dxf else None
    if hue is None:
        return
    for at, raw in cells:
        if _holds(rule, raw):
            yield at, hue


def _holds(rule: Any, raw: Value) -> bool:  # noqa: ANN401 - openpyxl's rule has no types
    text = shown_text(raw).casefold()
    wanted = str(rule.text or "").casefold()
    if rule.type == "containsText":
        return bool(wanted) and wanted in text
    if rule.type == "beginsWith":
        return bool(wanted) and text.startswith(wanted)
    if rule.type == "endsWith":
        return bool(wanted) and text.endswith(wanted)
    return rule.type == "cellIs" and _compares(str(rule.operator), list(rule.formula), raw)


def _compares(operator: str, formulas: list[str], raw: Value) -> bool:
    """Whether a cell stands so to the constants of a rule. Where they are no constants, it is not known."""
    bounds = [_constant(formula) for formula in formulas[:2]]
    if not bounds or None in bounds or operator not in _COMPARED:
        return False
    value = raw if isinstance(raw, float) else shown_text(raw).casefold()
    first, second = bounds[0], bounds[-1]
    if type(value) is not type(first) or type(value) is not type(second):
        return False
    return _COMPARED[operator](value, first, second)


def _constant(formula: str) -> float | str | None:
    quoted = re.fullmatch(r'=?"((?:[^"]|"")*)"', formula.strip())
    if quoted:
        return quoted[1].replace('""', '"').casefold()
    try:
        return float(formula)
    except ValueError:
        return None


def _lights(icons: Any, cells: Sequence[tuple[At, Value]]) -> Iterator[tuple[At, Hue]]:  # noqa: ANN401 - as above
    """Three traffic lights or signs over numbers, their steps given as numbers or as percent of the range."""
    numbers = [(at, float(raw)) for at, raw in cells if isinstance(raw, float)]
    steps = list(icons.cfvo) if icons is not None and icons.iconSet in _LIGHTS else []
    if len(steps) != 3 or not numbers:
        return
    low, high = min(value for _, value in numbers), max(value for _, value in numbers)
    bounds = [_step(step, low, high) for step in steps[1:]]
    if None in bounds:
        return
    order = tuple(reversed(_FROM_THE_WORST)) if icons.reverse else _FROM_THE_WORST
    for at, value in numbers:
        yield at, order[sum(value >= bound for bound in bounds if bound is not None)]


def _step(step: Any, low: float, high: float) -> float | None:  # noqa: ANN401 - as above
    try:
        given = float(step.val)
    except (TypeError, ValueError):
        return None
    if step.type == "num":
        return given
    return low + (high - low) * given / 100 if step.type == "percent" else None
