"""Rows that were pasted again under another id."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.interdependencies import Diagnostic, Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

# What two rows of a sheet share only if they tell of one thing; the first is its name.
SAME: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
    (Milestone, ("name", "workstream", "baseline")),
    (Kpi, ("name", "workstream", "unit", "better", "target")),
    (Interdependency, ("needed", "giver", "receiver", "needed_by")),
    (Diagnostic, ("name", "workstream", "starts")),
    (LogEntry, ("what", "workstream", "raised")),
)


@rule(
    "RF21",
    Severity.QUERY,
    '"{name}" already stands in row {row} as {id}, with the same {and_what}.',
    "Delete the row that was pasted again. If they are two, say in {column} how they differ.",
    brings={"MS09": Reach.WORKBOOK, "MQ05": Reach.ROW, "EX02": Reach.ROW},
)
def row_pasted_again(programme: Programme) -> Iterator[Hit]:
    """One thing stands in one row.

    A row that was copied and given a new id is counted twice: two late milestones, two overdue actions. Asked within a
    workbook, where the words are the same and so are the dates or parties that go with them.

    **Fails**

    Milestones:
    | ID | Milestone | Baseline date |
    | --- | --- | --- |
    | TRN-M01 | Service open to all of Year 7 | 10 Sep 2027 |
    | TRN-M02 | <Service open to all of Year 7> | 10 Sep 2027 |

    Issues and decisions:
    | ID | What | Raised |
    | --- | --- | --- |
    | TRN-A01 | Two schools have left the trial | 2 Nov 2026 |
    | TRN-A02 | <two schools have left the trial.> | 2 Nov 2026 |

    **Passes**

    Milestones:
    | ID | Milestone | Baseline date |
    | --- | --- | --- |
    | TRN-M01 | Termly report heard by the board | 10 Sep 2027 |
    | TRN-M02 | Termly report heard by the board | 14 Jan 2028 |
    """
    for submission in programme.submissions:
        for record, names in SAME:
            first: dict[object, Record] = {}
            key_of = attrgetter(*names)
            for row in submission.all(record):
                key = tuple(_plain(part) for part in key_of(row))
                known = first.setdefault(key, row) if key[0] else row
                if known is not row and known.at(names[0]).record != row.at(names[0]).record:
                    cell, other = row.at(names[0]), known.at(names[0])
                    words = {"name": getattr(row, names[0]), "row": known.row, "id": other.record}
                    last = row.at(names[-1]).column
                    yield hit(cell, Related(other, "the first"), and_what=last, column=cell.column, **words)


def _plain(part: object) -> object:
    return " ".join(part.casefold().split()).rstrip(" .") if isinstance(part, str) else part
