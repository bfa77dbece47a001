"""Years of budgets for which commentaries bid, against the days of their milestones."""

from __future__ import annotations

from collections.abc import Iterator

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
_OF_ANOTHER_YEAR = Pattern(
    r"(?i)\b(?:was|were|refused|failed|unsuccessful|last year|agreed|approved|won|since|in-year)\b"
)


@rule(
    "MN77",
    Severity.QUERY,
    'The commentary says "{words}", but the milestone is for {day}, and that budget is set before {begins}.',
    "Correct the year of the budget, or the date. Money of a round that is over cannot be asked for in it.",
)
def round_that_is_over(programme: Programme) -> Iterator[Hit]:
    """A bid is for a budget that is not set yet when its milestone is due.

    A council sets the budget of a year before that year begins. Asked of a milestone still to come whose commentary or
    Done when speaks of a bid for the budget of a year, or its round, where the milestone is forecast for a day of that
    year or later.

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Outreach in the base budget | 18 Feb 2028 | <Growth bid drafted for the 2027-28 budget round.> |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Outreach in the base budget | 18 Feb 2028 | Growth bid drafted for the 2028-29 budget round. |
    | TRN-M02 | Outreach in the base budget | 18 Feb 2028 | The bid in the 2027-28 budget round was refused |
    | TRN-M03 | Outreach in the base budget | 18 Feb 2028 | Spending is within the 2027-28 budget |
    | TRN-M04 | Outreach in the base budget | 18 Feb 2027 | Growth bid drafted for the 2027-28 budget round. |
    """
    for milestone in programme.each(Milestone):
        day = milestone.forecast
        if milestone.actual or not day or not is_active(programme, milestone):
            continue
        for name in ("commentary", "done_when"):
            text = getattr(milestone, name) or ""
            found = _ROUND.search(text)
            begins = first_day_of(found["year"] or found["of"]) if found else None
            if found and begins and day >= begins and not _OF_ANOTHER_YEAR.search(text):
                related = Related(milestone.at("forecast"), "the forecast")
                yield hit(milestone.at(name), related, words=found[0].strip(), day=day, begins=begins)
