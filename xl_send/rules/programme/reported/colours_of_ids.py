"""The colour that a text gives another row by its id, against that row's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rag.rollup import programme_status
from xl_send.results import Item
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.programme.reported.colours_said import NOT_NOW
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import LogStatus, RiskStatus
from xl_send.workbook.submissions import Programme

# An id, what stands in brackets behind it, and a colour: "TRN-R01 (staff) also Red", "(TRN-R01, Red)".
_OF_AN_ID = Pattern(
    r"\b(?P<id>[A-Z]{2,5}-[A-Z]{1,2}\d{2,3})\b\)?(?: \([^()]{1,60}\))?(?P<between>[\s,:;(\u2013\u2014-]+"
    r"(?:(?:is|are|also|still|now|currently|reported|rated|remains?|stays?|at|as)\s+){0,3})(?P<colour>(?i:red|amber|green))\b"
)
# What is past, to come or might be; and a colour that is no rating, such as a Green Paper.
_NOT_SAID = Pattern(
    r"(?i)\b(?:if|would|could|may|might|should|will|was|were|until|unless|before|last time|previously)\b"
)
_CLAUSES = Pattern(r"[.;!?]\s+|\n")
_A_STATE = Pattern(
    r"\s*(?:$|[.,;:)\n\u2013\u2014/-]|(?:and|but|because|as|since|on|with|while|too|this|so|though|now|again)\b)"
)
# Of these a text tells what might be, or what was once.
_NOT_OF_NOW = frozenset({"otherwise", "purpose", "done_when", "evidence", "outcome"})
_OVER = frozenset({LogStatus.CLOSED, RiskStatus.CLOSED})


@rule(
    "WM07",
    Severity.QUERY,
    '{where} of {record} says "{words}", but {id} is {colours}.',
    "Correct one of the two. If the colour of {id} was changed, check that what it rests on has changed as well; if it "
    "has, bring the text up to date.",
    brings=dict.fromkeys(("WM01", "WM02", "WM11"), Reach.CELL),
)
def text_of_another_colour_than_the_row(programme: Programme) -> Iterator[Hit]:
    """The colour that a text gives a row by its id is the one that is reported for it, or computed.

    A score, a figure or a date that was softened takes the colour of its row with it, and nothing but the words
    elsewhere remember. Asked of texts of what is still open, where the colour stands right behind the id, and is
    neither the reported nor the computed one; not of what is past, to come or might be.

    **Fails**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | This goes with the vacancies (TRN-R01, also Red). TRN-M01 Amber: one school is late. |

    Risks:
    | ID | Likelihood | Impact | Reported RAG |
    | --- | --- | --- | --- |
    | TRN-R01 | 3 | 4 | <Amber> |

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 11 Dec 2026 | <Green> | |
    | TRN-M02 | 11 Dec 2026 | 11 Dec 2026 | <Green> | |
    | TRN-M03 | 11 Dec 2026 | 11 Dec 2026 | Green | TRN-M02 (the hall) is Red. |

    **Passes**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | TRN-R01 (vacancies) also Red. TRN-M01 Green. If TRN-M01 is Red in January, we ask for help. |
    | OUT | TRN-M01 was Red until March. TRN-R01, red letters sent. TRN-R02 is Amber, and so is TRN-R03. |

    Risks:
    | ID | Likelihood | Impact | Reported RAG | Status |
    | --- | --- | --- | --- | --- |
    | TRN-R01 | 4 | 4 | Amber | |
    | TRN-R02 | 4 | 3 | | |
    | TRN-R03 | 1 | 1 | Green | Closed |

    Milestones:
    | ID | Baseline date | Forecast date | Reported RAG |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 11 Dec 2026 | Green |
    """
    items, told = {item.id: item for item in programme_status(programme).items}, set[str]()
    for submission in programme.submissions:
        for record, name, text in speaking_texts(submission):
            if name in _NOT_OF_NOW or not _OF_AN_ID.may_be_in(text) or _is_over(record):
                continue
            for found in _OF_AN_ID.finditer(text):
                item = items.get(found["id"])
                if item and item.id not in told and _differs(item, found["colour"]) and _is_said_of_now(text, found):
                    told.add(item.id)
                    cell, words = record.at(name), found[0]
                    words = words if "(" in words else words.replace(")", "")
                    yield hit(
                        item.record.at("reported"), Related(cell, "the words"), where=cell.column, record=cell.record,
                        words=words, id=item.id, colours=_colours(item),
                    )  # fmt: skip


def _is_over(record: Record) -> bool:
    return getattr(record, "status", None) in _OVER or getattr(record, "actual", None) is not None


def _differs(item: Item, colour: str) -> bool:
    own = {item.status.value, item.reported.value if item.reported else item.status.value}
    return item.status.coloured and colour.capitalize() not in own and "reported" in type(item.record).__annotations__


def _is_said_of_now(text: str, found: re.Match[str]) -> bool:
    """Whether a colour is told of as one of now, in its clause and by what follows."""
    clause = _CLAUSES.split(text[: found.start()])[-1]
    behind = text[found.end() :]
    return not _NOT_SAID.search(clause) and bool(_A_STATE.match(behind)) and not NOT_NOW.match(behind)


def _colours(item: Item) -> str:
    if item.reported is None:
        return f"{item.status.value} by what it is computed from"
    same = item.reported.value == item.status.value
    return (
        f"reported and computed {item.status.value}"
        if same
        else f"reported {item.reported.value}, computed {item.status.value}"
    )
