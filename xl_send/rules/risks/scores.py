"""Risks: the scores before controls, now and aimed at."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.gaps import bearing, gaps, in_how_many
from xl_send.rules.risks.treatment import open_risks, open_risks_of
from xl_send.workbook.sheets.choices import Response
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme


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

    What is only planned has not lowered anything yet. A register without any control has them under Mitigation.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Likelihood before controls | Impact before controls | Controls in place |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 5 | 3 | <> |
    | TRN-R02 | 3 | 3 | 5 | 3 | Fortnightly calls |

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
    """
    for submission in programme.submissions:
        names_them = any(risk.controls for risk in submission.all(Risk))
        for risk in open_risks_of(programme, submission) if names_them else ():
            before, now = before_controls(risk), risk.likelihood * risk.impact
            if before is not None and before > now and not risk.controls:
                yield hit(risk.at("controls"), Related(risk.at("likelihood_before"), "before controls"))


@rule(
    "RK12",
    Severity.QUERY,
    "The target score is {target}, higher than the score now, {now}.",
    "Correct one of the two, or clear the target if it has been reached.",
)
def target_above_score(programme: Programme) -> Iterator[Hit]:
    """A risk's target is no higher than its score now.

    Nobody means to make a risk worse. A score that has come down below its target was successful: it is asked where the
    target is above the score before controls too, or, where that is not given, a part of it is more than one above now.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | <5> | 2 | 31 Mar 2027 |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 3 | 3 | 31 Mar 2027 |
    | TRN-R02 | 2 | 2 | 2 | 3 | 31 Mar 2027 |
    """
    for risk in open_risks(programme):
        target, now = _target(risk), risk.likelihood * risk.impact
        if target is not None and target > now and not was_higher(risk):
            yield hit(risk.at("target_likelihood"), Related(risk.at("likelihood"), "now"), target=target, now=now)


def was_higher(risk: Risk) -> bool:
    """Whether the risk may have come down below its target, which is that of a tolerated risk, or was one to aim at."""
    aims = (risk.target_likelihood or 0, risk.target_impact or 0)
    if risk.response is Response.TOLERATE:
        return True
    if risk.likelihood_before is not None and risk.impact_before is not None:
        return aims[0] <= risk.likelihood_before and aims[1] <= risk.impact_before
    return aims[0] <= risk.likelihood + 1 and aims[1] <= risk.impact + 1


@rule(
    "RK13",
    Severity.QUERY,
    "A target score is given, but Target date is blank{rows}.",
    "Say by when it is to be reached.",
)
def target_without_date(programme: Programme) -> Iterator[Hit]:
    """A target score has a date.

    A target without one is never missed. Told once where most targets of a register have none; what is tolerated aims
    at nothing.

    **Fails**

    Risks:
    | ID | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- |
    | TRN-R01 | 2 | 2 | <> |

    **Passes**

    Risks:
    | ID | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- |
    | TRN-R01 | 2 | 2 | 31 Mar 2027 |
    | TRN-R02 | 3 | 3 | |
    """
    for submission in programme.submissions:
        asked = [risk for risk in open_risks_of(programme, submission) if _is_to_fall(risk)]
        for cell, rows in gaps(submission, asked, "target_date"):
            yield hit(cell, *bearing(rows, "target_likelihood", lambda _: "the target"), rows=in_how_many(rows))


def _is_to_fall(risk: Risk) -> bool:
    """Whether a risk that is not tolerated aims at a lower score than now."""
    target = _target(risk)
    return target is not None and target < risk.likelihood * risk.impact and risk.response is not Response.TOLERATE


@rule(
    "RK14",
    Severity.QUERY,
    "Target date is {day}, which has passed; the score is {now}, and the target {target}.",
    "Give a new date, or lower the score if the target was reached.",
)
def target_date_passed(programme: Programme) -> Iterator[Hit]:
    """A target that is not reached has a date still to come.

    The mitigation did not do what it was for, or the score was not looked at since.

    **Fails**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 2 | 3 | <12 Nov 2026> |

    **Passes**

    Risks:
    | ID | Likelihood | Impact | Target likelihood | Target impact | Target date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 3 | 2 | 3 | 13 Nov 2026 |
    | TRN-R02 | 2 | 3 | 3 | 2 | 30 Oct 2026 |
    """
    for risk in open_risks(programme):
        as_at, target, now = programme.as_at(risk), _target(risk), risk.likelihood * risk.impact
        if as_at and risk.target_date and target is not None and risk.target_date < as_at and now > target:
            yield hit(risk.at("target_date"), day=risk.target_date, now=now, target=target)


@rule(
    "RK15",
    Severity.QUERY,
    "The response is Tolerate, but the target, {target}, is lower than the score now, {now}.",
    "Choose Treat if more is to be done, else make the target the score now.",
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
