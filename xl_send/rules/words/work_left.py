"""How much of a milestone's work is said to be done, and at which rate, against how much there is and its forecast."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import is_active
from xl_send.analysis.words.named_dates import days_named
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.words.said_counts import state_after
from xl_send.words import NUMBER, number_said
from xl_send.workbook.days import say
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

_CLAUSES = Pattern(r"[.](?: |$)")
_SOME_OF = Pattern(rf"(?i)(?<![\w.,])({NUMBER}) (?:out )?of (?:the |our |all )?({NUMBER})(?![\w%]|[.,]\d)")
# "412 plans to amend; 140 drafted".
_TO_DO = Pattern(
    rf"(?i)(?<![\w.,])({NUMBER}) (?:[a-z-]+ ){{1,2}}to (?!date|come|follow)[a-z]{{4,12}}[;,:]?"
    rf" (?:of which |and |with )?(?:now )?({NUMBER})(?![\w%]|[.,]\d)"
)
# How many there are in all, by a title: "all 96 settings", "wave two: 40 schools".
_IN_ALL = Pattern(
    rf"(?i)(?:\b(?:all|the|remaining|last)|^(?:wave|cohort|group|tranche|round) \w+ ?[:,-]) ({NUMBER})"
    r" (?:[a-z-]+ ){0,2}?([a-z-]{4,20}s)\b"
)
_SO_MANY = Pattern(
    rf"(?i)(?:^|, |; )(?:so far |now )?({NUMBER})(?: (?:have|are|were|have been|has))?(?: now| already)?"
    r"(?![\w%]|[.,]\d)"
)
# "188 children. 141 drafts out", where 188 plans are to be issued: one of each for every child.
_OF_EACH = r"(?:draft|plan|final|review|decision|advice|offer|amendment|assessment|profile|placement)s"
_ALL_OF_THEM = Pattern(
    rf"(?i)(?:^|[.;] )(?:all )?({NUMBER}) (?:children|pupils|young people|students|learners|cases|families|yp|cyp)"
    r"(?=\s*(?:[.;,:]|$))"
)
_TO_ISSUE = Pattern(rf"(?i)^(?:all )?({NUMBER}) (?:[a-z-]+ ){{0,2}}{_OF_EACH} (?:are |have been )?[a-z]{{3,12}}")
_MANY_OUT = Pattern(
    rf"(?i)(?:^|[.;,:] |\band |\bwith )(?:so far |now )?({NUMBER}) (?:[a-z-]+ )?{_OF_EACH} (?:(?:are|have|been"
    rf"|were|gone|now"
    r"|already) )*(?:out|sent|issued|done|written|drafted|made|held|shared|complete[d]?|finali[sz]ed|signed"
    r"|agreed|in)\b"
)
_OTHERWISE = Pattern(
    r"(?i)\b(?:was|were|had|last year|previous\w*|against|target\w*|expect\w*|instead of|up from|out of 10|scale"
    r"|score\w*|hours?|days?|weeks?|sessions?|another|including|places|twice)\b"
)


@rule(
    "CM34",
    Severity.QUERY,
    '{where} says "{words}": more are done than there are.',
    "Correct the numbers: two may have changed places, or have lost a digit.",
)
def more_done_than_there_are(programme: Programme) -> Iterator[Hit]:
    """No more are done than a text says that there are.

    In "140 plans to amend; 412 drafted" the two have changed places. Asked of what is to be
    done and is done in one sentence, and of a milestone's commentary where its title gives a whole: "all 96 settings",
    "wave two: 40 schools"; or where it says of how many children it is, or Done when how many plans are to be issued,
    and more drafts, plans or reviews are done.

    **Fails**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | All transfer plans final | <140 plans to amend; 412 drafted.> |
    | TRN-M03 | Wave two: 40 schools trained | <Dates offered to schools, 43 have booked> |

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | <Twelve letters to write, fourteen written.> |

    **Fails**

    Milestones:
    | ID | Milestone | Commentary | Done when |
    | --- | --- | --- | --- |
    | TRN-M01 | Transfer plans final for Year 6 | <188 children. 191 drafts out.> | 188 final plans issued |
    | TRN-M02 | Transfer plans final for Year 11 | <101 drafts are out> | 97 final plans issued |

    **Passes**

    Milestones:
    | ID | Milestone | Commentary | Done when |
    | --- | --- | --- | --- |
    | TRN-M01 | Transfer plans final for Year 6 | 188 children. 141 drafts out. | 188 final plans issued |
    | TRN-M02 | Transfer plans final for Year 11 | 97 young people, 2 moved in. 99 drafts out | 99 final plans issued |
    | TRN-M03 | Transfer plans final for Year 9 | 97 young people. 190 letters sent. 120 drafts out last year | |

    **Passes**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | All transfer plans final | 412 plans to amend; 140 drafted. |
    | TRN-M02 | Advice is up to date | 82 of 120 done at 20 November. |
    | TRN-M03 | Wave two: 40 schools trained | 31 have booked |
    | TRN-M04 | SENCOs trained in 40 schools | 43 have booked |
    | TRN-M05 | All four hubs open | 12 staff have started |
    | TRN-M06 | Wave two: 40 schools trained | 43 staff have booked |
    | TRN-M07 | Panel set up | Minute 12 of 6 November agreed |
    | TRN-M08 | All five rooms ready | Two rooms to paint, 14 chairs ordered |
    | TRN-M09 | Survey closed | 12 schools to visit; 31 visits were made last year |
    """
    for where, text, title, cell in _texts(programme):
        for clause in _CLAUSES.split(text):
            words = _too_many(clause, title)
            if words:
                yield hit(cell, where=where, words=words)
                break
    for milestone in programme.each(Milestone):
        told = _more_than_children(milestone) if milestone.commentary and is_active(programme, milestone) else ""
        if told:
            yield hit(milestone.at("commentary"), where="The commentary", words=told)


def _texts(programme: Programme) -> Iterator[tuple[str, str, str, Cell]]:
    """The texts that tell how far work is, each with whose it is, and a title for a milestone's."""
    for stream in programme.each(Workstream):
        if stream.progress:
            yield "Progress", stream.progress, "", stream.at("progress")
    rows: list[Milestone | Kpi] = [*programme.each(Milestone), *programme.each(Kpi)]
    for row in rows:
        if row.commentary and is_active(programme, row):
            title = (row.name or "") if isinstance(row, Milestone) else ""
            yield "The commentary", row.commentary, title, row.at("commentary")


def _more_than_children(milestone: Milestone) -> str:
    """The words of a commentary by which more is done than there are children, or plans to issue; blank of no such."""
    text = milestone.commentary or ""
    many = _MANY_OUT.search(text)
    if many is None:
        return ""
    found = (_ALL_OF_THEM.search(text), _TO_ISSUE.search(milestone.done_when or ""))
    wholes = {number_said(one[1]): one[0] for one in found if one}
    said = len(wholes) == 1 and number_said(many[1]) > max(wholes) and not _OTHERWISE.search(text)
    return many[0].strip(" .,;:") + f", of {max(wholes):.0f}" if said else ""


def _too_many(clause: str, title: str) -> str:
    """The words of a clause by which more is done than there is; blank where there are none."""
    if _OTHERWISE.search(clause):
        return ""
    found = _TO_DO.search(clause)
    state, between, end = state_after(clause, found.end()) if found else ("", [], 0)
    if found and state and not between and number_said(found[2]) > number_said(found[1]):
        return clause[found.start() : end]
    whole = _IN_ALL.search(title)
    for said in _SO_MANY.finditer(clause) if whole else ():
        state, between, end = state_after(clause, said.end())
        if whole and state and between in ([], [whole[2].casefold()]) and number_said(said[1]) > number_said(whole[1]):
            return clause[said.start() : end].lstrip(",; ")
    return ""


_LEFT = Pattern(
    rf"(?i)(?<![\w.,])({NUMBER}) (?:[a-z-]+ ){{0,2}}(?:left|to go|remaining|remain|outstanding|still to do|to do)\b"
)
_RATE = Pattern(
    rf"(?i)(?<![\w.,])({NUMBER})(?: [a-z-]+)? (?:a|per|each|every) (day|week|month)\b|\b({NUMBER}) (?:daily|weekly)\b"
)
_FASTER = Pattern(r"(?i)\b(?:doubl\w+|twice|two teams|faster|more each|rising to|goes? up to|rises? to|from \d+ to)\b")
_DAYS = {"day": 1.4, "week": 7.0, "month": 30.4}
# So far beyond the forecast that no rounding, and no extra hand, brings the two together.
BEYOND, A_WEEK = 1.5, 7


@rule(
    "CM33",
    Severity.QUERY,
    "By the commentary {left} are left at {rate}, which takes until about {day}; the forecast is {forecast}.",
    "Move Forecast date, or correct the numbers. If it will go faster, say how.",
)
def rate_too_slow_for_the_forecast(programme: Programme) -> Iterator[Hit]:
    """What a commentary says is left can be done by the forecast at the rate that it gives.

    Asked of a milestone still to come whose commentary gives one count, such as "82 of 120 done" or "38 left", and one
    rate; from the day that it names, or As at. Half as long again, and a week, are forgiven.

    **Fails**

    Milestones:
    | ID | Forecast date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | <18 Dec 2026> | 42 of 120 done at 13 November. At eight a week plus the locum we finish. |
    | TRN-M02 | <18 Dec 2026> | 96 cases left; we close ten per week |

    **Passes**

    Milestones:
    | ID | Forecast date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | 18 Dec 2026 | 82 of 120 done at 13 November. At eight a week it is done by Christmas. |
    | TRN-M02 | 18 Dec 2026 | 62 of 120 done, at eight a week until two teams work on it |
    | TRN-M03 | 18 Dec 2026 | 62 of 120 done at 13 November |
    | TRN-M04 | 18 Dec 2026 | 20 requests a month come in |
    """
    for milestone in programme.each(Milestone):
        text, forecast, as_at = milestone.commentary or "", milestone.forecast, programme.as_at(milestone)
        if milestone.actual or not forecast or not as_at or not is_active(programme, milestone):
            continue
        rates, left = list(_RATE.finditer(text)), _left(text)
        if len(rates) != 1 or left is None or _FASTER.search(text):
            continue
        number, span = rates[0][1] or rates[0][3], rates[0][2] or ("day" if "daily" in rates[0][0] else "week")
        begun = next((day for day in days_named(text, as_at) if _is_shortly_before(day, as_at)), as_at)
        needed = left / number_said(number) * _DAYS[span.casefold()]
        if needed > BEYOND * (forecast - begun).days + A_WEEK:
            day = say(begun + timedelta(days=round(needed)))
            related = Related(milestone.at("commentary"), "the commentary")
            yield hit(
                milestone.at("forecast"), related, left=f"{left:,.0f}", rate=rates[0][0], day=day,
                forecast=say(forecast),
            )  # fmt: skip


def _is_shortly_before(day: date, as_at: date) -> bool:
    return 0 <= (as_at - day).days <= 31


def _left(text: str) -> float | None:
    """How many a commentary says are left to do, if it says that once."""
    left, some = list(_LEFT.finditer(text)), list(_SOME_OF.finditer(text))
    if len(left) == 1 and not some:
        return number_said(left[0][1])
    if len(some) != 1 or left or not state_after(text, some[0].end())[0]:
        return None
    return number_said(some[0][2]) - number_said(some[0][1])
