"""Untidy but honest returns: exactly what is found in each.

Every finding was judged to be true, or worth asking.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cases.answers import findings, status
from cases.workbooks import Return, book

Found = dict[str, str]
# Rule and sheet to the cells where it is found.
BOOKS: dict[str, Found] = {
    "august_build": {
        "WM04 Workstreams": "G2",
        "KP22 KPIs": "H3",
        "MS61 Milestones": "T3",
        "MS62 Milestones": "S2",
    },
    "baselines_due": {
        "WB01 KPIs": "I4 J4",
        "WM04 Workstreams": "G2",
    },
    "first_return": {},
    "four_by_four": {"EX02 Expectations": "C2", "WM04 Workstreams": "G2"},
    "no_forums": {"WM04 Workstreams": "G2"},
    "over_september": {},
    "recovery": {
        "MS61 Milestones": "T12",
        "MS62 Milestones": "S4",
    },
    "rich_plan": {},
    "roles_paused": {"WM04 Workstreams": "G2"},
    "seasonal": {"KP32 KPIs": "P2", "MS65 Milestones": "U6"},
    "short_register": {"MC01 Milestones": "H4", "WM04 Workstreams": "G2"},
    "sixty_milestones": {"MC01 Milestones": "H55", "WM04 Workstreams": "G2 G3 G4 G5"},
    "two_hands": {},
    "typing": {
        "WB12 Actuals": "B2 B3 B4 B5",
        "WB12 Expectations": "D2 D4",
        "WB12 KPIs": "H2 J2 H3 J3",
        "WB12 Milestones": "G2 G3 G4 G5 G6 H5 H6 I2 I3 I4",
        "WB12 Programme": "B9 B11",
        "WB12 Risks": "M2 O2 Q2 M3 O3 Q3",
        "WB12 Workstreams": "E2 F2",
        "WM04 Workstreams": "G2",
        "WB13 Actuals": "C4 C5",
        "WB13 Expectations": "C4 C5",
        "WB13 KPIs": "G3 I3",
        "WB13 Risks": "F2 G2",
        "WB15 KPIs": "F3",
        "WB15 Milestones": "A4 D4",
        "WB15 Risks": "N2",
        "WB25 KPIs": "S3",
        "WB25 Risks": "R3",
        "WB16 KPIs": "W2 U3",
        "WB16 Milestones": "H2 H3 I6 P2 AA2",
    },
}


def _typed(name: str) -> Return:
    made = book(f"untidy_{name}")
    if name == "four_by_four":
        _cleared_to_four(made)
    return made


def _cleared_to_four(made: Return) -> None:
    """Clear row 5 and column 5 of the risk matrix, their headings too."""
    for place in "EFGHIJ":
        made.sheet("Thresholds")[f"{place}6"].value = None
    for number in range(1, 7):
        made.sheet("Thresholds")[f"J{number}"].value = None


def _cells(found: Found) -> set[tuple[str, ...]]:
    return {(*place.split(" ", 1), cell) for place, cells in found.items() for cell in cells.split()}


@pytest.mark.parametrize("name", BOOKS)
def test_exactly_this_is_found(name: str, tmp_path: Path) -> None:
    path = _typed(name).save(tmp_path)
    found = [(item.rule, item.sheet, item.cell) for item in findings(path)]
    assert len(found) == len(set(found))
    assert set(found) == _cells(BOOKS[name])
    assert not findings(path, verb="conflicts")


def test_a_stopped_milestone_without_a_forecast_leaves_no_doubt(tmp_path: Path) -> None:
    picture = status(_typed("roles_paused").save(tmp_path))
    assert {picture.items[name]["status"] for name in ("TRV-M01", "TRV-M02")} == {"Not rated"}


@pytest.mark.parametrize("state", ["Active", None, "Stopped"])
def test_a_milestone_that_goes_on_needs_a_forecast(state: str | None, tmp_path: Path) -> None:
    made = _typed("roles_paused").put("Milestones", "OAP-M04", "Forecast date", None)
    made.put("Milestones", "OAP-M04", "State", state)
    path = made.save(tmp_path)
    told = {item.rule for item in findings(path) if item.record == "OAP-M04"}
    assert told == ({"WB04"} if state == "Stopped" else {"WB01"})
    assert status(path).colour("OAP-M04") == "No data"


def test_where_the_workstream_goes_on_a_paused_row_names_its_change(tmp_path: Path) -> None:
    made = (
        _typed("roles_paused").put("Milestones", "OAP-M04", "State", "Paused").put("KPIs", "OAP-K02", "State", "Paused")
    )
    told = {(item.rule, item.record) for item in findings(made.save(tmp_path))}
    assert {("MS15", "OAP-M04"), ("KP06", "OAP-K02")} <= told
