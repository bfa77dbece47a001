"""Faults of figures beside what is written of them: Notes, Definitions, bases, and what a KPI says it is."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.figures.figures import kpi_of, path, series
from faults.planters.kpis.kpis import rated
from faults.planting import enter_all, plants, set_cell, set_cells
from faults.plot import Plot, Row, days_from, has, holds, lacks, like, number

ACTUALS, KPIS = "Actuals", "KPIs"
SHARES = holds("Unit", "Percent")


def _of_a_share(row: Row) -> bool:
    return row["Value"].endswith("%") and kpi_of(row)["Unit"] == "Percent"


@plants("AC22")
def another_share_in_the_note(plot: Plot) -> Blame:
    row = plot.pick(ACTUALS, has("Base"), _of_a_share, lambda row: 0.2 < number(row["Value"]) < 0.8)
    base = number(row["Base"])
    row.write("Note", f"We counted {round(base * (1 - number(row['Value'])) * 0.6)} of {base:.0f}")
    return row.at("Value")


@plants(
    "UN36",
    "WB33",
    "UN38",
    "UN25",
    "UN27",
    "UN28",
    "UN29",
    "AC07",
    "AC30",
    "WM01",
    "WM02",
    "WM04",
    "KP51",
    "KP68",
    "CM21",
)
def rolling_share_that_leaps(plot: Plot) -> Blame:
    def steady(row: Row) -> bool:
        kpi, figures = kpi_of(row), series(kpi_of(row))
        last = len(figures) > 1 and figures[-1].place == row.place and row["Value"].endswith("%")
        return last and kpi["Unit"] == "Percent" and kpi["Measures"] == "Snapshot" and not kpi["Series break"]

    row = plot.pick(
        ACTUALS, has("Value"), steady, lacks("Note"), lambda row: not row["Base"] or number(row["Base"]) > 60
    )
    before = series(kpi_of(row))[-2]
    kpi_of(row).write("Measures", "Rolling 12 months")
    row.write("Period end", days_from(before.day("Period end"), 30))
    return row.write("Value", "97%" if number(before["Value"]) < 0.5 else "4%")


@plants("AC23", "UN40", "AC07", "AC24", "KP54")
def base_of_the_definition(plot: Plot) -> Blame:
    row = plot.pick(ACTUALS, holds("Base", "214"), lambda row: "out of 214" in kpi_of(row)["Definition"])
    return row.write("Base", "24")


@plants("AC24", "AC64", "UN40", "AC07", "AC04")
def base_with_noughts(plot: Plot) -> Blame:
    def several(row: Row) -> bool:
        kpi = kpi_of(row)
        bases = [number(one["Base"]) for one in series(kpi) if one["Base"]]
        return kpi["Measures"] != "Year to date" and len(bases) > 2 and max(bases) < 5 * min(bases)

    row = plot.pick(ACTUALS, has("Base", "Value"), several, lambda row: "out of 214" not in kpi_of(row)["Definition"])
    return row.write("Base", f"{number(row['Base']) * 100:.0f}")


@plants("AC25", "AC07", "AC23", "KP54")
def exchanged(plot: Plot) -> Blame:
    row = plot.pick(ACTUALS, has("Base"), _of_a_share, lambda row: 0 < number(row["Value"]) < 1)
    base = f"{number(row['Base']):.0f}"
    row.write("Base", f"{number(row['Value']):g}")
    return row.write("Value", base)


@plants("AC26")
def total_fell(plot: Plot) -> Blame:
    kpi = plot.pick(KPIS, lambda row: "who have finished the module since" in row["Definition"])
    first = series(kpi)[-1]
    again = first.copy()
    again.write("Period end", days_from(first.day("Period end"), 14))
    return again.write("Value", "90")


@plants("AC27", "AC05", "AC08")
def counted_on(plot: Plot) -> Blame:
    row = plot.pick(ACTUALS, lambda row: row["Note"].startswith("First figure") and kpi_of(row)["Unit"] == "Rate")
    before = max(number(one["Value"]) for one in series(kpi_of(row)) if one.place != row.place)
    return row.write("Value", f"{before + 1.5:g}")


@plants("AC21", "KP54", "UN25", "AC07", "KP53")
def nought(plot: Plot) -> Blame:
    row = plot.pick(ACTUALS, lambda row: _of_a_share(row) and bool(row["Note"] == ""))
    row.write("Note", plot.dice.choice(["Survey did not run", "Not collected this time", "No data"]))
    return row.write("Value", "0%")


def _all_shares(row: Row) -> bool:
    return bool(row["Baseline"]) and bool(series(row)) and not row["Part of"]


@plants("UN06", "UN04", "UN08", "KP53", "AC04", "UN12", "KP56", "AC07", "KP15")
def count_for_a_percent(plot: Plot) -> Blame:
    return plot.pick(KPIS, SHARES, _all_shares, lacks("State")).write("Unit", plot.dice.choice(["Count", "Days"]))


@plants("KP65", "UN25", "UN23", "AC27")
def snapshot_of_a_year(plot: Plot) -> Blame:
    row = plot.pick(KPIS, holds("Measures", "Year to date"), lambda row: "year so far" in row["Definition"])
    row.write("Year basis", "")
    return row.write("Measures", "Snapshot")


@plants("KP67", "EX05", "KP46")
def level_of_satisfaction(plot: Plot) -> Blame:
    row = plot.pick(KPIS, rated, holds("Better when", "Higher"), lambda row: len(path(row)) > 1)
    row.write("KPI", "Parent carers satisfied with what was done")
    return row.write("Better when", "Close to target")


@plants("KP34", "AC12")
def monthly_for_annual(plot: Plot) -> Blame:
    row = plot.pick(KPIS, holds("Frequency", "Monthly"), lambda row: len(series(row)) > 3)
    return row.write("Frequency", "Annual")


@plants("KP11", "EX05", "EX06", "KP45", "EX01", "KP73")
def way_turned_round(plot: Plot) -> Blame:
    row = plot.pick(KPIS, rated, holds("Better when", "Higher"), lambda row: len(path(row)) > 1 and bool(row["Target"]))
    return row.write("Better when", "Lower")


@plants("KP45", "EX05")
def last_expectation_beyond(plot: Plot) -> Blame:
    row = plot.pick(
        KPIS, rated, holds("Better when", "Higher"), SHARES, holds("Measures", "Snapshot"),
        lambda row: len(path(row)) > 2 and number(row["Target"]) < 0.9,
    )  # fmt: skip
    last = path(row)[-1]
    return last.write("Expected", like(last["Expected"], number(row["Target"]) + 0.09))


enter_all(
    {
        "KP66": set_cell(KPIS, "Target", "1300", holds("Better when", "Context only")),
    }
)
plants("KP56")(
    set_cells(
        KPIS, "Counts children", {"Counts children": "No"}, SHARES,
        lambda row: row["KPI"].startswith(("Children", "Pupils")),
    )
)  # fmt: skip
