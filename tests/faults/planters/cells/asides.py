"""Rows that are no records, put under a table."""

from __future__ import annotations

from faults.clean import Blame
from faults.planting import plants
from faults.plot import Plot
from xl_send.limits import SAME_ROWS_TOLD
from xl_send.workbook.cells import column_letters
from xl_send.workbook.columns import Layout
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import SHEETS

WITH_IDS = [record for record in SHEETS if record.SHEET.letter]
TABLES = [record for record in SHEETS if record.SHEET.layout is Layout.TABLE]


def _under(plot: Plot, title: str, row: dict[str, str]) -> Blame:
    workbook = plot.workbook()
    sheet = plot.sheet(workbook, title)
    sheet.rows.append(row)
    plot.told.append(f"{workbook} {title}: {row} under the table")
    return workbook, title, f"A{len(sheet.rows) + 1}"


@plants("SH31")
def note(plot: Plot) -> Blame:
    says = plot.dice.choice(["NB R03 to be merged with R04", "Ask Sam about these", "* moved at Easter", "Notes:"])
    return _under(plot, plot.dice.choice(WITH_IDS).SHEET.title, {"ID": says})


@plants("SH32", "MN34")
def total(plot: Plot) -> Blame:
    label = plot.dice.choice(["Total", "TOTALS", "Grand total:", "Total for 2026-27"])
    return _under(plot, MoneyLine.SHEET.title, {"ID": label, "Budget": "120000", "Forecast outturn": "121500"})


@plants("SH33")
def titles(plot: Plot) -> Blame:
    title = plot.dice.choice(TABLES).SHEET.title
    return _under(plot, title, {item: item.upper() for item in plot.books[plot.workbook()].sheets[title].titles})


@plants("SH41", "PR09", "WB01")
def filled_down(plot: Plot) -> Blame:
    workbook = plot.workbook()
    sheet = plot.sheet(workbook, plot.dice.choice(["Milestones", "Risks", "KPIs"]))
    first = len(sheet.rows) + 2
    sheet.rows.extend({"Workstream": "TRN", "Owner": "Lead"} for _ in range(30))
    plot.told.append(f"{workbook} {sheet.title}: two columns filled down from row {first}")
    place = next(at for at, title in enumerate(sheet.titles, 1) if title in {"Workstream", "Owner"})
    return workbook, sheet.title, f"{column_letters(place)}{first + SAME_ROWS_TOLD}"


@plants("SH34", "PR09")
def begun(plot: Plot) -> Blame:
    record = plot.dice.choice(WITH_IDS)
    return _under(plot, record.SHEET.title, {"ID": f"TRN-{record.SHEET.letter}77"})
