"""Names of schools that may be one school's: asked about, never assumed."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.names.schools import names_in_doubt
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.submissions import Programme


@rule(
    "MS51",
    Severity.QUERY,
    'Is "{name}" the same school as "{other}" ({beside})?',
    "If so, write the name in the same way in both. Until then they are counted as one school. If not, leave it.",
)
def schools_that_may_be_one(programme: Programme) -> Iterator[Hit]:
    """One school has one name, written alike wherever it stands under Schools.

    What a school is asked to do is added up by its name. Capitals, spaces and punctuation do not matter; names that
    differ by a letter, a plural, The, Saint and St, or the order of their words are asked about once each, at the one
    that stands in fewer rows, and are counted as one school meanwhile.

    **Fails**

    Milestones:
    | ID | Schools |
    | --- | --- |
    | TRN-M01 | Larkfield Academy; St Anne's Primary |
    | TRN-M02 | Larkfield Academy; St Anne's Primary |
    | TRN-M03 | <The Larkfield Academy> |

    Diagnostics:
    | ID | Schools |
    | --- | --- |
    | TRN-T01 | <Larkfield Acadamy> |
    | TRN-T02 | <Saint Anne's Primary> |

    **Passes**

    Milestones:
    | ID | Schools |
    | --- | --- |
    | TRN-M01 | Larkfield Academy; Northmere School |
    | TRN-M02 | larkfield academy; Southmere School |
    | TRN-M03 | Larkfield Primary School; Larkfield Infant School |
    | TRN-M04 | St Mary's Primary School; St Mark's Primary School |
    | TRN-M05 | Milton Primary School; Hilton Primary School |
    """
    for rare, usual in names_in_doubt(programme):
        related = Related(usual.first.at("schools"), "the other name")
        found = hit(rare.first.at("schools"), related, name=rare.name, other=usual.name, beside=usual.first.id)
        yield found.known_by(rare.first.id, usual.first.id)
