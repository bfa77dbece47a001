"""A proposal can be applied: typed in, it leaves nothing new to be found, and a second proposal moves nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable

import pytest

from network.random_plans import Plans, random_plans, shown
from xl_send.findings import Finding, Severity
from xl_send.rules import Scope, all_rules, check
from xl_send.rules.catalogue import YIELDING
from xl_send.scheduling.proposal import Proposal, propose
from xl_send.workbook.submissions import Programme

SATURDAY = 5
SEEDS = int(os.environ.get("XL_SEND_PLANS", "6"))
# Where what was left as it is lost its end, a row that named what moved was made wrong, or a meeting became possible.
FOUND = (5018, 5026, 5029)


def told(programme: Programme, scope: Scope) -> list[Finding]:
    """The errors and queries; what is only advised, such as to merge two tasks of one term, is no fault of a date.

    Nor is what a rule tells that yields to others: it is of a date that stood so before, under another finding.
    """
    found = check(programme, list(all_rules(scope).values()))
    return [each for each in found if each.severity is not Severity.ADVICE and each.rule not in YIELDING]


def typed(plans: Plans, proposal: Proposal) -> Programme:
    """The programme with every proposed date typed into its cell, read again."""
    for change in (change for move in proposal.moves for change in move.changes):
        code, name = change.cell.workbook[:3].upper(), change.cell.record
        for rows in plans.rows[code].values():
            for row in rows:
                if row["ID"] == name:
                    row[change.cell.column] = shown(change.after)
    return plans.read()


def is_rest_of(finding: Finding, gone: Iterable[Finding]) -> bool:
    """Whether a finding is what is left of a greater one, or takes the place of a worse one of the same row."""
    records = {finding.cell.record, *(related.cell.record for related in finding.related)}
    for other in gone:
        others = {other.cell.record, *(related.cell.record for related in other.related)}
        milder = other.severity is Severity.ERROR and finding.severity is Severity.QUERY and finding.rule != "CF10"
        if (other.rule == finding.rule and records <= others) or (milder and finding.cell.record in others):
            return True
    return False


@pytest.mark.parametrize("seed", [*range(SEEDS), *FOUND])
def test_what_is_proposed_can_be_typed_in(seed: int) -> None:
    plans = random_plans(seed)
    before = plans.read()
    proposal = propose(before, solver=False)
    assert all(change.after.weekday() < SATURDAY for move in proposal.moves for change in move.changes)
    after = typed(plans, proposal)
    known = {finding.key: finding for finding in told(before, Scope.ALL)}
    left = {finding.key: finding for finding in told(after, Scope.ALL)}
    gone = [finding for key, finding in known.items() if key not in left]
    assert not [left[key].message for key in left.keys() - known.keys() if not is_rest_of(left[key], gone)]
    assert propose(after, solver=False).moves == []
    conflicts = {(finding.key, finding.message) for finding in told(after, Scope.CONFLICTS)}
    assert {(finding.key, finding.message) for finding in proposal.left} == conflicts
