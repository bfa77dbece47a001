"""Colours that a board may rely on: handovers, withdrawals, change requests, later figures, softening."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cases.answers import Picture, findings, status
from cases.workbooks import book


def picture(name: str, folder: Path) -> Picture:
    return status(book(name).save(folder))


def test_what_has_been_accepted_holds_its_receiver_back_no_longer(tmp_path: Path) -> None:
    found = picture("accepted", tmp_path)
    assert found.colour("TRN-D01") == "Complete"
    assert found.colour("TRN-M01") == "Green"
    assert "waits for" not in found.reason("TRN-M01")


def withdrawn(folder: Path) -> Path:
    """A folder of two returns: the giver has withdrawn one handover, and the milestone of another."""
    for workbook in ("giver.xlsx", "receiver.xlsx"):
        book("giver_withdrew", workbook).save(folder)
    return folder


def test_a_handover_that_its_giver_has_withdrawn_is_not_rated_and_says_so(tmp_path: Path) -> None:
    found = status(withdrawn(tmp_path))
    assert found.colour("TRN-D01") == "Not rated"
    assert "withdrawn by the giver" in found.reason("TRN-D01")


def test_a_handover_that_only_its_giver_has_withdrawn_is_a_conflict(tmp_path: Path) -> None:
    found = [finding for finding in findings(withdrawn(tmp_path), verb="conflicts") if finding.record == "TRN-D01"]
    assert found
    assert "withdrawn" in found[0].message


def test_a_handover_from_a_withdrawn_milestone_has_no_date(tmp_path: Path) -> None:
    assert status(withdrawn(tmp_path)).colour("TRN-D02") == "No data"


def test_an_open_change_request_counts_the_same_among_other_words(tmp_path: Path) -> None:
    found = picture("change_references", tmp_path)
    assert found.colour("TRN-M01") == found.colour("TRN-M02") == "Red"
    assert "TRN-A02 is open" in found.reason("TRN-M02")


def test_tbc_is_no_change_reference_and_is_told(tmp_path: Path) -> None:
    made = book("change_references")
    path = made.save(tmp_path)
    assert status(path).colour("TRN-M03") == "Red"
    told = {(finding.cell, finding.record) for finding in findings(path) if finding.column == "Change reference"}
    assert (made.at("Milestones", "TRN-M03", "Change reference"), "TRN-M03") in told


def test_the_judged_figure_and_the_latest_are_both_told_with_their_dates(tmp_path: Path) -> None:
    reason = picture("later_figures", tmp_path).reason("TRN-K01")
    assert "52% at 1 September 2026" in reason
    assert "20% at 31 October 2026" in reason


def test_a_fall_after_the_judged_figure_is_a_query(tmp_path: Path) -> None:
    found = findings(book("later_figures").save(tmp_path))
    fall = [item for item in found if item.record.startswith("TRN-K01") and "20%" in item.message]
    assert [item.severity for item in fall] == ["query"]


def test_a_tolerated_5_by_5_risk_without_mitigation_is_red_overall(tmp_path: Path) -> None:
    found = picture("tolerated_risk", tmp_path)
    assert found.colour("TRN-R01") == "Red"
    assert found.aspects["TRN", "overall"] == found.aspects["programme", "overall"] == "Red"


def test_one_late_milestone_that_is_not_key_counts_amber_among_four(tmp_path: Path) -> None:
    assert picture("one_late", tmp_path).aspects["TRN", "delivery"] == "Amber"


def test_reaching_one_more_milestone_does_not_make_delivery_worse(tmp_path: Path) -> None:
    made = book("one_late")
    made.put("Milestones", "TRN-M02", "Actual date", date(2026, 11, 13))
    found = status(made.save(tmp_path))
    assert found.colour("TRN-M02") == "Complete"
    assert found.aspects["TRN", "delivery"] == "Amber"


def test_rows_with_a_blank_or_a_word_are_not_green_for_it(tmp_path: Path) -> None:
    path = book("unread_rows").save(tmp_path)
    found = status(path)
    assert {found.colour("TRN-K01"), found.colour("TRN-K02")} <= {"Red", "No data"}
    assert found.colour("TRN-M02") == "No data"
    for whose in ("TRN", "programme"):
        assert found.aspects[whose, "overall"] == "Red"
    assert found.code == 1
