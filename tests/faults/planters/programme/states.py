"""Faults of texts that say how things stand where a row says otherwise."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.milestones.milestones import reached, to_come
from faults.planting import plants
from faults.plot import AS_AT, Plot, Row, has, holds, in_workbook, number

MILESTONES, STREAMS, RISKS = "Milestones", "Workstreams", "Risks"


@plants("CM71")
def yet_to_begin(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, reached)
    row.write("Milestone", "Sensory drop-ins at Meadowbank begin")
    (stream,) = plot.rows(STREAMS, holds("Code", row["Workstream"]), in_workbook(row.workbook))
    said = plot.dice.choice(["Meadowbank drop-ins have yet to begin.", "The sensory drop-ins have not yet started."])
    return stream.write("Progress since last time", said)


@plants("CM72")
def dropped_by_a_reason(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come)
    row.write("Milestone", "Meadowbank sensory room opens")
    said = plot.dice.choice(["We have decided not to build the sensory room.", "The sensory room is not going ahead."])
    return row.write("Commentary", said)


def _is_of_its_workbook(row: Row) -> bool:
    return bool(row.plot.rows(STREAMS, holds("Code", row["Receiver"]), in_workbook(row.workbook)))


@plants("CM73")
def waited_for_after_all(plot: Plot) -> Blame:
    row = plot.pick("Interdependencies", has("Delivered", "Accepted", "Needed"), _is_of_its_workbook)
    row.write("Needed", "Meadowbank eligibility extract")
    (stream,) = plot.rows(STREAMS, holds("Code", row["Receiver"]), in_workbook(row.workbook))
    return stream.write("Progress since last time", "Still waiting for the Meadowbank eligibility extract.")


@plants("CM74")
def school_that_pulled_out(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come, has("Schools"))
    school = row["Schools"].split(";")[0].strip()
    gone = plot.dice.choice(["pulled out last week", "has withdrawn", "will not take part"])
    return row.write("Commentary", f"{school} {gone}, and the heads know.")


@plants("CM76", "CM02", "CM21", "KP54", "AC23")
def fewer_answered_than_more(plot: Plot) -> Blame:
    kpi = plot.pick("KPIs", holds("Unit", "Percent", "Score"), lambda row: len(_based(row)) > 1 and not row["State"])
    before, latest = (number(one["Base"]) for one in _based(kpi)[-2:])
    way = "More" if latest < before else "Fewer"
    return kpi.write("Commentary", f"{way} parents answered than last time, so we make little of it.")


def _based(kpi: Row) -> list[Row]:
    figures = [one for one in kpi.plot.rows("Actuals", holds("KPI", kpi["ID"])) if one["Value"]]
    bases = [one["Base"] for one in figures[-2:]]
    return figures if all(bases) and len(set(bases)) > 1 else []


@plants("MQ22", "MS06")
def no_help_asked_for(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come)
    row.write("Commentary", plot.dice.choice(["We are stuck on the lease.", "We need the board to write to trusts."]))
    return row.write("Help needed", "None needed")


@plants("RK75")
def closed_with_four_of_five(plot: Plot) -> Blame:
    risk = plot.pick(RISKS, holds("Status", "Closed"))
    risk.write("Mitigation", "All five posts at Meadowbank to be filled")
    risk.write("Outcome", plot.dice.choice(["Four of the five in post", "3 of 5 posts filled"]))
    return risk.at("Status")


@plants("RK76")
def done_before_it_is_due(plot: Plot) -> Blame:
    risk = plot.pick(RISKS, holds("Status", "Open"), has("Action due", "Target likelihood"), _is_above_its_target)
    return risk.write("Mitigation", "A second Meadowbank developer was trained and now covers it")


def _is_above_its_target(row: Row) -> bool:
    return number(row["Likelihood"]) > number(row["Target likelihood"]) and row.day("Action due") > AS_AT
