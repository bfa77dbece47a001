"""Microsoft Project's XML as a tracker: a sheet of its milestones, one of its other tasks, one of its resources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from xml.etree import ElementTree as ET

from xl_send.adoption.tracker.sheets import Tracker, TrackerSheet
from xl_send.errors import RefusedError
from xl_send.workbook.cells import Value

MILESTONES, TASKS, RESOURCES = "Milestones", "Tasks", "Resources"
_TASK_TITLES = (
    "Task ID",
    "Task name",
    "Workstream",
    "Owner",
    "Baseline finish",
    "Forecast finish",
    "Actual finish",
    "Predecessors",
    "Start",
    "Percent complete",
    "Notes",
)
_RESOURCE_TITLES = ("Ref", "Role", "Name", "From", "To", "FTE", "Cost")
_TENTHS_OF_MINUTES_IN_A_DAY = 4800
_KINDS = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}
_NO_PROJECT = "This XML is not a Microsoft Project plan. In Project, save the plan as XML and give that file."
_UNSAFE = "This XML declares a document type, which no plan needs. Save the plan as XML once more from Project."
_DAMAGED = "This XML is damaged. Save the plan as XML once more from Project."


def is_project_xml(content: bytes) -> bool:
    """Whether bytes are XML, and so perhaps a plan of Microsoft Project."""
    return content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def project_tracker(content: bytes, name: str) -> Tracker:
    """A plan as a tracker. Raises `RefusedError` for XML that is no plan, is damaged or declares a document type."""
    if re.search(rb"<!DOCTYPE|<!ENTITY", content):
        raise RefusedError(name, _UNSAFE)
    try:
        root = ET.fromstring(content)
    except ET.ParseError as error:
        raise RefusedError(name, _DAMAGED) from error
    if _plain(root.tag) != "Project":
        raise RefusedError(name, _NO_PROJECT)
    tasks = [
        task
        for task in _each(root, "Tasks", "Task")
        if _text(task, "Name") and _text(task, "UID") != "0" and _text(task, "IsNull") != "1"
    ]
    plan = _Plan(root, tasks)
    leaves = [task for task in tasks if _text(task, "Summary") != "1"]
    milestones = [task for task in leaves if _text(task, "Milestone") == "1"] or leaves
    others = [task for task in tasks if task not in milestones]
    kept = {_text(task, "UID") for task in milestones}
    sheets = [_sheet(MILESTONES, _TASK_TITLES, [plan.row(task, kept) for task in milestones])]
    if others:
        sheets.append(
            _sheet(
                TASKS, tuple(f"{title} of task" for title in _TASK_TITLES), [plan.row(task, set()) for task in others]
            )
        )
    if resources := list(plan.resources()):
        sheets.append(_sheet(RESOURCES, _RESOURCE_TITLES, resources))
    return Tracker(name, tuple(sheets))


class _Plan:
    """A plan's tasks with what they wait for and who works on them."""

    def __init__(self, root: ET.Element, tasks: list[ET.Element]) -> None:
        self.tasks = {_text(task, "UID"): task for task in tasks}
        self.names = {
            _text(one, "UID"): _text(one, "Name") for one in _each(root, "Resources", "Resource") if _text(one, "Name")
        }
        self.costs = {_text(one, "UID"): _number(one, "Cost") for one in _each(root, "Resources", "Resource")}
        self.assigned: dict[str, list[ET.Element]] = defaultdict(list)
        self.of_resource: dict[str, list[ET.Element]] = defaultdict(list)
        for assignment in _each(root, "Assignments", "Assignment"):
            self.assigned[_text(assignment, "TaskUID")].append(assignment)
            self.of_resource[_text(assignment, "ResourceUID")].append(assignment)
        self.above = _summaries(tasks)

    def row(self, task: ET.Element, kept: set[str]) -> tuple[Value | None, ...]:
        """A task's cells. What it waits for is told by ids of rows that are kept, through tasks that are not."""
        uid = _text(task, "UID")
        who = [
            self.names[_text(item, "ResourceUID")]
            for item in self.assigned[uid]
            if _text(item, "ResourceUID") in self.names
        ]
        waits = sorted(set(self._waits(uid, kept, frozenset()))) if kept else []
        return (
            _text(task, "ID") or uid, _text(task, "Name"), self.above.get(uid), "; ".join(dict.fromkeys(who)) or None,
            _baseline(task), _day(task, "Finish"), _day(task, "ActualFinish"), ", ".join(waits) or None,
            _day(task, "Start"), _text(task, "PercentComplete") or None, _text(task, "Notes") or None,
        )  # fmt: skip

    def _waits(self, uid: str, kept: set[str], met: frozenset[str]) -> Iterator[str]:
        task = self.tasks.get(uid)
        for link in [] if task is None else [child for child in task if _plain(child.tag) == "PredecessorLink"]:
            before = _text(link, "PredecessorUID")
            if before in met or before not in self.tasks:
                continue
            if before in kept:
                number = _text(self.tasks[before], "ID") or before
                days = round(_number(link, "LinkLag") / _TENTHS_OF_MINUTES_IN_A_DAY)
                kind = _KINDS.get(_text(link, "Type") or "1", "FS")
                yield f"{number}{kind}+{days}" if days > 0 else f"{number}" if kind == "FS" else f"{number}{kind}"
            else:
                yield from self._waits(before, kept, met | {uid})

    def resources(self) -> Iterator[tuple[Value | None, ...]]:
        """The people and teams with the dates and the share of their assignments."""
        for uid, name in self.names.items():
            days = [
                (day, end)
                for item in self.of_resource[uid]
                if (day := _day(item, "Start")) and (end := _day(item, "Finish"))
            ]
            share = max((_number(item, "Units") for item in self.of_resource[uid]), default=0.0)
            if days:
                yield (
                    uid,
                    None,
                    name,
                    min(day for day, _ in days),
                    max(end for _, end in days),
                    share or None,
                    self.costs.get(uid) or None,
                )


def _summaries(tasks: list[ET.Element]) -> Mapping[str, str]:
    """For each task the name of the summary task on the first level that it stands under."""
    above: dict[str, str] = {}
    current = ""
    for task in tasks:
        if _text(task, "OutlineLevel") == "1":
            current = _text(task, "Name") if _text(task, "Summary") == "1" else ""
        elif current:
            above[_text(task, "UID")] = current
    return above


def _baseline(task: ET.Element) -> date | None:
    """The finish of the first baseline; where there is none, the plan's own finish stands for it only as forecast."""
    baselines = [child for child in task if _plain(child.tag) == "Baseline" and (_text(child, "Number") or "0") == "0"]
    return _day(baselines[0], "Finish") if baselines else None


def _sheet(title: str, titles: tuple[str, ...], rows: list[tuple[Value | None, ...]]) -> TrackerSheet:
    cells: dict[int, dict[int, Value]] = {1: dict(enumerate(titles, 1))}
    for number, row in enumerate(rows, 2):
        cells[number] = {place: raw for place, raw in enumerate(row, 1) if raw is not None and raw != ""}
    return TrackerSheet(title, {number: row for number, row in cells.items() if row})


def _each(root: ET.Element, outer: str, inner: str) -> Iterator[ET.Element]:
    for group in root:
        if _plain(group.tag) == outer:
            yield from (child for child in group if _plain(child.tag) == inner)


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def _text(element: ET.Element, name: str) -> str:
    found = next((child.text for child in element if _plain(child.tag) == name), None)
    return (found or "").strip()


def _number(element: ET.Element, name: str) -> float:
    try:
        return float(_text(element, name) or 0)
    except ValueError:
        return 0.0


def _day(element: ET.Element, name: str) -> date | None:
    try:
        return datetime.fromisoformat(_text(element, name)).date()
    except ValueError:
        return None
