"""A small count of children leaves no trace: pages for different hidden counts are the same page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from board_pack.boards import board, said, table
from examples import programme
from xl_send.board_pack.html.page import to_html
from xl_send.board_pack.values import BoardPack
from xl_send.disclosure.numbers_in_words import names_a_number, tells_a_number
from xl_send.disclosure.publication import Publication
from xl_send.disclosure.small_numbers import Disclosure
from xl_send.findings import Cell, Explained, Finding, Related, Severity, Worded
from xl_send.rules import check

PLAN = """
Milestones:
| ID | Baseline date | Actual date | Forecast date |
| --- | --- | --- | --- |
| TRN-M01 | 25 Sep 2026 | 25 Sep 2026 | |

Expectations:
| KPI | Milestone | Expected |
| --- | --- | --- |
| TRN-K01 | TRN-M01 | {expected} |
"""
KPI = """
KPIs:
| ID | Unit | Baseline | Target | Target date | Tolerance | Counts children | Commentary | Reported RAG |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| TRN-K01 | {unit} | {baseline} | 60 | 15 Dec 2026 | 1 | {counts} | {commentary} | Green |

Actuals:
| KPI | Period end | Value | Base | Note |
| --- | --- | --- | --- | --- |
| TRN-K01 | 30 Sep 2026 | 31 | {base} | |
| TRN-K01 | 31 Oct 2026 | {value} | {base} | |
"""


WORDS = {"expected": 40, "unit": "Count", "baseline": 20, "counts": "Yes", "base": "", "commentary": ""}


def _board(value: object, **given: object) -> BoardPack:
    return board((PLAN + KPI).format(**{**WORDS, "value": value, **given}))


def _page(value: object, **given: object) -> str:
    return to_html(_board(value, **given))


def _kpi(value: object, **given: object) -> dict[str, str]:
    return table(_board(value, **given), "kpis", "KPIs by")[0]


@pytest.mark.parametrize("value", [0, 1, 2, 3, 4])
def test_a_hidden_count_leaves_no_trace(value: int) -> None:
    assert _page(value) == _page(0)
    assert "fewer than 5" in _page(value)


@pytest.mark.parametrize("counts", ["No", "Yes"])
def test_what_need_not_be_hidden_is_shown(counts: str) -> None:
    assert _page(5, counts=counts) != _page(6, counts=counts)
    assert _kpi(5, counts=counts)["Actual"].startswith("5\n")


def test_a_count_that_is_not_of_children_is_shown() -> None:
    assert _kpi(3, counts="No")["Actual"].startswith("3\n")


def test_a_count_of_which_nobody_has_said_what_it_counts_is_hidden() -> None:
    assert _page(1, counts="") == _page(3, counts="")


def test_the_expectation_stands_where_it_gives_nothing_away() -> None:
    row = _kpi(3)
    assert row["Actual"].startswith("fewer than 5\n")
    assert row["Expected"].startswith("40\n")
    assert "Fewer than 5" in row["RAG"]


@pytest.mark.parametrize(("value", "same"), [(0, 2), (4, 4), (3, 3)])
def test_an_expectation_whose_colour_would_tell_the_count_is_withheld(value: int, same: int) -> None:
    row = _kpi(value, expected=4)
    assert row["Expected"].startswith("Not shown")
    assert "expected" not in row["RAG"]
    assert _page(value, expected=4) == _page(same, expected=4)


def test_a_small_baseline_is_hidden() -> None:
    assert _page(30, baseline=2) == _page(30, baseline=3)
    assert _kpi(30, baseline=2)["Target"].endswith("From fewer than 5")


@pytest.mark.parametrize(
    "commentary", ["Down by two", "We have 3 children now", "One family moved", "3 may move at Easter"]
)
def test_words_that_hold_a_number_are_withheld_beside_a_hidden_count(commentary: str) -> None:
    assert commentary not in _page(3, commentary=commentary)
    assert commentary in _page(39, commentary=commentary)


def test_words_without_a_number_are_shown_beside_a_hidden_count() -> None:
    assert "Families were told in November" in _page(3, commentary="Families were told in November")


def test_a_rate_that_rests_on_very_few_is_hidden() -> None:
    row = _kpi("50%", unit="Percent", base=2, expected="90%")
    assert row["Actual"].startswith("Too few to show\n")
    assert "Base: fewer than 5" in row["Actual"]
    assert "50%" not in said(tuple(row.values()))


@pytest.mark.parametrize("value", [1, 4])
def test_what_three_figures_lead_to_is_not_told_where_one_of_them_is_hidden(value: int) -> None:
    before = "| TRN-K01 | 31 Aug 2026 | {} | | |\n"
    pages = [
        to_html(board((PLAN + KPI).format(**{**WORDS, "value": 20}) + before.format(earlier))) for earlier in (value, 0)
    ]
    assert pages[0] == pages[1]
    shown = to_html(board((PLAN + KPI).format(**{**WORDS, "value": 20}) + before.format(20)))
    assert "Heading for" in shown


def test_no_sentence_of_the_safe_picture_names_a_hidden_count() -> None:
    found, _ = programme((PLAN + KPI).format(**{**WORDS, "value": 3}))
    safe = Publication(Disclosure(found)).picture
    sentences = [aspect.sentence for aspect in safe.aspects if "TRN-K01" in aspect.sentence]
    assert sentences
    assert all("TRN-K01 (fewer than 5)" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    ("sheet", "record", "message", "kept"),
    [
        ("Actuals", "TRN-K01 at 31 Oct 2026", "Nothing has changed.", False),
        ("KPIs", "TRN-K01", "Owner is blank.", False),
        ("Milestones", "TRN-M01", "TRN-K01 waits until 3 November 2026.", True),
        ("KPIs", "TRN-K01", "The latest figure is 3.", False),
        ("Milestones", "TRN-M01", "TRN-K01 stands at 3.", False),
        ("Milestones", "TRN-M01", "Late by 3 days.", True),
        ("Actuals", "TRN-K09 at 31 Oct 2026", "The value is 3.", True),
    ],
)
def test_findings_that_could_tell_a_hidden_count_are_left_out(
    sheet: str, record: str, message: str, *, kept: bool
) -> None:
    found, _ = programme((PLAN + KPI).format(**{**WORDS, "value": 3}))
    wording = Worded(message, "Look at it.")
    finding = Finding("AC99", Severity.QUERY, Cell("return.xlsx", sheet, "C3", record), wording)
    assert Publication(Disclosure(found)).is_fair(finding) is kept


def test_of_findings_those_are_told_that_are_found_without_what_is_hidden_and_as_they_are_worded_there() -> None:
    found, _ = programme((PLAN + KPI).format(**{**WORDS, "value": 3}))
    cell = Cell("return.xlsx", "Milestones", "C3", "TRN-M01")
    whole = [
        Finding("AC99", Severity.QUERY, cell, Worded(message, "Look at it."), "K", explained=Explained("By 3", "A"))
        for message in ("It is late.", "It rests on what is hidden.")
    ]
    there = Worded("It is late.", "Look at it.", (Related(cell, "here"),))
    safe = [
        Finding("AC99", Severity.QUERY, cell, there, "K", explained=Explained("Not shown", "A")),
        Finding("AC99", Severity.QUERY, cell, Worded("It is early.", "Look at it."), "K"),
        Finding("AC98", Severity.QUERY, cell, Worded("It rests on what is hidden.", "Look at it."), "K"),
    ]
    (told,) = Publication(Disclosure(found)).findings(whole, safe)
    assert (told.message, told.related, told.explained) == ("It is late.", there.related, Explained("Not shown", "A"))


NOUGHT = "\nThresholds:\n| Suppress counts below |\n| --- |\n| 0 |\n"


def test_a_threshold_of_nothing_hides_what_the_default_hides() -> None:
    text = (PLAN + KPI).format(**{**WORDS, "value": 3}) + NOUGHT
    assert table(board(text), "kpis", "KPIs by")[0]["Actual"].startswith("fewer than 5\n")


def test_a_threshold_of_nothing_on_purpose_hides_nothing() -> None:
    office = "\nProgramme:\n| Template version |\n| --- |\n| 0.1.0 programme |\n"
    text = (PLAN + KPI).format(**{**WORDS, "value": 3}) + NOUGHT + office
    assert table(board(text), "kpis", "KPIs by")[0]["Actual"].startswith("3\n")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("TRN-K01 was looked at", False), ("Nobody knows", False), ("The tenants often wait", False),
        ("2 left", True), ("Both left", True), ("a third", True), ("£400", True), ("3 may move at Easter", True),
        ("On 3 November 2026 all was well", True), ("The twins moved", True), ("\u0663 moved", True),
        ("\u2162 moved", True), ("\u00bd of them", True), ("TWENTY-ONE", True), ("\uff13 left", True),
    ],
)  # fmt: skip
def test_a_number_in_any_form_is_one(text: str, *, names: bool) -> None:
    assert names_a_number(text) is names


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("Late since 3 November 2026.", False), ("In 2026-27 all is well.", False), ("Late by 3 days.", True),
        ('Commentary says "3 may move at Easter".', True), ('It says "3 May move".', True),
    ],
)  # fmt: skip
def test_dates_in_the_products_own_sentences_are_no_counts(sentence: str, *, tells: bool) -> None:
    assert tells_a_number(sentence) is tells


@pytest.mark.parametrize(("mine", "other", "hidden"), [("No", "Yes", True), ("No", "", True), ("No", "No", False)])
def test_one_owner_who_says_that_it_counts_children_is_enough(mine: str, other: str, *, hidden: bool) -> None:
    text = (PLAN + KPI).format(**{**WORDS, "value": 3, "counts": mine, "commentary": "Down by a few, 3 in all"})
    twice = "b.xlsx " + KPI.strip().replace("Actuals:", "b.xlsx Actuals:")
    page = to_html(board(text + "\n" + twice.format(**{**WORDS, "value": 30, "counts": other})))
    assert ("Down by a few, 3 in all" in page) is not hidden
    assert ("fewer than 5" in page) is hidden


@pytest.mark.parametrize(
    ("more", "below"),
    [
        ("", 5), ("b.xlsx Thresholds:\n| Suppress counts below |\n| --- |\n| 8 |\n", 8),
        ("b.xlsx Thresholds:\n| Suppress counts below |\n| --- |\n| 0 |\n", 5),
        ("b.xlsx Thresholds:\n| Suppress counts below |\n| --- |\n| less_than_10 |\n", 5),
    ],
)  # fmt: skip
def test_the_strictest_suppression_of_all_workbooks_holds(more: str, below: float) -> None:
    found, _ = programme((PLAN + KPI).format(**{**WORDS, "value": 3}) + "\n" + more)
    assert Disclosure(found).below == below
    kinder, _ = programme("Thresholds:\n| Suppress counts below |\n| --- |\n| 3 |\n")
    assert Disclosure(replace(found, policy_workbook=kinder.submissions[0])).below == below


@pytest.mark.parametrize(("counts", "quoted"), [("Yes", False), ("", False), ("No", True)])
def test_a_cell_that_may_hold_a_count_of_children_is_not_quoted(counts: str, *, quoted: bool) -> None:
    text = (PLAN + KPI).format(**{**WORDS, "value": "about three", "counts": counts})
    found, _ = programme(text)
    told = [finding for finding in check(found) if finding.cell.sheet == "Actuals" and finding.rule == "WB02"]
    assert told
    assert any("about three" in finding.message for finding in told) is quoted
    assert "about three" not in to_html(board(text))


def test_a_suppression_that_cannot_be_read_is_an_error() -> None:
    found, _ = programme("Thresholds:\n| Suppress counts below |\n| --- |\n| less_than_10 |\n")
    told = [finding for finding in check(found) if finding.cell.column == "Suppress counts below"]
    assert [finding.severity for finding in told] == [Severity.ERROR]
    assert "Until then the default is used." in told[0].fix
