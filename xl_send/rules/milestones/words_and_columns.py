"""What a milestone's own words say, against its columns: a law, a call-in, a change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.needs import plan_day
from xl_send.analysis.words.named_dates import DAY, day_matched, days_named
from xl_send.calendar import WorkingDays
from xl_send.findings import Related, Severity
from xl_send.network import network_of
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import counted
from xl_send.workbook.sheets.choices import Decision
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# The law, and the day by which it wants something, in one sentence.
_BY_LAW = Pattern(
    r"(?:\b(?:by law|in law|statutory (?:deadline|date)|required by (?:law|regulation\w*)|legal deadline)\b[^.;]{0,60}?"
    r"\bdue (?:by |on |in law )*(?:the |this |that )?|\bmust by law be \w+ (?:by |on )(?:the )?"
    r"|(?:^|[.;:(] ?|\bby (?:the )?)(?:statutory|legal) (?:deadline|date)(?: is| of|:)? (?:the )?)"
    rf"(?:{DAY}|day\b(?: \w+)?)",
    re.IGNORECASE,
)
_CALL_IN = Pattern(
    r"\bcall[- ]?in (?:period )?(?:has |is )?(?:ended|expired|over|passed|done|closed|complete\w*)"
    r"|\bafter (?:the )?call[- ]?in"
    r"|\bnot called in",
    re.IGNORECASE,
)
_CALL_IN_ENDS = Pattern(
    r"(?i)\bcall[- ]?in (?:period )?(?:will )?(?:ends?|closes?|runs (?:to|until)|expires?|is over)\b"
)
_CALL_IN_WAIVED = Pattern(
    r"(?i)\bcall[- ]?in (?:\w+ ){0,2}(?:waived|suspended|does not apply)|\b(?:exempt from|not subject to"
    r"|no) call[- ]?in",
)
A_WEEK, A_FORTNIGHT = timedelta(days=7), timedelta(days=14)
# So many rows that were not said to be looked at again are a habit.
A_HABIT = 3


@rule(
    "MS35",
    Severity.QUERY,
    'Fixed date is not Yes, but {where} says "{words}".',
    "Choose Yes: of a date set by law any lateness is Red. If no law sets it, correct the words.",
    brings={"WM11": Reach.ROW, "WM01": Reach.ROW},
)
def law_and_no_fixed_date(programme: Programme) -> Iterator[Hit]:
    """What is due by law has a fixed date.

    Otherwise a plan that breaks the law by four weeks is only Amber. Asked where the words name the day, or
    point at it, and the milestone is planned within a week of it, or for later and the words say that it is due. What
    is planned a week or more before every day that is named comes before what the law wants.

    **Fails**

    Milestones:
    | ID | Fixed date | Baseline date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | <No> | 12 Feb 2027 | By law these are due by 15 February. |

    **Fails**

    Milestones:
    | ID | Fixed date | Baseline date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | <No> | 12 Feb 2027 | Statutory deadline 15 February |
    | TRN-M02 | <No> | 12 Mar 2027 | By law these are due by 15/02/2027. |
    | TRN-M03 | <No> | 12 Mar 2027 | By law these are due by the day above. |

    **Passes**

    Milestones:
    | ID | Fixed date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Yes | By law these are due by 15 February. |
    | TRN-M02 | No | The law on this is explained in the paper. |
    | TRN-M03 | No | Drafts first: by law final plans are due by 15 February. |
    | TRN-M04 | No | By law answers are due in six weeks; this panel is our own. |
    | TRN-M05 | No | The statutory deadline of 30 October was kept; this is for late ones. |
    | TRN-M06 | No | A guide that explains the statutory deadline of 11 December. |
    """
    for milestone in worked_on(programme, Milestone):
        for name in ("name", "done_when", "commentary"):
            text = getattr(milestone, name) or ""
            found = _BY_LAW.search(text)
            if found and not (milestone.fixed or milestone.actual) and _is_its_own(milestone, text, found):
                said = milestone.at(name)
                yield hit(milestone.at("fixed"), Related(said, "the words"), where=said.column, words=found[0])
                break


def _is_its_own(milestone: Milestone, text: str, found: re.Match[str]) -> bool:
    """Whether the day that the law sets is a milestone's own, by its plan."""
    plan = plan_day(milestone)
    if not found["day"] and not found["d"]:
        return True
    day = day_matched(found, plan)
    if day is None or min(days_named(text, plan)) - plan >= A_WEEK:
        return False
    return abs(day - plan) <= A_WEEK or (day < plan and "due" in found[0].casefold())


@rule(
    "MS37",
    Severity.QUERY,
    "Reached on {day}, but the call-in of a decision given on {decided} ends only on {ends}.",
    "Give the day on which the decision took effect, or say in Done when that the decision itself completes it.",
)
def reached_before_the_call_in_ended(programme: Programme) -> Iterator[Hit]:
    """A key decision whose call-in has to end is not in force before that.

    What is begun too early may have to be undone. Asked where Done when speaks of the end of the call-in; its clear
    working days stand on the Thresholds sheet. A call-in that was waived by the words of the row had no end.

    **Fails**

    Milestones:
    | ID | Actual date | Forum | Decision needed | Decision given | Done when |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | <4 Nov 2026> | Cabinet | Key decision | 3 Nov 2026 | Decision published and call-in period ended |

    **Fails**

    Milestones:
    | ID | Actual date | Forum | Decision needed | Decision given | Done when |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M02 | <4 Nov 2026> | Cabinet | Key decision | 3 Nov 2026 | Decision in force after call-in |

    **Passes**

    Milestones:
    | ID | Actual date | Forum | Decision needed | Decision given | Done when |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Nov 2026 | Cabinet | Key decision | 3 Nov 2026 | Decision published and call-in period ended |
    | TRN-M02 | 3 Nov 2026 | Cabinet | Key decision | 3 Nov 2026 | Cabinet minute |
    | TRN-M03 | 4 Nov 2026 | Cabinet | Key decision | 3 Nov 2026 | Decision published, call-in over (call-in waived) |
    """
    for submission in programme.submissions:
        working = WorkingDays.of(submission.all(CalendarEntry))
        for milestone in submission.all(Milestone):
            if milestone.decided is None or milestone.actual is None or milestone.decision is not Decision.KEY_DECISION:
                continue
            ends = working.after(milestone.decided, int(submission.thresholds.call_in) + 1)
            words = f"{milestone.done_when or ''}. {milestone.commentary or ''}"
            waived = _CALL_IN_WAIVED.search(words)
            asked = _CALL_IN.search(milestone.done_when or "") and not waived
            if asked and milestone.decided <= milestone.actual < ends:
                given = Related(milestone.at("decided"), "the decision")
                yield hit(milestone.at("actual"), given, day=milestone.actual, decided=milestone.decided, ends=ends)


@rule(
    "MS85",
    Severity.QUERY,
    "Forecast date is {day}, but the call-in of a decision of {forum} on {meeting}, the first in time, ends on {ends}.",
    "Forecast it for {ends} or later, or say in Done when that the decision itself completes it.",
)
def forecast_before_the_call_in_ends(programme: Programme) -> Iterator[Hit]:
    """What follows a key decision is forecast for when the call-in is over.

    A contract awarded on the day of the meeting may have to be undone. Asked where Done when, or the Commentary, says
    that it comes after the call-in, or when that ends, and the call-in of the first meeting that could decide it ends
    after the forecast. A call-in that was waived by the words of the row has no end.

    **Fails**

    Milestones:
    | ID | Forecast date | Forum | Decision needed | Done when | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | <20 Jan 2027> | Cabinet | Key decision | Award letter issued after call-in | |
    | TRN-M02 | <22 Jan 2027> | Cabinet | Key decision | Letter issued | Cabinet 20 January, call-in ends 28 January. |

    Forums:
    | Forum | Takes key decisions |
    | --- | --- |
    | Cabinet | Yes |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Cabinet | 20 Jan 2027 |
    | Cabinet | 17 Feb 2027 |

    **Passes**

    Milestones:
    | ID | Forecast date | Forum | Decision needed | Done when | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 28 Jan 2027 | Cabinet | Key decision | Award letter issued after call-in | |
    | TRN-M02 | 20 Jan 2027 | Cabinet | Key decision | Cabinet minute | |
    | TRN-M03 | 20 Jan 2027 | Cabinet | Key decision | Letter issued after call-in | Call-in waived by the chair |
    | TRN-M04 | 17 Feb 2027 | Cabinet | Key decision | Letter issued after call-in | |
    | TRN-M05 | 20 Jan 2027 | Cabinet | Decision | Letter issued after call-in | |

    Forums:
    | Forum | Takes key decisions |
    | --- | --- |
    | Cabinet | Yes |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Cabinet | 20 Jan 2027 |
    | Cabinet | 17 Feb 2027 |
    """
    meetings = network_of(programme).meetings
    for milestone in worked_on(programme, Milestone):
        day, done_when = milestone.forecast, milestone.done_when or ""
        if day is None or milestone.actual or milestone.decision is not Decision.KEY_DECISION:
            continue
        words = f"{done_when}. {milestone.commentary or ''}"
        if _CALL_IN_WAIVED.search(words) or not (_CALL_IN.search(done_when) or _CALL_IN_ENDS.search(words)):
            continue
        found, submission = meetings.of(milestone), programme.of(milestone)
        first = found.usable[0] if found and found.usable else None
        if first and first.day <= day:
            working = WorkingDays.of(submission.all(CalendarEntry))
            ends = working.after(first.day, int(submission.thresholds.call_in) + 1)
            if day < ends:
                related, forum = Related(first.at("day"), "the meeting"), milestone.forum
                yield hit(milestone.at("forecast"), related, day=day, forum=forum, meeting=first.day, ends=ends)


@rule(
    "MS38",
    Severity.QUERY,
    "Last updated is {updated}, but it was reached on {day}, after that{more}.",
    "Give the day on which the Actual date was filled in, or correct the Actual date.",
)
def updated_before_it_was_reached(programme: Programme) -> Iterator[Hit]:
    """A row that says when its milestone was reached was last updated on that day or later.

    Otherwise the Actual date was typed before it had happened, or one of the two is mistyped. Within a fortnight it
    is not asked about; three rows and more of a workbook are a habit, and told once as advice.

    **Fails**

    Milestones:
    | ID | Actual date | Last updated |
    | --- | --- | --- |
    | TRN-M01 | 9 Nov 2026 | <10 Oct 2026> |

    **Passes**

    Milestones:
    | ID | Actual date | Last updated |
    | --- | --- | --- |
    | TRN-M01 | 9 Nov 2026 | 9 Nov 2026 |
    | TRN-M02 | | 10 Oct 2026 |
    | TRN-M03 | 9 Nov 2026 | 2 Nov 2026 |
    """
    for submission in programme.submissions:
        found = [one for one in submission.all(Milestone) if _updated_before(programme.as_at(one), one)]
        habit = len(found) >= A_HABIT
        for milestone in found[:1] if habit else found:
            others = (Related(one.at("updated"), "earlier too") for one in found[1:] if habit)
            reached, severity = Related(milestone.at("actual"), "reached"), Severity.ADVICE if habit else None
            more = f"; so it is in {counted(len(found) - 1, 'other row')}" if habit else ""
            words = {"updated": milestone.updated, "day": milestone.actual, "more": more}
            yield hit(milestone.at("updated"), reached, *others, severity=severity, **words)


def _updated_before(as_at: date | None, one: Milestone) -> bool:
    """Whether a row was last looked at more than a fortnight before its milestone was reached."""
    day, updated = one.actual, one.updated
    return bool(day and updated and day - updated > A_FORTNIGHT and (as_at is None or day <= as_at))
