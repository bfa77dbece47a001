"""Faults of dates that only words show: what was early, what was reached when, whose minutes, what a Note tells."""

from __future__ import annotations

from datetime import date

from faults.clean import Blame
from faults.planters.governance.handovers import SHEET, undelivered
from faults.planting import enter_all, plants, set_cell
from faults.plot import AS_AT, Plot, Row, days_from, has, holds, lacks

MILESTONES = "Milestones"
EARLY = (
    "Signed off with days to spare.", "Finished well ahead of schedule.", "Done a week early", "Ahead of time.",
)  # fmt: skip


def _late(row: Row) -> bool:
    """It was reached after the planned day."""
    return row.day("Actual date") > row.day("Baseline date")


@plants("CM51", "MS83", "MS54", "MS38", "MS49")
def early_by_its_words(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, has("Actual date"), lacks("Agreed date"), _late)
    return row.write("Commentary", plot.dice.choice(EARLY))


@plants("CM52", "CM43", "CM24", "CM12", "CM32")
def reached_on_another_day_by_the_progress(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, holds("ID", "TRN-M04", "OUT-M03", "EHP-M03"), has("Actual date"))
    row.write("Milestone", "Training guide for secondary settings published")
    row.write("Evidence seen", "On the website")
    stream = plot.pick("Workstreams", holds("Code", row["ID"][:3]))
    day = days_from(row.day("Actual date"), plot.dice.choice([-9, -8, 12]))
    return stream.write("Progress since last time", f"Training guide for secondary settings published on {day}.")


def _undecided_elsewhere(row: Row) -> bool:
    """A board gave the decision."""
    return row["Forum"] == "Programme Board"


enter_all(
    {
        "GV51": (
            set_cell(
                MILESTONES, "Evidence seen", lambda row: f"Schools Forum minutes, {row['Decision given']}, item 6",
                has("Decision given"), _undecided_elsewhere,
            ),
            ("MS93",),
        ),
    }
)  # fmt: skip


def _waits(row: Row) -> bool:
    """It is still to come, promised, and by one account alone forecast."""
    return undelivered(row) and row.day("Promised for") > AS_AT


@plants("ID51", "ID32")
def later_by_the_note(plot: Plot) -> Blame:
    row = plot.pick(SHEET, _waits, has("Promised for", "Forecast"), lacks("State"))
    row.write("Note", plot.dice.choice(["Five months late.", "Ninety days later than promised; still usable."]))
    return row.at("Forecast")


@plants("ID52", "ID32")
def another_day_in_the_note(plot: Plot) -> Blame:
    row = plot.pick(SHEET, _waits, has("Promised for", "Forecast"), lacks("State"))
    row.write("Note", f"Supplier confirmed {days_from(row.day('Forecast'), 47)} in writing")
    return row.at("Forecast")


@plants("ID53", "ID32")
def needed_before_christmas(plot: Plot) -> Blame:
    after_it = date(2027, 1, 10)
    row = plot.pick(SHEET, undelivered, lambda row: row.day("Needed by") > after_it, lacks("State"))
    row.write("Note", plot.dice.choice(["Needed for the letters before Christmas", "Must be in use by Christmas."]))
    return row.at("Needed by")


@plants("MC41")
def waits_for_a_neighbour(plot: Plot) -> Blame:
    name, other = plot.dice.choice([("TRN-M10", "WFD-M03"), ("TRN-M10", "WFD-M05"), ("WFD-M09", "EHP-M04")])
    return plot.pick(MILESTONES, holds("ID", name)).write("Depends on", other)
