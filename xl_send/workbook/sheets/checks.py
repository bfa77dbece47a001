"""Findings that an owner has explained: on the Checks sheet, kept whenever Checks is written again."""

from __future__ import annotations

from datetime import date

from xl_send.findings import Cell
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Column, Need
from xl_send.workbook.kinds import Day, Text

CHECKS_TITLE, EXPLANATIONS = "Checks", "Explanations"


class Explanation(NamedTuple):
    """One finding, by its key, why it may stand, whose word that is, and until when; without a day, for good."""

    key: str
    reason: str
    by: str
    until: date | None
    cell: Cell


COLUMNS = (
    Column(
        "key", "Finding", Text(), "The key of the finding, as it stands in the last column of Checks.", Need.REQUIRED
    ),
    Column("reason", "Reason", Text(long=True), "Why the finding may stand.", Need.REQUIRED),
    Column("by", "By", Text(), "Whose word this is."),
    Column("until", "Until", Day(), "The last day on which it holds. Blank: for good."),
)
TITLES = tuple(column.title for column in COLUMNS)
