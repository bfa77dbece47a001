"""Workbooks written in docstrings: the examples of rules, and small programmes for tests.

A line `Milestones:` begins a sheet of `return.xlsx`; `north.xlsx Milestones:` one of another
workbook. Columns that a table leaves out are filled from a sound row, unless the line reads
`Milestones, as it lies:`. `Without Risks:` leaves a sheet out; `Risks, hidden:`, `Risks, row 3 hidden:` and
`Risks, A2 to A3 merged:` are what they say. A cell in <angle brackets> is to blame, and so is a sheet of that name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from xl_send.disclosure.texts import Withholding, may_be_shown, sheet_without_name, with_unread_withheld
from xl_send.reading import read_book
from xl_send.reading.markdown import grid_of, split_row
from xl_send.workbook.cells import Area, Book, Grid, column_letters
from xl_send.workbook.columns import Layout, columns_of
from xl_send.workbook.submissions import SHEETS, Programme, Submission

Blame = tuple[str, str, str]
Rows = list[dict[str, str]]

_HEADING = re.compile(
    r"(?:(\S+\.xlsx) )?(Without )?(<?[A-Z][A-Za-z0-9 ]+?>?(?: \(\d\))?)(, as it lies)?(, hidden)?"
    r"(?:, row (\d+) (hidden|lost))?(?:, A(\d+) to A(\d+) merged)?:"
)
_RULER = re.compile(r"\|(\s*-{3,}\s*\|)+")

SOUND: Mapping[str, Mapping[str, str]] = {
    "Programme": {
        "Council": "Exampleshire County Council", "Programme": "SEND programme", "Framework": "Other",
        "Senior responsible owner": "Director of Children's Services", "Reporting period": "Autumn 1 2026",
        "As at": "13 Nov 2026", "Prepared by": "Programme Officer",
    },
    "Workstreams": {
        "Code": "TRN", "Workstream": "Transition to secondary", "Owner": "Transition Lead", "Starts": "1 Sep 2026",
        "Ends": "31 Aug 2027", "Reported RAG": "Green",
    },
    "Milestones": {
        "ID": "TRN-M01", "Workstream": "TRN", "Milestone": "Trial opens in four schools", "Phase": "Trial",
        "Key": "Yes", "Owner": "Transition Lead", "Baseline date": "11 Dec 2026", "Forecast date": "11 Dec 2026",
    },
    "KPIs": {
        "ID": "TRN-K01", "Workstream": "TRN", "KPI": "Pupils supported in local mainstream schools", "Type": "Lagging",
        "Unit": "Count", "Better when": "Higher", "Baseline": "100", "Baseline date": "31 Aug 2026", "Target": "200",
        "Target date": "31 Jul 2027", "Frequency": "Monthly", "Owner": "Transition Lead", "Measures": "Snapshot",
        "Counts children": "Yes",
    },
    "Expectations": {"KPI": "TRN-K01", "Milestone": "TRN-M01", "Expected": "120"},
    "Actuals": {"KPI": "TRN-K01", "Period end": "31 Oct 2026", "Value": "110"},
    "Risks": {
        "ID": "TRN-R01", "Workstream": "TRN", "Risk": "Because posts are vacant, visits may stop, so trials slip",
        "Category": "Capacity", "Owner": "Transition Lead", "Raised": "7 Sep 2026", "Likelihood": "3", "Impact": "3",
        "Response": "Treat", "Mitigation": "Recruit early", "Mitigation kind": "Process", "Action due": "18 Dec 2026",
        "Monitored at": "Programme Board", "Last reviewed": "6 Nov 2026", "Status": "Open",
    },
    "Interdependencies": {
        "ID": "TRN-D01", "Needed": "List of pupils moving school", "Kind": "Data", "Giver": "OUT", "Receiver": "TRN",
        "Receiver milestone": "TRN-M01", "Needed by": "11 Dec 2026", "Giver agrees": "Yes", "Receiver agrees": "Yes",
    },
    "Diagnostics": {
        "ID": "TRN-T01", "Workstream": "TRN", "Task": "Review of 30 cases", "Method": "Case review",
        "Service area": "SEN casework", "Starts": "2 Nov 2026", "Ends": "27 Nov 2026", "Lead": "Transition Lead",
        "Status": "Planned",
    },
    "Resources": {
        "ID": "TRN-P01", "Role": "Link worker", "Person or team": "Transition team", "Workstream": "TRN",
        "From": "1 Sep 2026", "To": "31 Aug 2027", "FTE": "0.5", "Available FTE": "1", "Funding": "Grant",
        "Post status": "In post",
    },
    "Money": {
        "ID": "TRN-F01", "Workstream": "TRN", "Line": "Link workers", "Funding": "Grant", "Financial year": "2026-27",
        "Budget": "50000", "Forecast outturn": "50000",
    },
    "Issues and decisions": {
        "ID": "TRN-A01", "Workstream": "TRN", "Kind": "Issue", "What": "Two schools have left the trial",
        "Severity": "Medium", "Owner": "Transition Lead", "Raised": "2 Nov 2026", "Status": "Open",
    },
    "Forums": {"Forum": "Programme Board", "Level": "Programme", "Takes key decisions": "No", "Public": "No"},
    "Meetings": {"Forum": "Programme Board", "Meeting date": "3 Dec 2026", "Papers due": "25 Nov 2026"},
    "Calendar": {"Name": "Autumn term 2026", "Kind": "Term", "From": "1 Sep 2026", "To": "18 Dec 2026"},
    "Thresholds": {},
}  # fmt: skip

# Sheets that hold their sound row when an example does not speak of them.
ALWAYS = ("Programme", "Workstreams", "Forums", "Meetings", "Calendar")


@dataclass(slots=True)
class Written:
    """One sheet of an example: its titles in order, its rows, and whether gaps are to be filled."""

    rows: Rows = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    as_it_lies: bool = False
    left_out: bool = False
    hidden: bool = False
    hidden_row: int = 0
    lost_row: int = 0
    merged: tuple[Area, ...] = ()


Example = dict[str, dict[str, Written]]


def parse(text: str) -> Example:
    """The workbooks of one example, by name and sheet."""
    books: Example = {}
    sheet: Written | None = None
    titles: list[str] | None = None
    for line in (raw.strip() for raw in text.splitlines()):
        if match := _HEADING.fullmatch(line):
            sheet = books.setdefault(match[1] or "return.xlsx", {}).setdefault(match[3], Written())
            sheet.left_out, sheet.as_it_lies, titles = bool(match[2]), bool(match[4]), None
            sheet.hidden, sheet.hidden_row = bool(match[5]), int(match[6] or 0) if match[7] == "hidden" else 0
            sheet.lost_row = int(match[6] or 0) if match[7] == "lost" else 0
            sheet.merged = (Area(int(match[8]), 1, int(match[9]), 1),) if match[8] else ()
        elif line.startswith("|") and sheet is not None and not _RULER.fullmatch(line):
            if titles is None:
                titles = split_row(line)
                sheet.titles.extend(titles)
            else:
                sheet.rows.append(dict(zip(titles, split_row(line), strict=True)))
    return books or {"return.xlsx": {}}


def _bare(text: str) -> str:
    return text[1:-1].strip() if text.startswith("<") and text.endswith(">") else text


def _titles(title: str, written: Written) -> list[str]:
    if written.as_it_lies:
        return written.titles
    declared = [column.title for record in SHEETS if record.SHEET.title == title for column in columns_of(record)]
    as_written = {_bare(title): title for title in written.titles}
    extras = [title for title in written.titles if _bare(title) not in declared]
    return [as_written.get(title, title) for title in declared] + extras


def _table(title: str, written: Written, name: str, blamed: set[Blame]) -> Grid:
    titles = _titles(title, written)
    sound = {} if written.as_it_lies else dict(SOUND.get(title, {}))
    rows: Rows = [{**sound, **row} for row in written.rows]
    for place, heading in enumerate(titles, 1):
        if heading.startswith("<"):
            blamed.add((name, title, f"{column_letters(place)}1"))
        for number, row in enumerate(rows, 2):
            if row.get(heading, "").startswith("<"):
                blamed.add((name, title, f"{column_letters(place)}{number}"))
    bare = [{_bare(key): _bare(text) for key, text in row.items()} for row in rows]
    grid = grid_of(title, [_bare(heading) for heading in titles], bare)
    hidden_rows = frozenset({written.hidden_row} - {0})
    grid = replace(grid, hidden=written.hidden, hidden_rows=hidden_rows, merged=written.merged)
    if not written.lost_row:
        return grid
    return replace(grid, rows=[row for row in grid.rows if row[0] != written.lost_row], absent=(written.lost_row,))


def _labels(title: str, written: Written, name: str, blamed: set[Blame]) -> Grid:
    """A label sheet's rows are written as `| As at |`, titles across; they lie as label and value, down."""
    given = {**SOUND[title], **(written.rows[0] if written.rows else {})}
    labels = list(dict.fromkeys([*_titles(title, Written()), *given]))
    rows: Rows = []
    for number, label in enumerate(labels, 2):
        text = given.get(label, "")
        if text.startswith("<"):
            blamed.add((name, title, f"B{number}"))
        rows.append({"Setting": label, "Value": _bare(text)})
    return grid_of(title, ["Setting", "Value"], rows)


def book(name: str, sheets: dict[str, Written], blamed: set[Blame]) -> Book:
    """One workbook of an example; the cells to blame are added to `blamed`."""
    grids = []
    for record in SHEETS:
        title = record.SHEET.title
        written = sheets.get(title) or Written(rows=[{}] if title in ALWAYS else [])
        if written.left_out:
            blamed.add((name, title, ""))
            continue
        labelled = record.SHEET.layout is Layout.LABELS and not written.as_it_lies
        grids.append((_labels if labelled else _table)(title, written, name, blamed))
    strangers = [title for title in sheets if title not in SOUND]
    for number, title in enumerate(strangers, len(grids) + 1):
        grids.append(_table(_bare(title), sheets[title], name, blamed))
        if title.startswith("<"):
            bare = _bare(title)
            blamed.add((name, bare if may_be_shown(bare) else sheet_without_name(number), ""))
    return Book(name, tuple(grids))


def programme(text: str, read: Callable[[Book], Submission] = read_book) -> tuple[Programme, set[Blame]]:
    """The programme that an example makes through the real reader, and the cells it says are to blame."""
    blamed: set[Blame] = set()
    books = [book(name, sheets, blamed) for name, sheets in parse(text).items()]
    return Programme(tuple(map(read, books))), blamed


@cache
def _once(text: str, read: Callable[[Book], Submission]) -> tuple[Programme, frozenset[Blame]]:
    found, blamed = programme(text, read)
    return found, frozenset(blamed)


def each_programme(
    documentation: str, heading: str, read: Callable[[Book], Submission] = read_book
) -> list[tuple[Programme, frozenset[Blame]]]:
    """The same of every example under a heading of a docstring: each is read once, whatever test looks at it."""
    return [_once(text, read) for text in blocks(documentation, heading)]


def as_read(item: Book) -> Submission:
    """A workbook as every command reads it, without what may identify a person."""
    shown, withheld = Withholding().safe(item)
    return with_unread_withheld(read_book(shown), withheld)


def blocks(documentation: str, heading: str) -> list[str]:
    """The examples under each `**Fails**` or `**Passes**` of a docstring."""
    parts = re.split(r"^\s*\*\*(Fails|Passes)\*\*\s*$", documentation, flags=re.MULTILINE)
    return [body for name, body in zip(parts[1::2], parts[2::2], strict=True) if name == heading]
