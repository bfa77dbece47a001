"""Names that were read otherwise than they may be meant."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Severity
from xl_send.model.submissions import SHEETS, Programme
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.schema.columns import columns_of
from xl_send.schema.ids import Names

_NAMES = {
    record: tuple(column.name for column in columns_of(record) if column.kind == Names(separators=";"))
    for record in SHEETS
}


@rule(
    "WB18",
    Severity.ADVICE,
    '{column} was read as one name: "{name}".',
    "If these are several, put a semicolon between them.",
)
def names_joined_by_commas(programme: Programme) -> Iterator[Hit]:
    """Several names in one cell are separated by semicolons.

    A comma may belong to a name, as in St Anne's, Northgate. Read as one name, several schools are
    counted as one, and a school that is asked to join too much at once is not seen.

    **Fails**

    Milestones:
    | ID | Schools |
    | --- | --- |
    | TRN-M01 | <Oakfield Primary, Elm Academy> |

    **Passes**

    Milestones:
    | ID | Schools |
    | --- | --- |
    | TRN-M01 | Oakfield Primary; St Anne's, Northgate |
    | TRN-M02 | Elm Academy |
    """
    for record, fields in _NAMES.items():
        for name in fields:
            for one in programme.each(record):
                found = getattr(one, name)
                if len(found) == 1 and "," in found[0]:
                    yield hit(one.at(name), column=one.at(name).column, name=found[0])
