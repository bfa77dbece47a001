"""Faults of who is there: an owner who has left."""

from __future__ import annotations

from faults.clean import Blame
from faults.planting import plants
from faults.plot import Plot, holds, in_workbook, lacks


@plants("OW08")
def owner_who_has_left(plot: Plot) -> Blame:
    row = plot.pick("Milestones", lacks("Actual date", "State"))
    (stream,) = plot.rows("Workstreams", in_workbook(row.workbook), holds("Code", row["Workstream"]))
    stream.write("Next period", "Craig Lund has left us and his post is vacant.")
    return row.write("Owner", "Portal manager (Craig Lund)")
