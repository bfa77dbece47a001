"""Random programmes of two workbooks for the second reading of the rules of colours: time, money and both accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from xl_send.reading import read_book
from xl_send.workbook.cells import Book, Grid, Row, Value
from xl_send.workbook.columns import Layout, Record, columns_of
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import SHEETS, Programme, Submission
from xl_send.xlsx.template.template import WorkbookContent
from xlsx.formulas.random_programmes import Given, Programmes

SHARES = (0.2, 0.4, 0.5, 0.6, 1.0)
OUTTURNS = (0.0, 80.0, 89.0, 90.0, 95.0, 100.0, 105.0, 105.5, 110.0, 110.5, 130.0)


class WideProgrammes(Programmes):
    """One workbook while it is made up: all that a random programme has, and time, money and a longer log."""

    def __init__(self, seed: int, as_at: date) -> None:
        super().__init__(seed)
        self.as_at = as_at
        self.rows |= {Resource: [], MoneyLine: []}
        self.calendar += self._terms() if self.chance.random() < 0.8 else ()

    def _terms(self) -> Iterator[CalendarEntry]:
        starts = self.as_at - timedelta(days=self.chance.randint(20, 60))
        for number in range(3):
            ends = starts + timedelta(days=self.chance.randint(40, 80))
            half = starts + timedelta(days=self.chance.randint(15, 35))
            yield CalendarEntry(name=f"Term {number}", kind=CalendarKind.TERM, starts=starts, ends=ends)
            rest = half + timedelta(days=4)
            yield CalendarEntry(name=f"Half-term {number}", kind=CalendarKind.HALF_TERM, starts=half, ends=rest)
            starts = ends + timedelta(days=self.chance.randint(10, 20))

    def add_stream(self, code: str) -> None:
        """A workstream with all that belongs to it."""
        self.add_programme(code)
        for number in range(1, 5):
            self._add_line(code, number)
            self._add_money(code, number)
        for number in range(4, 9):
            self.add(LogEntry, {
                "id": f"{code}-A{number:02}", "workstream": code,
                "kind": self.pick("Issue", "Decision needed", "Action", "Change request"),
                "severity": self.pick("High", "Medium", "Low"), "needed_by": self.maybe(self.near(), 0.8),
                "status": self.pick("Open", "Open", "Closed"), "from_risk": self.maybe(f"{code}-R{number - 3:02}"),
            })  # fmt: skip

    def _add_line(self, code: str, number: int) -> None:
        starts = self.near(-30, spread=90)
        self.add(Resource, {
            "id": f"{code}-P{number:02}", "workstream": code, "who": self.pick("EP team", "SEN casework", code),
            "starts": starts, "ends": starts + timedelta(days=self.chance.choice((0, 5, 30, 90))),
            "fte": self.chance.choice(SHARES), "available": self.pick(None, 1.0, 1.0, 1.25),
            "term_time": self.pick(None, "No", "Yes"),
            "funding": self.pick("Grant", "Base budget", "Partner", "Partner", "Not funded"),
            "post": self.pick("In post", "In post", "Vacant", "Recruiting"),
        })  # fmt: skip

    def _add_money(self, code: str, number: int) -> None:
        self.add(MoneyLine, {
            "id": f"{code}-F{number:02}", "workstream": code, "funding": self.pick("Grant", "Grant", "Partner"),
            "budget": self.pick(100.0, 100.0, 100.0, 0.0), "outturn": self.chance.choice(OUTTURNS),
            "carry_forward": self.pick("Yes", "No", None),
        })  # fmt: skip

    def vary_kpis(self) -> None:
        """Some KPIs of periods and years, some to be kept level, more judged by the default tolerance."""
        title = {column.name: column.title for column in columns_of(Kpi)}
        for row in self.rows[Kpi]:
            if self.chance.random() < 0.4:
                row[title["measures"]] = self.chance.choice(("Period", "Year to date", "Year to date"))
                row[title["year_basis"]] = self.chance.choice(("Academic", "Calendar", "Financial"))
            if self.chance.random() < 0.4:
                row.pop(title["tolerance"], None)
            if self.chance.random() < 0.1 and title["baseline"] in row and title["target"] in row:
                row[title["baseline"]] = row[title["target"]]

    def accounts_of(self, rows: list[Given], code: str) -> None:
        """The giver's accounts of handovers into another workbook, some of them told otherwise."""
        title = {column.name: column.title for column in columns_of(Interdependency)}
        for row in rows:
            row[title["giver"]], row[title["giver_milestone"]] = code, f"{code}-M0{self.chance.randint(1, 7)}"
            told = dict(row)
            for name in ("needed_by", "promised", "forecast", "delivered", "accepted"):
                if self.chance.random() < 0.15:
                    told[title[name]] = self.near(spread=90)
            self.rows[Interdependency].append(told)


class ReadableProgrammes(WideProgrammes):
    """One workbook of which every cell can be read, with handovers of its own workstreams alone."""

    spoilt = 0.0

    def add(self, record: type[Record], given: dict[str, Value | None]) -> None:
        """A row of values by field."""
        if record is Interdependency:
            given["receiver"] = str(given["id"])[:3]
            given["giver"] = "External" if given["giver"] == "ELS" else self.pick("PAA", "PAB", "PBA", "PBB")
        super().add(record, given)


def random_programme(seed: int, of: type[WideProgrammes] = WideProgrammes) -> Programme:
    """Two returns of one programme, the second up to a fortnight older; the same seed gives the same."""
    chance = Random(seed)  # noqa: S311 - made-up rows, not secrets
    as_at = date(2026, 9, 1) + timedelta(days=chance.randrange(500))
    first, second = (
        of(2 * seed, as_at),
        of(2 * seed + 1, as_at - timedelta(days=chance.randrange(15))),
    )
    for code in ("PAA", "PAB"):
        first.add_stream(code)
    for code in ("PBA", "PBB"):
        second.add_stream(code)
    second.accounts_of(first.rows[Interdependency][:3], "PBA")
    first.accounts_of(second.rows[Interdependency][:3], "PAB")
    for one in (first, second):
        one.vary_kpis()
    straight: Given = {"KPI expectation between milestones": chance.choice(("Step", "Step", "Straight line"))}
    return Programme(tuple(_read(f"{n}.xlsx", one.filling(), straight) for n, one in enumerate((first, second))))


def _read(name: str, filling: WorkbookContent, settings: Given) -> Submission:
    return read_book(Book(name, tuple(_grids(filling, settings))))


def _grids(filling: WorkbookContent, settings: Given) -> Iterator[Grid]:
    for record in SHEETS:
        titles = [column.title for column in columns_of(record)]
        if record.SHEET.layout is Layout.LABELS:
            given = {**filling.labels.get(record, {}), **settings}
            yield Grid(record.SHEET.title, [(n, _filled(title, given)) for n, title in enumerate(titles, 1)])
            continue
        rows: list[Row] = [(1, dict(enumerate(titles, 1)))]
        for number, row in enumerate(filling.rows.get(record, ()), 2):
            rows.append((number, {place: row[title] for place, title in enumerate(titles, 1) if title in row}))
        yield Grid(record.SHEET.title, rows)


def _filled(title: str, given: Mapping[str, Value]) -> dict[int, Value]:
    return {1: title, 2: given[title]} if title in given else {1: title}
