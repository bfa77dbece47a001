"""What a milestone's own words say, against its columns: a law, a call-in, a change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.needs import plan_day
from xl_send.analysis.words.named_dates import A_MONTH, DAY, day_matched, days_named
from xl_send.calendar import WorkingDays
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import counted, every_name
from xl_send.workbook.sheets.choices import Decision, LogKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, first_by_id

_BY_LAW = Pattern(
    r"\b(?:by law|statutory (?:deadline|date|timescale)|required by (?:law|regulation\w*)|legal deadline)\b"
    r"[^.;]{0,60}\bdue\b|\bdue (?:by law|in law)\b|\bby law\b[^.;]{0,30}\bby \d",
    re.IGNORECASE,
    needs="by law|in law|statutory d|statutory t|required by|legal deadline",
)
_CALL_IN = Pattern(r"\bcall[- ]?in (?:period )?(?:has |is )?(?:ended|expired|over|passed|complete\w*)", re.IGNORECASE)
A_WEEK, A_FORTNIGHT = timedelta(days=7), timedelta(days=14)
# So many rows that were not said to be looked at again are a habit.
A_HABIT = 3
_MOVED_TO = Pattern(rf"(?<!consultation )(?<!survey )\bto {DAY}", re.IGNORECASE, needs=A_MONTH)


@rule(
    "MS35",
    Severity.QUERY,
    'Fixed date is not Yes, but {where} says "{words}".',
    "Choose Yes: of a date set by law any lateness is Red. If no law sets it, correct the words.",
    brings={"WM11": Reach.ROW, "WM01": Reach.ROW},
)
def law_and_no_fixed_date(programme: Programme) -> Iterator[Hit]:
    """What is due by law has a fixed date.

    Otherwise a plan that breaks the law by four weeks is only Amber. Of a milestone planned a week or more before every
    day that its words name it is not asked: it comes before what the law wants.

    **Fails**

    Milestones:
    | ID | Fixed date | Baseline date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | <No> | 12 Feb 2027 | By law these are due by 15 February. |

    **Passes**

    Milestones:
    | ID | Fixed date | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Yes | By law these are due by 15 February. |
    | TRN-M02 | No | The law on this is explained in the paper. |
    | TRN-M03 | No | Drafts first: by law final plans are due by 15 February. |
    """
    for milestone in worked_on(programme, Milestone):
        for name in ("name", "done_when", "commentary"):
            text = getattr(milestone, name) or ""
            found = _BY_LAW.search(text)
            if found and not (milestone.fixed or milestone.actual or _comes_before(milestone, text)):
                said = milestone.at(name)
                yield hit(milestone.at("fixed"), Related(said, "the words"), where=said.column, words=found[0])
                break


def _comes_before(milestone: Milestone, text: str) -> bool:
    """Whether a milestone is planned a week or more before every day that a text names."""
    plan = plan_day(milestone)
    named = days_named(text, plan)
    return bool(named) and min(named) - plan >= A_WEEK


@rule(
    "MS37",
    Severity.QUERY,
    "Reached on {day}, but the call-in of a decision given on {decided} ends only on {ends}.",
    "Give the day on which the decision took effect, or say in Done when that the decision itself completes it.",
)
def reached_before_the_call_in_ended(programme: Programme) -> Iterator[Hit]:
    """A key decision whose call-in has to end is not in force before that.

    What is begun too early may have to be undone. Asked where Done when speaks of the end of the call-in; its clear
    working days stand on the Thresholds sheet.

    **Fails**

    Milestones:
    | ID | Actual date | Forum | Decision needed | Decision given | Done when |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | <4 Nov 2026> | Cabinet | Key decision | 3 Nov 2026 | Decision published and call-in period ended |

    **Passes**

    Milestones:
    | ID | Actual date | Forum | Decision needed | Decision given | Done when |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Nov 2026 | Cabinet | Key decision | 3 Nov 2026 | Decision published and call-in period ended |
    | TRN-M02 | 3 Nov 2026 | Cabinet | Key decision | 3 Nov 2026 | Cabinet minute |
    """
    for submission in programme.submissions:
        working = WorkingDays.of(submission.all(CalendarEntry))
        for milestone in submission.all(Milestone):
            if milestone.decided is None or milestone.actual is None or milestone.decision is not Decision.KEY_DECISION:
                continue
            ends = working.after(milestone.decided, int(submission.thresholds.call_in) + 1)
            if _CALL_IN.search(milestone.done_when or "") and milestone.decided <= milestone.actual < ends:
                given = Related(milestone.at("decided"), "the decision")
                yield hit(milestone.at("actual"), given, day=milestone.actual, decided=milestone.decided, ends=ends)


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


@rule(
    "MS39",
    Severity.QUERY,
    "Agreed date is {agreed}, but {change} moved it to {said}.",
    "Write the date that was agreed. Another needs a change request of its own.",
    brings={"WM01": Reach.ROW, "WM11": Reach.ROW},
)
def agreed_on_another_day(programme: Programme) -> Iterator[Hit]:
    """An agreed date is the one to which the change request moved the milestone.

    One that is later hides lateness that no board has agreed to. Asked where the milestone names one change, and that
    says to which day it moves; a day in its Outcome goes before that.

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | <11 Dec 2026> | TRN-A01 |

    Issues and decisions:
    | ID | Kind | What |
    | --- | --- | --- |
    | TRN-A01 | Change request | Move the opening from 11 September to 20 November 2026. |

    **Passes**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 20 Nov 2026 | TRN-A01 |
    | TRN-M02 | 11 Dec 2026 | TRN-A02 |

    Issues and decisions:
    | ID | Kind | What | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Change request | Move the opening from 11 September to 20 November 2026. | |
    | TRN-A02 | Change request | Move the opening to 20 November 2026. | Agreed, to 11 December |
    """
    entries = first_by_id(programme.each(LogEntry))
    for milestone in programme.each(Milestone):
        entry = entries.get(milestone.changes[0]) if len(milestone.changes) == 1 else None
        if milestone.agreed is None or entry is None or entry.workstream != milestone.workstream:
            continue
        if milestone.agreed in days_named(entry.outcome, milestone.agreed):
            continue
        said = _moved_to(entry.what or "", milestone.agreed)
        if said and milestone.agreed not in said:
            related = Related(entry.at("what"), "what was agreed")
            yield hit(milestone.at("agreed"), related, agreed=milestone.agreed, change=entry.id, said=said[0])


def _moved_to(text: str, near: date) -> list[date]:
    """The days to which a change moves something, in the order in which they are named."""
    found = (day_matched(match, near) for match in _MOVED_TO.finditer(text))
    return [day for day in found if day is not None]


_SHORT_ID = Pattern(r"\b(?:([A-Z]{2,5})-)?M(\d{2})\b")


@rule(
    "MS53",
    Severity.QUERY,
    "{change} is about {named} by its words, not about {id}.",
    "Name the change request that agreed this date, or ask for one. If {change} was for {id} too, say so in it.",
)
def change_of_other_milestones(programme: Programme) -> Iterator[Hit]:
    """The change behind an agreed date is one that speaks of this milestone.

    A date that is moved under a request that was made for others was agreed by nobody, and hides how late it is. Asked
    where the request names milestones, in full or in short, and this is none of them.

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M07 | 28 May 2027 | <TRN-A01> |

    Issues and decisions:
    | ID | Kind | What | Status |
    | --- | --- | --- | --- |
    | TRN-A01 | Change request | Re-date M03, M05 and TRN-M06 (legal advice on lots) | Closed |

    **Passes**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M05 | 28 May 2027 | TRN-A01 |
    | TRN-M07 | 28 May 2027 | TRN-A02 |
    | TRN-M08 | 28 May 2027 | TRN-A03 |
    | TRN-M04 | 28 May 2027 | TRN-A04 |

    Issues and decisions:
    | ID | Kind | What | Outcome | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Change request | Re-date M03, M05 and TRN-M06 | | Closed |
    | TRN-A02 | Change request | Move the opening to 28 May | | Closed |
    | TRN-A03 | Change request | Re-date M03 | Agreed, and M08 with it | Closed |
    | TRN-A04 | Change request | Re-date M03 to M06 | | Closed |
    """
    log = first_by_id(programme.each(LogEntry))
    for milestone in programme.each(Milestone):
        if milestone.agreed is None:
            continue
        for text in milestone.changes:
            entry = log.get(text)
            named = _milestones_named(entry) if entry and entry.kind is LogKind.CHANGE_REQUEST else []
            if entry and named and milestone.id not in named:
                said = Related(entry.at("what"), "what it is about")
                yield hit(milestone.at("changes"), said, change=entry.id, named=every_name(named), id=milestone.id)


def _milestones_named(entry: LogEntry) -> list[str]:
    """The milestones that a request names, none where it names the first and the last of a run, or all of them."""
    text = f"{entry.what or ''}. {entry.outcome or ''}"
    if _RUN_OF_IDS.search(text):
        return []
    return list(dict.fromkeys(f"{found[1] or entry.workstream}-M{found[2]}" for found in _SHORT_ID.finditer(text)))


_RUN_OF_IDS = Pattern(
    r"(?i)\bM\d{2} ?(?:to|-|\u2013|through|until) ?(?:[A-Z]{2,5}-)?M\d{2}\b|\ball (?:\w+ ){0,2}milestones\b"
    r"|\b(?:onwards?|(?:what|all that|everything that|those that|others?) (?:follows?|waits?|depends?))\b"
)
