"""A fault that a rule calls an error never makes a colour better than it was without the fault."""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from random import Random

import pytest

from faults.judging import changed, new_findings
from faults.planting import Planter, all_planters
from faults.plot import Plot
from rag.test_unread import better
from sizes import cases
from xl_send.findings import Finding, Severity
from xl_send.rag.items import items
from xl_send.results import Item, ItemKind
from xl_send.rules import all_rules

SEED = os.environ.get("XL_SEND_SEED", "autumn")
# But for what waits for itself: on a loop nothing is worked out of one date from another (conflicts: earliest dates).
ON_A_LOOP = ("RF10", "RF59")
EVERY = [rule for rule in all_planters() if all_rules()[rule].severity is Severity.ERROR and rule not in ON_A_LOOP]
# Those of which a fault once did, and some others.
ONCE = ("ID11", "MS13", "RF08", "RF11", "RS01", "UN11", "UN13", "PR35", "RF31", "RF51", "RF55", "MS17")
OTHERS = Random(SEED).sample(EVERY, cases(6, whole=len(EVERY)))  # noqa: S311 - chooses test cases
ERRORS = list(dict.fromkeys([*ONCE, *OTHERS]))

Key = tuple[ItemKind, str, str]


def _by_key(plot: Plot) -> dict[Key, Item]:
    """The items; of two that go by one id neither."""
    found = [
        ((item.kind, item.id, "" if item.accounts else item.record.workbook), item) for item in items(changed(plot))
    ]
    alone = Counter(key for key, _ in found)
    return {key: item for key, item in found if alone[key] == 1}


@cache
def _unplanted() -> dict[Key, Item]:
    return _by_key(Plot(Random(0)))  # noqa: S311 - chooses test cases


def _improved(planter: Planter, seed: str) -> list[str]:
    plot = Plot(Random(seed))  # noqa: S311 - chooses test cases
    cells, before = planter.cells(plot), _unplanted()
    told = [
        f"{item.id}: {before[key].status} ({before[key].reason}) became {item.status} ({item.reason})"
        for key, item in _by_key(plot).items()
        if key in before and better(before[key].status, item.status)
    ]
    places = {(item.cell.workbook, item.cell.sheet, item.cell.address) for item in _errors(plot, planter) if told}
    return [*plot.told, *told] if told and places & cells else []


def _errors(plot: Plot, planter: Planter) -> list[Finding]:
    return [item for item in new_findings(plot) if item.rule == planter.rule and item.severity is Severity.ERROR]


@pytest.mark.parametrize("turn", range(cases(1, whole=20)))
@pytest.mark.parametrize("rule", ERRORS)
def test_an_error_improves_no_colour(rule: str, turn: int) -> None:
    planters = all_planters()[rule]
    first = Random(f"{SEED}-{rule}").randrange(len(planters))  # noqa: S311 - chooses test cases
    assert not _improved(planters[(first + turn) % len(planters)], f"{SEED}-{rule}-{turn}")
