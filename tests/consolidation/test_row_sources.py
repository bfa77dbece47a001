"""Where a row of the programme workbook is from, and a council's own columns beside it."""

from __future__ import annotations

import pytest

from consolidation.written import returns_of
from xl_send.consolidation.row_sources import ReturnRow, added_titles, rows_apart, with_sources
from xl_send.workbook.sheets.milestones import Milestone

OWN = """
a.xlsx Milestones:
| ID | Room | Budget code |
| --- | --- | --- |
| TRN-M01 | Hut | {a} |

b.xlsx Milestones:
| ID | Budget code |
| --- | --- |
| TRN-M01 | {b} |
"""


def rows(a: str, b: str) -> list[ReturnRow]:
    return [ReturnRow(item, 2) for item in returns_of(OWN.format(a=a, b=b), "H:\\returns\\")]


def test_a_row_of_one_return_has_its_file_and_the_number_of_its_row() -> None:
    found = with_sources(Milestone, {"ID": "TRN-M01"}, rows("X1", "X2")[:1])
    assert found == {
        "ID": "TRN-M01", "Room": "Hut", "Budget code": "X1", "Source workbook": "a.xlsx", "Source row": 2.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b", "told"), [("X1", "X1", "X1"), ("X1", "X2", "X1; X2"), ("X1; X2", "X2", "X1; X2"), ("", "X2", "X2")]
)
def test_what_two_returns_say_in_own_columns_stands_once_each(a: str, b: str, told: str) -> None:
    found = with_sources(Milestone, {"ID": "TRN-M01"}, rows(a, b))
    assert (found["Room"], found["Budget code"]) == ("Hut", told)
    assert (found["Source workbook"], found["Source row"]) == ("a.xlsx; b.xlsx", "2; 2")


@pytest.mark.parametrize(
    ("rows", "titles"),
    [
        ([], []),
        ([{"ID": "A", "room": 1}, {"ID": "B", "Budget code": 2}], ["Budget code", "room"]),
        ([{"Source row": 2, "Source workbook": "a.xlsx", "Zone": 1}], ["Zone", "Source workbook", "Source row"]),
        ([{"ID": "A"}, {"Source row": 2}], ["Source row"]),
    ],
)
def test_own_columns_come_in_their_order_and_the_source_last(rows: list[dict[str, str]], titles: list[str]) -> None:
    assert added_titles(rows, ["ID"]) == titles


def test_what_stands_beside_no_row_is_named_with_where_it_stands() -> None:
    text = "a.xlsx Milestones:\n| ID | Room |\n| --- | --- |\n| TRN-M01 | 12 |\n"
    beside = "\nb.xlsx Milestones, as it lies:\n| ID | Milestone | Room |\n| --- | --- | --- |\n| | | 14 |\n"
    (found,) = rows_apart(returns_of(text + beside))
    assert (found.path, found.sheet, found.row, found.record) == ("b.xlsx", "Milestones", 2, "")
    assert "14" in found.said
    assert found.why == "Only columns of your own are filled in this row."


TITLES = """
{name}.xlsx Milestones, as it lies:
| ID | Milestone | Owner | Owner | Source workbook | Hut |
| --- | --- | --- | --- | --- | --- |
| TRN-M01 | Trial | A Lead | B Lead | theirs.xlsx | 4 |

{name}.xlsx Returns:
| File |
| --- |
| a.xlsx |

{name}.xlsx {differences}:
| File |
| --- |
| a.xlsx |
"""


def test_what_stands_under_one_of_our_titles_a_second_time_or_where_rows_are_from_is_kept_as_their_own() -> None:
    (own,) = returns_of(TITLES.format(name="a", differences="Notes"))
    assert not own.made
    assert own.own_values(Milestone, 2) == {
        "Owner, own": "B Lead", "Source workbook, own": "theirs.xlsx", "Hut": 4.0,
    }  # fmt: skip
    (made,) = returns_of(TITLES.format(name="a", differences="Differences"))
    assert made.made
    assert made.own_values(Milestone, 2)["Source workbook"] == "theirs.xlsx"
