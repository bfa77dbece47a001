"""Faults that a row's own words show: titles, scales, laws and changes against the columns beside them."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.figures.figures import kpi_of, path, series
from faults.planters.milestones.milestones import to_come
from faults.planters.resources.resources import MONEY
from faults.planting import enter_all, plants, set_cell, set_cells
from faults.plot import Plot, Row, before, days_from, has, holds, lacks, number

MILESTONES, KPIS, ACTUALS, HANDOVERS = "Milestones", "KPIs", "Actuals", "Interdependencies"


@plants("KP29", "EX04")
def target_date_too_early(plot: Plot) -> Blame:
    row = plot.pick(KPIS, lambda row: len(path(row)) > 3 and bool(row["Target date"]))
    last = path(row)[-2]
    (milestone,) = plot.rows(MILESTONES, holds("ID", last["Milestone"]))
    day = last.day("Measured on") if last["Measured on"] else milestone.day("Baseline date")
    return row.write("Target date", days_from(day, -1))


def _has_figure_of_its_day(row: Row) -> bool:
    days = [one.day("Period end") for one in series(row)]
    return row["Unit"] == "Percent" and row.day("Baseline date") in days and number(row["Baseline"]) > 0.2


@plants("KP68", "KP11", "EX06", "KP46", "KP15", "KP45", "KP44")
def baseline_of_another_day(plot: Plot) -> Blame:
    row = plot.pick(KPIS, _has_figure_of_its_day)
    return row.write("Baseline", f"{number(row['Baseline']) * 100 - 7:g}%")


@plants("UN13", "UN23", "UN25")
def off_the_scale(plot: Plot) -> Blame:
    kpi = plot.pick(KPIS, holds("Unit", "Score"), lambda row: "1 to 5" in row["Definition"])
    return plot.dice.choice(series(kpi)).write("Value", "6.3")


@plants("UN07", "KP53", "UN12")
def unit_of_a_cost(plot: Plot) -> Blame:
    row = plot.pick(KPIS, holds("Unit", "Pounds"), lambda row: "cost" in row["KPI"])
    return row.write("Unit", "Count")


def _is_level(row: Row) -> bool:
    kpi = kpi_of(row)
    rows = series(kpi)
    place = next((number for number, one in enumerate(rows) if one.place == row.place), 0)
    if kpi["Unit"] != "Percent" or kpi["Measures"] != "Year to date" or not 0 < place < len(rows) - 1:
        return False
    first, last = number(rows[place - 1]["Value"]), number(rows[place + 1]["Value"])
    tens, ones = divmod(round(number(row["Value"]) * 100), 10)
    return abs(first - last) <= 0.03 and ones - tens > 1 and rows[place - 1].day("Period end").year == 2026


@plants("UN27", "AC07", "AC06", "AC42")
def digits_turned(plot: Plot) -> Blame:
    row = plot.pick(ACTUALS, has("Value"), _is_level)
    tens, ones = divmod(round(number(row["Value"]) * 100), 10)
    return row.write("Value", f"{10 * ones + tens}%")


def _latest_of_two_digits(row: Row) -> bool:
    kpi = kpi_of(row)
    rows = series(kpi)
    if kpi["Unit"] != "Percent" or kpi["Measures"] == "Year to date" or len(rows) < 2 or rows[-1].place != row.place:
        return False
    tens, ones = divmod(round(number(row["Value"]) * 100), 10)
    near = abs(number(row["Value"]) - number(rows[-2]["Value"])) <= 0.06
    turned = abs(10 * ones + tens - 100 * number(rows[-2]["Value"])) >= 15
    return near and turned and kpi["Measures"] != "Period" and not kpi["Series break"] and ones > 0


@plants("UN28", "AC07", "UN25", "AC22", "UN23")
def latest_turned(plot: Plot) -> Blame:
    row = plot.pick(ACTUALS, has("Value"), _latest_of_two_digits)
    tens, ones = divmod(round(number(row["Value"]) * 100), 10)
    return row.write("Value", f"{10 * ones + tens}%")


def _of_the_year(row: Row) -> bool:
    kpi = kpi_of(row)
    rows = series(kpi)
    place = next((number for number, one in enumerate(rows) if one.place == row.place), 0)
    yearly = kpi["Measures"] == "Year to date" and kpi["Unit"] == "Percent" and kpi["Year basis"] == "Calendar"
    return yearly and place > 1


@plants("AC28", "AC07")
def base_of_one_month(plot: Plot) -> Blame:
    row = plot.pick(ACTUALS, has("Value", "Base"), _of_the_year)
    rows = series(kpi_of(row))
    place = next(number for number, one in enumerate(rows) if one.place == row.place)
    return row.write("Base", f"{number(rows[place - 1]['Base']) * 0.9:.0f}")


def _named(row: Row) -> bool:
    return "Programme Board " in row["Milestone"]


@plants("MS37", "AC01")
def call_in_cut_short(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, holds("Decision needed", "Key decision"), has("Actual date", "Decision given"))
    row.write("Done when", "Decision published and call-in period ended")
    return row.write("Actual date", days_from(row.day("Decision given"), 1))


@plants("MS39")
def agreed_otherwise(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, has("Agreed date"), holds("Change reference", "EHP-A02"))
    return row.write("Agreed date", days_from(row.day("Agreed date"), 21))


@plants("MS88", "MS63")
def finished_on_another_day(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, has("Forecast date"), lacks("Actual date", "State", "Back to green by"))
    day = days_from(row.day("Forecast date"), -7)
    row.write("Commentary", plot.dice.choice(["Draft out. Aim to finish {}.", "Forecast {}"]).format(day))
    return row.at("Forecast date")


enter_all(
    {
        "MS34": set_cells(
            MILESTONES, "Decision needed", {"Decision needed": "None", "Forum": ""}, to_come, _named
        ),
        "MS35": set_cells(
            MILESTONES, "Fixed date",
            {"Fixed date": "No", "Done when": "All plans are issued, which by law are due by the day above"}, to_come,
        ),
        "RK27": set_cells(
            "Risks", "Impact before controls",
            {"Likelihood": "2", "Impact": "4", "Likelihood before controls": "5", "Impact before controls": "3",
             "Target likelihood": "1", "Target impact": "4"},
            holds("Status", "Open"), has("Target date", "Controls in place"),
        ),
        "MS38": set_cell(
            MILESTONES, "Last updated", lambda row: days_from(row.day("Actual date"), -30), before("Actual date"),
            has("Last updated"),
        ),
        "MN29": set_cells(MONEY, "Budget", {"Budget": "0", "Note": ""}, holds("Financial year", "2027-28")),
        "ID14": set_cells(
            HANDOVERS, "Promised for", {"Promised for": "14 May 2026", "Forecast": ""},
            lacks("Delivered", "Accepted"), lambda row: row["Giver"] == "External",
        ),
        "ID15": set_cell(HANDOVERS, "Kind", "External", lambda row: row["Giver"] != "External"),
    }
)  # fmt: skip
plants("EX06")(set_cell(KPIS, "Baseline", "60%", holds("ID", "TRN-K02")))
