"""Faults of forums, handovers and decisions that only words show."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.governance.handovers import SHEET, of_giver, undelivered
from faults.planting import enter_all, plants, set_cell, set_cells
from faults.plot import AS_AT, Plot, Row, after, days_from, has, holds, in_workbook, lacks

LOG, MILESTONES = "Issues and decisions", "Milestones"
OPEN, CLOSED = holds("Status", "Open"), holds("Status", "Closed")


@plants("GV31")
def board_of_another_level(plot: Plot) -> Blame:
    return plot.pick("Forums", holds("Forum", "Programme Board")).write("Level", "Partnership")


def _is_ahead(row: Row) -> bool:
    """It is decided by a forum, after the as at date."""
    return row["Decision needed"] in ("Decision", "Key decision") and row.day("Forecast date") > AS_AT


enter_all(
    {
        "GV32": set_cell(LOG, "What happens if not", "Cabinet cannot decide on 20 January.", OPEN),
        "ID32": set_cells(
            SHEET, "Giver agrees", {"Note": "Not yet asked; to be raised in December."},
            undelivered, of_giver, holds("Giver agrees", "Yes"), lacks("State"),
        ),
        "MS91": set_cell(
            MILESTONES, "Commentary", lambda row: f"Notice will be given on {days_from(row.day('Forecast date'), -9)}.",
            holds("Decision needed", "Key decision"), lacks("Notice published", "Actual date"), after("Forecast date"),
        ),
        "MS92": set_cell(MILESTONES, "Equality impact", "EqIA to follow in December 2029", _is_ahead),
        "MS93": set_cell(
            MILESTONES, "Evidence seen",
            lambda row: f"Board minutes, {days_from(row.day('Decision given'), -20)}, item 4", has("Decision given"),
        ),
        "IS31": set_cells(
            LOG, "Needed by",
            {"What": "Write the forward plan entry for the February cabinet", "Needed by": "29 Jan 2027"},
            OPEN, holds("Kind", "Action", "Issue"),
        ),
        "IS32": set_cells(
            LOG, "Needed by",
            {"What": "Fund two more hours a week of cover from January to March 2027", "Needed by": "4 Feb 2027"},
            OPEN, holds("Forum", "Programme Board"), holds("Kind", "Decision needed"), lacks("From risk"),
        ),
        "IS33": set_cells(
            LOG, "Status", {"What": "Write to the 22 families who wait", "Outcome": "Letters sent to 17 families"},
            CLOSED, holds("Kind", "Action", "Issue"),
        ),
    }
)  # fmt: skip


@plants("IS34")
def all_of_them_and_some(plot: Plot) -> Blame:
    row = plot.pick(LOG, CLOSED, holds("Kind", "Action", "Issue"))
    row.write("Outcome", "All seven libraries joined.")
    stream = plot.rows("Workstreams", holds("Code", row.code))[0]
    stream.write("Progress since last time", f"{stream['Progress since last time']} Five of seven libraries joined.")
    return row.at("Status")


@plants("IS35")
def mitigation_refused(plot: Plot) -> Blame:
    row = plot.pick(LOG, CLOSED, holds("Kind", "Action", "Issue"))
    row.write("Kind", "Decision needed")
    row.write("What", "Evening sessions in village halls.")
    row.write("Outcome", "Not agreed: no money for it.")
    risk = plot.pick("Risks", holds("Workstream", row.code), OPEN, has("Mitigation"), lacks("Resource line"))
    return risk.write("Mitigation", "Evening sessions in halls from January.")


@plants("ID31", "CF05")
def needed_after_the_papers(plot: Plot) -> Blame:
    row = plot.pick(SHEET, undelivered, _is_decided_later)
    found = plot.rows(MILESTONES, holds("ID", row["Receiver milestone"]))[0]
    row.write("Note", "Needed for the board paper.")
    return row.write("Needed by", days_from(found.day("Forecast date"), -1))


def _is_decided_later(row: Row) -> bool:
    """Its receiver's milestone is still to be decided, on a day on which its forum meets."""
    found = row.plot.rows(MILESTONES, holds("ID", row["Receiver milestone"]), _is_ahead)
    return bool(found) and found[0].workbook == row.workbook


def _is_asked(row: Row) -> bool:
    return row["Kind"] in ("Decision needed", "Change request") and row["Status"] == "Open"


@plants("IS44")
def asked_of_another_forum(plot: Plot) -> Blame:
    row = plot.pick(LOG, _is_asked, has("Forum"))
    other = "Cabinet" if row["Forum"] != "Cabinet" else "Programme Board"
    milestone = plot.pick(MILESTONES, in_workbook(row.workbook), lacks("Actual date", "Help needed", "State"))
    milestone.write("Help needed", f"{other} to decide {row['ID']}")
    return row.at("Forum")
