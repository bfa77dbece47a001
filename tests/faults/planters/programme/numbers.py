"""Numbers in words that other words, of the same text or of another, contradict."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.figures.figures import series
from faults.planters.kpis.kpis import rated
from faults.planters.milestones.milestones import to_come
from faults.planting import enter_all, plants, set_cell, set_cells
from faults.plot import Plot, holds, number

MILESTONES, STREAMS, PROGRESS = "Milestones", "Workstreams", "Progress since last time"

enter_all(
    {
        "CM61": set_cell(STREAMS, PROGRESS, "The survey of heads closed: 41% (210 of 312) answered."),
        "CM62": set_cell(STREAMS, PROGRESS, "Nine of twelve letters came back signed, five outstanding."),
        "CM67": (
            set_cells(
                MILESTONES,
                "Done when",
                {"Done when": "136 of 136 letters out", "Commentary": "41 of 163 letters are out."},
                to_come,
                holds("Phase", "Rollout"),
            ),
            ("CM31", "MS24"),
        ),
    }
)


@plants("CM63", "CM21", "CM02", "CM25")
def parts_above_all(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", rated, holds("Unit", "Percent"), lambda row: any(one["Value"] for one in series(row)))
    latest = round(100 * number([one["Value"] for one in series(kpi) if one["Value"]][-1]))
    return kpi.write("Commentary", f"{latest}%; north is {latest + 7}% and south {latest + 5}%.")


@plants("CM64", "IS08")
def responses_with_digits_turned(plot: Plot) -> Blame:
    (stream,) = plot.rows(STREAMS, holds("Code", "SUF"))
    stream.write(PROGRESS, "Consultation on the travel offer closed, 284 responses.")
    risk = plot.pick("Risks", holds("Workstream", "SUF"), holds("Status", "Open"))
    return risk.write("Controls in place", "Consultation on the travel offer, 248 responses")


@plants("CM65")
def another_cap(plot: Plot) -> Blame:
    (stream,) = plot.rows(STREAMS, holds("Code", "OUT"))
    stream.write(PROGRESS, "The heads of all schools agreed a cap of six cases for each worker.")
    risk = plot.pick("Risks", holds("Workstream", "OUT"), holds("Status", "Open"))
    return risk.write("Controls in place", "Cap of eight cases, known to all heads")


@plants("CM66", "RF22", "CM11")
def next_in_more_schools(plot: Plot) -> Blame:
    (stream,) = plot.rows(STREAMS, holds("Code", "OUT"))
    milestone = plot.pick(MILESTONES, holds("Workstream", "OUT"), to_come, holds("Phase", "Rollout"))
    milestone.write("Milestone", "Coaching visits begin in ten nurseries")
    return stream.write("Next period", "Coaching visits begin in twelve nurseries.")


@plants("UN44", "KP72", "EX13", "EX22")
def seven_too_many(plot: Plot) -> Blame:
    kpi = plot.pick(
        "KPIs", rated, holds("Unit", "Count"), holds("Better when", "Higher"), lambda row: number(row["Target"]) > 30
    )
    kpi.write("KPI", "Nurseries signed up to the coaching offer")
    milestone = plot.pick(
        MILESTONES, holds("Workstream", kpi["Workstream"]), to_come, holds("Phase", "Rollout", "Sustain")
    )
    return milestone.write("Milestone", f"Coaching offer open to all {number(kpi['Target']) + 7:.0f} nurseries")
