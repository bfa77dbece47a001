"""The RAG key in words, with the usual thresholds."""

from __future__ import annotations

from collections.abc import Mapping

from xl_send.rating.items import Status

KEY: Mapping[Status, str] = {
    Status.RED: "Off track. A milestone more than 20 working days late, or with a fixed date at risk; a KPI further "
    "from what was expected than its tolerance; a risk that the matrix shows Red.",
    Status.AMBER: "Needs attention. A milestone 6 to 20 working days late; a KPI within its tolerance; a handover "
    "with little room or not agreed by both.",
    Status.GREEN: "On track. A milestone up to 5 working days late; a KPI at or better than what was expected.",
    Status.COMPLETE: "Done: reached, delivered and accepted, or closed.",
    Status.NOT_DUE: "Nothing is expected yet.",
    Status.NO_DATA: "A figure is missing or too old. Missing is not Red, not Green and not zero.",
    Status.CONTEXT: "Shown for information and not judged.",
    Status.NOT_RATED: "Paused, withdrawn, closed, or resting on too few cases.",
}
