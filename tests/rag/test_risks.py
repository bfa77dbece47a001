from __future__ import annotations

import pytest

from statuses import only, table
from xl_send.results import Item, Status
from xl_send.workbook.sheets.thresholds import default_colour


def risk(*sheets: str, **cells: str) -> Item:
    row = {"ID": "TRN-R01", **{title.capitalize(): cell for title, cell in cells.items()}}
    return only(table("Risks", row) + "".join(sheets), "TRN-R01")


def entry(**cells: str) -> Item:
    row = {"ID": "TRN-A01", **{title.replace("_", " ").capitalize(): cell for title, cell in cells.items()}}
    return only(table("Issues and decisions", row), "TRN-A01")


@pytest.mark.parametrize("likelihood", range(1, 6))
@pytest.mark.parametrize("impact", range(1, 6))
def test_an_open_risk_has_the_colour_of_the_matrix(likelihood: int, impact: int) -> None:
    found = risk(likelihood=str(likelihood), impact=str(impact))
    assert found.status.value == default_colour(likelihood, impact).value
    assert found.rating.facts["score"] == likelihood * impact


@pytest.mark.parametrize(
    ("likelihood", "impact", "status"),
    [
        ("3", "5", Status.RED),  # 15
        ("2", "4", Status.AMBER),  # 8
        ("1", "5", Status.AMBER),
        ("5", "1", Status.GREEN),
        ("3", "4", Status.AMBER),
        ("2", "3", Status.GREEN),
    ],
)
def test_the_default_matrix_at_its_edges(likelihood: str, impact: str, status: Status) -> None:
    assert risk(likelihood=likelihood, impact=impact).status is status


def test_a_risk_says_its_score() -> None:
    found = risk(likelihood="4", impact="5")
    assert found.reason == "likelihood 4, impact 5: a score of 20, Red in the risk matrix"
    assert [cell.column for cell in found.rating.cells] == ["Likelihood", "Impact"]


def test_a_closed_risk_is_not_rated() -> None:
    assert (risk(status="Closed").status, risk(status="Closed").reason) == (Status.NOT_RATED, "closed")


@pytest.mark.parametrize(
    ("kind", "names", "status"),
    [
        ("Issue", "TRN-R01", Status.NOT_RATED),
        ("Issue", "TRN-R02", Status.AMBER),
        ("Action", "TRN-R01", Status.AMBER),
    ],
)
def test_a_risk_that_became_an_issue_keeps_its_colour_until_one_names_it(kind: str, names: str, status: Status) -> None:
    log = table("Issues and decisions", {"Kind": kind, "From risk": names})
    assert risk(log, status="Became an issue").status is status


def test_an_open_risk_that_an_issue_names_keeps_its_colour() -> None:
    assert risk(table("Issues and decisions", {"From risk": "TRN-R01"})).status is Status.AMBER


def test_a_score_that_a_smaller_matrix_lacks_is_no_data() -> None:
    four = """
    Thresholds, as it lies:
    | Likelihood down, impact across | 1 | 2 | 3 | 4 |
    | --- | --- | --- | --- | --- |
    | 1 | Green | Green | Green | Green |
    | 2 | Green | Green | Green | Amber |
    | 3 | Green | Green | Amber | Red |
    | 4 | Green | Amber | Red | Red |
    | Milestone green within | 5 | | | |
    """
    found = [risk(four, likelihood=likelihood, impact="4") for likelihood in ("1", "5")]
    assert [item.status for item in found] == [Status.GREEN, Status.NO_DATA]
    assert found[1].reason == "the risk matrix has no cell for likelihood 5, impact 4"


@pytest.mark.parametrize(("severity", "status"), [("High", "Red"), ("Medium", "Amber"), ("Low", "Green")])
def test_an_open_issue_has_the_colour_of_its_severity(severity: str, status: str) -> None:
    assert entry(severity=severity, needed_by="1 Nov 2026").status.value == status


@pytest.mark.parametrize("kind", ["Decision needed", "Action", "Change request"])
@pytest.mark.parametrize(
    ("severity", "needed_by", "status"),
    [
        ("High", "13 Nov 2026", Status.GREEN),
        ("High", "12 Nov 2026", Status.RED),
        ("Medium", "12 Nov 2026", Status.AMBER),
        ("Low", "12 Nov 2026", Status.AMBER),
        ("High", "", Status.GREEN),
    ],
)
def test_what_is_needed_by_a_day_is_late_after_it(kind: str, severity: str, needed_by: str, status: Status) -> None:
    assert entry(kind=kind, severity=severity, needed_by=needed_by).status is status


@pytest.mark.parametrize("kind", ["Issue", "Decision needed", "Action", "Change request"])
def test_a_closed_entry_is_complete(kind: str) -> None:
    assert entry(kind=kind, severity="High", needed_by="1 Nov 2026", status="Closed").status is Status.COMPLETE


def test_the_rows_of_a_paused_workstream_are_not_rated() -> None:
    paused = table("Workstreams", {"State": "Paused"})
    assert risk(paused, status="Closed").reason == "its workstream, TRN, is paused"
    assert only(table("Issues and decisions", {"ID": "TRN-A02"}) + paused, "TRN-A02").status is Status.NOT_RATED
