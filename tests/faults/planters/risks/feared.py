"""Faults of risks that are scored too low, or answered with another's mitigation."""

from __future__ import annotations

from faults.clean import Blame
from faults.planting import plants
from faults.plot import Plot, Row, has, holds, in_workbook, lacks

RISKS, LOG = "Risks", "Issues and decisions"
OPEN = holds("Status", "Open")


@plants("RK86", "IS17", "RK11", "RK12", "RK73", "RK19", "WM01", "WM04", "WM05", "IS42", "IS43")
def scored_low(plot: Plot) -> Blame:
    risk = plot.pick(RISKS, OPEN, holds("Response", "Treat"), _has_a_decision)
    entry = _decisions(risk)[0]
    entry.write("Severity", "High")
    entry.write("From risk", risk["ID"])
    for column in ("Target likelihood", "Target impact", "Target date", "Reported RAG"):
        risk.write(column, "")
    risk.write("Impact", "3")
    return risk.write("Likelihood", "1")


def _decisions(risk: Row) -> list[Row]:
    fits = (OPEN, holds("Kind", "Decision needed", "Issue"), lacks("From risk"))
    return risk.plot.rows(LOG, in_workbook(risk.workbook), *fits)


def _has_a_decision(risk: Row) -> bool:
    return bool(_decisions(risk))


@plants("RK87")
def exchanged(plot: Plot) -> Blame:
    risk = plot.pick(RISKS, OPEN, holds("Response", "Treat"), has("Mitigation"), lacks("Resource line"), _is_one_of_two)
    other = _beside(risk)[0]
    texts = (
        "Ferry tickets run out before swimmers reach the harbour.",
        "Music festival upsets neighbours of the hall.",
    )
    for row, text in zip((risk, other), texts, strict=True):
        row.write("Threatens", "")
        row.write("Controls in place", "")
        row.write("Likelihood before controls", "")
        row.write("Impact before controls", "")
        row.write("Risk", text)
    other.write("Mitigation", "Reserve tickets, ferry hire and harbour buses.")
    risk.write("Mitigation", "Quiet hours agreed by letter, stewards at each gate and a telephone line.")
    return other.at("Mitigation")


def _beside(risk: Row) -> list[Row]:
    fits = (OPEN, holds("Response", "Treat"), has("Mitigation"), lacks("Resource line"))
    found = risk.plot.rows(RISKS, in_workbook(risk.workbook), holds("Workstream", risk["Workstream"]), *fits)
    return [one for one in found if one["ID"] != risk["ID"]]


def _is_one_of_two(risk: Row) -> bool:
    return bool(_beside(risk))
