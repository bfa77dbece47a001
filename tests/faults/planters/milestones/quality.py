"""Milestones that are no milestones, phases out of order, owners who are nobody, and colours that are too kind."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from faults.clean import VALUE, Blame
from faults.planters.milestones.milestones import SHEET, later, not_moved, off_track, on_track, soon_enough, to_come
from faults.planting import Plant, enter_all, plants, set_cell, set_cells
from faults.plot import AS_AT, Fits, Plot, Row, after, days_from, has, holds, in_hand, in_workbook, working_day

OWNERS = (
    ("Workstreams", "Owner"), ("Milestones", "Owner"), ("KPIs", "Owner"), ("Risks", "Owner"),
    ("Issues and decisions", "Owner"), ("Diagnostics", "Lead"), ("Interdependencies", "Giver owner"),
    ("Interdependencies", "Receiver owner"),
)  # fmt: skip
ALL_IS_WELL = "On track."
COLOUR = "Reported RAG"


def owned_by(*texts: str) -> Plant:
    """Write one of these texts where an owner stands."""

    def plant(plot: Plot) -> Blame:
        sheet, column = plot.dice.choice(OWNERS)
        return plot.pick(sheet, has(column), in_hand).write(column, plot.dice.choice(texts))

    return plant


def plan_day(row: Row) -> date:
    """The day that a milestone is held to."""
    return row.day("Agreed date") if row["Agreed date"] else row.day("Baseline date")


def _waiting(row: Row) -> list[Row]:
    """The milestones that wait for this one and still hold to their first date."""
    found = row.plot.rows(SHEET, to_come, in_workbook(row.workbook), lambda item: row["ID"] in item["Depends on"])
    return [item for item in found if plan_day(row) <= plan_day(item) == item.day("Forecast date")]


@plants("MQ05")
def predecessor_moves(plot: Plot) -> list[Blame]:
    row = plot.pick(SHEET, to_come, lambda row: bool(_waiting(row)))
    waiting = _waiting(row)
    row.write("Forecast date", working_day(max(plan_day(item) for item in waiting) + timedelta(days=1)))
    return [item.at("Forecast date") for item in waiting]


def _untried(row: Row) -> bool:
    """Nothing of its workbook has gone beyond its design."""
    reached = row.plot.rows(SHEET, in_workbook(row.workbook), has("Actual date"))
    return all(other["Phase"] in {"Set up", "Design"} for other in reached)


def _every(column: str, was: tuple[str, ...], text: str, fits: Fits = bool) -> Plant:
    """Change a column wherever it holds one of some texts, in the milestones of one workbook; blame its workstream."""

    def plant(plot: Plot) -> Blame:
        workbook = plot.pick(SHEET, fits).workbook
        for row in plot.rows(SHEET, in_workbook(workbook), holds(column, *was)):
            row.write(column, text)
        return plot.pick("Workstreams", in_workbook(workbook)).at("Code")

    return plant


@plants("MQ14", "RK41", "MQ11", "MQ12")
def set_up_last(plot: Plot) -> Blame:
    workbook = plot.workbook()
    last = max(plot.rows(SHEET, in_workbook(workbook), to_come), key=plan_day)
    return last.write("Phase", "Set up")


@plants("OW03")
def owner_misspelt(plot: Plot) -> Blame:
    sheet = plot.dice.choice(("Milestones", "Risks"))
    owners = Counter(row["Owner"] for row in plot.rows(sheet, in_hand))
    row = plot.pick(sheet, in_hand, lambda row: owners[row["Owner"]] > 1 and row["Owner"].endswith(("er", "ad")))
    return row.write("Owner", row["Owner"][:-2] + row["Owner"][:-3:-1])


@plants("WM05")
def programme_well(plot: Plot) -> Blame:
    workbook = plot.workbook()
    plot.setting(workbook, "Programme", "Reason").write(VALUE, ALL_IS_WELL)
    return plot.setting(workbook, "Programme", "Reported RAG").write(VALUE, "Green")


enter_all(
    {
        "MQ01": set_cell(SHEET, "Milestone", "Continue to visit schools", to_come),
        "MQ02": set_cells(
            SHEET, "Change reference", {"Agreed date": later, "Change reference": "Board 4; Board 9", "Commentary": ""},
            *not_moved,
        ),
        "MQ03": set_cell(SHEET, "Last updated", days_from(AS_AT, -85), on_track, soon_enough),
        "MQ04": set_cell(
            SHEET, "Back to green by", lambda row: days_from(row.day("Forecast date"), 15), off_track,
            after("Forecast date"),
        ),
        "MQ11": _every("Phase", ("Set up",), "Design", _untried),
        "MQ12": _every("Phase", ("Sustain",), "Rollout"),
        "MQ13": _every("Key", ("Yes",), "No"),
        "OW01": owned_by("Project team", "All", "Various", "TBC - new post", "Transition Lead (vacant)"),
        "OW02": owned_by("Head of SEND and Transition Lead", "Jane Example; John Example"),
        "WM01": set_cells(SHEET, COLOUR, {COLOUR: "Green", "Commentary": ALL_IS_WELL}, off_track),
        "WM02": set_cells(
            "KPIs", COLOUR, {COLOUR: "Green", "Commentary": ALL_IS_WELL}, holds(COLOUR, "Amber", "Red")
        ),
        "WM03": set_cell("Risks", COLOUR, "Green", holds("Status", "Open"), holds(COLOUR, "Amber", "Red")),
        "WM11": set_cell("Risks", COLOUR, "Red", holds("Status", "Open"), holds(COLOUR, "Green")),
        "WM04": set_cells(
            "Workstreams", COLOUR, {COLOUR: "Green", "Reason and path to green": ALL_IS_WELL}, holds(COLOUR, "Red")
        ),
    }
)  # fmt: skip
