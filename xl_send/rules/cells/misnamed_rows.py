"""A row, workstream or forum that nothing calls by its name, where what is named instead has no row.

Whatever names it leads nowhere then. That is told once, at the row, and the rest follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.names.misnamed_rows import (
    WrongCode,
    miscoded_streams,
    misnamed_rows,
    wrong_prefixes,
    wrong_workstreams,
)
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import file_name
from xl_send.workbook.submissions import Programme


@rule(
    "RF32",
    Severity.ERROR,
    "Nothing names {id}, and {named} cells name {meant}, which has no row.",
    "Did you mean {meant} ({first})? Write {meant} here. If the row is right, correct the cells that name {meant}.",
    brings={
        "RF08": Reach.CELL, "CF06": Reach.CELL, "RF04": Reach.CELL, "RF06": Reach.CELL, "KP01": Reach.ROW,
        "WM04": Reach.WORKBOOK, "WM05": Reach.WORKBOOK,
    },
)  # fmt: skip
def row_that_is_named_otherwise(programme: Programme) -> Iterator[Hit]:
    """A row stands under the id by which other rows name it.

    Told where two cells or more name an id that has no row, and one row of that sheet has an id that nothing names
    and that differs by one sign, or by two changed about. Of several such rows it is the one that the other id
    brings into order.

    **Fails**

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |
    | <TRN-K12> |
    | TRN-K03 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 120 |
    | TRN-K02 | TRN-M01 | 120 |
    | TRN-K03 | TRN-M01 | 120 |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K02 | 110 |

    **Passes**

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |
    | TRN-K03 |
    | TRN-K04 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 120 |
    | TRN-K02 | TRN-M01 | 120 |
    | TRN-K03 | TRN-M01 | 120 |

    Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K02 | 110 |
    """
    for row in misnamed_rows(programme).values():
        if row.column is None:
            first = row.first.address if row.first.sheet == row.cell.sheet else f"{row.first.sheet} {row.first.address}"
            first += "" if row.first.workbook == row.cell.workbook else f" in {file_name(row.first.workbook)}"
            beside = Related(row.first, "the first that names it")
            yield hit(row.cell, beside, id=row.id, meant=row.meant, named=row.named, first=first)


def told_of(found: WrongCode) -> Hit:
    """A name that stands where another is meant, as a hit at its cell."""
    return hit(found.cell, wrong=found.wrong, meant=found.meant, rows=found.rows)


@rule(
    "RF33",
    Severity.ERROR,
    "No row is of {wrong}, and {rows} rows are of {meant}, which is not on the Workstreams sheet.",
    "Did you mean {meant}? Write {meant} here.",
    speaks_for=("PR09",),
    brings={"RF05": Reach.CELL, "RF12": Reach.CELL},
)
def workstream_that_is_named_otherwise(programme: Programme) -> Iterator[Hit]:
    """A workstream has the code that its rows give.

    One code mistyped on the Workstreams sheet leaves every row of it without a workstream.

    **Fails**

    Workstreams:
    | Code |
    | --- |
    | <TNR> |

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | TRN-M01 | TRN |
    | TRN-M02 | TRN |

    **Passes**

    Workstreams:
    | Code |
    | --- |
    | TRN |
    | OUT |

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | TRN-M01 | TRN |
    | OUX-M02 | OUX |
    """
    for submission in programme.submissions:
        for found in miscoded_streams(submission).values():
            yield told_of(found)


@rule(
    "RF34",
    Severity.ERROR,
    "{rows} ids begin with {wrong}, but their rows belong to {meant}. This is the first.",
    "Did you mean {meant}? Write {meant} at the beginning of each: Replace does it for the column of ids.",
    brings={"RF06": Reach.CELL, "RF08": Reach.CELL, "CF06": Reach.CELL, "WM04": Reach.WORKBOOK,
            "WM05": Reach.WORKBOOK},
)  # fmt: skip
def ids_that_begin_otherwise(programme: Programme) -> Iterator[Hit]:
    """The ids of a workstream's rows begin with its code.

    Told where three rows or more begin with one other code that is not listed: it was mistyped once and filled down.

    **Fails**

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | <TNR-M01> | TRN |
    | TNR-M02 | TRN |
    | TNR-M03 | TRN |

    **Passes**

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | TNR-M01 | TRN |
    | TNR-M02 | TRN |
    | TRN-M03 | TRN |
    """
    for columns in wrong_prefixes(programme).values():
        for found in columns:
            yield told_of(found)


@rule(
    "RF35",
    Severity.ERROR,
    "{rows} rows are of {wrong}, which is not on the Workstreams sheet, though their ids begin with {meant}. "
    "This is the first.",
    "Did you mean {meant}? Write {meant} in each.",
    brings={"RF05": Reach.CELL},
)
def rows_of_a_workstream_mistyped(programme: Programme) -> Iterator[Hit]:
    """The rows of a workstream give its code as the Workstreams sheet has it.

    Told where three rows or more give one code that is not listed, and their ids begin with one that is.

    **Fails**

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | TRN-M01 | <TNR> |
    | TRN-M02 | TNR |
    | TRN-M03 | TNR |

    **Passes**

    Milestones:
    | ID | Workstream |
    | --- | --- |
    | TRN-M01 | TRN |
    | TRN-M02 | TNR |
    | TRN-M03 | TNR |
    """
    for columns in wrong_workstreams(programme).values():
        for found in columns:
            yield told_of(found)
