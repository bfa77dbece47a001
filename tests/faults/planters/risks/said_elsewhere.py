"""Faults of what one row tells as got, over or far off, and its own words or another row do not."""

from __future__ import annotations

from faults.clean import Blame
from faults.planting import enter_all, plants, set_cells
from faults.plot import AS_AT, Fits, Plot, Row, after, days_from, has, holds, in_workbook, lacks

RISKS, LOG, MILESTONES = "Risks", "Issues and decisions", "Milestones"
OPEN = holds("Status", "Open")

enter_all(
    {
        "RK63": set_cells(
            RISKS, "Controls in place",
            {"Controls in place": "Harbour letter of lending received.",
             "Mitigation": "Harbour letter of lending to be signed."},
            OPEN, has("Action due"),
        ),
        "RK66": set_cells(
            RISKS, "Proximity",
            {"Risk": "The lease of Harbour House runs out in February, so visits have no base.",
             "Proximity": "Later", "Threatens": ""},
            OPEN,
        ),
        "PR63": set_cells(
            MILESTONES, "Reported RAG",
            {"Commentary": "Cabinet rejected the business case.", "Reported RAG": "Green"},
            lacks("Actual date", "State"), lambda row: row["Baseline date"] == row["Forecast date"],
            holds("Reported RAG", "Green"),
        ),
        "ID42": set_cells(
            RISKS, "Mitigation", {"Mitigation": lambda row: f"Handed over under {row.code}-R97."}, OPEN,
        ),
    }
)  # fmt: skip


@plants("RK98", "RK85", "RK14", "RK11", "RK30")
def at_its_target_before_it_begins(plot: Plot) -> Blame:
    row = plot.pick(RISKS, OPEN, holds("Response", "Treat"), has("Target likelihood", "Target impact"), _is_lower)
    texts = {
        "Target likelihood": row["Likelihood"], "Target impact": row["Impact"],
        "Target date": days_from(AS_AT, 200), "Action due": days_from(AS_AT, 60),
        "Mitigation": f"Two more officers start on {days_from(AS_AT, 60)}.",
    }  # fmt: skip
    for column, text in texts.items():
        row.write(column, text)
    return row.at("Likelihood")


def _is_lower(row: Row) -> bool:
    return (row["Target likelihood"], row["Target impact"]) != (row["Likelihood"], row["Impact"])


@plants("RK64")
def got_already(plot: Plot) -> Blame:
    entry = plot.pick(LOG, holds("Status", "Closed"), holds("Kind", "Action", "Issue"), lacks("From risk"))
    risk = plot.pick(
        RISKS,
        OPEN,
        in_workbook(entry.workbook),
        holds("Workstream", entry["Workstream"]),
        lambda row: row.day("Action due") > AS_AT,
    )
    entry.write("Outcome", "Harbour trust confirmed swimming rooms")
    risk.write("Raised", entry["Raised"])
    return risk.write("Mitigation", "Harbour trust to confirm swimming rooms")


@plants("IS42")
def closed_and_not_agreed(plot: Plot) -> Blame:
    entry = plot.pick(LOG, holds("Status", "Closed"), holds("Kind", "Action", "Issue"), lacks("From risk"), _receives)
    account = plot.pick("Interdependencies", in_workbook(entry.workbook), *_UNSETTLED, _received_by(entry))
    entry.write("Outcome", "Harbour governors confirmed swimming money")
    account.write("Note", "Letter of swimming money after the harbour governors meet")
    account.write("Giver agrees", "No")
    return entry.at("Status")


_UNSETTLED = (lacks("Delivered", "State"), holds("Giver agrees", "Yes"))


def _received_by(entry: Row) -> Fits:
    return holds("Receiver", entry["Workstream"])


def _receives(entry: Row) -> bool:
    """A handover to its workstream is still to come."""
    return bool(entry.plot.rows("Interdependencies", in_workbook(entry.workbook), *_UNSETTLED, _received_by(entry)))


@plants("RK65")
def closed_for_its_control(plot: Plot) -> Blame:
    risk = plot.pick(
        RISKS, OPEN, after("Action due"), has("Threatens", "Controls in place"), _threatens_what_is_to_come
    )
    risk.write("Status", "Closed")
    risk.write("Outcome", risk["Controls in place"])
    return risk.at("Status")


def _threatens_what_is_to_come(risk: Row) -> bool:
    first = risk["Threatens"].split(";")[0].split(",")[0].strip()
    return bool(risk.plot.rows(MILESTONES, holds("ID", first), lacks("Actual date")))


@plants("IS43")
def issue_of_a_neighbour(plot: Plot) -> Blame:
    named = plot.pick(RISKS, OPEN)
    other = plot.pick(
        RISKS, in_workbook(named.workbook), holds("Workstream", named["Workstream"]), OPEN,
        lambda row: row["ID"] != named["ID"],
    )  # fmt: skip
    entry = plot.pick(
        LOG, in_workbook(named.workbook), holds("Workstream", named["Workstream"]), OPEN, lacks("From risk")
    )
    other.write("Mitigation", "Swimming lanes of the harbour")
    entry.write("What", "Harbour closes its swimming lanes")
    entry.write("What happens if not", "")
    return entry.write("From risk", named["ID"])


@plants("RK80")
def low_while_it_happens(plot: Plot) -> Blame:
    entry = plot.pick(LOG, OPEN, holds("Kind", "Issue"), holds("Severity", "High", "Medium"), lacks("From risk"))
    here = in_workbook(entry.workbook), holds("Workstream", entry["Workstream"])
    risk = plot.pick(RISKS, *here, OPEN, holds("Response", "Treat"), lambda row: row["Target likelihood"] == "2")
    entry.write("What", "Harbour has closed its swimming lanes")
    entry.write("What happens if not", "Canoe lessons stop")
    risk.write("Risk", "The harbour closes its swimming lanes, so that canoe lessons stop.")
    return risk.write("Likelihood", "2")


@plants("RK85", "RK12", "RK97", "RK23", "RK24", "RK32", "RK41", "RK26", "WM04", "RK06", "RK18")
def at_its_target_long_before(plot: Plot) -> Blame:
    risk = plot.pick(RISKS, OPEN, holds("Response", "Treat"), holds("Target likelihood", "1", "2"))
    risk.write("Likelihood before controls", "5")
    risk.write("Action due", "1 Sep 2027")
    risk.write("Target date", "17 Dec 2027")
    return risk.write("Likelihood", risk["Target likelihood"])


@plants("IS16", "GV32", "GV04")
def settled_before_it_was_raised(plot: Plot) -> Blame:
    row = plot.pick(LOG, holds("Status", "Closed"), has("Raised", "Closed on"))
    day = days_from(row.day("Raised"), -25).rsplit(" ", 1)[0]
    return row.write(
        "Outcome", plot.dice.choice([f"Approved by the board on {day}", f"Programme Board, {day}: agreed"])
    )


@plants("IS17")
def raised_before_the_risk(plot: Plot) -> Blame:
    entry = plot.pick(LOG, has("From risk", "Raised"))
    risk = plot.pick(RISKS, holds("ID", entry["From risk"]))
    return entry.write("Raised", days_from(risk.day("Raised"), -15))
