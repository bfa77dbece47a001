"""The dates of a random programme worked out once more, day by day with networkx: it shares no code with the network.

Only the list of bank holidays is the product's own. Ids that lead nowhere do not occur in these programmes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

import networkx as nx

from network.random_plans import CALENDAR, Plans
from xl_send.calendar import BANK_HOLIDAYS

DAY = timedelta(days=1)


def day_of(text: str) -> date | None:
    return datetime.strptime(text, "%d %b %Y").date() if text else None  # noqa: DTZ007 - dates have no zone


def _spans(kind: str) -> list[tuple[date, date]]:
    found = []
    for row in CALENDAR:
        first, last = day_of(row["From"]), day_of(row["To"])
        if row["Kind"] == kind and first and last:
            found.append((first, last))
    return found


TERMS, CLOSED = _spans("Term"), _spans("Closure day")
SHUT = [*_spans("Half-term break"), *_spans("School holiday"), *CLOSED]
LAST = max(last for _, last in TERMS)


def within(day: date, spans: list[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in spans)


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in BANK_HOLIDAYS and not within(day, CLOSED)


def opens(day: date) -> bool:
    """Whether schools are open; after the last term nobody knows, and only what is shut for certain is."""
    return works(day) and not within(day, SHUT) and (day > LAST or within(day, TERMS))


def later(day: date, number: int, *, school: bool = False) -> date:
    while number:
        day += DAY
        number -= (opens if school else works)(day)
    return day


def school_day(day: date) -> date:
    while not opens(day):
        day += DAY
    return day


def between(first: date, last: date) -> int:
    low, high = min(first, last), max(first, last)
    days = sum(works(low + DAY * number) for number in range(1, (high - low).days + 1))
    return days if first <= last else -days


class Event(NamedTuple):
    """What a row says of its own day. `sittings` are papers and meeting of each that could decide it."""

    own: date | None
    as_at: date
    done: bool
    length: int
    school: bool
    sittings: list[tuple[date, date]] | None
    bound: date | None
    undated: bool = False


class Oracle:
    def __init__(self, plans: Plans) -> None:
        self.plans = plans
        self.events: dict[str, Event] = {}
        self.graph: nx.DiGraph[str] = nx.DiGraph()
        self.lags: dict[tuple[str, str], int] = {}
        for code, sheets in plans.rows.items():
            for row in sheets["Milestones"]:
                self.events[row["ID"]] = self._milestone(row, plans.as_at[code])
            for row in sheets["Diagnostics"]:
                self.events[row["ID"]] = self._task(row, plans.as_at[code])
        for row in {row["ID"]: row for row in plans.each("Interdependencies")}.values():
            self.events[row["ID"]] = self._handover(row, plans.as_at[row["Giver"]])
        self.graph.add_nodes_from(self.events)
        for first, last, lag in self._links():
            if not self.events[last].done:
                self.graph.add_edge(first, last)
                self.lags[first, last] = max(lag, self.lags.get((first, last), 0))
        self.days: dict[str, date | None] = {}
        self._forward()
        self.latest: dict[str, date | None] = {}
        self._backward()

    def _milestone(self, row: Mapping[str, str], as_at: date) -> Event:
        actual = day_of(row.get("Actual date", ""))
        done = actual is not None and actual <= as_at
        plan = day_of(row["Baseline date"])
        sittings = None if done else self._sittings(row, as_at)
        bounds = [plan] if row["Key"] == "Yes" else []
        in_time = [day for _, day in sittings or () if plan and day <= plan]
        bounds += in_time[-1:]
        school = row["Schools must act"] == "Yes"
        bound = None if done else min((day for day in bounds if day), default=None)
        return Event(actual if done else day_of(row["Forecast date"]), as_at, done, 0, school, sittings, bound)

    def _sittings(self, row: Mapping[str, str], as_at: date) -> list[tuple[date, date]] | None:
        if "Forum" not in row:
            return None
        found = []
        for meeting in self.plans.meetings:
            day, papers = day_of(meeting["Meeting date"]), day_of(meeting["Papers due"])
            if meeting["Forum"] != row["Forum"] or day is None or papers is None or papers < as_at:
                continue
            noticed = row["Decision needed"] != "Key decision" or (day - as_at).days - 1 >= 28
            if noticed:
                found.append((papers, day))
        return found

    def _task(self, row: Mapping[str, str], as_at: date) -> Event:
        actual = day_of(row.get("Actual end", ""))
        done = actual is not None and actual <= as_at
        starts = day_of(row["Starts"])
        ends = (actual if done else None) or day_of(row.get("Forecast end", "")) or day_of(row["Ends"])
        assert starts
        assert ends
        school = bool(row["Schools"])
        if school:
            inside = sum(opens(starts + DAY * number) for number in range((ends - starts).days + 1))
            length = max(0, inside - 1)
        else:
            length = max(0, between(starts, ends))
        return Event(ends, as_at, done, length, school, None, None)

    def _handover(self, row: Mapping[str, str], as_at: date) -> Event:
        delivered = day_of(row.get("Delivered", ""))
        done = delivered is not None and delivered <= as_at
        own = (delivered if done else None) or day_of(row["Forecast"]) or day_of(row["Promised for"])
        school = row["Schools must act"] == "Yes"
        undated = own is None and not row["Giver milestone"]
        return Event(own, as_at, done, 0, school, None, day_of(row["Needed by"]), undated)

    def _links(self) -> Iterator[tuple[str, str, int]]:
        for row in self.plans.each("Milestones"):
            for item in filter(None, row["Depends on"].split(", ")):
                name, _, lag = item.partition("+")
                yield name, row["ID"], int(lag or 0)
        for row in self.plans.each("Diagnostics"):
            if row["After"]:
                yield row["After"], row["ID"], 1
        for row in {row["ID"]: row for row in self.plans.each("Interdependencies")}.values():
            if row["Giver milestone"]:
                yield row["Giver milestone"], row["ID"], 0
            needed = day_of(row["Needed by"])
            baseline = day_of(self.plans.row(row["Receiver milestone"])["Baseline date"])
            assert needed
            assert baseline
            ready = self._papers(self.plans.row(row["Receiver milestone"]), baseline) or baseline
            yield row["ID"], row["Receiver milestone"], max(0, between(needed, ready))

    def _papers(self, row: Mapping[str, str], day: date) -> date | None:
        """When papers are due for the last meeting of a milestone's forum by a day."""
        found = [(day_of(one["Meeting date"]), day_of(one["Papers due"])) for one in self.plans.meetings
                 if one["Forum"] == row.get("Forum")]  # fmt: skip
        return next((papers for sits, papers in sorted(found, reverse=True) if sits and sits <= day), None)

    def allowed(self, first: date, name: str, lag: int) -> date:
        """The first day that a link allows an event, where it is an end."""
        event, day = self.events[name], later(first, lag)
        if event.school and event.sittings is None:
            return later(school_day(day), event.length, school=True)
        return later(day, event.length)

    def _forward(self) -> None:
        for name in nx.topological_sort(self.graph):
            event = self.events[name]
            before = [self.days[other] for other in self.graph.predecessors(name)]
            if event.done:
                self.days[name] = event.own
            elif event.undated or None in before:
                self.days[name] = None
            else:
                self.days[name] = self._day(name, event)

    def _day(self, name: str, event: Event) -> date | None:
        ready = event.as_at
        for other in self.graph.predecessors(name):
            first = self.days[other]
            assert first
            ready = max(ready, self.allowed(first, name, self.lags[other, name]))
        if event.sittings is not None:
            meeting = next((day for papers, day in event.sittings if papers >= ready), None)
            if meeting is None:
                return None
            day = max(meeting, event.own or meeting)
            return school_day(day) if event.school else day
        day = max(ready, event.own or ready)
        return school_day(day) if event.school else day

    def _backward(self) -> None:
        for name in reversed(list(nx.topological_sort(self.graph))):
            event, bound = self.events[name], self.events[name].bound
            for after in self.graph.successors(name):
                late = self.latest[after]
                if late is not None:
                    last = self._last_before(late, after, self.lags[name, after])
                    bound = last if bound is None else min(bound, last)
            if bound is not None and event.school and bound >= TERMS[0][0]:
                while not opens(bound):
                    bound -= DAY
            self.latest[name] = None if event.done else bound

    def _last_before(self, late: date, name: str, lag: int) -> date:
        """The last day, looked for one by one, from which what waits is still not after its own last."""
        event = self.events[name]
        papers = [papers for papers, day in event.sittings or () if day <= late]
        late = min(late, max(papers)) if papers else late
        day = late
        while self.allowed(day, name, lag) > late or (
            lag + (0 if event.school and event.sittings is None else event.length) and not works(day)
        ):
            day -= DAY
        return day

    def spare(self, name: str) -> int | None:
        day, last = self.days[name], self.latest[name]
        return None if day is None or last is None else between(day, last)
