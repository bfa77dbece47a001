"""Risks: when they were raised and looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.misplaced.as_at import PREPARATION
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.gaps import batches, in_how_many
from xl_send.rules.risks.treatment import open_risks_of
from xl_send.text import rounded
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Rag, Response
from xl_send.workbook.sheets.governance import Meeting
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme, Submission

# How long before a meeting its papers are written, and how long a review serves in any case.
PAPERS, LATELY = timedelta(days=10), timedelta(days=42)
A_FORTNIGHT = timedelta(days=14)


@rule(
    "RK06",
    Severity.QUERY,
    "Raised is {raised}, after the as at date.",
    "Correct Raised, or As at.",
    brings={"RK07": Reach.CELL},
)
def risk_raised_after_as_at(programme: Programme) -> Iterator[Hit]:
    """A risk was raised on or before the date that the return describes.

    One that was raised later belongs in the next return. What comes up in the fortnight in which a return is written
    is put into it.

    **Fails**

    Risks:
    | ID | Raised | Last reviewed |
    | --- | --- | --- |
    | TRN-R01 | <28 Nov 2026> | 30 Nov 2026 |

    **Passes**

    Risks:
    | ID | Raised | Last reviewed |
    | --- | --- | --- |
    | TRN-R01 | 27 Nov 2026 | 27 Nov 2026 |
    """
    for risk in programme.each(Risk):
        as_at = programme.as_at(risk)
        if risk.raised and as_at and risk.raised > as_at + A_FORTNIGHT:
            yield hit(risk.at("raised"), raised=risk.raised)


@rule(
    "RK07",
    Severity.ERROR,
    "Last reviewed is {reviewed}, before it was raised on {raised}.",
    "Correct one of the two dates.",
    brings={"RK09": Reach.CELL},
)
def reviewed_before_raised(programme: Programme) -> Iterator[Hit]:
    """A risk is reviewed on or after the day it is raised.

    One of the two dates is a slip, often of the year. A risk that was talked about in the fortnight before it was
    written down was reviewed then.

    **Fails**

    Risks:
    | ID | Raised | Last reviewed |
    | --- | --- | --- |
    | TRN-R01 | 7 Sep 2026 | <23 Aug 2026> |

    **Passes**

    Risks:
    | ID | Raised | Last reviewed |
    | --- | --- | --- |
    | TRN-R01 | 6 Nov 2026 | 6 Nov 2026 |
    | TRN-R02 | 7 Sep 2026 | 24 Aug 2026 |
    """
    for risk in programme.each(Risk):
        if risk.raised and risk.reviewed and risk.reviewed < risk.raised - A_FORTNIGHT:
            raised = Related(risk.at("raised"), "Raised")
            yield hit(risk.at("reviewed"), raised, reviewed=risk.reviewed, raised=risk.raised)


@rule(
    "RK08",
    Severity.QUERY,
    "Last reviewed is {reviewed}, {days} days after the as at date.",
    "Correct Last reviewed, or As at.",
)
def reviewed_long_after_as_at(programme: Programme) -> Iterator[Hit]:
    """A risk was last reviewed before, or within a month after, the date that the return describes.

    Risks are looked at while the return is filled in. A later date is a slip, and so is one more than a fortnight later
    where all others, two or more, were reviewed by the date of the return.

    **Fails**

    Risks:
    | ID | Last reviewed |
    | --- | --- |
    | TRN-R01 | <15 Dec 2026> |

    **Fails**

    Risks:
    | ID | Last reviewed |
    | --- | --- |
    | TRN-R01 | 11 Nov 2026 |
    | TRN-R02 | <30 Nov 2026> |
    | TRN-R03 | 12 Nov 2026 |

    **Passes**

    Risks:
    | ID | Last reviewed |
    | --- | --- |
    | TRN-R01 | 14 Dec 2026 |
    | TRN-R02 | 30 Nov 2026 |
    """
    for submission in programme.submissions:
        as_at, risks = programme.as_at_of(submission), [risk for risk in submission.all(Risk) if risk.reviewed]
        after = [risk for risk in risks if as_at and risk.reviewed and risk.reviewed > as_at]
        by_itself = len(after) == 1 and len(risks) > 2
        for risk in after:
            late = risk.reviewed - as_at if risk.reviewed and as_at else PREPARATION
            if late > (A_FORTNIGHT if by_itself else PREPARATION):
                yield hit(risk.at("reviewed"), reviewed=risk.reviewed, days=late.days)


@rule(
    "RK09",
    Severity.QUERY,
    "Last reviewed {reviewed}{rows}: {late}.",
    "Review now, with the owner, and give the date.",
)
def review_overdue(programme: Programme) -> Iterator[Hit]:
    """An open risk is reviewed at the pace of the forum that watches it.

    Since the papers for the forum's last meeting but one were written, in the ten days before it, somebody has looked
    at it; a review within the last six weeks serves however often a forum meets, and one for its last meeting serves
    until the next, where that is listed. Where fewer than two of its meetings have been held, and of a risk that is
    Green or tolerated in any case, the days count that the thresholds set for its colour. More than three risks that
    one forum looked at together, and not since, are told once.

    **Fails**

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 8 Sep 2026 |
    | Programme Board | 6 Oct 2026 |
    | Programme Board | 13 Nov 2026 |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | Cabinet |

    Risks:
    | ID | Raised | Monitored at | Last reviewed | Likelihood | Impact |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 1 Jul 2026 | Programme Board | <25 Sep 2026> | 3 | 3 |
    | TRN-R02 | 1 Jul 2026 | Cabinet | <28 Sep 2026> | 5 | 5 |

    **Passes**

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 8 Sep 2026 |
    | Programme Board | 6 Oct 2026 |
    | Programme Board | 13 Nov 2026 |
    | Programme Board | 8 Dec 2026 |
    | Schools Forum | 10 Nov 2026 |
    | Transition Group | 30 Oct 2026 |
    | Transition Group | 6 Nov 2026 |
    | Commissioning Group | 25 Sep 2026 |
    | Commissioning Group | 11 Dec 2026 |

    Forums:
    | Forum |
    | --- |
    | Programme Board |
    | Schools Forum |
    | Transition Group |
    | Cabinet |

    Risks:
    | ID | Raised | Monitored at | Last reviewed | Likelihood | Impact |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 1 Jul 2026 | Programme Board | 26 Sep 2026 | 3 | 3 |
    | TRN-R05 | 1 Jul 2026 | Transition Group | 13 Oct 2026 | 3 | 3 |
    | TRN-R02 | 1 Jul 2026 | Cabinet | 29 Sep 2026 | 5 | 5 |
    | TRN-R03 | 1 Jul 2026 | Cabinet | 12 Aug 2026 | 1 | 1 |
    | TRN-R04 | 1 Jul 2026 | Schools Forum | 29 Sep 2026 | 5 | 5 |
    | TRN-R06 | 1 Jul 2026 | Programme Board | 20 Sep 2026 | 1 | 2 |
    | TRN-R07 | 1 Jul 2026 | Commissioning Group | 25 Sep 2026 | 5 | 5 |
    """
    for submission in programme.submissions:
        as_at = programme.as_at_override or submission.as_at
        if as_at is not None:
            together: defaultdict[tuple[object, ...], list[Risk]] = defaultdict(list)
            for risk, late in reviews_overdue(programme, submission, as_at):
                together[risk.reviewed, risk.monitored_at, late].append(risk)
            for (reviewed, _, why), risks in together.items():
                for told in batches(risks):
                    others = (Related(risk.at("reviewed"), "not since either") for risk in told[1:])
                    rows = in_how_many(told, "risk")
                    yield hit(told[0].at("reviewed"), *others, reviewed=reviewed, late=why, rows=rows)


def reviews_overdue(programme: Programme, submission: Submission, as_at: date) -> Iterator[tuple[Risk, str]]:
    """The open risks of a workbook whose review is overdue, each with why, in words."""
    held = _meetings_held(submission, as_at)
    to_come = {meeting.forum.casefold() for meeting in submission.all(Meeting) if meeting.day > as_at}
    for risk in open_risks_of(programme, submission):
        if risk.reviewed:
            meetings = held.get((risk.monitored_at or "").casefold(), [])
            calm = risk.response is Response.TOLERATE or _colour(submission.thresholds, risk) is Rag.GREEN
            days = _days_between_reviews(submission.thresholds, risk)
            late = _late(risk.reviewed, [] if calm else meetings, days, as_at)
            listed = (risk.monitored_at or "").casefold() in to_come
            for_the_last = bool(meetings) and listed and risk.reviewed >= meetings[-1] - PAPERS
            if late and not for_the_last:
                yield risk, late


def _meetings_held(submission: Submission, as_at: date) -> dict[str, list[date]]:
    """The dates on which each forum has met, in order."""
    found: dict[str, list[date]] = {}
    for meeting in submission.all(Meeting):
        if meeting.day <= as_at:
            found.setdefault(meeting.forum.casefold(), []).append(meeting.day)
    return {forum: sorted(days) for forum, days in found.items()}


def _colour(thresholds: Thresholds, risk: Risk) -> Rag | None:
    return thresholds.colour_of(risk.likelihood, risk.impact)


def _days_between_reviews(thresholds: Thresholds, risk: Risk) -> float | None:
    colour = _colour(thresholds, risk)
    by_colour = {
        Rag.RED: thresholds.review_red,
        Rag.AMBER: thresholds.review_amber,
        Rag.GREEN: thresholds.review_green,
    }
    return by_colour[colour] if colour else None


def _late(reviewed: date, meetings: list[date], days: float | None, as_at: date) -> str:
    """Why a review is overdue, in words; nothing where it is not."""
    if len(meetings) > 1:
        unseen = reviewed < meetings[-2] - PAPERS and as_at - reviewed > LATELY
        return f"the forum has met twice since, last on {say(meetings[-1])}" if unseen else ""
    if days is None or as_at - reviewed <= timedelta(days=days):
        return ""
    return f"a risk of its colour is reviewed every {rounded(days)} days"
