"""A council's published figures, warts and all: what is said of each wart, and what is left in peace."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xl_send.findings import Finding, Severity
from xl_send.rag.rollup import programme_status
from xl_send.reading import read_book
from xl_send.reading.markdown import BookText, SheetText, book_of
from xl_send.results import Item, Status
from xl_send.rules import check
from xl_send.workbook.sheets.choices import Measures, YearBasis
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme
from xl_send.xlsx.template.example import real_text

RESTARTING = ("APP-K03", "APP-K04", "APP-K05", "APP-K06")


def _programme(text: BookText) -> Programme:
    return Programme((read_book(book_of(text)),))


def _without(text: BookText, title: str, column: str, wanted: str) -> BookText:
    """The same workbook without the rows of a sheet that hold a value."""
    sheet = text.sheets[title]
    rows = [row for row in sheet.rows if row[column] != wanted]
    return replace(text, sheets={**text.sheets, title: SheetText(title, rows, sheet.titles)})


def _kpis(programme: Programme) -> dict[str, Item]:
    return {item.id: item for item in programme_status(programme).items if isinstance(item.record, Kpi)}


@pytest.fixture(scope="module")
def published() -> Programme:
    return _programme(real_text())


@pytest.fixture(scope="module")
def items(published: Programme) -> dict[str, Item]:
    return _kpis(published)


@pytest.fixture(scope="module")
def findings(published: Programme) -> tuple[Finding, ...]:
    return check(published)


def _of(findings: tuple[Finding, ...], rule: str) -> dict[str, Finding]:
    return {f"{found.cell.record}, {found.cell.column}": found for found in findings if found.rule == rule}


def _school_year(day: object) -> int:
    year, month = (int(part) for part in str(day).split("-")[:2])
    return year if month >= 9 else year - 1


def test_only_the_three_projected_values_are_not_read(published: Programme) -> None:
    (submission,) = published.submissions
    assert [row.record for row in submission.unread_rows] == [Actual] * 3
    assert len(submission.all(Kpi)) == 9


def test_a_projection_typed_into_a_number_cell_is_not_read_and_has_a_remedy(findings: tuple[Finding, ...]) -> None:
    unread = [found for found in findings if found.cell.sheet == "Actuals" and found.cell.column == "Value"]
    projected = [found for found in unread if "(projected end of year)" in found.message]
    assert len(projected) == 3
    assert {found.severity for found in projected} == {Severity.ERROR}
    assert all("percentage such as 45%" in found.fix for found in projected)


def test_no_figure_for_the_year_to_date_is_measured_across_a_september(items: dict[str, Item]) -> None:
    to_date = [
        item
        for item in items.values()
        if isinstance(item.record, Kpi) and item.record.measures is Measures.YEAR_TO_DATE and item.status.coloured
    ]
    assert len(to_date) == 6
    for item in to_date:
        facts = item.rating.facts
        assert _school_year(facts["expected_at"]) == _school_year(facts["actual_date"])


def test_no_direction_is_told_across_a_september(items: dict[str, Item]) -> None:
    assert [items[kpi].rating.facts["direction"] for kpi in ("APP-K01", *RESTARTING)] == [None] * 5


@pytest.mark.parametrize("kpi", RESTARTING)
def test_without_an_expectation_of_its_own_year_the_november_figure_is_not_rated(kpi: str) -> None:
    text = _without(real_text(), "Expectations", "Milestone", "APP-M05")
    text = _without(text, "Actuals", "Period end", "19 Jul 2024")
    item = _kpis(_programme(text))[kpi]
    assert item.status is Status.NOT_DUE
    assert item.reason.startswith("series restarted")


def test_a_figure_that_fell_at_the_restart_is_queried_beside_what_is_expected(findings: tuple[Finding, ...]) -> None:
    queried = _of(findings, "AC05")
    assert sorted(queried) == [f"{kpi} at 29 Nov 2024, Value" for kpi in RESTARTING]
    found = queried["APP-K03 at 29 Nov 2024, Value"]
    assert found.severity is Severity.QUERY
    assert found.message == "3.7 follows 54.05, and 25 is expected: it may now be counted in another way."
    assert [related.cell.record for related in found.related] == ["APP-K03 at 19 Jul 2024", "APP-K03 at APP-M05"]


def test_a_target_ten_times_too_large_is_queried_and_an_ambitious_one_is_not(findings: tuple[Finding, ...]) -> None:
    queried = _of(findings, "UN21")
    assert list(queried) == ["APP-K08, Target"]
    assert "30.8%" in queried["APP-K08, Target"].message
    assert "3.08%" in queried["APP-K08, Target"].fix


def test_a_survey_without_figures_is_no_data(items: dict[str, Item]) -> None:
    assert items["APP-K09"].status is Status.NO_DATA


def test_demand_is_shown_for_context_and_what_is_expected_of_it_is_queried(
    items: dict[str, Item], findings: tuple[Finding, ...]
) -> None:
    assert [items[kpi].status for kpi in ("APP-K07", "APP-K08")] == [Status.CONTEXT] * 2
    assert {found.cell.record.partition(" ")[0] for found in _of(findings, "EX01").values()} == {"APP-K07", "APP-K08"}


def test_expectations_that_follow_the_seasons_are_left_in_peace(findings: tuple[Finding, ...]) -> None:
    assert not [found for found in findings if found.rule in {"EX05", "EX06", "UN22", "UN23", "UN25"}]


def test_the_classification_is_as_described(published: Programme) -> None:
    kpis = list(published.each(Kpi))
    assert {kpi.year_basis for kpi in kpis if kpi.measures is Measures.YEAR_TO_DATE} == {YearBasis.ACADEMIC}
