"""Faults of whose a row is: an owner who has left, a commentary, a forum or a school of others."""

from __future__ import annotations

from faults.clean import Blame
from faults.planting import plants
from faults.plot import Plot, Row, holds, in_workbook, lacks


@plants("OW08")
def owner_who_has_left(plot: Plot) -> Blame:
    row = plot.pick("Milestones", lacks("Actual date", "State"))
    (stream,) = plot.rows("Workstreams", in_workbook(row.workbook), holds("Code", row["Workstream"]))
    stream.write("Next period", "Craig Lund has left us and his post is vacant.")
    return row.write("Owner", "Portal manager (Craig Lund)")


@plants("CM81")
def commentary_of_others(plot: Plot) -> Blame:
    fits = lacks("Actual date", "State"), holds("Reported RAG", "Green")
    row = plot.pick("Milestones", *fits)
    other = plot.pick("Milestones", *fits, lambda one: one.workbook != row.workbook)
    other.write("Commentary", "Kept by the Harbour trust, as agreed.")
    other.write("Milestone", f"{other['Milestone']} with Harbour")
    return row.write("Commentary", "Kept by the Harbour trust, as agreed.")


@plants("IS56")
def decision_of_another_forum(plot: Plot) -> Blame:
    row = plot.pick("Issues and decisions", holds("Kind", "Decision needed"), holds("Status", "Open"), _not_of_cabinet)
    row.write("What", "Cabinet to agree the second swimming pool")
    return row.at("Forum")


def _not_of_cabinet(row: Row) -> bool:
    return bool(row["Forum"]) and "Cabinet" not in row["Forum"]


@plants("RS72")
def task_in_another_school(plot: Plot) -> Blame:
    (task,) = plot.rows("Diagnostics", holds("ID", "WFD-T03"))
    (milestone,) = plot.rows("Milestones", holds("ID", "WFD-M11"))
    schools = ["Harbour Infants", "Pebble Primary", "Quayside Academy", "Lantern High"]
    milestone.write("Schools", "; ".join([*schools, "Tidewell Special"]))
    return task.write("Schools", "; ".join([*schools, "Mussel Junior"]))
