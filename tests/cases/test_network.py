"""What dates mean: school days, meetings that decide, one date for a handover, and reasons that are true."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cases.answers import ask, findings, status
from cases.plans import plan
from cases.workbooks import example


def sequence(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ask("sequence", folder, "--format", "json").said)
    return found


def graph(folder: Path) -> dict[str, Any]:
    nodes = json.loads(ask("conflicts", folder, "--graph", "json").said)["nodes"]
    return {node["id"]: node for node in nodes}


def steps(found: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {step["id"]: (step["starts"], step["ends"]) for step in found["order"]}


def at_alder(name: str, starts: str, ends: str, state: str = "Planned", **more: str) -> dict[str, str]:
    return {
        "ID": name, "Method": "Survey", "Service area": name, "Schools": "Alder School", "Starts": starts,
        "Ends": ends, "Status": state, **{title.replace("_", " "): value for title, value in more.items()},
    }  # fmt: skip


def test_a_school_task_is_never_proposed_for_a_half_term_break(tmp_path: Path) -> None:
    folder = plan(
        tmp_path, "29 Jan 2027",
        trn={"Diagnostics": (at_alder("TRN-T01", "25 Jan 2027", "12 Feb 2027", "Under way"),)},
        out={"Diagnostics": (at_alder("OUT-T01", "8 Feb 2027", "12 Feb 2027"),)},
    )  # fmt: skip
    assert steps(sequence(folder))["OUT-T01"] == ("2027-02-22", "2027-02-26")


def test_school_days_are_kept_over_a_break(tmp_path: Path) -> None:
    waits = at_alder("OUT-T01", "18 Jan 2027", "29 Jan 2027", After="TRN-T01")
    folder = plan(
        tmp_path, "18 Dec 2026",
        trn={"Diagnostics": (at_alder("TRN-T01", "11 Jan 2027", "5 Feb 2027"),)}, out={"Diagnostics": (waits,)},
    )  # fmt: skip
    assert graph(folder)["OUT-T01"]["feasible"] == "2027-02-26"  # 8 to 12 and 22 to 26 February: ten school days
    assert steps(sequence(folder))["OUT-T01"] == ("2027-02-08", "2027-02-26")


def test_what_stands_in_a_break_is_told(tmp_path: Path) -> None:
    folder = plan(
        tmp_path,
        trn={
            "Diagnostics": (at_alder("TRN-T01", "15 Feb 2027", "26 Feb 2027"),),
            "Milestones": ({"ID": "TRN-M01", "Forecast date": "17 Feb 2027", "Schools must act": "Yes"},),
        },
    )
    told = {(finding.rule, finding.record) for finding in findings(folder)}
    assert {("MC32", "TRN-T01"), ("MC02", "TRN-M01")} <= told
    assert graph(folder)["TRN-M01"]["feasible"] == "2027-02-22"


def test_too_much_for_one_school_is_said_in_school_days(tmp_path: Path) -> None:
    task = at_alder("TRN-T01", "11 Jan 2027", "5 Mar 2027"), at_alder("OUT-T01", "11 Jan 2027", "5 Mar 2027")
    fixed = [
        {"ID": f"{code}-M01", "Baseline date": "26 Mar 2027", "Forecast date": "26 Mar 2027", "Fixed date": "Yes",
         "Depends on": f"{code}-T01"} for code in ("TRN", "OUT")
    ]  # fmt: skip
    folder = plan(
        tmp_path, "18 Dec 2026",
        trn={"Diagnostics": (task[0],), "Milestones": (fixed[0],)},
        out={"Diagnostics": (task[1],), "Milestones": (fixed[1],)},
    )  # fmt: skip
    said = " ".join(late["why"] for late in sequence(folder)["late"])
    assert "These 2 tasks need 70 school days at Alder School" in said
    assert "where there are 49" in said  # 11 January to 25 March, without half-term


DECISION = (
    {"ID": "TRN-M01", "Baseline date": "8 Jan 2027", "Forecast date": "1 Feb 2027", "Key": "No"},
    {"ID": "TRN-M02", "Baseline date": "14 Jan 2027", "Forecast date": "14 Jan 2027", "Depends on": "TRN-M01",
     "Key": "Yes", "Forum": "Programme Board", "Decision needed": "Decision"},
    {"ID": "TRN-M03", "Baseline date": "19 Feb 2027", "Forecast date": "19 Feb 2027", "Depends on": "TRN-M02+10",
     "Key": "Yes"},
)  # fmt: skip


def test_a_decision_is_at_the_first_meeting_whose_papers_can_be_ready(tmp_path: Path) -> None:
    folder = plan(tmp_path, trn={"Milestones": DECISION})
    nodes = graph(folder)
    assert (nodes["TRN-M02"]["feasible"], nodes["TRN-M03"]["feasible"]) == ("2027-03-11", "2027-03-25")
    order = sequence(folder)
    assert steps(order)["TRN-M02"][0] == "2027-03-11"
    assert steps(order)["TRN-M03"][0] == "2027-03-25"
    assert "to 11 March 2027" in next(
        item.message for item in findings(folder, verb="conflicts") if item.rule == "CF10"
    )
    assert status(folder).colour("TRN-M02") == "Red"
    assert "TRN-M03: 25 March 2027 becomes" not in ask("whatif", folder, "--slip", "TRN-M01=3").words
    assert "TRN-M02: 11 March 2027 becomes 20 May 2027" in ask("whatif", folder, "--slip", "TRN-M01=23").words


def test_a_decision_on_a_day_without_a_meeting_is_a_query_with_the_one_that_serves(tmp_path: Path) -> None:
    deciding = {**DECISION[1], "Forecast date": "20 Jan 2027", "Depends on": ""}
    folder = plan(tmp_path, trn={"Milestones": (deciding,)})
    (found,) = (item for item in findings(folder, verb="conflicts") if item.rule == "CF40")
    assert (found.severity, found.record, found.column) == ("query", "TRN-M02", "Forecast date")
    assert "The meeting that serves is on 14 January 2027" in found.message
    assert steps(sequence(folder))["TRN-M02"][0] == "2027-01-14"


def test_beyond_the_last_listed_meeting_a_decision_has_no_date(tmp_path: Path) -> None:
    late = {**DECISION[0], "Forecast date": "1 Jul 2027"}
    folder = plan(tmp_path, trn={"Milestones": (late, *DECISION[1:])})
    nodes = graph(folder)
    assert (nodes["TRN-M02"]["feasible"], nodes["TRN-M03"]["feasible"]) == (None, None)
    found = sequence(folder)
    assert {item["id"] for item in found["left_out"]} == {"TRN-M02", "TRN-M03"}


def handover(**more: str) -> dict[str, str]:
    return {
        "ID": "TRN-D01", "Giver": "DAT", "Receiver": "TRN", "Receiver milestone": "TRN-M01",
        **{title.replace("_", " "): value for title, value in more.items()},
    }  # fmt: skip


def exchange(folder: Path, giver: str, receiver: str, **more: str) -> Path:
    """Two returns with one handover: when the giver's milestone is expected, and when the receiver's is planned."""
    row = handover(**more)
    given = {"ID": "DAT-M01", "Forecast date": giver, "Baseline date": giver, "Key": "No"}
    taken = {"ID": "TRN-M01", "Forecast date": receiver, "Baseline date": receiver}
    return plan(
        folder,
        dat={"Milestones": (given,), "Interdependencies": (row,)},
        trn={"Milestones": (taken,), "Interdependencies": (row,)},
    )


def test_a_promise_is_not_dropped_because_the_giver_has_a_milestone(tmp_path: Path) -> None:
    folder = exchange(
        tmp_path, "11 Dec 2026", "22 Jan 2027", Needed_by="8 Jan 2027", Promised_for="5 Feb 2027",
        Giver_milestone="DAT-M01",
    )  # fmt: skip
    found = status(folder)
    assert found.colour("TRN-D01") == "Red"
    assert "20 working days too late" in found.reason("TRN-D01")
    (late,) = (item for item in findings(folder, verb="conflicts") if item.rule == "CF01")
    assert "20 working days too late" in late.message
    assert (graph(folder)["TRN-D01"]["feasible"], graph(folder)["TRN-D01"]["float"]) == ("2027-02-05", -20)


@pytest.mark.parametrize("field", ["Forecast", "Promised_for"])
def test_a_day_that_has_passed_without_delivery_leaves_nothing_to_spare(tmp_path: Path, field: str) -> None:
    days = {field: "30 Oct 2026", "Needed_by": "9 Nov 2026"}
    folder = exchange(tmp_path, "11 Dec 2026", "8 Jan 2027", **days)
    found = status(folder)
    assert found.colour("TRN-D01") == "Red"
    told = [item for item in findings(folder, verb="conflicts") if item.rule in {"CF01", "CF02"}]
    assert [(item.rule, item.severity) for item in told] == [("CF01", "error")]
    assert "30 October 2026" in told[0].message
    assert "to spare" not in ask("conflicts", folder).words
    still_time = exchange(tmp_path / "more", "11 Dec 2026", "8 Jan 2027", **{**days, "Needed_by": "20 Nov 2026"})
    assert status(still_time).colour("TRN-D01") == "Red"
    assert not [item for item in findings(still_time, verb="conflicts") if item.rule == "CF02"]


def test_agreed_without_a_date_is_unknown(tmp_path: Path) -> None:
    folder = exchange(tmp_path, "11 Dec 2026", "8 Jan 2027", Needed_by="20 Nov 2026")
    assert graph(folder)["TRN-D01"]["feasible"] is None
    assert status(folder).colour("TRN-D01") == "No data"


def test_a_task_that_already_waits_is_moved_and_not_stretched(tmp_path: Path) -> None:
    first = {"ID": "TRN-T01", "Starts": "1 Mar 2027", "Ends": "5 Mar 2027", "Forecast end": "12 Mar 2027"}
    second = {"ID": "OUT-T01", "Starts": "8 Mar 2027", "Ends": "12 Mar 2027", "After": "TRN-T01"}
    after = {"ID": "OUT-M01", "Baseline date": "19 Mar 2027", "Forecast date": "19 Mar 2027", "Depends on": "OUT-T01"}
    folder = plan(tmp_path, trn={"Diagnostics": (first,)}, out={"Diagnostics": (second,), "Milestones": (after,)})
    assert "Nothing else would change" in ask("whatif", folder, "--slip", "OUT-T01=3").words


def test_a_reason_names_only_tasks_that_meet(tmp_path: Path) -> None:
    def led(code: str, starts: str, ends: str, **more: str) -> dict[str, tuple[dict[str, str], ...]]:
        task = {"ID": f"{code}-T01", "Method": "Workshop", "Service area": code, "Starts": starts, "Ends": ends,
                "Lead": "EP team", **more}  # fmt: skip
        line = {"ID": f"{code}-P01", "Person or team": "EP team", "FTE": "0.4", "Available FTE": "1"}
        return {"Diagnostics": (task,), "Resources": (line,)}

    alder = {"Schools": "Alder School"}
    fixed = {"ID": "SUF-M01", "Baseline date": "22 Jan 2027", "Forecast date": "22 Jan 2027", "Depends on": "SUF-T01"}
    after = {"ID": "EHP-M01", "Baseline date": "26 Feb 2027", "Forecast date": "26 Feb 2027", "Depends on": "EHP-T01"}
    folder = plan(
        tmp_path,
        trn=led("TRN", "11 Jan 2027", "15 Jan 2027"), out=led("OUT", "18 Jan 2027", "22 Jan 2027"),
        ehp={**led("EHP", "11 Jan 2027", "22 Jan 2027", **alder), "Milestones": (after,)},
        suf={**led("SUF", "11 Jan 2027", "22 Jan 2027", **alder, Lead="Lead D"), "Milestones": (fixed,)},
    )  # fmt: skip
    (move,) = sequence(folder)["moves"]
    assert move["id"] == "EHP-T01"
    assert "SUF-T01" in move["why"]
    assert "TRN-T01" not in move["why"]
    assert "OUT-T01" not in move["why"]


def test_no_day_is_proposed_that_is_the_as_at_day_or_before(tmp_path: Path) -> None:
    passed = {"ID": "TRN-M01", "Baseline date": "6 Nov 2026", "Forecast date": "6 Nov 2026"}
    found = steps(sequence(plan(tmp_path, trn={"Milestones": (passed,)})))
    assert date.fromisoformat(found["TRN-M01"][0]) == date(2026, 11, 16)


def test_a_conflict_of_a_school_or_an_owner_keeps_its_key_when_another_joins(tmp_path: Path) -> None:
    def keys(folder: Path, tasks: int, milestones: int) -> dict[str, str]:
        found = plan(
            folder,
            trn={
                "Diagnostics": tuple(at_alder(f"TRN-T0{n}", "11 Jan 2027", "22 Jan 2027") for n in range(1, tasks + 1)),
                "Milestones": tuple(
                    {"ID": f"TRN-M0{n}", "Owner": "Head of SEND", "Key": "Yes", "Forecast date": f"{n + 6} Dec 2026"}
                    for n in range(1, milestones + 1)
                ),
            },
        )
        return {told.rule: told.key for told in findings(found, verb="conflicts") if told.rule in {"CF15", "CF17"}}

    first = keys(tmp_path / "one", 3, 4)
    assert set(first) == {"CF15", "CF17"}
    assert keys(tmp_path / "two", 4, 5) == first


def test_what_drives_a_date_is_told_step_by_step_with_its_meeting(tmp_path: Path) -> None:
    folder = plan(tmp_path, trn={"Milestones": DECISION})
    said = ask("status", folder, "--why", "trn-m03").words
    assert "TRN-M01 (Trial opens in four schools): 1 February 2027, its own date." in said
    ready = "what it needs is there on 1 February 2027, with TRN-M01, on which it depends"
    assert f"11 March 2027, {ready}, and Programme Board can first decide it then" in said
    assert "TRN-M03: 25 March 2027, 10 working days after TRN-M02" in said
    assert "If it slips" not in said
    assert ask("status", folder, "--why", "TRN-M30").code == 2
    assert graph(folder)["TRN-M01"]["driving_chain"] is None  # no key milestone


def test_a_range_comes_from_the_programmes_own_history_and_never_colours(tmp_path: Path) -> None:
    reached = tuple(
        {"ID": f"TRN-M1{n}", "Baseline date": "2 Nov 2026", "Actual date": f"{n + 2} Nov 2026", "Forecast date": ""}
        for n in range(10)
    )
    deciding = {**DECISION[1], "Depends on": ""}
    bare = status(plan(tmp_path / "bare", trn={"Milestones": (deciding,)}))
    folder = plan(tmp_path / "past", trn={"Milestones": (deciding, *reached)})
    said = ask("status", folder, "--why", "TRN-M02").words
    assert "If it slips as the 10 milestones reached so far have slipped: between 15 January 2027 and" in said
    assert "Programme Board on 14 January 2027 is missed in 9 of 10." in said
    assert status(folder).colour("TRN-M02") == bare.colour("TRN-M02")


def test_what_only_a_later_meeting_can_decide_is_not_late_by_its_own_forecast(tmp_path: Path) -> None:
    """Forecast for 11 December between two meetings of Cabinet: the one of 15 December is why it stays late."""
    said = ask("sequence", example("sufficiency").save(tmp_path), "--without-solver").words
    assert "SUF-M07 is on 15 December 2026" in said
    assert "No meeting of Cabinet can decide it before 15 December 2026." in said
