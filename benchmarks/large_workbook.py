"""A workbook as large as one could get: 5,000 milestones, 5,000 risks and 100,000 actuals."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format

from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.risks import Risk

AS_AT = date(2026, 11, 13)
CODES = [f"{first}{second}W" for first in "ABCDE" for second in "ABCDEFGHIJ"]
PER_CODE = 100
KPIS_PER_CODE = 40
ACTUALS_PER_KPI = 50

Cells = Mapping[str, object]


def midnight(day: date) -> datetime:
    """A day as the library that writes workbooks wants it."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day in a cell has no time zone


def _day(number: int) -> date:
    day = date(2026, 9, 1) + timedelta(days=number % 300)
    return day - timedelta(days=max(0, day.weekday() - 4))


def _workstreams() -> Iterator[Cells]:
    for code in CODES:
        yield {
            "Code": code, "Workstream": f"Workstream {code}", "Owner": f"Lead for {code}", "Starts": date(2026, 9, 1),
            "Ends": date(2028, 8, 31), "Reported RAG": "Green",
        }  # fmt: skip


def _milestones() -> Iterator[Cells]:
    for number, code in ((number, code) for code in CODES for number in range(PER_CODE)):
        yield {
            "ID": f"{code}-M{number:03}", "Workstream": code, "Milestone": f"Event {number} of {code} is reached",
            "Phase": ("Set up", "Design", "Trial", "Rollout", "Sustain")[number % 5],
            "Key": "Yes" if number % 4 == 0 else "No", "Owner": f"Lead for {code}", "Baseline date": _day(number * 7),
            "Forecast date": _day(number * 7 + number % 30) + timedelta(days=90), "Done when": "The board has the note",
            "Reported RAG": "Amber", "Commentary": f"Work on event {number} goes on as planned.", "State": "Active",
            "Back to green by": date(2027, 7, 2),
        }  # fmt: skip


def _kpis() -> Iterator[Cells]:
    for number, code in ((number, code) for code in CODES for number in range(KPIS_PER_CODE)):
        yield {
            "ID": f"{code}-K{number:03}", "Workstream": code, "KPI": f"Indicator {number} of {code}", "Type": "Lagging",
            "Unit": "Count", "Better when": "Higher", "Baseline": 100, "Baseline date": date(2022, 8, 31),
            "Target": 200, "Target date": date(2028, 7, 31), "Frequency": "Monthly", "Owner": f"Lead for {code}",
            "Measures": "Snapshot", "Counts children": "No",
        }  # fmt: skip


def _expectations() -> Iterator[Cells]:
    for number, code in ((number, code) for code in CODES for number in range(KPIS_PER_CODE)):
        yield {"KPI": f"{code}-K{number:03}", "Milestone": f"{code}-M{number:03}", "Expected": 120}


def _actuals() -> Iterator[Cells]:
    for code in CODES:
        for number in range(KPIS_PER_CODE):
            for back in range(ACTUALS_PER_KPI):
                yield {
                    "KPI": f"{code}-K{number:03}", "Period end": AS_AT - timedelta(days=13 + 30 * back),
                    "Value": 150 - back, "Base": 40 + number, "Note": "From the monthly return",
                }  # fmt: skip


def _risks() -> Iterator[Cells]:
    for number, code in ((number, code) for code in CODES for number in range(PER_CODE)):
        yield {
            "ID": f"{code}-R{number:03}", "Workstream": code,
            "Risk": f"Because post {number} is vacant, visits may stop, so that trials slip", "Category": "Capacity",
            "Owner": f"Lead for {code}", "Raised": date(2026, 9, 7), "Likelihood": 1 + number % 5,
            "Impact": 1 + number // 5 % 5, "Response": "Treat", "Mitigation": f"Recruit to post {number} early",
            "Mitigation kind": "Process", "Action due": date(2026, 12, 18), "Monitored at": "Programme Board",
            "Last reviewed": date(2026, 11, 6), "Status": "Open", "Controls in place": "Cover from the pool",
        }  # fmt: skip


def _write_table(book: xlsxwriter.Workbook, record: type[Record], rows: Iterator[Cells], day: Format) -> None:
    sheet = book.add_worksheet(record.SHEET.title)
    titles = [column.title for column in columns_of(record)]
    sheet.write_row(0, 0, titles)
    for number, row in enumerate(rows, 1):
        for place, title in enumerate(titles):
            value = row.get(title)
            if isinstance(value, date):
                sheet.write_datetime(number, place, midnight(value), day)
            elif value is not None:
                sheet.write(number, place, value)


def write_large(path: Path) -> None:
    """Write the workbook; about 700,000 filled cells."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd mmm yyyy"})
    day = book.add_format({"num_format": "dd mmm yyyy"})
    cover = book.add_worksheet(Cover.SHEET.title)
    known = {"Council": "Exampleshire", "Programme": "Large", "Framework": "Other", "Reporting period": "Autumn 1 2026"}
    for number, column in enumerate(columns_of(Cover)):
        cover.write(number, 0, column.title)
        cover.write(number, 1, known.get(column.title, ""))
        if column.name == "as_at":
            cover.write_datetime(number, 1, midnight(AS_AT), day)
    tables = (
        (Workstream, _workstreams()), (Milestone, _milestones()), (Kpi, _kpis()), (Expectation, _expectations()),
        (Actual, _actuals()), (Risk, _risks()),
    )  # fmt: skip
    for record, rows in tables:
        _write_table(book, record, rows, day)
    book.close()


if __name__ == "__main__":
    write_large(Path(sys.argv[1]))
