"""Milestones that are paused or withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import stopped_by_itself
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme


@rule(
    "MS15",
    Severity.QUERY,
    "The milestone is {state}, without a change reference.",
    "Give the reference of the change that was agreed.",
)
def milestone_stopped_without_change(programme: Programme) -> Iterator[Hit]:
    """A milestone that is paused or withdrawn says which agreed change stopped it.

    It is not rated any longer, however late it is. Where the whole workstream is stopped, the reference stands with
    that.

    **Fails**

    Workstreams:
    | Code | State |
    | --- | --- |
    | TRN | |

    Milestones:
    | ID | State | Change reference |
    | --- | --- | --- |
    | TRN-M01 | Withdrawn | <> |

    **Passes**

    Workstreams:
    | Code | State | Change reference |
    | --- | --- | --- |
    | TRN | | |
    | NOR | Paused | NOR-A01 |

    Milestones:
    | ID | Workstream | State | Change reference |
    | --- | --- | --- | --- |
    | TRN-M01 | TRN | Paused | Board, 2 Nov 2026 |
    | TRN-M02 | TRN | Active | |
    | NOR-M01 | NOR | Paused | |
    """
    for milestone in programme.each(Milestone):
        if stopped_by_itself(programme, milestone) and not milestone.changes:
            yield hit(
                milestone.at("changes"), Related(milestone.at("state"), "its state"), state=milestone.state.lower()
            )


@rule(
    "MS16",
    Severity.QUERY,
    "The milestone is {state}, and has an Actual date.",
    "Clear State if it was reached, else clear Actual date.",
)
def reached_though_stopped(programme: Programme) -> Iterator[Hit]:
    """A milestone that has been reached is not paused or withdrawn.

    What is paused or withdrawn does not count as complete.

    **Fails**

    Milestones:
    | ID | Actual date | State |
    | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | <Withdrawn> |

    **Passes**

    Milestones:
    | ID | Actual date | State |
    | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | Active |
    | TRN-M02 | | Withdrawn |
    """
    for milestone in programme.each(Milestone):
        if milestone.actual and milestone.state is not State.ACTIVE:
            actual = Related(milestone.at("actual"), "Actual date")
            yield hit(milestone.at("state"), actual, state=milestone.state.lower())
