"""The example shows the conflicts that its own page lists, each where the page says, and no other."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from places import DOCS
from xl_send.findings import Finding
from xl_send.reading import read_book
from xl_send.reading.markdown import book_of, parse_books
from xl_send.rules import Scope, all_rules, check
from xl_send.workbook.submissions import Programme, Submission
from xl_send.xlsx.template.example import example_texts

PAGE = DOCS / "example.md"

# Conflicts between what two workstreams each say, as against those that take the network of what waits for what.
BETWEEN_ACCOUNTS = ["04", "05", "09", "12", "13", "15", "16", "17", "18", "20", "21", "22", "25", "26", "29"]


def _listed() -> list[tuple[str, str]]:
    """The rule and the first record of every conflict on the page."""
    (page,) = parse_books(PAGE.read_text(encoding="utf-8"))
    rows = page.sheets["Conflicts planted"].rows
    return [(row["Rule"][1:].partition("]")[0], row["Records"].partition(", ")[0]) for row in rows]


@cache
def _read() -> tuple[Submission, ...]:
    return tuple(read_book(book_of(text)) for text in example_texts())


def _conflicts(submissions: tuple[Submission, ...]) -> tuple[Finding, ...]:
    return check(Programme(submissions), all_rules(Scope.CONFLICTS).values())


@cache
def _findings() -> tuple[Finding, ...]:
    return _conflicts(_read())


def test_the_example_shows_the_conflicts_on_its_page_and_no_other() -> None:
    assert Counter((finding.rule, finding.cell.record) for finding in _findings()) == Counter(_listed())


@pytest.mark.parametrize("number", BETWEEN_ACCOUNTS)
def test_the_page_lists_each_kind_at_least_once(number: str) -> None:
    assert f"CF{number}" in {rule for rule, _ in _listed()}


def test_every_conflict_has_a_key_of_its_own() -> None:
    assert len({finding.key for finding in _findings()}) == len(_findings())


def test_the_order_of_the_workbooks_does_not_matter() -> None:
    assert set(_conflicts(_read()[::-1])) == set(_findings())
