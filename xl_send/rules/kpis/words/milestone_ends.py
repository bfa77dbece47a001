"""Targets that come long after a milestone whose own words bring them about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.figures import amount, readable
from xl_send.analysis.notes.content import content_words
from xl_send.analysis.words.reasons import is_to_be_held
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.days import years_later
from xl_send.workbook.sheets.choices import Better
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# What says of a milestone that nothing is left of what a KPI counts down to nought.
_NONE_LEFT = Pattern(
    r"(?i)\b(?:cleared?|clearance|eliminated|eradicated|(?:at|to) (?:zero|nought|nil)|none (?:left|waiting|overdue)"
    r"|(?:no|nobody|zero) [^.;]{0,40}\b(?:left|waiting|outstanding|overdue|over|without|late))\b"
)
TEN_MONTHS, FOURTEEN_MONTHS = timedelta(days=300), timedelta(days=430)


@rule(
    "MC51",
    Severity.QUERY,
    "Target date is {day}, but {milestone}, which says that the target is reached, is planned for {plan}.",
    "Check the year of Target date: beside a date so late the KPI looks in time when it is not. If it is to be held "
    "until then, say so in Commentary.",
)
def target_long_after_its_milestone(programme: Programme) -> Iterator[Hit]:
    """A target is to be reached by about the day of the milestone that says it is.

    A year typed too late leaves so much time that no figure is behind. Asked where a target of nought is ten to
    fourteen months after a milestone of its workstream by which all is cleared, and of another target where the title
    or Done when of a milestone gives it; both speak of the same thing, or the two days differ in their year alone.

    **Fails**

    KPIs:
    | ID | KPI | Better when | Unit | Baseline | Target | Target date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Cases over 20 weeks with no plan | Lower | Count | 214 | 0 | <24 Mar 2028> |
    | TRN-K02 | Audited plans good or better | Higher | Percent | 41% | 75% | <14 Jul 2028> |

    Milestones:
    | ID | Milestone | Baseline date | Forecast date | Done when |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Backlog cleared | 24 Mar 2027 | 24 Mar 2027 | No case over 20 weeks |
    | TRN-M02 | Audit shows 75% of plans good or better | 9 Jul 2027 | 9 Jul 2027 | |

    **Passes**

    KPIs:
    | ID | KPI | Better when | Unit | Baseline | Target | Target date | Commentary |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Cases over 20 weeks with no plan | Lower | Count | 214 | 0 | 26 Mar 2027 | |
    | TRN-K02 | Cases over 20 weeks with no plan | Lower | Count | 214 | 20 | 24 Mar 2028 | |
    | TRN-K03 | Appeals lost | Lower | Count | 12 | 0 | 14 Apr 2028 | |
    | TRN-K04 | Cases over 20 weeks with no plan | Lower | Count | 214 | 0 | 24 Mar 2028 | To be held there for a year |
    | TRN-K05 | Audited plans good or better | Higher | Percent | 41% | 80% | 14 Jul 2028 | |

    Milestones:
    | ID | Milestone | Baseline date | Forecast date | Done when |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Backlog cleared | 24 Mar 2027 | 24 Mar 2027 | No case over 20 weeks |
    | TRN-M02 | Audit shows 75% of plans good or better | 9 Jul 2027 | 9 Jul 2027 | |
    """
    milestones = [*worked_on(programme, Milestone)]
    for kpi in worked_on(programme, Kpi):
        day = kpi.target_date
        if day is None or kpi.target is None or not readable(kpi, kpi.target) or is_to_be_held(kpi):
            continue
        for one in milestones:
            plan = one.forecast or one.baseline
            near = TEN_MONTHS <= day - plan <= FOURTEEN_MONTHS and one.workstream == kpi.workstream
            if near and _says_that_it_is_reached(one, kpi):
                when = Related(one.at("forecast" if one.forecast else "baseline"), "the milestone")
                yield hit(kpi.at("target_date"), when, day=day, milestone=one.id, plan=plan)
                break


def _says_that_it_is_reached(milestone: Milestone, kpi: Kpi) -> bool:
    """Whether a milestone tells that a KPI is at its target."""
    said = f"{milestone.name or ''}. {milestone.done_when or ''}"
    shared = len(content_words(said) & content_words(f"{kpi.name or ''}. {kpi.definition or ''}"))
    if kpi.target == 0:
        same_day = kpi.target_date is not None and kpi.target_date == years_later(milestone.baseline, 1)
        return kpi.better is Better.LOWER and bool(_NONE_LEFT.search(said)) and (same_day or shared > 0)
    if shared < FEWEST_SHARED:
        return False
    target = amount(kpi.unit, kpi.target or 0.0).removeprefix("£")
    span = r"(?:working |school )?(?:days?|weeks?|months?|years?|hours?)\b"
    # What is open or offered to so many is not yet used by them.
    told = rf"(?i)(?<!to all )(?<!for all )(?<![\w.,-]){re.escape(target)}(?![\w%]|[.,]\d| {span})"
    # What its own title counts with is no target: "cases over 20 weeks", "trained in 12 schools".
    return bool(re.search(told, said)) and not re.search(told, kpi.name or "")


# So many words of a title, and a number, are hardly shared by chance.
FEWEST_SHARED = 2
