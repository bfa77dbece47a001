"""No rule trips over a blank: every example is checked again with one column blank in all its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from examples import Example, Written, blocks, book, parse
from xl_send.reading import read_book
from xl_send.rules import Rule, all_rules
from xl_send.workbook.submissions import Programme, Submission

Sheets = dict[str, Written]


def _read(name: str, sheets: Sheets) -> Submission:
    return read_book(book(name, sheets, set()))


def _blanked(sheets: Sheets) -> Iterator[Sheets]:
    """A workbook with each of its columns blank in turn."""
    for sheet, written in sheets.items():
        for title in {title for row in written.rows for title in row}:
            yield {**sheets, sheet: replace(written, rows=[{**row, title: ""} for row in written.rows])}


def _undated(sheets: Sheets) -> Sheets:
    cover = sheets.get("Programme") or Written(rows=[{}])
    rows = [{**row, "As at": ""} for row in cover.rows]
    return {**sheets, "Programme": replace(cover, rows=rows, titles=[*cover.titles, "As at"])}


def _programmes(example: Example) -> Iterator[Programme]:
    """The programme with one column blank in all its rows, each in turn, and with no date at all."""
    whole = {name: _read(name, sheets) for name, sheets in example.items()}
    for name, sheets in example.items():
        for changed in _blanked(sheets):
            yield Programme(tuple({**whole, name: _read(name, changed)}.values()))
    yield Programme(tuple(_read(name, _undated(sheets)) for name, sheets in example.items()))


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: f"{rule.id}-{rule.name}")
def test_a_blank_is_never_too_much(rule: Rule) -> None:
    for heading in ("Fails", "Passes"):
        for text in blocks(rule.documentation, heading):
            for programme in _programmes(parse(text)):
                for hit in rule.check(programme):
                    assert rule.finding(hit).message
