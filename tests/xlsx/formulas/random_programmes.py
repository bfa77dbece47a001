"""Random programmes in one workbook, their boundaries hit on purpose: the same seed gives the same.

Each of a workbook's programmes has workstreams of its own; all share its dates, thresholds and calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from xl_send.calendar import WorkingDays
from xl_send.reading.markdown import BookText
from xl_send.workbook.cells import Percentage, Value
from xl_send.workbook.columns import Record, columns_by_name
from xl_send.workbook.sheets.choices import CalendarKind
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Actual, Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.xlsx.template.example import content_of
from xl_send.xlsx.template.template import WorkbookContent

Given = dict[str, Value]
GREEN, AMBER, TIGHT, AGREEMENT, AT_LEAST = 5, 20, 10, 60, 10
OVERDUE = {"Monthly": 60, "Half-termly": 115, "Quarterly": 135, "Termly": 185, "Annual": 400}
REFERENCES = (
    "", "CR-1", "CR-1; CR-2", "CR-1, CR-2", "CR-1; cr-1", "{code}-A01", "{code}-A02", "{code}-A01; {code}-A02",
    "{code}-A02, CR 7", "Board, 2 Nov 2026", "Board minute 12", "{code}-A09", "tbc",
    "{code}-A02 (to the December board)", "Board of {code}-A01; CR-9", "tbc; CR-3",
    "Email from SRO 3 Nov", "Discussed;verbally", "Board,by email", "Agreed", "Awaiting Board", "CR-7 (not approved)",
    "Board, 4 Nov: deferred", "TRN-A01 pending",
)  # fmt: skip


class Programmes:
    """The rows of one workbook while they are made up, `spoilt` as often as people spoil them."""

    spoilt = 0.06

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - made-up rows, not secrets
        self.as_at = date(2026, 9, 1) + timedelta(days=self.chance.randrange(500))
        self.calendar = list(self._calendar())
        self.days = WorkingDays.of(self.calendar)
        self.rows: dict[type[Record], list[Given]] = {
            record: [] for record in (Workstream, Milestone, Kpi, Expectation, Actual, Risk, Interdependency, LogEntry)
        }

    def pick(self, *choices: Value | None) -> Value | None:
        """One of these; None leaves the cell blank."""
        return self.chance.choice(choices)

    def near(self, *steps: int, spread: int = 40) -> date:
        """A day near the as at date, often exactly so many days from it."""
        step = self.chance.choice((0, 1, -1, *steps, self.chance.randint(-spread, spread)))
        return self.as_at + timedelta(days=step)

    def maybe(self, value: Value | None, odds: float = 0.5) -> Value | None:
        """This or a blank."""
        return value if self.chance.random() < odds else None

    def add(self, record: type[Record], given: dict[str, Value | None]) -> None:
        """A row of values by field; a few are spoilt as people spoil them."""
        titles = {name: column.title for name, column in columns_by_name(record).items()}
        if self.chance.random() < self.spoilt:
            name = self.chance.choice(list(given))
            near = f"{given[name]}s" if isinstance(given[name], str) else None
            given[name] = self.pick(None, "tbc", "13 Nov 2026", "12", "n/a", "no such", 0.0, near)
        self.rows[record].append({titles[name]: value for name, value in given.items() if value is not None})

    def _calendar(self) -> Iterator[CalendarEntry]:
        for number in range(4):
            starts = self.as_at + timedelta(days=self.chance.randint(-40, 40))
            ends = starts + timedelta(days=self.chance.choice((0, 0, 1, 4, -1)))
            yield CalendarEntry(name=f"Closed {number}", kind=CalendarKind.CLOSURE, starts=starts, ends=ends)
        yield CalendarEntry(
            name="Christmas", kind=CalendarKind.CLOSURE, starts=date(2026, 12, 24), ends=date(2027, 1, 1)
        )

    def add_programme(self, code: str) -> None:
        """One workstream with all that belongs to it."""
        self.add(Workstream, {
            "code": code, "name": code,
            "starts": self.pick(self.as_at, self.near(), *[date(2026, 1, 5)] * 4),
            "state": self.pick(*[None] * 7, "Active", "Active", "Paused", "Withdrawn"),
        })  # fmt: skip
        for number, status in enumerate(("Open", "Closed", "Open"), 1):
            kind = "Issue" if number == 3 else "Change request"
            self.add(LogEntry, {
                "id": f"{code}-A{number:02}", "workstream": code, "kind": kind, "severity": "High", "status": status,
                "from_risk": f"{code}-R01" if number == 3 else None,
            })  # fmt: skip
        for number in range(1, 8):
            self._add_milestone(code, number)
        for number in range(1, 6):
            self._add_kpi(code, f"{code}-K{number:02}")
            self._add_risk(code, number)
            self._add_handover(code, number)

    def _later(self, day: date, *steps: int) -> date:
        """A day so many working days later, on the boundary or at random; it may be no working day."""
        found = self.days.after(day, self.chance.choice((*steps, self.chance.randint(-30, 60))))
        return found + timedelta(days=self.chance.choice((0, 0, 1, 2)))

    def _add_milestone(self, code: str, number: int) -> None:
        plan = self.near(spread=90)
        forecast = self._later(plan, 0, GREEN, GREEN + 1, AMBER, AMBER + 1)
        agreed = self.maybe(self._later(plan, 0, 10), 0.4)
        self.add(Milestone, {
            "id": f"{code}-M{number:02}", "workstream": code, "key": self.pick("Yes", "No", None), "baseline": plan,
            "forecast": self.maybe(forecast, 0.9), "actual": self.maybe(self.near(), 0.25), "agreed": agreed,
            "changes": str(self.pick(*REFERENCES)).format(code=code) or None,
            "fixed": self.pick("Yes", "No", None, None),
            "state": self.pick(*[None] * 8, "Active", "Paused", "Withdrawn"),
        })  # fmt: skip

    def _add_risk(self, code: str, number: int) -> None:
        self.add(Risk, {
            "id": f"{code}-R{number:02}", "workstream": code, "likelihood": float(self.chance.randint(1, 5)),
            "impact": float(self.chance.randint(1, 5)),
            "status": self.pick("Open", "Open", "Closed", "Became an issue"),
        })  # fmt: skip

    def _add_handover(self, code: str, number: int) -> None:
        needed = self.near(AGREEMENT, AGREEMENT - 1, spread=120)
        forecast = self._later(needed, 0, 1, GREEN, GREEN + 1, -TIGHT, 1 - TIGHT)
        self.add(Interdependency, {
            "id": f"{code}-D{number:02}", "giver": self.pick(code, "ELS", "External"),
            "receiver": self.pick(code, "ELS"),
            "giver_milestone": self.pick(None, None, f"{code}-M01", f"{code}-M02", "ELS-M01"),
            "receiver_milestone": self.pick(None, f"{code}-M03", f"{code}-M04"), "needed_by": needed,
            "promised": self.maybe(self._later(needed, 0)), "forecast": self.maybe(forecast, 0.7),
            "delivered": self.maybe(self.near(), 0.2), "accepted": self.maybe(self.near(), 0.2),
            "giver_agrees": self.pick("Yes", "No"), "receiver_agrees": self.pick("Yes", "Yes", "No"),
            "state": self.pick(*[None] * 8, "Active", "Withdrawn"),
        })  # fmt: skip

    def _add_kpi(self, code: str, kpi: str) -> None:
        unit = str(self.pick("Count", "Count", "Percent", "Pounds", "Score", "Days", "Rate"))
        scale = 0.01 if unit == "Percent" else 1.0
        target, begun = (self._figure(self.chance.randint(20, 90), scale) for _ in range(2))
        baseline = self.pick(begun, begun, target)
        frequency, lag = str(self.pick(*OVERDUE)), self.maybe(float(self.chance.randint(0, 30)), 0.3)
        better = self.pick(*["Higher", "Lower", "Close to target"] * 3, "Context only")
        due = self.chance.random() < 0.1
        self.add(Kpi, {
            "id": kpi, "name": self.pick(None, "Plans", "Posts (FTE)", "Working days early"),
            "workstream": code, "unit": unit, "better": better, "baseline": None if due else baseline,
            "baseline_date": None if due else date(2026, 4, 1), "baseline_due": self.as_at if due else None,
            "target": target, "target_date": self.near(200, spread=200), "frequency": frequency, "lag": lag,
            "tolerance": self.maybe(self._figure(self.chance.choice((0, 5, 10)), scale), 0.4),
            "measures": self.pick(*["Snapshot"] * 6, *["Rolling 12 months"] * 3, "Period"),
            "year_basis": "Academic", "series_break": self.maybe(self.near(-20), 0.15),
            "state": self.pick(*[None] * 12, "Paused"),
        })  # fmt: skip
        oldest = OVERDUE[frequency] + int(float(lag)) if isinstance(lag, float) else OVERDUE[frequency]
        self._add_figures(code, kpi, scale, oldest)

    def _figure(self, hundredths: int, scale: float) -> Value:
        """A figure; that of a percentage is shown as one, but for a few that cannot be right."""
        odd = self.chance.random()
        if odd < 0.02:
            return float(hundredths) if scale < 1 else -float(hundredths)
        if odd < 0.05 and scale == 1:
            return hundredths + 0.5
        return Percentage(round(hundredths * scale, 12)) if scale < 1 else float(hundredths)

    def _add_figures(self, code: str, kpi: str, scale: float, oldest: int) -> None:
        level = self.chance.randint(20, 90)
        for number in self.chance.sample(range(1, 9), self.chance.choice((0, 1, 2, 3, 4))):
            self.add(Expectation, {
                "kpi": kpi, "milestone": f"{code}-M{number:02}", "expected": self._figure(level + number % 3, scale),
                "measured_on": self.maybe(self.near(-10, -30, -oldest, spread=90), 0.6),
            })  # fmt: skip
        days = {
            self.near(-3, -9, -30, -oldest, -oldest - 1, spread=oldest) for _ in range(self.chance.choice((0, 2, 4, 5)))
        }
        for day in sorted(days):
            gap = self.chance.choice((0, 1, 5, 10, -5, -10, round(level * 0.1), self.chance.randint(-30, 30)))
            self.add(Actual, {
                "kpi": kpi, "period_end": day, "value": self.maybe(self._figure(max(level - gap, 0), scale), 0.9),
                "base": self.pick(*[None] * 8, float(AT_LEAST), float(AT_LEAST - 1)),
            })  # fmt: skip

    def filling(self) -> WorkbookContent:
        """The workbook to write."""
        between = self.pick("Straight-lines", "Straight line", *["Step", "step", "n/a"] * 6)
        labels: Given = {
            "Milestone green within (working days)": float(GREEN), "Tight float (working days)": float(TIGHT),
            "KPI expectation between milestones": str(between),
        }  # fmt: skip
        titles = {name: column.title for name, column in columns_by_name(CalendarEntry).items()}
        calendar: list[Given] = [
            {titles["name"]: str(calendar_entry.name), titles["kind"]: calendar_entry.kind.value,
            titles["starts"]: calendar_entry.starts,
             titles["ends"]: calendar_entry.ends} for calendar_entry in self.calendar
        ]  # fmt: skip
        covered: dict[type[Record], Given] = {Cover: {"As at": self.as_at}, Thresholds: labels}
        rows = {**self.rows, CalendarEntry: calendar}
        return replace(content_of(BookText("")), rows=rows, labels=covered, calendar=self.calendar)


def random_filling(seed: int, programmes: int) -> WorkbookContent:
    """So many random programmes in one workbook."""
    made = Programmes(seed)
    for number in range(programmes):
        made.add_programme(f"P{chr(65 + number // 26)}{chr(65 + number % 26)}")
    return made.filling()
