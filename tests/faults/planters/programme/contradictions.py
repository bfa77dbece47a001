"""Faults that show beside another cell: owners gone, rows pasted again, money, costs, days that have passed."""

from __future__ import annotations

from faults.clean import LABEL, VALUE, Blame
from faults.planters.milestones.milestones import to_come
from faults.planters.resources.resources import LINES, MONEY, TASKS
from faults.planters.risks.risks import IS_OPEN
from faults.planting import enter_all, plants, set_cell, set_cells
from faults.plot import (
    AS_AT,
    Plot,
    Row,
    after,
    before,
    day_text,
    days_from,
    has,
    holds,
    in_hand,
    in_workbook,
    lacks,
    number,
)

MILESTONES, RISKS, HANDOVERS, MEETINGS = "Milestones", "Risks", "Interdependencies", "Meetings"


def _cost_fits(row: Row) -> bool:
    years = (row.day("To") - row.day("From")).days / 365
    return 30_000 < number(row["Cost (pounds)"]) / number(row["FTE"]) / years < 55_000


@plants("RS31", "RS84", "RS89")
def cost_with_a_nought(plot: Plot) -> Blame:
    row = plot.pick(LINES, has("Cost (pounds)", "FTE"), _cost_fits)
    return row.write("Cost (pounds)", f"{number(row['Cost (pounds)']) * plot.dice.choice([0.1, 10]):.0f}")


@plants("RF21", "MS09", "MQ05", "CM01")
def milestone_again(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come)
    again = row.copy()
    again.write("ID", f"{row['ID'][:-2]}{60 + row.place}")
    return again.at("Milestone")


@plants("RF21")
def issue_again(plot: Plot) -> Blame:
    row = plot.pick("Issues and decisions", holds("Kind", "Action"))
    again = row.copy()
    again.write("ID", f"{row['ID'][:-2]}{60 + row.place}")
    return again.at("What")


@plants("MS27", "EX02", "EX03", "EX05", "EX06", "MQ14", "MQ21", "KP43", "KP44", "KP45", "KP46", "KP52")
def baseline_a_year_early(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come, has("Depends on", "Forecast date"), lacks("Agreed date"), _waits_for_another)
    day = row.day("Baseline date")
    return row.write("Baseline date", day_text(day.replace(year=day.year - 1)))


def _waits_for_another(row: Row) -> bool:
    ids = [part.strip().split("+")[0] for part in row["Depends on"].split(",")]
    found = [item for item in row.plot.rows(MILESTONES) if item["ID"] in ids]
    day = row.day("Baseline date")
    early = day.replace(year=day.year - 1)
    near = abs((row.day("Forecast date") - day).days) < 30
    return near and bool(found) and all(early < item.day("Baseline date") <= day for item in found)


@plants("MS28")
def decided_between_meetings(plot: Plot) -> Blame:
    row = plot.pick(
        MILESTONES, has("Decision given"), holds("Forum", "Programme Board"), holds("Decision needed", "Decision"),
        before("Decision given"), after("Decision given", AS_AT.replace(month=3)),
    )  # fmt: skip
    return row.write("Decision given", days_from(row.day("Decision given"), 1))


@plants("MS29")
def planned_after_the_law(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come, lacks("Agreed date"), has("Done when"))
    day = days_from(row.day("Baseline date"), -20).rsplit(" ", 1)[0]
    row.write("Done when", f"All final plans are issued, as due by {day}")
    return row.at("Baseline date")


@plants("OW04")
def owner_left(plot: Plot) -> Blame:
    sheet = plot.dice.choice([MILESTONES, "KPIs", RISKS])
    return plot.pick(sheet, in_hand).write(
        "Owner", plot.dice.choice(["Jo Example (left in October)", "Former Project Officer"])
    )


@plants("GV04", "MS28")
def met_elsewhere(plot: Plot) -> Blame:
    row = plot.pick(MEETINGS, after("Meeting date"), holds("Forum", "Schools Forum", "SEND Partnership Board"))
    row.write("Papers due", "")
    return row.write("Meeting date", days_from(row.day("Meeting date"), 7))


@plants("MN28")
def grant_a_year_short(plot: Plot) -> Blame:
    def outlives(row: Row) -> bool:
        lines = plot.rows(LINES, in_workbook(row.workbook), holds("Funding", "Grant"))
        lines += plot.rows(
            MONEY, in_workbook(row.workbook), holds("Funding", "Grant"), holds("Financial year", "2027-28")
        )
        return row.workbook == "transition.xlsx" and len(lines) > 3

    return plot.pick("Programme", holds(LABEL, "Grant ends"), outlives).write(VALUE, "31 Mar 2027")


def _next_day(plot: Plot) -> str:
    return days_from(AS_AT, -plot.dice.randint(3, 60)).rsplit(" ", 1)[0]


@plants("CM12")
def plan_of_last_time(plot: Plot) -> Blame:
    row = plot.pick("Workstreams")
    return row.write("Next period", f"Hold the review of the first term on {_next_day(plot)} and agree what follows.")


@plants("CM12")
def promise_of_last_time(plot: Plot) -> Blame:
    row = plot.pick("KPIs", lambda row: row["Better when"] != "Context only", lacks("State"))
    return row.write("Commentary", f"The team will call every family not yet reached by {_next_day(plot)}.")


def _waits_outside(row: Row) -> bool:
    return row["Giver"] == "External" and not row["Delivered"]


enter_all(
    {
        "MN23": (
            set_cells(
                MONEY, "Budget", {"Note": "", "Budget": lambda row: f"{number(row['Budget']) * 10:.0f}"},
                lambda row: number(row["Forecast outturn"]) > 0.9 * number(row["Budget"]),
            ),
            ("MN11",),
        ),
        "MN24": (
            set_cells(
                MONEY, "Financial year", {"Financial year": "2025-26", "Note": "", "Carry-forward agreed": "No"},
                lambda row: 0 < number(row["Actual to date"]) < 0.7 * number(row["Forecast outturn"]),
            ),
            ("MN05",),
        ),
        "MN26": set_cells(
            MONEY, "Budget",
            {"Budget": lambda row: row["Actual to date"], "Actual to date": lambda row: row["Budget"]},
            lambda row: 0 < number(row["Actual to date"]) < 0.5 * number(row["Forecast outturn"]),
            lambda row: number(row["Forecast outturn"]) < number(row["Budget"]),
        ),
        "MN27": set_cells(
            MONEY, "Carry-forward agreed", {"Carry-forward agreed": "Yes", "Note": ""},
            lambda row: number(row["Forecast outturn"]) > 1.02 * number(row["Budget"]) + 500,
        ),
        "RS32": set_cell(TASKS, "Cohort", lambda row: row["Cohort"][:3] + row["Cohort"][4:], has("Cohort")),
        "RK19": (set_cells(
            RISKS, "Target likelihood",
            {"Likelihood": "2", "Impact": "4", "Likelihood before controls": "3", "Impact before controls": "5",
             "Target likelihood": "4", "Target impact": "1"},
            IS_OPEN, has("Target date", "Controls in place", "Impact before controls"),
            lambda row: number(row["Likelihood"]) < 4,
        ), ("RK73",)),
        "RK26": set_cells(
            RISKS, "Resource line", {"Target date": days_from(AS_AT, 21), "Mitigation": "More people"}, IS_OPEN,
            holds("Resource line", "TRN-P03", "SUF-P03", "TRN-P02"),
        ),
        "ID13": set_cell(HANDOVERS, "Giver owner", "", _waits_outside),
    }
)  # fmt: skip


@plants("MS63")
def later_day_in_words(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come, has("Forecast date"), after("Forecast date"))
    said = plot.dice.choice(["Now expected on", "Expected on", "Now forecast for"])
    row.write("Commentary", f"{said} {days_from(row.day('Forecast date'), 45)}.")
    return row.at("Forecast date")


@plants("RK20")
def terminated_on_paper(plot: Plot) -> Blame:
    stops = ("stop", "end", "clos", "cancel", "withdraw", "exit", "drop")
    row = plot.pick(
        RISKS, IS_OPEN, after("Action due"), lambda row: not any(word in row["Mitigation"].lower() for word in stops)
    )
    return row.write("Response", "Terminate")


@plants("MN31")
def sum_of_another_line(plot: Plot) -> Blame:
    line = plot.pick(LINES, has("Cost (pounds)"))
    row = plot.pick("Issues and decisions", holds("Kind", "Decision needed"), in_workbook(line.workbook))
    sum_said = f"£{number(line['Cost (pounds)']) * 1.22:,.0f}"
    return row.write("What", f"Agree {sum_said} for {line['Role']} ({line['ID']}).")


@plants("TH10", "TH06")
def percent_without_its_sign(plot: Plot) -> Blame:
    workbook = plot.workbook()
    row = plot.pick("Thresholds", in_workbook(workbook), holds(LABEL, "Smallest tolerance"))
    return row.write(VALUE, "100%")
