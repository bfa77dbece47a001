"""Faults that show in several cells at once: a unit, a row moved sideways, a workstream's end, a calendar."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.figures.figures import kpi_of, series
from faults.planting import plants
from faults.plot import AS_AT, Plot, Row, days_from, has, holds, number

SHEET = "Milestones"


@plants("AC07", "UN40", "AC23", "AC24", "AC28", "KP54", "UN25", "KP46")
def base_with_digits_lost(plot: Plot) -> Blame:
    row = plot.pick("Actuals", has("Value", "Base"), lambda row: row["Value"].endswith("3%"))
    row.write("Base", "4")
    return row.at("Value")


@plants("AC08")
def point_left_out(plot: Plot) -> Blame:
    row = plot.pick(
        "Actuals", has("Value"), lambda row: row["Note"].startswith("First figure") and kpi_of(row)["Unit"] == "Rate"
    )
    return row.write("Value", str(2 * max(float(one["Value"]) for one in series(kpi_of(row)))))


@plants("UN05", "UN01", "KP53")
def percent_for_a_count(plot: Plot) -> Blame:
    def counted(row: Row) -> bool:
        figures = [one["Value"] for one in series(row)] + [row["Baseline"], row["Target"]]
        return row["Unit"] == "Count" and all(float(one) > 2 for one in figures) and float(row["Target"]) > 100

    row = plot.pick("KPIs", has("Baseline", "Target"), counted)
    return row.write("Unit", "Percent")


@plants("PR40", "MS05", "MN05")
def ends_too_soon(plot: Plot) -> Blame:
    row = plot.pick("Workstreams")
    days = sorted(one.day("Baseline date") for one in plot.rows(SHEET, holds("Workstream", row["Code"])))
    return row.write("Ends", days_from(days[-4], 0))


@plants("MS25")
def decision_not_recorded(plot: Plot) -> Blame:
    row = plot.pick(SHEET, has("Decision given", "Actual date"), holds("Decision needed", "Decision", "Assurance"))
    return row.write("Decision given", "")


@plants("MS26", "WM01", "MQ05", "MC01", "MC02", "MC03", "WM04", "WM05", "OW05")
def year_mistyped(plot: Plot) -> Blame:
    row = plot.pick(
        SHEET,
        has("Forecast date"),
        holds("Reported RAG", "Green"),
        lambda row: row["Forecast date"] == row["Baseline date"],
    )
    day = row.day("Forecast date")
    return row.write("Forecast date", days_from(day.replace(year=day.year + 1), 0))


@plants("GV15", "GV45", "TH08")
def half_term_missing(plot: Plot) -> Blame:
    term = plot.pick("Calendar", holds("Name", "Spring term 2027"))
    for row in plot.rows("Calendar", holds("Kind", "Half-term break")):
        if row.workbook == term.workbook and term.day("From") <= row.day("From") <= term.day("To"):
            row.write("Kind", "Council recess")
    return term.at("From")


@plants("WB26", "WB01", "WB02", "WB04", "RP01")
def moved_sideways(plot: Plot) -> Blame:
    row = plot.pick("Risks", holds("Status", "Open"), has("Reported RAG"))
    order = ("Owner", "Likelihood", "Impact", "Reported RAG", "Response", "Mitigation", "Action due", "Status")
    texts = [row[title] for title in order]
    for title, text in zip(order[1:], texts, strict=False):
        row.write(title, text)
    return row.at("Likelihood")


@plants("KP56")
def children_not_counted(plot: Plot) -> Blame:
    row = plot.pick("KPIs", holds("KPI", "Year 7 pupils with an EHC plan in a local mainstream school"))
    return row.write("Counts children", "No")


@plants("MN06")
def minus_sign(plot: Plot) -> Blame:
    row = plot.pick("Money", has("Actual to date"), lambda row: float(row["Actual to date"]) > 0)
    return row.write("Actual to date", f"-{row['Actual to date']}")


@plants("RS25", "RS21", "MN04", "PR22")
def grant_ended(plot: Plot) -> Blame:
    setting = plot.setting("transition.xlsx", "Programme", "Grant ends")
    return setting.write("Value", "31 Mar 2026")


@plants("ID12")
def delivered_a_year_early(plot: Plot) -> Blame:
    row = plot.pick("Interdependencies", has("Delivered", "Promised for"), lambda row: not row["Accepted"])
    day = row.day("Delivered")
    return row.write("Delivered", days_from(day.replace(year=day.year - 1), 0))


@plants("RK18")
def bites_now(plot: Plot) -> Blame:
    row = plot.pick("Risks", holds("Status", "Open"), holds("Response", "Treat"), has("Action due"), _is_not_green)
    row.write("Mitigation", "Recruit early")
    row.write("Proximity", "Now")
    row.write("Action due", "30 Jun 2027")
    return row.at("Proximity" if _bites_later(row) else "Action due")


def _is_not_green(row: Row) -> bool:
    return number(row["Likelihood"]) * number(row["Impact"]) >= 8


def _bites_later(row: Row) -> bool:
    threatened = row["Threatens"].split(", ")
    rows = [one for one in row.plot.rows(SHEET) if one["ID"] in threatened]
    days = [one.day("Forecast date") if one["Forecast date"] else one.day("Baseline date") for one in rows]
    return bool(days) and (min(days) - AS_AT).days > 120
