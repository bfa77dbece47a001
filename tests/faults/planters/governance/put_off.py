"""Faults of what is put off, ends too soon or rests on another line, which only words show."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.governance.said import CLOSED, LOG, MILESTONES, OPEN
from faults.planting import enter_all, plants, set_cell, set_cells
from faults.plot import AS_AT, Plot, Row, days_from, has, holds, lacks

RISKS = "Risks"


def _is_soon(row: Row) -> bool:
    """It is forecast for some weeks after the as at date."""
    return 20 < (row.day("Forecast date") - AS_AT).days < 150


enter_all(
    {
        "MS94": set_cells(
            MILESTONES, "Actual date", {"Commentary": "Deferred to the summer meeting."},
            has("Actual date", "Decision given"),
        ),
        "MS95": set_cell(
            MILESTONES, "Commentary", lambda row: f"The tender opens on {days_from(row.day('Forecast date'), 6)}.",
            lacks("Actual date", "State"), _is_soon, holds("Decision needed", "", "None"),
        ),
        "IS36": set_cells(
            LOG, "Status", {"Outcome": "Directors will decide on 9 December."},
            CLOSED, holds("Kind", "Action", "Issue"),
        ),
        "IS37": set_cells(
            LOG, "Closed on",
            {"Outcome": "Agreed by the board.", "Forum": "Programme Board", "Raised": "14 Sep 2026",
             "Closed on": "21 Sep 2026"},
            CLOSED, holds("Kind", "Action", "Issue"), lacks("From risk"),
        ),
        "IS38": set_cells(
            LOG, "Needed by", {"What happens if not": "February visits start with no list.", "Needed by": "4 Mar 2027"},
            OPEN, holds("Kind", "Action", "Issue"),
        ),
    }
)  # fmt: skip


def _has_a_line(row: Row) -> bool:
    """Its line is there, ends next year, and nothing of its own workbook rests on it besides."""
    return bool(row.plot.rows("Resources", holds("ID", row["Resource line"])))


@plants("RS65")
def line_ends_too_soon(plot: Plot) -> Blame:
    risk = plot.pick(RISKS, OPEN, has("Resource line"), _has_a_line)
    line = plot.rows("Resources", holds("ID", risk["Resource line"]))[0]
    risk.write("Mitigation", f"Keep {line['Role']} to 31 March 2029")
    return line.at("To")


@plants("RK62")
def rests_on_another(plot: Plot) -> Blame:
    risk = plot.pick(RISKS, OPEN, has("Resource line"), _has_a_line)
    line = plot.rows("Resources", holds("ID", risk["Resource line"]))[0]
    other = plot.pick("Resources", holds("Workstream", line["Workstream"]), lambda row: row["ID"] != line["ID"])
    other.write("Role", "Harbour musicians")
    risk.write("Mitigation", "Harbour musicians on Fridays.")
    return risk.at("Resource line")
