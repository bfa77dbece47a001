"""Risks: what their scores and their time say of where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.calendar import Term, Terms
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.gaps import batches, in_how_many
from xl_send.rules.risks.reviews import reviews_overdue
from xl_send.rules.risks.treatment import open_risks, open_risks_of
from xl_send.words import first_few
from xl_send.workbook.sheets.choices import Proximity, Response
from xl_send.workbook.sheets.governance import CalendarEntry, Meeting
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission

CERTAIN = 5
A_FORTNIGHT, A_MONTH = timedelta(days=14), timedelta(days=31)


@rule(
    "RK22",
    Severity.QUERY,
    "Likelihood is {likelihood} and Proximity Now: it is all but certain, and about to happen or here already.",
    "If it has happened, choose Became an issue and add the issue. If not, lower the likelihood or say when it would.",
)
def risk_that_is_an_issue(programme: Programme) -> Iterator[Hit]:
    """A risk is something that may still not happen.

    What is as good as certain, and now, is an issue: it needs somebody to deal with it rather than watch it.
    A matrix that goes only to 4 is not asked about, nor is what is tolerated, or has an issue beside it already.

    **Fails**

    Risks:
    | ID | Likelihood | Proximity |
    | --- | --- | --- |
    | TRN-R01 | 5 | <Now> |

    **Passes**

    Risks:
    | ID | Likelihood | Proximity | Status |
    | --- | --- | --- | --- |
    | TRN-R01 | 4 | Now | Open |
    | TRN-R02 | 5 | This term | Open |
    | TRN-R03 | 5 | | Open |
    | TRN-R04 | 5 | Now | Became an issue |
    | TRN-R05 | 5 | Now | Open |

    Issues and decisions:
    | ID | From risk |
    | --- | --- |
    | TRN-A01 | TRN-R05 |
    """
    dealt_with = {entry.from_risk for entry in programme.each(LogEntry)}
    for risk in open_risks(programme):
        if risk.response is Response.TOLERATE or risk.id in dealt_with:
            continue
        if risk.likelihood >= CERTAIN and risk.proximity is Proximity.NOW:
            yield hit(risk.at("proximity"), Related(risk.at("likelihood"), "Likelihood"), likelihood=risk.likelihood)


@rule(
    "RK23",
    Severity.QUERY,
    "Proximity is {proximity}{rows}, as at the last review on {reviewed}, and {term} has ended.",
    "Say what came of it: close the risk, choose Became an issue, or choose a later proximity.",
)
def time_of_risk_passed(programme: Programme) -> Iterator[Hit]:
    """A risk that was to bite in a term is looked at again once that term is over.

    It has happened, or it has not, and the register says neither. Where the review is overdue in any case,
    that is told instead. Asked once the new term is two weeks old; more than three of one review are told once. Where
    the next action is due in the term that has begun and its forum has not met in it, it is this one that is meant.

    **Fails**

    Programme:
    | As at |
    | --- |
    | 18 Jan 2027 |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |

    Risks:
    | ID | Proximity | Last reviewed |
    | --- | --- | --- |
    | TRN-R01 | <This term> | 18 Dec 2026 |

    **Passes**

    Programme:
    | As at |
    | --- |
    | 17 Jan 2027 |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |

    Risks:
    | ID | Proximity | Last reviewed | Likelihood | Impact |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | This term | 18 Dec 2026 | 3 | 3 |
    | TRN-R02 | Next term | 18 Dec 2026 | 3 | 3 |
    | TRN-R03 | This term | 19 Oct 2026 | 3 | 3 |
    | TRN-R04 | Now | | 3 | 3 |

    **Passes**

    Programme:
    | As at |
    | --- |
    | 18 Jan 2027 |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |

    Risks:
    | ID | Proximity | Last reviewed | Action due |
    | --- | --- | --- | --- |
    | TRN-R01 | This term | 18 Dec 2026 | 9 Feb 2027 |

    Meetings:
    | Forum | Meeting date |
    | --- | --- |
    | Programme Board | 3 Dec 2026 |
    | Programme Board | 4 Mar 2027 |
    """
    for submission in programme.submissions:
        as_at = programme.as_at_override or submission.as_at
        if as_at is None:
            continue
        terms = Terms.of(submission.all(CalendarEntry))
        overdue = {risk for risk, _ in reviews_overdue(programme, submission, as_at)}
        together: defaultdict[tuple[date | None, str], list[Risk]] = defaultdict(list)
        for risk in open_risks_of(programme, submission):
            near = risk.proximity is Proximity.THIS_TERM and risk not in overdue
            near = near and not _is_of_this_term(submission, terms, risk, as_at)
            if near and (term := _ended_since(terms, risk.reviewed, as_at - A_FORTNIGHT)):
                together[risk.reviewed, term.name].append(risk)
        for (reviewed, ended), risks in together.items():
            for told in batches(risks):
                words = {"proximity": told[0].proximity, "reviewed": reviewed, "term": ended}
                beside = (Related(risk.at("proximity"), "so is this") for risk in told[1:])
                review = Related(told[0].at("reviewed"), "the last review")
                yield hit(
                    told[0].at("proximity"), review, *beside, severity=None, rows=in_how_many(told, "risk"), **words
                )


def _is_of_this_term(submission: Submission, terms: Terms, risk: Risk, as_at: date) -> bool:
    """Whether the next action is still to come in the term of the return, in which its forum has not met yet."""
    term, forum = terms.term_of(as_at), (risk.monitored_at or "").casefold()
    if term is None or risk.action_due is None or not as_at <= risk.action_due <= term.ends:
        return False
    days = [meeting.day for meeting in submission.all(Meeting) if meeting.forum.casefold() == forum]
    return bool(days) and not any(term.starts <= day <= as_at for day in days)


def _ended_since(terms: Terms, reviewed: date | None, as_at: date) -> Term | None:
    """The term in which a risk was reviewed, once a later one has begun."""
    term = terms.term_of(reviewed) if reviewed else None
    later = terms.next_term_after(term.ends) if term else None
    return term if later and later.starts <= as_at else None


@rule(
    "RK24",
    Severity.ADVICE,
    "The risk is open, but what it threatens is reached: {milestones}.",
    "Close the risk if it has passed. If not, name under Threatens what it could still harm.",
)
def threatens_what_is_reached(programme: Programme) -> Iterator[Hit]:
    """An open risk threatens something that is still to come.

    Once every milestone that it names is reached, it may have passed without harm, or it may still undo what was
    reached. An open risk that nobody needs to watch hides those that somebody does. Asked a month after, where nobody
    has looked at the risk since, and no action on it is still to come.

    **Fails**

    Milestones:
    | ID | Forecast date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | 9 Oct 2026 | 9 Oct 2026 |

    Risks:
    | ID | Threatens | Last reviewed | Action due |
    | --- | --- | --- | --- |
    | TRN-R01 | <TRN-M01> | 2 Oct 2026 | 30 Oct 2026 |

    **Passes**

    Milestones:
    | ID | Forecast date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | 9 Oct 2026 | 9 Oct 2026 |
    | TRN-M02 | 11 Dec 2026 | |

    Risks:
    | ID | Threatens | Status | Outcome | Last reviewed | Action due |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | TRN-M01, TRN-M02 | Open | | 2 Oct 2026 | 30 Oct 2026 |
    | TRN-R02 | TRN-M01 | Closed | Posts filled | 2 Oct 2026 | 30 Oct 2026 |
    | TRN-R03 | TRN-M01, OUT-M09 | Open | | 2 Oct 2026 | 30 Oct 2026 |
    | TRN-R04 | | Open | | 2 Oct 2026 | 30 Oct 2026 |
    | TRN-R05 | TRN-M01 | Open | | 6 Nov 2026 | 30 Oct 2026 |
    | TRN-R06 | TRN-M01 | Open | | 2 Oct 2026 | 18 Dec 2026 |
    """
    for risk in open_risks(programme):
        as_at = programme.as_at(risk)
        found = [programme.milestones.get(reference.id) for reference in risk.threatens]
        days = [item.actual for item in found if item and item.actual]
        if not days or as_at is None or len(days) < len(found) or max(days) > as_at - A_MONTH:
            continue
        looked_at = risk.reviewed is not None and risk.reviewed >= max(days)
        if not looked_at and not (risk.action_due and risk.action_due >= as_at):
            yield hit(risk.at("threatens"), milestones=first_few(reference.id for reference in risk.threatens))


@rule(
    "RK16",
    Severity.ERROR,
    "A likelihood of {likelihood} and an impact of {impact} have no place in your matrix of {size} by {size}.",
    "Score the risk from 1 to {size}.",
)
def score_outside_matrix(programme: Programme) -> Iterator[Hit]:
    """A risk's scores lie within the council's own matrix.

    Some councils score from 1 to 4. A 5 then has no colour. What is over keeps the score that it had.

    **Fails**

    Thresholds, as it lies:
    | Likelihood down, impact across | 1 | 2 | 3 | 4 |
    | --- | --- | --- | --- | --- |
    | 1 | Green | Green | Green | Green |
    | 2 | Green | Green | Amber | Amber |
    | 3 | Green | Amber | Amber | Red |
    | 4 | Green | Amber | Red | Red |
    | Milestone green within | 5 | | | |

    Risks:
    | ID | Likelihood | Impact |
    | --- | --- | --- |
    | TRN-R01 | <5> | 3 |

    **Passes**

    Thresholds, as it lies:
    | Likelihood down, impact across | 1 | 2 | 3 | 4 |
    | --- | --- | --- | --- | --- |
    | 1 | Green | Green | Green | Green |
    | 2 | Green | Green | Amber | Amber |
    | 3 | Green | Amber | Amber | Red |
    | 4 | Green | Amber | Red | Red |
    | Milestone green within | 5 | | | |

    Risks:
    | ID | Likelihood | Impact |
    | --- | --- | --- |
    | TRN-R01 | 4 | 4 |
    """
    for submission in programme.submissions:
        thresholds = submission.thresholds
        size = len(thresholds.matrix)
        for risk in open_risks_of(programme, submission):
            if thresholds.colour_of(risk.likelihood, risk.impact) is None:
                name = "likelihood" if risk.likelihood > size else "impact"
                yield hit(risk.at(name), likelihood=risk.likelihood, impact=risk.impact, size=size)
