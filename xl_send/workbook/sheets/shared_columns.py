"""Columns that several sheets have, declared once."""

from __future__ import annotations

from typing import Any

from xl_send.workbook.columns import Need, column
from xl_send.workbook.ids import Link
from xl_send.workbook.kinds import Choice, Text
from xl_send.workbook.sheets.choices import Audience


def workstream_column() -> Any:  # noqa: ANN401 - as `column`
    """The workstream to which a row belongs."""
    told = "The code of the workstream it belongs to."
    return column("Workstream", Link("Workstreams"), told, need=Need.REQUIRED, vital=True)


def publish_column() -> Any:  # noqa: ANN401 - as `column`
    """The widest audience to which a row may be shown."""
    told = "The widest audience this row may be shown to. Blank is Board."
    return column("Publish", Choice(Audience), told, blank=Audience.BOARD, folded=True)


def plan_reference_column() -> Any:  # noqa: ANN401 - as `column`
    """What of a plan a row serves."""
    return column("Plan reference", Text(), "The condition or action in the plan that this serves.", folded=True)


def own_id_column() -> Any:  # noqa: ANN401 - as `column`
    """What a row was called before."""
    told = "What this row was called in an earlier tracker, so that people can find it again."
    return column("Their own id", Text(), told, since=2, folded=True)
