"""Expectations: the day on which each is measured."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.excel.formulas.guards import for_record
from xl_send.excel.formulas.syntax import NOTHING, Row, Whole, found, when
from xl_send.model.benefits import Expectation
from xl_send.model.delivery import Milestone

ROW = Row(Expectation)
MILESTONES = Whole(Milestone)


def expectation_formulas() -> Mapping[str, str]:
    """Measured on if given, else the milestone's baseline date, where that milestone can be read."""
    baseline, plan = (found(MILESTONES[name], ROW["milestone"], MILESTONES["id"]) for name in ("baseline", "plan"))
    of_milestone = when(f"{plan}={NOTHING}", NOTHING, baseline)
    return {"day": for_record(Expectation, when(f"ISNUMBER({ROW['measured_on']})", ROW["measured_on"], of_milestone))}
