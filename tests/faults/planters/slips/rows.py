"""Slips of rows and their neighbours: meetings, dates of one row, copied words, ids, amounts that nothing explains."""

from __future__ import annotations

from datetime import timedelta

from faults.clean import Blame
from faults.planting import plants, set_cell
from faults.plot import AS_AT, Plot, Row, after, day_text, days_from, has, holds, in_workbook, number

MEETINGS, FORUMS, LOG, RISKS, KPIS = "Meetings", "Forums", "Issues and decisions", "Risks", "KPIs"


@plants("GV05", "GV03", "WB23")
def papers_of_the_row_above(plot: Plot) -> Blame:
    row = plot.pick(MEETINGS, after("Meeting date", AS_AT + timedelta(days=120)), has("Papers due"))
    return row.write("Papers due", days_from(row.day("Meeting date"), -77))


@plants("GV06", "GV05", "GV03")
def papers_on_a_saturday(plot: Plot) -> Blame:
    row = plot.pick(MEETINGS, after("Meeting date", AS_AT + timedelta(days=90)), has("Papers due"))
    day = row.day("Papers due")
    return row.write("Papers due", day_text(day - timedelta(days=(day.weekday() - 5) % 7)))


@plants("GV07", "GV16", "CF36", "GV04", "RF02")
def meeting_of_another(plot: Plot) -> Blame:
    row = plot.pick(MEETINGS, in_workbook("outreach.xlsx"), holds("Forum", "Children's Scrutiny"), _in_the_middle)
    return row.write("Forum", "Workforce Group")


def _in_the_middle(row: Row) -> bool:
    places = [one.place for one in row.plot.rows(MEETINGS, in_workbook(row.workbook), holds("Forum", row["Forum"]))]
    return min(places) < row.place < max(places)


plants("GV08", "TH08")(set_cell(FORUMS, "Takes key decisions", "Yes", holds("Level", "Workstream")))
plants("GV10", "TH08")(set_cell(FORUMS, "Public", "No", holds("Forum", "Cabinet", "Schools Forum")))


@plants("IS12", "IS03", "WB23")
def needed_before(plot: Plot) -> Blame:
    row = plot.pick(LOG, holds("Status", "Open"), has("Raised", "Needed by"))
    return row.write("Needed by", days_from(row.day("Raised"), -20))


@plants("IS13")
def needed_a_year_later(plot: Plot) -> Blame:
    row = plot.pick(LOG, holds("Status", "Open"), holds("Forum", "Programme Board"), holds("Needed by", "3 Dec 2026"))
    return row.write("Needed by", "3 Dec 2027")


@plants("IS14", "CM01", "RF21", "RF22")
def issue_logged_again(plot: Plot) -> Blame:
    row = plot.pick(LOG, holds("Status", "Open"), holds("Kind", "Issue"), lambda row: len(row["What"].split()) > 10)
    again = row.copy()
    again.write("ID", f"{row.code}-A90")
    again.write("What happens if not", "Nobody knows yet.")
    return again.write("What", f"It seems that {row['What'][0].lower()}{row['What'][1:]}")


@plants("RK34", "RK03", "WB23", "RK28")
def due_before(plot: Plot) -> Blame:
    row = plot.pick(RISKS, holds("Status", "Open"), has("Raised", "Action due"))
    return row.write("Action due", days_from(row.day("Raised"), -20))


@plants("PR46")
def previous_a_year_early(plot: Plot) -> Blame:
    return plot.setting(plot.workbook(), "Programme", "Previous as at").write("Value", "2 Oct 2025")


@plants("PR47")
def manager_and_owner(plot: Plot) -> Blame:
    row = plot.setting(plot.workbook(), "Programme", "Programme manager")
    return row.write("Value", "Director of Children's Services")


@plants("RF22", "RF21")
def words_copied(plot: Plot) -> Blame:
    sheet, column = plot.dice.choice([("Diagnostics", "Task"), (LOG, "What")])
    workbook = plot.workbook()
    first, *_, last = plot.rows(sheet, in_workbook(workbook))
    return last.write(column, first[column])


@plants("IS11", "IS04")
def decision_as_an_issue(plot: Plot) -> Blame:
    row = plot.pick(LOG, holds("Kind", "Decision needed"), holds("Status", "Open"))
    row.write("What", "Agree who pays for the rooms in spring.")
    return row.write("Kind", "Issue")


@plants("MN33", "MN11", "MN02", "MN31", "MN22", "MN23")
def outturn_turned(plot: Plot) -> Blame:
    row = plot.pick("Money", lambda row: number(row["Budget"]) > 30000)
    row.write("Note", "")
    return row.write("Forecast outturn", f"{round(number(row['Budget']) * 1.56):d}")


@plants("KP84", "KP14")
def tolerance_with_a_nought(plot: Plot) -> Blame:
    row = plot.pick(KPIS, holds("ID", "OUT-K03", "TRN-K02"))
    return row.write("Tolerance", "0.5%")


@plants("RF15", "RF01", "RF02", "EX02", "UN01", "UN04", "AC12", "AC13", "KP01", "RF08", "RF34")
def id_of_a_later_row(plot: Plot) -> Blame:
    rows = plot.rows("Resources", in_workbook("outreach.xlsx"))
    return rows[1].write("ID", rows[3]["ID"])


@plants("AC34", "UN01", "AC12", "RF02", "KP51", "EX02")
def figure_below(plot: Plot) -> Blame:
    row = plot.rows("Actuals", holds("KPI", "SUF-K02"))[0]
    row.write("KPI", "SUF-K01")
    return row.at("KPI")


@plants("RF23", "RK51", "CM01")
def cell_pulled_down(plot: Plot) -> Blame:
    first, second, *_ = plot.rows(LOG, in_workbook(plot.workbook()))
    words = first.write("What happens if not", "Families hear of it from one another in the spring.") and "families"
    return second.write("What happens if not", f"{words.capitalize()} hear of it from one another in the spring")


@plants("KP86", "KP15")
def tolerance_with_a_nought_more(plot: Plot) -> Blame:
    row = plot.pick(KPIS, holds("ID", "OUT-K03", "TRN-K02"))
    return row.write("Tolerance", "45%")


@plants("UN08", "UN04", "UN05", "UN06", "UN07", "KP53", "UN12", "KP68", "AC07")
def share_as_a_rate(plot: Plot) -> Blame:
    (row,) = plot.rows(KPIS, holds("ID", "SUF-K01"))
    figures = [*plot.rows("Actuals", holds("KPI", row["ID"])), *plot.rows("Expectations", holds("KPI", row["ID"]))]
    for column in ("Baseline", "Target", "Tolerance"):
        row.write(column, f"{number(row[column]):g}")
    for one in figures:
        column = "Value" if one.sheet == "Actuals" else "Expected"
        one.write(column, f"{number(one[column]):g}")
    return row.write("Unit", "Rate")


@plants("ID17")
def giver_is_receiver(plot: Plot) -> Blame:
    row = plot.pick("Interdependencies", holds("Giver", "External"), has("Receiver owner"))
    return row.write("Giver owner", row["Receiver owner"])


@plants("RF63")
def texts_one_row_down(plot: Plot) -> Blame:
    rows = plot.rows("Milestones", in_workbook("transition.xlsx"))
    texts = [row["Done when"] for row in rows]
    for row, text in zip(rows[1:], texts, strict=False):
        row.write("Done when", text)
    return rows[1].at("Done when")


@plants("RF64", "MS03")
def texts_of_two_rows(plot: Plot) -> Blame:
    first, second, *_ = plot.rows("Milestones", in_workbook("workforce.xlsx"))
    subjects = {"Lighthouse keepers": first, "Orchard growers": second}
    for subject, row in subjects.items():
        row.write("Milestone", f"{subject} trained")
        row.write("Commentary", "")
        row.write("Evidence seen", "")
    told = first.write("Done when", "List of all orchard growers")
    second.write("Done when", "List of all lighthouse keepers")
    return told
