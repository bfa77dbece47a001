"""Two pages in plain English for parents and carers: what changes, what is done, what they said, what comes next.

The product's own sentences here are short and of common words; names of milestones and KPIs are the workstreams' own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from xl_send.board_pack.annex.milestones import expected_on
from xl_send.board_pack.material import Material, severity
from xl_send.board_pack.values import PackPage, SectionPart
from xl_send.board_pack.wording import day, filled, shortened
from xl_send.network import given
from xl_send.results import Item, Status
from xl_send.value_classes import NamedTuple
from xl_send.words import first_few, sentence
from xl_send.workbook.sheets.choices import Better, State
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream

AIMS, DONE, NEXT, FIGURES, SAID, HALTED = 6, 4, 6, 4, 2, 3
# Of what comes next so many places are kept for what is late or may be, wherever in the year it stands.
LATE = 4
_BACK, _AHEAD = timedelta(days=270), timedelta(days=365)
_TOLD = re.compile(r"\b(?:said|told|asked|wanted|felt)\b", re.IGNORECASE)
_CODE = re.compile(r"(?<!\s)\s*+\(?\b[A-Z]{2,5}-[A-Z]\d{1,4}\b\)?")


def parents_pages(material: Material) -> tuple[PackPage, ...]:
    """The two pages."""
    first = (_aims(material), _done(material), _said(material))
    second = (_next(material), _figures(material), _not_here(material))
    return tuple(
        PackPage(anchor, heading, kept, front=True)
        for anchor, heading, parts in (("now", "What we are doing", first), ("next", "What comes next", second))
        if (kept := tuple(part for part in parts if not part.empty))
    )


def without_ids(text: str | None, longest: int = 150) -> str:
    """A text of a workbook as a sentence, without ids."""
    return sentence(shortened(_CODE.sub("", text or ""), longest))


def _aims(material: Material) -> SectionPart:
    streams = [material.programme.streams[code] for code in material.codes if code in material.programme.streams]
    points = tuple(without_ids(one.purpose) for one in streams if one.purpose)[:AIMS]
    return SectionPart("What we want to change", points=points)


def _done(material: Material) -> SectionPart:
    """What was reached of late, the latest first."""
    at = material.as_at or date.min
    reached = [
        (when, row)
        for _, row in material.rated(Milestone)
        if (when := given(row.actual, material.programme.as_at(row))) and when >= at - _BACK
    ]
    reached.sort(key=lambda entry: (entry[0].toordinal() * -1, entry[1].id))
    points = tuple(f"{without_ids(row.name)} We did this on {day(when)}." for when, row in reached[:DONE])
    return SectionPart("What we have done", sentences=filled(_not_whole(material)), points=points)


def _not_whole(material: Material) -> str:
    """That there may be more than is told here, on the page that is read first."""
    unread = material.unread(Workstream, Milestone, Kpi)
    return "We could not read all of our plan. There may be more than these pages say." if unread else ""


def _said(material: Material) -> SectionPart:
    """You said, we did: how families took part in what was done, in the words of the row."""
    points = []
    for item, row in material.rated(Milestone):
        said = material.says(row, row.coproduction)
        if said and item.status is not Status.NOT_RATED:
            reached = given(row.actual, material.programme.as_at(row))
            did = f"We did this on {day(reached)}" if reached else f"We plan this for {day(expected_on(row))}"
            began = "You said" if _TOLD.search(said) else "You took part"
            points.append(f"{began}: {without_ids(said)} We did: {without_ids(row.name)} {did}.")
    return SectionPart("You said, we did", points=tuple(points[:SAID]))


def _next(material: Material) -> SectionPart:
    """What is still to come, by its day: first of all what is late or not known, then what comes soonest."""
    at = material.as_at or date.min
    open_still = [
        _Step(expected_on(row), row.id, item, row)
        for item, row in material.rated(Milestone)
        if item.status not in {Status.COMPLETE, Status.NOT_RATED} and expected_on(row) <= at + _AHEAD
    ]
    late = sorted((one for one in open_still if one.is_late(at)), key=_Step.by_consequence)[:LATE]
    others = sorted(one for one in open_still if one not in late)
    shown = sorted([*late, *others[: NEXT - len(late)]])
    points = tuple(f"{day(one.day)}: {without_ids(one.row.name)}{_late(one, at)}" for one in shown)
    rest = len(open_still) - len(shown)
    steps = "1 more step is" if rest == 1 else f"{rest} more steps are"
    told = f"{steps} planned in the year after {day(material.as_at)}." if rest else ""
    return SectionPart("What we will do next", points=points, sentences=filled(*_halted(material), told))


def _halted(material: Material) -> Iterator[str]:
    """What was planned and is paused or given up: who was told of it once looks for it here."""
    found: dict[State, list[str]] = {}
    for item, row in material.rated(Milestone):
        if item.status is Status.NOT_RATED and not given(row.actual, material.programme.as_at(row)):
            own = row.state or State.ACTIVE
            state = material.programme.state_of(row.workstream) if own is State.ACTIVE else own
            found.setdefault(state, []).append(without_ids(row.name).rstrip("."))
    for state, told in ((State.PAUSED, "We have paused this for now"), (State.WITHDRAWN, "We no longer plan this")):
        if names := found.get(state):
            yield f"{told}: {first_few(names, most=HALTED)}."


class _Step(NamedTuple):
    """A milestone that is still to come, by the day on which its owner expects it."""

    day: date
    id: str
    item: Item
    row: Milestone

    def is_late(self, at: date) -> bool:
        """Whether it is behind, or may be: what is not known may be Red."""
        return self.day < at or self.item.status in {Status.RED, Status.AMBER, Status.NO_DATA}

    def by_consequence(self) -> tuple[bool, int, bool, date, str]:
        """A fixed date first, then by colour, then what is key."""
        return not self.row.fixed, severity(self.item), not self.row.key, self.day, self.id


def _late(step: _Step, at: date) -> str:
    """What is said of a day that was moved, has passed, or cannot be kept."""
    if step.day < at:
        return " This day has passed. It is not done yet."
    if step.item.status is Status.NO_DATA:
        return " We do not know yet if we can keep this date."
    feasible = step.item.rating.facts.get("feasible")
    if isinstance(feasible, date) and feasible > step.day:
        return f" We may not keep this date. It may be {day(feasible)} or later."
    return " This is later than we first planned." if step.day > step.row.baseline else ""


def _figures(material: Material) -> SectionPart:
    """Public KPIs in a sentence each, what is behind first: the figure, what was hoped for, and how that compares."""
    names = Counter(without_ids(row.name) for _, row in material.rated(Kpi))
    rated = [entry for entry in material.rated(Kpi) if entry[1].better is not Better.CONTEXT]
    told = [(item, _figure(material, item, row, names)) for item, row in rated if item.status.coloured]
    points = [point for _, point in sorted(told, key=lambda entry: severity(entry[0])) if point]
    missing = sum(item.status is Status.NO_DATA for item, _ in rated) + sum(not point for _, point in told)
    things = "1 more thing" if missing == 1 else f"{missing} more things"
    rest = len(rated) - missing - len(points[:FIGURES])
    more = "1 more thing that we measure is" if rest == 1 else f"{rest} more things that we measure are"
    return SectionPart(
        "How it is going",
        points=tuple(points[:FIGURES]),
        sentences=filled(
            f"We have no figure that we can use for {things}." if missing else "",
            f"{more} not on this page." if rest > 0 else "",
        ),
    )


def _figure(material: Material, item: Item, row: Kpi, names: Mapping[str, int]) -> str:
    """One KPI in a sentence; nothing where the figure that is judged may not be told."""
    name = without_ids(row.name).rstrip(".")
    name = f"{name}, {material.stream_name(row.workstream)}" if names[without_ids(row.name)] > 1 else name
    actual, expected = material.shown.judged(row, item.rating), material.shown.expected(row, item.rating)
    if actual is None:
        return ""
    told = material.shown.actual(row, actual)
    less = " or less" if row.better is Better.LOWER else ""
    hoped = f" We hoped for {expected}{less} by now." if expected and expected[0] in "£0123456789" else ""
    how = "This is on track." if item.status is Status.GREEN else "We are not there yet."
    return f"{name}: {told} ({day(actual.period_end)}).{hoped} {how}"


def _not_here(material: Material) -> SectionPart:
    """That some of the plan is not on this page."""
    rows = material.left_out(Milestone) + material.left_out(Kpi)
    hidden = (
        "We do not show very small numbers. This keeps each child's details private." if material.shown.below else ""
    )
    told = (
        f"Some of our plan is not on this page. {rows} parts of it are still for the council and its partners."
        if rows
        else ""
    )
    return SectionPart("What is not on this page", sentences=filled(told, hidden))
