"""Each rule finds its fault wherever it is planted, at that cell and no other, and nothing follows from it.

XL_SEND_SEED is any word that chooses other plantings, XL_SEND_PLANTINGS how many are made in all. By themselves they
are of one rule in fifteen, with XL_SEND_FULL_SIZE=1 of each.
"""

from __future__ import annotations

import os
from random import Random

import pytest

from faults.judging import judge
from faults.planting import all_planters
from sizes import cases
from xl_send.rules import Scope, all_rules

RULES = list(all_planters())
SEED = os.environ.get("XL_SEND_SEED", "autumn")
PLANTINGS = int(os.environ.get("XL_SEND_PLANTINGS", cases(len(RULES) // 15, whole=len(RULES))))


def _turns() -> list[tuple[str, int]]:
    """Which rule's fault each planting is, spread evenly over the rules, and how many times before."""
    order = Random(SEED).sample(RULES, len(RULES))  # noqa: S311 - chooses test cases
    return sorted((order[turn % len(order)], turn // len(order)) for turn in range(PLANTINGS))


@pytest.mark.parametrize(("rule", "turn"), _turns())
def test_a_planted_fault_is_found_where_it_lies(rule: str, turn: int) -> None:
    planters = all_planters()[rule]
    first = Random(f"{SEED}-{rule}").randrange(len(planters))  # noqa: S311 - chooses test cases
    told = judge(planters[(first + turn) % len(planters)], f"{SEED}-{rule}-{turn}")
    assert not told, told


def test_every_rule_has_a_planter() -> None:
    assert all_rules(Scope.VALIDATION).keys() - set(RULES) == set()


def test_every_planter_is_of_a_rule() -> None:
    assert not set(RULES) - all_rules().keys()
    assert not {rule for found in all_planters().values() for item in found for rule in item.also} - all_rules().keys()
