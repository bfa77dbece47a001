"""No rule trips over a blank: every example is checked again with one column blank in all its rows.

By themselves these are the failing examples of one rule in three, with XL_SEND_FULL_SIZE=1 all of every rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

import pytest

from examples import SOUND, Example, Written, blocks, book, parse
from sizes import cases
from xl_send.reading import read_book
from xl_send.rules import Rule, all_rules
from xl_send.workbook.submissions import Programme, Submission

HEADINGS = ("Fails", "Passes")[: cases(1, whole=2)]
TRIED = list(all_rules().values())[:: cases(3, whole=1)]
Sheets = dict[str, Written]
T = TypeVar("T")
# By what stands on them others are read or measured; labels are read anew with all else.
READ_FOR_OTHERS = {"Programme", "Workstreams", "Thresholds"}


def _read(name: str, sheets: Sheets) -> Submission:
    return read_book(book(name, sheets, set()))


def _blanked(sheets: Sheets) -> Iterator[tuple[str, Sheets]]:
    """A workbook with each of its columns blank in turn, and the sheet that holds it."""
    for sheet, written in sheets.items():
        for title in {title for row in written.rows for title in row}:
            yield sheet, {**sheets, sheet: replace(written, rows=[{**row, title: ""} for row in written.rows])}


def _undated(sheets: Sheets) -> Sheets:
    cover = sheets.get("Programme") or Written(rows=[{}])
    rows = [{**row, "As at": ""} for row in cover.rows]
    return {**sheets, "Programme": replace(cover, rows=rows, titles=[*cover.titles, "As at"])}


def _reread(whole: Submission, sheets: Sheets, sheet: str) -> Submission:
    """A workbook of which one sheet was altered: of all others but those that it is read by is known what they hold."""
    record = next((record for record in whole.seen if record.SHEET.title == sheet), None)
    if record is None or sheet in READ_FOR_OTHERS:
        return _read(whole.workbook, sheets)
    others = {title: Written(left_out=True) for title in SOUND if title not in {sheet, "Workstreams"}}
    found = _read(whole.workbook, {**sheets, **others})
    return replace(
        whole,
        records={**whole.records, record: found.all(record)},
        seen={**whole.seen, record: found.seen[record]},
        unread_rows=tuple(_told(whole.unread_rows, found.unread_rows, lambda row: row.table.sheet == sheet)),
        unread_cells=tuple(_told(whole.unread_cells, found.unread_cells, lambda item: item.cell.sheet == sheet)),
        blanks=tuple(_told(whole.blanks, found.blanks, lambda item: item.cell.sheet == sheet)),
        remarks=tuple(_told(whole.remarks, found.remarks, lambda item: item.cell.sheet == sheet)),
        asides=tuple(_told(whole.asides, found.asides, lambda item: item.cell.sheet == sheet)),
    )


def _told(before: Iterable[T], now: Iterable[T], is_of_it: Callable[[T], bool]) -> Iterator[T]:
    yield from (item for item in before if not is_of_it(item))
    yield from filter(is_of_it, now)


def _programmes(example: Example) -> Iterator[Programme]:
    """The programme with one column blank in all its rows, each in turn, and with no date at all."""
    whole = {name: _read(name, sheets) for name, sheets in example.items()}
    for name, sheets in example.items():
        for sheet, changed in _blanked(sheets):
            yield Programme(tuple({**whole, name: _reread(whole[name], changed, sheet)}.values()))
    yield Programme(tuple(_read(name, _undated(sheets)) for name, sheets in example.items()))


@pytest.mark.parametrize("rule", TRIED, ids=lambda rule: f"{rule.id}-{rule.name}")
def test_a_blank_is_never_too_much(rule: Rule) -> None:
    for heading in HEADINGS:
        for text in blocks(rule.documentation, heading):
            for programme in _programmes(parse(text)):
                for hit in rule.check(programme):
                    assert rule.finding(hit).message
