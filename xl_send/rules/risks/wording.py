"""Risks: whether their words say why, what and so what, and one risk under two ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from xl_send.analysis.words.phrases import says_nothing, without_stop
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.reworded import Worded, risks_reworded, twins_of, words_of_its_own
from xl_send.rules.risks.treatment import open_risks, open_risks_of
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme

# Words that join a cause to an event or an event to what follows from it. One of them is enough: people put
# these things in many ways, and a rule that asked for all three parts would scold good sentences.
_JOINS = Pattern(
    r"\b(?:because|cause[sd]?|causing|due to|owing to|as a result|result(?:s|ed|ing)?|since|given|if|when|while|where"
    r"|unless|without|until|so|then|therefore|thus|hence|thereby|meaning|means?|meant|would|could|might|lead(?:s|ing)?"
    r"|led|leav(?:e|es|ing)|which|that|delay\w*|prevent\w*|reduc\w*|increas\w*|weaken\w*|undermin\w*|affect\w*"
    r"|impact\w*|harm\w*|threaten\w*|jeopardi[sz]\w*|expos\w*|creat\w*|forc\w*|mak(?:e|es|ing)|from|through|after"
    r"|before|as|by|despite|although|and)\b"
)
# A text this long, or in several sentences, says more than a name even where no such word joins its parts.
LONG, A_TOPIC = 4, 3
_PARTS = Pattern(r"[.;:\u2013\u2014]\s|\s[-\u2013\u2014>]+\s|\s?(?:->|=>|→)\s?")


@rule(
    "RK31",
    Severity.ADVICE,
    "{quote}{text}{names} something that may happen, but not why, nor what would follow from it.",
    "Say all three: Because ..., there is a risk that ..., which would ...",
)
def risk_without_cause_and_consequence(programme: Programme) -> Iterator[Hit]:
    """A risk says why it might happen, what would happen, and what harm would follow.

    The cause shows what can be done now, the consequence why it matters. Only texts of a few words are asked about
    that name neither; there are many good ways to put the three. Several of one register are told once.

    **Fails**

    Risks:
    | ID | Risk |
    | --- | --- |
    | TRN-R01 | <Schools not joining.> |

    **Fails**

    Risks:
    | ID | <Risk> |
    | --- | --- |
    | TRN-R01 | Educational psychologist capacity |
    | TRN-R02 | Schools not joining. |
    | TRN-R03 | Staff turnover |
    | TRN-R04 | Late data |

    **Passes**

    Risks:
    | ID | Risk |
    | --- | --- |
    | TRN-R01 | Because posts are empty, there is a risk that advice comes late, which would hold up plans |
    | TRN-R02 | If schools do not join, the trial is too small to judge |
    | TRN-R03 | Late health advice delays plans |
    | TRN-R04 | Two posts empty in spring; advice late; plans out of time |
    | TRN-R05 | Academy trusts withdraw support |
    | TRN-R06 | Staff turnover -> cases handed over twice |
    """
    for submission in programme.submissions:
        bare = [risk for risk in open_risks_of(programme, submission) if not says_nothing(risk.name) and _is_bare(risk)]
        if len(bare) > 1:
            related = [Related(risk.at("name"), risk.id) for risk in bare]
            yield hit(
                submission.seen[Risk].heading("name"),
                *related,
                quote="",
                text=f"{len(bare)} of these risks",
                names=" name",
            )
        else:
            for risk in bare:
                yield hit(risk.at("name"), quote='"', text=(risk.name or "").strip().rstrip("."), names='" names')


def _is_bare(risk: Risk) -> bool:
    """Whether the words of a risk are short and nothing in them joins one thing to another."""
    text = without_stop(risk.name)
    return 0 < len(text.split()) <= A_TOPIC and not _JOINS.search(text) and not _PARTS.search(text)


_COPIED_OVER = "If they were copied over those of {id}, write its own again. If both share it, agree what is done."
_NEARLY, _REWORDED = "is word for word, or nearly,", "may be, in other words,"


@rule(
    "RK51",
    Severity.QUERY,
    "This {how} the risk {other}{scores}.",
    "{do} If they differ, say in the words how.",
)
def risk_given_twice(programme: Programme) -> Iterator[Hit]:
    """A risk stands once in the register of its workstream, and two workstreams that share one treat it alike.

    Pasted again under a second id, or told again in other words, it is counted twice, and soon scored in two ways. Open
    risks of one workstream are held against each other; those of two only where the words are the same and the scores
    are not, which is advice: they may differ by right, and where other things are done about them do so by less than
    half. Or else the mitigation differs: then the words of one may have been copied over those of the other, and it is
    blamed of whose own owner, mitigation and milestones they say nothing, where those of the other do.

    **Fails**

    Risks:
    | ID | Risk |
    | --- | --- |
    | TRN-R01 | Because posts are vacant, there is a risk that visits stop, so that the trials slip |
    | TRN-R02 | <Because posts are vacant there is a risk that visits stop so that trials slip.> |
    | TRN-R03 | Because requests may grow faster than the team, there is a risk that schools wait longer for a visit |
    | TRN-R04 | <Requests could grow faster than the outreach team, and schools would wait too long for their visits> |

    **Fails**

    Risks:
    | ID | Workstream | Risk | Likelihood | Impact |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | TRN | Because posts are vacant, there is a risk that advice comes late, so plans are late | 5 | 5 |
    | OUT-R01 | OUT | <Because posts are vacant, there is a risk that advice comes late, so plans are late> | 1 | 2 |

    **Fails**

    Risks:
    | ID | Workstream | Risk | Mitigation |
    | --- | --- | --- | --- |
    | TRN-R01 | TRN | <Because the case system is old, the workflow may be late> | Referrals read monthly |
    | OUT-R01 | OUT | Because the case system is old, the workflow may be late | System tried on a copy |

    **Fails**

    Risks:
    | ID | Risk | Likelihood |
    | --- | --- | --- |
    | TRN-R01 | Bus timetable cut leaves interns unable to reach the hospital site | 3 |
    | TRN-R02 | <Cut to the bus timetable means that interns cannot get to the hospital> | 1 |

    **Passes**

    Risks:
    | ID | Workstream | Risk | Mitigation | Likelihood |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | TRN | Because adviser posts are vacant, advice is late | A locum adviser for the reviews | 3 |
    | OUT-R01 | OUT | Because adviser posts are vacant, advice is late | Staff write the first drafts of advice | 2 |

    **Passes**

    Risks:
    | ID | Risk | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-R01 | Because posts are vacant, there is a risk that visits stop, so that trials slip | Open | |
    | TRN-R02 | Because buses are late, there is a risk that visits stop, so that trials slip | Open | |
    | TRN-R03 | Because posts are vacant, there is a risk that visits stop, so that trials slip | Closed | Filled |
    | TRN-R04 | Posts vacant in spring | Open | |
    | TRN-R05 | Posts vacant in summer | Open | |
    | TRN-R06 | The host school needs its room back, so Norton hub has no space and children wait | Open | |
    | TRN-R07 | The host school needs its room back, so Malton hub has no space and children wait | Open | |
    """
    for submission in programme.submissions:
        by_stream: defaultdict[str, list[Worded]] = defaultdict(list)
        for risk in open_risks_of(programme, submission):
            words = frozenset(name_words(risk.name or "").split())
            if words:
                by_stream[risk.workstream].append((words, risk))
        for found in by_stream.values():
            twins = twins_of(found)
            pairs = [(other, item, _NEARLY) for other, item in twins.items()]
            reworded = risks_reworded([risk for _, risk in found])
            pairs += [(other, item, _REWORDED) for item, other in reworded if not {item, other} & twins.keys()]
            for other, item, how in pairs:
                do = "Keep one of the two, with the scores that hold now."
                same = Related(item.at("name"), "the other")
                yield hit(other.at("name"), same, other=item.id, scores="", do=do, how=how)
    yield from _scored_in_two_ways(programme)


def _scored_in_two_ways(programme: Programme) -> Iterator[Hit]:
    """Open risks of two workstreams in the same words, of which the lower score is blamed, or the words themselves."""
    alike: defaultdict[str, list[Risk]] = defaultdict(list)
    for risk in open_risks(programme):
        words = name_words(risk.name or "")
        if len(words.split()) >= LONG:
            alike[words].append(risk)
    for risks in alike.values():
        highest = max(risks, key=lambda risk: risk.likelihood * risk.impact)
        most = highest.likelihood * highest.impact
        for risk in risks:
            score = risk.likelihood * risk.impact
            if risk.workstream == highest.workstream:
                continue
            blamed, beside = sorted((risk, highest), key=partial(words_of_its_own, programme))
            copied = words_of_its_own(programme, blamed) == 0 < words_of_its_own(programme, beside)
            if score == most and copied and _treated_otherwise(risk, highest):
                do, scores = _COPIED_OVER.format(id=blamed.id), ", and what is done about it is not"
                same = Related(beside.at("name"), "the other")
                yield hit(blamed.at("name"), same, other=beside.id, scores=scores, do=do, how=_NEARLY)
            if score < most and (score <= most / 2 or not _treated_otherwise(risk, highest)):
                scores, do = f", which is scored {most:g}, and this {score:g}", "Agree one score for both."
                other = Related(highest.at("likelihood"), "its score")
                said = {"other": highest.id, "scores": scores, "do": do, "how": _NEARLY}
                yield hit(risk.at("name"), other, severity=Severity.ADVICE, **said)


def _treated_otherwise(one: Risk, other: Risk) -> bool:
    mine, theirs = name_words(one.mitigation or ""), name_words(other.mitigation or "")
    return bool(mine and theirs) and mine != theirs
