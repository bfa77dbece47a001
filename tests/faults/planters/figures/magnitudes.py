"""Figures in the wrong unit or of the wrong size."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from faults.clean import Blame
from faults.planters.figures.figures import STEADY, path, series
from faults.planting import Plant, enter_all, plants
from faults.plot import Plot, Row, holds, like, number

Cell = tuple[Row, str]


def _figures(kpi: Row, *columns: str) -> Iterator[Cell]:
    """The cells of a KPI's figures that are filled: its own columns, its expectations and its actuals."""
    yield from ((kpi, column) for column in columns if kpi[column])
    yield from ((row, "Expected") for row in path(kpi))
    yield from ((row, "Value") for row in series(kpi))


def _of_unit(unit: str, text: Callable[[str], str], fits: Callable[[float], bool] = bool, *columns: str) -> Plant:
    """Rewrite one figure of a KPI of a unit."""

    def plant(plot: Plot) -> Blame:
        kpis = plot.rows("KPIs", holds("Unit", unit))
        found = [cell for kpi in kpis for cell in _figures(kpi, *columns) if fits(number(cell[0][cell[1]]))]
        row, column = plot.dice.choice(found)
        return row.write(column, text(row[column]))

    return plant


def _one_of_a_share_to_be_lowered(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", holds("Unit", "Percent"), holds("Better when", "Lower"))
    return plot.dice.choice(series(kpi)).write("Value", "1")


def _over_one_hundred(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", holds("Unit", "Percent"), holds("Better when", "Higher"))
    return kpi.write("Target", "104%")


def _close_target_out(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", holds("Better when", "Close to target"))
    return kpi.write("Target", like(kpi["Target"], number(kpi["Target"]) / 10))


@plants("UN32", "UN23", "UN25", "WM11", "KP73")
def money_in_thousands(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", holds("Unit", "Pounds"), lambda row: number(row["Baseline"]) > 0 < number(row["Target"]))
    row = plot.dice.choice(series(kpi))
    return row.write("Value", f"{number(row['Value']) / 1000:g}")


@plants("UN33", "UN23", "UN25", "WM02", "WM11", "KP73", "AC06", "AC29", "KP64", "KP68", "WM04")
def rate_as_a_share(plot: Plot) -> Blame:
    row = plot.dice.choice(series(plot.pick("KPIs", holds("Unit", "Rate"))))
    return row.write("Value", f"{number(row['Value']) / 1000:.4f}")


def _slips(kpi: Row) -> tuple[Row, str] | None:
    """The last expectation of a KPI ten times too good, where that is far from everything else."""
    if kpi["Better when"] not in {"Higher", "Lower"} or kpi["Measures"] == "Year to date" or not path(kpi):
        return None
    *others, last = path(kpi)
    value = number(last["Expected"]) * (10 if kpi["Better when"] == "Higher" else 0.1)
    rest = [number(kpi["Baseline"]), number(kpi["Target"]), *(number(row["Expected"]) for row in others)]
    far = value >= 5 * max(rest) or value <= min(rest) / 5
    possible = not (kpi["Unit"] == "Percent" and value > 1) and (kpi["Unit"] != "Count" or value % 1 == 0)
    return (last, like(last["Expected"], value)) if far and possible and min(rest) > 0 else None


@plants("UN22", "UN13")
def expectation_out(plot: Plot) -> Blame:
    row, text = plot.dice.choice([found for kpi in plot.rows("KPIs") if (found := _slips(kpi))])
    row.write("Note", "")
    return row.write("Expected", text)


def _runs_on(kpi: Row) -> bool:
    return kpi["Measures"] in STEADY and not kpi["Series break"]


def _within(values: list[float], times: float) -> bool:
    return min(values) > 0 and max(values) <= times * min(values)


@plants("UN23", "AC07", "UN25", "UN13")
def value_out(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", _runs_on, lambda kpi: len(series(kpi)) > 2 and _level(kpi, 1.5))
    row = plot.dice.choice([row for row in series(kpi) if not row["Note"]])
    return row.write("Value", like(row["Value"], number(row["Value"]) / 10))


def _level(kpi: Row, times: float) -> bool:
    least = {"Percent": 0.2, "Count": 60}.get(kpi["Unit"], 0)
    values = [number(row["Value"]) for row in series(kpi)]
    return _within(values, times) and min(values) > least


@plants("UN24")
def zero(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", _runs_on, lambda kpi: len(series(kpi)) > 3 and _level(kpi, 2))
    row = plot.dice.choice([row for row in series(kpi)[1:] if not row["Note"]])
    return row.write("Value", "0%" if row["Value"].endswith("%") else "0")


@plants("UN25", "AC30", "UN38", "UN13")
def sudden(plot: Plot) -> Blame:
    kpi = plot.pick(
        "KPIs", _runs_on, holds("Better when", "Higher"), lambda kpi: len(series(kpi)) > 1 and _level(kpi, 1.2)
    )
    row = series(kpi)[-1]
    row.write("Note", "")
    return row.write("Value", like(row["Value"], number(row["Value"]) / 6.4))


def _measured(kpi: Row) -> bool:
    moving = {row["Expected"] for row in path(kpi)} | {kpi["Target"]}
    return kpi["Unit"] != "Count" and len(moving) > 1 and len(series(kpi)) > 2 and _level(kpi, 1.5)


@plants("UN26", "AC23", "KP68")
def copied_forward(plot: Plot) -> Blame:
    *_, first, middle, last = series(plot.pick("KPIs", _runs_on, _measured, holds("Unit", "Percent", "Pounds")))
    for row in (first, middle, last):
        row.write("Base", first["Base"])
        row.write("Note", "")
    middle.write("Value", first["Value"])
    return last.write("Value", first["Value"])


enter_all(
    {
        "UN01": _of_unit(
            "Percent", lambda text: text.rstrip("%"), lambda value: value >= 0.02, "Baseline", "Target", "Tolerance"
        ),
        "UN02": _one_of_a_share_to_be_lowered,
        "UN03": (_over_one_hundred, ("KP46",)),
        "UN04": _of_unit("Count", lambda _: "13%", bool, "Baseline", "Target", "Tolerance"),
        "UN21": _close_target_out,
    }
)  # fmt: skip
