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


@plants("CM53", "MS71")
def decided_in_a_month_before(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, has("Decision given", "Actual date"))
    day = row.day("Decision given")
    other = date(day.year, (day.month + 5) % 12 + 1, 1)
    return row.write("Commentary", f"Agreed without amendment at the {other:%B} meeting of the board")


@plants("CM54")
def mitigation_after_its_target(plot: Plot) -> Blame:
    row = plot.pick("Risks", holds("Status", "Open"), has("Target date", "Mitigation", "Action due"))
    return row.write("Mitigation", f"{row['Mitigation']}; all in use by {days_from(row.day('Target date'), 16)}")


@plants("CM56")
def evidence_of_a_list_before(plot: Plot) -> Blame:
    row = plot.pick(
        MILESTONES, has("Actual date"), lacks("Decision given"), holds("ID", "TRN-M05", "WFD-M05", "STA-M04")
    )
    return row.write("Evidence seen", plot.dice.choice(["Starters list, March 2026", "Visit log (Feb 2026)"]))


@plants("CM57", "MS95", "CM24", "CM23")
def tested_after_it_is_live(plot: Plot) -> Blame:
    stream = plot.pick("Workstreams", holds("Code", "STA", "OUT", "WFD"))
    text = f"{stream['Next period'].rstrip('.')}. Dry run on 24 March, live on 17 March."
    return stream.write("Next period", text)


@plants("CM58", "MS95")
def tender_after_the_contract(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, holds("ID", "STA-M10", "OUT-M10", "WFD-M10"), has("Forecast date"))
    row.write("Milestone", "Minibus contracts start")
    stream = plot.pick("Workstreams", holds("Code", row["ID"][:3]))
    day = days_from(row.day("Forecast date"), 20)
    return stream.write("Next period", f"{stream['Next period'].rstrip('.')}. Minibus tender goes out on {day}.")


@plants("CM59", "MS32")
def said_to_follow_a_later_one(plot: Plot) -> Blame:
    first, last = plot.pick(MILESTONES, holds("ID", "TRN-M08")), plot.pick(MILESTONES, holds("ID", "TRN-M10"))
    last.write("Milestone", "Moderation of profiles settled")
    return first.write("Commentary", plot.dice.choice(["After moderation.", "Ready. Straight after the moderation"]))


@plants("MC42")
def so_long_after_half_term(plot: Plot) -> Blame:
    row = plot.pick(MILESTONES, has("Actual date"), holds("ID", "OUT-M04", "TRN-M03", "WFD-M03", "TRN-M05"))
    row.write("Commentary", "Fifty days before half-term, with all of it.")
    return row.at("Actual date")


@plants("CM55")
def first_figure_after_the_target(plot: Plot) -> Blame:
    known = {row["KPI"] for row in plot.rows("Actuals", has("Value"))}
    row = plot.pick("KPIs", has("Target date"), lambda row: row["ID"] not in known)
    row.write("Commentary", f"First figure in January {row.day('Target date').year + 2}.")
    return row.at("Target date")


@plants("MC56", "MS03", "MS05", "MS24", "MS02", "WM01", "MC41", "MS22", "MS42")
def ticked_in_the_wrong_row(plot: Plot) -> Blame:
    expecting = [expected["Milestone"] for expected in plot.rows("Expectations")]
    row = plot.pick(MILESTONES, has("Actual date"), lacks("Agreed date"), lambda row: row["ID"] not in expecting)
    row.write("Commentary", "The first of the rooms is ready")
    row.write("Evidence seen", "On the shared drive")
    row.write("Milestone", "All rooms handed over")
    row.write("Baseline date", days_from(row.day("Actual date"), 70))
    return row.at("Actual date")


@plants("MS57", "WM01", "MS46", "CM24", "CM23", "CM32")
def asked_of_another_forum(plot: Plot) -> Blame:
    days = {(row["Forum"], row["Meeting date"]) for row in plot.rows("Meetings")}
    row = plot.pick(
        MILESTONES, lacks("Decision given", "Actual date", "State"), holds("Decision needed", "Decision", "Assurance"),
        lambda row: (row["Forum"], row["Forecast date"]) in days and row["Forum"].endswith("Board"),
    )  # fmt: skip
    day = row["Forecast date"]
    other = sorted({forum for forum, _ in days if not forum.endswith("Board") and (forum, day) not in days})
    row.write("Commentary", f"The paper goes to the Board on {day.rsplit(' ', 1)[0]}.")
    return row.write("Forum", other[0])
