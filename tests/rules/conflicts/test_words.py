"""Conflicts at the edges that a rule's own page need not show: old accounts, cures, and what is told once."""

from __future__ import annotations

import pytest

from examples import programme
from xl_send.findings import Finding
from xl_send.rules import all_rules, check

SOUTH = "south.xlsx Workstreams:\n| Code |\n| --- |\n| SOU |\n"
RESOURCES = "| ID | Workstream | Person or team | From | To | FTE | Available FTE |\n|" + " --- |" * 7 + "\n"


def _found(rule: str, text: str) -> tuple[Finding, ...]:
    return check(programme(text)[0], [all_rules()[rule]])


def _handover(as_at: str) -> str:
    titles = "| ID | Giver | Promised for |\n| --- | --- | --- |\n"
    return (
        f"Interdependencies:\n{titles}| TRN-D01 | SOU | 4 Dec 2026 |\n\n{SOUTH}\n"
        f"south.xlsx Programme:\n| As at |\n| --- |\n| {as_at} |\n\n"
        f"south.xlsx Interdependencies:\n{titles}| TRN-D01 | SOU | 7 Dec 2026 |\n"
    )


def test_a_conflict_between_old_and_new_returns_says_that_it_may_be_old_news() -> None:
    (found,) = _found("CF05", _handover("28 Sep 2026"))
    assert found.message == (
        "The two accounts of TRN-D01 disagree: Promised for is 4 December 2026 by TRN, 7 December 2026 by SOU. "
        "south.xlsx is as at 28 September 2026, 46 days before return.xlsx, so this may be out of date."
    )


@pytest.mark.parametrize("as_at", ["29 Sep 2026", ""])
def test_a_conflict_between_returns_of_about_one_time_says_nothing_of_their_age(as_at: str) -> None:
    (found,) = _found("CF05", _handover(as_at))
    assert found.message.endswith("7 December 2026 by SOU.")


def test_an_old_return_without_a_workstream_is_known_again_by_its_name() -> None:
    empty = "Without Workstreams:\nProgramme:\n| As at |\n| --- |\n| 1 Jun 2026 |\n"
    (found,) = _found("CF23", f"{empty}\n{SOUTH}")
    assert found.key == "CF23:return.xlsx"


def _line(number: int, first: str, last: str, fte: str, who: str = "EP team", code: str = "TRN") -> str:
    return f"| {code}-P0{number} | {code} | {who} | {first} | {last} | {fte} | 1 |\n"


def _cure(*lines: str) -> str:
    (found,) = _found("CF16", f"Resources:\n{RESOURCES}{''.join(lines)}")
    return found.fix.partition("find more time. ")[2]


def test_the_shortest_move_of_one_line_that_cures_it_is_told() -> None:
    steady = _line(1, "7 Sep 2026", "18 Dec 2026", "0.5")
    assert _cure(steady, _line(2, "7 Dec 2026", "18 Dec 2026", "0.6")) == (
        "Moving TRN-P02 2 weeks later, to start on 21 December 2026, would cure it."
    )
    free = _line(1, "7 Dec 2026", "31 Aug 2027", "0.5")
    assert _cure(free, _line(2, "7 Dec 2026", "11 Dec 2026", "0.6")) == (
        "Moving TRN-P02 1 week earlier, to start on 30 November 2026, would cure it."
    )


def test_of_two_moves_of_one_length_the_later_is_told() -> None:
    steady = _line(1, "7 Dec 2026", "11 Dec 2026", "0.5")
    assert _cure(steady, _line(2, "7 Dec 2026", "11 Dec 2026", "0.6")).startswith("Moving TRN-P01 1 week later")


def test_no_line_is_moved_to_the_as_at_date_or_before_it() -> None:
    lines = (_line(1, "23 Nov 2026", "31 Aug 2027", "0.5"), _line(2, "20 Nov 2026", "27 Nov 2026", "0.6"))
    assert _cure(*lines) == NOTHING
    lines = (_line(1, "7 Sep 2026", "20 Nov 2026", "0.5"), _line(2, "13 Nov 2026", "27 Nov 2026", "0.6"))
    assert _cure(*lines) == NOTHING


NOTHING = "Moving one line within its workstream's dates does not cure it."


@pytest.mark.parametrize(
    "lines",
    [
        # Begun already; without room in the workstream; larger than all there is; a crowd of three.
        (_line(1, "7 Sep 2026", "18 Dec 2026", "0.5"), _line(2, "9 Nov 2026", "18 Dec 2026", "0.6")),
        (_line(1, "7 Sep 2026", "31 Aug 2027", "0.5"), _line(2, "7 Dec 2026", "31 Aug 2027", "0.6")),
        (_line(1, "7 Dec 2026", "18 Dec 2026", "1.5"),),
        tuple(_line(number, "7 Dec 2026", "31 Aug 2027", "0.6") for number in (1, 2, 3)),
    ],
)
def test_no_cure_is_promised_where_no_single_move_gives_one(lines: tuple[str, ...]) -> None:
    assert _cure(*lines) == NOTHING


def test_a_line_of_a_workstream_without_dates_is_not_moved() -> None:
    dates = "Workstreams:\n| Code | Ends |\n| --- | --- |\n| TRN | |\n"
    lines = _line(1, "7 Sep 2026", "18 Dec 2026", "0.5") + _line(2, "7 Dec 2026", "18 Dec 2026", "0.6")
    (found,) = _found("CF16", f"{dates}\nResources:\n{RESOURCES}{lines}")
    assert found.fix.endswith(NOTHING)


def test_weeks_above_the_limit_are_told_as_runs_and_counted_from_now_on() -> None:
    lines = (
        _line(1, "7 Sep 2026", "26 Mar 2027", "0.5"),
        _line(2, "7 Sep 2026", "20 Nov 2026", "0.6"),
        _line(3, "7 Dec 2026", "11 Dec 2026", "0.8"),
    )
    (found,) = _found("CF16", f"Resources:\n{RESOURCES}{''.join(lines)}")
    assert "in 3 weeks, 9 November 2026 to 20 November 2026 and 7 December 2026 to 11 December 2026" in found.message
    assert found.severity.value == "error"
    assert found.key == "CF16:TRN-P01+TRN-P02+TRN-P03"


TASKS = "| ID | Workstream | Schools | Service area | Cohort | Starts | Ends | After |\n|" + " --- |" * 8 + "\n"


def _tasks(mine: str, theirs: str) -> str:
    return f"Diagnostics:\n{TASKS}{mine}\n\n{SOUTH}\nsouth.xlsx Diagnostics:\n{TASKS}{theirs}\n"


def test_tasks_that_meet_in_several_places_are_told_once() -> None:
    dates = "16 Nov 2026 | 20 Nov 2026 | |"
    text = _tasks(
        f"| TRN-T01 | TRN | Elm; Oak | SEN casework | Post-16 | {dates}",
        f"| SOU-T01 | SOU | Oak; Elm | SEN casework | Post-16 | {dates}\n| SOU-T02 | SOU | Elm | Speech | | {dates}",
    )
    (found,) = _found("CF12", text)
    assert "overlap at Elm, at Oak and in SEN casework for Post-16" in found.message
    assert found.key == "CF12:SOU-T01+SOU-T02+TRN-T01"


def test_a_task_settled_with_one_of_two_still_clashes_with_the_other() -> None:
    text = _tasks(
        "| TRN-T01 | TRN | Oak | A | | 16 Nov 2026 | 20 Nov 2026 | |\n"
        "| TRN-T02 | TRN | Oak | A | | 16 Nov 2026 | 20 Nov 2026 | |",
        "| SOU-T01 | SOU | Oak | B | | 20 Nov 2026 | 27 Nov 2026 | TRN-T01 |",
    )
    assert [item.key for item in _found("CF12", text)] == ["CF12:SOU-T01+TRN-T02"]


def test_tasks_of_ones_own_workstream_settle_nothing_with_another() -> None:
    text = _tasks(
        "| TRN-T01 | TRN | Oak; ?? | A | | 16 Nov 2026 | 20 Nov 2026 | |\n"
        "| TRN-T02 | TRN | Oak; ?? | A | | 16 Nov 2026 | 20 Nov 2026 | TRN-T01 |",
        "| SOU-T01 | SOU | Oak; ?? | B | | 20 Nov 2026 | 27 Nov 2026 | |",
    )
    assert [item.key for item in _found("CF12", text)] == ["CF12:SOU-T01+TRN-T01+TRN-T02"]


def test_an_order_by_way_of_another_task_is_an_order() -> None:
    text = _tasks(
        "| TRN-T01 | TRN | Oak | A | | 16 Nov 2026 | 20 Nov 2026 | |\n"
        "| TRN-T02 | TRN | | A | | 16 Nov 2026 | 20 Nov 2026 | TRN-T01 |",
        "| SOU-T01 | SOU | Oak | B | | 20 Nov 2026 | 27 Nov 2026 | TRN-T02 |",
    )
    assert not _found("CF12", text)


def test_two_stretches_at_one_school_are_two_conflicts() -> None:
    text = _tasks(
        "| TRN-T01 | TRN | Oak | A | | 16 Nov 2026 | 20 Nov 2026 | |\n"
        "| TRN-T02 | TRN | Oak | A | | 30 Nov 2026 | 4 Dec 2026 | |",
        "| SOU-T01 | SOU | Oak | B | | 20 Nov 2026 | 27 Nov 2026 | |\n"
        "| SOU-T02 | SOU | Oak | B | | 1 Dec 2026 | 4 Dec 2026 | |",
    )
    assert [item.key for item in _found("CF12", text)] == ["CF12:SOU-T01+TRN-T01", "CF12:SOU-T02+TRN-T02"]


def test_a_school_is_told_of_each_stretch_and_a_late_task_counts_until_now() -> None:
    text = _tasks(
        "| TRN-T01 | TRN | Oak | A | | 2 Nov 2026 | 6 Nov 2026 | |\n"
        "| TRN-T02 | TRN | Oak; ? | A | | 2 Nov 2026 | 13 Nov 2026 | |\n"
        "| TRN-T03 | TRN | Oak | A | | 1 Dec 2026 | 4 Dec 2026 | |\n"
        "| TRN-T04 | TRN | Oak | A | | 1 Dec 2026 | 4 Dec 2026 | |",
        "| SOU-T01 | SOU | Oak; ? | B | | 9 Nov 2026 | 13 Nov 2026 | |\n"
        "| SOU-T02 | SOU | Oak; ? | B | | 1 Dec 2026 | 2 Dec 2026 | |",
    )
    told = [item.message.partition(", with")[0] for item in _found("CF15", text)]
    assert sorted(told, reverse=True) == [
        "Oak is in 3 things at once between 9 November 2026 and 13 November 2026",
        "Oak is in 3 things at once between 1 December 2026 and 2 December 2026",
    ]


def _trial(day: str, phase: str = "Trial", calendar: str = "") -> str:
    milestones = (
        f"Milestones:\n| ID | Phase | Schools | Forecast date |\n| --- | --- | --- | --- |\n| TRN-M01 | {phase}"
    )
    return f"{milestones} | Oak | {day} |\n\n{calendar}" + _tasks(
        "| TRN-T01 | TRN | Oak | A | | 16 Nov 2026 | 18 Dec 2026 | |",
        "| SOU-T01 | SOU | Oak | B | | 16 Nov 2026 | 18 Dec 2026 | |",
    )


CALENDAR = (
    "Calendar:\n| Name | Kind | From | To |\n| --- | --- | --- | --- |\n"
    "| Autumn | Term | 1 Sep 2026 | 18 Dec 2026 |\n| Half-term | Half-term break | 26 Oct 2026 | 30 Oct 2026 |\n"
    "| Spring | Term | 4 Jan 2027 | 25 Mar 2027 |\n| Half-term | Half-term break | 15 Feb 2027 | 19 Feb 2027 |\n\n"
)


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        ("2 Nov 2026", True),
        ("23 Oct 2026", False),
        ("28 Oct 2026", False),
        ("21 Dec 2026", False),
        ("8 Jan 2027", False),
    ],
)
def test_a_rollout_takes_a_school_for_the_half_term_of_its_milestone(day: str, counts: bool) -> None:
    assert bool(_found("CF15", _trial(day, "Rollout", CALENDAR))) == counts


def test_a_milestone_outside_the_terms_takes_its_own_day() -> None:
    streams = "Workstreams:\n| Code |\n| --- |\n| TRN |\n| OUT |\n| SUP |\n\n"
    titles = "Milestones:\n| ID | Workstream | Phase | Schools | Forecast date |\n|" + " --- |" * 5 + "\n"
    rows = "".join(f"| {code}-M01 | {code} | Rollout | Oak | 13 Nov 2026 |\n" for code in ("TRN", "OUT", "SUP"))
    text = f"{streams}Calendar:\n| Name |\n| --- |\n\n{titles}{rows}"
    (found,) = _found("CF15", text)
    assert "at once on 13 November 2026" in found.message
    assert not _found("CF15", text.replace("13 Nov 2026", "12 Nov 2026"))


def test_a_half_term_begins_and_ends_on_weekdays() -> None:
    (found,) = _found("CF15", _trial("20 Nov 2026", calendar=CALENDAR))
    assert "the trial of TRN (2 November 2026 to 18 December 2026)" in found.message
    spring = _trial("8 Jan 2027", calendar=CALENDAR).replace("18 Dec 2026 | |", "15 Jan 2027 | |")
    (found,) = _found("CF15", spring)
    assert "the trial of TRN (4 January 2027 to 12 February 2027)" in found.message


def test_nothing_is_sustained_too_soon_once_a_rollout_is_done() -> None:
    titles = "Milestones:\n| ID | Phase | Baseline date | Forecast date | Actual date |\n|" + " --- |" * 5 + "\n"
    later = "| TRN-M02 | Rollout | 11 Dec 2026 | 5 Feb 2027 | |\n| TRN-M03 | Sustain | 15 Jan 2027 | 15 Jan 2027 | |\n"
    assert _found("CF09", titles + later)
    assert not _found("CF09", f"{titles}| TRN-M01 | Rollout | 6 Nov 2026 | | 6 Nov 2026 |\n{later}")


def test_the_name_that_stands_on_fewer_lines_is_asked_about() -> None:
    lines = (
        _line(1, "7 Sep 2026", "18 Dec 2026", "0.1", "Data analysts"),
        _line(2, "7 Sep 2026", "18 Dec 2026", "0.1", "Data analyst"),
        _line(3, "7 Sep 2026", "18 Dec 2026", "0.1", "Data Analyst"),
        _line(4, "7 Sep 2026", "18 Dec 2026", "0.1", "Vacant"),
        _line(5, "7 Sep 2026", "18 Dec 2026", "0.1", "Vacants"),
    )
    (found,) = _found("CF29", f"Resources:\n{RESOURCES}{''.join(lines)}")
    assert found.message == "Is Data analysts (TRN-P01) the same as Data analyst (TRN-P02)?"


def test_a_mitigation_tells_all_that_is_wrong_with_its_line_and_the_line_itself_is_not_told_again() -> None:
    text = (
        "Risks:\n| ID | Mitigation kind | Resource line |\n| --- | --- | --- |\n"
        "| TRN-R01 | Extra capacity | TRN-P01 |\n\n"
        "Resources:\n| ID | From | To | Funding | Post status |\n| --- | --- | --- | --- | --- |\n"
        "| TRN-P01 | 1 Sep 2026 | 17 Dec 2026 | Not funded | Vacant |\n"
    )
    found = check(programme(text)[0], [all_rules()[item] for item in ("CF18", "RS15")])
    assert [finding.rule for finding in found] == ["CF18"]
    assert found[0].message == (
        "The mitigation rests on TRN-P01 (Link worker), which is not funded, whose Post status is Vacant though it "
        "started on 1 September 2026 and which ends on 17 December 2026, before the action is due on 18 December 2026."
    )


EXPECTED = "| KPI | Milestone | Expected |\n| --- | --- | --- |\n"


def test_a_kpi_that_should_fall_is_blamed_where_it_is_to_rise() -> None:
    def blamed(better: str, target: str) -> str:
        (found,) = _found(
            "CF21",
            "Milestones:\n| ID |\n| --- |\n| TRN-M01 |\n| SOU-M01 |\n\n"
            f"KPIs:\n| ID | Better when | Target |\n| --- | --- | --- |\n| TRN-K01 | {better} | {target} |\n\n"
            f"Expectations:\n{EXPECTED}| TRN-K01 | TRN-M01 | 120 |\n| TRN-K01 | SOU-M01 | 90 |\n",
        )
        return found.cell.address

    assert blamed("Higher", "200") == "C3"
    assert blamed("Lower", "50") == "C2"
    assert blamed("Close to target", "50") == "C2"
    assert blamed("Close to target", "200") == "C3"


def test_what_is_expected_at_a_withdrawn_milestone_pulls_nowhere() -> None:
    text = (
        "Milestones:\n| ID | State |\n| --- | --- |\n| TRN-M01 | |\n| SOU-M01 | Withdrawn |\n\n"
        f"KPIs:\n| ID |\n| --- |\n| TRN-K01 |\n\nExpectations:\n{EXPECTED}"
        "| TRN-K01 | TRN-M01 | 120 |\n| TRN-K01 | SOU-M01 | 90 |\n"
    )
    assert not _found("CF21", text)


def test_one_kpi_wanted_higher_here_and_lower_there_differs() -> None:
    titles = "| ID | Workstream | Better when |\n| --- | --- | --- |\n"
    text = (
        f"KPIs:\n{titles}| TRN-K01 | TRN | Higher |\n\n{SOUTH}\nsouth.xlsx KPIs:\n{titles}| TRN-K01 | TRN | Lower |\n"
    )
    (found,) = _found("CF20", text)
    assert "Better when is Lower in SOU, Higher in TRN" in found.message


def test_four_key_milestones_after_a_quiet_stretch_are_told_once() -> None:
    rows = "".join(f"| TRN-M0{number} | {day} |\n" for number, day in enumerate(("20", "23", "24", "25", "26"), 1))
    days = rows.replace(" |\n", " Nov 2026 |\n")
    (found,) = _found("CF17", f"Milestones:\n| ID | Forecast date |\n| --- | --- |\n{days}")
    assert found.key == "CF17:2026-11+transitionlead"
