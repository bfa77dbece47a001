"""Lines of people that are said to be paid for while the money is still to be decided."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.analysis.notes.content import stems
from xl_send.analysis.notes.sums import sums_said
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.workbook.sheets.choices import Funding, LogKind, LogStatus, PostStatus
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

HALF_A_POUND = 0.5


@rule(
    "RS27",
    Severity.QUERY,
    "Funding is {funding}, but whether to pay for this, {cost}, is still to be decided: {decision}.",
    "Until it is decided choose Not funded. If it has been, close {decision} with its outcome.",
)
def paid_before_it_is_decided(programme: Programme) -> Iterator[Hit]:
    """What a forum is still asked to pay for is not funded yet.

    A mitigation that rests on it looks as if nothing but time were wanting. Asked of a line that is not approved, where
    an open decision of its workstream gives its cost to the pound and shares a word with its role or its people.

    **Fails**

    Resources:
    | ID | Role | Funding | Cost (pounds) | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Two locum psychologists | <Grant> | 132000 | Not approved |

    Issues and decisions:
    | ID | What | Kind | Status |
    | --- | --- | --- | --- |
    | TRN-A01 | Pay for two locum psychologists (£132,000) | Decision needed | Open |

    **Passes**

    Resources:
    | ID | Role | Funding | Cost (pounds) | Post status |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Two locum psychologists | Not funded | 132000 | Not approved |
    | TRN-P02 | Two locum psychologists | Grant | 132001 | Not approved |
    | TRN-P03 | Two locum psychologists | Grant | 132000 | In post |
    | TRN-P04 | Vans | Grant | 132000 | Not approved |
    | TRN-P05 | A locum psychologist | Grant | 66000 | Not approved |

    Issues and decisions:
    | ID | What | Kind | Status |
    | --- | --- | --- | --- |
    | TRN-A01 | Pay for two locum psychologists (£132,000) | Decision needed | Open |
    | TRN-A02 | Pay for a locum psychologist (£66,000) | Decision needed | Closed |
    """
    asked = [one for one in worked_on(programme, LogEntry) if _is_asked(one)]
    for line in worked_on(programme, Resource):
        funded = line.funding and line.funding is not Funding.NOT_FUNDED
        cost = line.cost or 0
        if not funded or not cost or line.post is not PostStatus.NOT_APPROVED or line.funding is None:
            continue
        words = stems(f"{line.role or ''} {line.who or ''}", frozenset())
        for decision in asked:
            said = any(abs(value - cost) < HALF_A_POUND for value in sums_said(decision.what))
            if said and decision.workstream == line.workstream and words & stems(decision.what or "", frozenset()):
                related = Related(decision.at("what"), "the decision"), Related(line.at("post"), "not approved")
                yield hit(
                    line.at("funding"), *related, funding=line.funding.value, cost=pounds(cost), decision=decision.id
                )
                break


def _is_asked(entry: LogEntry) -> bool:
    return entry.kind is LogKind.DECISION and entry.status is LogStatus.OPEN and bool(sums_said(entry.what))
