"""Days by which a mitigation is done, against the dates of its risk and of what that threatens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.activity import is_active
from xl_send.analysis.needs import plan_day
from xl_send.analysis.words.named_dates import DAY, day_matched
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.rules.words.days.planned_days import is_a_slip_off
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Response, RiskStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme

_BY = Pattern(rf"(?i)[^.;:]{{4,60}} (?:by|before|no later than|due(?: on)?) (?:the )?(?:[a-z]+day,? )?(?:the )?{DAY}")
_IF = Pattern(r"(?i)\b(?:if|unless|should|would|trigger|review\w*|until|otherwise|fall ?back to|was|had|after)\b")


@rule(
    "CM54",
    Severity.QUERY,
    'Mitigation says "{words}", but {column} is {day}.',
    "Bring the two together. A mitigation that comes after the risk is to have come down, or later than planned, "
    "does not hold it.",
)
def mitigation_later_than_its_dates(programme: Programme) -> Iterator[Hit]:
    """What a mitigation promises by a day comes before the risk is to have come down by it.

    Asked of an open risk whose Mitigation says that something is done by a day that is no date of the row: where that
    is after Target date, or a slip of the hand from Action due, as 12 March is from 12 February.

    **Fails**

    Risks:
    | ID | Mitigation | Action due | Target date |
    | --- | --- | --- | --- |
    | TRN-R01 | <Escalate; paper form built by our own developer by 12 March.> | 12 Feb 2027 | 26 Feb 2027 |
    | TRN-R02 | <Second nurse trained by 12/04/27> | 12 Jan 2027 | 26 Feb 2027 |
    | TRN-R03 | <Second nurse trained by 15 January> | 5 Jan 2027 | |

    **Passes**

    Risks:
    | ID | Mitigation | Action due | Target date |
    | --- | --- | --- | --- |
    | TRN-R01 | Paper form built by our own developer by 12 Feb | 12 Feb 2027 | 26 Feb 2027 |
    | TRN-R02 | First draft in January, all of it by 24 February | 15 Jan 2027 | 26 Feb 2027 |
    | TRN-R03 | Buy in a nurse if the post is not filled by 12 March | 12 Feb 2027 | 26 Feb 2027 |
    | TRN-R04 | Close it by 26 February | 12 Feb 2027 | 26 Feb 2027 |
    """
    for risk in programme.each(Risk):
        text, due, target = risk.mitigation or "", risk.action_due, risk.target_date
        if not text or risk.status is not RiskStatus.OPEN or not (due or target):
            continue
        for found in _BY.finditer(text):
            near = due or target
            day = day_matched(found, near) if near else None
            if day is None or day in (due, target) or _IF.search(found[0]):
                continue
            late = target is not None and day > target
            if late or (due and day > due and is_a_slip_off(day, due)):
                name = "target_date" if late else "action_due"
                cell = risk.at(name)
                words = {"words": found[0].strip(), "column": cell.column}
                yield hit(
                    risk.at("mitigation"), Related(cell, "by when"), severity=None, day=getattr(risk, name), **words
                )
                break


# What goes on, or answers what has happened, may well come after.
_GOES_ON = Pattern(
    r"(?i)\b(?:after|once|if|should|fall ?back|contingen\w*|follow[- ]up|lessons?|recover\w*|catch[- ]up|monthly|termly"
    r"|review\w*|audit\w*|each|every|ongoing|continu\w*|monitor\w*)\b"
)


@rule(
    "RK97",
    Severity.QUERY,
    "The action is due on {due}, after {what}, which the risk threatens.",
    "Bring Action due forward, or correct Threatens. After that day the action holds nothing.",
)
def action_after_what_is_threatened(programme: Programme) -> Iterator[Hit]:
    """What is to be done about a risk is due before what it threatens is to be reached.

    Afterwards it is an issue, or over. Asked of open risks under treatment all of whose threatened milestones are fixed
    dates still to come, planned and forecast for before the day of the action. What goes on, as a review each month
    does, or answers what has happened, may come after.

    **Fails**

    Milestones:
    | ID | Milestone | Baseline date | Forecast date | Fixed date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Plans issued | 15 Feb 2027 | 12 Feb 2027 | Yes |
    | TRN-M02 | Staff trained | 29 Jan 2027 | 1 Feb 2027 | Yes |

    Risks:
    | ID | Mitigation | Action due | Threatens |
    | --- | --- | --- | --- |
    | TRN-R01 | Tracker of names not yet settled from December | <19 Feb 2027> | TRN-M01 |
    | TRN-R02 | Second trainer hired | <19 Feb 2027> | TRN-M01, TRN-M02 |

    **Passes**

    Milestones:
    | ID | Milestone | Baseline date | Forecast date | Actual date | Fixed date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Plans issued | 15 Feb 2027 | 12 Feb 2027 | | Yes |
    | TRN-M02 | Staff trained | 29 Jan 2027 | 29 Jan 2027 | | |
    | TRN-M03 | Staff told | 9 Oct 2026 | | 9 Oct 2026 | Yes |

    Risks:
    | ID | Mitigation | Action due | Threatens | Response |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | Tracker of names not yet settled | 15 Feb 2027 | TRN-M01 | Treat |
    | TRN-R02 | Second trainer hired | 19 Feb 2027 | TRN-M01, TRN-M02 | Treat |
    | TRN-R03 | Reviewed each month by the board | 19 Feb 2027 | TRN-M01 | Treat |
    | TRN-R04 | Agency trainer if the post is not filled | 19 Feb 2027 | TRN-M01 | Treat |
    | TRN-R05 | Second trainer hired | 19 Feb 2027 | TRN-M03 | Treat |
    | TRN-R06 | Second trainer hired | 19 Feb 2027 | TRN-M01 | Tolerate |
    | TRN-R07 | Second trainer hired | 19 Feb 2027 | | Treat |
    """
    for risk in open_risks(programme):
        due, as_at = risk.action_due, programme.as_at(risk)
        if due is None or as_at is None or due < as_at or risk.response is not Response.TREAT or not risk.threatens:
            continue
        found = [programme.milestones.get(reference.id) for reference in risk.threatens]
        ends = [(one, _end(one)) for one in found if one and _is_fixed_and_to_come(programme, one)]
        late = len(ends) == len(found) and all(as_at <= day < due for _, day in ends)
        if late and not _GOES_ON.search(risk.mitigation or ""):
            last, day = max(ends, key=lambda one: one[1])
            related = Related(last.at("forecast" if last.forecast == day else "baseline"), "what is threatened")
            yield hit(risk.at("action_due"), related, due=due, what=f"{last.id} ({say(day)})")


def _end(milestone: Milestone) -> date:
    return max(plan_day(milestone), milestone.forecast or plan_day(milestone))


def _is_fixed_and_to_come(programme: Programme, milestone: Milestone) -> bool:
    return bool(milestone.fixed) and milestone.actual is None and is_active(programme, milestone)
