"""Faults of sums that stand beside those of a KPI, a risk or a money line."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.milestones.milestones import to_come
from faults.planters.resources.resources import MONEY
from faults.planting import plants
from faults.plot import Plot, holds, in_workbook

KPIS, RISKS = "KPIs", "Risks"


@plants("MN74", "CM02")
def distance_with_a_nought(plot: Plot) -> Blame:
    kpi = plot.pick(KPIS, holds("ID", "SUF-K03"))
    expected = plot.pick("Expectations", holds("KPI", kpi["ID"]), holds("Milestone", "SUF-M04"))
    expected.write("Measured on", "30 Sep 2026")
    return kpi.write("Commentary", f"About £{plot.dice.choice(['48', '49', '480'])}k over the profile, as fees rose.")


@plants("MN75")
def limit_of_last_quarter(plot: Plot) -> Blame:
    line = plot.pick(MONEY, holds("ID", "SUF-F02"))
    risk = plot.pick(RISKS, in_workbook(line.workbook), holds("Status", "Open"))
    most = plot.dice.choice(["£0.2m", "£450k", "600,000 pounds"])
    return risk.write("Risk", f"Because fees rise, places may cost more, and the block is overspent by up to {most}.")


@plants("MN76", "KP01", "KP02", "KP87", "KP34", "KP51", "CM01")
def spending_with_digits_turned(plot: Plot) -> Blame:
    line = plot.pick(MONEY, holds("ID", "SUF-F02"))
    figures = plot.rows("Actuals", holds("KPI", "SUF-K03"))
    kpi = plot.pick(KPIS, holds("ID", "SUF-K03")).copy()
    texts = {
        "ID": "SUF-K90", "KPI": "Spending on places so far", "Measures": "Year to date", "Year basis": "Financial",
        "Target": line["Budget"], "Target date": "31 Mar 2027", "Baseline": "9900000", "Commentary": "",
        "Definition": "", "Part of": "", "Leads to": "", "Tolerance": "", "Reported RAG": "",
        "Back to green by": "", "Benefit type": "",
    }  # fmt: skip
    for column, text in texts.items():
        kpi.write(column, text)
    for row, value in zip(figures[1:], ("2020000", "4490000"), strict=False):
        figure = row.copy()
        figure.write("KPI", "SUF-K90")
        figure.write("Value", value)
    return line.write("Actual to date", plot.dice.choice(["4360000", "4250000"]))


@plants("MN77")
def bid_for_a_round_that_is_over(plot: Plot) -> Blame:
    row = plot.pick("Milestones", to_come)
    return row.write("Commentary", "Growth bid drafted for the 2025-26 budget round.")


@plants("MN78", "MN05", "MN29", "MN12")
def line_put_in_the_next_year(plot: Plot) -> Blame:
    line = plot.pick(MONEY, holds("ID", "OUT-F01"))
    later = plot.pick(MONEY, holds("ID", "OUT-F03"))
    later.write("Line", line["Line"])
    later.write("Note", "To the summer")
    for column, text in {"Actual to date": "", "Note": "From September", "Carry-forward agreed": "No"}.items():
        line.write(column, text)
    return line.write("Financial year", "2027-28")


@plants("MN94", "MN28", "MN11", "PR61")
def line_put_in_this_year(plot: Plot) -> Blame:
    return plot.pick(MONEY, holds("ID", "OUT-F03")).write("Financial year", "2026-27")
