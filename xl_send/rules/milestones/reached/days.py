"""What shows that a milestone was reached, against the day on which it was; and a forecast that was left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.needs import plan_day
from xl_send.analysis.words.named_dates import MONTH_NAMES, days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.milestones.progress import milestones_with_as_at
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# A forecast within the month is only old, and minutes of the last term may still be those that count.
LONG_BEFORE, A_TERM, A_WEEK = timedelta(days=31), timedelta(days=84), timedelta(days=7)
_MINUTES = Pattern(r"(?i)\b(?:minutes?|meeting notes|visit logs?)\b")
# A month that is named without a day tells of later evidence besides.
_AND_LATER = Pattern(rf"(?i)(?<!\d )(?<!st )(?<!nd )(?<!rd )(?<!th )\b(?:{MONTH_NAMES})\b")


@rule(
    "MS43",
    Severity.QUERY,
    "Evidence seen is of {seen}, but it was reached on {day}, {weeks} weeks after that.",
    "Name the evidence of this milestone, if this was copied from another row. If it is right, correct Actual date.",
)
def evidence_of_another_day(programme: Programme) -> Iterator[Hit]:
    """What shows that a milestone was reached is not from long before it was.

    Minutes of an earlier meeting, copied from the row above, show that something else was reached. Asked of minutes and
    logs, where the latest day that Evidence seen names lies more than twelve weeks before the Actual date, and is not
    that of the decision. A contract, a policy or a report may be older.

    **Fails**

    Milestones:
    | ID | Actual date | Evidence seen |
    | --- | --- | --- |
    | TRN-M01 | 18 Jun 2026 | <Board minutes, 12 February 2026, item 6> |

    **Fails**

    Milestones:
    | ID | Actual date | Evidence seen |
    | --- | --- | --- |
    | TRN-M02 | 18 Jun 2026 | <Board minutes 12/02/26> |
    | TRN-M03 | 18 Jun 2026 | <Visit log, 18 June 2025> |

    **Passes**

    Milestones:
    | ID | Actual date | Evidence seen |
    | --- | --- | --- |
    | TRN-M01 | 18 Jun 2026 | Board minutes, 18 May 2026, item 6 |
    | TRN-M02 | 18 Jun 2026 | Drafts of 12 February 2026, minutes of 18 June 2026 |
    | TRN-M03 | 18 Jun 2026 | Programme site, folder 6 |
    | TRN-M04 | | Board minutes, 12 February 2026 |
    | TRN-M05 | 18 Jun 2026 | Contract of 12 February 2026 |
    | TRN-M06 | 18 Jun 2026 | Terms of reference approved by the Board on 12 February 2026 |
    | TRN-M07 | 18 Jun 2026 | Board minutes, 12 February 2026, and ledger, May |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        day = milestone.actual if milestone.actual and milestone.actual <= as_at else None
        seen = max(days_named(milestone.evidence, day), default=None) if day else None
        evidence = milestone.evidence or ""
        of_a_meeting = seen != milestone.decided and _MINUTES.search(evidence) and "decision" not in evidence.casefold()
        of_a_meeting = of_a_meeting and not _AND_LATER.search(evidence)
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


_LAW = Pattern(r"(?i)\b(?:by law|statutory (?:deadline|date)|legal deadline)\b")
# The whole of what Evidence seen begins with, up to a stop: a copy that is to follow a signed paper is another matter.
_TO_COME = Pattern(
    r"(?i)(?:(?:still )?(?:awaiting|awaited|chasing|pending|requested)(?! (?:tray|list|cases|reviews))\b[^.;,(]*"
    r"|(?:still )?outstanding(?: from|:)[^.;,(]*"
    r"|[^.;,(]*\b(?:to follow|awaited|pending|(?:still|are|is) outstanding|(?:has|have) been requested|being chased"
    r"|not (?:yet )?(?:received|seen|available|filed|signed))"
    r"|[^.;,(]*\bto be (?:received|confirmed|sent|filed|signed|uploaded)\b[^.;,(]*)\s*(?=$|[.;,(])",
)
_UNFINISHED = Pattern(
    r"(?i)\b(?:(?:has|have|is|are|was|were) not (?:yet )?(?:been )?(?:finished|completed?|started|signed|agreed"
    r"|open(?:ed)?|ready|done|in place|returned|replied)|(?:yet|have still) to (?!be (?:seen|felt|shown))[a-z]{2,20}"
    r"|(?<!no child is )still (?:waiting|outstanding|to (?:sign|agree|join|finish|complete|open|train|start"
    r"|confirm|reply|return)|to be (?!reali[sz]ed|seen|felt|shown))|delayed until"
    r"|deferred (?:to|until|by)|(?:put|held) back to|referred back|postponed"
    r"|^all but (?:one|two|three|\d+) (?:schools?|trusts?|settings?|colleges?|areas?|teams?|posts?)"
    r"|^(?:very )?(?:nearly|almost) (?:there|done|finished|ready|complete\w*)(?! in time)"
    r"|then (?:we|it|they|all|both) (?:can|will) (?:be )?(?:sign|open|agree|publish|start|begin|go live|launch)\w*"
    r"|^(?:still )?(?:awaiting|waiting (?:for|on)(?! nothing))|part(?:ly|ially)? (?:complete\w*"
    r"|done|finished|in place(?! of)))\b",
)
# What was agreed in part only: others, or another meeting, have yet to agree.
_SUBJECT_TO = Pattern(
    r"(?i)\b(?:in principle|provisionally|subject to) (?:only |subject to |pending )?(?:the |a |an |its )?"
    r"(?:second|further|final|another|later|full|formal) (?:vote|reading|decision|approval|agreement|meeting"
    r"|sign-off)\b"
    r"|\bin principle,? (?:but|subject to|pending)\b[^.;]{0,40}"
)
_TO_BE_DONE = Pattern(
    r"(?i)\bto (?:sign|agree|join|finish|complete|confirm|return|follow|open)\b(?= (?:on |by |in )?\d)"
)
_SENTENCE = Pattern(r"[.;!?]\s+")
# "8 of 10 schools trained; the last two in January": some are done, and others are still to come.
_SOME_OF = Pattern(
    r"(?i)(\d{1,3}) (?:of|out of) (\d{1,3})\b[^.;,]{3,40}[.;,] (?:the )?"
    r"(?:(?:last|other|remaining) (?:one|two|three|four|five|six|\d+)|rest|others)\b[^.]{0,40}"
    r"\b(?:booked|planned|to come|to follow|next|in|by|on|will|still)\b",
)
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
    first is still to come, or the Commentary begins by saying that something is not finished, and does not name the
    Actual date as the day until which it was so, or by counting fewer than all and saying when the others follow.

    **Fails**

    Milestones:
    | ID | Actual date | Evidence seen | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | <Awaiting signed log from two schools> | |
    | TRN-M02 | <6 Nov 2026> | Visit log | Delayed: two schools have not finished |
    | TRN-M03 | <6 Nov 2026> | Visit log | Awaiting final sign-off by the trusts |
    | TRN-M04 | <6 Nov 2026> | Visit log | Partly complete: two schools left |
    | TRN-M05 | <6 Nov 2026> | Visit log | Two schools still to sign |
    | TRN-M08 | <6 Nov 2026> | Visit log | Two schools have still to confirm |
    | TRN-M09 | <6 Nov 2026> | Visit log | Northgate signed 6 Oct, Thornbury College to sign 11 Dec |
    | TRN-M06 | <6 Nov 2026> | Visit log | 8 of 10 schools trained; the last two are booked for January |
    | TRN-M07 | <6 Nov 2026> | Visit log | All but one school has signed |
    | TRN-M12 | <6 Nov 2026> | Visit log | Nearly there: one more workshop in December |
    | TRN-M13 | <6 Nov 2026> | Visit log | One more meeting on 20 November, then we can sign off |
    | TRN-M10 | <6 Nov 2026> | Minutes | Deferred to the May meeting. |
    | TRN-M11 | <6 Nov 2026> | Minutes | Agreed in principle, subject to a second vote in the autumn |

    **Passes**

    Milestones:
    | ID | Actual date | Evidence seen | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | Signed log of six schools | The last school signed on the Monday |
    | TRN-M02 | | Awaiting signed log | Two schools have not finished |
    | TRN-M03 | 6 Nov 2026 | Board minutes (signed copy to follow) | Opened. Two schools have yet to join. |
    | TRN-M04 | 6 Nov 2026 | Outstanding judgement letter of Ofsted | Postponed from 9 October, and held on 6 November |
    | TRN-M05 | 6 Nov 2026 | Pending cases list, cleared | The contract was not signed until 6 November |
    | TRN-M06 | 6 Nov 2026 | Returns of schools | 8 of 10 schools answered, enough for the report |
    | TRN-M07 | 6 Nov 2026 | Register | Sign-up is still open for a few weeks; 42 have joined |
    | TRN-M08 | 6 Nov 2026 | Returns | 120 of 400 parents answered; the last survey had 90 in May |
    | TRN-M09 | 6 Nov 2026 | Register | All but two went by e-mail |
    | TRN-M12 | 6 Nov 2026 | Register | Signed. Nearly there with the leaflet |
    | TRN-M13 | 6 Nov 2026 | Register | One more meeting was held on 4 November, then we signed |
    | TRN-M10 | 6 Nov 2026 | Register | Partly in place of the day in June |
    | TRN-M11 | 6 Nov 2026 | Minutes | Deferred from October; agreed subject to two changes of wording |
    """
    for milestone in programme.each(Milestone):
        if milestone.actual is None:
            continue
        evidence, said = milestone.evidence or "", milestone.commentary or ""
        if found := _TO_COME.match(evidence.strip()):
            actual = Related(milestone.at("actual"), "reached")
            yield hit(milestone.at("evidence"), actual, where="Evidence seen", words=found[0].strip())
        elif found := _unfinished(said, milestone.actual, milestone.name or ""):
            commentary = Related(milestone.at("commentary"), "what is said")
            yield hit(milestone.at("actual"), commentary, where="Commentary", words=found[0])


def _still_to_come(said: str, actual: date) -> re.Match[str] | None:
    """What is to be done on a day after the milestone was reached: "Thornbury to sign 11 Dec"."""
    found = _TO_BE_DONE.search(said)
    return found if found and any(day > actual for day in days_named(said[found.start() :], actual)) else None


def _unfinished(said: str, actual: date, title: str) -> re.Match[str] | None:
    """Where the first sentence of a commentary says that something is not finished, and not after what is."""
    first = _SENTENCE.split(said)[0]
    some = _SOME_OF.match(said)
    if some and int(some[1]) < int(some[2]) and some[1] not in title:
        return some
    if later := _still_to_come(first, actual) or _SUBJECT_TO.search(first):
        return later
    found = _UNFINISHED.search(first)
    done = found is None or _REACHED.search(first[: found.start()]) or actual in days_named(first, actual)
    return None if done else found


@rule(
    "MS50",
    Severity.ADVICE,
    'It has a fixed date, and {where} says "{words}", but Key is No.',
    "Choose Yes: what the law wants by a day, a board must hear of. If no law does, correct the words.",
)
def fixed_date_and_not_key(programme: Programme) -> Iterator[Hit]:
    """A milestone that the law wants by a day is a key one.

    One that is not key counts one step better in its workstream's colour, and stands in no list for the board. Asked
    where its title, Done when or Commentary speaks of the law, and names no other day than the planned one: drafts go
    out before what the law wants.

    **Fails**

    Milestones:
    | ID | Baseline date | Fixed date | Key | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 12 Feb 2027 | Yes | <No> | By law these are due by 15 February. |

    **Passes**

    Milestones:
    | ID | Fixed date | Key | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Yes | Yes | By law these are due by 15 February. |
    | TRN-M02 | Yes | No | The grant claim is due at the end of March. |

    **Passes**

    Milestones:
    | ID | Milestone | Baseline date | Fixed date | Key | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Draft plans sent | 22 Jan 2027 | Yes | No | The statutory deadline for finals is 15 February. |
    """
    for milestone in worked_on(programme, Milestone):
        if not milestone.fixed or milestone.key is not False or milestone.actual:
            continue
        for name in ("name", "done_when", "commentary"):
            text = getattr(milestone, name) or ""
            plan = plan_day(milestone)
            if (found := _LAW.search(text)) and not any(day - plan > A_WEEK for day in days_named(text, plan)):
                said = milestone.at(name)
                yield hit(milestone.at("key"), Related(said, "the words"), where=said.column, words=found[0])
                break
