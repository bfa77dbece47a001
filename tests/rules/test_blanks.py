"""No rule trips over a blank: every example is checked again with one column blank in all its rows."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest

from examples import Example, Written, blocks, book, parse
from xl_send.reading import read_book
from xl_send.rules import Rule, all_rules
from xl_send.workbook.submissions import Programme


def _programme(example: Example) -> Programme:
    blamed: set[tuple[str, str, str]] = set()
    return Programme(tuple(read_book(book(name, sheets, blamed)) for name, sheets in example.items()))


def _blanked(example: Example) -> Iterator[Example]:
    for name, sheets in example.items():
        for sheet, written in sheets.items():
            for title in {title for row in written.rows for title in row}:
                other = deepcopy(example)
                for row in other[name][sheet].rows:
                    row[title] = ""
                yield other
    undated = deepcopy(example)
    for sheets in undated.values():
        cover = sheets.setdefault("Programme", Written(rows=[{}]))
        cover.titles.append("As at")
        for row in cover.rows:
            row["As at"] = ""
    yield undated


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: f"{rule.id}-{rule.name}")
def test_a_blank_is_never_too_much(rule: Rule) -> None:
    for heading in ("Fails", "Passes"):
        for text in blocks(rule.documentation, heading):
            for example in _blanked(parse(text)):
                for hit in rule.check(_programme(example)):
                    assert rule.finding(hit).message
