"""Faults that make a row look better than what stands beside it: a target, a plan, an impact, a start."""

from __future__ import annotations

from datetime import timedelta

from faults.clean import Blame
from faults.planters.figures.figures import path, series
from faults.planters.governance.handovers import SHEET as HANDOVERS
from faults.planters.governance.handovers import undelivered
from faults.planters.risks.risks import IS_OPEN, SHEET
from faults.planting import plants
from faults.plot import AS_AT, Plot, Row, days_from, has, holds, in_workbook, lacks, number

MILESTONES = "Milestones"


def _in_time(row: Row) -> bool:
    return row.day("Actual date") <= row.day("Baseline date")


@plants("MC52", "WM01", "WM11")
def reached_and_red(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, has("Actual date", "Evidence seen"), lacks("Agreed date"), _in_time)
    row.write("Reported RAG", plot.dice.choice(["Amber", "Red"]))
    row.write("Help needed", plot.dice.choice(["Chief Information Officer to call the supplier", "A second trainer"]))
    return row.at("Actual date")


def _own_giver(row: Row) -> list[Row]:
    """The milestone that brings a handover, where it is to come and of the same workbook."""
    own = holds("ID", row["Giver milestone"])
    to_come = lacks("Actual date", "Agreed date", "State")
    return row.plot.rows(MILESTONES, own, in_workbook(row.workbook), to_come) if row["Giver milestone"] else []


def _can_be_earlier(row: Row) -> bool:
    return bool(_own_giver(row)) and _own_giver(row)[0].day("Baseline date") > AS_AT + timedelta(days=30)


@plants("MC53", "ID18", "CF05", "WB23")
def promised_before_its_plan(plot: Plot) -> Blame:
    row = plot.pick(HANDOVERS, undelivered, has("Promised for"), lacks("Note", "State"), _can_be_earlier)
    milestone = _own_giver(row)[0]
    milestone.write("Forecast date", milestone["Baseline date"])
    for account in plot.rows(HANDOVERS, holds("ID", row["ID"])):
        account.write("Promised for", days_from(milestone.day("Baseline date"), -8))
    return milestone.at("Baseline date")


@plants("MC51", "KP46", "KP44", "KP29", "EX02", "EX04", "UN44", "KP11", "CM55", "KP91", "RF22")
def target_a_year_late(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", has("Target", "Target date"), lacks("State"), holds("Better when", "Higher"))
    stream = holds("Workstream", kpi["Workstream"])
    milestone = plot.pick(MILESTONES, stream, lacks("Actual date", "State"), has("Forecast date"))
    words = {"KPI": "Audited plans good or better", "Definition": "Good or better by two readers, out of all audited"}
    for column, text in words.items():
        kpi.write(column, text)
    milestone.write("Done when", f"Audited plans good or better: {kpi['Target']}")
    return kpi.write("Target date", days_from(milestone.day("Forecast date"), 365))


def _borne_as_it_is(row: Row) -> None:
    """Aim at no lower score than there is."""
    for part in ("Likelihood", "Impact"):
        row.write(f"Target {part.casefold()}", row[part])


@plants("RK93", "RK15", "WM03")
def tolerated_and_acted_on(plot: Plot) -> Blame:
    row = plot.pick(SHEET, IS_OPEN, has("Mitigation", "Action due"))
    _borne_as_it_is(row)
    row.write("Mitigation", "Role written into the agreement; the board writes to the trust")
    return row.write("Response", "Tolerate")


@plants("RK94", "RK73", "RK27", "RK19", "RK12", "RK22", "WM03", "WM11", "WM04")
def no_harm_to_the_law(plot: Plot) -> Blame:
    row = plot.pick(SHEET, IS_OPEN, holds("Response", "Treat"))
    row.write("Category", "Legal and statutory")
    impact = row.write("Impact", "1")
    _borne_as_it_is(row)
    return impact


@plants("OW13", "RS17", "CF29", "OW03", "OW07", "RS14", "OW05")
def begins_a_year_late(plot: Plot) -> Blame:
    line = plot.pick("Resources", holds("Post status", "In post"))
    risk = plot.pick(SHEET, IS_OPEN, in_workbook(line.workbook))
    line.write("Person or team", "Rosalind Achterberg")
    risk.write("Owner", "Rosalind Achterberg")
    line.write("To", "31 Mar 2028")
    return line.write("From", "5 Oct 2027")


def _last_due(kpi: Row) -> list[Row]:
    """Its latest figure and what was last expected by then."""
    figures = series(kpi)
    days = {row["Milestone"]: row for row in path(kpi) if not row["Measured on"]}
    due = [
        (milestone.day("Baseline date"), days[milestone["ID"]])
        for milestone in kpi.plot.rows(MILESTONES)
        if milestone["ID"] in days and figures and milestone.day("Baseline date") <= figures[-1].day("Period end")
    ]
    return [figures[-1], max(due, key=lambda one: one[0])[1]] if due and len(due) == len(path(kpi)[: len(due)]) else []


@plants("AC73", "CM21", "KP93", "KP98", "CM02", "CM41", "WM02", "CM01", "CM04", "KP31")
def words_of_another_figure(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", holds("Unit", "Count"), lacks("State"), lambda row: bool(_last_due(row)))
    last, due = _last_due(kpi)
    kpi.write("Commentary", f"{number(last['Value']) * 3 + 7:.0f} v {due['Expected']}. Two services were late.")
    return last.at("Value")
