"""Every rule's own documentation is run: it blames what its Fails say, in approved words, and nothing in its Passes."""

from __future__ import annotations

import pytest

from examples import as_read, each_programme
from rules.approved import approved, line, mark_of
from xl_send.rules import Hit, Rule, all_rules
from xl_send.workbook.submissions import Programme

RULES = list(all_rules().values())
ANEW = "if that is what it is to say: PYTHONPATH=.:tests python tests/rules/approved.py, and read what differs"


def _hits(rule: Rule, found: Programme) -> list[Hit]:
    hits = list(rule.check(found))
    assert not [hit for hit in hits if "a fault of its own" in rule.finding(hit).message]
    return hits


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}-{rule.name}")
def test_blames_exactly_the_cells_of_its_failing_examples(rule: Rule) -> None:
    fails = each_programme(rule.documentation, "Fails", as_read)
    assert fails, "a rule shows at least one example that fails"
    said: list[str] = []
    for found, blamed in fails:
        hits = _hits(rule, found)
        assert blamed, "a failing example marks the cell to blame"
        assert {(hit.cell.workbook, hit.cell.sheet, hit.cell.address) for hit in hits} == blamed
        said += [line(rule, hit) for hit in hits]
    known = approved().get(rule.id)
    if known and known.mark == mark_of(rule):
        assert said == list(known.said), ANEW


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}-{rule.name}")
def test_blames_nothing_in_its_passing_examples(rule: Rule) -> None:
    passes = each_programme(rule.documentation, "Passes", as_read)
    assert passes, "a rule shows at least one example that passes"
    for found, blamed in passes:
        assert not blamed
        assert not _hits(rule, found)


def test_what_every_rule_says_is_approved() -> None:
    known = approved()
    waiting = [rule.id for rule in RULES if rule.id not in known or known[rule.id].mark != mark_of(rule)]
    gone = known.keys() - {rule.id for rule in RULES}
    assert (waiting, gone) == ([], set()), ANEW
