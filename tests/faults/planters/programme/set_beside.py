"""What is said twice in one return, or in one text, and not alike."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.milestones.milestones import to_come
from faults.planting import enter_all, plants, set_cell
from faults.plot import Plot, before, holds, in_workbook, number

MILESTONES, STREAMS, PROGRESS = "Milestones", "Workstreams", "Progress since last time"

enter_all(
    {
        "CM41": set_cell(STREAMS, PROGRESS, "Posts that stand empty are down from 31 to 44."),
        "CM42": set_cell(STREAMS, PROGRESS, "14 of the 12 areas have chosen a lead."),
    }
)


@plants("MS84")
def two_days_late(plot: Plot) -> Blame:
    (row,) = plot.rows(STREAMS, holds("Code", "SUF"))
    return row.write("Reason and path to green", "The provision at Gorsefield is two days late, and opens in January.")


@plants("RK73", "WM03", "RK10", "RK12")
def impact_lowered_by_itself(plot: Plot) -> Blame:
    return plot.pick("Risks", holds("ID", "EHP-R02")).write("Impact", "3")


@plants("IS41")
def low_though_red_for_it(plot: Plot) -> Blame:
    (stream,) = plot.rows(STREAMS, holds("Code", "SUF"))
    stream.write(
        "Reason and path to green", "A drainage fault stopped the works at Gorsefield; they go on in December."
    )
    (issue,) = plot.rows("Issues and decisions", holds("ID", "SUF-A01"))
    return issue.write("Severity", "Low")


@plants("OW07")
def name_from_the_row_above(plot: Plot) -> Blame:
    rows = plot.rows(MILESTONES, in_workbook("transition.xlsx"), to_come)
    for row, name in zip(rows, ("Priti Sol", "Priti Sol", "Rhona Bell"), strict=False):
        post = "Review Adviser" if name == "Priti Sol" else "Travel Adviser"
        row.write("Owner", f"{post}, {name}")
    return rows[3].write("Owner", "Travel Adviser, Priti Sol")


@plants("GV41", "TH08")
def a_month_later(plot: Plot) -> Blame:
    row = plot.pick("Calendar", holds("Name", "School phase transfer plans final 2028"))
    row.write("To", "15 Mar 2028")
    return row.write("From", "15 Mar 2028")


@plants("GV43", "TH08")
def one_day_under_two_names(plot: Plot) -> Blame:
    row = plot.pick("Calendar", holds("Name", "School phase transfer plans final 2027")).copy()
    row.write("Name", plot.dice.choice(["Phase transfer deadline", "Phase transfer, all schools"]))
    return row.at("From")


@plants("WM12", "CM04", "WM06")
def reason_without_a_way_back(plot: Plot) -> Blame:
    row = plot.pick(STREAMS, holds("Reported RAG", "Red"))
    return row.write("Reason and path to green", "A challenging period, and the team is working very hard.")


@plants("UN38", "UN25", "UN29", "AC30", "KP98", "CM21", "KP93", "CM25", "AC33", "AC42")
def share_of_the_others(plot: Plot) -> Blame:
    before, row = [one for one in plot.rows("Actuals", holds("KPI", "WFD-K05")) if one["Value"]][-2:]
    return row.write("Value", f"{100 - number(before['Value'].strip('%')):g}%")


@plants("GV44", "TH08", "GV43")
def name_of_the_entry_above(plot: Plot) -> Blame:
    row = plot.pick("Calendar", holds("Name", "Christmas recess 2026", "Easter holiday 2027"))
    row.write("Name", f"Summer holiday {row['Name'][-4:]}")
    return row.at("From")


@plants("PR34", "PR01")
def previous_month_first(plot: Plot) -> Blame:
    return plot.setting(plot.workbook(), "Programme", "Previous as at").write("Value", "10 Feb 2026")


@plants("PR33", "PR32")
def period_of_the_row_above(plot: Plot) -> Blame:
    return plot.setting(plot.workbook(), "Programme", "Reporting period").write("Value", "SEND Programme Manager")


_SLIPPED = {"Owner": ("13 Nov 2026", "Yes", "4"), "Commentary": ("Green", "4 Dec 2026", "80%")}


@plants("WB32", "CM01", "CM02", "CM04", "OW02", "OW03", "WM03")
def value_of_the_next_column(plot: Plot) -> Blame:
    column = plot.dice.choice(list(_SLIPPED))
    return plot.pick(MILESTONES, to_come).write(column, plot.dice.choice(_SLIPPED[column]))


@plants("AC61")
def period_of_the_month_before(plot: Plot) -> Blame:
    (first, *_), (second, *_) = (
        plot.rows("Actuals", in_workbook("statutory.xlsx"), holds("Period end", day))
        for day in ("30 Sep 2026", "31 Oct 2026")
    )
    first.write("Note", "Ledger at period 6")
    return second.write("Note", plot.dice.choice(["Ledger at period 6", "P5", "Period 8"]))


@plants("RS71")
def method_of_the_row_below(plot: Plot) -> Blame:
    row = plot.pick("Diagnostics", holds("Method", "Interviews"))
    row.write("Task", f"Interviews with those of whom it asks {row['Task'].lower()}")
    return row.write("Method", plot.dice.choice(["Data pull", "Survey", "Workshop"]))


@plants("CM43", "CM24")
def another_day_of_one_event(plot: Plot) -> Blame:
    for code in ("TRN-M09", "TRN-M10"):
        plot.pick(MILESTONES, holds("ID", code)).write("Help needed", "Heads at the resubmission on 11 March")
    return plot.pick("Risks", holds("ID", "TRN-R01")).write("Controls in place", "Draft for the resubmission 13 March")


@plants("GV42")
def meetings_of_one_forum_lost(plot: Plot) -> Blame:
    forum = plot.pick("Risks", in_workbook("outreach.xlsx"), holds("Status", "Open"))["Monitored at"]
    sheet = plot.sheet("outreach.xlsx", "Meetings")
    past = before("Meeting date")
    theirs = {row.place for row in plot.rows("Meetings", in_workbook("outreach.xlsx")) if row["Forum"] == forum}
    lost = {row.place for row in plot.rows("Meetings", in_workbook("outreach.xlsx")) if not past(row)} & theirs
    sheet.rows[:] = [row for place, row in enumerate(sheet.rows) if place not in lost]
    plot.told.append(f"outreach.xlsx Meetings: those of {forum} to come are lost")
    left = plot.rows("Meetings", in_workbook("outreach.xlsx"), holds("Forum", forum))
    return left[-1].at("Meeting date")


@plants("GV45", "TH08")
def term_entered_as_a_break(plot: Plot) -> Blame:
    row = plot.pick("Calendar", holds("Name", "Spring term 2027", "Summer term 2027"))
    return row.write("Kind", "School holiday")


@plants("GV46", "GV31")
def chairs_one_row_down(plot: Plot) -> list[Blame]:
    rows = plot.rows("Forums", in_workbook(plot.workbook()))
    chairs = [row["Chair"] for row in rows]
    for row, chair in zip(rows[1:], chairs, strict=False):
        row.write("Chair", chair)
    return [row.at("Chair") for row in rows if row["Chair"].startswith("Chair of ")]


@plants("GV16", "GV04", "GV07", "MS28", "MS57", "CF40", "CF19")
def meeting_of_the_forum_above(plot: Plot) -> Blame:
    workbook = plot.workbook()
    row = plot.pick("Meetings", holds("Forum", "Children's Scrutiny"), in_workbook(workbook))
    row.write("Forum", "Cabinet")
    return row.at("Meeting date")
