"""Faults of risks, and of the log of issues and decisions."""

from __future__ import annotations

from datetime import date, timedelta

from faults.clean import VALUE, Blame
from faults.planters.milestones.milestones import lately, soon
from faults.planting import blank, enter_all, plants, set_cell, set_cells
from faults.plot import (
    AS_AT,
    POLICY,
    Plot,
    Row,
    before,
    days_from,
    has,
    holds,
    in_workbook,
    lacks,
    number,
)  # fmt: skip

SHEET, LOG = "Risks", "Issues and decisions"
IS_OPEN, IS_CLOSED = holds("Status", "Open"), holds("Status", "Closed")


def _product(row: Row, what: str) -> float:
    likelihood, impact = {
        "now": ("Likelihood", "Impact"),
        "before": ("Likelihood before controls", "Impact before controls"),
        "target": ("Target likelihood", "Target impact"),
    }[what]
    return number(row[likelihood]) * number(row[impact])


def lowered(row: Row) -> bool:
    """Its score is lower than before its controls."""
    return _product(row, "before") > _product(row, "now")


def to_be_lowered(row: Row) -> bool:
    """Its target is lower than its score now."""
    return bool(row["Target likelihood"]) and _product(row, "target") < _product(row, "now")


def _can_rise(row: Row) -> bool:
    return 5 * number(row["Likelihood"]) <= _product(row, "before")


def _of_another(row: Row) -> str:
    """The id of an open risk in another workbook."""
    return next(risk["ID"] for risk in row.plot.rows(SHEET, IS_OPEN) if risk.code != row.code)


def _is_done_once(row: Row) -> bool:
    """Its mitigation is not done all the time."""
    words = row["Mitigation"].lower()
    return not any(word in words for word in ("each", "every", "weekly", "monthly", "termly"))


@plants("RK05")
def issue_missing(plot: Plot) -> Blame:
    named = {row["From risk"] for row in plot.rows(LOG)}
    return plot.pick(SHEET, IS_OPEN, lambda row: row["ID"] not in named).write("Status", "Became an issue")


@plants("RK16", "TH07", "RK27")
def matrix_too_small(plot: Plot) -> list[Blame]:
    workbook = plot.workbook(POLICY)
    matrix = plot.rows("Thresholds", in_workbook(workbook), has("Sixth"))
    for row in matrix[:-1]:
        row.write("Sixth", "")
    for column in (VALUE, "Third", "Fourth", "Fifth", "Sixth"):
        matrix[-1].write(column, "")
    plot.pick(SHEET, in_workbook(workbook), IS_OPEN, _can_rise).write("Impact", "5")
    risks = plot.rows(SHEET, in_workbook(workbook), IS_OPEN, lambda row: "5" in {row["Likelihood"], row["Impact"]})
    return [row.at("Likelihood" if row["Likelihood"] == "5" else "Impact") for row in risks]


@plants("RP01")
def own_theme(plot: Plot) -> Blame:
    workbook = plot.workbook()
    lists = plot.sheet(workbook, "Lists")
    lists.titles.append("Risk themes")
    lists.rows[0]["Risk themes"] = "Travel to school: minibus; taxi"
    plot.told.append(f"{workbook} Lists: a risk theme of its own")
    return min(plot.books), SHEET, "A1"


@plants("IS07")
def issue_of_open_risk(plot: Plot) -> Blame:
    row = plot.pick(LOG, holds("Kind", "Issue"), IS_OPEN, lacks("From risk"))
    risk = plot.pick(SHEET, IS_OPEN, in_workbook(row.workbook))
    row.write("Raised", risk["Last reviewed"])
    return row.write("From risk", risk["ID"])


enter_all(
    {
        "RK01": set_cells(SHEET, "Resource line", {"Mitigation kind": "Extra capacity", "Resource line": ""}, IS_OPEN),
        "RK02": blank(SHEET, "Action due", IS_OPEN, holds("Response", "Treat"), _is_done_once),
        "RK03": set_cell(SHEET, "Action due", lately, IS_OPEN),
        "RK04": blank(SHEET, "Outcome", IS_CLOSED),
        "RK06": (
            set_cells(SHEET, "Raised", {"Raised": days_from(AS_AT, 17), "Last reviewed": days_from(AS_AT, 30)}),
            ("RK08",),
        ),
        "RK07": set_cells(
            SHEET, "Last reviewed", {"Last reviewed": lambda row: days_from(row.day("Raised"), -20)},
        ),
        "RK08": set_cell(SHEET, "Last reviewed", days_from(AS_AT, 32)),
        "RK09": set_cell(
            SHEET, "Last reviewed", lambda row: row["Raised"], IS_OPEN, before("Raised", date(2026, 7, 9))
        ),
        "RK10": set_cells(
            SHEET, "Likelihood before controls",
            {"Likelihood before controls": "1", "Impact before controls": lambda row: row["Impact"]},
            lambda row: number(row["Likelihood"]) > 1,
        ),
        "RK11": blank(SHEET, "Controls in place", IS_OPEN, lowered),
        "RK12": set_cells(
            SHEET, "Target likelihood", {"Target likelihood": "5", "Target impact": "5"}, IS_OPEN,
            lambda row: _product(row, "now") < 25,
        ),
        "RK14": set_cell(SHEET, "Target date", lately, IS_OPEN, to_be_lowered),
        "RK15": set_cell(SHEET, "Response", "Tolerate", IS_OPEN, to_be_lowered),
        "RK17": set_cells(SHEET, "Status", {"Outcome": "Posts filled in October"}, IS_OPEN),
        "IS01": blank(LOG, "Outcome", IS_CLOSED, holds("Kind", "Issue", "Decision needed", "Change request")),
        "IS02": set_cells(LOG, "Status", {"Closed on": days_from(AS_AT, 0)}, IS_OPEN),
        "IS03": set_cell(LOG, "Needed by", lately, IS_OPEN),
        "IS04": blank(LOG, "Forum", IS_OPEN, holds("Kind", "Decision needed")),
        "IS05": set_cell(LOG, "Closed on", lambda row: days_from(row.day("Raised"), -1), IS_CLOSED),
        "IS06": set_cell(LOG, "Raised", days_from(AS_AT, 17), IS_OPEN),
    }
)  # fmt: skip

plants("RK02", "RP01")(blank(SHEET, "Mitigation", IS_OPEN, holds("Response", "Treat")))
plants("IS01")(blank(LOG, "Closed on", IS_CLOSED))
plants("IS04")(
    blank(
        LOG, "Needed by", IS_OPEN, holds("Kind", "Decision needed"),
        lambda row: row.day("Raised") < AS_AT - timedelta(days=14),
    )
)  # fmt: skip
plants("IS15")(
    set_cells(
        LOG, "From risk",
        {"What": "The lift at the centre is broken", "From risk": _of_another},
        IS_OPEN, holds("Kind", "Issue"), lacks("From risk"),
    )
)  # fmt: skip
plants("IS05")(set_cell(LOG, "Closed on", soon, IS_CLOSED, holds("Kind", "Decision needed", "Change request")))


plants("RK61", "RP01")(
    set_cells(
        SHEET, "Mitigation kind",
        {"Mitigation": "Hire a project officer until July", "Mitigation kind": "Process", "Resource line": ""},
        IS_OPEN, holds("Response", "Treat"),
    )
)  # fmt: skip
