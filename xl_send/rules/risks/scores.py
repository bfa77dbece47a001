"""Risks: the scores before controls, now and aimed at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.treatment import open_risks, open_risks_of
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Response
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme

# Of its two parts together, a score so far below its target did not come there by being treated a little better.
FAR_BELOW = 2
A_WEEK, A_QUARTER = timedelta(days=7), timedelta(days=90)
_PASSED = "Give a new date, or lower the score if the target was reached."
_YEAR = "Check the year. Once the workstream has ended nobody is left to lower it."


def before_controls(risk: Risk) -> float | None:
    """The score without any controls, or None where it is not given."""
    return _score(risk.likelihood_before, risk.impact_before)


def _target(risk: Risk) -> float | None:
    return _score(risk.target_likelihood, risk.target_impact)


def _score(likelihood: float | None, impact: float | None) -> float | None:
    return None if likelihood is None or impact is None else likelihood * impact


@rule(
    "RK10",
    Severity.QUERY,
    "The score before controls is {before}, lower than the score now, {now}.",
    "Correct one of the two: controls do not make a risk worse.",
)
def score_before_controls_lower(programme: Programme) -> Iterator[Hit]:
    """A risk scores no lower before its controls than with them.

    The score now is what is left once the controls work. Risks that are over are not asked about.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | <2> | 4 |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls | Controls in place |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 3 | 3 | |
    | TRN-R02 | 3 | 3 | 4 | 3 | Fortnightly calls |
    | TRN-R03 | 3 | 3 | 1 | | |
    """
    for risk in open_risks(programme):
        before, now = before_controls(risk), risk.likelihood * risk.impact
        if before is not None and before < now:
            yield hit(risk.at("likelihood_before"), Related(risk.at("likelihood"), "now"), before=before, now=now)


@rule(
    "RK11",
    Severity.QUERY,
    "The score now is lower than before controls, but no control is named.",
    "Name under Controls in place what already works. Plans belong under Mitigation.",
)
def score_lowered_without_controls(programme: Programme) -> Iterator[Hit]:
    """A score that controls have lowered names the controls.

    What is only planned has not lowered anything yet. Asked of the one or two that have none in a register that names
    them three times as often: another has them under Mitigation. What is transferred is controlled by others.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls | Controls in place |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 5 | 3 | <> |
    | TRN-R02 | 3 | 3 | 5 | 3 | Fortnightly calls |
    | TRN-R03 | 3 | 3 | 5 | 3 | Fortnightly calls |
    | TRN-R04 | 3 | 3 | 5 | 3 | Fortnightly calls |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls | Controls in place |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 5 | 3 | Fortnightly calls |
    | TRN-R02 | 3 | 3 | 3 | 3 | |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls | Mitigation |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 5 | 3 | Calls every fortnight since spring |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls | Controls in place | Response |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 5 | 3 | | Transfer |
    | TRN-R02 | 3 | 3 | 5 | 3 | Fortnightly calls | Treat |
    | TRN-R03 | 3 | 3 | 5 | 3 | Fortnightly calls | Treat |
    | TRN-R04 | 3 | 3 | 5 | 3 | | Treat |
    """
    for submission in programme.submissions:
        lowered = [risk for risk in open_risks_of(programme, submission) if _is_lowered(risk)]
        bare = [risk for risk in lowered if not risk.controls]
        for risk in bare if len(lowered) >= NAMED_BESIDE * len(bare) else ():
            yield hit(risk.at("controls"), Related(risk.at("likelihood_before"), "before controls"))


# One that lacks what three others have was left out, and not written elsewhere.
NAMED_BESIDE = 4


def _is_lowered(risk: Risk) -> bool:
    """Whether controls of ours have lowered a score."""
    before, now = before_controls(risk), risk.likelihood * risk.impact
    return before is not None and before > now and risk.response is not Response.TRANSFER


@rule(
    "RK12",
    Severity.QUERY,
    "The target score is {target}, higher than the score now, {now}.",
    "Correct one of the two. If the target was reached, close the risk, or choose Tolerate and clear the target.",
)
def target_above_score(programme: Programme) -> Iterator[Hit]:
    """A risk's target is no higher than its score now.

    Nobody means to make a risk worse. A score that came down by one more than was aimed at was successful, or by more
    if the target date has passed: that there is nothing left to aim at is advice. It is a query where that is still to
    come and the two are two or more apart, or where the target is no lower than the score before controls, and always
    where a part of it is higher than that. What is tolerated is not asked about.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | <5> | 2 | 31 Mar 2027 |

    **Fails**

    Risks:
    | ID | Likelihood before controls | Impact before controls | Target likelihood | Target impact |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | 5 | 5 | <4> | 4 |
    | TRN-R02 | 4 | 3 | <4> | 3 |

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Target date | Response |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 2 | 2 | <2> | 3 | 31 Mar 2027 | Treat |
    | TRN-R02 | 2 | 2 | <3> | 3 | 12 Nov 2026 | Treat |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Target date | Response |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 3 | 3 | 31 Mar 2027 | Treat |
    | TRN-R02 | 2 | 2 | 3 | 3 | | Tolerate |
    """
    for risk in open_risks(programme):
        target, now = _target(risk), risk.likelihood * risk.impact
        if target is not None and target > now and risk.response is not Response.TOLERATE:
            reached = was_higher(risk) and _was_reached(programme, risk)
            severity, related = Severity.ADVICE if reached else None, Related(risk.at("likelihood"), "now")
            yield hit(risk.at("target_likelihood"), related, severity=severity, target=target, now=now)


def _was_reached(programme: Programme, risk: Risk) -> bool:
    """Whether a risk has come down a little below its target, or for good: it is tolerated, or the date has passed."""
    as_at, before = programme.as_at(risk), before_controls(risk)
    if risk.response is Response.TOLERATE or (as_at and risk.target_date and risk.target_date < as_at):
        return True
    aims = ((risk.target_likelihood or 0) - risk.likelihood, (risk.target_impact or 0) - risk.impact)
    aims_lower = before is None or (_target(risk) or 0) < before
    return aims_lower and sum(max(aim, 0) for aim in aims) < FAR_BELOW


def was_higher(risk: Risk) -> bool:
    """Whether the risk may have come down below its target, which is that of a tolerated risk, or was one to aim at."""
    aims = (risk.target_likelihood or 0, risk.target_impact or 0)
    if risk.response is Response.TOLERATE:
        return True
    if risk.likelihood_before is not None and risk.impact_before is not None:
        return aims[0] <= risk.likelihood_before and aims[1] <= risk.impact_before
    return aims[0] <= risk.likelihood + 1 and aims[1] <= risk.impact + 1


@rule(
    "RK14",
    Severity.QUERY,
    "Target date is {day}, {wrong}; the score is {now}, and the target {target}.",
    "{remedy}",
)
def target_date_passed(programme: Programme) -> Iterator[Hit]:
    """A target that is not reached has a date still to come.

    The mitigation did not do what it was for, or the score was not looked at since. A week is left for that. Nor is it
    to come only three months after its workstream has ended: mostly the year is wrong.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 2 | 3 | <5 Nov 2026> |

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 2 | 3 | <30 Nov 2027> |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 2 | 3 | 13 Nov 2026 |
    | TRN-R02 | 2 | 3 | 3 | 2 | 30 Oct 2026 |
    | TRN-R03 | 3 | 3 | 2 | 3 | 12 Nov 2026 |
    | TRN-R04 | 3 | 3 | 2 | 3 | 29 Nov 2027 |
    """
    for risk in open_risks(programme):
        as_at, target, now = programme.as_at(risk), _target(risk), risk.likelihood * risk.impact
        day = risk.target_date
        if as_at is None or day is None or target is None or now <= target:
            continue
        looked_at = as_at - day > A_WEEK or risk.reviewed is None or risk.reviewed >= day
        stream = programme.streams.get(risk.workstream)
        ends = stream.ends if stream else None
        cell, words = risk.at("target_date"), {"day": day, "now": now, "target": target}
        if day < as_at and looked_at:
            yield hit(cell, severity=None, wrong="which has passed", remedy=_PASSED, **words)
        elif stream and ends and day - ends > A_QUARTER:
            wrong = f"long after {stream.code} ends, {say(ends)}"
            yield hit(cell, Related(stream.at("ends"), "its end"), severity=None, wrong=wrong, remedy=_YEAR, **words)


@rule(
    "RK15",
    Severity.QUERY,
    "The response is Tolerate, but the target, {target}, is lower than the score now, {now}.",
    "Choose Treat if more is to be done, else make the target the score now.",
    speaks_for=("RK93",),
)
def tolerated_with_lower_target(programme: Programme) -> Iterator[Hit]:
    """A risk that is tolerated aims at no lower score.

    To tolerate a risk is to accept it as it is.

    **Fails**

    Risks:
    | ID | Response | Likelihood | Impact | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | <Tolerate> | 3 | 3 | 2 | 3 | 31 Mar 2027 |

    **Passes**

    Risks:
    | ID | Response | Likelihood | Impact | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Tolerate | 3 | 3 | 3 | 3 | |
    | TRN-R02 | Treat | 3 | 3 | 2 | 3 | 31 Mar 2027 |
    """
    for risk in open_risks(programme):
        target, now = _target(risk), risk.likelihood * risk.impact
        if risk.response is Response.TOLERATE and target is not None and target < now:
            aim = Related(risk.at("target_likelihood"), "the target")
            yield hit(risk.at("response"), aim, target=target, now=now)
