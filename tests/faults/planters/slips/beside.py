"""Slips that something beside the row shows: words, totals and ratios, sheets of the council's own, notes on cells."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.figures.figures import series
from faults.planters.milestones.milestones import to_come
from faults.planting import plants
from faults.plot import Plot, Row, days_from, has, holds, in_workbook, lacks, number
from xl_send.reading.markdown import SheetText
from xl_send.workbook.cells import column_letters

MILESTONES, KPIS, LOG, RISKS = "Milestones", "KPIs", "Issues and decisions", "Risks"


@plants("MS52", "CF15", "MS51")
def school_twice(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, lambda row: row["Schools"].count(";") > 1)
    first, _, *others = row["Schools"].split("; ")
    return row.write("Schools", "; ".join([first, first, *others]))


@plants("MS53", "MS40", "MS39", "MS11", "MS12", "MQ02", "MC01", "MQ05", "MS14", "WM11", "CF08")
def under_the_change_of_others(plot: Plot) -> Blame:
    change = plot.pick(LOG, holds("Kind", "Change request"), holds("Status", "Closed"))
    others = [row["ID"] for row in plot.rows(MILESTONES) if change["ID"] in row["Change reference"]]
    change.write("What", f"Re-date {' and '.join(others) or 'M01'} after the legal advice")
    change.write("Outcome", "Agreed.")
    row = plot.pick(
        MILESTONES, to_come, lacks("Agreed date", "Change reference"), in_workbook(change.workbook),
        lambda row: row.code == change.code,
    )  # fmt: skip
    row.write("Agreed date", row["Forecast date"])
    return row.write("Change reference", change["ID"])


@plants("MS54", "MS41", "MS05", "MS38", "MQ14", "MS28", "MS42", "MS49", "MS43", "MS71", "CF14", "CF08", "MS27", "MQ05")
def late_and_exchanged(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, has("Actual date"), lacks("Agreed date"))
    row.write("Baseline date", "29 May 2026")
    row.write("Commentary", "The extract came a week late, so the figures were run again.")
    return row.write("Actual date", "6 May 2026")


@plants("MS83", "MS54", "MS38", "MS49")
def later_by_the_words(plot: Plot) -> Blame:
    row = plot.pick(
        MILESTONES, has("Actual date"), lacks("Agreed date"), lambda row: row.day("Actual date").year > 2000
    )
    row.write("Commentary", "Ninety working days late; the rate had to be agreed first.")
    return row.at("Actual date")


@plants("RK30", "IS15", "RK17", "RK22", "RK25", "IS07", "CM01")
def closed_and_come_about(plot: Plot) -> Blame:
    risk = plot.pick(RISKS, holds("Status", "Open"), lambda row: not _named(row))
    issue = plot.pick(LOG, holds("Kind", "Issue"), holds("Status", "Open"), lacks("From risk"))
    issue.write("From risk", risk["ID"])
    risk.write("Outcome", "Advert placed in October")
    return risk.write("Status", "Closed")


def _named(row: Row) -> bool:
    return any(row["ID"] in entry["From risk"] for entry in row.plot.rows(LOG))


@plants("KP89", "EX03", "EX06", "KP11", "KP12", "KP15", "KP44", "KP46")
def baseline_due_after_all(plot: Plot) -> Blame:
    row = plot.pick(KPIS, has("Baseline", "Target date"), lacks("State"))
    row.write("Baseline", "")
    row.write("Baseline date", "")
    return row.write("Baseline due", days_from(row.day("Target date"), 400))


@plants("KP90")
def ratio_of_others(plot: Plot) -> Blame:
    (row,) = plot.rows(KPIS, holds("ID", "TRN-K03"))
    row.write("Definition", "K04 / K05, each half-term")
    return series(row)[-1].at("Value")


@plants("MN34", "SH32")
def total_of_before(plot: Plot) -> Blame:
    workbook = plot.workbook()
    lines = plot.rows("Money", in_workbook(workbook))
    sheet = plot.sheet(workbook, "Money")
    sheet.rows.append({"ID": "Total", "Budget": f"{sum(number(row['Budget']) for row in lines) + 18_000:.0f}"})
    plot.told.append(f"{workbook} Money: a total of £18,000 more than its lines")
    return workbook, "Money", f"{column_letters(sheet.titles.index('Budget') + 1)}{len(sheet.rows) + 1}"


@plants("PD16")
def pupils_on_a_sheet_of_its_own(plot: Plot) -> Blame:
    workbook = plot.workbook()
    plot.sheet(workbook, "Risks")
    rows = [{"Pupil": "Ellis Grant", "D.O.B.": "12/03/2014"}, {"Pupil": "Maya Rowe", "D.O.B.": "4/11/2013"}]
    plot.books[workbook].sheets["Cases"] = SheetText("Cases", rows, ["Pupil", "D.O.B."])
    plot.told.append(f"{workbook}: a sheet called Cases is added")
    return workbook, "Cases", ""


@plants("PD17")
def child_in_a_note(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, has("Commentary"))
    return row.write("Commentary", f"{row['Commentary']} {{note: Jack in Y6 starts first}}")


@plants("PD18", "CM01")
def not_for_the_public(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come, holds("Publish", "Public"))
    row.write("Help needed", "The tender prices are not for publication before the award")
    return row.at("Publish")


def _has_an_earlier_figure(row: Row) -> bool:
    values = [number(one["Value"]) for one in series(row)]
    known = {row["Baseline"], row["Target"], f"{values[-1]:g}"} if values else set()
    return row["Unit"] == "Count" and len(values) > 1 and values[-2] >= 50 and f"{values[-2]:g}" not in known


@plants("CM25")
def progress_of_last_month(plot: Plot) -> Blame:
    kpi = plot.pick(KPIS, _has_an_earlier_figure)
    (stream,) = plot.rows("Workstreams", holds("Code", kpi["Workstream"]))
    return stream.write("Progress since last time", f"{series(kpi)[-2]['Value']} {kpi['KPI'].lower()}.")


@plants("AC44", "UN23", "UN25", "WM02", "KP68", "UN29", "AC43")
def total_of_the_year(plot: Plot) -> Blame:
    (row,) = plot.rows("Actuals", holds("KPI", "SUF-K04"), holds("Period end", "31 Dec 2025"))
    return row.write("Value", "26")


@plants("MS40", "MC56", "MS41")
def baseline_on_the_agreed_day(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, holds("ID", "EHP-M05"), has("Agreed date", "Change reference"))
    return row.write("Baseline date", row["Agreed date"])


@plants("MS47", "MC56", "MS05", "MS27", "MS41", "WM11")
def moved_from_a_year_before(plot: Plot) -> Blame:
    return plot.pick(MILESTONES, holds("ID", "EHP-M05")).write("Baseline date", "11 Sep 2025")


@plants("MS68", "MS15", "PR45", "MQ12", "EX07", "RK41", "RK24", "MC51", "MS12")
def paused_by_an_open_change(plot: Plot) -> Blame:
    change = plot.pick(LOG, holds("Kind", "Change request"), holds("ID", "EHP-A02"))
    for column, text in {"Status": "Open", "Outcome": "", "Closed on": "", "Needed by": "3 Dec 2026"}.items():
        change.write(column, text)
    row = plot.pick(MILESTONES, holds("ID", "EHP-M12"))
    row.write("Change reference", "EHP-A02")
    return row.write("State", "Paused")
