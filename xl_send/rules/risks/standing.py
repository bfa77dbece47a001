"""Risks: what their scores and their time say of where they stand, and who sees them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import OFF_TRACK
from xl_send.calendar import Term, Terms
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.reviews import reviews_overdue
from xl_send.rules.risks.treatment import open_risks, open_risks_of
from xl_send.words import counted, first_few
from xl_send.workbook.sheets.choices import ForumLevel, Proximity, Rag
from xl_send.workbook.sheets.governance import CalendarEntry, Forum
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme, Submission

CERTAIN = 5
A_FORTNIGHT = timedelta(days=14)


@rule(
    "RK21",
    Severity.ADVICE,
    "{count} here {are} Amber or Red and not scored as without controls: {risks}.",
    "Say from 1 to 5 what each would be without any controls, so that a board can see what the controls do.",
)
def score_before_controls_missing(programme: Programme) -> Iterator[Hit]:
    """Risks that are Amber or Red are also scored as they would be without controls.

    Without that nobody can tell a risk that is well controlled from one that was never great. Told once for each
    register. Many councils score risks only as they are now: a register that scores none without controls is not asked.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | <Likelihood before controls> | Impact before controls |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | 2 | 4 | | |
    | TRN-R02 | 4 | 4 | 5 | |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls | Status | Outcome |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 2 | 4 | 4 | 4 | Open | |
    | TRN-R02 | 2 | 3 | | | Open | |
    | TRN-R03 | 4 | 4 | | | Closed | Posts filled |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls |
    | --- | --- | --- | --- | --- |
    | TRN-R02 | 4 | 4 | | |
    """
    for submission in filter(_scores_before_controls, programme.submissions):
        found = [risk for risk in open_risks_of(programme, submission) if _half_scored(submission, risk)]
        related = [Related(risk.at("likelihood"), f"the score now of {risk.id}") for risk in found]
        if found:
            are, risks = "is" if len(found) == 1 else "are", first_few(risk.id for risk in found)
            heading = submission.seen[Risk].heading("likelihood_before")
            yield hit(heading, *related, count=counted(len(found), "risk"), are=are, risks=risks)


def _half_scored(submission: Submission, risk: Risk) -> bool:
    """Whether a risk that is off track lacks a score before controls."""
    missing = risk.likelihood_before is None or risk.impact_before is None
    return missing and submission.thresholds.colour_of(risk.likelihood, risk.impact) in OFF_TRACK


def _scores_before_controls(submission: Submission) -> bool:
    both = Risk in submission.seen and {"likelihood_before", "impact_before"} <= {*submission.seen[Risk].table.places}
    return both and any(risk.likelihood_before or risk.impact_before for risk in submission.all(Risk))


@rule(
    "RK22",
    Severity.QUERY,
    "Likelihood is {likelihood} and Proximity Now: it is all but certain, and about to happen or here already.",
    "If it has happened, choose Became an issue and add the issue. If not, lower the likelihood or say when it would.",
)
def risk_that_is_an_issue(programme: Programme) -> Iterator[Hit]:
    """A risk is something that may still not happen.

    What is as good as certain, and now, is an issue: it needs somebody to deal with it rather than watch it.
    A matrix that goes only to 4 is not asked about.

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
    """
    for risk in open_risks(programme):
        if risk.likelihood >= CERTAIN and risk.proximity is Proximity.NOW:
            yield hit(risk.at("proximity"), Related(risk.at("likelihood"), "Likelihood"), likelihood=risk.likelihood)


@rule(
    "RK23",
    Severity.QUERY,
    "Proximity is {proximity}, as at the last review on {reviewed}, and {term} has ended.",
    "Say what came of it: close the risk, choose Became an issue, or choose a later proximity.",
)
def time_of_risk_passed(programme: Programme) -> Iterator[Hit]:
    """A risk that was to bite in a term is looked at again once that term is over.

    It has happened, or it has not, and the register says neither. Where the review is overdue in any case,
    that is told instead. Of what was Now that is asked once the new term is two weeks old.

    **Fails**

    Programme:
    | As at |
    | --- |
    | 4 Jan 2027 |

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
    | 4 Jan 2027 |

    Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |
    | Spring term 2027 | Term | 4 Jan 2027 | 25 Mar 2027 |

    Risks:
    | ID | Proximity | Last reviewed | Likelihood | Impact |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | This term | 19 Dec 2026 | 3 | 3 |
    | TRN-R02 | Next term | 18 Dec 2026 | 3 | 3 |
    | TRN-R03 | This term | 19 Oct 2026 | 3 | 3 |
    | TRN-R04 | Now | | 3 | 3 |
    """
    for submission in programme.submissions:
        as_at = programme.as_at_override or submission.as_at
        if as_at is None:
            continue
        terms = Terms.of(submission.all(CalendarEntry))
        overdue = {risk for risk, _ in reviews_overdue(programme, submission, as_at)}
        for risk in open_risks_of(programme, submission):
            near = risk.proximity in {Proximity.NOW, Proximity.THIS_TERM}
            by = as_at if risk.proximity is Proximity.THIS_TERM else as_at - A_FORTNIGHT
            term = _ended_since(terms, risk.reviewed, by) if near and risk not in overdue else None
            if term:
                words = {"proximity": risk.proximity, "reviewed": risk.reviewed, "term": term.name}
                yield hit(risk.at("proximity"), Related(risk.at("reviewed"), "the last review"), severity=None, **words)


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
    reached. An open risk that nobody needs to watch hides those that somebody does.

    **Fails**

    Milestones:
    | ID | Forecast date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | 6 Nov 2026 |

    Risks:
    | ID | Threatens |
    | --- | --- |
    | TRN-R01 | <TRN-M01> |

    **Passes**

    Milestones:
    | ID | Forecast date | Actual date |
    | --- | --- | --- |
    | TRN-M01 | 6 Nov 2026 | 6 Nov 2026 |
    | TRN-M02 | 11 Dec 2026 | |

    Risks:
    | ID | Threatens | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-R01 | TRN-M01, TRN-M02 | Open | |
    | TRN-R02 | TRN-M01 | Closed | Posts filled |
    | TRN-R03 | TRN-M01, OUT-M09 | Open | |
    | TRN-R04 | | Open | |
    """
    for risk in open_risks(programme):
        as_at = programme.as_at(risk)
        found = [programme.milestones.get(reference.id) for reference in risk.threatens]
        if found and as_at and all(item and item.actual and item.actual <= as_at for item in found):
            yield hit(risk.at("threatens"), milestones=first_few(reference.id for reference in risk.threatens))


@rule(
    "RK25",
    Severity.QUERY,
    "The risk is Red, but is watched only at {forum}, a workstream's own forum.",
    "Let {board} watch it, or another forum above the workstream.",
)
def red_risk_unseen_above(programme: Programme) -> Iterator[Hit]:
    """A Red risk is watched by a forum of the programme, the partnership or the council.

    Those who could act on it must be able to see it. Where the Forums sheet lists no such forum, nothing is said.

    **Fails**

    Forums:
    | Forum | Level |
    | --- | --- |
    | Transition Group | Workstream |
    | Programme Board | Programme |

    Risks:
    | ID | Likelihood | Impact | Monitored at |
    | --- | --- | --- | --- |
    | TRN-R01 | 3 | 5 | <Transition group> |

    **Passes**

    Forums:
    | Forum | Level |
    | --- | --- |
    | Transition Group | Workstream |
    | Programme Board | Programme |
    | Health Group | |

    Risks:
    | ID | Likelihood | Impact | Monitored at |
    | --- | --- | --- | --- |
    | TRN-R01 | 3 | 5 | Programme Board |
    | TRN-R02 | 3 | 4 | Transition Group |
    | TRN-R03 | 3 | 5 | Health Group |
    | TRN-R04 | 3 | 5 | A forum that is not listed |

    north.xlsx Forums:
    | Forum | Level |
    | --- | --- |
    | North Group | Workstream |

    north.xlsx Risks:
    | ID | Likelihood | Impact | Monitored at |
    | --- | --- | --- | --- |
    | NOR-R01 | 3 | 5 | North Group |
    """
    for submission in programme.submissions:
        forums = {forum.name.casefold(): forum for forum in submission.all(Forum)}
        above = _forum_above(submission)
        for risk in open_risks_of(programme, submission) if above else ():
            forum = forums.get((risk.monitored_at or "").casefold())
            red = submission.thresholds.colour_of(risk.likelihood, risk.impact) is Rag.RED
            if red and forum and forum.level is ForumLevel.WORKSTREAM:
                yield hit(risk.at("monitored_at"), forum=forum.name, board=above)


def _forum_above(submission: Submission) -> str:
    """The nearest forum above the workstreams, by its level and its place in the list."""
    levels = list(ForumLevel)
    found = [forum for forum in submission.all(Forum) if forum.level and forum.level is not ForumLevel.WORKSTREAM]
    nearest = min(found, key=lambda forum: levels.index(forum.level or ForumLevel.WORKSTREAM), default=None)
    return nearest.name if nearest else ""
