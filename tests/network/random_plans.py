"""Random programmes of three returns that wait for one another, with terms, half-terms, meetings and mixed dates.

They are rows as people type them, so that a test may type another date into one and read all of it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from network.programmes import Row, book
from statuses import read
from xl_send.workbook.submissions import Programme

CODES = ("TRN", "OUT", "EHP")
FIRST = date(2026, 11, 2)
CALENDAR = tuple(
    {"Name": name, "Kind": kind, "From": first, "To": last}
    for name, kind, first, last in (
        ("Autumn term 2026", "Term", "1 Sep 2026", "18 Dec 2026"),
        ("Spring term 2027", "Term", "4 Jan 2027", "25 Mar 2027"),
        ("Summer term 2027", "Term", "12 Apr 2027", "21 Jul 2027"),
        ("Spring half-term 2027", "Half-term break", "15 Feb 2027", "19 Feb 2027"),
        ("Summer half-term 2027", "Half-term break", "31 May 2027", "4 Jun 2027"),
        ("Training day", "School holiday", "1 Mar 2027", "1 Mar 2027"),
        ("Office closed", "Closure day", "29 Dec 2026", "31 Dec 2026"),
    )
)
FORUMS = (
    {"Forum": "Programme Board", "Takes key decisions": "No"},
    {"Forum": "Cabinet", "Takes key decisions": "Yes"},
)
SCHOOLS = ("Alder School", "Beech School", "Cedar School")


def shown(day: date) -> str:
    return f"{day:%d %b %Y}"


@dataclass
class Plans:
    """The rows of each return, by its code and sheet."""

    rows: dict[str, dict[str, list[dict[str, str]]]]
    as_at: dict[str, date]
    meetings: tuple[Row, ...] = field(default=())

    def text(self) -> str:
        fixed = {"Calendar": CALENDAR, "Forums": FORUMS, "Meetings": self.meetings}
        return "".join(
            book(
                code, Programme=({"As at": shown(self.as_at[code])},), **fixed,
                **{title.replace(" ", "_"): tuple(rows) for title, rows in sheets.items()},
            )
            for code, sheets in self.rows.items()
        )  # fmt: skip

    def read(self) -> Programme:
        return read(self.text())

    def each(self, sheet: str) -> Iterator[dict[str, str]]:
        for sheets in self.rows.values():
            yield from sheets[sheet]

    def row(self, name: str) -> dict[str, str]:
        return next(
            row for sheets in self.rows.values() for rows in sheets.values() for row in rows if row.get("ID") == name
        )


class _Maker:
    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - test cases
        self.as_at = {code: FIRST + timedelta(days=self.chance.choice((3, 7, 11, 14))) for code in CODES}

    def day(self, first: int = 10, last: int = 220) -> date:
        return FIRST + timedelta(days=self.chance.randrange(first, last))

    def pick(self, *given: str) -> str:
        return self.chance.choice(given)

    def plans(self) -> Plans:
        names = [f"{code}-M0{number}" for number in (1, 2, 3, 4) for code in CODES]
        tasks = [f"{code}-T0{number}" for number in (1, 2) for code in CODES]
        rows: dict[str, dict[str, list[dict[str, str]]]] = {
            code: {"Milestones": [], "Diagnostics": [], "Interdependencies": [], "Resources": self._people(code)}
            for code in CODES
        }
        for place, name in enumerate(tasks):
            rows[name[:3]]["Diagnostics"].append(self._task(name, tasks[:place]))
        for place, name in enumerate(names):
            rows[name[:3]]["Milestones"].append(self._milestone(name, names[:place], tasks))
        for number in range(1, self.chance.randrange(1, 5)):
            receiver, giver = self.chance.sample(CODES, 2)
            row = self._handover(f"{receiver}-D0{number}", giver)
            rows[receiver]["Interdependencies"].append(row)
            rows[giver]["Interdependencies"].append(dict(row))
        return Plans(rows, self.as_at, tuple(self._meetings()))

    def _people(self, code: str) -> list[dict[str, str]]:
        names = ("EP team", f"Analyst of {code}")
        return [
            {"ID": f"{code}-P0{number}", "Person or team": name, "From": "1 Sep 2026", "To": "31 Aug 2027",
             "FTE": self.pick("0.2", "0.4", "0.6"), "Available FTE": "1", "Post status": "In post"}
            for number, name in enumerate(names, 1)
        ]  # fmt: skip

    def _task(self, name: str, before: list[str]) -> dict[str, str]:
        starts = self.day(-10 if self.chance.random() < 0.3 else 20)
        ends = starts + timedelta(days=self.chance.randrange(1, 40))
        state = "Planned" if starts > self.as_at[name[:3]] else self.pick("Under way", "Under way", "Planned", "Done")
        row = {
            "ID": name, "Starts": shown(starts), "Ends": shown(ends), "Status": state,
            "Method": self.pick("Survey", "Workshop", "Case review", "Data pull"), "Service area": "SEN casework",
            "Cohort": self.pick("Post-16", "Early years (0 to 5)"),
            "Schools": self.pick("", self.chance.choice(SCHOOLS), "; ".join(self.chance.sample(SCHOOLS, 2))),
            "After": self.pick("", *before), "Lead": self.pick("EP team", f"Lead of {name}"),
        }  # fmt: skip
        if state == "Done":
            row["Actual end"] = shown(self.as_at[name[:3]])
        elif self.chance.random() < 0.3:
            row["Forecast end"] = shown(ends + timedelta(days=self.chance.randrange(1, 20)))
        return row

    def _milestone(self, name: str, before: list[str], tasks: list[str]) -> dict[str, str]:
        planned = self.day()
        forecast = planned + timedelta(days=self.chance.choice((0, 0, 0, 7, 20, 45)))
        waits = self.chance.sample(before, min(len(before), self.chance.randrange(3)))
        lags = [f"{item}+{self.chance.randrange(1, 12)}" if self.chance.random() < 0.5 else item for item in waits]
        lags += [self.chance.choice(tasks)] if self.chance.random() < 0.3 else []
        row = {
            "ID": name, "Baseline date": shown(planned), "Forecast date": shown(forecast),
            "Depends on": ", ".join(lags), "Key": self.pick("Yes", "No"), "Phase": "Design",
            "Schools must act": self.pick("", "", "Yes"), "Fixed date": self.pick("", "", "", "", "Yes"),
        }  # fmt: skip
        if self.chance.random() < 0.3:
            row |= {"Forum": "Programme Board", "Decision needed": "Decision"}
        elif self.chance.random() < 0.1:
            row |= {"Forum": "Cabinet", "Decision needed": "Key decision"}
        if self.chance.random() < 0.1:
            row["Actual date"] = shown(self.as_at[name[:3]])
        return row

    def _handover(self, name: str, giver: str) -> dict[str, str]:
        needed = self.day()
        row = {
            "ID": name, "Giver": giver, "Receiver": name[:3], "Needed by": shown(needed),
            "Receiver milestone": f"{name[:3]}-M03", "Giver milestone": self.pick("", f"{giver}-M01", f"{giver}-M02"),
            "Promised for": self.pick("", shown(self.day())), "Forecast": self.pick("", shown(self.day(0))),
            "Schools must act": self.pick("", "", "Yes"),
        }  # fmt: skip
        if self.chance.random() < 0.2:
            row["Delivered"] = shown(self.as_at[giver])
        return row

    def _meetings(self) -> Iterator[Row]:
        for forum, step in (("Programme Board", 35), ("Cabinet", 28)):
            day = FIRST + timedelta(days=self.chance.randrange(30))
            while day < FIRST + timedelta(days=300):
                sits = day + timedelta(days=(3 - day.weekday()) % 7)
                yield {"Forum": forum, "Meeting date": shown(sits), "Papers due": shown(sits - timedelta(days=8))}
                day += timedelta(days=step)


def random_plans(seed: int) -> Plans:
    """One random programme; the same seed gives the same."""
    return _Maker(seed).plans()
