"""Random programmes of two workbooks as they lie, and ways to make a cell, a column or a sheet unreadable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from xl_send.reading import read_book
from xl_send.workbook.cells import Book, CellError, CellErrorKind, Grid, Percentage, Value
from xl_send.workbook.columns import Layout, Record, columns_of
from xl_send.workbook.kinds import Kind
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import SHEETS, Programme
from xl_send.workbook.unreadable import UnreadableError

Row = dict[str, Value]
Sheets = dict[type[Record], list[Row]]
Books = dict[str, Sheets]
# Where something was spoilt: workbook, sheet, and what was done to which cell, column or sheet of it.
Spoilt = tuple[str, str, str]
BY_TITLE = {record.SHEET.title: record for record in SHEETS}
AS_AT = date(2026, 11, 13)
CODES = ("TRN", "OUT")
RENAMED, GONE = "the sheet is renamed", "the sheet is gone"
UNREADABLE = CellError(CellErrorKind.ERROR, "#REF!")


class Chance:
    """Random rows, many of them near a boundary."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - made-up rows, not secrets

    def pick(self, *choices: Value | None) -> Value | None:
        """One of these; None leaves the cell blank."""
        return self.random.choice(choices)

    def day(self, low: int = -60, high: int = 120) -> date:
        """A day near the as at date."""
        return AS_AT + timedelta(days=self.random.randint(low, high))

    def maybe(self, value: Value | None, odds: float = 0.5) -> Value | None:
        """This or a blank."""
        return value if self.random.random() < odds else None


def random_books(seed: int) -> Books:
    """Two workbooks of one programme, that wait for one another, share people and tell of the same handovers."""
    chance = Chance(seed)
    books: Books = {f"{code.lower()}.xlsx": {record: [] for record in SHEETS} for code in CODES}
    common = list(_common(chance))
    handovers = [_handover(chance, number) for number in range(1, 4)]
    for code, sheets in zip(CODES, books.values(), strict=True):
        for title, row in (*common, *_workstream(chance, code)):
            sheets[BY_TITLE[title]].append(_filled(row))
        for row in handovers:
            mine = row["Receiver"] == code or row["Giver"] == code
            if mine:
                sheets[BY_TITLE["Interdependencies"]].append(_filled(row | _own_words(chance)))
    return books


def _filled(row: dict[str, Value | None]) -> Row:
    return {title: value for title, value in row.items() if value is not None}


Given = tuple[str, dict[str, Value | None]]


def _common(chance: Chance) -> Iterator[Given]:
    """What both workbooks say alike: the date, thresholds, calendar, forums and meetings."""
    yield "Programme", {"As at": AS_AT, "Council": "Exampleshire"}
    yield (
        "Thresholds",
        {
            "Milestone green within (working days)": chance.pick(None, 0.0, 2.0),
            "Milestone amber within (working days)": chance.pick(None, 5.0, 10.0),
            "KPI default tolerance": chance.pick(None, Percentage(0.02)),
            "Tight float (working days)": chance.pick(None, 30.0),
            "KPI expectation between milestones": chance.pick("Step", "Step", "Straight line"),
            "Money red over": chance.pick(None, Percentage(0.06)),
            "Full allocation": chance.pick(None, Percentage(0.5)),
            "Rate only with a base of at least": chance.pick(None, 3.0),
        },
    )
    for name, first, last in (
        ("Autumn term", date(2026, 9, 1), date(2026, 12, 18)),
        ("Spring term", date(2027, 1, 4), date(2027, 3, 25)),
    ):
        yield "Calendar", {"Name": name, "Kind": "Term", "From": first, "To": last}
    yield "Calendar", {"Name": "Closed", "Kind": "Closure day", "From": date(2026, 12, 1), "To": date(2026, 12, 4)}
    yield "Forums", {"Forum": "Board", "Level": "Programme", "Takes key decisions": "Yes", "Public": "No"}
    for _ in range(3):
        yield (
            "Meetings",
            {"Forum": "Board", "Meeting date": chance.day(0, 120), "Papers due": chance.maybe(chance.day(0))},
        )


def _workstream(chance: Chance, code: str) -> Iterator[Given]:
    yield (
        "Workstreams",
        {
            "Code": code,
            "Workstream": code,
            "Starts": chance.pick(date(2026, 9, 1), date(2026, 9, 1), chance.day(-5, 30)),
            "Ends": date(2027, 8, 31),
            "State": chance.pick(None, None, None, None, "Paused"),
        },
    )
    for number in range(1, 5):
        yield "Milestones", _milestone(chance, code, number)
        yield "Risks", _risk(chance, code, number)
    yield (
        "Diagnostics",
        {
            "ID": f"{code}-T01",
            "Workstream": code,
            "Starts": chance.day(-40, 0),
            "Ends": chance.day(0, 60),
            "Schools": chance.maybe("Park School"),
            "Status": "Under way",
            "Forecast end": chance.maybe(chance.day(0, 90)),
        },
    )
    for number in range(1, 4):
        yield from _kpi(chance, code, f"{code}-K{number:02}")
        yield (
            "Issues and decisions",
            {
                "ID": f"{code}-A{number:02}",
                "Workstream": code,
                "Kind": chance.pick("Issue", "Action", "Change request"),
                "Severity": chance.pick("High", "Medium", "Low"),
                "Status": chance.pick("Open", "Open", "Closed"),
                "Needed by": chance.maybe(chance.day()),
                "From risk": chance.maybe(f"{code}-R01"),
            },
        )
    for number in range(1, 3):
        yield (
            "Resources",
            {
                "ID": f"{code}-P{number:02}",
                "Workstream": code,
                "Person or team": chance.pick("Ann", "Bob"),
                "From": chance.day(-60, 10),
                "To": chance.day(10, 90),
                "FTE": chance.pick(0.3, 0.5, 0.8),
                "Available FTE": chance.pick(None, 1.0, 0.8),
                "Term time only": chance.pick(None, "Yes"),
                "Funding": chance.pick("Grant", "Base budget", "Not funded"),
                "Post status": chance.pick("In post", "Vacant"),
            },
        )
        yield (
            "Money",
            {
                "ID": f"{code}-F{number:02}",
                "Workstream": code,
                "Funding": chance.pick("Grant", "Base budget"),
                "Budget": 1000.0,
                "Forecast outturn": chance.pick(880.0, 1000.0, 1055.0, 1080.0, 1200.0),
                "Carry-forward agreed": chance.pick(None, "Yes"),
            },
        )


def _milestone(chance: Chance, code: str, number: int) -> dict[str, Value | None]:
    plan = chance.day()
    other = chance.pick(*(f"{item}-{rest}" for item in CODES for rest in ("M01", "M02", "T01")))
    agreed = chance.maybe(plan + timedelta(days=chance.random.randint(-20, 40)), 0.3)
    return {
        "ID": f"{code}-M{number:02}",
        "Workstream": code,
        "Key": chance.pick("Yes", "No"),
        "Baseline date": plan,
        "Forecast date": plan + timedelta(days=chance.random.choice((0, 0, 3, 10, 40))),
        "Actual date": chance.maybe(chance.day(-30, 10), 0.2),
        "Depends on": chance.maybe(f"{other}+{chance.pick(0, 10)}", 0.6) if number > 2 else None,
        "Agreed date": agreed,
        "Change reference": chance.pick(f"{code}-A01", f"{code}-A02; CR-9", "CR-7") if agreed else None,
        "Fixed date": chance.pick(None, None, "Yes"),
        "Schools must act": chance.pick(None, None, "Yes"),
        "Forum": "Board",
        "Decision needed": chance.pick(None, None, "Decision", "Key decision"),
        "Notice published": chance.maybe(chance.day(-60, 0)),
        "State": chance.pick(*[None] * 6, "Paused"),
    }


def _risk(chance: Chance, code: str, number: int) -> dict[str, Value | None]:
    return {
        "ID": f"{code}-R{number:02}",
        "Workstream": code,
        "Owner": "Lead",
        "Status": chance.pick(*["Open"] * 3, "Closed", "Became an issue"),
        "Likelihood": float(chance.random.randint(1, 5)),
        "Impact": float(chance.random.randint(1, 5)),
        "Response": "Treat",
        "Mitigation": "Recruit",
        "Mitigation kind": chance.pick("Process", "Extra capacity"),
        "Resource line": chance.maybe(f"{code}-P01"),
        "Action due": chance.maybe(chance.day(-5, 60)),
        "Proximity": chance.pick(None, "Now", "Later"),
    }


def _kpi(chance: Chance, code: str, kpi: str) -> Iterator[Given]:
    unit = chance.pick("Count", "Percent", "Score")
    scale = 0.01 if unit == "Percent" else 1.0

    def figure(number: int) -> Value:
        return Percentage(number * scale) if unit == "Percent" else float(number)

    measures = chance.pick("Snapshot", "Snapshot", "Period", "Year to date", "Rolling 12 months")
    yield (
        "KPIs",
        {
            "ID": kpi,
            "Workstream": code,
            "Type": chance.pick("Leading", "Lagging"),
            "Leads to": chance.maybe(f"{code}-K01"),
            "Unit": unit,
            "Better when": chance.pick("Higher", "Higher", "Lower", "Close to target", "Context only"),
            "Baseline": figure(40),
            "Baseline date": date(2026, 4, 1),
            "Target": figure(chance.random.randint(30, 80)),
            "Target date": chance.day(-20, 200),
            "Tolerance": chance.maybe(figure(chance.random.choice((0, 2, 8))), 0.4),
            "Frequency": chance.pick("Monthly", "Termly"),
            "Measures": measures,
            "Year basis": "Academic",
            "Publication lag (days)": chance.maybe(20.0),
            "Series break": chance.maybe(chance.day(), 0.2),
        },
    )
    for number in chance.random.sample(range(1, 5), chance.random.randint(0, 3)):
        yield (
            "Expectations",
            {
                "KPI": kpi,
                "Milestone": f"{chance.pick(*CODES)}-M{number:02}",
                "Expected": figure(chance.random.randint(40, 60)),
                "Measured on": chance.maybe(chance.day(-90, 30)),
            },
        )
    for number in range(chance.random.randint(0, 3)):
        yield (
            "Actuals",
            {
                "KPI": kpi,
                "Period end": AS_AT - timedelta(days=20 + 30 * number - chance.random.randint(0, 25)),
                "Value": chance.maybe(figure(chance.random.randint(30, 65)), 0.9),
                "Base": chance.pick(None, None, 5.0, 50.0),
            },
        )


def _handover(chance: Chance, number: int) -> dict[str, Value | None]:
    receiver, giver = chance.pick(*CODES), chance.pick(*CODES, "External")
    return {
        "ID": f"{receiver}-D{number:02}",
        "Kind": "Deliverable",
        "Giver": giver,
        "Receiver": receiver,
        "Receiver milestone": chance.maybe(f"{receiver}-M{chance.random.randint(1, 4):02}", 0.8),
        "Needed by": chance.day(-10, 90),
        "Giver agrees": chance.pick("Yes", "No"),
        "Receiver agrees": "Yes",
        "Giver milestone": chance.maybe(f"{giver}-M{chance.random.randint(1, 4):02}") if giver != "External" else None,
    }


def _own_words(chance: Chance) -> dict[str, Value | None]:
    """What the two accounts of a handover may say differently."""
    return {
        "Promised for": chance.maybe(chance.day(0, 90)),
        "Forecast": chance.maybe(chance.day(-10, 90)),
        "Delivered": chance.maybe(chance.day(-30, 0), 0.2),
        "Accepted": chance.maybe(chance.day(-30, 0), 0.2),
    }


# What people and programs leave in cells. Which of it a cell cannot read hangs on what it is for.
JUNK: tuple[Value, ...] = (
    UNREADABLE, CellError(CellErrorKind.ERROR, "#N/A"), CellError(CellErrorKind.UNCALCULATED, "=A1"),
    CellError(CellErrorKind.PICTURE, "picture"), CellError(CellErrorKind.UNDER_MERGE, "x"), "tbc", "?", "TBC Jan",
    "35%", "12 weeks", "M01 and others", "13/13/2026", "Jan 2027", True, 1e9, -1.0, 5.0, 0.5, Percentage(35.0),
    date(1900, 1, 5),
)  # fmt: skip


def junk_for(way: Spoilt, random: Random) -> Value:
    """Something that cannot be read where a cell or a heading is to be spoilt."""
    _, title, what = way
    column = what.rpartition("@")[0]
    if not column:
        return random.choice(("Xyz", 5.0, UNREADABLE, "?"))
    kind = next(item.kind for item in columns_of(BY_TITLE[title]) if item.title == column)
    return random.choice([junk for junk in JUNK if _cannot_read(kind, junk)])


def _cannot_read(kind: Kind, junk: Value) -> bool:
    try:
        kind.read(junk)
    except UnreadableError:
        return True
    return False


def read(books: Books, spoilt: Spoilt | None = None, junk: Value = UNREADABLE) -> Programme:
    """The programme that these workbooks make, with one thing in them made unreadable."""
    return Programme(tuple(read_book(book) for book in books_of(books, spoilt, junk)))


def books_of(books: Books, spoilt: Spoilt | None = None, junk: Value = UNREADABLE) -> list[Book]:
    """These workbooks as they lie, with one thing in them made unreadable."""
    return [Book(name, tuple(_grids(name, books[name], spoilt, junk))) for name in books]


def cleared(books: Books, way: Spoilt) -> Books:
    """These workbooks with one cell blank."""
    name, title, cell = way
    column, _, line = cell.rpartition("@")
    rows = books[name][BY_TITLE[title]]
    kept = [
        {heading: value for heading, value in row.items() if (heading, number) != (column, int(line))}
        for number, row in enumerate(rows, 2)
    ]
    return {**books, name: {**books[name], BY_TITLE[title]: kept}}


def _grids(name: str, sheets: Sheets, spoilt: Spoilt | None, junk: Value) -> Iterator[Grid]:
    for record, rows in sheets.items():
        title = record.SHEET.title
        what = spoilt[2] if spoilt and spoilt[:2] == (name, title) else ""
        if what != GONE:
            yield Grid(f"Our {title}" if what == RENAMED else title, list(_lines(record, rows, what, junk)))


def label_or_table(record: type[Record], rows: list[Row]) -> Grid:
    """A sheet with these rows under its titles, or with one row's values beside its labels."""
    return Grid(record.SHEET.title, list(_lines(record, rows, "", "")))


def _lines(record: type[Record], rows: list[Row], what: str, junk: Value) -> Iterator[tuple[int, dict[int, Value]]]:
    """The lines of a sheet. `what` is a title whose heading is lost, or `title@row` for one cell."""
    titles = [column.title for column in columns_of(record)]
    named = [junk if title == what else title for title in titles]
    cell, _, number = what.rpartition("@")
    if record.SHEET.layout is Layout.LABELS:
        for place, (title, shown) in enumerate(zip(titles, named, strict=True), 1):
            value = junk if title == cell else (rows[0] if rows else {}).get(title)
            yield place, {1: shown} if value is None else {1: shown, 2: value}
        return
    yield 1, dict(enumerate(named, 1))
    for line, row in enumerate(rows, 2):
        yield (
            line,
            {
                place: junk if (title, str(line)) == (cell, number) else row[title]
                for place, title in enumerate(titles, 1)
                if title in row
            },
        )


def ways(books: Books) -> Iterator[Spoilt]:
    """Every cell, column and sheet that could be made unreadable."""
    for name, sheets in books.items():
        for record, rows in sheets.items():
            title = record.SHEET.title
            yield name, title, RENAMED
            if record is not Thresholds:  # without any the defaults hold, as they always have
                yield name, title, GONE
            filled = {column for row in rows for column in row}
            yield from ((name, title, column.title) for column in columns_of(record) if column.title in filled)
            for line, row in enumerate(rows, 2):
                yield from ((name, title, f"{column}@{line}") for column in row)
