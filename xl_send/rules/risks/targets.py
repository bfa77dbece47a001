"""Risks: what is to come of them, score by score, and whether what is to help is there in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.words.named_dates import days_named
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.risks.scores import was_higher
from xl_send.rules.risks.treatment import is_done_all_the_time, open_risks
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Proximity, Rag, Response
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme

# What may happen now is not answered by what is done so much later.
MUCH_LATER, A_FORTNIGHT, A_MONTH = timedelta(days=120), timedelta(days=14), timedelta(days=31)
FAR_TOO_LATE = timedelta(days=270)
SOONER = "Bring the action forward, or say when the risk would truly bite."
SAY_WHEN = "Choose when it would truly bite: what it threatens is months away. If it is now, bring the action forward."

IN_TIME = "Bring the action forward, or name under Threatens what it would still help."
_ANSWERED = frozenset({Response.TREAT, Response.TRANSFER})
SOON = frozenset({Proximity.NOW, Proximity.THIS_TERM})
PARTS = (("target_likelihood", "likelihood"), ("target_impact", "impact"))


@rule(
    "RK28",
    Severity.QUERY,
    "The target is to be reached by {target}, but the action that is to bring it is due only on {due}.",
    "Correct one of the two dates: a score falls once its action is done.",
)
def target_before_its_action(programme: Programme) -> Iterator[Hit]:
    """The day by which a risk is to be lower is not before its action is due.

    Otherwise the day passes with nothing done. Asked of open risks whose target is lower than now and still to come,
    where the action is due more than a fortnight after it: the next action may be a look at what came of the last. Nor
    is it asked where the mitigation names a day by the target for a step of its own.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Action due | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 22 Jan 2027 | 2 | 3 | <1 Dec 2026> |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Action due | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 22 Jan 2027 | 2 | 3 | 22 Jan 2027 |
    | TRN-R02 | 3 | 3 | 22 Jan 2027 | 3 | 3 | 1 Dec 2026 |
    | TRN-R03 | 3 | 3 | 22 Jan 2027 | 2 | 3 | 8 Jan 2027 |

    **Passes**

    Risks:
    | ID | Mitigation | Action due | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Last school signs on 27 November 2026; a look back in January | 22 Jan 2027 | 2 | 3 | 1 Dec 2026 |
    """
    for risk in open_risks(programme):
        day, due, aim = risk.target_date, risk.action_due, (risk.target_likelihood, risk.target_impact)
        as_at = programme.as_at(risk)
        if day is None or due is None or None in aim or due - day <= A_FORTNIGHT or as_at is None or day < as_at:
            continue
        step = any(as_at <= one <= day for one in days_named(risk.mitigation or "", as_at))
        if not step and (risk.target_likelihood or 0) * (risk.target_impact or 0) < risk.likelihood * risk.impact:
            yield hit(risk.at("target_date"), Related(risk.at("action_due"), "its action"), target=day, due=due)


@rule(
    "RK19",
    Severity.QUERY,
    "{column} is {aim}, higher than {now} now.",
    "Correct one of the two: a mitigation makes neither likelihood nor impact worse.",
    brings={"RK27": Reach.ROW},
)
def target_part_higher(programme: Programme) -> Iterator[Hit]:
    """Neither the likelihood nor the impact that is aimed at is higher than now.

    One that is hides behind the other where only the two multiplied are looked at. Where the whole target score is
    higher, that is told instead; nor is a part asked about that was above its target once.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | <5> | 1 | 26 Feb 2027 |
    | TRN-R02 | 4 | 3 | 2 | <5> | 26 Feb 2027 |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 3 | 2 | 26 Feb 2027 |
    | TRN-R02 | 3 | 3 | 4 | 3 | 26 Feb 2027 |
    | TRN-R03 | 3 | 3 | 4 | | |
    | TRN-R04 | 2 | 4 | 3 | 2 | 26 Feb 2027 |
    """
    for risk in open_risks(programme):
        if risk.target_likelihood is None or risk.target_impact is None or was_higher(risk):
            continue
        if risk.target_likelihood * risk.target_impact > risk.likelihood * risk.impact:
            continue
        for name, now in PARTS:
            aim, value = getattr(risk, name), getattr(risk, now)
            if aim > value:
                cell = risk.at(name)
                yield hit(cell, Related(risk.at(now), "now"), column=cell.column, aim=aim, now=value)


@rule(
    "RK27",
    Severity.QUERY,
    "{column} is {before}, lower than {now} now.",
    "Correct one of the two: controls make neither likelihood nor impact worse.",
)
def part_before_controls_lower(programme: Programme) -> Iterator[Hit]:
    """Neither the likelihood nor the impact is lower before controls than now.

    One that is hides behind the other where only the two multiplied are looked at. Where the whole score before
    controls is lower, that is told instead.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls | Controls in place |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 4 | 5 | <3> | Weekly calls |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls | Controls in place |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 4 | 5 | 4 | Weekly calls |
    | TRN-R02 | 3 | 4 | 3 | 3 | Weekly calls |
    """
    for risk in open_risks(programme):
        if risk.likelihood_before is None or risk.impact_before is None:
            continue
        if risk.likelihood_before * risk.impact_before < risk.likelihood * risk.impact:
            continue
        for name, now in (("likelihood_before", "likelihood"), ("impact_before", "impact")):
            before, value = getattr(risk, name), getattr(risk, now)
            if before < value:
                cell = risk.at(name)
                yield hit(cell, Related(risk.at(now), "now"), column=cell.column, before=before, now=value)


@rule(
    "RK18",
    Severity.QUERY,
    "{what}, but the action is due only on {due}.",
    "{remedy}",
    brings={"RK28": Reach.ROW},
)
def action_long_after_it_may_bite(programme: Programme) -> Iterator[Hit]:
    """A risk that may bite now, or this term, is answered soon.

    An action four months away treats a risk of next year. Either it comes too late, or the proximity is old; it is
    where all that the risk threatens is as far away. A Green risk may wait, and so may the next step of what is done
    all the time, but not for nine months. Nor is an action due a month after all that the risk threatens.

    **Fails**

    Risks:
    | ID | Proximity | Action due | Likelihood | Impact |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | Now | <30 Jun 2027> | 3 | 4 |

    **Fails**

    Risks:
    | ID | Proximity | Action due | Likelihood | Impact |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | This term | <30 Jun 2027> | 3 | 4 |

    **Fails**

    Risks:
    | ID | Proximity | Action due | Threatens |
    | --- | --- | --- | --- |
    | TRN-R01 | Next term | <12 Jan 2027> | TRN-M01 |

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 11 Dec 2026 |

    **Fails**

    Risks:
    | ID | Proximity | Action due | Threatens |
    | --- | --- | --- | --- |
    | TRN-R01 | <Now> | 30 Jun 2027 | TRN-M01 |

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 2 Dec 2027 | 2 Dec 2027 |

    **Passes**

    Risks:
    | ID | Proximity | Action due | Response | Likelihood | Impact | Mitigation |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Now | 18 Dec 2026 | Treat | 3 | 3 | Recruit early |
    | TRN-R02 | Next term | 30 Jun 2027 | Treat | 3 | 3 | Recruit early |
    | TRN-R03 | Now | 30 Jun 2027 | Tolerate | 3 | 3 | Recruit early |
    | TRN-R04 | Now | 30 Jun 2027 | Treat | 2 | 2 | Recruit early |
    | TRN-R05 | Now | 30 Jun 2027 | Treat | 3 | 3 | Weekly calls; contract let again in June |

    **Passes**

    Risks:
    | ID | Proximity | Action due | Threatens |
    | --- | --- | --- | --- |
    | TRN-R01 | Next term | 11 Jan 2027 | TRN-M01 |
    | TRN-R02 | Next term | 12 Jan 2027 | TRN-M01, TRN-M02 |
    | TRN-R03 | Next term | 12 Jan 2027 | TRN-M03 |

    Milestones:
    | ID | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 11 Dec 2026 | |
    | TRN-M02 | 26 Mar 2027 | 26 Mar 2027 | |
    | TRN-M03 | 30 Oct 2026 | 30 Oct 2026 | 30 Oct 2026 |
    """
    for risk in open_risks(programme):
        as_at, due = programme.as_at(risk), risk.action_due
        if as_at is None or due is None or risk.response not in _ANSWERED:
            continue
        green = programme.of(risk).thresholds.colour_of(risk.likelihood, risk.impact) is Rag.GREEN
        may_wait = green or is_done_all_the_time(risk)
        last = _last_threatened(programme, risk, as_at)
        action, proximity = risk.at("action_due"), risk.at("proximity")
        if risk.proximity in SOON and due - as_at > (FAR_TOO_LATE if may_wait else MUCH_LATER):
            cell, related, remedy = action, Related(proximity, "when it would bite"), SOONER
            if _bites_later(programme, risk, as_at):
                cell, related, remedy = proximity, Related(action, "the action"), SAY_WHEN
            yield hit(cell, related, what=f"Proximity is {risk.proximity}", due=due, remedy=remedy)
        elif last is not None and not may_wait and due - (last.forecast or last.baseline) > A_MONTH:
            what = f"{last.id}, which the risk threatens, is expected on {say(last.forecast or last.baseline)}"
            yield hit(action, Related(last.at("forecast"), "what it threatens"), what=what, due=due, remedy=IN_TIME)


def _last_threatened(programme: Programme, risk: Risk, as_at: date) -> Milestone | None:
    """The last of what a risk threatens, where all of it was read and is still to come."""
    found = [programme.milestones.get(reference.id) for reference in risk.threatens]
    known = [milestone for milestone in found if milestone and not milestone.actual]
    last = max(known, key=lambda milestone: milestone.forecast or milestone.baseline, default=None)
    whole = last is not None and len(known) == len(found) and (last.forecast or last.baseline) >= as_at
    return last if whole else None


def _bites_later(programme: Programme, risk: Risk, as_at: date) -> bool:
    """Whether all that a risk threatens is planned for much later."""
    threatened = [programme.milestones.get(reference.id) for reference in risk.threatens]
    days = [milestone.forecast or milestone.baseline for milestone in threatened if milestone]
    return bool(days) and min(days) - as_at > MUCH_LATER
