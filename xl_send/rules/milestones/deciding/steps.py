"""Steps that a milestone's words plan for a day after the milestone itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES, day_matched, next_month_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_WHO = (
    r"\b(?P<who>tenders?|procurement|adverts?|interviews?|shortlisting|bids?|trustees|governors|directors?|heads"
    r"|union|unions|lawyers?|consultation|moderation|signatures?)\b"
)
_DOES = (
    r"(?:opens?|closes?|starts?|begins?|meets?|meeting|decides?|(?:is|are) (?:due|booked|planned|held)|(?:to )?settles?"
    r"|(?:to )?(?:sign|agree|decide|confirm|choose|approve|score)|goes? out|runs?|ends?|on)"
)
_STEP = Pattern(
    rf"(?i){_WHO} (?:(?!after|once|from|until|review|feedback)[\w'-]+ ){{0,2}}?{_DOES}\b"
    r"(?:(?!\b(?:after|once|from|until|since|was|were|new|next|first year|report on)\b)[^.;:]){0,40}?"
    rf" (?:on |in |by )?(?:the )?(?:early |mid[- ]|late )?(?:{DAY}|(?P<in>{MONTH_NAMES})\b(?: (?P<of>20\d\d))?)"
)
_OF_LATER = Pattern(
    r"(?i)\b(?:after|once|then|next (?:wave|round|year|phase)|second (?:wave|round|phase)|wave (?:two|2)|follow\w*"
    r"|evaluat\w*|review\w*|others?|rest)\b"
)
A_WEEK = timedelta(days=7)


@rule(
    "MS95",
    Severity.QUERY,
    '{column} says "{words}", but the milestone is forecast for {day}, before that.',
    "Forecast the milestone for after that step, or correct the day. A board counts on the forecast.",
)
def step_after_the_milestone(programme: Programme) -> Iterator[Hit]:
    """What a milestone still waits for comes before it.

    Asked of a milestone that is still to come, where its Commentary or Help needed gives the day or the month on which
    a tender opens, interviews are held, governors or directors meet, sign or settle something, and the forecast lies
    before that; not of what follows it, in another wave or a review.

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date | Commentary | Help needed |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Framework live | 1 Apr 2027 | <tender opens 14 April> | |
    | TRN-M02 | Protocol signed | 18 Dec 2026 | | <Directors to settle the funding split on 9 January> |
    | TRN-M03 | Contract signed | 15 Jan 2027 | <Two signed; the trustees meet on 20 January> | |
    | TRN-M04 | Team open | 15 Jan 2027 | <Interviews are booked for 3 February> | |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Commentary | Help needed |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Framework live | 1 Apr 2027 | tender opens 14 December | |
    | TRN-M02 | Protocol signed | 18 Dec 2026 | | Directors to settle the funding split on 9 December |
    | TRN-M03 | Contract signed | 15 Jan 2027 | Two signed. After that heads meet on 20 January | |
    | TRN-M04 | Wave one open | 15 Jan 2027 | Interviews for wave two are held on 3 February | |
    | TRN-M05 | Team open | | Interviews are booked for 3 February | |
    """
    for milestone in worked_on(programme, Milestone):
        as_at, forecast = programme.as_at(milestone), milestone.forecast
        if milestone.actual or forecast is None or as_at is None:
            continue
        for name in ("commentary", "help_needed"):
            text = getattr(milestone, name) or ""
            for found in _STEP.finditer(text):
                sentence = text[: found.end()].rsplit(". ", 1)[-1] + text[found.end() :].split(".")[0]
                day = next_month_named(found["in"], found["of"], as_at) if found["in"] else day_matched(found, as_at)
                if day and forecast < day <= forecast + A_WEEK * 26 and day >= as_at and not _OF_LATER.search(sentence):
                    cell, related = milestone.at(name), Related(milestone.at("forecast"), "its forecast")
                    yield hit(cell, related, column=cell.column, words=found[0], day=forecast)
                    break
