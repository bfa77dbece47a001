"""Milestones at which schools must act."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Phase
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

IN_SCHOOLS = frozenset({Phase.TRIAL, Phase.ROLLOUT})


@rule(
    "MS23",
    Severity.ADVICE,
    "Schools must act, but none is named.",
    "Name the schools, separated by semicolons.",
)
def schools_not_named(programme: Programme) -> Iterator[Hit]:
    """A trial or rollout at which schools must act names them.

    A school that is asked to join too much at once can only be seen where it is named.

    **Fails**

    Milestones:
    | ID | Phase | Schools must act | Schools |
    | --- | --- | --- | --- |
    | TRN-M01 | Trial | Yes | <> |

    **Passes**

    Milestones:
    | ID | Phase | Schools must act | Schools | Actual date | State |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Trial | Yes | Oakfield Primary; Elm Academy | | |
    | TRN-M02 | Design | Yes | | | |
    | TRN-M03 | Rollout | Yes | | 6 Nov 2026 | |
    | TRN-M04 | Rollout | No | | | |
    | TRN-M05 | Rollout | Yes | | | Paused |
    """
    for milestone in programme.each(Milestone):
        acting = milestone.schools_must_act and milestone.phase in IN_SCHOOLS and not milestone.actual
        if acting and not milestone.schools and is_active(programme, milestone):
            yield hit(milestone.at("schools"), Related(milestone.at("schools_must_act"), "schools must act"))


@rule(
    "MS24",
    Severity.ADVICE,
    "Schools are named, but Schools must act is not Yes.",
    "Choose Yes if it needs them to do something: it can then only move within term time.",
)
def schools_named_but_idle(programme: Programme) -> Iterator[Hit]:
    """A trial or rollout that names schools needs them to act.

    Whether a late milestone falls into the holidays matters only where schools must act.

    **Fails**

    Milestones:
    | ID | Phase | Schools must act | Schools |
    | --- | --- | --- | --- |
    | TRN-M01 | Trial | <> | Oakfield Primary |

    **Passes**

    Milestones:
    | ID | Phase | Schools must act | Schools | Actual date | State |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Trial | Yes | Oakfield Primary | | |
    | TRN-M02 | Set up | | Oakfield Primary | | |
    | TRN-M03 | Trial | | Oakfield Primary | 6 Nov 2026 | |
    | TRN-M04 | Trial | | Oakfield Primary | | Paused |
    | TRN-M05 | Rollout | | | | |
    """
    for milestone in programme.each(Milestone):
        idle = milestone.schools and not milestone.schools_must_act and milestone.phase in IN_SCHOOLS
        if idle and not milestone.actual and is_active(programme, milestone):
            yield hit(milestone.at("schools_must_act"), Related(milestone.at("schools"), "the schools"))
