"""Two small workbooks that wait for one another, for tests: TRN in trn.xlsx, OUT in out.xlsx."""

from __future__ import annotations

from statuses import table

Row = dict[str, str]
TERMS = (
    {"Name": "Autumn term 2026", "From": "1 Sep 2026", "To": "18 Dec 2026"},
    {"Name": "Spring term 2027", "From": "4 Jan 2027", "To": "25 Mar 2027"},
    {"Name": "Summer term 2027", "From": "12 Apr 2027", "To": "21 Jul 2027"},
)
MEETINGS = (
    {"Meeting date": "3 Dec 2026", "Papers due": "25 Nov 2026"},
    {"Meeting date": "14 Jan 2027", "Papers due": "6 Jan 2027"},
    {"Meeting date": "12 Mar 2027", "Papers due": "4 Mar 2027"},
)


def book(code: str, **sheets: tuple[Row, ...]) -> str:
    """One workbook of a workstream; sheets are named as in the workbook, spaces as underscores."""
    name = f"{code.lower()}.xlsx"
    all_sheets = {"Workstreams": ({"Code": code},), "Calendar": TERMS, "Meetings": MEETINGS, **sheets}
    written = "".join(
        table(title.replace("_", " "), *[_of(code, title, row) for row in rows]) for title, rows in all_sheets.items()
    )
    return "\n".join(f"{name} {line}" if line.endswith(":") else line for line in written.splitlines()) + "\n"


def _of(code: str, title: str, row: Row) -> Row:
    return {"Workstream": code, **row} if title in {"Milestones", "Diagnostics", "Resources"} else row


def milestone(name: str, planned: str, forecast: str = "", **more: str) -> Row:
    """A milestone by id, planned date and forecast; other titles as keywords, spaces as underscores."""
    rest = {title.replace("_", " "): text for title, text in more.items()}
    return {"ID": name, "Baseline date": planned, "Forecast date": forecast or planned, **rest}
