"""What every rule says of its own failing examples, word for word, as it was approved: `approved.txt` beside this.

Made anew by `PYTHONPATH=.:tests python tests/rules/approved.py`, and its differences read before they are committed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from examples import as_read, blocks, programme
from xl_send.findings import Cell
from xl_send.rules import Hit, Rule, all_rules

WORDS = Path(__file__).with_name("approved.txt")


class Approved(NamedTuple):
    """What a rule said, and a mark of the words of its declaration and docstring at that time."""

    mark: str
    said: tuple[str, ...]


def mark_of(rule: Rule) -> str:
    """Changes with a rule's examples, message and fix: then what it says is to be approved anew."""
    words = f"{rule.severity}\n{rule.message}\n{rule.fix}\n{rule.documentation}"
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def line(rule: Rule, found: Hit) -> str:
    """One finding with its severity, its cell, its words and what else bears on it."""
    finding = rule.finding(found)
    related = "".join(f" [{_place(one.cell)}: {one.note}]" for one in finding.related)
    words = f"{finding.severity} {_place(finding.cell)} {finding.message} {finding.fix}{related}"
    return " ".join(words.split())


def _place(cell: Cell) -> str:
    book = "" if cell.workbook == "return.xlsx" else f"{cell.workbook} "
    return f"{book}{cell.sheet} {cell.address}"


def said_of_examples(rule: Rule) -> Iterator[str]:
    """What a rule says of its failing examples, in their order."""
    for text in blocks(rule.documentation, "Fails"):
        found, _ = programme(text, as_read)
        yield from (line(rule, one) for one in rule.check(found))


@cache
def approved() -> Mapping[str, Approved]:
    """What was approved, by the id of the rule."""
    found: dict[str, Approved] = {}
    for entry in WORDS.read_text().split("\n\n"):
        head, *said = entry.strip().split("\n")
        name, mark = head.split()
        found[name] = Approved(mark, tuple(said))
    return found


def written() -> str:
    """The words of all rules as they are now."""
    entries = (
        "\n".join([f"{name} {mark_of(rule)}", *said_of_examples(rule)]) for name, rule in sorted(all_rules().items())
    )
    return "\n\n".join(entries) + "\n"


if __name__ == "__main__":
    WORDS.write_text(written())
