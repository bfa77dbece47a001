"""By how much texts say that a milestone is late, against its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.needs import plan_day
from xl_send.analysis.notes.content import content_words
from xl_send.analysis.words.named_dates import DAY, day_matched
from xl_send.calendar import WorkingDays
from xl_send.findings import Related, Severity
from xl_send.network import network_of
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import working_days
from xl_send.words import NUMBER, number_said
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.submissions import Programme

_UNITS = r"working days?|wds?|days?|weeks?|wks?|months?"
HOW_LATE = Pattern(
    rf"(?i)(?:^|(?<=[.;] ))(?:(?:(?:opened|held|signed|published|launched|agreed|finished|completed?|reached|done"
    rf"|started|about|nearly|now|only) ){{0,2}}(?P<number>{NUMBER}|an?) (?:full )?(?P<unit>{_UNITS})"
    rf" (?:late\b|over(?=\s*(?:[:;,.]|$))|behind (?:plan|schedule)\b|behind(?=\s*(?:[:;,.]|$)))"
    rf"|(?:this |it |has |have |now ){{0,2}}(?:slipped|delayed) (?:by )?(?:about )?(?P<many>{NUMBER}|an?)"
    rf" (?P<each>{_UNITS})\b"
    r"(?=\s*(?:[:;,.]|$)| (?:because|as|so|while|to|after|since|due|owing)\b))"
)
_LATE = Pattern(r"(?i)\b(?:late|over|behind|slipped|delayed)\b")
# Lengths without a number, which can mean so much at most: "a few days late", "slightly behind plan".
_SOME = (
    r"(?:(?P<little>slightly|a (?:little|bit|touch))|(?P<some>(?:a )?few|some|several|a couple of|just over an?)"
    r" (?P<of>working days?|days?|weeks?|fortnight|months?))"
)
_A_LITTLE = Pattern(
    r"(?i)(?:^|(?<=[.;:,] ))(?:(?:opened|held|signed|published|launched|agreed|finished|completed?|reached|done|started"
    rf"|it|this|is|now|only|just|expected|running) ){{0,3}}{_SOME}"
    r" (?:late\b|behind(?: (?:plan|schedule)\b|(?=\s*(?:[:;,.]|$))))"
)
# How many days each is, and by how many, or what part of all, a number in words may be out.
_DAYS_OF = {"d": 1.0, "wd": 1.0, "wk": 7.0, "we": 7.0, "wo": 1.0, "m": 30.4, "f": 14.0}
_WORKING_DAYS = {"week": 5, "fortnight": 10, "month": 21}
_SLACK, _A_PART = 3.0, 0.3
# "Planning permission is expected two weeks late", of whatever is spoken of before it in its part of a sentence.
_SAID_LATE = Pattern(
    rf"(?i)(?<![\w-])(?:(?P<number>{NUMBER}|an?) (?P<unit>working days?|days?|weeks?|months?|fortnight)|{_SOME})"
    r" (?:late\b|(?:after|past|behind) (?:its|the planned) (?:date|day)\b)"
)
_SENTENCE = Pattern(r"[.;!?]\s+|\n")
_ENDS_WITH_A_DAY = Pattern(rf"(?i){DAY}$")
_VERB_ALONE = Pattern(r"(?i)(?:this |it )?(?:will|to|can) (?:now |only )?(?:be )?[a-z]{3,12}")
_APART = Pattern(r"[.;:,\n]")
A_QUARTER = timedelta(days=92)


@rule(
    "MS83",
    Severity.QUERY,
    'The commentary says "{words}", but {column}, {day}, is {late} the planned day, {planned}.',
    "Correct the date or the commentary. The colour is computed from the dates.",
)
def late_by_another_time_than_said(programme: Programme) -> Iterator[Hit]:
    """By how much a milestone is late is the same in its commentary and by its dates.

    A date that is mistyped, or a plan that was typed over, makes what came weeks late look on time. Asked where a
    sentence of the commentary begins with how late it is or was, counted in working days, days, weeks or months, and
    that is not about the time from the baseline or the agreed date to the actual date, or to the forecast of what is
    still to be reached. Words such as a few days or slightly are asked about where it is more than twice as late as
    they can mean.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 16 Oct 2026 | | <19 Oct 2026> | 16 days late; the rate had to be agreed first. |
    | TRN-M02 | 4 Dec 2026 | <4 Dec 2026> | | Now two weeks late. |
    | TRN-M03 | 11 Sep 2026 | | <11 Sep 2026> | Signed a month late, after the trusts' meetings. |
    | TRN-M07 | 4 Dec 2026 | <22 Jan 2027> | | A few days late, as the post was empty. |
    | TRN-M08 | 4 Dec 2026 | <22 Jan 2027> | | A month late, as the post was empty. |

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M04 | 2 Oct 2026 | | <16 Oct 2026> | 2 days over: 19 orders had to be matched by hand |
    | TRN-M05 | 4 Dec 2026 | <11 Dec 2026> | | Slipped 4 wks, schools were not back. |
    | TRN-M06 | 4 Dec 2026 | <4 Dec 2026> | | Two weeks behind, the panel meets in December. |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 16 Oct 2026 | | 9 Nov 2026 | 16 days late; the rate had to be agreed first. |
    | TRN-M02 | 16 Oct 2026 | | 9 Nov 2026 | Three weeks late. |
    | TRN-M03 | 16 Oct 2026 | | 16 Oct 2026 | The report came a week late, but all signed on the day. |
    | TRN-M04 | 4 Dec 2026 | 11 Dec 2026 | | A week late. |
    | TRN-M05 | 4 Dec 2026 | 7 Jan 2027 | | About a month late |
    | TRN-M06 | 16 Oct 2026 | | 16 Oct 2026 | Two schools were two weeks late. |
    | TRN-M07 | 4 Dec 2026 | 18 Dec 2026 | | A few days late. A few heads replied weeks late. |

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 10 Dec 2026 | <14 Jan 2027> | | The report goes to the next board, on 14 January: 9 working days late. |
    | TRN-M02 | 10 Dec 2026 | <14 Jan 2027> | | Will be agreed at the next, 14 January, 39 working days late. |
    | TRN-M03 | 10 Dec 2026 | <14 Jan 2027> | | Will be reported a week late. |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 10 Dec 2026 | 14 Jan 2027 | | The report goes to the next board, on 14 January: 21 working days late. |
    | TRN-M02 | 10 Dec 2026 | 14 Jan 2027 | | The survey ends one week late, so the board of 14 January hears it. |
    | TRN-M03 | 10 Dec 2026 | 14 Jan 2027 | | Two schools, one week late, send theirs by 14 January. |
    | TRN-M04 | 10 Dec 2026 | 14 Jan 2027 | | For the board of 14 January the paper of health came, a week late. |
    | TRN-M05 | 10 Dec 2026 | 14 Jan 2027 | | Reported on 14 January: five weeks late |
    """
    days = network_of(programme).axis.days
    for milestone in programme.each(Milestone):
        text = milestone.commentary or ""
        name = "actual" if milestone.actual else "forecast"
        day = milestone.actual or milestone.forecast
        if day is None or not _LATE.search(text):
            continue
        found = HOW_LATE.search(text) or _A_LITTLE.search(text) or _late_behind_its_day(text, day)
        if found and not _is_so_late(milestone, day, found, days):
            planned = plan_day(milestone)
            late = f"{working_days(days.between(planned, day))} after" if day > planned else "no later than"
            related = Related(milestone.at("commentary"), "what is said")
            yield hit(
                milestone.at(name), related, words=found[0].strip(), column=milestone.at(name).column, day=day,
                late=late, planned=planned,
            )  # fmt: skip


def _in_working_days(unit: str) -> bool:
    return unit.casefold().startswith("w") and "d" in unit.casefold()


def _late_behind_its_day(text: str, day: date) -> re.Match[str] | None:
    """How late a milestone is said to be right behind its day, or behind a verb with which a sentence begins."""
    for found in _SAID_LATE.finditer(text):
        before = _SENTENCE.split(text[: found.start()])[-1]
        if _VERB_ALONE.fullmatch(before.strip()):
            return found
        stated = before.rstrip(" ,:(-\u2013\u2014")
        named = _ENDS_WITH_A_DAY.search(stated)
        if named and day_matched(named, day) == day:
            return found
    return None


@rule(
    "MS84",
    Severity.QUERY,
    '{column} says "{words}", but {id}, of which it seems to speak, is {late} late: {day}, planned for {planned}.',
    "Correct the text, or the dates of {id}. A board reads the summary first.",
)
def summary_of_another_lateness(programme: Programme) -> Iterator[Hit]:
    """By how much a summary says that a milestone is late is by how much it is.

    Asked of the reasons of the programme and of a workstream, and of its progress, where what is late is named in a
    word of the title of a milestone that is late, or was when it was reached in the last three months, no other title
    has more words of it, and none of those that it may be is as late as it says.

    **Fails**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | <Procurement of the software two days late, award on 8 January.> |
    | OUT | <Model for outreach agreed a few days after its date.> |

    Milestones:
    | ID | Workstream | Milestone | Baseline date | Forecast date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | Contract for the software awarded | 11 Dec 2026 | 8 Jan 2027 |
    | OUT-M01 | OUT | Outreach model agreed | 4 Dec 2026 | 22 Jan 2027 |

    **Fails**

    Programme:
    | Reason |
    | --- |
    | <The protocol with health is expected a fortnight late and is not signed.> |

    Milestones:
    | ID | Milestone | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Protocol with health signed | 11 Dec 2026 | 12 Feb 2027 |

    **Passes**

    Workstreams:
    | Code | Reason and path to green | Progress since last time |
    | --- | --- | --- |
    | TRN | Procurement of the software four weeks late. | Replies of two trusts came a week late. |
    | OUT | The guide is two weeks late. | |

    Milestones:
    | ID | Workstream | Milestone | Baseline date | Forecast date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | Contract for the software awarded | 11 Dec 2026 | 8 Jan 2027 |
    | OUT-M01 | OUT | Guide for schools published | 11 Dec 2026 | 18 Dec 2026 |
    | OUT-M02 | OUT | Guide for parents published | 11 Dec 2026 | 5 Jan 2027 |
    """
    days = network_of(programme).axis.days
    for record, name, text in _summaries(programme):
        for found in _SAID_LATE.finditer(text):
            what = _APART.split(text[: found.start()])[-1].strip()
            meant = _spoken_of(programme, record, what)
            late = [(one, day) for one, day in meant[:1] if day > plan_day(one)]
            if not late or any(_is_so_late(one, day, found, days) for one, day in meant):
                continue
            ((milestone, day),) = late
            planned = plan_day(milestone)
            yield hit(
                record.at(name), Related(milestone.at("forecast"), "its dates"), column=record.at(name).column,
                words=f"{what} {found[0]}", id=milestone.id, day=day, planned=planned,
                late=working_days(days.between(planned, day)),
            )  # fmt: skip


def _summaries(programme: Programme) -> Iterator[tuple[Cover | Workstream, str, str]]:
    for submission in programme.submissions:
        yield submission.cover, "reason", submission.cover.reason or ""
    for stream in programme.each(Workstream):
        yield stream, "reason", stream.reason or ""
        yield stream, "progress", stream.progress or ""


def _spoken_of(programme: Programme, record: Record, what: str) -> list[tuple[Milestone, date]]:
    """The milestones of a record's workstream, or of its workbook, of which words may speak, and when; likeliest first.

    One that is still to come is spoken of before one that was reached, and of two that are as likely one that is late.
    """
    said, as_at = content_words(what), programme.as_at(record)
    found: list[tuple[bool, int, bool, Milestone, date]] = []
    for milestone in worked_on(programme, Milestone):
        day = milestone.actual or milestone.forecast
        old = milestone.actual and as_at and as_at - milestone.actual > A_QUARTER
        of_another = isinstance(record, Workstream) and milestone.workstream != record.code
        shared = len(said & content_words(milestone.name or ""))
        if day and shared and not (old or of_another or milestone.workbook != record.workbook):
            found.append((milestone.actual is None, shared, day > plan_day(milestone), milestone, day))
    found.sort(key=lambda item: item[:3], reverse=True)
    return [
        (milestone, day)
        for to_come, shared, _, milestone, day in found
        if to_come == found[0][0] and 2 * shared > found[0][1]
    ]


def days_of_a_length(number: str, unit: str) -> float:
    """How many days so many days, weeks or months are."""
    many = number_said(number) if number.casefold() not in {"a", "an"} else 1.0
    return many * next(length for start, length in _DAYS_OF.items() if unit.casefold().startswith(start))


def _is_so_late(milestone: Milestone, day: date, found: re.Match[str], days: WorkingDays) -> bool:
    """Whether a day is about so long after a milestone's planned or agreed day as words say."""
    plans = [planned for planned in (milestone.baseline, milestone.agreed) if planned]
    told = found.groupdict()
    if told.get("little") or told.get("some"):
        return any(days.between(planned, day) <= 2 * _most_meant(found) for planned in plans)
    unit = told.get("unit") or told["each"]
    said = days_of_a_length(told["number"] or told["many"], unit)
    spans = [] if _in_working_days(unit) else [(day - planned).days for planned in plans]
    spans += [days.between(planned, day) for planned in plans if not unit.casefold().startswith("m")]
    return any(abs(span - said) <= max(_SLACK, said * _A_PART) for span in spans)


def _most_meant(found: re.Match[str]) -> float:
    """How many working days a length without a number is at most."""
    some, unit = (found["some"] or "few").casefold(), (found["of"] or "days").casefold()
    each = next((number for start, number in _WORKING_DAYS.items() if unit.startswith(start)), 1)
    return each * (1.6 if "over" in some else 2 if "couple" in some else 7 if each == 1 else 4)
