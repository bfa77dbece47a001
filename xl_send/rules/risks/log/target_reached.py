"""Targets that are reached already, by scores that wait for what has yet to begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.words.named_dates import DAY, day_matched
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.sheets.choices import Response
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme

_BEGINS = Pattern(
    r"(?i)\b(?:from|(?:starts?|starting|begins?|beginning|joins?|in post|in place|opens?|live)(?: on| from)?)"
    rf" (?:the )?{DAY}"
)
_FIRST_PART = Pattern(r"[.;]\s|\n")
# A target that is to be reached in weeks may well be reached now.
A_QUARTER = timedelta(days=90)


@rule(
    "RK98",
    Severity.QUERY,
    'The score now, {now}, is the target for {target} already, though the mitigation has yet to begin: "{words}".',
    "Put back the likelihood and impact of today: a score falls once something has changed. If it has, say under "
    "Controls in place what did it, and give a new target.",
)
def target_reached_before_its_mitigation(programme: Programme) -> Iterator[Hit]:
    """A risk that is treated is not at its target long before the day of it, while what is to bring it has not begun.

    A score that was lowered to what is hoped for takes the risk off the board's list. Asked of open risks to be
    treated whose likelihood and impact are those of the target, which is a quarter or more away, where what the
    Mitigation begins with starts on a day still to come and the action is due after the as at date.

    **Fails**

    Risks:
    | ID | Response | Likelihood | Impact | Target likelihood | Target impact | Target date | Action due | Mitigation |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Treat | <3> | 4 | 3 | 4 | 30 Jun 2027 | 11 Jan 2027 | Two bank nurses from 11 January; joint calls. |

    **Passes**

    Risks:
    | ID | Response | Likelihood | Impact | Target likelihood | Target impact | Target date | Action due | Mitigation |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Treat | 4 | 4 | 3 | 4 | 30 Jun 2027 | 11 Jan 2027 | Two bank nurses from 11 January. |
    | TRN-R02 | Treat | 3 | 4 | 3 | 4 | 30 Jun 2027 | 11 Jan 2027 | Two bank nurses from 7 September. |
    | TRN-R03 | Treat | 3 | 4 | 3 | 4 | 30 Jun 2027 | 11 Jan 2027 | Joint calls now; bank nurses from 11 January. |
    | TRN-R04 | Treat | 3 | 4 | 3 | 4 | 11 Jan 2027 | 11 Jan 2027 | Two bank nurses from 11 January. |
    | TRN-R05 | Tolerate | 3 | 4 | 3 | 4 | 30 Jun 2027 | 11 Jan 2027 | Two bank nurses from 11 January. |
    """
    for risk in open_risks(programme):
        as_at = programme.as_at(risk)
        if as_at is None or risk.response is not Response.TREAT or not _is_at_its_target(risk, as_at):
            continue
        found = _BEGINS.search(_FIRST_PART.split(risk.mitigation or "")[0])
        day = day_matched(found, as_at) if found else None
        if found and day and day > as_at and risk.target_date:
            related = [Related(risk.at("target_likelihood"), "its target"), Related(risk.at("mitigation"), "the words")]
            yield hit(
                risk.at("likelihood"), *related, now=risk.likelihood * risk.impact, target=risk.target_date,
                words=_words(risk.mitigation or "", found),
            )  # fmt: skip


def _is_at_its_target(risk: Risk, as_at: date) -> bool:
    """Whether a risk stands where it is to stand a quarter later or more, with its action still to be done."""
    own, target = (risk.likelihood, risk.impact), (risk.target_likelihood, risk.target_impact)
    far = risk.target_date is not None and risk.target_date >= as_at + A_QUARTER
    return own == target and far and risk.action_due is not None and risk.action_due > as_at


def _words(text: str, found: re.Match[str]) -> str:
    return text[: found.end()].strip()
