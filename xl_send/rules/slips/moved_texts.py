"""Texts that go with the row above or below theirs: a column moved by a row, two cells exchanged."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.misplaced.texts import moved_by_a_row, word_columns
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.submissions import Programme

# Where the row lies of which a moved text speaks, which way the column went, and which way it goes back.
_WAYS = {1: ("below", "up", "down"), -1: ("above", "down", "up")}
_FOLLOW = ("CM01", "IS11", "MQ01", "MS34", "MS46", "RF22", "RF23", "RK23", "RK24", "RK51", "RK71")


@rule(
    "RF63",
    Severity.QUERY,
    "From about here, {title} seems to stand one row too far {way}: by its words it goes with the row {beside} in "
    "{number} rows, and with its own in {own}.",
    "Move the cells {back} by a row, or copy them again from the last return. Then look at the first and the last.",
    brings=dict.fromkeys((*_FOLLOW, "RF64"), Reach.WORKBOOK),
)
def texts_moved_by_a_row(programme: Programme) -> Iterator[Hit]:
    """What is said of a row stands in that row.

    A column pasted one row too low, or from which a cell was deleted, tells of each row what is so of its neighbour:
    when it is done, what holds it, what is being done. Asked where three texts and more, and a quarter of them, have
    words in common with the rest of the row above (or below) that few other rows have, and hardly any with their own.

    **Fails**

    Milestones:
    | ID | Milestone | Done when |
    | --- | --- | --- |
    | TRN-M01 | Contract for link workers signed | |
    | TRN-M02 | Passport form designed | <Both parties signed the contract> |
    | TRN-M03 | Parents' evenings held | Form is on the school site |
    | TRN-M04 | Survey of families reported | Three evenings were held and minuted |
    | TRN-M05 | Offer for all secondaries | Report of the survey is published |

    **Passes**

    Milestones:
    | ID | Milestone | Done when |
    | --- | --- | --- |
    | TRN-M01 | Contract for link workers signed | Both parties signed the contract |
    | TRN-M02 | Passport form designed | Form is on the school site |
    | TRN-M03 | Parents' evenings held | Three evenings were held and minuted |
    | TRN-M04 | Survey of families reported | Report of the survey is published |
    | TRN-M05 | Offer for all secondaries | All heads have the letter |
    """
    for columns in word_columns(programme):
        # Where two columns fit each other a row apart, it is the one that more rows tell of, and the title last.
        found = max(filter(None, map(moved_by_a_row, reversed(columns))), key=lambda each: len(each.rows), default=None)
        if found:
            beside, way, back = _WAYS[found.step]
            cell, number, own = found.rows[0].at(found.column.name), len(found.rows), found.own or "none"
            yield hit(cell, title=cell.column, beside=beside, way=way, back=back, number=number, own=own)


@rule(
    "RF64",
    Severity.QUERY,
    "By its words, {title} goes with {other}, and that of {other} with {id}.",
    "If the two were exchanged, change them back. If each is right where it is, explain this finding.",
    brings=dict.fromkeys(_FOLLOW, Reach.ROW),
)
def texts_of_two_rows_exchanged(programme: Programme) -> Iterator[Hit]:
    """What is said of two rows, one under the other, stands the right way about.

    Two cells dragged over one another: what holds one risk is told of the next, and the other way about. Asked where
    each of the two has words in common with the rest of the other row that few rows have, one of them two or more, and
    none with its own.

    **Fails**

    Risks:
    | ID | Risk | Mitigation |
    | --- | --- | --- |
    | TRN-R01 | Teachers leave before the trial ends | <Weekly call with the supplier of the portal> |
    | TRN-R02 | Supplier is late with the portal | Two teachers more appointed |
    | TRN-R03 | Families are not heard | Forum asks them each term |
    | TRN-R04 | Rooms are lost | |

    **Passes**

    Risks:
    | ID | Risk | Mitigation |
    | --- | --- | --- |
    | TRN-R01 | Teachers leave before the trial ends | Two teachers more appointed |
    | TRN-R02 | Supplier is late with the portal | Weekly call with the supplier of the portal |
    | TRN-R03 | Families are not heard | Forum asks them each term |
    | TRN-R04 | Rooms are lost | |
    """
    for title, *texts in word_columns(programme):
        told: set[int] = set()
        # The title last: it is asked about where no text beside it is.
        for column in (*texts, title):
            for upper in () if moved_by_a_row(column) else column.exchanged():
                if upper not in told:
                    told.add(upper)
                    one, other = column.rows[upper], column.rows[upper + 1]
                    cell, related = one.at(column.name), Related(other.at(column.name), "the other")
                    yield hit(cell, related, title=cell.column, id=one.label, other=other.label)
