"""Steps that a milestone's words plan for a day after the milestone itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.words.named_dates import (
    DAY,
    MONTH_NAMES,
    day_matched,
    days_named,
    may_name_a_day,
    next_month_named,
)
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import NUMBER
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
# Its own sessions at new dates; what it begins with; and a body that has to agree to it.
_AGAIN = Pattern(
    rf"(?i)\b(?:re-?booked|re-?arranged|re-?scheduled|re-?run|extra (?:dates|sessions)"
    rf"|(?:last|final|third) (?:date|session|day) (?:is|will be|on))\b[^.;:]{{0,60}}?{DAY}"
)
_INPUT = Pattern(
    r"(?i)\b(?:trainers?|staff|therapists?|teachers?|nurses?|workers?|starters?|post ?holders?|materials?|equipment"
    r"|furniture|vehicles?|minibus(?:es)?|suppliers?|builders?|contractors?|licen[cs]es?|data|extract|release|software"
    r"|devices|laptops|keys|kit|funding|cover|backfill|locums?)"
    r" (?:(?!after|once|from|until|since|was|were|had|next|new)[\w'-]+ ){0,3}?(?:promised|due|expected|booked|arriv\w+"
    r"|com(?:es?|ing)|deliver(?:y|ed|s)?|start(?:s|ing)?|confirmed|available|here|in post)"
    rf"(?: (?:to \w+|for|on|by|not before|only|from))* (?:the )?(?:[a-z]+day,? )?(?:the )?{DAY}"
)
# What it cannot do without, and when that comes.
_NEEDED = Pattern(
    r"(?i)\b(?:without|needs?|waits? for|waiting for|awaits?|awaiting|depends? (?:up)?on|short of)"
    r" (?:(?:the|a|an|more|new|their|its|our|any|some|paid) ){0,2}(?:[\w-]+ )?(?P<need>[a-z]{4,})\b[^.;]{0,30}"
    r"[.;,:\u2013-] ?(?:(?:and|but|the|that|which|this|their|its) ){0,2}(?:[\w-]+ )?(?P=need)"
    r" (?:(?!after|once|from|until|since|was|were|had|next|new)[\w'-]+ ){0,3}?(?:starts?|starting|begins?|comes?"
    r"|arrives?|due|expected|promised|booked|available|ready|opens?|signed|follows?|in place|in post|there|live)"
    rf"(?: (?:to \w+|for|on|by|not before|only|from|again))* (?:the )?(?:[a-z]+day,? )?(?:the )?{DAY}"
)
_GOES_LIVE = Pattern(
    rf"(?i)\b(?:both|they|these|(?:the )?(?:last|final|remaining) [\w-]+|(?:all )?{NUMBER} of (?:the )?[\w-]+"
    rf"|(?-i:[A-Z][\w'-]+ and [A-Z][\w'-]+))(?: will| can| only| now){{0,2}} (?:go(?:es)? live|start|begin|join|follow)"
    rf"(?: only| not before| using (?:it|them)){{0,2}}(?: on| from)? (?:the )?(?:[a-z]+day,? )?{DAY}"
)
_OF_ALL = Pattern(r"(?i)\b(?:all|both|every)\b")
_USES_IT = Pattern(r"(?i)\b(?:begins?|opens?|starts?|launch\w*|live|in use|trained|offered|runs?|in place)\b")
_BODY = Pattern(
    r"(?i)\b(?P<body>governance|panel|committee|board|cabinet|forum|executive|governors|trustees)"
    r" (?:(?:only|next|then|now|does not|first) )?(?:meets?|sits?|decides?|hears?|considers?|signs?|agrees?"
    r"|approves?)\b"
    rf"(?:(?!\b(?:after|once|next|again|from|since|until)\b)[^.;:]){{0,40}}? (?:on )?(?:the )?(?:[a-z]+day,? )?{DAY}"
)
_AGREES = Pattern(r"(?i)\b(?:minute\w*|approv\w*|agree\w*|sign\w*|decid\w*|decision|endors\w*|adopt\w*)\b")
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
    before that; not of what follows it, in another wave or a review. Likewise of its own sessions that are booked
    anew, of people, things and data with which what it opens or begins is to begin, of what it cannot do without by
    the words before, of some of all of those that it is of, and of a body that it or its Done when names, which meets
    only then.

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date | Commentary | Help needed |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Framework live | 1 Apr 2027 | <tender opens 14 April> | |
    | TRN-M02 | Protocol signed | 18 Dec 2026 | | <Directors to settle the funding split on 9 January> |
    | TRN-M03 | Contract signed | 15 Jan 2027 | <Two signed; the trustees meet on 20 January> | |
    | TRN-M04 | Team open | 15 Jan 2027 | <Interviews are booked for 3 February> | |

    **Fails**

    Milestones:
    | ID | Milestone | Forecast date | Commentary | Done when |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 140 settings trained | 22 Jan 2027 | <Two dates lost to sickness; re-booked 12 and 26 Jan.> | |
    | TRN-M02 | Spring block begins | 1 Mar 2027 | <Travel trainers promised for 12 March.> | |
    | TRN-M03 | Pathway signed off | 14 Dec 2026 | <Governance meets on 17 December.> | Governance minute |
    | TRN-M04 | Passports with six schools | 11 Dec 2026 | <Two cannot go on without cover; cover starts 4 January.> | |
    | TRN-M05 | Report drafted | 11 Dec 2026 | <It needs the census extract. The extract is due on 14 January> | |
    | TRN-M06 | Passports with all six schools | 11 Dec 2026 | <Cliffe and Eastgate go live on 4 January> | |

    **Passes**

    Milestones:
    | ID | Milestone | Forecast date | Commentary | Done when |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 140 settings trained | 22 Jan 2027 | Two dates lost; re-booked 12 and 19 Jan. | |
    | TRN-M02 | Spring block begins | 1 Mar 2027 | Travel trainers promised for 12 Feb. Board meets 17 March | |
    | TRN-M03 | Posts advertised | 14 Jan 2027 | New staff expected to start on 12 April | |
    | TRN-M04 | Trial opens | 11 Jan 2027 | Data of the first term due on 9 April, after it | |
    | TRN-M05 | Evaluation report sent | 11 Jan 2027 | The board considers it on 20 January | With members |
    | TRN-M06 | Passports with six schools | 11 Jan 2027 | Two cannot go on without cover; cover starts 4 January. | |
    | TRN-M07 | Plan agreed | 11 Dec 2026 | Two heads want cover; the first lesson starts 4 January | |
    | TRN-M08 | Passports with four schools | 11 Dec 2026 | Cliffe and Eastgate go live on 4 January | |

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
            for start, end, day in (
                _steps(milestone, text, as_at) if may_name_a_day(text) or _STEP.may_be_in(text) else ()
            ):
                sentence = text[:end].rsplit(". ", 1)[-1] + text[end:].split(".")[0]
                if day and forecast < day <= forecast + A_WEEK * 26 and day >= as_at and not _OF_LATER.search(sentence):
                    cell, related = milestone.at(name), Related(milestone.at("forecast"), "its forecast")
                    yield hit(cell, related, column=cell.column, words=text[start:end], day=forecast)
                    break


def _steps(milestone: Milestone, text: str, as_at: date) -> Iterator[tuple[int, int, date | None]]:
    """Where a text tells of each step that a milestone waits for, and its day."""
    for found in _STEP.finditer(text):
        day = next_month_named(found["in"], found["of"], as_at) if found["in"] else day_matched(found, as_at)
        yield found.start(), found.end(), day
    forecast = milestone.forecast
    if forecast is None or not any(day > forecast for day in days_named(text, as_at)):
        return
    title, done = milestone.name or "", milestone.done_when or ""
    for found in _AGAIN.finditer(text):
        yield found.start(), found.end(), day_matched(found, as_at)
    for found in _INPUT.finditer(text) if _INPUT.may_be_in(text) and _USES_IT.search(title) else ():
        yield found.start(), found.end(), day_matched(found, as_at)
    for found in _NEEDED.finditer(text):
        yield found.start(), found.end(), day_matched(found, as_at)
    for found in _GOES_LIVE.finditer(text) if _OF_ALL.search(title) else ():
        yield found.start(), found.end(), day_matched(found, as_at)
    for found in _BODY.finditer(text) if _BODY.may_be_in(text) and _AGREES.search(f"{title}. {done}") else ():
        if found["body"].casefold() in f"{title}. {done}".casefold():
            yield found.start(), found.end(), day_matched(found, as_at)
