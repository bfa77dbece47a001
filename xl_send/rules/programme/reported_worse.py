"""A reported colour that is worse than the computed one: what the owner sees, the dates and figures do not tell."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Severity
from xl_send.rag.reported import deciding, items_with, steps_worse
from xl_send.results import Item
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme

_TWO_STEPS = 2


@rule(
    "WM11",
    Severity.QUERY,
    "Reported {reported}, but computed only {computed}: {reason}.",
    "Check what it is computed from: a date, figure or score may be mistyped, cleared or left out. If all are right "
    "and the owner knows of more, explain this finding.",
)
def reported_worse_than_computed(programme: Programme) -> Iterator[Hit]:
    """What an owner reports as off track is off track by its dates, figures or scores too.

    An owner may well know more than they tell. But where a plan date was typed over, a score mistyped or the latest
    figure cleared, the owner's colour is all that still shows the trouble. Red of a computed Green is a query, one step
    is advice.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG |
    | --- | --- | --- | --- |
    | TRN-M01 | 5 Feb 2027 | 5 Feb 2027 | <Red> |
    | TRN-M02 | 5 Feb 2027 | 5 Feb 2027 | <Amber> |

    Risks:
    | ID | Likelihood | Impact | Reported RAG |
    | --- | --- | --- | --- |
    | TRN-R01 | 4 | 1 | <Red> |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 5 Feb 2027 | Red | |
    | TRN-M02 | 11 Dec 2026 | 11 Dec 2026 | Green | |
    | TRN-M03 | 11 Dec 2026 | 11 Dec 2026 | | |
    | TRN-M04 | 11 Dec 2026 | 11 Dec 2026 | Red | Paused |
    """
    for row, item in _rated(programme):
        steps = steps_worse(row.reported, item.status)
        if steps and row.reported:
            yield hit(
                row.at("reported"),
                *deciding(item.rating),
                severity=None if steps >= _TWO_STEPS else Severity.ADVICE,
                reported=row.reported.value,
                computed=item.status.value,
                reason=item.rating.reason,
            )


def _rated(programme: Programme) -> Iterator[tuple[Milestone | Kpi | Risk, Item]]:
    yield from items_with(programme, Milestone)
    yield from items_with(programme, Kpi)
    yield from items_with(programme, Risk)
