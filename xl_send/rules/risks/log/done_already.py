"""Risks that are scored, or told, as if what is still to be done had been."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.notes.content import content_words, first_letters
from xl_send.analysis.words.named_dates import days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.sheets.choices import Level, LogKind, LogStatus, Response
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

# So many words that matter tell that an issue is of the same matter as a risk, and so late is what it threatens.
SHARED, LATE = 2, 7


@rule(
    "RK74",
    Severity.QUERY,
    "Likelihood is at its target, {target}, already, but the action is due {due}, {milestone} is forecast {late} days "
    "after its plan and {issue} stands open: {words}.",
    "Score the likelihood as it is until the action is done. If it has come down, say under Controls in place by what.",
)
def down_before_its_action(programme: Programme) -> Iterator[Hit]:
    """A likelihood has not come down to its target while what was feared comes about and the action is still due.

    The colour is better than the matter. Asked of an open risk that is treated, whose likelihood was higher before its
    controls and is at its target now, where the next action is due after the as at date, a milestone that it threatens
    is forecast more than a week late, and an open issue of high severity of its workstream is of the same matter: two
    words that matter are the same.

    **Fails**

    Risks:
    | ID | Risk | Likelihood | Response | Action due | Likelihood before controls | Target likelihood | Threatens |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Supplier slips with release 5.2 again | <2> | Treat | 12 Feb 2027 | 4 | 2 | TRN-M01 |

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | 19 Feb 2027 |

    Issues and decisions:
    | ID | Kind | What | Severity | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Issue | Supplier has moved release 5.2 to 29 January | High | Open |

    **Passes**

    Risks:
    | ID | Risk | Likelihood | Response | Action due | Likelihood before controls | Target likelihood | Threatens |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Supplier slips with release 5.2 again | 4 | Treat | 12 Feb 2027 | 4 | 2 | TRN-M01 |
    | TRN-R02 | Supplier slips with release 5.2 again | 2 | Treat | 12 Feb 2027 | 4 | 2 | TRN-M02 |
    | TRN-R03 | Data of the extract is incomplete | 2 | Treat | 12 Feb 2027 | 4 | 2 | TRN-M01 |
    | TRN-R04 | Supplier slips with release 5.2 again | 2 | Tolerate | 12 Feb 2027 | 4 | 2 | TRN-M01 |

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | 19 Feb 2027 |
    | TRN-M02 | 29 Jan 2027 | 29 Jan 2027 |

    Issues and decisions:
    | ID | Kind | What | Severity | Status |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Issue | Supplier has moved release 5.2 to 29 January | High | Open |
    """
    issues = [
        one
        for one in programme.each(LogEntry)
        if one.kind is LogKind.ISSUE and one.status is LogStatus.OPEN and one.severity is Level.HIGH
    ]
    for risk in open_risks(programme) if issues else ():
        as_at, due, before = programme.as_at(risk), risk.action_due, risk.likelihood_before or 0
        if (
            risk.response is not Response.TREAT
            or risk.target_likelihood != risk.likelihood
            or before <= risk.likelihood
        ):
            continue
        late = _latest(programme, risk)
        of_it = [(one, words) for one in issues if len(words := _shared(risk, one)) >= SHARED]
        if as_at and due and due > as_at and late and of_it:
            (milestone, days), (issue, words) = late, of_it[0]
            related = [Related(risk.at("target_likelihood"), "the target"), Related(milestone.at("forecast"), "late")]
            yield hit(
                risk.at("likelihood"), *related, Related(issue.at("what"), "the issue"), target=f"{risk.likelihood:g}",
                due=due, milestone=milestone.id, late=days, issue=issue.id, words=issue.what,
            )  # fmt: skip


def _latest(programme: Programme, risk: Risk) -> tuple[Milestone, int] | None:
    """The first milestone that a risk threatens which is forecast late, and by how many days."""
    wanted = {one.id for one in risk.threatens}
    for one in programme.of(risk).all(Milestone):
        days = (one.forecast - (one.agreed or one.baseline)).days if one.forecast and not one.actual else 0
        if one.id in wanted and days > LATE:
            return one, days
    return None


def _shared(risk: Risk, issue: LogEntry) -> frozenset[str]:
    """What the words that matter of a risk and an issue of its workstream have in common."""
    if issue.workstream != risk.workstream:
        return frozenset()
    return first_letters(content_words(risk.name or "")) & first_letters(content_words(issue.what or ""))


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
