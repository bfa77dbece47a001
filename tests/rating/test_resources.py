from __future__ import annotations

import pytest

from statuses import only, rated, table
from xl_send.rating.items import Item, Status


def line(more: str = "", **cells: str) -> Item:
    row = {"ID": "TRN-P01", **{_title(name): cell for name, cell in cells.items()}}
    return only(table("Resources", row) + more, "TRN-P01")


def _title(name: str) -> str:
    return {"starts": "From", "ends": "To", "available_fte": "Available FTE"}.get(
        name, name.replace("_", " ").capitalize()
    )


@pytest.mark.parametrize(("ends", "status"), [("12 Nov 2026", Status.COMPLETE), ("13 Nov 2026", Status.RED)])
def test_a_line_is_complete_once_it_has_ended(ends: str, status: Status) -> None:
    assert line(ends=ends, funding="Not funded").status is status


@pytest.mark.parametrize(("starts", "status"), [("13 Nov 2026", Status.RED), ("14 Nov 2026", Status.NOT_RATED)])
def test_a_line_that_is_not_funded_is_red_within_its_dates(starts: str, status: Status) -> None:
    assert line(starts=starts, funding="Not funded").status is status


def test_not_funded_is_red_even_where_nobody_gives_the_capacity() -> None:
    assert line(funding="Not funded", available_fte="").status is Status.RED


@pytest.mark.parametrize(
    ("post", "starts", "status"),
    [
        ("Vacant", "12 Nov 2026", Status.AMBER),
        ("Vacant", "13 Nov 2026", Status.NO_DATA),
        ("Recruiting", "1 Sep 2026", Status.AMBER),
        ("Not approved", "1 Sep 2026", Status.AMBER),
        ("In post", "1 Sep 2026", Status.NO_DATA),
    ],
)
def test_without_a_capacity_only_the_post_can_be_judged(post: str, starts: str, status: Status) -> None:
    assert line(available_fte="", post_status=post, starts=starts).status is status


def test_where_a_capacity_is_given_the_colour_waits_for_use_over_time() -> None:
    found = line(post_status="Vacant")
    assert found.status is Status.NOT_RATED
    assert (
        found.reason == "its colour rests on how much of Transition team is used week by week, which is not worked out"
    )


def test_any_line_of_the_same_people_gives_their_capacity() -> None:
    found = rated(
        table(
            "Resources",
            {"ID": "TRN-P01", "Person or team": "Transition team", "Available FTE": ""},
            {"ID": "TRN-P02", "Person or team": "TRANSITION TEAM", "Available FTE": "1"},
            {"ID": "TRN-P03", "Person or team": "Data analyst", "Available FTE": ""},
        )
    )
    assert [found[f"TRN-P0{number}"].status for number in (1, 3)] == [Status.NOT_RATED, Status.NO_DATA]


def test_the_rows_of_a_paused_workstream_are_not_rated() -> None:
    found = line(table("Workstreams", {"State": "Paused"}), funding="Not funded")
    assert found.reason == "its workstream, TRN, is paused"
