"""A Note that tells of another count than its figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from xl_send.analysis.figures import actuals, amount
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import NUMBER, number_said
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.submissions import Programme

_NUMBER = rf"({NUMBER})"
_A_COUNT = Pattern(
    rf"{_NUMBER} ([a-z]{{4,20}})(?=\s*(?:$|[.,;:(])| (?:in (?:all|total)|altogether|counted|recorded"
    r"|(?:open |on roll |supported |helped )?(?:to date|so far|at (?:the )?(?:month|term|year)?[ -]?end"
    r"|on the (?:last )?day)"
    r"|open|on roll|supported|helped)(?=\s*(?:$|[.,;:(])))",
    re.IGNORECASE,
)
_ANY_NUMBER = Pattern(rf"(?<![\w.,]){_NUMBER}\b(?![.,]\d|[%/])", re.IGNORECASE)
_NUMBER_OF = Pattern(r"(?i)^(?:the )?(?:total )?(?:number|count|total) of ")
_NARROWS = frozenset(
    {"of", "in", "with", "without", "who", "whose", "that", "from", "by", "for", "to", "at", "on", "using", "under",
     "over", "after", "before", "into", "about", "because", "where", "when", "since", "within", "among"}
)  # fmt: skip


@rule(
    "AC31",
    Severity.QUERY,
    'The figure is {value}, but its Note says "{words}".',
    "Correct the figure or the Note. Nobody can tell which of them was counted.",
)
def note_of_another_count(programme: Programme) -> Iterator[Hit]:
    """A count is what its Note says was counted.

    Asked where the Note begins with a number of what the title of the KPI counts, and nothing narrows it: the
    exclusions, in "Permanent exclusions of pupils", not what stands before a colon or after the words that narrow it,
    and not "four placements ended", which are some of them. "Eight, two since overturned" are six.

    **Fails**

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Permanent exclusions of pupils with SEN | Count |

    Actuals:
    | KPI | Value | Note |
    | --- | --- | --- |
    | TRN-K01 | <6> | Seven exclusions, two of them under appeal |

    **Fails**

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Permanent exclusions of pupils with SEN | Count |

    Actuals:
    | KPI | Value | Note |
    | --- | --- | --- |
    | TRN-K01 | <23> | 24 exclusions to date |

    **Passes**

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Permanent exclusions of pupils with SEN | Count |
    | TRN-K02 | All hubs: children helped | Count |

    Actuals:
    | KPI | Value | Note |
    | --- | --- | --- |
    | TRN-K01 | 7 | Seven exclusions, two of them under appeal |
    | TRN-K01 | 6 | Two exclusions more than last year |
    | TRN-K01 | 6 | Two schools did not answer |
    | TRN-K01 | 6 | Two pupils came from outside the council |
    | TRN-K02 | 17 | Two hubs open |
    | TRN-K01 | 6 | Two exclusions rescinded since |
    | TRN-K01 | 6 | Eight exclusions, two since overturned |
    """
    for actual, kpi in actuals(programme):
        found = _A_COUNT.match(actual.note or "") if kpi.unit is Unit.COUNT else None
        if found is None or actual.value is None or number_said(found[1]) == actual.value:
            continue
        if found[2].casefold() in what_is_counted(kpi.name or "") and not _comes_to(actual.note or "", actual.value):
            note = Related(actual.at("note"), "the Note")
            yield hit(actual.at("value"), note, value=amount(kpi.unit, actual.value), words=found[0])


def _comes_to(note: str, value: float) -> bool:
    """Whether the first number of a Note, more or less by the others, is the figure: eight, two since overturned."""
    first, *others = (number_said(found[1]) for found in _ANY_NUMBER.finditer(note))
    return any(abs(first - value) == apart for apart in (*others, sum(others)))


def what_is_counted(title: str) -> list[str]:
    """The words of a title for what it counts: after a colon, and before the first word that narrows it."""
    words = name_words(_NUMBER_OF.sub("", title.rpartition(":")[2].strip())).split()
    return list(takewhile(lambda word: word not in _NARROWS, words))
