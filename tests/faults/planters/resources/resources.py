"""Faults of diagnostic tasks, resource lines and money lines."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from faults.clean import Blame
from faults.planters.milestones.milestones import soon
from faults.planting import blank, enter_all, plants, set_cell, set_cells
from faults.plot import AS_AT, Plot, Row, after, before, days_from, has, holds, like, number

TASKS, LINES, MONEY = "Diagnostics", "Resources", "Money"
DONE, PLANNED = holds("Status", "Done"), holds("Status", "Planned")


@plants("RS14")
def two_capacities(plot: Plot) -> Blame:
    counts = Counter(row["Person or team"] for row in plot.rows(LINES))
    row = plot.pick(LINES, has("Available FTE"), lambda row: counts[row["Person or team"]] > 1)
    return row.write("Available FTE", f"{number(row['Available FTE']) + 1:g}")


@plants("RS16")
def capacity_as_a_percentage(plot: Plot) -> Blame:
    counts = Counter(row["Person or team"] for row in plot.rows(LINES))
    row = plot.pick(LINES, lambda row: counts[row["Person or team"]] == 1, _is_one)
    return row.write("Available FTE", "100")


def _is_one(row: Row) -> bool:
    """One person, by the look of the name."""
    words = row["Person or team"].replace(")", "").lower().split()
    bodies = ("s", "team", "school", "academy", "college", "trust", "psychology", "pool")
    return not any(word.endswith(bodies) for word in words) and number(row["FTE"]) <= 1


def _takes_time(row: Row) -> bool:
    """It buys nobody's time by contract, and covers for nobody."""
    return not any(word in row["Role"].lower() for word in ("contract", "cover", "licence", "rooms"))


def _spends(row: Row) -> bool:
    return number(row["Actual to date"]) > 0


enter_all(
    {
        "RS01": set_cell(TASKS, "Ends", lambda row: days_from(row.day("Starts"), -1)),
        "RS02": set_cell(TASKS, "Actual end", soon, DONE),
        "RS03": blank(TASKS, "Actual end", DONE),
        "RS04": set_cell(TASKS, "Status", "Under way", DONE),
        "RS05": set_cells(TASKS, "Status", {"Starts": days_from(AS_AT, -9)}, PLANNED),
        "RS06": set_cell(TASKS, "Forecast end", days_from(AS_AT, -1), holds("Status", "Under way")),
        "RS07": (set_cells(TASKS, "Starts", {"Starts": "6 Sep 2032", "Ends": "24 Sep 2032"}, PLANNED), ("RF61",)),
        "RS11": set_cell(LINES, "To", lambda row: days_from(row.day("From"), -1)),
        "RS12": (
            set_cell(LINES, "FTE", lambda row: f"{number(row['Available FTE']) + 0.1:.6g}", has("Available FTE")),
            ("RS84",),
        ),
        "RS13": set_cell(LINES, "FTE", "0", _takes_time),
        "RS15": (
            set_cell(LINES, "Post status", "Vacant", before("From", AS_AT - timedelta(14)), after("To"), _takes_time),
            ("OW05",),
        ),
        "RS17": set_cells(
            LINES, "Post status", {"Person or team": "To be appointed", "Post status": "In post"},
            after("To"), holds("Post status", "In post"), _takes_time,
        ),
        "RS18": set_cells(
            LINES, "Term time only", {"Role": "Link worker, term time only", "Term time only": "No"},
            lambda row: row["Term time only"] != "Yes", _takes_time,
        ),
        "MN35": set_cells(
            MONEY, "Funding", {"Funding": "Not funded", "Note": ""}, lambda row: number(row["Budget"]) > 0
        ),
        "MN01": set_cell(MONEY, "Budget", lambda row: f"-{row['Budget']}"),
        "MN02": set_cells(
            MONEY, "Forecast outturn",
            {"Forecast outturn": lambda row: like("1", number(row["Actual to date"]) * 0.9), "Note": ""}, _spends,
        ),
        "MN03": set_cell(MONEY, "Actual to date", "1200", holds("Financial year", "2027-28")),
        "MN04": (
            set_cells(
                MONEY, "Financial year",
                {"Financial year": "2028-29", "Actual to date": "0", "Carry-forward agreed": "No", "Note": ""},
                holds("Funding", "Grant"),
            ),
            ("MN05",),
        ),
        "MN05": set_cell(MONEY, "Financial year", "2022-23"),
    }
)  # fmt: skip
