"""Years of budgets for which commentaries bid, against the days of their milestones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.activity import is_active
from xl_send.calendar.financial_years import first_day_of
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_ROUND = Pattern(
    r"(?i)\b(?:bid|growth|pressure|case|request|proposal)s?\b[^.;]{0,40}?\b(?P<year>20\d\d[-/]\d\d)\b"
    r" (?:(?:base |council |revenue )?budget(?: round| bids?| setting| process)?|budget[- ]setting|round|mtfs|mtfp)\b"
    r"|\b(?P<of>20\d\d[-/]\d\d) (?:base |council |revenue )?budget (?:round|bids?|setting|process)\b"
)
# A line of a budget, or of the plan for several years, that is still to be written.
_LINE = Pattern(
    r"(?i)\b(?:mtfs|mtfp|mtp|medium[- ]term (?:financial )?(?:plan|strategy)|base budget|budget book|budget build"
    r"|growth|council budget)\b[^.;]{0,30}?\b(?:for|in|of|from|into|to) (?:the )?"
    r"(?:20)?(?P<year>\d\d)[-/](?:20)?(?P<to>\d\d)\b"
    r"|\b(?:20)?(?P<of>\d\d)[-/](?:20)?(?P<then>\d\d) (?:mtfs|mtfp|base budget|budget book)\b"
)
_OF_ANOTHER_YEAR = Pattern(
    r"(?i)\b(?:was|were|refused|failed|unsuccessful|last year|agreed|approved|won|since|in-year)\b"
)


@rule(
    "MN77",
    Severity.QUERY,
    'The commentary says "{words}", but the milestone is for {day}, and by {begins} that budget is spent or set.',
    "Correct the year of the budget, or the date. Money of a round that is over cannot be asked for in it.",
)
def round_that_is_over(programme: Programme) -> Iterator[Hit]:
    """A bid is for a budget that is not set yet when its milestone is due.

    A council sets the budget of a year before that year begins. Asked of a milestone still to come whose commentary or
    Done when speaks of a bid for the budget of a year, or its round, where the milestone is forecast for a day of that
    year or later; and where they name a line of the medium term plan, or of the base budget, for a year that is over by
    then.

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Outreach in the base budget | 18 Feb 2028 | <Growth bid drafted for the 2027-28 budget round.> |

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Outreach in base budget | 14 Jan 2028 | <MTFS line for 26/27.> |
    | TRN-M02 | Outreach in base budget | 14 Jan 2028 | <Growth to go into the 2026-27 budget book> |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Outreach in the base budget | 18 Feb 2028 | Growth bid drafted for the 2028-29 budget round. |
    | TRN-M02 | Outreach in the base budget | 18 Feb 2028 | The bid in the 2027-28 budget round was refused |
    | TRN-M03 | Outreach in the base budget | 18 Feb 2028 | Spending is within the 2027-28 budget |
    | TRN-M04 | Outreach in the base budget | 18 Feb 2027 | Growth bid drafted for the 2027-28 budget round. |
    | TRN-M05 | Outreach in the base budget | 14 Jan 2028 | MTFS line for 28/29. |
    | TRN-M06 | Outreach in the base budget | 14 Jan 2028 | MTFS line for 27/28 kept, and growth of 5/10 in each |
    | TRN-M07 | Outreach in the base budget | 14 Jan 2028 | Base budget for 26/27 was topped up from reserves |
    """
    for milestone in programme.each(Milestone):
        day = milestone.forecast
        if milestone.actual or not day or not is_active(programme, milestone):
            continue
        for name in ("commentary", "done_when"):
            text = getattr(milestone, name) or ""
            found, begins = _begins(text)
            if found and begins and day >= begins and not _OF_ANOTHER_YEAR.search(text):
                related = Related(milestone.at("forecast"), "the forecast")
                yield hit(milestone.at(name), related, words=found[0].strip(), day=day, begins=begins)


def _begins(text: str) -> tuple[re.Match[str] | None, date | None]:
    """The words for a budget still to be set, and the first day of its year; of a line, once that year is over."""
    if found := _ROUND.search(text):
        return found, first_day_of(found["year"] or found["of"])
    found = _LINE.search(text)
    year, then = (int(found["year"] or found["of"]), int(found["to"] or found["then"])) if found else (0, 0)
    return (found, first_day_of(f"20{then:02}")) if then == year + 1 else (None, None)
