"""Rows that are no records, and rows that say twice what may be said once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.findings import Cell, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import counted, first_few
from xl_send.workbook.cells import row_number
from xl_send.workbook.columns import columns_by_name
from xl_send.workbook.sheets.kpis import Actual
from xl_send.workbook.sheets_seen import Aside, AsideKind
from xl_send.workbook.submissions import Programme

# Under this title words stand alone only where they are of the table as a whole.
NOTE = columns_by_name(Actual)["note"].title
# Rows of one table that are named, of those that are not in the file.
MOST_NAMED = 5


def _asides(programme: Programme, kind: AsideKind) -> Iterator[Aside]:
    for submission in programme.submissions:
        for found in submission.asides:
            if found.kind is kind:
                yield found


_PLAIN_NOTE = Pattern(
    r"(?i)^\W{0,3}(?:notes?:|sources?:|key:|footnote|prepared|end of\b|(?:closed|open|completed|new|old|draft) \w+$"
    r"|(?:phase|stage|wave|group|year|tier|part|section) \w+$)"
)


@rule(
    "SH31",
    Severity.QUERY,
    'This row holds only a note, "{text}", and was left out.',
    "Move the note above the titles or to a sheet of your own. If it is a row, give it an ID and fill in the rest.",
    on_reading=True,
)
def note_under_table(programme: Programme) -> Iterator[Hit]:
    """Below the titles of a table stand its rows, and no notes.

    A note among rows may be a row that has lost the rest of itself. One that is called a note or a source, or heads a
    group of rows, is advice.

    **Fails**

    Risks, as it lies:
    | ID | Workstream | Risk |
    | --- | --- | --- |
    | <NB R03 to be merged with R04 next month> | | |

    **Fails**

    Risks, as it lies:
    | ID | Workstream | Risk |
    | --- | --- | --- |
    | <Closed risks> | | |
    | <Phase 2> | | |
    | <End of register> | | |

    **Fails**

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 | |
    | | | | <Figures are provisional until Finance closes> |

    **Passes**

    Risks:
    | ID |
    | --- |
    | TRN-R01 |
    """
    for found in _asides(programme, AsideKind.NOTE):
        plain = _PLAIN_NOTE.search(found.text) or found.cell.column == NOTE
        severity = Severity.ADVICE if plain else None
        yield hit(found.cell, severity=severity, text=found.text)


@rule(
    "SH32",
    Severity.ADVICE,
    'This row, "{text}", is taken for a total or an average of other rows and was left out.',
    "Nothing need be done. If it is a row of its own, give it an ID.",
    on_reading=True,
)
def total_row(programme: Programme) -> Iterator[Hit]:
    """A row of totals, or of averages, in a table is known as such.

    Its figures stand in the rows above it already, and are not counted twice.

    **Fails**

    Money, as it lies:
    | ID | Workstream | Line | Budget | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | <Total> | | | 50000 | 50000 |
    | <Average> | | | 25000 | 25000 |

    **Passes**

    Money:
    | ID | Line |
    | --- | --- |
    | TRN-F01 | Total |
    """
    for found in _asides(programme, AsideKind.TOTAL):
        yield hit(found.cell, text=found.text)


@rule(
    "SH33",
    Severity.ADVICE,
    "The titles stand here once more; this row was left out.",
    "Delete the row: rows below it are read all the same.",
    on_reading=True,
)
def titles_repeated(programme: Programme) -> Iterator[Hit]:
    """The titles of a table stand above it, and once.

    Pasted with the rows of another workbook they look like a row.

    **Fails**

    Actuals, as it lies:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |
    | <KPI> | Period end | Value |

    **Passes**

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |
    """
    for found in _asides(programme, AsideKind.TITLES):
        yield hit(found.cell)


@rule(
    "SH34",
    Severity.ERROR,
    '{column} says "{text}", and the rest of this row is blank{more}.',
    "Fill in the row, or clear it. Until then it is not counted.",
    on_reading=True,
)
def row_hardly_begun(programme: Programme) -> Iterator[Hit]:
    """A row that is begun is filled in.

    One filled cell may be a row to come, or what is left of a row that was there. Several one under another were
    numbered ahead, and are asked about once.

    **Fails**

    Risks, as it lies:
    | ID | Workstream | Risk | Owner | Likelihood | Impact | Status |
    | --- | --- | --- | --- | --- | --- | --- |
    | <TRN-R01> | | | | | | |

    **Fails**

    Risks, as it lies:
    | ID | Workstream | Risk | Owner | Likelihood | Impact | Status |
    | --- | --- | --- | --- | --- | --- | --- |
    | <TRN-R01> | | | | | | |
    | TRN-R02 | | | | | | |

    **Passes**

    Risks:
    | ID |
    | --- |
    | TRN-R01 |
    """
    for submission in programme.submissions:
        begun = [found for found in submission.asides if found.kind is AsideKind.BEGUN]
        for first, *others in _one_under_another(begun):
            more = f", as {'are' if others[1:] else 'is'} {counted(len(others), 'row')} below it" if others else ""
            severity = Severity.QUERY if others else None
            yield hit(first.cell, severity=severity, column=first.cell.column, text=first.text, more=more)


def _one_under_another(found: Sequence[Aside]) -> Iterator[list[Aside]]:
    """Rows numbered ahead, one under another, together."""
    run: list[Aside] = []
    for one in found:
        follows = run and _place(one.cell) == (*_place(run[-1].cell)[:2], _place(run[-1].cell)[2] + 1)
        if run and not follows:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _place(cell: Cell) -> tuple[str, str, int]:
    return cell.sheet, cell.address.rstrip("0123456789"), row_number(cell.address)


@rule(
    "SH41",
    Severity.QUERY,
    "From here to row {last} every row holds the same as the one above and no ID. They were left out.",
    "Delete these rows if a column was filled down too far. If they are rows of their own, give each an ID.",
    on_reading=True,
)
def filled_down(programme: Programme) -> Iterator[Hit]:
    """A column is filled down no further than its table's rows.

    Rows of defaults alone are no rows; a workbook with a hundred thousand of them is slow to open for everybody.

    **Fails**

    Risks, as it lies:
    | ID | Workstream | Status |
    | --- | --- | --- |
    | | TRN | Open |
    | | TRN | Open |
    | | TRN | Open |
    | | <TRN> | Open |
    | | TRN | Open |

    **Passes**

    Risks, as it lies:
    | ID | Workstream | Status |
    | --- | --- | --- |
    | TRN-R01 | TRN | Open |
    | TRN-R02 | TRN | Open |
    """
    for found in _asides(programme, AsideKind.FILLED_DOWN):
        yield hit(found.cell, last=found.text)


@rule(
    "SH42",
    Severity.QUERY,
    "{rows} of this table {are} not in the file, though others before or after {them} are.",
    "A row may have been lost when the file was copied or saved. Look whether one is missing, and save it in Excel.",
    on_reading=True,
)
def rows_not_in_the_file(programme: Programme) -> Iterator[Hit]:
    """A table's rows are all in the file, blank ones too.

    Where one is left out between two others, a program has dropped it, or the file was damaged on its way.

    **Fails**

    Risks, row 3 lost:
    | ID |
    | --- |
    | TRN-R01 |
    | <TRN-R02> |
    | TRN-R03 |

    **Passes**

    Risks:
    | ID |
    | --- |
    | TRN-R01 |
    """
    for submission in programme.submissions:
        for seen in submission.seen.values():
            if seen.absent:
                first, one = seen.absent[0], len(seen.absent) == 1
                named = first_few([f"{number:,}" for number in seen.absent], most=MOST_NAMED)
                cell = Cell(seen.table.workbook, seen.table.sheet, seen.table.address("", first))
                yield hit(cell, rows=f"Row {named}" if one else f"Rows {named}", are="is" if one else "are",
                          them="it" if one else "them")  # fmt: skip
