"""What shows that a milestone was reached, against the day on which it was; and a forecast that was left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.needs import plan_day
from xl_send.analysis.words.named_dates import days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.milestones.progress import milestones_with_as_at
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# A forecast within the month is only old, and minutes of the last term may still be those that count.
LONG_BEFORE, A_TERM = timedelta(days=31), timedelta(days=84)
_MINUTES = Pattern(
    r"(?i)\b(?:minutes?|meetings?|boards?|cabinet|forum|committee|panel|papers?)\b",
    needs="minute|meeting|board|cabinet|forum|committee|panel|paper",
)


@rule(
    "MS43",
    Severity.QUERY,
    "Evidence seen is of {seen}, but it was reached on {day}, {weeks} weeks after that.",
    "Name the evidence of this milestone, if this was copied from another row. If it is right, correct Actual date.",
)
def evidence_of_another_day(programme: Programme) -> Iterator[Hit]:
    """What shows that a milestone was reached is not from long before it was.

    Minutes of an earlier meeting, copied from the row above, show that something else was reached. Asked of minutes and
    papers, where the latest day that Evidence seen names lies more than twelve weeks before the Actual date, and is not
    that of the decision. A contract or a policy may be older.

    **Fails**

    Milestones:
    | ID | Actual date | Evidence seen |
    | --- | --- | --- |
    | TRN-M01 | 18 Jun 2026 | <Board minutes, 12 February 2026, item 6> |

    **Passes**

    Milestones:
    | ID | Actual date | Evidence seen |
    | --- | --- | --- |
    | TRN-M01 | 18 Jun 2026 | Board minutes, 18 May 2026, item 6 |
    | TRN-M02 | 18 Jun 2026 | Drafts of 12 February 2026, minutes of 18 June 2026 |
    | TRN-M03 | 18 Jun 2026 | Programme site, folder 6 |
    | TRN-M04 | | Board minutes, 12 February 2026 |
    | TRN-M05 | 18 Jun 2026 | Contract of 12 February 2026 |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        day = milestone.actual if milestone.actual and milestone.actual <= as_at else None
        seen = max(days_named(milestone.evidence, day), default=None) if day else None
        evidence = milestone.evidence or ""
        of_a_meeting = seen != milestone.decided and _MINUTES.search(evidence) and "decision" not in evidence.casefold()
        if day and seen and day - seen > A_TERM and of_a_meeting:
            weeks = (day - seen).days // 7
            yield hit(
                milestone.at("evidence"), Related(milestone.at("actual"), "reached"), seen=seen, day=day, weeks=weeks
            )


@rule(
    "MS44",
    Severity.QUERY,
    "Reached on {day} by its Actual date, but Forecast date is still {forecast}, {weeks} weeks to come.",
    "If it was reached, clear Forecast date. If it is still to come, clear Actual date.",
)
def reached_and_still_forecast(programme: Programme) -> Iterator[Hit]:
    """A milestone that was reached is not forecast for a day to come.

    One of the two dates was left behind, or typed in the wrong row. A forecast within the month is only old, and one
    that is still the planned day was left when it was reached early, where its evidence is named.

    **Fails**

    Milestones:
    | ID | Actual date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 23 Oct 2026 | <8 Jan 2027> |

    **Passes**

    Milestones:
    | ID | Baseline date | Actual date | Forecast date | Evidence seen |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 23 Oct 2026 | 4 Dec 2026 | |
    | TRN-M02 | 11 Dec 2026 | 23 Oct 2026 | 23 Oct 2026 | |
    | TRN-M03 | 11 Dec 2026 | | 8 Jan 2027 | |
    | TRN-M04 | 8 Jan 2027 | 23 Oct 2026 | 8 Jan 2027 | Visit log |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        day, forecast = milestone.actual, milestone.forecast
        early = forecast == plan_day(milestone) and bool(milestone.evidence)
        if day and forecast and day <= as_at and forecast - as_at > LONG_BEFORE and not early:
            weeks = (forecast - as_at).days // 7
            reached = Related(milestone.at("actual"), "reached")
            yield hit(milestone.at("forecast"), reached, day=day, forecast=forecast, weeks=weeks)


_LAW = Pattern(r"(?i)\b(?:by law|statutory (?:deadline|date)|legal deadline)\b", needs="law|statutory|legal")
# The whole of what Evidence seen begins with, up to a stop: a copy that is to follow a signed paper is another matter.
_TO_COME = Pattern(
    r"(?i)(?:(?:still )?(?:awaiting|awaited|chasing|pending|requested|outstanding)(?! (?:tray|list))\b[^.;,(]*"
    r"|[^.;,(]*\b(?:to follow|awaited|pending|(?:still|are|is) outstanding|(?:has|have) been requested|being chased"
    r"|not (?:yet )?(?:received|seen|available|filed|signed))"
    r"|[^.;,(]*\bto be (?:received|confirmed|sent|filed|signed|uploaded)\b[^.;,(]*)\s*(?=$|[.;,(])",
    needs="await|follow|not |outstanding|requested|to be|pending|chas",
)
_UNFINISHED = Pattern(
    r"(?i)\b(?:(?:has|have|is|are|was|were) not (?:yet )?(?:been )?(?:finished|completed?|started|signed|agreed"
    r"|open(?:ed)?|ready|done|in place)|yet to (?!be (?:seen|felt|shown))[a-z]{2,20}"
    r"|(?<!no child is )still (?:waiting|outstanding|open"
    r"|to be (?!reali[sz]ed|seen|felt|shown))|delayed until|postponed)\b",
    needs="not |yet to|still|delayed|postponed",
)
_SENTENCE = Pattern(r"[.;!?]\s+")
# What was done, before what is not.
_REACHED = Pattern(
    r"(?i)\b(?:opened|held|signed|complete\w*|delivered|published|reached|agreed|done|launched|trained|handed over"
    r"|live)\b"
)


@rule(
    "MS49",
    Severity.QUERY,
    'It is reported as reached, but {where} says "{words}".',
    "If it was reached, say what shows it. If it is still to come, clear Actual date and give a Forecast date.",
)
def reached_by_its_date_alone(programme: Programme) -> Iterator[Hit]:
    """What is said of a milestone that was reached does not say that it was not.

    An Actual date typed in hope closes the row: nobody looks at it again. Asked where all that Evidence seen names
    first is still to come, or the Commentary begins by saying that something is not finished.

    **Fails**

    Milestones:
    | ID | Actual date | Evidence seen | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | <Awaiting signed log from two schools> | |
    | TRN-M02 | <6 Nov 2026> | Visit log | Delayed: two schools have not finished |

    **Passes**

    Milestones:
    | ID | Actual date | Evidence seen | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | Signed log of six schools | The last school signed on the Monday |
    | TRN-M02 | | Awaiting signed log | Two schools have not finished |
    | TRN-M03 | 6 Nov 2026 | Board minutes (signed copy to follow) | Opened. Two schools have yet to join. |
    """
    for milestone in programme.each(Milestone):
        if milestone.actual is None:
            continue
        evidence, said = milestone.evidence or "", milestone.commentary or ""
        if found := _TO_COME.match(evidence.strip()):
            actual = Related(milestone.at("actual"), "reached")
            yield hit(milestone.at("evidence"), actual, where="Evidence seen", words=found[0].strip())
        elif found := _unfinished(said):
            commentary = Related(milestone.at("commentary"), "what is said")
            yield hit(milestone.at("actual"), commentary, where="Commentary", words=found[0])


def _unfinished(said: str) -> re.Match[str] | None:
    """Where the first sentence of a commentary says that something is not finished, and not after what is."""
    first = _SENTENCE.split(said)[0]
    found = _UNFINISHED.search(first)
    return None if found is None or _REACHED.search(first[: found.start()]) else found


@rule(
    "MS50",
    Severity.QUERY,
    'It has a fixed date, and {where} says "{words}", but Key is No.',
    "Choose Yes: what the law wants by a day, a board must hear of. If no law does, correct the words.",
)
def fixed_date_and_not_key(programme: Programme) -> Iterator[Hit]:
    """A milestone that the law wants by a day is a key one.

    One that is not key counts one step better in its workstream's colour, and stands in no list for the board. Asked
    where its title, Done when or Commentary speaks of the law.

    **Fails**

    Milestones:
    | ID | Fixed date | Key | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Yes | <No> | By law these are due by 15 February. |

    **Passes**

    Milestones:
    | ID | Fixed date | Key | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Yes | Yes | By law these are due by 15 February. |
    | TRN-M02 | Yes | No | The grant claim is due at the end of March. |
    """
    for milestone in worked_on(programme, Milestone):
        if not milestone.fixed or milestone.key is not False or milestone.actual:
            continue
        for name in ("name", "done_when", "commentary"):
            if found := _LAW.search(getattr(milestone, name) or ""):
                said = milestone.at(name)
                yield hit(milestone.at("key"), Related(said, "the words"), where=said.column, words=found[0])
                break
