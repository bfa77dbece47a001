"""A second reading of the rules of colours, plain and slow: what each row earns by its own dates and figures.

It is written from the rules' text and shares nothing with the engine but the records, the working days and the
doubts about single values, so that a slip of one reading shows as a difference between the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from rag.oracle.kpis import kpi_colour
from rag.oracle.resources import money_colour, resource_colour
from rag.oracle.sight import Sight, worst_first
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import Level, LogKind, LogStatus, RiskStatus, State
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.resources import MoneyLine, Resource
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

Place = tuple[str, str, int]
NO_REFERENCE = {"tbc", "tba", "tbd", "?", "n/a", "none", "-"}
ACTION = re.compile(r"[A-Z]{2,5}-A\d+")
# What was only talked of, and by which words somebody who may decide it did.
TALKED_OF = re.compile(
    r"(?i)(?<![^\s,])(?:e-?mail|(?:tele)?phone|verbal|orally|spoke|conversation|teams c(?:all|hat)|text message|discuss"
    r"|catch[ -]up|one[ -]to[ -]one|supervision|agreed|approved|confirmed|(?:yes|ok)(?![^\s,])"
    r"|draft|propos)"
)
UNDECIDED = re.compile(
    r"(?i)not (?:approved|agreed|yet)|to (?:be (?:agreed|approved)|follow)|await|(?<![^\s,(])pending"
    r"|rejected|refused|declined|deferred"
)
DECIDED = re.compile(
    r"(?i)(?<![^\s,])(?:board|cabinet|executive|forum|committee|council|panel|partnership|group|scrutiny|minute|paper"
    r"|delegated|urgen|procedure|decision|change|cr)|-a\d"
)


def place(row: Record) -> Place:
    """Where a row stands: workbook, sheet and number."""
    return row.workbook, type(row).SHEET.title, row.row


def own_colours(programme: Programme) -> dict[Place, str]:
    """What each row that was read earns by its own workbook's dates, thresholds and calendar."""
    return dict(_each(programme, by_policy=False))


def policy_colours(programme: Programme) -> dict[Place, str]:
    """The same by the thresholds and the calendar that serve the whole programme."""
    return dict(_each(programme, by_policy=True))


def _each(programme: Programme, *, by_policy: bool) -> Iterator[tuple[Place, str]]:
    for book in programme.submissions:
        as_at, policy = programme.as_at_of(book), programme.policy
        if as_at is None or policy is None:
            continue
        from_policy = (policy.thresholds, policy.calendar)
        measured = from_policy if by_policy else (book.thresholds, book.all(CalendarEntry))
        seen = programme if by_policy else Programme((book,), programme.as_at_override)
        sight = Sight(programme, book, as_at, *measured, seen)
        for record, colour in COLOURS.items():
            for row in book.all(record):
                yield place(row), "Not rated" if sight.out_of_play(row) else colour(sight, row)


def milestone_colour(sight: Sight, row: Milestone) -> str:
    """Steps 1 to 6 of a milestone."""
    counted = _counting_changes(sight, row)
    plan = row.agreed if row.agreed and counted else row.baseline
    if sight.happened(row.actual):
        return "Complete"
    if row.forecast is None:
        return "No data"
    late = sight.days.between(plan, row.forecast) if row.forecast > plan else 0
    if sight.starts_later(row.workstream) and late == 0:
        return "Not due"
    if row.forecast < sight.as_at or (row.fixed and late > 0):
        return "Red"
    thresholds = sight.thresholds
    found = worst_first(late > thresholds.milestone_amber, late > thresholds.milestone_green)
    moved_often = row.agreed is not None and len(counted) > 1
    return "Amber" if found == "Green" and moved_often else found


def _counting_changes(sight: Sight, row: Milestone) -> set[str]:
    """The change references of a milestone that count: none while a change request among them is open."""
    said = ", ".join(row.changes)
    if UNDECIDED.search(said) or (TALKED_OF.search(said) and not DECIDED.search(said)):
        return set()
    waiting = {
        entry.id
        for entry in sight.programme.each(LogEntry)
        if entry.kind is LogKind.CHANGE_REQUEST and entry.status is not LogStatus.CLOSED
    }
    sound = {reference.upper() for reference in row.changes if reference.casefold() not in NO_REFERENCE}
    if any(waiting.intersection(ACTION.findall(reference)) for reference in sound):
        return set()
    return {reference.replace(" ", "") for reference in sound}


def risk_colour(sight: Sight, row: Risk) -> str:
    """A risk by the matrix."""
    issues = [entry for entry in sight.programme.each(LogEntry) if entry.kind is LogKind.ISSUE]
    followed = any(entry.from_risk == row.id for entry in issues)
    if row.status is RiskStatus.CLOSED or (row.status is RiskStatus.BECAME_ISSUE and followed):
        return "Not rated"
    colour = sight.thresholds.colour_of(row.likelihood, row.impact)
    return colour.value if colour else "No data"


def log_colour(sight: Sight, row: LogEntry) -> str:
    """An issue by its severity, the rest of the log by the day it is needed by."""
    if row.status is LogStatus.CLOSED:
        return "Complete"
    if row.kind is LogKind.ISSUE:
        return {Level.HIGH: "Red", Level.MEDIUM: "Amber", Level.LOW: "Green"}[row.severity]
    past = row.needed_by is not None and row.needed_by < sight.as_at
    return worst_first(past and row.severity is Level.HIGH, past)


def account_colour(sight: Sight, row: Interdependency) -> str:  # noqa: PLR0911 - the steps as the rules tell them
    """One party's account of a handover, steps 1 to 5."""
    delivered, accepted = sight.happened(row.delivered), sight.happened(row.accepted)
    if accepted and delivered and accepted < delivered:
        return "No data"
    if accepted or delivered:
        return "Complete" if accepted else "Amber"
    said, day = row.forecast or row.promised, _handover(sight, row)
    if row.needed_by is None:
        return "No data"
    if row.needed_by < sight.as_at or (said is not None and said < sight.as_at):
        return "Red"
    if day is None:
        return "No data"
    room, thresholds = sight.days.between(day, row.needed_by), sight.thresholds
    if day > row.needed_by:
        waiting = sight.seen.milestones.get(row.receiver_milestone or "")
        minor = waiting is not None and waiting.key is False
        return "Amber" if minor and room >= -thresholds.milestone_green else "Red"
    soon = (row.needed_by - sight.as_at).days < thresholds.agreement_days
    agreed = bool(row.giver_agrees and row.receiver_agrees)
    return worst_first(red=False, amber=soon and (room < thresholds.tight_float or not agreed))


def _handover(sight: Sight, row: Interdependency) -> date | None:
    """The later of forecast or promise and the giver's milestone, which gives no date once it is withdrawn."""
    days = [row.forecast or row.promised]
    giving = sight.seen.milestones.get(row.giver_milestone or "")
    if giving and State.WITHDRAWN not in (giving.state, sight.seen.state_of(giving.workstream)):
        days.append(sight.happened(giving.actual) or giving.forecast)
    return max((day for day in days if day), default=None)


COLOURS: dict[type[Record], Callable[[Sight, Any], str]] = {
    Milestone: milestone_colour,
    Kpi: kpi_colour,
    Risk: risk_colour,
    LogEntry: log_colour,
    Interdependency: account_colour,
    Resource: resource_colour,
    MoneyLine: money_colour,
}
