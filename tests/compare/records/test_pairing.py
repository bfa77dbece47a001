"""Which row of one board is which row of the other."""

from __future__ import annotations

import pytest

from statuses import read
from xl_send.compare import BoardSnapshot
from xl_send.compare.records.pairing import return_pairs
from xl_send.compare.snapshots import BoardComparison
from xl_send.rag.rollup import programme_status
from xl_send.workbook.sheets.milestones import Milestone

TWO = """
{first}.xlsx Workstreams:
| Code |
| --- |
| OUT |

{first}.xlsx Milestones:
| ID | Workstream | Milestone |
| --- | --- | --- |
| TRN-M01 | TRN | What another says of it |

{second}.xlsx Milestones:
| ID | Milestone |
| --- | --- |
| TRN-M01 | What its own return says |
"""


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_of_two_rows_with_one_id_that_of_the_workstreams_own_return_counts(first: str, second: str) -> None:
    found = read(TWO.format(first=first, second=second))
    board = BoardSnapshot(found, programme_status(found))
    assert board.by_id(Milestone)["TRN-M01"].name == "What its own return says"


NAMELESS = """
{one}.xlsx Workstreams, as it lies:
| Code |
| --- |

{two}.xlsx Workstreams, as it lies:
| Code |
| --- |
"""


def test_returns_that_name_no_workstream_are_paired_by_their_files() -> None:
    now = read(NAMELESS.format(one="b", two="c"))
    then = read(NAMELESS.format(one="a", two="b"))
    since = BoardComparison(*(BoardSnapshot(found, programme_status(found)) for found in (then, now)))
    assert [(old.workbook, new.workbook) for old, new in return_pairs(since)] == [
        ("b.xlsx", "b.xlsx"), ("a.xlsx", "c.xlsx"),
    ]  # fmt: skip
