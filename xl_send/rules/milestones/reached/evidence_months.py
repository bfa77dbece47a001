"""The month of the evidence that a milestone was reached, against the day on which it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.words.named_dates import MONTH_NAMES, days_named, end_of_month, first_of_month
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# What shows how things stood in its month, and nothing that is made long before it serves.
_SHOWS = Pattern(
    r"(?i)\b(?:lists?|registers?|logs?|rolls?|rotas?|minutes?|attendance|payroll|census|returns?|headcount|visits?"
    r"|screenshots?|dashboard|extract|establishment|photographs?|photos)\b"
)
_A_MONTH = Pattern(rf"(?i)\b(?P<month>{MONTH_NAMES})\b,? (?P<year>20\d\d)\b")
_OF_MORE = Pattern(
    r"(?i)\b(?:since|from|to|until|baseline|draft|policy|contract|framework|version|v\d|wait\w*|compared|and|terms"
    r"|academic|plan|design|report)\b"
)
A_MONTH = timedelta(days=31)


@rule(
    "CM56",
    Severity.QUERY,
    "Evidence seen is of {seen}, but Actual date is {actual}, more than a month after it.",
    "Name what shows that it was reached on that day, or correct one of the two.",
)
def evidence_of_a_month_before(programme: Programme) -> Iterator[Hit]:
    """What shows that a milestone was reached is not of a month long before.

    A list of July cannot show who had started in September. Asked where Evidence seen is a list, a register, a log,
    minutes or the like of one month of one year, which had ended more than a month before the Actual date.

    **Fails**

    Milestones:
    | ID | Actual date | Evidence seen |
    | --- | --- | --- |
    | TRN-M01 | 28 Sep 2026 | <HR starters list, July 2026> |
    | TRN-M02 | 28 Sep 2026 | <Register for March 2026> |
    | TRN-M03 | 28 Sep 2026 | <Visit log (Jul 2026), on Teams> |

    **Passes**

    Milestones:
    | ID | Actual date | Evidence seen |
    | --- | --- | --- |
    | TRN-M01 | 28 Sep 2026 | HR starters list September 2026 |
    | TRN-M02 | 28 Sep 2026 | Contract of March 2026 and signing log |
    | TRN-M03 | 28 Sep 2026 | Visit log, August 2026 |
    | TRN-M04 | 28 Sep 2026 | Visit log from July 2026 |
    | TRN-M05 | | Visit log, July 2026 |
    """
    for milestone in programme.each(Milestone):
        day, evidence = milestone.actual, milestone.evidence or ""
        if day is None or not evidence or days_named(evidence, day):
            continue
        found = [*_A_MONTH.finditer(evidence)]
        if len(found) != 1 or end_of_month(first_of_month(found[0][1], found[0][2], day)) + A_MONTH >= day:
            continue
        if _SHOWS.search(evidence) and not _OF_MORE.search(evidence):
            related = Related(milestone.at("actual"), "when it was reached")
            yield hit(milestone.at("evidence"), related, seen=f"{found[0][1]} {found[0][2]}", actual=day)
