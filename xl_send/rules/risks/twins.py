"""One risk under two ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.risks.treatment import open_risks_of
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme

# Longer texts are the same risk where hardly a word differs; of shorter ones every word counts.
LONG = 12
NEARLY_ALL = 0.92


@rule(
    "RK51",
    Severity.QUERY,
    "This is word for word, or nearly, the risk {other}.",
    "Keep one of the two, with the scores that hold now. If they differ, say in the words how.",
)
def risk_given_twice(programme: Programme) -> Iterator[Hit]:
    """A risk stands once in the register of its workstream.

    Pasted again under a second id it is counted twice, and soon scored in two ways. Open risks of one workstream are
    held against each other.

    **Fails**

    Risks:
    | ID | Risk |
    | --- | --- |
    | TRN-R01 | Because posts are vacant, there is a risk that visits stop, so that the trials slip |
    | TRN-R02 | <Because posts are vacant there is a risk that visits stop so that trials slip.> |

    **Passes**

    Risks:
    | ID | Risk | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-R01 | Because posts are vacant, there is a risk that visits stop, so that trials slip | Open | |
    | TRN-R02 | Because buses are late, there is a risk that visits stop, so that trials slip | Open | |
    | TRN-R03 | Because posts are vacant, there is a risk that visits stop, so that trials slip | Closed | Filled |
    | TRN-R04 | Posts vacant in spring | Open | |
    | TRN-R05 | Posts vacant in summer | Open | |
    """
    for submission in programme.submissions:
        by_stream: defaultdict[str, list[tuple[frozenset[str], Risk]]] = defaultdict(list)
        for risk in open_risks_of(programme, submission):
            words = frozenset(name_words(risk.name or "").split())
            if words:
                by_stream[risk.workstream].append((words, risk))
        for found in by_stream.values():
            told: set[str] = set()
            for (words, combination), (others, other) in combinations(found, 2):
                if combination.id != other.id and other.id not in told and _same(words, others):
                    told.add(other.id)
                    yield hit(other.at("name"), Related(combination.at("name"), "the other"), other=combination.id)


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    if one == other:
        return True
    shared = len(one & other)
    return min(len(one), len(other)) >= LONG and shared >= NEARLY_ALL * len(one | other)
