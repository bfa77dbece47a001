"""What a programme workbook says of the returns that it was made from: sheets, columns and settings of them not read.

It stands in the row of each of their workstreams: `Money; Milestones: Fixed date, State`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from xl_send.workbook.columns import Column, Record, columns_of
from xl_send.workbook.kinds import Text
from xl_send.workbook.policies import MATRIX
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import SHEETS, Submission

# The risk matrix is a setting without a label of its own.
RISK_MATRIX = Column(MATRIX, "Risk matrix", Text(), "The colour of each likelihood and impact.")
_SHEETS, _COLUMN, _COLUMNS = "; ", ": ", ", "


class NotFound(NamedTuple):
    """A sheet, or a column or setting of one, of the return of a workstream. `record` is None where it is not said."""

    code: str
    record: type[Record] | None
    column: Column | None = None

    @property
    def sentence(self) -> str:
        """What of which return is not known."""
        if self.record is None:
            return f"something of the return of {self.code} was not read"
        title = self.record.SHEET.title
        if self.column is None:
            return f"the sheet {title} of the return of {self.code} was not found"
        return f"{self.column.title} on {title} of the return of {self.code} was not found"

    def names(self, record: type[Record], field: str) -> bool:
        """Whether it is this column of this sheet."""
        return self.record is record and self.column is not None and self.column.name == field


def not_found_of(submission: Submission) -> Iterator[NotFound]:
    """What a programme workbook says that it lacks of its returns; what is not understood may be anything."""
    for stream in submission.all(Workstream):
        for part in filter(None, map(str.strip, (stream.not_read or "").split(_SHEETS.strip()))):
            yield from _understood(stream.code, part)


def _understood(code: str, part: str) -> Iterator[NotFound]:
    title, _, rest = part.partition(_COLUMN)
    record = next((one for one in SHEETS if one.SHEET.title == title), None)
    if record is None or not rest:
        yield NotFound(code, record)
        return
    columns = {column.title: column for column in (*columns_of(record), RISK_MATRIX)}
    yield from (NotFound(code, record, columns.get(one)) for one in rest.split(_COLUMNS))


def told(found: Iterable[NotFound]) -> str:
    """These as they stand in the row of their workstream."""
    sheets: dict[type[Record], dict[str, None]] = {}
    whole: dict[type[Record], None] = {}
    for one in found:
        if one.record is None:
            continue
        if one.column is None:
            whole[one.record] = None
        else:
            sheets.setdefault(one.record, {})[one.column.title] = None
    parts = [
        record.SHEET.title if record in whole else f"{record.SHEET.title}{_COLUMN}{_COLUMNS.join(sheets[record])}"
        for record in SHEETS
        if record in whole or record in sheets
    ]
    return _SHEETS.join(parts)
