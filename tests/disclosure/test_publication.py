"""What is told of a KPI whose figure is hidden: which findings, and why it has its colour."""

from __future__ import annotations

from datetime import date

import pytest

from disclosure.test_log import seen
from disclosure.test_routes import FEE, FEW, Shown, said
from xl_send.disclosure.small_numbers import WITHHELD
from xl_send.findings import Cell, Finding, Severity, Worded
from xl_send.workbook.sheets.kpis import Expectation


@pytest.mark.parametrize(
    ("record", "message", "fix", "is_fair"),
    [
        ("TRN-K01", "Its owner is blank.", "Name one.", False),
        ("TRN-K01 31 Oct 2026", "Its base is blank.", "Give it.", False),
        ("TRN-M01", "It is 3 working days late.", "Say why.", True),
        ("TRN-M01", "TRN-K01 waits for it.", "Say why.", True),
        ("TRN-M01", "TRN-K01 waits for it, on 13 November 2026.", "Say why.", True),
        ("TRN-M01", "TRN-K01 stands at 3.", "Say why.", False),
        ("TRN-M01", "It brings too little.", "See that TRN-K01 is 3 or more.", False),
    ],
)
def test_a_finding_is_told_that_tells_nothing_of_a_hidden_figure(
    record: str, message: str, fix: str, *, is_fair: bool
) -> None:
    cell = Cell("return.xlsx", "Milestones", "A2", record=record)
    finding = Finding("MS01", Severity.QUERY, cell, Worded(message, fix))
    publication = seen(said(FEW))
    assert publication.is_fair(finding) is is_fair
    assert publication.findings([finding], [finding]) == ((finding,) if is_fair else ())
    assert publication.findings([finding], []) == ()


DAY, HELD = date(2026, 10, 31), date(2026, 9, 25)


@pytest.mark.parametrize(
    ("shown", "told", "facts"),
    [
        (FEW._replace(expected="2", cells={"Tolerance": "1"}), ("Amber", "fewer than 5", "fewer than 5"),
         {"actual": "fewer than 5", "expected": WITHHELD, "expected_at": HELD}),
        (FEW._replace(expected="67"),
         ("Green", "fewer than 5, expected 67 at 25 September 2026", "fewer than 5"),
         {"actual": "fewer than 5", "expected": 67.0, "expected_at": HELD, "tolerance": 6.7}),
        (FEW, ("No data", "nothing is expected at any milestone", ""), {"actual": "fewer than 5"}),
        (Shown("TRN-K01", ("211111", "222222", "287654"), ("", "", "1"), "300000", FEE),
         ("Not rated", "not rated; why rests on a figure that is not shown", ""),
         {"actual": "Too few to show", "expected": 300000.0, "expected_at": HELD}),
    ],
)  # fmt: skip
def test_what_is_told_of_a_colour_whose_figure_is_hidden(
    shown: Shown, told: tuple[str, str, str], facts: dict[str, object]
) -> None:
    (item,) = (item for item in seen(said(shown)).picture.items if item.id == "TRN-K01")
    assert (item.status.value, item.reason, item.rating.brief) == told
    known = {name: value for name, value in item.rating.facts.items() if value is not None}
    assert known == {**facts, "actual_date": DAY}


@pytest.mark.parametrize(("expected", "kept"), [("2", 0), ("67", 1)])
def test_an_expectation_that_tells_a_hidden_figure_with_its_colour_is_in_no_public_record(
    expected: str, kept: int
) -> None:
    publication = seen(said(FEW._replace(expected=expected, cells={"Tolerance": "1"})))
    assert len(list(publication.programme.each(Expectation))) == kept
