from __future__ import annotations

from datetime import date

import pytest

from examples import SOUND
from statuses import only, rated, table
from xl_send.results import Item, Status


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


@pytest.mark.parametrize(("starts", "status"), [("13 Nov 2026", Status.RED), ("14 Nov 2026", Status.GREEN)])
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


def lines(*rows: dict[str, str], more: str = "") -> dict[str, Item]:
    sound = SOUND["Resources"]
    numbered = ({**sound, "ID": f"TRN-P0{number}", **row} for number, row in enumerate(rows, 1))
    return rated(table("Resources", *numbered) + more)


@pytest.mark.parametrize(
    ("fte", "status"), [("0.5", Status.GREEN), ("0.51", Status.AMBER), ("0.7", Status.AMBER), ("0.71", Status.RED)]
)
def test_all_lines_of_a_person_are_added_up(fte: str, status: Status) -> None:
    found = lines({"FTE": "0.5"}, {"FTE": fte})
    assert [item.status for item in found.values()] == [status, status]


def test_the_reason_says_how_much_when_and_of_whom() -> None:
    found = lines({"FTE": "0.5"}, {"FTE": "0.6", "From": "7 Dec 2026", "To": "18 Dec 2026"})["TRN-P01"]
    assert found.reason == "110% of Transition team is planned in the 2 weeks from 7 December 2026: 1.1 of 1 FTE"
    assert found.rating.facts["worst_week"] == date(2026, 12, 7)


def test_weeks_in_which_the_line_does_not_run_are_not_held_against_it() -> None:
    found = lines({"FTE": "0.5", "To": "6 Dec 2026"}, {"From": "7 Dec 2026"}, {"From": "7 Dec 2026", "FTE": "0.6"})
    assert [item.status for item in found.values()] == [Status.GREEN, Status.AMBER, Status.AMBER]


@pytest.mark.parametrize(("to", "status"), [("8 Nov 2026", Status.GREEN), ("9 Nov 2026", Status.AMBER)])
def test_only_weeks_that_end_on_or_after_the_as_at_date_count(to: str, status: Status) -> None:
    assert lines({"FTE": "1"}, {"FTE": "1", "To": to})["TRN-P01"].status is status


def test_a_line_counts_in_proportion_to_the_working_days_it_covers() -> None:
    """One day of five at 1 FTE is a fifth of the week; a bank holiday week has fewer days."""
    found = lines({"FTE": "0.8"}, {"FTE": "1", "From": "7 Dec 2026", "To": "7 Dec 2026"})["TRN-P01"]
    assert found.rating.facts["planned"] == 1
    short = lines({"FTE": "0.8"}, {"FTE": "1", "From": "29 Mar 2027", "To": "30 Mar 2027"})["TRN-P01"]
    assert short.rating.facts["planned"] == 1.05


def test_term_time_lines_count_in_term_weeks_alone() -> None:
    calendar = table(
        "Calendar",
        {"Name": "Autumn term 2026", "Kind": "Term", "From": "1 Sep 2026", "To": "18 Dec 2026"},
        {"Name": "Spring term 2027", "Kind": "Term", "From": "4 Jan 2027", "To": "25 Mar 2027"},
        {"Name": "Half-term", "Kind": "Half-term break", "From": "15 Feb 2027", "To": "19 Feb 2027"},
    )
    term = {"FTE": "0.6", "Term time only": "Yes"}
    for first, last, status in (
        ("15 Feb 2027", "19 Feb 2027", Status.GREEN),
        ("8 Feb 2027", "12 Feb 2027", Status.AMBER),
        ("22 Mar 2027", "25 Mar 2027", Status.AMBER),
        ("29 Mar 2027", "2 Apr 2027", Status.GREEN),
    ):
        found = lines(term, {"FTE": "0.6", "From": first, "To": last}, more=calendar)
        assert found["TRN-P02"].status is status, first


def test_the_weeks_of_a_long_line_end_where_schools_close() -> None:
    found = lines({"FTE": "0.6", "Term time only": "Yes"}, {"FTE": "0.6"})["TRN-P02"]
    assert found.reason == "120% of Transition team is planned in the 6 weeks from 9 November 2026: 1.2 of 1 FTE"


def test_a_holiday_does_not_end_what_is_planned() -> None:
    closed = table("Calendar", {"Name": "Christmas", "Kind": "Closure day", "From": "21 Dec 2026", "To": "1 Jan 2027"})
    found = lines({"FTE": "0.6", "To": "29 Jan 2027"}, {"FTE": "0.6", "To": "29 Jan 2027"}, more=closed)["TRN-P02"]
    assert "is planned in 10 weeks between 9 November 2026 and 29 January 2027" in found.reason


def test_the_week_that_ends_on_the_as_at_date_counts() -> None:
    sunday = table("Programme", {"As at": "15 Nov 2026"})
    found = lines({"FTE": "0.6"}, {"FTE": "0.6", "To": "15 Nov 2026"}, more=sunday)["TRN-P01"]
    assert found.status is Status.AMBER


def test_without_terms_in_the_calendar_every_week_is_a_term_week() -> None:
    found = lines({"FTE": "0.6", "Term time only": "Yes"}, {"FTE": "0.6"}, more="\nCalendar:\n| Name |\n| --- |\n")
    assert found["TRN-P01"].status is Status.AMBER


def test_a_line_with_no_working_day_to_come_takes_no_time() -> None:
    found = lines({"From": "26 Dec 2026", "To": "28 Dec 2026", "FTE": "9", "Available FTE": "1"})["TRN-P01"]
    assert (found.status, found.reason) == (Status.GREEN, "takes no time from now on")


def test_a_line_that_ends_before_it_starts_is_in_doubt_and_so_are_the_others_of_its_person() -> None:
    for first, last in (("4 Jan 2027", "11 Dec 2026"), ("11 Dec 2026", "7 Dec 2026")):
        found = lines({"From": first, "To": last, "FTE": "9"}, {"FTE": "0.1"})
        assert found["TRN-P01"].reason == "its dates are in doubt: F2 is before its start"
        assert [item.status for item in found.values()] == [Status.NO_DATA, Status.NO_DATA]


def test_the_lowest_capacity_counts_and_none_at_all_is_less_than_any_use() -> None:
    assert lines({"Available FTE": "2"}, {"Available FTE": "0.9"})["TRN-P01"].status is Status.AMBER
    nobody = lines({"Available FTE": "0"})["TRN-P01"]
    assert nobody.status is Status.RED
    assert nobody.reason.startswith("more than there is of Transition team is planned in the")
    assert lines({"Available FTE": "0", "FTE": "0"})["TRN-P01"].status is Status.GREEN


def test_lines_of_a_paused_workstream_take_no_time_but_tell_the_capacity() -> None:
    streams = table("Workstreams", {"Code": "TRN"}, {"Code": "OUT", "State": "Paused"})
    found = lines(
        {"FTE": "0.8", "Available FTE": ""}, {"ID": "OUT-P01", "Workstream": "OUT", "FTE": "0.8"}, more=streams
    )
    assert found["TRN-P01"].status is Status.GREEN


def test_over_allocation_speaks_before_an_empty_post() -> None:
    assert "planned" in lines({"FTE": "1.1", "Post status": "Vacant"})["TRN-P01"].reason
    assert lines({"Post status": "Vacant"})["TRN-P01"].reason == "vacant after its start on 1 September 2026"


def test_names_that_differ_in_capitals_spaces_and_punctuation_are_one() -> None:
    found = lines(
        {"Person or team": "J. Smith", "Available FTE": ""},
        {"Person or team": "j  smith", "Available FTE": "0.9"},
        {"Person or team": "J Smyth", "Available FTE": ""},
    )
    assert [item.status for item in found.values()] == [Status.AMBER, Status.AMBER, Status.NO_DATA]


@pytest.mark.parametrize("nobody", ["TBC", "Vacant", "New  post", "-"])
def test_posts_that_nobody_holds_are_not_one_person(nobody: str) -> None:
    vacant = {"Person or team": nobody, "FTE": "1", "Post status": "Vacant", "From": "16 Nov 2026"}
    assert [item.status for item in lines(vacant, vacant).values()] == [Status.GREEN, Status.GREEN]


def test_somebody_in_post_who_is_not_named_may_be_anybody() -> None:
    anns, bobs = {"Person or team": "Ann", "FTE": "0.6"}, {"Person or team": "Bob", "FTE": "0.2"}
    both = lines(anns, bobs, {**anns, "ID": "TRN-P03"})
    found = lines(anns, bobs, {**anns, "ID": "TRN-P03", "Person or team": "tbc"})
    assert [item.status for item in both.values()] == [Status.AMBER, Status.GREEN, Status.AMBER]
    assert [item.status for item in found.values()] == [Status.NO_DATA, Status.GREEN, Status.NO_DATA]
    assert found["TRN-P01"].reason.startswith("TRN-P03 may be of Ann: it is not said who is in post")


def test_own_status_sees_the_lines_of_its_own_workbook_alone() -> None:
    north = "north.xlsx Workstreams:\n| Code |\n| --- |\n| NOR |\n\nnorth.xlsx Resources:\n"
    north += "| ID | Workstream | FTE |\n| --- | --- | --- |\n| NOR-P01 | NOR | 0.6 |\n"
    found = line(fte="0.6", more="\n" + north)
    assert (found.own.status, found.status) == (Status.GREEN, Status.AMBER)


def test_the_rows_of_a_paused_workstream_are_not_rated() -> None:
    found = line(table("Workstreams", {"State": "Paused"}), funding="Not funded")
    assert found.reason == "its workstream, TRN, is paused"
