"""What a rule is, what it gives, and how it enters the catalogue."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import PureWindowsPath
from types import MappingProxyType

from xl_send.findings import Cell, Finding, Related, Severity
from xl_send.rules.rooms import ROOMS
from xl_send.rules.wording import Details, WordedWhenShown
from xl_send.value_classes import NamedTuple
from xl_send.workbook.submissions import Programme

# Ids of rules that were withdrawn; they are never given to another rule. A silence or an explanation of one is left
# alone. KP42 asked that something be expected of each KPI at a milestone marked Key: KP87 asks it of all KPIs of a
# workstream together. CM03 told of a Green that its own words deny: WM01 tells of every Green that is computed worse,
# on the same cell. MC12 advised on three milestones for the last day of a term or a financial year: much ends then.
# RK13 and RK21 asked for a target date and for scores before controls: many registers keep neither, and by when more is
# done is asked by RK02. RK29 asked of a closed risk whose action is still to come: it was mostly done early, as Outcome
# says. RK35 asked of a target date a year after Action due: that is the next action, not the last. MN25 told of a Note
# of another outturn: MN32 tells of it, by its figure and its side. KP55 advised to ask more people than there were: the
# base stands beside the figure, which gets no colour.
RETIRED: frozenset[str] = frozenset({"CM03", "KP42", "KP55", "MC12", "MN25", "RK13", "RK21", "RK29", "RK35"})
# What these tell of a cell is told where no other rule tells of it: that a wrong date is at a weekend as well.
YIELDING: frozenset[str] = frozenset({"WB33"})
# The letters of the rules that look across workstreams. `validate` leaves them to `conflicts`.
CONFLICTS = "CF"
# The room that has them all.
_CONFLICTS_ROOM = "xl_send.rules.conflicts"


class Scope(Enum):
    """Which part of the catalogue is asked: what one workbook shows by itself, conflicts, or both."""

    VALIDATION = "validate"
    CONFLICTS = "conflicts"
    ALL = "all"


class Reach(Enum):
    """How far a fault reaches: which findings of another rule follow from it.

    Those that name its cell, as their own or as one that bears on them, those in its row, those that name a cell of its
    row from whatever sheet, those that rest on nothing but its row and what follows from it, or those in its workbook.
    """

    CELL = "the same cell"
    ROW = "the same row"
    NAMED = "a cell of its row named"
    ALONE = "nothing but its row and what follows from it"
    WORKBOOK = "the same workbook"


class Hit(NamedTuple):
    """A fault found: the cell to blame, and what is said of it, or a function that works that out once it is shown.

    `about` are the records by which a conflict is known again next month, where they are fewer than
    those whose cells it names.
    """

    cell: Cell
    given: Details | Callable[[], Details]
    severity: Severity | None = None
    about: tuple[str, ...] = ()

    @property
    def details(self) -> Details:
        """The cells that bear on it, and the words of its message."""
        return self.given if isinstance(self.given, Details) else self.given()

    def known_by(self, *records: str) -> Hit:
        """The same, known again next month by these records alone."""
        return Hit(self.cell, self.given, self.severity, records)


def nth(name: str, number: int) -> str:
    """One of several of a name, as part of a key: the first is the name alone."""
    return name if number == 1 else f"{name} {number}"


Check = Callable[[Programme], Iterator[Hit]]
NOTHING: Mapping[str, Reach] = MappingProxyType({})
# The colours of workstream and programme that one mistyped cell brings about.
COLOURS: Mapping[str, Reach] = MappingProxyType({"WM04": Reach.ALONE, "WM05": Reach.ALONE})


class Rule(NamedTuple):
    """One rule of the catalogue. `name` is its function's, the fault in words.

    Where a conflict and a rule that it `speaks_for` tell of one cell, the conflict alone is told: it sees more.
    A rule `on_reading` puts into words what could not be read or found. `brings` are the rules whose findings follow
    from one of this rule's, with how far that reaches.
    """

    id: str
    severity: Severity
    message: str
    fix: str
    check: Check
    speaks_for: frozenset[str] = frozenset()
    on_reading: bool = False
    brings: Mapping[str, Reach] = NOTHING

    @property
    def name(self) -> str:
        """The fault, as words joined by underscores."""
        return self.check.__name__

    @property
    def documentation(self) -> str:
        """What must hold, why, and the examples."""
        return self.check.__doc__ or ""

    def is_in(self, scope: Scope) -> bool:
        """Whether this rule is asked in a scope."""
        if scope is Scope.ALL:
            return True
        return self.id.startswith(CONFLICTS) == (scope is Scope.CONFLICTS)

    def finding(self, found: Hit) -> Finding:
        """A hit in the rule's own words."""
        key = _conflict_key(self.id, found) if self.id.startswith(CONFLICTS) else _key(self.id, found.cell)
        wording = WordedWhenShown(self.message, self.fix, found.given)
        return Finding(self.id, found.severity or self.severity, found.cell, wording, key)


_RULES: dict[str, Rule] = {}


def rule(  # noqa: PLR0913 - what a rule declares
    rule_id: str,
    severity: Severity,
    message: str,
    fix: str,
    *,
    speaks_for: Iterable[str] = (),
    on_reading: bool = False,
    brings: Mapping[str, Reach] = NOTHING,
) -> Callable[[Check], Check]:
    """Enter the function below in the catalogue.

    `message` says what is wrong and where it matters, `fix` what to do; both take their words in
    braces from the hit. An id that is malformed, taken or retired raises `ValueError` at import.
    """

    def enter(check: Check) -> Check:
        letters, number = rule_id[:2], rule_id[2:]
        formed = len(rule_id) == len("KP01") and letters.isalpha() and letters.isupper() and number.isdecimal()
        if not formed or rule_id in _RULES or rule_id in RETIRED:
            reason = f"{rule_id} is not free to use as a rule id"
            raise ValueError(reason)
        speaks = frozenset(speaks_for)
        _RULES[rule_id] = Rule(rule_id, severity, message, fix, check, speaks, on_reading, brings)
        return check

    return enter


def hit(cell: Cell, *related: Related, severity: Severity | None = None, **words: object) -> Hit:
    """A fault at a cell; the first cell is to blame, the related ones bear on it."""
    return Hit(cell, Details(related, words), severity)


def all_rules(scope: Scope = Scope.ALL, programme: Programme | None = None) -> Mapping[str, Rule]:
    """Every rule of a scope by id, found room by room; what no rule of the scope needs is not loaded.

    Given a programme, nor is a room whose `SHEETS` have no row in it: its rules could find nothing.
    """
    for room in ROOMS:
        in_scope = scope is Scope.ALL or (room == _CONFLICTS_ROOM) == (scope is Scope.CONFLICTS)
        if in_scope and (programme is None or has_rows_of(room, programme)):
            _enter(room)
    return {rule_id: found for rule_id, found in sorted(_RULES.items()) if found.is_in(scope)}


def rule_named(rule_id: str) -> Rule | None:
    """The rule of an id, or None where there is none; only the scope that it would be of is loaded."""
    return all_rules(Scope.CONFLICTS if rule_id.startswith(CONFLICTS) else Scope.VALIDATION).get(rule_id)


def has_rows_of(room: str, programme: Programme) -> bool:
    """Whether a programme has a row, read or not, on a sheet that the rules of a room are of, if these are named."""
    sheets = getattr(importlib.import_module(room), "SHEETS", None)
    return sheets is None or any(
        any(found.all(sheet) for sheet in sheets) or any(row.record in sheets for row in found.unread_rows)
        for found in programme.submissions
    )


@cache
def _enter(room: str) -> None:
    """Load every file of a room and of the rooms within it, which enters its rules."""
    for name in ROOMS[room].split():
        importlib.import_module(f"{room}.{name}")


def _conflict_key(rule_id: str, found: Hit) -> str:
    """The rule and the records in conflict, whichever of them is named first."""
    records = found.about or (found.cell.record, *(related.cell.record for related in found.details.related))
    return f"{rule_id}:{'+'.join(sorted(set(records)))}"


def _key(rule_id: str, cell: Cell) -> str:
    """The same finding has the same key next month, though rows have moved, or the folder of the workbook has."""
    if not cell.record or cell.record.startswith("row "):
        return f"{rule_id}:{PureWindowsPath(cell.workbook).name}:{cell.sheet}:{cell.address}"
    return f"{rule_id}:{cell.record}:{cell.column}"
