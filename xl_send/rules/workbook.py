"""What could not be read, put into words: blanks, wrong kinds, values not in the list."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Severity
from xl_send.model.submissions import Programme
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.schema.unreadable import Reason


@rule(
    "WB01",
    Severity.ERROR,
    "{column} is blank.",
    "Fill it in: {help}",
)
def required_cell_blank(programme: Programme) -> Iterator[Hit]:
    """Every required cell of a filled row is filled.

    A blank may mean nothing, not known or forgotten, and nobody can tell which.

    **Fails**

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | <> |

    **Passes**

    Milestones:
    | ID | Owner | Forecast date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | Transition Lead | | 2 Nov 2026 |
    """
    for submission in programme.submissions:
        for blank in submission.blanks:
            if not blank.filler:
                yield hit(blank.cell, column=blank.column.title, help=blank.column.help)


def _unread(programme: Programme, *reasons: Reason) -> Iterator[Hit]:
    for submission in programme.submissions:
        for unread in submission.unread_cells:
            if unread.reason in reasons:
                column = unread.column
                yield hit(unread.cell, column=column.title, text=unread.text, says=column.kind.says)


@rule(
    "WB02",
    Severity.ERROR,
    '{column} says "{text}", which cannot be read as {says}.',
    "Type {says}.",
)
def value_of_wrong_kind(programme: Programme) -> Iterator[Hit]:
    """A cell holds the kind of value its column is for.

    What cannot be read cannot be counted, coloured or compared.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | <mid November> |

    **Passes**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | 13 Nov 2026 |
    | TRN-M02 | "13.11.26" |
    """
    yield from _unread(programme, Reason.WRONG_KIND)
