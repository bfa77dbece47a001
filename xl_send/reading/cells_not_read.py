"""Cells that could not be read in rows that were: a colour may do without them, and they are told all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.words import counted, file_name, first_few
from xl_send.workbook.cells import row_number
from xl_send.workbook.submissions import Submission


def cells_not_read(submissions: Sequence[Submission]) -> Iterator[str]:
    """How many cells of each sheet hold what could not be read, and where; of several workbooks in which."""
    found: dict[str, list[str]] = {}
    for submission in submissions:
        gone = {(row.table.sheet, row.row) for row in submission.unread_rows}
        of = f" of {file_name(submission.workbook)}" if len(submissions) > 1 else ""
        for one in submission.unread_cells:
            sheet, address = one.cell.sheet, one.cell.address
            if (sheet, row_number(address)) not in gone:
                found.setdefault(sheet, []).append(f"{address}{of}")
    for sheet, cells in found.items():
        yield f"{counted(len(cells), 'cell')} of {sheet} could not be read ({first_few(cells)})"
