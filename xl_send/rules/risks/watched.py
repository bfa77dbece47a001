"""Risks: who sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.gaps import batches
from xl_send.rules.risks.treatment import open_risks_of
from xl_send.words import counted
from xl_send.workbook.sheets.choices import ForumLevel, Rag
from xl_send.workbook.sheets.governance import Forum
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, Submission

A_FORTNIGHT = timedelta(days=14)


@rule(
    "RK25",
    Severity.QUERY,
    "{which} Red, but watched only at {forum}, a workstream's own forum.",
    "Let {board} watch it, or another forum above the workstream.",
)
def red_risk_unseen_above(programme: Programme) -> Iterator[Hit]:
    """A Red risk is watched by a forum of the programme, the partnership or the council.

    Those who could act on it must be able to see it. Where the Forums sheet lists no such forum, nothing is said; nor
    of a risk that was raised within the last fortnight, from which a row of the log has gone to a forum above, or whose
    mitigation names one. More than three at one forum are told once.

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
    | ID | Likelihood | Impact | Monitored at | Mitigation |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | 3 | 5 | Programme Board | Recruit early |
    | TRN-R02 | 3 | 4 | Transition Group | Recruit early |
    | TRN-R03 | 3 | 5 | Health Group | Recruit early |
    | TRN-R04 | 3 | 5 | A forum that is not listed | Recruit early |
    | TRN-R05 | 3 | 5 | Transition Group | Recruit early |
    | TRN-R06 | 3 | 5 | Transition Group | Raised with the Programme Board on 5 November |

    Issues and decisions:
    | ID | From risk | Forum |
    | --- | --- | --- |
    | TRN-A01 | TRN-R05 | Programme Board |

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
        own = {name for name, forum in forums.items() if forum.level is ForumLevel.WORKSTREAM}
        above, as_at = _forum_above(submission), programme.as_at_of(submission)
        raised = {
            entry.from_risk for entry in submission.all(LogEntry) if (entry.forum or "").casefold() not in own | {""}
        }
        together: defaultdict[str, list[Risk]] = defaultdict(list)
        for risk in open_risks_of(programme, submission) if above else ():
            red = submission.thresholds.colour_of(risk.likelihood, risk.impact) is Rag.RED
            new = risk.raised is not None and as_at is not None and risk.raised > as_at - A_FORTNIGHT
            words = (risk.mitigation or "").casefold()
            known = risk.id in raised or any(name in words for name in forums.keys() - own)
            if red and not new and not known and (risk.monitored_at or "").casefold() in own:
                together[(risk.monitored_at or "").casefold()].append(risk)
        for name, risks in together.items():
            for told in batches(risks):
                which = "The risk is" if len(told) == 1 else f"{counted(len(told), 'risk')} are"
                beside = (Related(risk.at("monitored_at"), "Red too") for risk in told[1:])
                yield hit(told[0].at("monitored_at"), *beside, which=which, forum=forums[name].name, board=above)


def _forum_above(submission: Submission) -> str:
    """The nearest forum above the workstreams, by its level and its place in the list."""
    levels = list(ForumLevel)
    found = [forum for forum in submission.all(Forum) if forum.level and forum.level is not ForumLevel.WORKSTREAM]
    nearest = min(found, key=lambda forum: levels.index(forum.level or ForumLevel.WORKSTREAM), default=None)
    return nearest.name if nearest else ""
