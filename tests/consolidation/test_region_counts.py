"""Counts of several councils: of items by kind and colour, of workstreams by their overall colour."""

from __future__ import annotations

from datetime import date

from network.programmes import book, milestone
from statuses import read
from xl_send.consolidation.region_counts import (
    CouncilCounts,
    councils_table,
    counts_of,
    counts_table,
)
from xl_send.results import AspectName, ItemKind, Status

DAY = date(2026, 11, 13)
RISK = {"ID": "TRN-R01", "Likelihood": "1", "Impact": "1"}


def council(name: str, *forecasts: str) -> CouncilCounts:
    """A council with OUT, which is Green, and TRN with a milestone for each forecast and a Green risk."""
    rows = tuple(milestone(f"TRN-M{place:02}", "11 Dec 2026", day) for place, day in enumerate(forecasts, 1))
    out = book("OUT", Milestones=(milestone("OUT-M01", "11 Dec 2026"),))
    return counts_of(name, read(out + book("TRN", Milestones=rows, Risks=(RISK,))), DAY)


NORTH = council("north.xlsx", "14 Jan 2027", "11 Dec 2026", "11 Dec 2026")
SOUTH = council("south.xlsx", "11 Dec 2026")


def test_workstreams_count_by_their_overall_colour_and_the_programme_is_none_of_them() -> None:
    assert NORTH.workstreams == {Status.RED: 1, Status.GREEN: 1}
    assert SOUTH.workstreams == {Status.GREEN: 2}
    assert (NORTH.colours[AspectName.OVERALL], NORTH.colours[AspectName.RISKS]) == (Status.AMBER, Status.GREEN)
    assert set(NORTH.colours) == set(AspectName)


def test_items_count_by_kind() -> None:
    assert NORTH.items[ItemKind.MILESTONE] == {Status.RED: 1, Status.GREEN: 3}
    assert NORTH.items[ItemKind.RISK] == {Status.GREEN: 1}
    assert NORTH.items[ItemKind.KPI] == {}


def test_a_row_a_council_gives_its_colours_and_its_workstreams() -> None:
    table = councils_table([NORTH, SOUTH])
    assert table.name == "Councils"
    assert [column.title for column in table.columns][:3] == ["Council", "As at", "Overall"]
    states = ("Red", "Amber", "Green", "Complete", "Not due", "No data")
    assert [column.title for column in table.columns][8:14] == [f"Workstreams {state}" for state in states]
    names = ("Overall", "Delivery", "Benefits", "Risks and issues", "Interdependencies", "Resources and money")
    assert [column.title for column in table.columns][2:8] == list(names)
    none = "Not rated"
    assert [tuple(row[:14]) for row in table.rows] == [
        ("north.xlsx", DAY, "Amber", "Amber", none, "Green", none, none, 1, 0, 1, 0, 0, 0),
        ("south.xlsx", DAY, "Green", "Green", none, "Green", none, none, 0, 0, 2, 0, 0, 0),
    ]


def test_each_kind_is_counted_for_all_councils_and_for_each() -> None:
    table = counts_table([NORTH, SOUTH])
    assert table.name == "Counts"
    found = {
        tuple(row[:2]): dict(zip([column.title for column in table.columns], row, strict=True)) for row in table.rows
    }
    assert [whose for whose, what in found if what == "Milestones"] == ["All councils", "north.xlsx", "south.xlsx"]
    assert len(found) == 3 * len(ItemKind)
    told = {whose: found[whose, "Milestones"] for whose, what in found if what == "Milestones"}
    assert [(row["Red"], row["Green"], row["All"]) for row in told.values()] == [(1, 5, 6), (1, 3, 4), (0, 2, 2)]
