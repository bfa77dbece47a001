"""What is said to be there or done, beside what still waits for it: figures, decisions, handovers, overspends."""

from __future__ import annotations

from datetime import date, timedelta

from faults.clean import Blame
from faults.planters.milestones.milestones import reached
from faults.planting import plants
from faults.plot import AS_AT, Plot, Row, days_from, has, holds, in_workbook, lacks, number

MILESTONES, LOG, MONEY = "Milestones", "Issues and decisions", "Money"


@plants("AC62", "KP51", "KP53", "AC12")
def figure_cleared(plot: Plot) -> Blame:
    row = plot.pick("Actuals", has("Base", "Value"), lacks("Note"))
    return row.write("Value", "")


def _meetings(row: Row) -> list[date]:
    """The coming meetings of the forum of a milestone."""
    rows = row.plot.rows("Meetings", in_workbook(row.workbook), holds("Forum", row["Forum"]))
    return sorted(day for one in rows if (day := one.day("Meeting date")) > AS_AT + timedelta(days=25))


def _awaits_a_key_decision(row: Row) -> bool:
    return row["Decision needed"] == "Key decision" and not row["Decision given"] and bool(_meetings(row))


@plants("MS85", "MS28", "MS32", "MS05", "MC01", "MQ05", "MC02", "MS20", "MS63")
def forecast_for_the_meeting(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, lacks("Actual date"), _awaits_a_key_decision)
    row.write("Done when", plot.dice.choice(["Letter issued after call-in", "Call-in over and contract signed"]))
    row.write("Notice published", days_from(AS_AT, -3))
    return row.write("Forecast date", days_from(_meetings(row)[0], 0))


def _brought_once_reached(row: Row) -> bool:
    found = row.plot.rows(MILESTONES, holds("ID", row["Giver milestone"]), reached, in_workbook(row.workbook))
    return bool(found)


@plants("MS86", "CF05", "ID09", "ID10", "ID12", "ID18", "ID19", "MS03", "WM01", "MS06", "CF39", "ID02", "MS44", "MC33")
def handover_forecast_after_all(plot: Plot) -> Blame:
    handover = plot.pick("Interdependencies", _brought_once_reached)
    for account in plot.rows("Interdependencies", holds("ID", handover["ID"])):
        for column in ("Delivered", "Accepted"):
            account.write(column, "")
        account.write("Forecast", days_from(AS_AT, 7))
        account.write("Needed by", days_from(AS_AT, 14))
    (row,) = plot.rows(MILESTONES, holds("ID", handover["Giver milestone"]))
    for column, text in {"Reported RAG": "Amber", "Back to green by": days_from(AS_AT, 14)}.items():
        row.write(column, text)
    return row.at("Actual date")


@plants("MN73", "MN02", "MN11", "MN26", "MN27", "MN32", "WM04")
def forecast_set_back(plot: Plot) -> Blame:
    line = plot.pick(MONEY, holds("Financial year", "2026-27"), lambda row: number(row["Budget"]) >= 20000)
    line.write("Line", "Meadowbank extension")
    line.write("Note", "")
    entry = plot.rows(LOG, in_workbook(line.workbook))[0].copy()
    texts = {
        "ID": f"{line.code}-A90", "Kind": "Issue", "Status": "Open", "Workstream": line["Workstream"],
        "What": "Meadowbank is four weeks late and £9k over", "Outcome": "", "Closed on": "", "From risk": "",
        "Needed by": days_from(AS_AT, 40), "Raised": days_from(AS_AT, -21),
    }  # fmt: skip
    for column, text in texts.items():
        entry.write(column, text)
    return line.write("Forecast outturn", line["Budget"])
