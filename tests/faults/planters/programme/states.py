"""Faults of texts that say how things stand where a row says otherwise."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.milestones.milestones import reached, to_come
from faults.planting import plants
from faults.plot import Plot, Row, has, holds, in_workbook

MILESTONES, STREAMS = "Milestones", "Workstreams"


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
