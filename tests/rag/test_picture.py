from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from statuses import rated, read, table
from xl_send.rag.items import items
from xl_send.results import ItemKind, Status
from xl_send.workbook.sheets.choices import Rag

TWO = """
Programme:
| As at |
| --- |
| {first} |

Milestones:
| ID | Forecast date |
| --- | --- |
| TRN-M01 | 18 Dec 2026 |

out.xlsx Programme:
| As at |
| --- |
| {second} |

out.xlsx Workstreams:
| Code |
| --- |
| OUT |

out.xlsx Milestones:
| ID | Workstream | Forecast date |
| --- | --- | --- |
| OUT-M01 | OUT | 6 Nov 2026 |

out.xlsx Thresholds:
| Milestone green within (working days) |
| --- |
| 2 |

out.xlsx Calendar:
| Kind | From | To |
| --- | --- | --- |
| Closure day | 14 Dec 2026 | 15 Dec 2026 |
"""

EDITION = "out.xlsx Programme:\n| Template version | As at |\n| --- | --- |"
THREE = "three.xlsx Thresholds:\n| Milestone green within (working days) |\n| --- |\n| 2 |\n"


def test_items_stand_by_kind_then_number_then_workbook() -> None:
    sheets = table("Risks", {"ID": "TRN-R01"}) + table(
        "Milestones", {"ID": "TRN-M10"}, {"ID": "TRN-M2"}, {"ID": "OUT-M03", "Workstream": "TRN"}
    )
    found = items(read(sheets.replace("|  |", "| TRN |")))
    assert [item.id for item in found] == ["OUT-M03", "TRN-M2", "TRN-M10", "TRN-R01"]


def test_every_kind_of_record_is_an_item() -> None:
    sheets = ("Milestones", "KPIs", "Risks", "Issues and decisions", "Interdependencies", "Resources", "Money")
    letters = "MKRADPF"
    text = "".join(table(sheet, {"ID": f"TRN-{letter}01"}) for sheet, letter in zip(sheets, letters, strict=True))
    found = items(read(text))
    assert [item.kind for item in found] == list(ItemKind)
    assert all(item.reason and item.rating.cells and item.reason == item.own.reason for item in found)


def test_reported_colours_stand_beside_the_computed_ones() -> None:
    text = "".join(
        table(sheet, {"ID": name, "Reported RAG": "Green"})
        for sheet, name in (("Milestones", "TRN-M01"), ("KPIs", "TRN-K01"), ("Risks", "TRN-R01"))
    )
    assert {item.reported for item in items(read(text))} == {Rag.GREEN}
    assert rated(table("Money", {"ID": "TRN-F01"}))["TRN-F01"].reported is None


def test_a_workbook_without_an_as_at_date_has_no_statuses() -> None:
    assert list(rated(TWO.format(first="", second="13 Nov 2026"))) == ["OUT-M01"]
    assert rated(TWO.format(first="", second="")) == {}


def test_a_workbook_without_a_cover_has_no_statuses_unless_a_date_is_given() -> None:
    found = read("Without Programme:\n" + table("Milestones", {"ID": "TRN-M01"}))
    assert items(found) == ()
    (item,) = items(replace(found, as_at_override=date(2026, 12, 14)))
    assert item.status is Status.RED


@pytest.mark.parametrize(("second", "status"), [("6 Nov 2026", Status.GREEN), ("7 Nov 2026", Status.RED)])
def test_each_row_is_held_to_its_own_workbooks_date(second: str, status: Status) -> None:
    assert rated(TWO.format(first="13 Nov 2026", second=second))["OUT-M01"].own.status is status


@pytest.mark.parametrize(
    ("edition", "more", "status", "late"),
    [
        ("0.1.0", "", Status.GREEN, 3),  # two that differ: the default; of two calendars the first by name
        ("0.1.0", THREE, Status.AMBER, 5),  # two of three say 2 days, and two have the calendar without days shut
        ("0.1.0 programme", "", Status.AMBER, 3),  # the programme edition
    ],
)
@pytest.mark.parametrize("dates", [("13 Nov 2026", "6 Nov 2026"), ("6 Nov 2026", "13 Nov 2026")])
def test_no_return_rules_by_its_date(
    dates: tuple[str, str], edition: str, more: str, status: Status, late: int
) -> None:
    text = TWO.replace("out.xlsx Programme:\n| As at |\n| --- |", EDITION)
    found = rated(text.format(first=dates[0], second=f"{edition} | {dates[1]}") + more)["TRN-M01"]
    assert (found.status, found.own.status, found.rating.facts["late"]) == (status, Status.GREEN, late)
    assert found.own.facts["late"] == 5


def test_a_policy_workbook_serves_all_in_place_of_the_latest() -> None:
    found = read(TWO.format(first="13 Nov 2026", second="6 Nov 2026"))
    strict = read(table("Thresholds", {"Milestone green within (working days)": "0"})).submissions[0]
    by_id = {item.id: item for item in items(replace(found, policy_workbook=strict))}
    assert (by_id["TRN-M01"].status, by_id["TRN-M01"].own.status) == (Status.AMBER, Status.GREEN)


def test_a_single_workbook_under_another_policy_keeps_its_own_status() -> None:
    found = read(table("Milestones", {"ID": "TRN-M01", "Forecast date": "18 Dec 2026"}))
    strict = read(table("Thresholds", {"Milestone green within (working days)": "0"})).submissions[0]
    (item,) = items(replace(found, policy_workbook=strict))
    assert (item.status, item.own.status) == (Status.AMBER, Status.GREEN)


def test_no_workbook_no_item() -> None:
    assert items(replace(read(""), submissions=())) == ()


def test_the_early_warning_looks_first_at_the_kpi_of_its_own_workbook() -> None:
    sheets = """
    {0}KPIs:
    | ID | Type | Leads to |
    | --- | --- | --- |
    | TRN-K01 | Leading | TRN-K02 |
    | TRN-K02 | Lagging | |

    {0}Expectations:
    | KPI | Measured on |
    | --- | --- |
    | TRN-K01 | 30 Sep 2026 |
    | TRN-K02 | 30 Sep 2026 |

    {0}Actuals:
    | KPI | Value |
    | --- | --- |
    | TRN-K01 | 50 |
    | TRN-K02 | {1} |
    """
    found = items(read(sheets.format("", 120) + sheets.format("other.xlsx ", 50)))
    leading = [item for item in found if item.id == "TRN-K01"]
    assert [(item.record.workbook, item.rating.facts["early_warning"]) for item in leading] == [
        ("other.xlsx", False),
        ("return.xlsx", True),
    ]
