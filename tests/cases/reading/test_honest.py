"""Honest returns, untidy as they may be: nothing false is said of them."""

from __future__ import annotations

import pytest

from cases.answers import Told, findings
from cases.workbooks import book

HONEST = ("new_service", "year_to_date", "building", "paused")
BEFORE_CONTROLS = "Likelihood before controls"


@pytest.fixture(scope="module", name="told")
def _told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Told]]:
    """What is found in each of the honest returns."""
    folder = tmp_path_factory.mktemp("honest")
    return {name: findings(book(name).save(folder)) for name in HONEST}


@pytest.mark.parametrize("name", ["new_service", "building", "paused"])
def test_a_workstream_need_not_report_a_colour(name: str, told: dict[str, list[Told]]) -> None:
    assert not [item for item in told[name] if item.sheet == "Workstreams" and item.column == "Reported RAG"]


@pytest.mark.parametrize("name", HONEST)
def test_a_register_without_scores_before_controls_is_not_asked(name: str, told: dict[str, list[Told]]) -> None:
    assert not [item for item in told[name] if item.column == BEFORE_CONTROLS or BEFORE_CONTROLS in item.message]


def test_where_a_workstream_has_no_lagging_kpi_its_leading_ones_are_not_asked_what_they_lead_to(
    told: dict[str, list[Told]],
) -> None:
    found = told["new_service"]
    assert not [item for item in found if item.column == "Leads to"]
    assert [item.record for item in found if "all of them are leading" in item.message] == ["ELS"]


def test_a_new_service_with_its_baselines_still_due_is_told_of_nothing_wrong(told: dict[str, list[Told]]) -> None:
    assert {item.severity for item in told["new_service"]} <= {"advice"}


def test_a_declared_year_to_date_may_begin_again_in_september(told: dict[str, list[Told]]) -> None:
    assert not [item for item in told["year_to_date"] if item.sheet == "Actuals"]


def test_two_expectations_of_one_day_stay_an_error(told: dict[str, list[Told]]) -> None:
    (error,) = (item for item in told["year_to_date"] if item.severity == "error")
    assert (error.sheet, error.record, error.column) == ("Expectations", "INC-K01 at INC-M05", "Expected")


def test_a_building_programme_needs_no_milestone_in_set_up(told: dict[str, list[Told]]) -> None:
    assert not [item for item in told["building"] if "Set up" in item.message]


def test_the_share_of_a_building_that_is_complete_needs_no_base(told: dict[str, list[Told]]) -> None:
    assert not [item for item in told["building"] if item.sheet == "Actuals" and item.column == "Base"]


def test_work_planned_for_august_is_not_asked_about(told: dict[str, list[Told]]) -> None:
    assert not [item for item in told["building"] if item.record == "CAP-M04"]


def test_nothing_is_asked_of_a_paused_workstream(told: dict[str, list[Told]]) -> None:
    assert not [item for item in told["paused"] if item.record.startswith("SLC")]
