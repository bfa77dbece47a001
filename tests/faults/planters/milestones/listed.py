"""Faults of the schools that are listed, and of counts and decisions in texts."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from faults.clean import Blame
from faults.planters.figures.figures import path, series
from faults.planters.kpis.kpis import rated
from faults.planters.milestones.milestones import to_come
from faults.planting import plants
from faults.plot import AS_AT, Plot, Row, has, holds, lacks, number

MILESTONES, KPIS, TASKS, STREAMS = "Milestones", "KPIs", "Diagnostics", "Workstreams"


def _list(row: Row) -> list[str]:
    return [name.strip() for name in row["Schools"].split(";") if name.strip()]


def _stream(plot: Plot, row: Row) -> Row:
    return plot.pick(STREAMS, holds("Code", row["Workstream"]), lambda one: one.workbook == row.workbook)


@plants("MS96", "MS97", "MS98", "MS24", "MS51")
def title_of_another_school(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come, lambda row: len(_list(row)) > 1)
    row.write("Milestone", "Work at Quillfield and elsewhere begun")
    other = plot.pick(TASKS, lacks("Schools"))
    other.write("Schools", "Quillfield Primary School")
    return row.at("Schools")


@plants("MS97", "MS96", "MS98", "CF15", "MS52", "MS51", "MS24")
def one_school_too_few(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come, lambda row: len(_list(row)) > 1)
    row.write("Done when", f"Visit made in each of the {len(_list(row)) + 1}")
    return row.at("Schools")


@plants("MS98", "CF15", "RS32", "MS51", "CF12")
def task_elsewhere(plot: Plot) -> Blame:
    listed = {row["Workstream"] for row in plot.rows(MILESTONES, holds("Phase", "Trial"), has("Schools"))}
    task = plot.pick(TASKS, lambda row: row["Workstream"] in listed and row["Status"] != "Dropped")
    task.write("Task", "Case review of trial referrals")
    return task.write("Schools", "Quillfield Primary School")


@plants("CM34", "CM01", "CM33")
def more_than_there_are(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come)
    return row.write("Commentary", "Heads have been asked. 140 letters to write; 412 written.")


@plants("CM31", "CM12", "CM24")
def counts_apart(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come, has("Commentary"))
    stream = _stream(plot, row)
    stream.write("Progress since last time", "Seven of nine quilts finished; the rest are cut out.")
    return row.write("Commentary", "Five of nine quilts finished; the machines came late.")


@plants("CM32", "CM12", "CM24")
def decided_too_early(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come, has("Forum"), holds("Decision needed", "Decision", "Key decision"))
    row.write("Milestone", f"{row['Forum']} agrees money for quilted corridors")
    stream = _stream(plot, row)
    return stream.write("Progress since last time", f"{row['Forum']} has agreed the money for quilted corridors.")


@plants("CM33", "CM01", "CM02")
def too_slow(plot: Plot) -> Blame:
    soon = (AS_AT + timedelta(days=10), AS_AT + timedelta(days=90))
    row = plot.pick(MILESTONES, to_come, lambda row: soon[0] < row.day("Forecast date") < soon[1])
    row.write("Commentary", "12 of 400 drawers sorted, at four a week, with help from the archive.")
    return row.at("Forecast date")


@plants("EX21", "RF22")
def beyond_its_title(plot: Plot) -> Blame:
    kpi = plot.pick(KPIS, rated, holds("Unit", "Percent"), lambda row: len(path(row)) > 1)
    point = path(kpi)[-1]
    (milestone,) = plot.rows(MILESTONES, holds("ID", point["Milestone"]))
    milestone.write("Milestone", f"More than {number(point['Expected']) * 100 + 3:.0f}% reached: {kpi['KPI']}")
    return point.at("Expected")


@plants("KP99", "RK22")
def trigger_passed(plot: Plot) -> Blame:
    def grown(row: Row) -> bool:
        values = [number(one["Value"]) for one in series(row) if one["Value"]]
        return len(values) > 1 and values[-1] > values[-2] + 1

    kpi = plot.pick(KPIS, holds("Unit", "Count"), lacks("State"), grown)
    noun = kpi["KPI"].split()[0].lower()
    came = {row["From risk"] for row in plot.rows("Issues and decisions")}
    risk = plot.pick(
        "Risks", holds("Workstream", kpi["Workstream"]), holds("Status", "Open"), lambda row: row["ID"] not in came
    )
    last = [number(one["Value"]) for one in series(kpi) if one["Value"]][-1]
    return risk.write("Mitigation", f"Looked at each month, with a trigger at {last:.0f} {noun}.")


@plants("AC51", "CM02", "CM21", "UN34")
def span_in_the_commentary(plot: Plot) -> Blame:
    def of_one_year(row: Row) -> bool:
        figures = [one for one in series(row) if one["Value"]]
        first = {"Academic": 9, "Financial": 4, "Calendar": 1}.get(row["Year basis"], 13)
        days = [one.day("Period end") for one in figures[-2:]]
        same = len(days) > 1 and all(day.year == AS_AT.year and day.month >= first for day in days)
        return same and number(figures[-2]["Value"]) > 0

    kpi = plot.pick(KPIS, rated, holds("Measures", "Period", "Year to date"), of_one_year)
    last = [one for one in series(kpi) if one["Value"]][-1]
    span = "so far this year" if kpi["Measures"] == "Period" else "in the month"
    value = number(last["Value"])
    said = f"{value * 100:g}%" if kpi["Unit"] == "Percent" else f"{value:.0f}"
    kpi.write("Commentary", f"{'£' if kpi['Unit'] == 'Pounds' else ''}{said} {span}, and visits go on in every area.")
    return last.at("Value")


@plants("CM35", "MS24", "RF22")
def done_with_fewer(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, to_come)
    row.write("Milestone", "Quilting contracts signed with three providers")
    return row.write("Done when", "Two signed contracts")


@plants("EX22", "KP91", "RF22", "MS96", "MS97", "EX12")
def step_of_another_size(plot: Plot) -> Blame:
    def rises_twice(row: Row) -> bool:
        points = path(row)
        values = [number(row["Baseline"] or "0"), *(number(one["Expected"]) for one in points)]
        milestones = [one["Milestone"] for one in points]
        risen = all(after > before + 2 for before, after in pairwise(values))
        return len(points) > 2 and risen and bool(row["Baseline"]) and len(set(milestones)) == len(points)

    kpi = plot.pick(
        KPIS, rated, holds("Unit", "Count"), holds("Better when", "Higher"), holds("Measures", "Snapshot"), rises_twice
    )
    noun, points = kpi["KPI"].split()[0].lower(), path(kpi)
    before = number(kpi["Baseline"])
    for place, one in enumerate(points[:2]):
        step = number(one["Expected"]) - before
        before = number(one["Expected"])
        (milestone,) = plot.rows(MILESTONES, holds("ID", one["Milestone"]))
        milestone.write("Milestone", f"Another {step + place:.0f} {noun} begin with the quilts")
    return points[1].at("Expected")
