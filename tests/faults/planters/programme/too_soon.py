"""What comes before what it needs, ends before its work is done, or was moved to where it no longer seems late."""

from __future__ import annotations

from faults.clean import Blame
from faults.planting import enter_all, plants, set_cell
from faults.plot import Plot, has, holds

MILESTONES, STREAMS, TASKS, RISKS, KPIS = "Milestones", "Workstreams", "Diagnostics", "Risks", "KPIs"
LOG, PROGRESS = "Issues and decisions", "Progress since last time"

enter_all(
    {
        "RF60": set_cell(TASKS, "After", "TRN-T02", holds("ID", "TRN-T01")),
        "RF61": set_cell(TASKS, "After", "STA-T04", holds("ID", "STA-T02")),
        "CM98": set_cell(STREAMS, PROGRESS, "Places by area: 28 north + 12 south + 18 coast = 48."),
        "MC58": set_cell(STREAMS, "Ends", "31 Aug 2027", holds("Code", "TRN")),
    }
)


@plants("RK97", "RK28", "RK18", "RK94")
def action_after_a_fixed_date(plot: Plot) -> Blame:
    (risk,) = plot.rows(RISKS, holds("ID", "SUF-R04"))
    plot.pick(MILESTONES, holds("ID", "SUF-M09")).write("Fixed date", "Yes")
    return risk.write("Action due", "26 Mar 2027")


@plants("IS61")
def one_column_to_the_left(plot: Plot) -> Blame:
    entry = plot.pick(LOG, holds("Status", "Closed"), has("Outcome", "Closed on"))
    entry.write("What happens if not", entry["Outcome"])
    day = entry["Closed on"]
    entry.write("Closed on", "")
    return entry.write("Outcome", day)


@plants("CM99")
def plan_typed_over(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, holds("ID", "EHP-M08"))
    row.write("Commentary", "Ten working days late, because the counts came after the half-term.")
    return row.write("Baseline date", row["Forecast date"])


@plants("MC57")
def analysed_too_soon(plot: Plot) -> Blame:
    (task,) = plot.rows(TASKS, holds("ID", "TRN-T04"))
    task.write("Task", "Analysis of the consultation replies")
    plot.pick(MILESTONES, holds("ID", "TRN-M09")).write("Milestone", "Consultation on the new service closed")
    return task.at("Starts")


@plants("MC59")
def built_from_a_later_day(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, holds("ID", "SUF-M11"))
    row.write("Commentary", "32 week build, without room.")
    return row.at("Forecast date")


@plants("RF62")
def leading_one_of_the_row_above(plot: Plot) -> Blame:
    (kpi,) = plot.rows(KPIS, holds("ID", "OUT-K03"))
    kpi.write("KPI", "Harbour lessons that mainstream pupils were taught")
    kpi.write("Definition", "Harbour lessons")
    return kpi.write("Leads to", "OUT-K04")
