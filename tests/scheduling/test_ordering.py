"""The proposed order of small programmes: what moves, how far, what forced it, and what stays."""

from __future__ import annotations

from datetime import date

import pytest

from network.programmes import Row, book, milestone
from statuses import read
from xl_send.scheduling.proposal import Move, Proposal, propose
from xl_send.scheduling.solver import exact


def task(name: str, starts: str, ends: str, **more: str) -> Row:
    rest = {title.replace("_", " "): text for title, text in more.items()}
    return {"ID": name, "Starts": starts, "Ends": ends, "Method": "Survey", "Cohort": "", "Status": "Planned", **rest}


def proposed(*books: str, solver: bool | None = None) -> Proposal:
    return propose(read("".join(books)), solver=solver)


def moved(proposal: Proposal) -> dict[str, Move]:
    return {move.node.id: move for move in proposal.moves}


def test_a_programme_that_fits_stays_as_it_is() -> None:
    found = proposed(
        book("TRN", Milestones=(milestone("TRN-M01", "11 Dec 2026"),)),
        book("OUT", Milestones=(milestone("OUT-M01", "14 Dec 2026", Depends_on="TRN-M01"),)),
    )
    assert (list(found.moves), list(found.late), found.proved) == ([], [], True)
    assert [step.node.id for step in found.steps] == ["TRN-M01", "OUT-M01"]


def test_a_milestone_waits_for_what_it_depends_on_and_keeps_the_working_days_between() -> None:
    late = milestone("TRN-M01", "4 Dec 2026", "11 Dec 2026", Key="No")
    found = proposed(
        book("TRN", Milestones=(late,)),
        book("OUT", Milestones=(milestone("OUT-M01", "11 Dec 2026", Key="No", Depends_on="TRN-M01+10"),)),
    )
    (only,) = found.moves
    assert (only.node.id, only.new, only.by) == ("OUT-M01", date(2026, 12, 29), 10)
    assert only.why == "it waits for TRN-M01 on 11 December 2026 and then 10 working days"


@pytest.mark.parametrize("solver", [False, True])
@pytest.mark.parametrize("written", ["oakfield primary", "The Oakfield Primary"])
def test_two_workstreams_do_not_ask_one_school_at_once(written: str, solver: bool) -> None:
    one = task("TRN-T01", "16 Nov 2026", "20 Nov 2026", Schools="Oakfield Primary", Status="Under way")
    other = task("OUT-T01", "18 Nov 2026", "24 Nov 2026", Schools=written)
    found = proposed(book("TRN", Diagnostics=(one,)), book("OUT", Diagnostics=(other,)), solver=solver)
    (only,) = found.moves
    assert (only.node.id, only.new, only.new_end, only.by) == ("OUT-T01", date(2026, 11, 27), date(2026, 12, 3), 7)
    assert "schools have 10 school days of notice" in only.why
    assert f"TRN-T01 (16 November 2026 to 20 November 2026) is at {written} too" in only.why
    assert [change.cell.column for change in only.changes] == ["Starts", "Ends"]


def test_a_data_pull_asks_nobody_in_school() -> None:
    one = task("TRN-T01", "16 Nov 2026", "20 Nov 2026", Schools="Oakfield Primary")
    other = task("OUT-T01", "16 Nov 2026", "20 Nov 2026", Schools="Oakfield Primary", Method="Data pull")
    assert not proposed(book("TRN", Diagnostics=(one,)), book("OUT", Diagnostics=(other,))).moves


def test_tasks_of_one_workstream_share_a_school_as_far_as_the_thresholds_allow() -> None:
    days = ("13 Nov 2026", "19 Nov 2026")
    tasks = tuple(task(f"TRN-T0{number}", *days, Schools="Oakfield Primary") for number in (1, 2, 3))
    allowed = {"Tasks one school may be in at once": "3"}
    assert not proposed(book("TRN", Diagnostics=tasks, Thresholds=(allowed,))).moves
    (only,) = proposed(book("TRN", Diagnostics=tasks)).moves
    assert only.by == 10
    assert "are at Oakfield Primary too, where no more than 2 at once are allowed" in only.why


def test_tasks_on_one_service_area_and_cohort_come_one_after_the_other() -> None:
    days = ("13 Nov 2026", "19 Nov 2026")
    more = {"Service_area": "SEN casework", "Cohort": "Post-16"}
    trn = (task("TRN-T01", *days, **more), task("TRN-T02", *days, **more))
    found = proposed(book("TRN", Diagnostics=trn), book("OUT", Diagnostics=(task("OUT-T01", *days, **more),)))
    (only,) = found.moves
    assert (only.node.id, only.new) == ("OUT-T01", date(2026, 11, 20))
    assert "are in SEN casework for Post-16 too, where one workstream asks at a time" in only.why


def people(code: str, fte: str, **more: str) -> Row:
    rest = {title.replace("_", " "): text for title, text in more.items()}
    return {"ID": f"{code}-P01", "Person or team": "EP team", "FTE": fte, "Available FTE": "1", "From": "1 Sep 2026",
            "To": "31 Aug 2027", **rest}  # fmt: skip


def led(code: str, **more: str) -> str:
    one = task(f"{code}-T01", "13 Nov 2026", "19 Nov 2026", Lead="E.P. team", **more)
    return book(code, Diagnostics=(one,), Resources=(people(code, "0.6"),))


def test_a_team_is_not_in_more_tasks_than_it_has_people() -> None:
    (only,) = proposed(led("TRN"), led("OUT")).moves
    assert only.by == 5
    assert "it would take 1.2 FTE of EP team, of whom there is 1" in only.why


def test_people_whose_capacity_nobody_gives_or_who_are_enough_hold_nothing_up() -> None:
    assert not proposed(
        led("TRN").replace("| 0.6 | 1 |", "| 0.6 |  |"), led("OUT").replace("| 0.6 | 1 |", "| 0.6 |  |")
    ).moves
    assert not proposed(led("TRN").replace("0.6", "0.4"), led("OUT")).moves


def test_tasks_under_way_that_need_too_many_people_are_told_in_words() -> None:
    found = proposed(led("TRN", Status="Under way"), led("OUT", Status="Under way"))
    (left,) = found.late
    said = (
        "OUT-T01 and TRN-T01 take 1.2 FTE of EP team between 13 November 2026 and 19 November 2026, where there is 1."
    )
    assert (left.what, found.moves) == (said, [])


def test_four_tasks_that_need_more_people_than_there_are_before_their_milestones_are_proved_in_words() -> None:
    books = []
    for code in ("TRN", "OUT", "EHP", "WFD"):
        one = task(f"{code}-T01", "13 Nov 2026", "20 Nov 2026", Lead="EP team")
        fixed = milestone(f"{code}-M01", "20 Nov 2026", Depends_on=f"{code}-T01", Fixed_date="Yes")
        books.append(book(code, Diagnostics=(one,), Milestones=(fixed,), Resources=(people(code, "0.3"),)))
    found = proposed(*books)
    (left,) = found.late
    assert "stays on 20 November 2026, but what it needs of " in left.what
    assert left.what.endswith("allows it from 30 November 2026.")
    assert left.why == (
        "These 4 tasks need 1.2 FTE of EP team between 13 November 2026 and 20 November 2026, where there is 1: "
        "EHP-T01, OUT-T01, TRN-T01 and WFD-T01."
    )


def test_what_schools_must_do_moves_into_term_time() -> None:
    late = milestone("OUT-M01", "11 Dec 2026", "21 Dec 2026", Key="No")
    waiting = milestone("TRN-M01", "11 Dec 2026", Key="No", Depends_on="OUT-M01", Schools_must_act="Yes")
    found = proposed(book("OUT", Milestones=(late,)), book("TRN", Milestones=(waiting,)))
    move = moved(found)["TRN-M01"]
    assert move.new == date(2027, 1, 4)
    assert move.why.startswith("it waits for OUT-M01 on 21 December 2026")


def test_people_who_work_in_term_time_only_neither_start_nor_end_a_task_in_the_holidays() -> None:
    one = task("TRN-T01", "14 Dec 2026", "18 Dec 2026", Lead="EP team", After="TRN-T02")
    first = task("TRN-T02", "9 Nov 2026", "18 Dec 2026", Status="Under way")
    line = people("TRN", "0.5", Term_time_only="Yes")
    (only,) = proposed(book("TRN", Diagnostics=(one, first), Resources=(line,))).moves
    assert (only.new, only.new_end) == (date(2027, 1, 4), date(2027, 1, 8))


def test_nothing_undone_stays_before_the_as_at_date() -> None:
    passed, begun = milestone("TRN-M01", "6 Nov 2026", Key="No"), task("TRN-T01", "9 Nov 2026", "20 Nov 2026")
    found = moved(proposed(book("TRN", Milestones=(passed,), Diagnostics=(begun,))))
    assert found["TRN-M01"].new == date(2026, 11, 16)
    assert found["TRN-M01"].why == "it was expected on 6 November 2026, which had passed at 13 November 2026"
    assert found["TRN-T01"].why == "it was to start on 9 November 2026, which had passed at 13 November 2026"


def test_what_has_passed_is_proposed_for_the_next_working_day_and_not_for_the_as_at_day() -> None:
    text = book(
        "TRN", Milestones=(milestone("TRN-M01", "6 Nov 2026", Key="No"),), Programme=({"As at": "14 Nov 2026"},)
    )
    (only,) = proposed(text).moves
    assert only.new == date(2026, 11, 16)


def test_a_task_comes_forward_for_a_fixed_date_that_waits_for_it() -> None:
    fixed = milestone("TRN-M01", "27 Nov 2026", Depends_on="TRN-T01", Fixed_date="Yes")
    found = proposed(book("TRN", Milestones=(fixed,), Diagnostics=(task("TRN-T01", "24 Nov 2026", "30 Nov 2026"),)))
    (only,) = found.moves
    assert (only.new_end, only.by, list(found.late)) == (date(2026, 11, 20), -6, [])
    assert only.why == "TRN-M01 on 27 November 2026 waits for it, 5 working days before a date that is fixed"


def test_what_no_order_cures_is_told_with_the_chain_that_proves_it() -> None:
    late = milestone("OUT-M01", "4 Dec 2026", "11 Dec 2026", Key="No")
    found = proposed(
        book("OUT", Milestones=(late,), Interdependencies=(
            {"ID": "TRN-D01", "Giver milestone": "OUT-M01", "Forecast": "4 Dec 2026"},)),
        book("TRN", Milestones=(milestone("TRN-M01", "18 Dec 2026"),),
             Interdependencies=({"ID": "TRN-D01", "Needed by": "9 Dec 2026"},)),
    )  # fmt: skip
    by_id = {item.ids: item for item in found.late}
    assert by_id["TRN-D01",].what == (
        "TRN-D01 is on 11 December 2026, 2 working days after it is needed (9 December 2026)."
    )
    assert by_id["TRN-D01",].why == (
        "TRN-D01 waits for OUT-M01 (11 December 2026), so it is not before 11 December 2026."
    )
    assert moved(found)["TRN-D01"].changes[0].cell.column == "Forecast"
    late_key = by_id["TRN-M01",]
    assert late_key.what == "TRN-M01 is on 22 December 2026, 2 working days after its planned date (18 December 2026)."


def test_a_meeting_that_must_decide_bounds_a_milestone() -> None:
    deciding = milestone("TRN-M01", "7 Dec 2026", Key="No", Decision_needed="Decision", Forum="Programme Board")
    found = proposed(book("TRN", Milestones=(deciding,)))
    (only,) = found.moves
    assert (only.new, only.by, list(found.late), list(found.left)) == (date(2026, 12, 3), -2, [], [])
    assert only.why == "Programme Board can decide it on 3 December 2026 (papers due 25 November 2026)"
    late = milestone(
        "TRN-M01", "7 Dec 2026", "14 Jan 2027", Key="No", Decision_needed="Decision", Forum="Programme Board"
    )
    (left,) = proposed(book("TRN", Milestones=(late,))).late
    assert "after the last meeting of Programme Board that could decide in time (3 December 2026)" in left.what
    assert left.why == "That is its own forecast, and no order brings it before what its owner expects."


def test_an_overdue_fixed_date_is_told_and_done_things_hold_no_grudge() -> None:
    overdue = milestone("TRN-M01", "6 Nov 2026", Fixed_date="Yes")
    done = milestone("TRN-M02", "2 Nov 2026", Actual_date="2 Nov 2026", Depends_on="TRN-M01")
    ended = task("TRN-T01", "2 Nov 2026", "6 Nov 2026", Status="Done", Actual_end="6 Nov 2026", After="TRN-T02")
    said_done = task("TRN-T02", "2 Nov 2026", "6 Nov 2026", Status="Done")
    found = proposed(book("TRN", Milestones=(overdue, done), Diagnostics=(ended, said_done)))
    (left,) = found.late
    assert left.why == "It is not done, so it cannot be before the As at date of its workbook."
    assert [step.node.id for step in found.steps] == ["TRN-M01"]


def test_a_task_under_way_stays_and_what_it_should_have_waited_for_is_told() -> None:
    first = task("TRN-T01", "16 Nov 2026", "20 Nov 2026")
    begun = task("TRN-T02", "9 Nov 2026", "12 Nov 2026", After="TRN-T01", Status="Under way")
    found = proposed(book("TRN", Diagnostics=(first, begun)))
    (left,) = found.late
    assert left.ids == ("TRN-T02", "TRN-T01")
    assert left.what.startswith("TRN-T02 is under way since 9 November 2026, but what it needs of TRN-T01")


def test_loops_and_dates_beyond_ten_years_are_left_out_and_said() -> None:
    found = proposed(
        book("TRN", Milestones=(
            milestone("TRN-M01", "11 Dec 2026", Depends_on="TRN-M02"),
            milestone("TRN-M02", "11 Dec 2026", Depends_on="TRN-M01"),
            milestone("TRN-M03", "11 Dec 2048"),
        )),
    )  # fmt: skip
    assert set(found.left_out) == {"TRN-M01", "TRN-M02", "TRN-M03"}
    assert not found.steps


def test_a_handover_without_any_date_has_a_place_but_no_move() -> None:
    found = proposed(
        book("OUT", Milestones=(milestone("OUT-M01", "4 Dec 2026"),),
             Interdependencies=({"ID": "TRN-D01", "Giver milestone": "OUT-M01"},)),
        book("TRN", Interdependencies=({"ID": "TRN-D01", "Needed by": "18 Dec 2026"},)),
    )  # fmt: skip
    assert [(step.node.id, step.start) for step in found.steps][-1] == ("TRN-D01", date(2026, 12, 4))
    assert not found.moves


def test_without_terms_any_day_will_do() -> None:
    text = book("TRN", Calendar=(), Diagnostics=(
        task("TRN-T01", "9 Nov 2026", "13 Nov 2026", Schools="Oakfield Primary"),))  # fmt: skip
    (only,) = proposed(text).moves
    assert (only.new, only.by) == (date(2026, 11, 27), 14)


def test_the_order_of_the_workbooks_does_not_matter() -> None:
    books = [led("TRN"), led("OUT"), led("EHP")]
    one, other = proposed(*books), proposed(*reversed(books))
    assert [(move.node.id, move.new) for move in one.moves] == [(move.node.id, move.new) for move in other.moves]
    assert len(one.moves) == 2


def squeezed(code: str, starts: str, ends: str, by: str, **more: str) -> str:
    """A workstream with one task that a fixed date waits for."""
    fixed = milestone(f"{code}-M01", by, Depends_on=f"{code}-T01", Fixed_date="Yes")
    one = task(f"{code}-T01", starts, ends, **more)
    nobody = people(code, "0.6", ID=f"{code}-P02", Person_or_team="TBC")
    return book(code, Diagnostics=(one,), Milestones=(fixed,), Resources=(people(code, "0.6"), nobody))


def test_tasks_that_do_not_fit_beside_each_other_are_named_by_leaving_out_the_rest() -> None:
    """There is time enough in all, but no two of them can have the team at once."""
    codes = ("TRN", "OUT", "EHP")
    books = [squeezed(code, "16 Nov 2026", "17 Nov 2026", "19 Nov 2026", Lead="EP team") for code in codes]
    away = squeezed("WFD", "11 Jan 2027", "12 Jan 2027", "13 Jan 2027", Lead="EP team")
    (left,) = proposed(*books, away).late
    assert left.why == (
        "EHP-T01, OUT-T01 and TRN-T01 cannot all be in time, however they are arranged, with what they share: EP team."
    )


def test_without_the_solver_no_proof_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exact, "find_spec", lambda _: None)
    codes = ("TRN", "OUT", "EHP")
    found = proposed(*(squeezed(code, "16 Nov 2026", "17 Nov 2026", "19 Nov 2026", Lead="EP team") for code in codes))
    assert [item.why for item in found.late] == ["No short proof was found. A better order may exist."]
    assert not found.proved


def test_too_much_work_in_one_school_before_fixed_dates_is_told_in_days() -> None:
    days = ("16 Nov 2026", "20 Nov 2026", "20 Nov 2026")
    (left,) = proposed(*(squeezed(code, *days, Schools="Oakfield Primary") for code in ("TRN", "OUT"))).late
    assert left.why == (
        "These 2 tasks need 10 school days at Oakfield Primary between 16 November 2026 and 20 November 2026, "
        "where there are 5: OUT-T01 and TRN-T01."
    )


def test_a_key_milestone_without_a_usable_meeting_is_held_to_its_plan() -> None:
    deciding = milestone("TRN-M01", "20 Nov 2026", "27 Nov 2026", Decision_needed="Decision", Forum="Programme Board")
    (left,) = proposed(book("TRN", Milestones=(deciding,))).late
    assert left.what == "TRN-M01 is on 3 December 2026, 9 working days after its planned date (20 November 2026)."


def test_what_schools_must_do_after_the_last_term_that_is_listed_stays_where_it_is() -> None:
    ahead = milestone("TRN-M01", "18 Nov 2027", Schools_must_act="Yes")
    next_day = milestone("TRN-M02", "22 Jul 2027", Schools_must_act="Yes")
    assert not proposed(book("TRN", Milestones=(ahead, next_day))).moves


@pytest.mark.parametrize(("days", "starts"), [(0, 23), (5, 23), (6, 23), (7, 24), (10, 27)])
def test_schools_have_the_notice_that_the_thresholds_ask_for(days: int, starts: int) -> None:
    """The other task is there until 20 November, five school days after the as at date."""
    asked = {"Minimum notice to schools (school days)": f"{days}"}
    one = task("TRN-T01", "16 Nov 2026", "20 Nov 2026", Schools="Oakfield Primary", Status="Under way")
    other = task("OUT-T01", "18 Nov 2026", "24 Nov 2026", Schools="Oakfield Primary")
    books = (book(code, Diagnostics=(row,), Thresholds=(asked,)) for code, row in (("TRN", one), ("OUT", other)))
    (only,) = proposed(*books).moves
    assert only.new == date(2026, 11, starts)
    assert ("of notice" in only.why) is (days >= 6)


@pytest.mark.parametrize(
    ("days", "ends", "spare"),
    [
        (0, 27, ""),
        (1, 26, "1 working day"),
        (5, 20, "5 working days"),
        (6, 27, ""),
    ],  # six days would be before tomorrow
)
def test_days_to_spare_before_a_fixed_date_are_kept_where_there_is_room_and_never_claimed_otherwise(
    days: int, ends: int, spare: str
) -> None:
    fixed = milestone("TRN-M01", "27 Nov 2026", Depends_on="TRN-T01", Fixed_date="Yes")
    wanted = {"Buffer before statutory dates (working days)": f"{days}"}
    late = task("TRN-T01", "24 Nov 2026", "30 Nov 2026")
    (only,) = proposed(book("TRN", Milestones=(fixed,), Diagnostics=(late,), Thresholds=(wanted,))).moves
    assert only.new_end == date(2026, 11, ends)
    told = f", {spare} before a date that is fixed" if spare else ""
    assert only.why == f"TRN-M01 on 27 November 2026 waits for it{told}"
