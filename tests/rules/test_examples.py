"""Every rule's own documentation is run: it blames what its Fails say, and nothing in its Passes."""

from __future__ import annotations

import pytest

from examples import as_read, blocks, programme
from xl_send.rules import Rule, all_rules

RULES = list(all_rules().values())


def _cells(rule: Rule, text: str) -> tuple[set[tuple[str, str, str]], set[tuple[str, str, str]]]:
    found, blamed = programme(text, as_read)
    hits = list(rule.check(found))
    assert not [hit for hit in hits if "a fault of its own" in rule.finding(hit).message]
    return {(hit.cell.workbook, hit.cell.sheet, hit.cell.address) for hit in hits}, blamed


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}-{rule.name}")
def test_blames_exactly_the_cells_of_its_failing_examples(rule: Rule) -> None:
    fails = blocks(rule.documentation, "Fails")
    assert fails, "a rule shows at least one example that fails"
    for text in fails:
        found, blamed = _cells(rule, text)
        assert blamed, "a failing example marks the cell to blame"
        assert found == blamed


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}-{rule.name}")
def test_blames_nothing_in_its_passing_examples(rule: Rule) -> None:
    passes = blocks(rule.documentation, "Passes")
    assert passes, "a rule shows at least one example that passes"
    for text in passes:
        found, blamed = _cells(rule, text)
        assert not blamed
        assert not found
