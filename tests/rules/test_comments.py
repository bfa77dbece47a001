"""A comment silences nothing: what says nothing of the fault itself, in any column of words, is no answer to a rule."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from examples import as_read, each_programme
from xl_send.rules import Rule, all_rules
from xl_send.workbook.columns import Record
from xl_send.workbook.submissions import Programme

# Several in one text, each of which may be what silences a rule.
SOOTHING = (
    "Good progress this month. Checked and confirmed with the service. Agreed with the Programme Board.",
    "Work ongoing, no concerns. As discussed with the SRO. Agency cover for maternity leave",
    "Therapists, clinics and drop-ins in Woodford and Ashby. First run of the survey",
    "Counted by the data team, from the case system. Nothing new since the last return",
    "Reviewed at the team meeting on Tuesday. Waiting for the next meeting",
)
WORDS = ("commentary", "note", "reason", "progress")
# These ask for the comment itself, or tell that an owner is harder on the work than the figures are.
OF_THE_COMMENT = {"CM11", "KP31", "MN33", "MS06", "PR05", "WM11"}
RULES = [rule for rule in all_rules().values() if rule.id not in OF_THE_COMMENT]


def soothed(found: Programme, text: str) -> Programme:
    """The same programme with a comment in every blank cell for words."""

    def row(one: Record) -> Record:
        blank: dict[str, Any] = {
            field.name: text for field in fields(one) if field.name in WORDS and not getattr(one, field.name)
        }
        return replace(one, **blank)

    return Programme(
        tuple(
            replace(each, records={sheet: tuple(map(row, rows)) for sheet, rows in each.records.items()})
            for each in found.submissions
        )
    )


@pytest.mark.parametrize("text", SOOTHING)
def test_every_rule_blames_what_it_blames_without_the_comment(text: str) -> None:
    assert [rule.id for rule in RULES if _is_silenced(rule, text)] == []


def _is_silenced(rule: Rule, text: str) -> bool:
    for found, blamed in each_programme(rule.documentation, "Fails", as_read):
        told = {(hit.cell.workbook, hit.cell.sheet, hit.cell.address) for hit in rule.check(soothed(found, text))}
        if blamed - told:
            return True
    return False
