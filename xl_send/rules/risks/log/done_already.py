"""Risks that are told as if what is still to be done had been."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.words.named_dates import days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.submissions import Programme

_DONE = Pattern(
    r"(?i)\b(?:was|were|has been|have been) (?:\w+ ){0,2}?(?:trained|appointed|recruited|hired|signed|installed|bought"
    r"|set up|filled|found|agreed|built|replaced)\b|\bnow (?:covers?|in (?:place|post|use)|does|do|trained|fully)\b"
)
_BOTH = Pattern(r"(?i)\bnow\b|\bsince\b|\balready\b")
_TO_COME = Pattern(
    r"(?i)\b(?:will|to (?!date\b)[a-z]{2,12}\b|by|from|until|next|due|planned|then|further|more|rest|if|once"
    r"|when|review\w*|weekly|monthly|each|every|keep|continue\w*|monitor\w*|watch\w*|part|most|some|half|not|still)\b"
)


@rule(
    "RK76",
    Severity.QUERY,
    'Mitigation says "{words}", but Action due is {due}, still to come.',
    "If it is done, move it to Controls in place and score the risk again. If it is to come, say so in Mitigation.",
)
def done_though_its_action_is_due(programme: Programme) -> Iterator[Hit]:
    """A mitigation that is done has no action still to come.

    A reader takes the risk for held, while the row says that the action is ahead. Asked of an open risk with an action
    due, all of whose mitigation tells of what was done and works now, and of nothing to come, and whose likelihood is
    above its target.

    **Fails**

    Risks:
    | ID | Mitigation | Action due | Likelihood | Target likelihood |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | <Second developer was trained in October and now covers it; notes in wiki.> | 29 Jan 2027 | 2 | 1 |
    | TRN-R02 | <Two locums have been appointed already> | 29 Jan 2027 | 4 | 2 |

    **Passes**

    Risks:
    | ID | Mitigation | Action due | Likelihood | Target likelihood |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | Second developer trained by end of January; notes in wiki. | 29 Jan 2027 | 2 | 1 |
    | TRN-R02 | One locum has been appointed already, second to be found | 29 Jan 2027 | 4 | 2 |
    | TRN-R03 | A second developer was trained and now covers it | 29 Jan 2027 | 1 | 1 |
    | TRN-R04 | Lease was signed; works now wait for a review of the plan | 29 Jan 2027 | 4 | 2 |
    """
    for risk in open_risks(programme):
        as_at, text, aim = programme.as_at(risk), risk.mitigation or "", risk.target_likelihood
        if not text or not as_at or risk.action_due is None or risk.action_due <= as_at or aim is None:
            continue
        told = _DONE.search(text) and _BOTH.search(text) and not _TO_COME.search(text)
        if told and risk.likelihood > aim and not any(day > as_at for day in days_named(text, as_at)):
            yield hit(risk.at("mitigation"), Related(risk.at("action_due"), "due"), words=text, due=risk.action_due)
