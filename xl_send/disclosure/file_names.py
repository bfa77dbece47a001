"""Workbooks called by their names without folders: where somebody keeps them is nobody else's business."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import TypeVar

from xl_send.findings import Cell
from xl_send.value_classes import fields, replace
from xl_send.words import file_name
from xl_send.workbook.columns import Record, TableLocation
from xl_send.workbook.submissions import Programme, Submission

T = TypeVar("T")


def without_folders(programme: Programme) -> Programme:
    """A programme whose workbooks go by their names, numbered where two have one; itself where they do already."""
    ruling = [programme.policy_workbook] if programme.policy_workbook else []
    names = _names([found.workbook for found in (*programme.submissions, *ruling)])
    return programme if all(before == after for before, after in names.items()) else renamed(programme, names)


def renamed(programme: Programme, names: Mapping[str, str]) -> Programme:
    """A programme whose workbooks are called otherwise, wherever they are named."""
    submissions = tuple(_renamed(found, names) for found in programme.submissions)
    return replace(programme, submissions=submissions, policy_workbook=_renamed(programme.policy_workbook, names))


def _names(workbooks: list[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    # The workbook whose thresholds serve all may be one of those that were read.
    for workbook in dict.fromkeys(workbooks):
        name = file_name(workbook)
        numbered = (name if number == 1 else f"{name} ({number})" for number in count(1))
        names[workbook] = next(one for one in numbered if one not in names.values())
    return names


def _renamed(value: T, names: Mapping[str, str]) -> T:
    """A value with every place in it renamed, however deep it lies."""
    return _place(value, names)  # type: ignore[return-value]


def _place(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, Cell):
        return value._replace(workbook=names.get(value.workbook, value.workbook))
    if isinstance(value, TableLocation):
        return replace(value, workbook=names.get(value.workbook, value.workbook))
    if isinstance(value, Submission | Record):
        changed = {one.name: _place(getattr(value, one.name), names) for one in fields(value) if one.init}
        if isinstance(value, Submission):
            changed["workbook"] = names.get(value.workbook, value.workbook)
        return replace(value, **changed)  # type: ignore[arg-type]
    if isinstance(value, tuple):
        parts = [_place(item, names) for item in value]
        make = getattr(value, "_make", tuple)
        return make(parts)
    return {key: _place(item, names) for key, item in value.items()} if isinstance(value, dict) else value
