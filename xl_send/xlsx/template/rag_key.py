"""The RAG key in words, with the thresholds it stands for."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.results import Status
from xl_send.text import rounded, working_days
from xl_send.workbook.sheets.thresholds import Thresholds


def rag_key(thresholds: Thresholds) -> Mapping[Status, str]:
    """What each state means under these thresholds."""
    amber, late = int(thresholds.milestone_amber), rounded(thresholds.milestone_green + 1)
    return {
        Status.RED: f"Off track. A milestone more than {working_days(amber)} late, or one with a fixed date late at "
        "all; a KPI further from what was expected than its tolerance; a risk that the matrix shows Red.",
        Status.AMBER: f"Needs attention. A milestone {late} to {working_days(amber)} "
        "late; a KPI short of what was expected, within its tolerance; a handover with little room or not yet agreed.",
        Status.GREEN: f"On track. A milestone up to {working_days(int(thresholds.milestone_green))} late; a KPI at or "
        "better than what was expected by now.",
        Status.COMPLETE: "Done: reached, delivered and accepted, or closed.",
        Status.NOT_DUE: "Nothing is expected yet.",
        Status.NO_DATA: "A figure is missing or too old. Missing is not Red, not Green and not zero.",
        Status.CONTEXT: "Shown for information and not judged.",
        Status.NOT_RATED: "Paused, withdrawn, closed, or resting on too few cases.",
    }
