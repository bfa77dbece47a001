"""Faults of what risks say of where they stand, in which words, and of when they were thought of."""

from __future__ import annotations

from datetime import timedelta

from faults.clean import Blame
from faults.planters.milestones.milestones import on_track
from faults.planters.risks.risks import IS_OPEN, SHEET, lowered
from faults.planting import enter_all, plants, set_cell, set_cells
from faults.plot import AS_AT, POLICY, Plot, Row, days_from, has, holds, in_workbook, not_in, number

BEFORE = "Likelihood before controls"


def _is_amber_or_red(row: Row) -> bool:
    return number(row["Likelihood"]) * number(row["Impact"]) >= 8


def _is_red(row: Row) -> bool:
    return number(row["Likelihood"]) * number(row["Impact"]) >= 15


def _at_a_group(row: Row) -> bool:
    return row["Monitored at"].endswith("Group")


def _of_a_trial(row: Row) -> bool:
    """The first trial or rollout of its workbook has begun, within the last half year."""
    begun = row.plot.rows(
        "Milestones", in_workbook(row.workbook), has("Actual date"), holds("Phase", "Trial", "Rollout")
    )
    return bool(begun) and min(item.day("Actual date") for item in begun) > AS_AT - timedelta(days=183)


@plants("RK25")
def red_and_unseen(plot: Plot) -> Blame:
    row = plot.pick(SHEET, IS_OPEN, _is_red)
    return row.write(
        "Monitored at", plot.pick("Forums", in_workbook(row.workbook), holds("Level", "Workstream"))["Forum"]
    )


def _long_reached(row: Row) -> list[Row]:
    """The milestones of its workbook that were reached between its being raised and the last month."""
    reached = row.plot.rows("Milestones", in_workbook(row.workbook), has("Actual date"))
    return [one for one in reached if row.day("Raised") < one.day("Actual date") < AS_AT - timedelta(days=31)]


@plants("RK24", "RK03", "RK09", "RK23")
def threatens_the_past(plot: Plot) -> Blame:
    row = plot.pick(SHEET, IS_OPEN, lambda row: bool(_long_reached(row)))
    reached = _long_reached(row)[0]
    row.write("Last reviewed", days_from(reached.day("Actual date"), -1))
    row.write("Action due", days_from(AS_AT, -3))
    return row.write("Threatens", reached["ID"])


@plants("RK23", "TH08")
def a_term_ago(plot: Plot) -> Blame:
    """The autumn term is cut in two, as councils with six terms have it, between the review and the as at date."""
    row = plot.pick(SHEET, IS_OPEN, not_in(POLICY), holds("Proximity", "This term"))
    (term,) = plot.rows("Calendar", in_workbook(row.workbook), holds("Name", "Autumn term 2026"))
    second = term.copy()
    term.write("To", "16 Oct 2026")
    second.write("Name", "Second autumn term 2026")
    second.write("From", "19 Oct 2026")
    row.write("Last reviewed", "16 Oct 2026")
    return row.at("Proximity")


@plants("RK41")
def raised_after_the_trial(plot: Plot) -> Blame:
    home = plot.pick(SHEET, IS_OPEN, _of_a_trial).workbook
    rows = plot.rows(SHEET, in_workbook(home))
    for row in rows:
        row.write("Raised", days_from(AS_AT, -3))
        row.write("Last reviewed", days_from(AS_AT, -1))
    return rows[0].at("Raised")


def _soon(row: Row) -> bool:
    return row.day("Forecast date") < AS_AT + timedelta(days=183)


def _new_stream(plot: Plot) -> Row:
    """A second workstream, whose one milestone is still to come, is added to a workbook."""
    home = plot.pick("Workstreams")
    milestone = plot.pick("Milestones", in_workbook(home.workbook), holds("Phase", "Rollout"), on_track, _soon).copy()
    stream = home.copy()
    stream.write("Code", "NEW")
    for column, text in {"ID": "NEW-M01", "Workstream": "NEW", "Depends on": "", "Commentary": ""}.items():
        milestone.write(column, text)
    return stream


@plants("RK42")
def nobody_asked(plot: Plot) -> Blame:
    return _new_stream(plot).at("Code")


@plants("RK43", "RF22")
def capacity_uncounted(plot: Plot) -> Blame:
    stream = _new_stream(plot)
    risk = plot.pick(SHEET, in_workbook(stream.workbook), IS_OPEN, has("Mitigation", "Action due")).copy()
    texts = {"ID": "NEW-R01", "Workstream": "NEW", "Category": "Capacity", "Response": "Treat"}
    for column, text in (texts | {"Mitigation kind": "Process", "Resource line": "", "Threatens": ""}).items():
        risk.write(column, text)
    return risk.at("Category")


enter_all(
    {
        "RK22": set_cells(
            SHEET, "Proximity",
            {"Likelihood": "5", BEFORE: "5", "Impact before controls": lambda row: row["Impact"], "Proximity": "Now"},
            IS_OPEN, holds("Likelihood", "4"), lambda row: not _at_a_group(row),
        ),
        "RK31": (set_cell(SHEET, "Risk", "Educational psychologist capacity", IS_OPEN), ("RP01",)),
        "RK32": set_cell(SHEET, "Controls in place", "A second adviser will be recruited", IS_OPEN, lowered),
    }
)  # fmt: skip
