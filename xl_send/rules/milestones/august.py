"""Milestones in August, when schools are shut and few people are at their desks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.building_work import is_building
from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.milestones.dates import undone
from xl_send.workbook.submissions import Programme

AUGUST = 8
# Work that goes on all year, and what is due at the end of a school year.
_ALL_YEAR = re.compile(
    r"\b(?:contracts?|posts?|appoint\w*|recruit\w*|interviews?|data|systems?|software|portal|website|online|budgets?"
    r"|grants?|funding|invoices?|payments?|publish\w*|results|leases?|procure\w*|tenders?|transport|routes?|holiday|summer"
    r"|buildings?|works|equipment|furniture|short breaks|records|transfer of files|draft\w*)\b",
    re.IGNORECASE,
)


@rule(
    "MC21",
    Severity.ADVICE,
    "{id} is expected on {day}, in August, when schools are shut and many people are away.",
    "Check the month, and who is there to do it. If it truly happens then, leave it.",
)
def milestone_in_august(programme: Programme) -> Iterator[Hit]:
    """What is not building work is seldom reached in August.

    A date in August is mostly a slip, or will be one in September. The first and the last day of the month, fixed
    dates, building work and work that goes on all year are not asked about; where schools must act, that is told
    instead.

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | Review of the trial agreed | <11 Aug 2027> |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Schools must act | Fixed date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Review of the trial agreed | 31 Aug 2027 | | |
    | TRN-M02 | New block certified complete | 11 Aug 2027 | | |
    | TRN-M03 | Link workers appointed | 11 Aug 2027 | | |
    | TRN-M04 | Trial opens in four schools | 11 Aug 2027 | Yes | |
    | TRN-M05 | Review of the trial agreed | 11 Aug 2027 | | Yes |
    | TRN-M06 | Review of the trial agreed | 1 Sep 2027 | | |
    | TRN-M07 | Old boiler house taken down | 11 Aug 2027 | | |
    """
    for submission in programme.submissions:
        for milestone in undone(programme, submission):
            day, as_at = milestone.forecast, programme.as_at(milestone) or date.min
            inside = day is not None and day >= as_at and day.month == AUGUST and 1 < day.day < 31
            asked = inside and not milestone.schools_must_act and not milestone.fixed
            if asked and not is_building(milestone.name) and not _ALL_YEAR.search(milestone.name or ""):
                yield hit(milestone.at("forecast"), id=milestone.id, day=day)
