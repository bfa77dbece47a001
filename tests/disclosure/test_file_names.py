"""Workbooks called by their names: everywhere that they are named, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

import pytest

from examples import programme
from statuses import table
from xl_send.disclosure.file_names import renamed, without_folders
from xl_send.findings import Cell
from xl_send.workbook.columns import Record, TableLocation
from xl_send.workbook.submissions import Programme, Submission

TEXT = (
    table("KPIs", {"ID": "TRN-K01", "Unit": "Furlongs"})
    + table("Milestones", {"Depends on": "TRN-M02", "Forecast date": "soon"})
    + table("Actuals", {"Value": '"3"'})
)


def workbooks(value: object) -> Iterator[str]:
    """Every workbook that is named in a value, however deep."""
    if isinstance(value, Cell | TableLocation):
        yield value.workbook
    elif isinstance(value, Submission | Record):
        if isinstance(value, Submission):
            yield value.workbook
        for one in fields(value):
            yield from workbooks(getattr(value, one.name)) if one.init else ()
    elif isinstance(value, tuple | list):
        for item in value:
            yield from workbooks(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from workbooks(item)


def both() -> Programme:
    found, _ = programme(TEXT + "\n" + "\n".join(
        f"b.xlsx {line}" if line.endswith(":") else line for line in TEXT.splitlines()
    ))  # fmt: skip
    return found


def test_every_place_in_a_workbook_that_is_renamed_has_its_new_name_and_others_keep_theirs() -> None:
    found = renamed(both(), {"return.xlsx": "a.xlsx"})
    assert [set(workbooks(one)) for one in found.submissions] == [{"a.xlsx"}, {"b.xlsx"}]
    assert len(list(workbooks(found.submissions[0]))) > 20
    (kpi,) = found.submissions[0].unread_rows[:1]
    assert kpi.cause
    assert kpi.cause.workbook == "a.xlsx"


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (("/home/jo/return.xlsx", "H:\\kept\\b.xlsx"), ["return.xlsx", "b.xlsx"]),
        (("one/return.xlsx", "two/return.xlsx"), ["return.xlsx", "return.xlsx (2)"]),
        (("return.xlsx", "b.xlsx"), ["return.xlsx", "b.xlsx"]),
    ],
)
def test_workbooks_go_by_their_names_numbered_where_two_have_one(paths: tuple[str, str], names: list[str]) -> None:
    kept = renamed(both(), dict(zip(("return.xlsx", "b.xlsx"), paths, strict=True)))
    found = without_folders(replace(kept, policy_workbook=kept.submissions[1]))
    assert [one.workbook for one in found.submissions] == names
    assert [set(workbooks(one)) for one in found.submissions] == [{name} for name in names]
    assert found.policy_workbook
    assert set(workbooks(found.policy_workbook)) == {names[1]}
    assert without_folders(found) is found
