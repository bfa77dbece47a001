"""Risks that are put low while an issue, or the lateness of what they threaten, tells of the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.content import stems
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.workbook.sheets.choices import Level, LogKind, LogStatus, Response
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

# Of five; a risk that is scored so is watched from afar.
UNLIKELY = 2
# So many words of a risk tell that an issue, or what is said of a late milestone, is of the same matter.
OF_ISSUE, OF_ITS_TITLE, OF_COMMENTARY = 4, 2, 2
A_WEEK = timedelta(days=7)
# After these a risk says what would happen, and no more what it would come of, which may well be so already.
_EVENT = Pattern(r"(?i)\brisk that\b|^(?:because|as|since|with|given)\b[^,]*,")
_SENTENCES = Pattern(r"[.;]\s")
_SLIPPED = Pattern(
    r"(?i)\b(?:slip\w*|mov(?:ed?|es|ing)|delay\w*|late\w*|behind|postpone\w*|push\w*|again|put (?:back|off)|held up"
    r"|cancel\w*|defer\w*|(?:re-?)?schedul\w+|stopped|failed|fell|dropped|low|short\w*|too few"
    r"|cannot|(?:could|would|did) not|no (?:longer|[a-z]+ could)|refus\w+)\b"
)
# Words that any two texts of a programme share.
OF_MOST_RISKS = frozenset({
    "risk", "school", "schools", "send", "plan", "plans", "pupils", "children", "families", "late", "because", "means",
    "mean", "would", "could", "might", "will", "than", "first", "second", "next", "term", "spring", "summer", "autumn",
    "year", "years", "month", "months", "week", "weeks", "when", "which", "what", "does", "some", "have", "about",
    "before", "after", "until", "they", "them", "other", "places", "work", "team", "service", "programme", "board",
})  # fmt: skip


@rule(
    "RK80",
    Severity.QUERY,
    "Likelihood is {likelihood}, but {what}.",
    "Look at the likelihood again: it is how likely it is now, not once the action is done. If this is not the risk of "
    "which {source} tells, say in Controls in place what keeps it down.",
)
def put_low_while_it_happens(programme: Programme) -> Iterator[Hit]:
    """A risk is not put low while what it tells of is happening.

    Its colour is then better than the log's and the milestone's, and the board looks elsewhere. Asked of an open risk
    that is treated, with a likelihood of 2 or less, or that of its target while its action is still to come: where an
    open issue of the workstream that is not Low, or the commentary of a late milestone that it threatens, shares its
    words.

    **Fails**

    Risks:
    | ID | Risk | Likelihood | Target likelihood | Threatens |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | Supplier is short of developers, so release 5 slips and the portal misses advice | <2> | 2 | TRN-M01 |

    Issues and decisions:
    | ID | Kind | What | Severity | What happens if not |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Issue | Supplier has moved release 5 to March | High | Portal misses spring advice |

    **Fails**

    Risks:
    | ID | Risk | Likelihood | Target likelihood | Action due | Threatens |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Supplier is short of developers, so the release slips | <3> | 3 | 15 Jan 2027 | TRN-M01 |

    Milestones:
    | ID | Baseline date | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | 19 Feb 2027 | Late: the supplier has moved its release. |

    **Passes**

    Risks:
    | ID | Risk | Likelihood | Target likelihood | Response | Threatens |
    | --- | --- | --- | --- | --- | --- |
    | TRN-R01 | Supplier is short of developers, so release 5 slips and the portal too | 4 | 2 | Treat | TRN-M01 |
    | TRN-R02 | Supplier is short of developers, so the release slips, the portal too | 2 | 2 | Tolerate | TRN-M01 |
    | TRN-R03 | Families do not hear of the portal and go on sending paper forms | 2 | 1 | Treat | TRN-M01 |
    | TRN-R04 | Supplier is short of developers, so the old release is not supported | 2 | 1 | Treat | TRN-M02 |
    | TRN-R05 | Supplier raises its price at the renewal of the licences | 2 | 1 | Treat | TRN-M01 |
    | TRN-R06 | Because the hall is late, there is a risk that families lose patience | 2 | 1 | Treat | TRN-M03 |
    | TRN-R07 | College does not sign the agreement, so half of the rooms are lost | 2 | 1 | Treat | TRN-M04 |

    Milestones:
    | ID | Baseline date | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 29 Jan 2027 | 29 Jan 2027 | Supplier has sent the release. |
    | TRN-M02 | 29 Jan 2027 | 5 Feb 2027 | Supplier moved the release by a week. |
    | TRN-M03 | 29 Jan 2027 | 19 Feb 2027 | The hall is late: a drain had to be moved. |
    | TRN-M04 | 29 Jan 2027 | 19 Feb 2027 | College to sign the agreement for its rooms on 10 February |

    Issues and decisions:
    | ID | Kind | What | Severity | Status | What happens if not |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Issue | Supplier has moved release 5 to March | Low | Open | Portal misses spring advice |
    | TRN-A02 | Action | Ask supplier for release 5 by March | High | Open | Portal misses spring advice |
    | TRN-A04 | Issue | Works at the hall have stopped for a month | High | Open | Families wait longer for the hall |
    | TRN-A03 | Issue | Supplier has two new developers to train | High | Open | They work more slowly |
    """
    issues: defaultdict[str, list[LogEntry]] = defaultdict(list)
    for entry in worked_on(programme, LogEntry):
        if entry.kind is LogKind.ISSUE and entry.status is LogStatus.OPEN and entry.severity is not Level.LOW:
            issues[entry.workstream].append(entry)
    for risk in open_risks(programme):
        if risk.response is Response.TREAT and _is_put_low(programme, risk):
            yield from _told_elsewhere(programme, risk, issues)


def _is_put_low(programme: Programme, risk: Risk) -> bool:
    """Whether a risk is unlikely, or as likely as it is to be once an action that is still to come is done."""
    as_at, before = programme.as_at(risk), risk.likelihood_before
    to_come = risk.action_due is not None and as_at is not None and risk.action_due >= as_at
    at_target = risk.likelihood == risk.target_likelihood and (before is None or before > risk.likelihood)
    return risk.likelihood <= UNLIKELY or (at_target and to_come)


def _told_elsewhere(programme: Programme, risk: Risk, issues: Mapping[str, Sequence[LogEntry]]) -> Iterator[Hit]:
    """The issue, or else the late milestone, that tells of what a risk is of."""
    mine = stems(risk.name or "", OF_MOST_RISKS)
    for entry in issues.get(risk.workstream, ()):
        what = stems(entry.what or "", OF_MOST_RISKS) if entry.from_risk != risk.id else frozenset[str]()
        if len(mine & what) < OF_ITS_TITLE:
            continue
        every, event = what | stems(entry.otherwise or "", OF_MOST_RISKS), _event(risk)
        if len(mine & every) >= OF_ISSUE and len(event & every) >= OF_ITS_TITLE and event & what:
            said = f'{entry.id}, which is open and {entry.severity}, tells of it as an issue: "{entry.what}"'
            yield _low(risk, Related(entry.at("what"), "the issue"), said, entry.id)
            return
    threatened = [programme.milestones.get(reference.id) for reference in risk.threatens]
    for one in (milestone for milestone in threatened if milestone and _is_late(milestone)):
        if len(mine & stems(one.commentary or "", OF_MOST_RISKS)) < OF_COMMENTARY:
            continue
        for sentence in _SENTENCES.split(one.commentary or ""):
            words = stems(sentence, OF_MOST_RISKS)
            if len(mine & words) >= OF_COMMENTARY and _event(risk) & words and _SLIPPED.search(sentence):
                said = f'{one.id}, which it threatens, is late and says "{sentence.rstrip(" .")}"'
                yield _low(risk, Related(one.at("commentary"), "what is said there"), said, one.id)
                return


def _event(risk: Risk) -> frozenset[str]:
    """The words of what would happen, without what it would come of."""
    return stems(_EVENT.split(risk.name or "")[-1], OF_MOST_RISKS)


def _is_late(milestone: Milestone) -> bool:
    """Whether a milestone is still to come, and more than a week after its plan date."""
    day = milestone.forecast if milestone.actual is None else None
    return day is not None and day - (milestone.agreed or milestone.baseline) > A_WEEK


def _low(risk: Risk, related: Related, what: str, source: str) -> Hit:
    return hit(risk.at("likelihood"), related, likelihood=risk.likelihood, what=what, source=source)
