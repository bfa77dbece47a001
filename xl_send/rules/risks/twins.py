"""One risk under two ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
# In a register of one workstream that is longer than this, only the same words are looked for.
MANY = 200
_Worded = tuple[frozenset[str], Risk]


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
        by_stream: defaultdict[str, list[_Worded]] = defaultdict(list)
        for risk in open_risks_of(programme, submission):
            words = frozenset(name_words(risk.name or "").split())
            if words:
                by_stream[risk.workstream].append((words, risk))
        for found in by_stream.values():
            for other, item in _twins(found).items():
                yield hit(other.at("name"), Related(item.at("name"), "the other"), other=item.id)


def _twins(found: Sequence[_Worded]) -> Mapping[Risk, Risk]:
    """Every risk that says what an earlier one says, with that one. A very long register is held word for word only."""
    twins: dict[Risk, Risk] = {}
    first: dict[frozenset[str], Risk] = {}
    for words, risk in found:
        combination = first.setdefault(words, risk)
        if combination.id != risk.id:
            twins[risk] = combination
    distinct = list(first.items()) if len(first) <= MANY else []
    for (words, combination), (others, other) in combinations(distinct, 2):
        if combination.id != other.id and other not in twins and _nearly_same(words, others):
            twins[other] = combination
    return twins


def _nearly_same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return min(len(one), len(other)) >= LONG and shared >= NEARLY_ALL * len(one | other)
