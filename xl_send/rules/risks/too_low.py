"""Severities and targets that are set lower, or higher, than what else the return says of the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.content import content_words, of_its_colour
from xl_send.analysis.words.named_dates import DAY, days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.reported import items_with, steps_worse
from xl_send.rules.risks.treatment import open_risks
from xl_send.text import rounded
from xl_send.workbook.sheets.choices import Category, Level, LogKind, LogStatus, Rag, Response
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

# Two words that a reason and an issue share may be chance where a workstream is a little off its way.
SHARED = {Rag.RED: 2, Rag.AMBER: 3}
OF_ANY_DELAY = frozenset({"day", "days", "delay", "delayed", "late", "month", "months", "week", "weeks", "working"})


@rule(
    "RK73",
    Severity.QUERY,
    "The target {part} is {target}, higher than the {part} now, {now}.",
    "Correct one of the two: nobody means to make a part of a risk worse.",
)
def part_of_target_above_score(programme: Programme) -> Iterator[Hit]:
    """No part of a risk's target is higher than that part of its score now.

    A likelihood or an impact that was lowered by itself leaves the target above it, and the colour better than the
    words. Asked where the target's whole score is no higher than the one now: that it is, is told by itself.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | <4> | 2 | 5 |
    | TRN-R02 | <2> | 5 | 3 | 3 |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Response |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 4 | 2 | 4 | Treat |
    | TRN-R02 | 3 | 4 | | | Treat |
    | TRN-R03 | 3 | 4 | 2 | 5 | Tolerate |
    """
    for risk in open_risks(programme):
        aims = (risk.target_likelihood, risk.target_impact)
        if None in aims or risk.response is Response.TOLERATE:
            continue
        chance, harm = (aim or 0 for aim in aims)
        if chance * harm > risk.likelihood * risk.impact:
            continue
        for part, target, now in (("likelihood", chance, risk.likelihood), ("impact", harm, risk.impact)):
            if target > now:
                aimed = Related(risk.at(f"target_{part}"), "the target")
                yield hit(risk.at(part), aimed, part=part, target=target, now=now)


@rule(
    "IS41",
    Severity.QUERY,
    "Severity is Low, but {stream} is reported {rag}, and what it says of that speaks of this issue: {words}.",
    "Raise Severity, or say in the workstream's reason what else it is {rag} for. A Low issue is Green.",
)
def low_issue_behind_a_colour(programme: Programme) -> Iterator[Hit]:
    """An issue for which a workstream is Red or Amber is not of low severity.

    Otherwise the log says Green of what the workstream's own reason calls the cause. Asked where the two texts share
    two words or more that tell what they are about, three for Amber; that it is late, and by how much, is of each.

    **Fails**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Red | Highways objected to the application at Fernhill; a new access is being drawn. |

    Issues and decisions:
    | ID | Kind | What | Severity |
    | --- | --- | --- | --- |
    | TRN-A01 | Issue | Highways have objected to the access at Fernhill | <Low> |

    **Passes**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Red | Highways objected to the application at Fernhill; a new access is being drawn. |
    | OUT | Green | |

    Issues and decisions:
    | ID | Workstream | Kind | What | Severity |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | TRN | Issue | Highways have objected to the access at Fernhill | High |
    | TRN-A02 | TRN | Issue | Two tablets of visiting teachers are broken | Low |
    | TRN-A03 | TRN | Action | Meet highways about the access at Fernhill | Low |
    | OUT-A01 | OUT | Issue | Highways have objected to the access at Fernhill | Low |

    **Passes**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Amber | Guide is 8 working days late and return plans are just short of 62%. |

    Issues and decisions:
    | ID | Kind | What | Severity |
    | --- | --- | --- | --- |
    | TRN-A01 | Issue | Guide for parents is 8 working days late | Low |
    """
    streams = {stream.code: stream for stream in programme.each(Workstream) if stream.reported in SHARED}
    for entry in worked_on(programme, LogEntry):
        low = entry.kind is LogKind.ISSUE and entry.status is LogStatus.OPEN and entry.severity is Level.LOW
        stream = streams.get(entry.workstream) if low else None
        if stream is None or stream.reported is None:
            continue
        told = content_words(of_its_colour(stream.reason or "", stream.reported))
        shared = (content_words(entry.what or "") & told) - OF_ANY_DELAY
        if len(shared) >= SHARED[stream.reported]:
            related, words = Related(stream.at("reason"), "what it is reported for"), ", ".join(sorted(shared))
            yield hit(entry.at("severity"), related, stream=stream.code, rag=stream.reported.value, words=words)


_BEGINS = Pattern(rf"(?i)\b(?:from|starts?|starting|begins?|arriv\w+|in post|opens?|interviews?)(?: on| from)? {DAY}")
# An action and a target that are further off than this have changed nothing yet.
HALF_A_YEAR = timedelta(days=183)


@rule(
    "RK85",
    Severity.QUERY,
    "Likelihood is {now}, no more than its target of {target}, but its action is due only on {due}.",
    "Put Likelihood where it is today. If controls have brought it down already, say so in Controls in place, and "
    "bring Action due and Target date up to date.",
    brings={"WM11": Reach.ROW},
)
def likelihood_at_a_far_target(programme: Programme) -> Iterator[Hit]:
    """A likelihood does not stand at its target while what is to bring it there is far off.

    Put at the target, a Red risk is Amber before anything was done. Asked of an open risk under treatment whose
    likelihood was higher before controls, where both Action due and Target date are more than half a year away, or are
    still to come and its mitigation begins later than the as at date; and of one that is reported worse than its score,
    where both are still to come and no controls are said to be in place. Where it is the impact that is still
    above its target, the action is for that.

    **Fails**

    Risks:
    | ID | Likelihood | Likelihood before controls | Target likelihood | Action due | Target date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | <2> | 5 | 2 | 1 Jul 2027 | 31 Dec 2027 |

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Action due | Target date | Reported RAG |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | <2> | 4 | 2 | 12 Jan 2027 | 31 Mar 2027 | Red |

    **Fails**

    Risks:
    | ID | Likelihood | Likelihood before controls | Target likelihood | Action due | Target date | Mitigation |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | <2> | 4 | 2 | 4 Jan 2027 | 31 Jan 2027 | Two reserve vehicles from 4 January |

    **Passes**

    Risks:
    | ID | Likelihood | Likelihood before controls | Target likelihood | Action due | Target date | Mitigation |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 4 | 4 | 2 | 4 Jan 2027 | 31 Jan 2027 | Two reserve vehicles from 4 January |
    | TRN-R02 | 2 | 4 | 2 | 4 Jan 2027 | 31 Jan 2027 | One vehicle from 2 November, another from 4 January |
    | TRN-R03 | 2 | 4 | 2 | 4 Jan 2027 | 31 Jan 2027 | Reserve vehicles; report to the board on 4 January |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Action due | Target date | Reported RAG | Controls in place |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 4 | 4 | 2 | 12 Jan 2027 | 31 Mar 2027 | Red | |
    | TRN-R02 | 2 | 4 | 2 | 12 Jan 2027 | 31 Mar 2027 | Amber | |
    | TRN-R03 | 2 | 4 | 2 | 12 Jan 2027 | 31 Mar 2027 | Red | Locums in post |
    | TRN-R04 | 2 | 4 | | 12 Jan 2027 | 31 Mar 2027 | Red | |

    **Passes**

    Risks:
    | ID | Likelihood | Likelihood before controls | Target likelihood | Action due | Target date | Response |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 4 | 5 | 2 | 1 Jul 2027 | 31 Dec 2027 | Treat |
    | TRN-R02 | 2 | 5 | 2 | 29 Jan 2027 | 31 Dec 2027 | Treat |
    | TRN-R03 | 2 | 5 | 2 | 1 Jul 2027 | 31 Dec 2027 | Tolerate |
    | TRN-R04 | 2 | 2 | 2 | 1 Jul 2027 | 31 Dec 2027 | Treat |

    **Passes**

    Risks:
    | ID | Likelihood | Likelihood before controls | Target likelihood | Target impact | Action due | Target date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 1 | 3 | 1 | 1 | 7 Oct 2027 | 7 Oct 2027 |
    """
    worse = {
        risk.id
        for risk, item in items_with(programme, Risk)
        if risk.target_likelihood and not risk.controls and steps_worse(risk.reported, item.status)
    }
    for risk in open_risks(programme):
        as_at, target, before = programme.as_at(risk), risk.target_likelihood, risk.likelihood_before
        if as_at is None or risk.response is not Response.TREAT or not (risk.action_due and risk.target_date):
            continue
        ahead = min(risk.action_due, risk.target_date) - as_at
        unbegun = ahead > timedelta() and _begins_later(risk, as_at)
        for_impact = risk.target_impact and risk.impact > risk.target_impact
        lowered = (ahead > HALF_A_YEAR or unbegun) and before and target and target < before and not for_impact
        contradicted = ahead > timedelta() and risk.id in worse
        if target and risk.likelihood <= target and (lowered or contradicted):
            due = Related(risk.at("action_due"), "the action")
            yield hit(
                risk.at("likelihood"), due, now=rounded(risk.likelihood), target=rounded(target), due=risk.action_due
            )


def _begins_later(risk: Risk, as_at: date) -> bool:
    """Whether all days of a mitigation are to come, and it begins on the first."""
    text = risk.mitigation or ""
    days = days_named(text, as_at) if _BEGINS.search(text) else []
    return bool(days) and min(days) > as_at


# Of five; a council that counts to three or four has no other words for the least.
LEAST_HARM, LITTLE_HARM = 1, 2


@rule(
    "RK94",
    Severity.QUERY,
    "Impact is {impact}, but {what}.",
    "Put Impact where missing it would put it, or say in the risk why that would do so little harm.",
    brings={"WM11": Reach.ROW},
)
def little_harm_to_what_the_law_sets(programme: Programme) -> Iterator[Hit]:
    """A risk to what the law sets a day for, or wants, does not have the lowest impact.

    A deadline of the law that is missed harms children, and is told to the ombudsman; an impact of 1 or 2 makes such a
    risk Green. Asked where an open risk with an impact of 1 or 2 threatens a milestone with a fixed date that is still
    to come, and where the impact of one of the category Legal and statutory is 1.

    **Fails**

    Milestones:
    | ID | Fixed date | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Yes | 15 Feb 2027 | 5 Feb 2027 |

    Risks:
    | ID | Category | Likelihood | Impact | Threatens |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | Schools and settings | 2 | <2> | TRN-M01 |
    | TRN-R02 | Legal and statutory | 2 | <1> | |

    **Passes**

    Milestones:
    | ID | Fixed date | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Yes | 15 Feb 2027 | 5 Feb 2027 |
    | TRN-M02 | | 15 Feb 2027 | 5 Feb 2027 |

    Risks:
    | ID | Category | Likelihood | Impact | Threatens | Status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Legal and statutory | 2 | 3 | TRN-M01 | Open |
    | TRN-R02 | Legal and statutory | 2 | 2 | TRN-M02 | Open |
    | TRN-R03 | Workforce | 2 | 1 | | Open |
    | TRN-R04 | Legal and statutory | 2 | 1 | TRN-M01 | Closed |
    """
    for risk in open_risks(programme):
        if risk.impact > LITTLE_HARM:
            continue
        threatened = (programme.milestones.get(reference.id) for reference in risk.threatens)
        fixed = next((one for one in threatened if one and one.fixed and not one.actual), None)
        if fixed is not None:
            date = Related(fixed.at("fixed"), "its fixed date")
            what = f"it threatens {fixed.id}, which has a fixed date"
            yield hit(risk.at("impact"), date, impact=rounded(risk.impact), what=what)
        elif risk.impact <= LEAST_HARM and risk.category is Category.LEGAL:
            category = Related(risk.at("category"), "the category")
            what = f"the risk is of the category {risk.category.value}"
            yield hit(risk.at("impact"), category, impact=rounded(risk.impact), what=what)
