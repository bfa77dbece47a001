"""Faults of money lines beside the staff lines that they pay, the grant, and texts that give the same sum."""

from __future__ import annotations

from faults.clean import LABEL, VALUE, Blame
from faults.planters.resources.resources import LINES, MONEY
from faults.planting import plants
from faults.plot import Plot, Row, has, holds, in_workbook, number

COVER, RISKS = "Programme", "Risks"
TOTAL = "Grant total (pounds)"


def _line_of_one_person(plot: Plot, budget: str) -> Row:
    """A money line for nobody but a person whose staff line lies within the year and costs £15,400."""
    (person,) = plot.rows(LINES, holds("ID", "SUF-P04"))
    line = plot.pick(MONEY, in_workbook(person.workbook)).copy()
    texts = {
        "ID": "SUF-F80", "Line": "Finance business partner", "Funding": person["Funding"], "Financial year": "2026-27",
        "Budget": budget, "Actual to date": "1000", "Forecast outturn": "8000", "Carry-forward agreed": "No",
        "Note": "Late start",
    }  # fmt: skip
    for column, text in texts.items():
        line.write(column, text)
    return line


@plants("MN66")
def digits_of_a_budget(plot: Plot) -> Blame:
    return _line_of_one_person(plot, "14500").at("Budget")


@plants("MN67")
def budget_of_half_a_person(plot: Plot) -> Blame:
    return _line_of_one_person(plot, "8200").at("Budget")


@plants("MN68")
def spent_on_nobody(plot: Plot) -> Blame:
    (line,) = plot.rows(MONEY, holds("ID", "WFD-F03"))
    line.write("Note", "")
    return line.write("Actual to date", "9000")


@plants("RS27", "MN11", "MN68", "RS21")
def paid_by_the_grant_before_it_is_decided(plot: Plot) -> Blame:
    (person,) = plot.rows(LINES, holds("ID", "STA-P04"))
    person.write("Post status", "Not approved")
    (decision,) = plot.rows("Issues and decisions", holds("ID", "STA-A01"))
    decision.write("What", f"Pay for two locum psychologists (£{person['Cost (pounds)']}).")
    return person.at("Funding")


@plants("MN69", "RS21", "RK33", "MN11")
def paid_by_the_grant_instead(plot: Plot) -> Blame:
    (person,) = plot.rows(LINES, holds("ID", "WFD-P04"))
    return person.write("Funding", "Grant")


@plants("MN70")
def share_of_a_partner(plot: Plot) -> Blame:
    row = plot.pick(MONEY, holds("Funding", "Base budget", "High needs block"))
    row.write("Line", "Pooled therapy budget, ICB share")
    return row.at("Funding")


@plants("MN71")
def digits_of_a_control(plot: Plot) -> Blame:
    line = plot.pick(MONEY, holds("ID", "EHP-F01", "OUT-F01", "WFD-F01"))
    digits = line["Budget"]
    risk = plot.pick(RISKS, in_workbook(line.workbook), holds("Status", "Open"))
    return risk.write("Controls in place", f"{line['Line']} costed at £{digits[1]}{digits[0]}{digits[2:]}")


@plants("MN72")
def overspend_read_out_wrong(plot: Plot) -> Blame:
    workbook = plot.workbook()
    stream = plot.pick("Workstreams", in_workbook(workbook))
    stream.write("Reason and path to green", "High needs block forecast 1.3m over. The board settles it on 3 December.")
    entry = plot.pick("Issues and decisions", in_workbook(workbook), has("What"))
    entry.write("What", "High needs block forecast is 1.3m over")
    cover = next(row for row in plot.rows(COVER, in_workbook(workbook)) if row[LABEL] == "Reason")
    return cover.write(VALUE, "High needs block forecast overspend 0.3m.")


@plants("PR61")
def grant_that_stops_sooner(plot: Plot) -> Blame:
    risk = plot.pick(RISKS, in_workbook("outreach.xlsx"), holds("Status", "Open"), has("Mitigation"))
    risk.write("Mitigation", f"{risk['Mitigation']}. The grant stops on 30 June 2027.")
    return plot.setting(risk.workbook, COVER, "Grant ends").at(VALUE)


@plants("PR62", "PR22", "MN11")
def digits_of_the_grant(plot: Plot) -> Blame:
    rows = [row for row in plot.rows(MONEY, in_workbook("transition.xlsx")) if row["Funding"] == "Grant"]
    digits = f"{sum(number(row['Budget']) for row in rows):.0f}"
    return plot.setting("transition.xlsx", COVER, TOTAL).write(VALUE, f"{digits[0]}{digits[2]}{digits[1]}{digits[3:]}")


@plants("MN92", "MN71")
def grant_of_a_year_in_words(plot: Plot) -> Blame:
    line = plot.pick(MONEY, holds("Funding", "Grant"), has("Budget"))
    like = [
        row
        for row in plot.rows(MONEY, in_workbook(line.workbook))
        if row["Funding"] == "Grant" and row["Financial year"] == line["Financial year"]
        if row["Workstream"] == line["Workstream"]
    ]
    said = 1.09 * sum(number(row["Budget"]) for row in like) + 111
    stream = plot.pick("Workstreams", holds("Code", line["Workstream"]))
    return stream.write("Progress since last time", f"We keep to the £{said:,.0f} grant for {line['Financial year']}.")
