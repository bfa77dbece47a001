"""A column under another title: its finding is the only one, and nothing is said that only its cells could say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from editing import texts
from xl_send.findings import Finding
from xl_send.rag.rollup import programme_status
from xl_send.reading import read_book
from xl_send.reading.markdown import BookText, SheetText, book_of
from xl_send.results import Status
from xl_send.rules import check
from xl_send.workbook.columns import columns_of
from xl_send.workbook.submissions import SHEETS, Programme

# Columns that may make a colour better, and two of which others have something to say when they are blank.
EXCUSING = [(record.SHEET.title, column.title) for record in SHEETS for column in columns_of(record) if column.excuses]
OTHERS = [("Calendar", "Name"), ("Risks", "Impact before controls"), ("Risks", "Response"), ("Programme", "As at")]


def _with_forecasts_kept(text: BookText) -> BookText:
    """Many leave the forecast where it stood once a milestone is reached."""
    page = text.sheet("Milestones")
    rows = [{**row, "Forecast date": row.get("Forecast date") or row.get("Actual date", "")} for row in page.rows]
    return BookText(text.name, {**text.sheets, page.title: replace(page, rows=rows)})


@cache
def _transition() -> BookText:
    return _with_forecasts_kept(next(text for text in texts() if text.name == "transition.xlsx"))


def _renamed(text: BookText, sheet: str, title: str, new: str) -> BookText:
    page = text.sheet(sheet)
    if sheet == "Programme":
        rows = [{**row, "Setting": new if row["Setting"] == title else row["Setting"]} for row in page.rows]
        return BookText(text.name, {**text.sheets, sheet: replace(page, rows=rows)})
    rows = [{new if key == title else key: value for key, value in row.items()} for row in page.rows]
    titles = [new if key == title else key for key in page.titles]
    return BookText(text.name, {**text.sheets, sheet: SheetText(page.title, rows, titles)})


def _place(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.cell.sheet, finding.cell.address


@cache
def _before() -> tuple[frozenset[tuple[str, str, str]], frozenset[str]]:
    found = Programme((read_book(book_of(_transition())),))
    return frozenset(map(_place, check(found))), frozenset(_red(found))


def _red(found: Programme) -> Iterator[str]:
    return (item.id for item in programme_status(found).items if item.rating.status is Status.RED)


@pytest.mark.parametrize(("sheet", "title"), [*EXCUSING, *OTHERS])
def test_a_renamed_title_is_asked_about_and_nothing_false_is_said_for_its_want(sheet: str, title: str) -> None:
    found = Programme((read_book(book_of(_renamed(_transition(), sheet, title, f"{title}2"))),))
    places, red = _before()
    new = [finding for finding in check(found) if _place(finding) not in places]
    assert {finding.rule for finding in new if not finding.because_of} == {"SH12"}
    assert set(_red(found)) <= red
