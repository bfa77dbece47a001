"""What is said to be on course for a day by which its milestone is not expected."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.activity import is_active, worked_on
from xl_send.analysis.figures import points
from xl_send.analysis.needs import plan_day
from xl_send.analysis.words.named_dates import DAY, day_matched
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rag.rollup import programme_status
from xl_send.results import Status
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.kpis.words.said_ends import FIGURE_SAID, in_unit, is_said
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_ON_COURSE = (
    r"\b(?:on (?:course|track|target)|(?:will|shall) (?:still |now )?(?:reach|meet|hit|get (?:down |up )?to)"
    r"|expect(?:ed|s)? to (?:reach|meet|hit))\b"
)
_FOR_A_FIGURE = Pattern(
    rf"(?i){_ON_COURSE}[^.;\d]{{0,30}}?{FIGURE_SAID}(?P<then>[^.;\d]{{0,30}}?\b(?:by|on|at|for) (?:the )?{DAY})?"
)
_FOR_A_DAY = Pattern(rf"(?i){_ON_COURSE}[^.;]{{0,50}}?\b(?:by|for|on) (?:the )?{DAY}")
_NOT_SO = Pattern(r"(?i)\b(?:not|no longer|never|was|were|had|if|unless|until|would|could|once|hoped?|back)\b")
_CLAUSES = Pattern(r"[.;](?: |$)|, (?:but|though|although) ")
_BEHIND = frozenset({Status.AMBER, Status.RED})


@rule(
    "CM96",
    Severity.QUERY,
    'The commentary says "{words}", but {of} is forecast for {forecast} and computes {colour}.',
    "Say what is now expected, and when. If it will be there on the planned day after all, correct the forecast of "
    "{id}.",
)
def on_course_for_what_is_late(programme: Programme) -> Iterator[Hit]:
    """Nothing is said to be on course for a planned day after which its milestone is forecast.

    A board that reads the words waits for what the dates have given up. Asked of a KPI's commentary that says it is on
    course for a figure that is expected at a milestone, or will reach it, and of a milestone's that says so of its
    planned day: where the milestone is forecast for a later day than is said, and computes Amber or Red.

    **Fails**

    KPIs:
    | ID | Unit | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Count | <318 against 300. Falling every month and on course for the 206 expected by 30 November.> |

    Milestones:
    | ID | Baseline date | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 30 Nov 2026 | 26 Feb 2027 | <318 at the end of October. On track for 206 by 30 November 2026.> |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 206 |

    **Passes**

    KPIs:
    | ID | Unit | Commentary |
    | --- | --- | --- |
    | TRN-K01 | Count | No longer on course for 206 by 30 November. On course for 206 by 26 February. |
    | TRN-K02 | Count | On course for the 40 expected. |

    Milestones:
    | ID | Baseline date | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 30 Nov 2026 | 26 Feb 2027 | On track for 26 February |
    | TRN-M02 | 11 Dec 2026 | 14 Dec 2026 | On track for 11 December |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 206 |
    | TRN-K02 | TRN-M02 | 40 |
    """
    late = {
        item.record: item.status
        for item in programme_status(programme).items
        if isinstance(item.record, Milestone) and item.status in _BEHIND and item.record.actual is None
    }
    by_id = {milestone.id: milestone for milestone in late}
    for kpi, expected in points(programme).items() if late else ():
        for found in _said(_FOR_A_FIGURE, kpi.commentary) if is_active(programme, kpi) else ():
            value = in_unit(found[1], kpi.unit)
            point = next((one for one in expected if value is not None and is_said(value, one.value, kpi.unit)), None)
            milestone = by_id.get(getattr(point.row, "milestone", None) or "") if point else None
            if milestone and _is_later(milestone, found, named=bool(found["then"])):
                yield _hit(kpi, found, milestone, late[milestone])
                break
    for milestone in worked_on(programme, Milestone):
        for found in _said(_FOR_A_DAY, milestone.commentary) if milestone in late else ():
            if _is_later(milestone, found, named=True):
                yield _hit(milestone, found, milestone, late[milestone])
                break


def _said(pattern: Pattern, text: str | None) -> Iterator[re.Match[str]]:
    """What a text says, clause by clause, to be on course; not what it no longer is, or was."""
    for clause in _CLAUSES.split(text or "") if text and pattern.may_be_in(text) else ():
        found = pattern.search(clause)
        if found and not _NOT_SO.search(clause):
            yield found


def _is_later(milestone: Milestone, found: re.Match[str], *, named: bool) -> bool:
    """Whether a milestone is forecast for after the day that is said, which is the planned one, or its planned day."""
    planned = plan_day(milestone)
    day = day_matched(found, planned) if named else planned
    return milestone.forecast is not None and day == planned and milestone.forecast > planned


def _hit(row: Kpi | Milestone, found: re.Match[str], milestone: Milestone, colour: Status) -> Hit:
    of = milestone.id if row is milestone else f"{milestone.id}, by which that is expected,"
    return hit(
        row.at("commentary"), Related(milestone.at("forecast"), "its forecast"), words=found[0].strip(), of=of,
        forecast=milestone.forecast, colour=colour.value, id=milestone.id,
    )  # fmt: skip
