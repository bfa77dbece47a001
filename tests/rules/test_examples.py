"""Every rule's own documentation is run: it blames what its Fails say, in approved words, and nothing in its Passes."""

from __future__ import annotations

import pytest

from examples import as_read, blocks, programme
from rules.approved import approved, line, mark_of
from xl_send.rules import Hit, Rule, all_rules

RULES = list(all_rules().values())
ANEW = "if that is what it is to say: PYTHONPATH=.:tests python tests/rules/approved.py, and read what differs"


def _hits(rule: Rule, text: str) -> tuple[list[Hit], set[tuple[str, str, str]]]:
    found, blamed = programme(text, as_read)
    hits = list(rule.check(found))
    assert not [hit for hit in hits if "a fault of its own" in rule.finding(hit).message]
    return hits, blamed


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}-{rule.name}")
def test_blames_exactly_the_cells_of_its_failing_examples(rule: Rule) -> None:
    fails = blocks(rule.documentation, "Fails")
    assert fails, "a rule shows at least one example that fails"
    said: list[str] = []
    for text in fails:
        hits, blamed = _hits(rule, text)
        assert blamed, "a failing example marks the cell to blame"
        assert {(hit.cell.workbook, hit.cell.sheet, hit.cell.address) for hit in hits} == blamed
        said += [line(rule, hit) for hit in hits]
    known = approved().get(rule.id)
    if known and known.mark == mark_of(rule):
        assert said == list(known.said), ANEW


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}-{rule.name}")
def test_blames_nothing_in_its_passing_examples(rule: Rule) -> None:
    passes = blocks(rule.documentation, "Passes")
    assert passes, "a rule shows at least one example that passes"
    for text in passes:
        hits, blamed = _hits(rule, text)
        assert not blamed
        assert not hits


def test_what_every_rule_says_is_approved() -> None:
    known = approved()
    waiting = [rule.id for rule in RULES if rule.id not in known or known[rule.id].mark != mark_of(rule)]
    gone = known.keys() - {rule.id for rule in RULES}
    assert (waiting, gone) == ([], set()), ANEW
