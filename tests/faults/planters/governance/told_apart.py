"""Faults of handovers whose Notes, numbers, owners or words are of another day, party or milestone."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.cells.references import HOMES
from faults.planters.governance.handovers import SHEET, of_giver, undelivered
from faults.planting import enter_all, plants, set_cells
from faults.plot import AS_AT, Plot, Row, after, days_from, has, holds, in_workbook, lacks

MILESTONES, LOG = "Milestones", "Issues and decisions"


def _in_time(row: Row) -> bool:
    """It is expected by the day it is needed."""
    return AS_AT < row.day("Forecast") <= row.day("Needed by")


enter_all(
    {
        "ID54": set_cells(
            SHEET, "Needed by", {"Note": "Too late for us really, clinics have begun."},
            undelivered, lacks("State"), _in_time,
        ),
        "ID55": set_cells(
            SHEET, "Forecast", {"Note": "One of the two rooms is there, the other has none before 5 July 2028."},
            undelivered, lacks("State"), _in_time,
        ),
    }
)  # fmt: skip


@plants("ID56")
def promised_by_another(plot: Plot) -> Blame:
    row = plot.pick(SHEET, undelivered, lacks("State"), _waited_for)
    code = next(iter(_strangers(row)))
    for account in plot.rows(SHEET, holds("ID", row["ID"])):
        account.write("Needed", "Swimming harbour timetable")
    return _waiting(row)[0].write("Commentary", f"Harbour timetable is promised by {code}.")


def _waiting(row: Row) -> list[Row]:
    """The milestone that waits for it."""
    return row.plot.rows(MILESTONES, holds("ID", row["Receiver milestone"]), lacks("Actual date", "State"))


def _strangers(row: Row) -> list[str]:
    """The workstreams that give nothing to the milestone that waits for it, and for which it does not wait."""
    waits = _waiting(row)[0]["Depends on"]
    givers = {one["Giver"] for one in row.plot.rows(SHEET, holds("Receiver milestone", row["Receiver milestone"]))}
    listed = {one["Giver"] for one in row.plot.rows(SHEET, in_workbook(row.workbook))}
    return [code for code in HOMES if code in listed - givers - {row["Receiver"]} and code not in waits]


def _waited_for(row: Row) -> bool:
    known = row["Giver"] in HOMES and row.workbook == HOMES.get(row["Receiver"])
    return known and bool(_waiting(row)) and bool(_strangers(row))


@plants("ID57")
def words_of_another(plot: Plot) -> Blame:
    row = plot.pick(SHEET, undelivered, lacks("State"), _stands_beside_another)
    other = _others(row)[0]
    other.write("Commentary", "Harbour swimming timetable and ferry tickets are printed then.")
    for account in plot.rows(SHEET, holds("ID", row["ID"])):
        account.write("Needed", "Harbour swimming timetable, ferry tickets")
    return row.at("Receiver milestone")


def _others(row: Row) -> list[Row]:
    """Other milestones of the receiver that are still to come and wait for nothing of the giver's."""
    fits = (holds("Workstream", row["Receiver"]), lacks("Actual date", "State"), after("Baseline date"))
    found = row.plot.rows(MILESTONES, *fits)
    return [one for one in found if row["Receiver milestone"] != one["ID"] and row["Giver"] not in one["Depends on"]]


def _stands_beside_another(row: Row) -> bool:
    named = row.plot.rows(MILESTONES, holds("ID", row["Receiver milestone"]))
    own = bool(named) and named[0].workbook == row.workbook and row["Giver"] not in named[0]["Depends on"]
    return own and bool(_others(row))


@plants("ID58", "MQ04", "CF01", "CF02", "CF10", "CF05", "CF39")
def left_where_it_was(plot: Plot) -> Blame:
    row = plot.pick(SHEET, undelivered, of_giver, lacks("State"), _is_to_be_brought)
    milestone = plot.rows(MILESTONES, holds("ID", row["Giver milestone"]))[0]
    plan = milestone.day("Baseline date")
    for account in plot.rows(SHEET, holds("ID", row["ID"])):
        account.write("Promised for", days_from(plan, 0))
        account.write("Forecast", days_from(plan, 5))
    return milestone.write("Forecast date", days_from(plan, 0))


def _is_to_be_brought(row: Row) -> bool:
    fits = (lacks("Actual date", "Agreed date", "State"), after("Baseline date"), has("Forecast date"))
    found = row.plot.rows(MILESTONES, holds("ID", row["Giver milestone"]), *fits)
    own = bool(found) and found[0].workbook == row.workbook
    return own and row.day("Needed by") >= found[0].day("Baseline date")


@plants("ID59", "ID51", "ID09", "CF41", "CF05")
def accepted_before_the_action_is_done(plot: Plot) -> Blame:
    row = plot.pick(SHEET, _is_accepted_by_its_own)
    for account in plot.rows(SHEET, holds("ID", row["ID"])):
        account.write("Needed", "Harbour timetable wording")
    action = plot.pick(LOG, in_workbook(row.workbook), holds("Status", "Open"))
    action.write("Workstream", row["Receiver"])
    action.write("ID", f"{row['Receiver']}-A90")
    action.write("Kind", "Action")
    action.write("Forum", "")
    action.write("Raised", days_from(row.day("Accepted"), -3))
    action.write("What", "Obtain the legal view on the harbour timetable wording")
    return row.at("Accepted")


def _is_accepted_by_its_own(row: Row) -> bool:
    return bool(row["Accepted"]) and row.workbook == HOMES.get(row["Receiver"])
