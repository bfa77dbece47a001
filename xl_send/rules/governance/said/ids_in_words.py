"""Ids that texts name and no sheet has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xl_send.analysis.references import BY_LETTER
from xl_send.findings import Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.columns import Record, columns_of
from xl_send.workbook.ids import code_of, letter_of
from xl_send.workbook.kinds import Text
from xl_send.workbook.submissions import Programme, Submission

_ID = Pattern(r"(?<![\w-])[A-Z]{2,5}-[A-Z]\d{1,3}(?![\w-])")
# What is told of as it was.
_FORMER = Pattern(
    r"(?i)\b(?:was|were|formerly|former|previous(?:ly)?|old|replaced|replaces|merged|closed|withdrawn|deleted|removed"
    r"|superseded|renumbered|split|dropped|last (?:year|return)|retired|became|now|moved|archived?|not used|new id"
    r"|numbers?|from 20\d\d)\b"
)


@rule(
    "ID42",
    Severity.QUERY,
    "The text names {named}, but no row of {sheet} has that id.",
    "Name the row that is meant. If it stands in no sheet any more, say what became of it.",
)
def id_in_words_of_no_row(programme: Programme) -> Iterator[Hit]:
    """An id that a text names is that of a row.

    Whoever looks for what a risk was handed over under, or a decision rests on, finds nothing, or the wrong row. Asked
    of any text, of ids of the workbook's own workstreams, where the sheet has other rows of that workstream, and the
    text does not tell what became of it.

    **Fails**

    Workstreams:
    | Code |
    | --- |
    | TRN |

    Risks:
    | ID | Mitigation |
    | --- | --- |
    | TRN-R01 | <Handed to therapies under TRN-D02> |
    | TRN-R02 | <As TRN-R07> |

    Interdependencies:
    | ID | Receiver |
    | --- | --- |
    | TRN-D01 | TRN |

    **Passes**

    Workstreams:
    | Code |
    | --- |
    | TRN |

    Risks:
    | ID | Mitigation |
    | --- | --- |
    | TRN-R01 | Handed to therapies under TRN-D01 |
    | TRN-R02 | Was TRN-R07 until May |
    | TRN-R03 | Waits for OUT-M04 |
    | TRN-R04 | Decided under TRN-A03 |

    Interdependencies:
    | ID | Receiver |
    | --- | --- |
    | TRN-D01 | TRN |
    """
    known = {str(getattr(record, "id", "")) for record, _ in _every_row(programme)}
    known |= {row.id for submission in programme.submissions for row in submission.unread_rows}
    families = defaultdict(set)
    for record, submission in _every_row(programme):
        families[submission].add(str(getattr(record, "id", ""))[:-2])
    for record, submission in _every_row(programme):
        for column in columns_of(type(record)):
            text = getattr(record, column.name, None) if isinstance(column.kind, Text) else None
            if not isinstance(text, str) or not _ID.search(text) or _FORMER.search(text):
                continue
            for found in _ID.finditer(text):
                named = found[0]
                own = code_of(named) in submission.codes and named[:-2] in families[submission]
                if own and named not in known and letter_of(named) in BY_LETTER:
                    sheet = BY_LETTER[letter_of(named)].SHEET.title
                    yield hit(record.at(column.name), named=named, sheet=sheet)
                    break


def _every_row(programme: Programme) -> Iterator[tuple[Record, Submission]]:
    for submission in programme.submissions:
        for records in submission.records.values():
            yield from ((record, submission) for record in records)
