"""Workbooks of earlier editions are read for ever: the one that the year of the demo begins with was given out so."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from places import FIRST_EDITION
from xl_send.reading import read_book
from xl_send.reading.markdown import book_of, parse_books
from xl_send.rules.check import check
from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.sheets.programme import EDITION
from xl_send.workbook.submissions import SHEETS, Programme, Submission
from xl_send.xlsx.read.open_book import open_book
from xl_send.xlsx.template.example import example_workbooks


@cache
def of_first_edition() -> Submission:
    return read_book(open_book(FIRST_EDITION, "transition.xlsx"))


@cache
def of_this_edition() -> Submission:
    return read_book(open_book(BytesIO(example_workbooks()["transition.xlsx"]), "transition.xlsx"))


def came_at_first(row: Record) -> list[object]:
    """What a row holds of what the first edition had."""
    columns = [column for column in columns_of(type(row)) if column.since < 2 and column.name != "template"]
    return [getattr(row, column.name) for column in columns]


def test_it_is_of_an_earlier_edition() -> None:
    assert of_first_edition().cover.template == "0.1.0 programme"
    assert EDITION > "0.1.0"


def test_nothing_that_came_later_is_missed() -> None:
    read = of_first_edition()
    assert not read.absent
    assert not read.headless
    assert [(seen.record.SHEET.title, column.title) for seen in read.seen.values() for column in seen.missing] == []


def test_every_row_reads_as_in_this_edition() -> None:
    for record in SHEETS:
        then, now = of_first_edition().all(record), of_this_edition().all(record)
        assert list(map(came_at_first, then)) == list(map(came_at_first, now)), record.SHEET.title


def test_the_same_is_found_in_it() -> None:
    found = [
        {(item.rule, item.cell.record, item.cell.column) for item in check(Programme((read,)))}
        for read in (of_first_edition(), of_this_edition())
    ]
    assert found[0] == found[1]


def test_a_column_that_came_later_is_missed_beside_another_of_its_edition() -> None:
    """A sheet with one of this edition's columns has lost the others."""
    book = book_of(
        parse_books("# a.xlsx\n\n## KPIs\n| ID | KPI | Part of |\n| --- | --- | --- |\n| TRN-K01 | Plans | TRN-K02 |")[
            0
        ]
    )
    (seen,) = read_book(book).seen.values()
    assert {"Measure", "Their own id"} <= {column.title for column in seen.missing}
