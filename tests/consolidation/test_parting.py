"""A programme workbook taken apart: which rows are whose return's."""

from __future__ import annotations

from consolidation.written import returns_of
from xl_send.consolidation import Return
from xl_send.consolidation.parting import Parts, parted, whole_return
from xl_send.consolidation.returns import Values
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.governance import CalendarEntry, Forum
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.thresholds import Thresholds

STREAMS = """
Programme:
| Prepared by | Reported RAG | Reason | Reporting period |
| --- | --- | --- | --- |
| Officer | Red | Late | Autumn 1 2026 |

Thresholds:
| Suppress counts below |
| --- |
| 8 |

Workstreams:
| Code | Source workbook | Source row |
| --- | --- | --- |
| TRN | {trn} | 2 |
| OUT | {out} | 2 |
"""
ROWS = """
Milestones:
| ID | Workstream | Source workbook |
| --- | --- | --- |
| TRN-M01 | TRN | {trn} |
| OUT-M01 | OUT | {out} |
| ABC-M01 | ABC | lost.xlsx |

KPIs:
| ID | Workstream | Source workbook |
| --- | --- | --- |
| TRN-K01 | TRN | {trn} |
| OUT-K01 | OUT | {out} |

Actuals:
| KPI | Source workbook |
| --- | --- |
| TRN-K01 | {trn} |
| OUT-K01 | {out} |

Interdependencies:
| ID | Giver | Receiver | Source workbook |
| --- | --- | --- | --- |
| TRN-D01 | OUT | TRN | {both} |
| TRN-D02 | ABC | TRN | {trn} |
"""


RETURNS = """
Returns:
| Returns | B |
| --- | --- |
| File | Why |
{lines}

Differences:
| Sheet |
| --- |
| Money |
"""


def workbook(trn: str = "", out: str = "", lines: str = "| t.xlsx | |") -> Return:
    both = f"{trn}; {out}" if trn else ""
    (item,) = returns_of(
        STREAMS.format(trn=trn, out=out) + ROWS.format(trn=trn, out=out, both=both) + RETURNS.format(lines=lines)
    )
    return item


def ids(parts: Parts, record: type[Record], title: str = "ID") -> list[list[object]]:
    """What the rows of a sheet are called in each of the returns."""
    return [[row.get(title) for row in one.rows[record]] for one in parts.returns]


def test_each_file_that_rows_come_from_is_a_return_and_gets_its_rows_without_where_they_are_from() -> None:
    found = parted(workbook("t.xlsx", "o.xlsx"))
    assert [(one.name, one.codes) for one in found.returns] == [("o.xlsx", ("OUT",)), ("t.xlsx", ("TRN",))]
    assert ids(found, Milestone) == [["OUT-M01"], ["TRN-M01"]]
    assert ids(found, Kpi) == [["OUT-K01"], ["TRN-K01"]]
    assert ids(found, Interdependency) == [["TRN-D01"], ["TRN-D01", "TRN-D02"]]
    assert found.apart == (("Milestones", 4),)
    titles = {title for one in found.returns for rows in one.rows.values() for row in rows for title in row}
    assert "Owner" in titles
    assert not titles & {"Source workbook", "Source row"}


def test_two_workstreams_of_one_file_are_one_return() -> None:
    found = parted(workbook("both.xlsx", "both.xlsx"))
    assert [(one.name, one.codes) for one in found.returns] == [("both.xlsx", ("TRN", "OUT"))]
    assert ids(found, Milestone) == [["TRN-M01", "OUT-M01"]]


def test_where_one_workstream_does_not_say_where_it_is_from_each_workstream_is_a_return() -> None:
    found = parted(workbook("", "o.xlsx"))
    assert [(one.name, one.codes) for one in found.returns] == [("OUT.xlsx", ("OUT",)), ("TRN.xlsx", ("TRN",))]
    assert ids(found, Workstream, "Code") == [["OUT"], ["TRN"]]
    assert ids(found, Milestone) == [["OUT-M01"], ["TRN-M01"]]
    assert ids(found, Actual, "KPI") == [["OUT-K01"], ["TRN-K01"]]
    assert ids(found, Interdependency) == [["TRN-D01"], ["TRN-D01", "TRN-D02"]]
    assert found.apart == (("Milestones", 4),)


def test_what_serves_all_each_return_gets_and_what_is_said_of_the_whole_none() -> None:
    found = parted(workbook("t.xlsx", "o.xlsx"))
    for one in found.returns:
        assert len(one.rows[CalendarEntry]) == len(one.rows[Forum]) == 1
        assert one.labels[Thresholds]["Suppress counts below"] == 8
        assert one.labels[Cover]["Reporting period"] == "Autumn 1 2026"
        assert not one.labels[Cover].keys() & {"Prepared by", "Reported RAG", "Reason", "Template version"}


LEFT = """| t.xlsx | 2 entries were not taken. Left behind: a chart, a sheet Notes. |
| o.xlsx | Nothing to say. |
| t.xlsx | Left behind: a picture. |"""


def test_what_its_returns_sheet_says_was_left_behind_is_known_by_file() -> None:
    assert parted(workbook("t.xlsx", "o.xlsx", LEFT)).behind == {"t.xlsx": "a chart, a sheet Notes, a picture"}
    assert parted(workbook("t.xlsx", "o.xlsx")).behind == {}


def test_a_return_that_was_kept_is_whole_but_for_the_edition_of_its_template() -> None:
    (item,) = returns_of("Programme:\n| Template version |\n| --- |\n| 2 |\n" + ROWS.format(trn="t", out="o", both="t"))
    found = whole_return(item, "trn.xlsx")
    cells: list[Values] = list(found.rows[Milestone])
    assert (found.name, found.codes) == ("trn.xlsx", ("TRN",))
    assert [row["ID"] for row in cells] == ["TRN-M01", "OUT-M01", "ABC-M01"]
    assert found.labels[Cover]["Prepared by"] == "Programme Officer"
    assert "Template version" not in found.labels[Cover]
