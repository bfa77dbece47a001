"""Each section: what is shown, in which order, and what is counted where not all is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from board_pack.boards import board, example, example_programme, said, summary_of, table, tables
from examples import programme
from xl_send.board_pack.material import Material
from xl_send.board_pack.sections.checks import GROUPS_SHOWN, WITHHELD, checks
from xl_send.disclosure.small_numbers import Disclosure
from xl_send.findings import Cell, Explained, Finding, Severity
from xl_send.rag.rollup import programme_status
from xl_send.results import AspectName
from xl_send.workbook.days import say
from xl_send.workbook.sheets.thresholds import Silence
from xl_send.workbook.submissions import Programme


def test_the_counts_of_an_aspect_add_up_to_its_items() -> None:
    aspects = {
        aspect.aspect.heading: aspect
        for aspect in programme_status(example_programme()).aspects
        if aspect.of == "programme"
    }
    rows = table(example(), "aspects", "The programme by aspect")
    assert [row["Aspect"] for row in rows] == [item.heading for item in list(AspectName)[:5]]
    for row in rows:
        counted = re.findall(r"(\d+) [A-Za-z]", row["How many"].partition("\n")[0])
        assert sum(map(int, counted)) == sum(aspects[row["Aspect"]].counts.values()) > 0


def test_counts_are_told_colours_first() -> None:
    benefits = table(example(), "aspects", "The programme by aspect")[1]["How many"]
    assert re.match(r"\d+ Green, \d+ Amber, \d+ Red, .*\d+ no data", benefits)
    assert "of what could be rated has no data" in benefits


def test_every_workstream_stands_with_its_five_aspects() -> None:
    rows = table(example(), "workstreams", "The workstreams")
    assert [row["Workstream"].split("(")[1][:3] for row in rows] == ["EHP", "OUT", "STA", "SUF", "TRN", "WFD"]
    assert all(row[name.heading] for row in rows for name in list(AspectName)[:5])


KPIS = """
Milestones:
| ID | Baseline date | Actual date | Forecast date |
| --- | --- | --- | --- |
| TRN-M01 | 25 Sep 2026 | 25 Sep 2026 | |

KPIs:
| ID | KPI | Type | Leads to | Unit | Better when | Baseline | Target | Tolerance | Counts children |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| TRN-K01 | Outcome | Lagging | | Percent | Higher | 40% | 60% | 5% | No |
| TRN-K02 | Early sign | Leading | TRN-K01 | Pounds | Lower | 20000 | 12500 | 100 | No |
| TRN-K03 | Requests | Lagging | | Count | Context only | 300 | | | No |

Expectations:
| KPI | Milestone | Expected |
| --- | --- | --- |
| TRN-K01 | TRN-M01 | 45% |
| TRN-K02 | TRN-M01 | 15000 |

Actuals:
| KPI | Period end | Value | Base |
| --- | --- | --- | --- |
| TRN-K01 | 31 Oct 2026 | 45% | 1200 |
| TRN-K02 | 31 Oct 2026 | 18000 | |
| TRN-K03 | 30 Sep 2026 | 290 | |
| TRN-K03 | 31 Oct 2026 | 250 | |
"""


def test_leading_kpis_stand_before_lagging_ones() -> None:
    rows = table(board(KPIS), "kpis", "KPIs of Transition")
    assert [row["KPI"].partition("\n")[0] for row in rows] == ["Early sign", "Outcome"]


def test_a_kpi_shows_where_it_was_should_be_is_and_is_to_be() -> None:
    row = table(board(KPIS), "kpis", "KPIs of Transition")[1]
    assert row["Baseline"] == "40%\n31 August 2026"
    assert row["Expected"] == "45%\n25 September 2026\nAt TRN-M01"
    assert row["Actual"] == "45%\n31 October 2026\nBase: 1,200"
    assert row["Target"] == "60%\nBy 31 July 2027"
    assert row["RAG"].startswith("Green\n")


def test_money_is_written_as_money() -> None:
    assert table(board(KPIS), "kpis", "KPIs of Transition")[0]["Target"].startswith("£12,500")


def test_an_early_warning_is_called_out() -> None:
    warning = "Early sign (TRN-K02) is Red, while the KPI it leads to, Outcome (TRN-K01), is still Green."
    assert warning in said(board(KPIS).section("kpis"))


def test_context_figures_have_no_colour_and_no_praise() -> None:
    summary = board(KPIS)
    row = table(summary, "kpis", "Figures for context")[0]
    assert row["Figure before"] == "290\n30 September 2026"
    assert row["Latest figure"] == "250\n31 October 2026"
    words = " ".join(row.values()).lower()
    assert not re.search("improv|wors|green|amber|red|better|good|fell|reduc", words)


def test_the_ten_worst_risks_stand_worst_first_and_the_rest_are_counted() -> None:
    rows = "".join(
        f"| TRN-R{number:02} | {likelihood} | {impact} | {proximity} |\n"
        for number, (likelihood, impact, proximity) in enumerate(
            [(1, 1, "")] * 9 + [(4, 4, "Later"), (4, 4, "Now"), (5, 5, ""), (3, 3, "Now")], 1
        )
    )
    summary = board(f"Risks:\n| ID | Likelihood | Impact | Proximity |\n| --- | --- | --- | --- |\n{rows}")
    shown = [re.findall(r"TRN-R\d+", row["Risk"])[0] for row in table(summary, "risks", "Open risks")]
    assert shown[:5] == ["TRN-R12", "TRN-R11", "TRN-R10", "TRN-R13", "TRN-R01"]
    assert len(shown) == 10
    assert "13 open risks: 9 Green, 1 Amber, 3 Red." in said(summary.section("risks"))
    assert "3 more open risks not listed." in said(summary.section("risks"))


def test_closed_risks_and_issues_are_not_listed() -> None:
    summary = board(
        "Risks:\n| ID | Status |\n| --- | --- |\n| TRN-R01 | Closed |\n\n"
        "Issues and decisions:\n| ID | Status |\n| --- | --- |\n| TRN-A01 | Closed |\n"
    )
    assert list(tables(summary.section("risks"))) == []
    assert "No risk is open." in said(summary.section("risks"))
    assert "No issue is open and no action is late." in said(summary.section("risks"))


HANDOVER = """
Interdependencies:
| ID | Needed by | Promised for | Forecast |
| --- | --- | --- | --- |
| TRN-D01 | 4 Dec 2026 | 4 Dec 2026 | 18 Dec 2026 |

south.xlsx Workstreams:
| Code | Workstream |
| --- | --- |
| OUT | Outreach |

south.xlsx Interdependencies:
| ID | Needed by | Promised for | Forecast |
| --- | --- | --- | --- |
| TRN-D01 | | 11 Dec 2026 | 8 Jan 2027 |
"""


def test_a_handover_shows_the_receivers_need_and_the_givers_promise() -> None:
    row = table(board(HANDOVER), "interdependencies", "Red and Amber")[0]
    assert row["From"].startswith("Outreach (OUT)")
    assert row["Needed by"] == "4 December 2026"
    assert (row["Promised for"], row["Forecast"]) == ("11 December 2026", "8 January 2027")
    assert row["Float in working days"].startswith("-")


def test_money_over_budget_shows_by_how_much() -> None:
    summary = board(
        "Money:\n| ID | Budget | Forecast outturn |\n| --- | --- | --- |\n"
        "| TRN-F01 | 10000 | 12500 |\n| TRN-F02 | 500 | 500 |\n"
    )
    row = table(summary, "resources", "Red and Amber lines of money")[0]
    assert (row["Budget"], row["Forecast outturn"], row["Variance"]) == ("£10,000", "£12,500", "£2,500 over")
    assert "2026-27: budget £10,500, forecast outturn £13,000." in said(summary.section("resources"))


def test_why_lines_have_no_colour_is_said_once() -> None:
    told = said(example().section("resources"))
    assert len(re.findall("not coloured", told)) <= 5


def test_equal_findings_stand_together_with_their_cells() -> None:
    rows = "".join(f"| TRN-M{number:02} | |\n" for number in range(1, 8))
    summary = board(f"Milestones:\n| ID | Owner |\n| --- | --- |\n{rows}")
    blank = next(
        row for row in table(summary, "findings", "Errors") if row["What is wrong"].startswith("Owner is blank")
    )
    assert blank["Where"].startswith("Milestones F2, F3, F4 and 4 more\nreturn.xlsx\nRule WB01\n")


def test_findings_beyond_what_fits_are_counted() -> None:
    rows = "".join(f"| TRN-M{number:02} | soon{number} |\n" for number in range(1, GROUPS_SHOWN + 21))
    summary = board(f"Milestones:\n| ID | Baseline date |\n| --- | --- |\n{rows}")
    errors = int(table(summary, "findings", "Findings by workbook")[0]["Errors"])
    assert len(table(summary, "findings", "Errors")) == GROUPS_SHOWN
    assert f"{errors - GROUPS_SHOWN} more errors not listed." in said(summary.section("findings"))


CALM = """
Milestones:
| ID | Forum | Decision needed | Forecast date |
| --- | --- | --- | --- |
| TRN-M01 | Schools Forum | Decision | 11 Dec 2026 |

Interdependencies:
| ID | Needed by | Promised for |
| --- | --- | --- |
| TRN-D01 | 2 Jul 2027 | 4 Jun 2027 |

Money:
| ID |
| --- |
| TRN-F01 |
"""


def test_where_nothing_is_off_green_each_section_says_so() -> None:
    summary = board(CALM)
    assert "None is Red or Amber." in said(summary.section("interdependencies"))
    assert "No line is Red or Amber." in said(summary.section("resources"))
    assert table(summary, "decisions", "Decisions")[0]["Forum"].endswith(
        "No meeting is listed for which papers can still go out"
    )


def test_the_key_holds_the_programmes_own_thresholds() -> None:
    summary = board(
        "Thresholds:\n| Milestone green within (working days) | Money red over |\n| --- | --- |\n| 7 | 30% |\n"
    )
    rows = table(summary, "key", "Where Green ends")
    assert rows[0]["Green"] == "Up to 7 working days late"
    assert rows[5]["Red"] == "More than 30% overspent"
    assert len(table(summary, "key", "The risk matrix")) == 5


def test_the_sources_are_named_with_what_was_read() -> None:
    rows = table(example(), "key", "Workbooks read")
    assert [row["Workbook"].partition("\n")[0] for row in rows] == [
        submission.workbook for submission in example_programme().submissions
    ]
    assert {row["As at"] for row in rows} == {"13 November 2026"}
    assert sum(int(row["Rows not read"]) for row in rows) == sum(
        len(submission.unread_rows) for submission in example_programme().submissions
    )


@pytest.mark.parametrize(("until", "told"), [(date(2026, 11, 13), True), (date(2026, 11, 12), False)])
def test_a_rule_not_told_of_is_named_with_its_reason_until_its_day(until: date, *, told: bool) -> None:
    read = programme("")[0].submissions[0]
    silence = Silence("MS01", "Agreed with the board.", until, Cell("return.xlsx", "Thresholds", "A40"))
    summary = summary_of(Programme((replace(read, thresholds=replace(read.thresholds, silences=(silence,))),)))
    words = f"return.xlsx: rule MS01 until {say(until)}. Agreed with the board."
    assert (words in said(summary.section("findings"))) is told


def test_explained_findings_are_listed_apart_and_a_reason_that_must_not_be_told_is_withheld() -> None:
    cell = Cell("/home/x/a.xlsx", "Milestones", "M2", "TRN-M01", "Reported RAG")
    plain = Finding("WM01", Severity.QUERY, cell, "Green, but Red.", "Report Red.", key="k")
    told = plain._replace(explained=Explained("As the board agreed", "Head of SEND"))
    personal = plain._replace(explained=Explained("Ring 01632 960 123 and ask", "Sam"))
    found = programme("")[0]
    section = checks(Material(found, programme_status(found), (told, personal), Disclosure(found)))
    text = repr(section)
    assert "There is nothing to put right." in text
    assert "a.xlsx: Milestones M2, rule WM01. Head of SEND. As the board agreed" in text
    assert WITHHELD in text
    assert "960 123" not in text
