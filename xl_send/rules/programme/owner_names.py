"""Owners: one name, written alike wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.names.near_names import near_pairs
from xl_send.disclosure.texts import is_withheld
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.owners import cells_of_owners
from xl_send.words import counted
from xl_send.workbook.columns import Record
from xl_send.workbook.names import owner_key, owner_words
from xl_send.workbook.submissions import Programme


@rule(
    "OW03",
    Severity.QUERY,
    '{column} is "{text}". In {rows} it is "{usual}".',
    'If they are one, write "{usual}" here too. If they are two, explain this finding.',
)
def owner_written_in_two_ways(programme: Programme) -> Iterator[Hit]:
    """An owner is written alike in every row.

    What an owner has to do is found and counted by the name. Names that differ by a letter, a plural, an initial or
    the order of their words are asked about, at the one that owns fewer rows of all workbooks, or of two that own one
    row each, at the later. Capitals, spaces and punctuation do not matter, nor which of name and role stands first.

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Transition Manager |
    | TRN-M02 | Transition Manager |
    | TRN-M03 | <Transition Manger> |

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Priya Shah |
    | TRN-M02 | <Prya Shah> |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Transition Manager |
    | TRN-M02 | Transition Manager |
    | TRN-M03 | transition manager |
    | TRN-M04 | Transition Adviser |
    | TRN-M05 | Area Manager 1 |
    | TRN-M06 | Area Manager 2 |

    **Passes**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Priya Shah, Head of SEND |
    | TRN-M02 | Head of SEND, Priya Shah |
    | TRN-M03 | Head of SEND (Priya Shah) |
    """
    cells: dict[str, list[tuple[str, Record, str]]] = {}
    for _, name, row, text in cells_of_owners(programme):
        if owner_words(text) and not is_withheld(text):
            cells.setdefault(owner_key(text), []).append((name, row, text))
    by_words = {owner_words(found[0][2]): found for found in cells.values()}
    order = {id(found): place for place, found in enumerate(cells.values())}
    for pair in near_pairs(by_words):
        rare, usual = sorted((by_words[words] for words in pair), key=lambda rows: (len(rows), -order[id(rows)]))
        first, beside, written = usual[0]
        # Of two that own as many rows nobody knows which is right: the one that comes later is asked about.
        for name, row, text in rare if len(rare) < len(usual) or len(usual) == 1 else ():
            related = Related(beside.at(first), "the other name")
            column, rows = row.at(name).column, counted(len(usual), "other row")
            yield hit(row.at(name), related, column=column, text=text, rows=rows, usual=written)
