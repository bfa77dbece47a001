"""Faults of figures beside what is said of them in words, of a month that is left out, and of parts of a total."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from faults.clean import Blame
from faults.planters.figures.figures import kpi_of, path, series
from faults.planters.kpis.kpis import rated
from faults.planting import plants
from faults.plot import Plot, Row, has, holds, number

ACTUALS, KPIS = "Actuals", "KPIs"
STEADY = holds("Measures", "Snapshot", "Rolling 12 months")


def _counted(row: Row) -> bool:
    return kpi_of(row)["Unit"] == "Count" and row["Value"] != "" and number(row["Value"]) >= 30


@plants("AC36", "AC31")
def sum_of_areas(plot: Plot) -> Blame:
    row = plot.pick(ACTUALS, _counted)
    value = int(number(row["Value"]))
    row.write("Note", f"{value // 2} + {value // 3} + {value - value // 2 - value // 3 - 2}")
    return row.at("Value")


@plants("AC37", "CM21", "CM02")
def month_in_the_commentary(plot: Plot) -> Blame:
    kpi = plot.pick(KPIS, rated, holds("Unit", "Percent"), STEADY, lambda row: len(series(row)) > 1)
    one = series(kpi)[-2]
    said = f"{number(one['Value']) * 90:.0f}% in {one.day('Period end'):%B %Y}"
    return kpi.write("Commentary", f"Visits go on in every area; up from {said}.")


def _every_month(row: Row) -> bool:
    days = [one.day("Period end") for one in series(row) if one["Value"]]
    gaps = [later - earlier for earlier, later in pairwise(days)]
    plain = len(days) > 4 and max(gaps) < timedelta(days=36) and days[-2].month != 8
    return plain and "term" not in f"{row['Definition']} {row['Source']}".casefold()


@plants("AC39", "AC35", "UN25", "KP34", "AC05")
def month_lost(plot: Plot) -> Blame:
    kpi = plot.pick(KPIS, holds("Frequency", "Monthly"), _every_month)
    *_, lost, last = series(kpi)
    last.write("Note", "")
    lost.write("KPI", "")
    for column in ("Period end", "Value", "Base", "Note"):
        lost.write(column, "")
    return last.at("Period end")


@plants("KP92", "KP82", "KP90", "KP81", "RF07")
def part_beyond_its_total(plot: Plot) -> Blame:
    def with_smaller(row: Row) -> bool:
        return bool(_smaller(plot, row))

    total = plot.pick(KPIS, holds("Unit", "Count"), with_smaller)
    part, figure = _smaller(plot, total)[0]
    total.write("Part of", part["ID"])
    return figure.at("Value")


def _smaller(plot: Plot, row: Row) -> list[tuple[Row, Row]]:
    """The counts measured alike that are smaller on one day of the row's figures, with that figure of the row."""
    own = {one["Period end"]: one for one in series(row) if one["Value"]}
    found = []
    for other in plot.rows(KPIS, holds("Unit", "Count"), holds("Measures", row["Measures"])):
        days = [own[one["Period end"]] for one in series(other) if one["Value"] and one["Period end"] in own]
        less = [
            day
            for day in days
            if number(day["Value"])
            > number(next(o for o in series(other) if o["Period end"] == day["Period end"])["Value"])
        ]
        if other["ID"] != row["ID"] and len(less) == 1:
            found.append((other, less[0]))
    return found


@plants("KP96", "CM02", "CM21")
def target_in_the_commentary(plot: Plot) -> Blame:
    kpi = plot.pick(KPIS, rated, holds("Unit", "Percent"), has("Target"), lambda row: len(path(row)) > 1)
    return kpi.write("Commentary", f"On course for the target of {number(kpi['Target']) * 100 + 7:.0f}%.")


@plants("KP97", "KP65", "AC23")
def limit_of_the_definition(plot: Plot) -> Blame:
    kpi = plot.pick(KPIS, rated, lambda row: "within 20 weeks" in row["KPI"])
    return kpi.write("Definition", "Plans issued within 26 weeks, out of all issued.")


@plants("KP98", "CM02", "CM21", "CM25")
def other_way(plot: Plot) -> Blame:
    def moved(row: Row) -> bool:
        values = [number(one["Value"]) for one in series(row) if one["Value"]]
        return len(values) > 1 and values[-1] != values[-2] and not row["Series break"]

    kpi = plot.pick(KPIS, rated, STEADY, moved)
    before, now = (number(one["Value"]) for one in [one for one in series(kpi) if one["Value"]][-2:])
    return kpi.write("Commentary", "Fell again this month." if now > before else "Rose again this month.")


@plants("KP93", "CM02", "CM21")
def sum_of_the_period_before(plot: Plot) -> Blame:
    def changed(row: Row) -> bool:
        values = [number(one["Value"]) for one in series(row) if one["Value"]]
        held = (row["Baseline"], row["Target"], *(one["Expected"] for one in path(row)))
        return (
            len(values) > 1 and values[-2] != values[-1] and values[-2] not in [number(text) for text in held if text]
        )

    kpi = plot.pick(KPIS, rated, holds("Unit", "Pounds"), changed)
    value = [one["Value"] for one in series(kpi) if one["Value"]][-2]
    return kpi.write("Commentary", f"It now stands at {'' if value.startswith('£') else '£'}{value}, and work goes on.")


def _with_two_expectations(row: Row) -> bool:
    return len(path(row)) > 1 and bool(series(row))


@plants("EX23", "CM02", "CM21")
def compared_with_what_was_expected_before(plot: Plot) -> Blame:
    kpi = plot.pick(KPIS, rated, holds("Unit", "Percent"), _with_two_expectations)
    latest = number(series(kpi)[-1]["Value"])
    return kpi.write("Commentary", f"Visits go on in every area. {latest * 100:.0f}% v 1.3%.")


@plants("AC74", "CM02", "CM21", "CM25", "KP98")
def step_of_another_size(plot: Plot) -> Blame:
    kpi = plot.pick(KPIS, rated, STEADY, holds("Unit", "Count"), lambda row: len(series(row)) > 1)
    return kpi.write("Commentary", "Up 437 on last month.")
