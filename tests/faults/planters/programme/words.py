"""Commentaries that say nothing, say what another row says, or say what does not fit the colour."""

from __future__ import annotations

from datetime import timedelta

from faults.clean import LABEL, VALUE, Blame
from faults.planters.kpis import kpis
from faults.planters.milestones import milestones
from faults.planting import Plant, enter_all, plants, set_cell
from faults.plot import Plot, Row, holds, lacks

COLOUR, COMMENTARY = "Reported RAG", "Commentary"


def off_track_says(*texts: str) -> Plant:
    """Write one of these texts where an Amber or a Red is explained."""

    alone = lacks("Help needed")

    def plant(plot: Plot) -> Blame:
        rows: list[tuple[Row, str]] = [
            (row, COMMENTARY) for row in plot.rows("Milestones", milestones.off_track, alone)
        ]
        rows += [(row, COMMENTARY) for row in plot.rows("KPIs", kpis.off_track, alone)]
        rows += [(row, "Reason and path to green") for row in plot.rows("Workstreams", holds(COLOUR, "Amber", "Red"))]
        rows += [(row, VALUE) for row in plot.rows("Programme", holds(LABEL, "Reason"))]
        row, column = plot.dice.choice(rows)
        return row.write(column, plot.dice.choice(texts))

    return plant


@plants("CM01")
def copied(plot: Plot) -> Blame:
    first = plot.pick("Milestones", milestones.to_come, lambda row: len(row[COMMENTARY]) > 30)
    return plot.pick("KPIs", kpis.rated, holds(COLOUR, "Green", "")).write(COMMENTARY, first[COMMENTARY])


@plants("WM06")
def words_of_another_colour(plot: Plot) -> Blame:
    row = plot.pick("Workstreams", holds(COLOUR, "Amber", "Green"))
    row.write("Reason and path to green", plot.dice.choice(["Red because two posts are vacant.", "RED: no date yet"]))
    return row.at(COLOUR)


@plants("WM07")
def row_of_another_colour(plot: Plot) -> Blame:
    row = plot.pick("Milestones", milestones.to_come, holds(COLOUR, "Green"), lacks("State"))
    stream = plot.pick("Workstreams", holds("Code", row["Workstream"]))
    said = plot.dice.choice(["{} is Red.", "Waits for the hall ({}, also Red).", "{} (the hall): Red."])
    stream.write("Reason and path to green", f"{stream['Reason and path to green']} {said.format(row['ID'])}")
    return row.at(COLOUR)


@plants("CM96")
def on_course_for_a_day_given_up(plot: Plot) -> Blame:
    late = lambda row: row.day("Forecast date") > row.day("Baseline date") + timedelta(days=14)  # noqa: E731
    row = plot.pick("Milestones", milestones.to_come, milestones.off_track, lacks("Agreed date", "State"), late)
    said = plot.dice.choice(["On course for {}.", "Papers are out. On track for all five schools by {}."])
    return row.write(COMMENTARY, said.format(row["Baseline date"]))


@plants("MS32")
def words_alone_brought_up_to_date(plot: Plot) -> Blame:
    row = plot.pick(
        "Milestones", milestones.to_come, holds(COLOUR, "Green"),
        lambda row: row["Forecast date"] == (row["Agreed date"] or row["Baseline date"]),
    )  # fmt: skip
    row.write(COMMENTARY, "This has slipped to May because the coaches are not yet trained.")
    return row.at("Forecast date")


@plants("MS33")
def said_to_be_complete(plot: Plot) -> Blame:
    row = plot.pick("Milestones", milestones.to_come, holds(COLOUR, "Green"))
    row.write(COMMENTARY, plot.dice.choice(["Completed on 12 November.", "Done.", "This is complete"]))
    return row.at("Actual date")


enter_all(
    {
        "CM02": off_track_says("On track", "Complete.", "All on plan."),
        "CM04": off_track_says("As above", "No change.", "tbc"),
        "CM05": set_cell(
            "KPIs", COMMENTARY, "Good progress: 40 fewer than last year", holds("Better when", "Context only")
        ),
        "CM11": set_cell("Workstreams", "Progress since last time", ""),
    }
)  # fmt: skip
plants("CM11")(set_cell("Workstreams", "Next period", "As before"))
