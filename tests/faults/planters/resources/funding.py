"""Faults of what pays for people and work: the grant, the funder, what is counted twice; and of returns together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from faults.clean import LABEL, VALUE, Blame
from faults.planters.programme.programme import CALENDAR, SEPARATE
from faults.planters.resources.resources import LINES, MONEY
from faults.planting import copy_row, enter_all, plants, set_cell, set_cells
from faults.plot import AS_AT, Plot, Row, after, before, days_from, has, holds, in_workbook, number
from xl_send.reading.markdown import BookText
from xl_send.workbook.submissions import SHEETS

KPIS, COVER = "KPIs", "Programme"
TOTAL = "Grant total (pounds)"


def _new_id(row: Row) -> str:
    return f"{row['ID'][:-2]}{90 + row.place}"


def _pays_for_one_person(row: Row) -> bool:
    return 0 < number(row["Available FTE"]) <= 1


def _in_pounds(row: Row) -> bool:
    return row["Benefit type"] == "Cost avoidance"


@plants("RS23", "MN67")
def person_twice(plot: Plot) -> Blame:
    row = plot.pick(LINES, _pays_for_one_person, holds("Term time only", "No"))
    again = row.copy()
    again.write("ID", _new_id(row))
    return again.write("From", days_from(row.day("To"), 0))


@plants("MN11")
def grant_passed(plot: Plot) -> Blame:
    row = plot.pick(MONEY, holds("Funding", "Grant"))
    row.write("Forecast outturn", f"{number(row['Forecast outturn']) + 1200000:.0f}")
    return plot.setting(min(plot.books), COVER, TOTAL).at(VALUE)


@plants("MN11")
def grant_smaller(plot: Plot) -> Blame:
    for workbook in plot.books:
        plot.setting(workbook, COVER, TOTAL).write(VALUE, "1000000")
    return plot.setting(min(plot.books), COVER, TOTAL).at(VALUE)


@plants("MN13")
def counted_twice(plot: Plot) -> Blame:
    by_id = {row["ID"]: row for row in plot.rows(KPIS, _in_pounds)}
    return plot.pick(KPIS, holds("Type", "Leading"), lambda row: row["Leads to"] in by_id).write(
        "Benefit type", "Cashable"
    )


@plants("PR64", "PR32", "PR31", "PR35", "WM04", "WM05", "MS08", "CF23", "PR06")
def return_ahead_of_all_others(plot: Plot) -> Blame:
    """A seventh workbook of a later day than the others, in which nothing is filled but its cover and its settings."""
    day = days_from(AS_AT, plot.dice.randint(14, 45))
    return _nearly_empty(plot, "ahead.xlsx", {"As at": day, "Previous as at": "", "Reported RAG": "", "Reason": ""})


@plants("PR21")
def older_return(plot: Plot) -> Blame:
    """A seventh workbook of an earlier day, in which nothing is filled but its cover and its settings."""
    day = days_from(AS_AT, -plot.dice.randint(14, 45))
    return _nearly_empty(plot, "older.xlsx", {"As at": day, "Previous as at": "", "Reported RAG": "", "Reason": ""})


def _nearly_empty(plot: Plot, workbook: str, written: Mapping[str, str]) -> Blame:
    """One more workbook with no rows but those of its cover, on which some cells are written over, and its settings."""
    sheets = plot.books[plot.workbook()].sheets
    kept = {COVER, *(record.SHEET.title for record in SHEETS if record.SHEET.setting), "Thresholds"}
    empty = {title: replace(sheet, rows=sheet.rows if title in kept else []) for title, sheet in sheets.items()}
    plot.books[workbook] = BookText(workbook, empty)
    cover = {row[LABEL]: row for row in plot.rows(COVER, in_workbook(workbook))}
    for label, text in written.items():
        cover[label].write(VALUE, text)
    return cover["As at"].at(VALUE)


@plants("PR22")
def another_end(plot: Plot) -> Blame:
    return plot.setting(plot.workbook(), COVER, "Grant ends").write(VALUE, "30 Sep 2028")


@plants("PR22")
def another_total(plot: Plot) -> Blame:
    return plot.setting(plot.workbook(), COVER, TOTAL).write(VALUE, "120000")


@plants("GV21", "TH08")
def holiday_shortened(plot: Plot) -> Blame:
    """A holiday that is over ends two weeks too early."""
    row = plot.pick(CALENDAR, SEPARATE, holds("Name", "Easter holiday 2026", "Summer holiday 2026"))
    row.write("To", days_from(row.day("To"), -14))
    terms = plot.rows(CALENDAR, in_workbook(row.workbook), holds("Kind", "Term"))
    return min((term for term in terms if term.day("From") > row.day("From")), key=lambda term: term.day("From")).at(
        "From"
    )


enter_all(
    {
        "RS21": (set_cell(LINES, "To", days_from(AS_AT, 600), holds("Funding", "Grant")), ("RS65",)),
        "RS22": set_cell(LINES, "Funding", "Not funded", holds("Post status", "In post"), before("From"), after("To")),
        "RS24": (
            set_cells(LINES, "From", {"From": "19 Dec 2026", "To": "1 Jan 2027", "Term time only": "Yes"}, has("To")),
            ("RS64", "OW05"),
        ),
        "MN12": (
            copy_row(MONEY, "Line", {"ID": _new_id, "Forecast outturn": "0", "Actual to date": "0"}),
            ("MN11", "MN82", "MN32"),
        ),
        "MN14": set_cell(KPIS, "Definition", "The saving to the council in a full year", _in_pounds),
    }
)  # fmt: skip
