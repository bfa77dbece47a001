"""Faults of what was copied, left behind or sorted: evidence, forecasts, posts, outcomes, whole columns."""

from __future__ import annotations

from datetime import date, timedelta

from faults.clean import Blame
from faults.planters.milestones.milestones import reached, to_come
from faults.planters.risks.risks import IS_OPEN
from faults.planting import plants, set_cell, set_cells
from faults.plot import AS_AT, Plot, Row, after, day_text, days_from, has, holds, in_workbook, lacks, number

MILESTONES, RISKS, LOG, LINES = "Milestones", "Risks", "Issues and decisions", "Resources"
HANDOVERS = "Interdependencies"


def _months_before(row: Row) -> str:
    return f"Board minutes, {days_from(row.day('Actual date'), -90)}, item {row.place + 1}"


plants("MS43", "RF21")(set_cell(MILESTONES, "Evidence seen", _months_before, reached))
plants("MS49")(set_cell(MILESTONES, "Evidence seen", "Awaiting signed log from two schools", reached))
plants("MS50")(set_cell(MILESTONES, "Key", "No", to_come, lambda row: "By law" in row["Commentary"]))
plants("MS44")(set_cell(MILESTONES, "Forecast date", day_text(AS_AT + timedelta(days=60)), reached))
plants("MS46", "MS25", "MS28")(
    set_cell(
        MILESTONES, "Forum", "Programme Board", to_come, lambda row: row["Milestone"].startswith("Schools Forum agrees")
    )
)
plants("IS08")(
    set_cells(
        LOG,
        "Status",
        {"Status": "Closed", "Outcome": "Deferred to the next board", "Closed on": "12 Nov 2026"},
        IS_OPEN,
        holds("Kind", "Decision needed", "Action"),
    )
)
plants("IS09")(
    set_cell(
        LOG,
        "Closed on",
        lambda row: days_from(row.day("Raised"), 1),
        holds("Kind", "Change request"),
        lambda row: "Agreed by the Programme Board on 15 October" in row["Outcome"],
    )
)
plants("ID09")(set_cell(HANDOVERS, "Giver agrees", "No", has("Delivered"), lacks("State")))


def _given_by_its_workbook(row: Row) -> bool:
    own = row.plot.rows(MILESTONES, in_workbook(row.workbook), to_come)
    return any(item["ID"] == row["Giver milestone"] and item.day("Forecast date") > date(2027, 1, 10) for item in own)


plants("ID10", "ID12", "ID51")(
    set_cell(HANDOVERS, "Forecast", "18 Dec 2026", lacks("Delivered", "State"), _given_by_its_workbook)
)
plants("RK28")(
    set_cell(
        RISKS,
        "Target date",
        lambda row: days_from(row.day("Action due"), -20),
        IS_OPEN,
        after("Action due", AS_AT + timedelta(days=23)),
        lacks("Resource line"),
        has("Target likelihood", "Target impact"),
        lambda row: number(row["Target likelihood"]) < number(row["Likelihood"]),
    )
)


@plants("MS45")
def waits_for_nothing(plot: Plot) -> Blame:
    received = {row["Receiver milestone"] for row in plot.rows(HANDOVERS, has("Giver milestone"))}
    row = plot.pick(
        MILESTONES,
        to_come,
        holds("Key", "Yes"),
        has("Depends on"),
        lambda row: row["ID"] not in received,
        holds("Phase", "Rollout"),
        holds("Decision needed", "", "None"),
    )
    return row.write("Depends on", "")


def _whole_post(row: Row) -> bool:
    owned = [item for item in row.plot.rows(MILESTONES, to_come) if item["Owner"] == row["Person or team"]]
    others = [item for item in row.plot.rows(LINES) if item["Person or team"] == row["Person or team"]]
    return bool(owned) and len(others) == 1 and row["FTE"] == row["Available FTE"] == "1"


plants("OW05", "MN67")(set_cell(LINES, "To", "30 Oct 2026", _whole_post))


@plants("RF51", "MS47")
def baselines_sorted_alone(plot: Plot) -> Blame:
    workbook = plot.workbook()
    rows = plot.rows(MILESTONES, in_workbook(workbook))
    days = [row["Baseline date"] for row in rows]
    for row, day in zip(rows, reversed(days), strict=True):
        row.write("Baseline date", day)
    return rows[0].heading("Baseline date")


@plants("RF52")
def forecasts_one_row_up(plot: Plot) -> Blame:
    rows = plot.rows(MILESTONES, in_workbook(plot.workbook()), to_come)
    days = [row["Baseline date"] for row in rows]
    for row, day in zip(rows[:-1], days[1:], strict=True):
        row.write("Forecast date", day)
    return next(row for row in rows if row["Forecast date"] != row["Baseline date"]).at("Forecast date")
