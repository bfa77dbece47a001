"""The rows of a sheet as they lie: hidden, merged, copied, or none at all."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Cell, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.cells.sheets import all_seen, corner
from xl_send.words import counted
from xl_send.workbook.columns import Layout, Record
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.sheets_seen import SheetSeen
from xl_send.workbook.submissions import Programme, Submission

# Sheets that a filled workbook has rows on, and how it is to be taken when it has none.
_EXPECTED: dict[type[Record], Severity] = {
    Workstream: Severity.ERROR,
    Milestone: Severity.ERROR,
    Kpi: Severity.QUERY,
    Risk: Severity.QUERY,
}


@rule(
    "SH06",
    Severity.ADVICE,
    "Filled rows are hidden or filtered out, and were counted all the same: {rows}.",
    "Show them, and check that they still belong here.",
)
def rows_hidden(programme: Programme) -> Iterator[Hit]:
    """No filled row is hidden.

    What is hidden is easily forgotten: it counts in every status, and nobody sees it.

    **Fails**

    Actuals, row 3 hidden:
    | KPI | Period end |
    | --- | --- |
    | TRN-K01 | 30 Sep 2026 |
    | <TRN-K01> | 31 Oct 2026 |

    **Passes**

    Actuals, row 4 hidden:
    | KPI | Period end |
    | --- | --- |
    | TRN-K01 | 30 Sep 2026 |
    | TRN-K01 | 31 Oct 2026 |
    """
    for seen in all_seen(programme):
        if seen.hidden_rows:
            yield hit(corner(seen, seen.hidden_rows[0]), rows=counted(len(seen.hidden_rows), "row"))


@rule(
    "SH07",
    Severity.ERROR,
    "The cells {area} are merged into one; only the first of them was read.",
    "Unmerge them, and fill in each cell.",
    on_reading=True,
)
def cells_merged(programme: Programme) -> Iterator[Hit]:
    """No cells are merged within a table.

    Only the first of merged cells holds a value. The others are blank to Excel, to sorting and filters,
    and to a screen reader.

    **Fails**

    Milestones, A2 to A3 merged:
    | ID |
    | --- |
    | <TRN-M01> |
    | |

    **Passes**

    Milestones, A8 to A9 merged:
    | ID |
    | --- |
    | TRN-M01 |
    """
    for seen in all_seen(programme):
        for area in seen.merged:
            first = area.partition(":")[0]
            yield hit(Cell(seen.table.workbook, seen.table.sheet, first), area=area)


@rule(
    "SH08",
    Severity.ADVICE,
    "This sheet is hidden, and was read all the same: {rows}.",
    "Show it, or clear its rows if they no longer hold.",
)
def filled_sheet_hidden(programme: Programme) -> Iterator[Hit]:
    """A sheet with rows of the programme is not hidden.

    Thresholds, forums, meetings and the calendar may be: they are hidden in a workstream's workbook.

    **Fails**

    Risks, hidden:
    | <ID> |
    | --- |
    | TRN-R01 |

    **Passes**

    Forums, hidden:
    | Forum |
    | --- |
    | Programme Board |

    Risks, hidden:
    | ID |
    | --- |
    """
    for seen in all_seen(programme):
        if seen.hidden and seen.rows and not seen.record.SHEET.setting:
            yield hit(corner(seen), rows=counted(seen.rows, "row"))


@rule(
    "SH09",
    Severity.ERROR,
    '"{copy}" looks like a copy of "{sheet}" and was not read.',
    'Move what belongs to the return onto "{sheet}". Then delete the copy, or give it another name.',
)
def sheet_copied(programme: Programme) -> Iterator[Hit]:
    """There is one sheet of each name.

    Excel calls a copied sheet Milestones (2), and rows are soon typed into the wrong one.

    **Fails**

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |

    Milestones (2):
    | <ID> | Workstream | Milestone |
    | --- | --- | --- |
    | TRN-M02 | TRN | Second trial opens |

    **Passes**

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |

    Old milestones (2):
    | ID | Workstream | Milestone |
    | --- | --- | --- |
    | TRN-M02 | TRN | Second trial opens |
    """
    for submission in programme.submissions:
        for record, copy in submission.copies:
            yield hit(Cell(submission.workbook, copy, "A1"), copy=copy, sheet=record.SHEET.title)


@rule("SH10", Severity.ERROR, "There are no rows on this sheet.", "Fill in at least one row. {purpose}")
def sheet_without_rows(programme: Programme) -> Iterator[Hit]:
    """A return has workstreams and milestones, and says what its KPIs and risks are.

    No KPIs or no risks is a query: a workstream may have none of its own. A workbook in which nothing is filled yet is
    left in peace, and so is one whose every workstream is stopped or has not started.

    **Fails**

    Milestones:
    | <ID> |
    | --- |

    KPIs:
    | <ID> |
    | --- |

    Risks:
    | ID |
    | --- |
    | TRN-R01 |

    **Passes**

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |

    KPIs:
    | ID |
    | --- |
    | TRN-K01 |

    Risks:
    | ID |
    | --- |
    | not yet |

    **Passes**

    Workstreams:
    | Code | State | Starts |
    | --- | --- | --- |
    | TRN | Paused | 1 Sep 2026 |
    | OUT | | 5 Jan 2027 |

    Milestones:
    | ID |
    | --- |
    """
    for submission in programme.submissions:
        filled = any(seen.rows for seen in submission.seen.values() if not _setting(seen)) and not _is_idle(submission)
        for record, severity in _EXPECTED.items():
            seen = submission.seen.get(record)
            if filled and seen is not None and not seen.rows:
                yield hit(corner(seen), severity=severity, purpose=record.SHEET.purpose)


def _is_idle(submission: Submission) -> bool:
    """Whether no workstream of a workbook is at work."""
    streams, as_at = submission.all(Workstream), submission.as_at
    waits = (
        one.state is not State.ACTIVE or (as_at is not None and one.starts is not None and one.starts > as_at)
        for one in streams
    )
    return bool(streams) and submission.whole(Workstream) and all(waits)


def _setting(seen: SheetSeen) -> bool:
    return seen.record.SHEET.setting or seen.record.SHEET.layout is Layout.LABELS
