"""Faults of posts and starts that only words show."""

from __future__ import annotations

from faults.clean import Blame
from faults.planters.resources.resources import LINES
from faults.planting import enter_all, plants, set_cells
from faults.plot import AS_AT, Plot, after, before, days_from, has, holds, in_workbook

enter_all(
    {
        "RS61": set_cells(
            LINES, "Post status", {"Person or team": "Appointed, starts in the spring", "Post status": "Vacant"},
            after("From"), holds("Post status", "Recruiting", "Vacant"),
        ),
        "RS62": set_cells(
            LINES, "From", {"Person or team": "New colleague, starts 17 May"},
            after("From"), holds("Post status", "Recruiting"),
        ),
        "RS66": set_cells(
            LINES, "Post status",
            {
                "Person or team": lambda row: f"New colleague, starts {row['From']}", "Post status": "In post",
                "Role": "Adviser",
            },
            after("From"), holds("Post status", "Recruiting"),
        ),
        "RS82": (
            set_cells(
                LINES, "FTE", {"Role": "Backfill (about 400 days a year)", "FTE": "0.4"}, holds("FTE", "0.5", "1")
            ),
            ("RS31", "MN66", "MN67", "MN68"),
        ),
        "RS63": set_cells(LINES, "FTE", {"Role": "Two advisers", "FTE": "2.5"}, holds("FTE", "3", "1.2")),
    }
)  # fmt: skip


@plants("RS64")
def started_on_another_day(plot: Plot) -> Blame:
    row = plot.pick(LINES, holds("FTE", "1"), holds("Post status", "In post"))
    row.write("Person or team", "Kerry Lamb")
    stream = plot.rows("Workstreams", holds("Code", row.code))[0]
    stream.write("Progress since last time", f"{stream['Progress since last time']} Kerry Lamb started on 20 April.")
    return row.at("From")


@plants("RS67", "RS31", "MN66", "MN67", "MN68", "RS18", "CF10")
def ended_a_year_too_early(plot: Plot) -> Blame:
    row = plot.pick(LINES, has("Person or team"), holds("Post status", "In post"), before("From"), after("To"))
    row.write("Person or team", "Rowan Thistlewood")
    plot.pick("Risks", in_workbook(row.workbook), holds("Status", "Open")).write("Owner", "Rowan Thistlewood")
    return row.write("To", days_from(AS_AT, -40))


@plants("RS81", "CF29", "OW03", "RS14")
def team_of_five(plot: Plot) -> Blame:
    row = plot.pick(LINES, holds("FTE", "1"), holds("Post status", "In post"))
    row.write("Person or team", "Backlog team")
    stream = plot.rows("Workstreams", holds("Code", row.code))[0]
    return stream.write("Progress since last time", f"{stream['Progress since last time']} Backlog team of 5 in place.")


@plants("RS83", "RS86", "RK33", "RK62", "RS12", "RS14", "RS31", "RS23", "CF29", "MN66", "MN67", "MN68", "RF21", "CF16")
def half_of_two(plot: Plot) -> Blame:
    row = plot.pick(LINES, holds("FTE", "1"), holds("Post status", "In post"))
    other = row.copy()
    for line, role, fte, cost in ((row, "Coaches (four)", "4", "176000"), (other, "Coaches (two)", "1", "88000")):
        line.write("Role", role)
        line.write("Person or team", "Reading coaches")
        line.write("FTE", fte)
        line.write("Available FTE", "6")
        line.write("Cost (pounds)", cost)
    other.write("ID", f"{row.code}-P90")
    return other.at("FTE")


@plants("RS98", "CM43")
def start_on_days_apart(plot: Plot) -> Blame:
    stream = plot.pick("Workstreams", has("Progress since last time"))
    risk = plot.pick("Risks", holds("Workstream", stream["Code"]), holds("Status", "Open"), has("Mitigation"))
    first, then = plot.dice.choice([("11 July", "11 January"), ("1 March", "1 May")])
    risk.write("Mitigation", f"{risk['Mitigation']} Two bank health visitors from {then}.")
    return stream.write("Progress since last time", f"Two bank health visitors starting {first}.")
