"""Rows of a programme workbook that could not be read because its returns lacked something."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.workbook.columns import columns_of
from xl_send.workbook.lost_sheets import NotFound, not_found_of
from xl_send.workbook.sheets_seen import UnreadRow
from xl_send.workbook.submissions import Submission


def with_lacks(submission: Submission) -> Iterator[UnreadRow]:
    """The rows of a workbook that could not be read, each saying what its return lacked where that may be why.

    A blank that another column may excuse, as an Actual date does a Forecast date, is no blank where that is lacking.
    """
    lacking = list(not_found_of(submission))
    for row in submission.unread_rows:
        excusing = (one.sentence for one in lacking if one.code == row.workstream and _excuses(one, row))
        yield row._replace(why=next(excusing, row.why))


def _excuses(one: NotFound, row: UnreadRow) -> bool:
    """Whether a column that was lacking may say why the cell that keeps a row from being read is blank."""
    if one.record is not row.record or one.column is None or row.cause is None:
        return False
    blank = next((column for column in columns_of(row.record) if column.title == row.cause.column), None)
    return blank is not None and one.column.name in blank.unless
