"""What was early, on time or late by its commentary, against the dates of its milestone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.activity import worked_on
from xl_send.analysis.needs import plan_day
from xl_send.findings import Related, Severity
from xl_send.network import network_of
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import working_days
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# A sentence that begins with what was done to the milestone itself.
_ITSELF = (
    r"(?:^|(?<=[.;!] ))(?:(?:it|this|all|everything|was|is|came|in|and|we|now|signed|off|opened|held|published|launched"
    r"|agreed|approved|finished|completed?|reached|done|started|began|delivered|live|went|submitted|appointed|let"
    r"|closed|achieved|met|issued|sent|trained|ready"
    r"|forecast|expected|due|running|on track|got there|there|comfortably|well|slightly|a little|just) ){0,4}"
)
_EARLY = Pattern(
    rf"(?i){_ITSELF}(?:with (?:[\w-]+ ){{1,4}}to spare|(?:[\w-]+ ){{1,3}}(?:days?|weeks?|wks?|months?|fortnight)"
    r" (?:early\b|ahead\b(?! of (?:the|our|its) (?:meeting|board|review|visit|start|launch|term))|sooner\b"
    r"|before (?:time|plan|it was due|the (?:planned|due|agreed) (?:day|date)))|(?:days|weeks|months) (?:early|ahead)\b"
    r"|ahead of (?:plan|schedule|time|programme|the (?:plan|planned|due|agreed|target|deadline)\b)"
    r"|early(?=\s*(?:[.;:,!]|$))"
    r"|(?:earlier|sooner) than (?:planned|expected|promised|we (?:said|planned|promised|expected))"
    r"|before (?:it was due|the (?:planned|due|agreed) (?:day|date)))"
)
_IN_TIME = Pattern(
    rf"(?i){_ITSELF}(?:(?:exactly |right )?on (?:time|schedule|the (?:planned )?(?:day|date)|its (?:day|date))|to time"
    r"|(?:with no|without(?: any| a)?|no) (?:slippage|slip|delay)|not a day late|by the (?:due|planned) (?:day|date))"
    r"(?=\s*(?:[.;:,!]|$)| (?:and|with|as|because)\b)"
)
_LATE = Pattern(
    rf"(?i){_ITSELF}(?:(?:a little|slightly|very|rather|quite|too|badly) )?(?:late|overdue"
    r"|behind (?:plan|schedule|time)|(?:later|after) (?:than )?"
    r"(?:planned|we (?:said|planned)|the (?:planned|due|agreed) (?:day|date)))"
    r"(?=\s*(?:[.;:,!]|$)| (?:because|as|since|owing|due)\b)"
)
_OTHERWISE = Pattern(
    r"(?i)\b(?:late\w*|delay\w*|slip\w*|behind|overdue|overran|moved|re-?baselined|but|except|last|others?|rest"
    r"|against|first|draft|part|originally)\b"
)
_EARLIER = Pattern(
    r"(?i)\b(?:early(?! years)|ahead|on time|to spare|in time|re-?baselined|moved|but|part|report|draft)\b"
)


@rule(
    "CM51",
    Severity.QUERY,
    'The commentary says "{words}", but by {column}, {day}, it is {late} the planned day, {planned}.',
    "Correct the commentary, or the date. A board that reads the words alone is told the opposite.",
)
def early_or_late_by_its_words_alone(programme: Programme) -> Iterator[Hit]:
    """What the commentary calls early, on time or late was so by its dates.

    The words are read and the colour is computed, and one of the two is wrong. Asked where a sentence begins with what
    was early and the date is after the planned day, with what was on time and it is further after it than Green allows,
    or with what was late and was reached on that day or before. A text that tells of both is not asked about.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 2 Oct 2026 | | 8 Oct 2026 | <Signed off with days to spare: every trust answered.> |
    | TRN-M02 | 2 Oct 2026 | | 8 Oct 2026 | <Two weeks ahead of plan.> |
    | TRN-M03 | 2 Oct 2026 | | 23 Oct 2026 | <Opened on time and all six schools are in.> |
    | TRN-M04 | 2 Oct 2026 | | 2 Oct 2026 | <Late; the last records had to be looked up.> |
    | TRN-M05 | 4 Dec 2026 | 18 Dec 2026 | | <Ahead of schedule.> |

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 2 Oct 2026 | | 16 Oct 2026 | <Published early.> |
    | TRN-M02 | 2 Oct 2026 | | 16 Oct 2026 | <Done. Finished sooner than we promised> |
    | TRN-M03 | 2 Oct 2026 | | 16 Oct 2026 | <Delivered without any delay.> |
    | TRN-M04 | 2 Oct 2026 | | 30 Sep 2026 | <Signed later than planned because the trust had questions> |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 2 Oct 2026 | | 8 Oct 2026 | Four days late. One school was ready days early. |
    | TRN-M02 | 2 Oct 2026 | | 30 Sep 2026 | Two days early. |
    | TRN-M03 | 2 Oct 2026 | | 5 Oct 2026 | Opened on time. |
    | TRN-M04 | 2 Oct 2026 | | 23 Oct 2026 | Early years staff came first. Heads arrived on time |
    | TRN-M05 | 2 Oct 2026 | | 2 Oct 2026 | Late notice from the trust, and signed all the same |
    | TRN-M06 | 4 Dec 2026 | 18 Dec 2026 | | Ahead of the board, papers go out in December |
    | TRN-M07 | 4 Dec 2026 | 18 Dec 2026 | | Two schools are a week early |

    **Passes**

    Milestones:
    | ID | Baseline date | Agreed date | Change reference | Actual date | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 2 Oct 2026 | 30 Oct 2026 | TRN-A01 | 29 Oct 2026 | A day early. |
    """
    days = network_of(programme).axis.days
    for milestone in worked_on(programme, Milestone):
        text, name = milestone.commentary or "", "actual" if milestone.actual else "forecast"
        day, planned = milestone.actual or milestone.forecast, max(plan_day(milestone), milestone.agreed or date.min)
        if not text or day is None:
            continue
        late = days.between(planned, day)
        found = _told(text, late, programme.of(milestone).thresholds.milestone_green, reached=name == "actual")
        if found:
            cell, plan = milestone.at(name), Related(milestone.at("baseline"), "the planned day")
            how = f"{working_days(late)} after" if late > 0 else "no later than"
            yield hit(
                milestone.at("commentary"), Related(cell, "its date"), plan, words=found, column=cell.column, day=day,
                late=how, planned=planned,
            )  # fmt: skip


def _told(text: str, late: int, green: float, *, reached: bool) -> str | None:
    """The words by which a text tells that something was early or late, where it was not."""
    if late > 0:
        found = _EARLY.search(text) or (_IN_TIME.search(text) if late > green else None)
        return found[0].strip() if found and not _OTHERWISE.search(text.replace(found[0], " ")) else None
    found = _LATE.search(text) if reached else None
    return found[0].strip() if found and not _EARLIER.search(text) else None
