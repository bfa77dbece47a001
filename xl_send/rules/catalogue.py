"""What a rule is, what it gives, and how it enters the catalogue."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from xl_send.findings import Cell, Finding, Related, Severity
from xl_send.model.submissions import Programme
from xl_send.schema.days import say

_ID = re.compile(r"[A-Z]{2}\d{2}")
# Ids of rules that were withdrawn; they are never given to another rule.
RETIRED: frozenset[str] = frozenset()


class Hit(NamedTuple):
    """A fault found: the cell to blame, cells that bear on it, and the words its message needs."""

    cell: Cell
    related: tuple[Related, ...]
    words: Mapping[str, object]
    severity: Severity | None = None


Check = Callable[[Programme], Iterator[Hit]]


class Rule(NamedTuple):
    """One rule of the catalogue. `name` is its function's, the fault in words."""

    id: str
    severity: Severity
    message: str
    fix: str
    check: Check
    family: str

    @property
    def name(self) -> str:
        """The fault, as words joined by underscores."""
        return self.check.__name__

    @property
    def documentation(self) -> str:
        """What must hold, why, and the examples."""
        return self.check.__doc__ or ""

    def finding(self, found: Hit) -> Finding:
        """A hit in the rule's own words."""
        words = {name: _worded(value) for name, value in found.words.items()}
        return Finding(
            rule=self.id,
            severity=found.severity or self.severity,
            cell=found.cell,
            message=self.message.format_map(words),
            fix=self.fix.format_map(words),
            related=found.related,
            key=_key(self.id, found.cell),
        )


_RULES: dict[str, Rule] = {}


def rule(rule_id: str, severity: Severity, message: str, fix: str) -> Callable[[Check], Check]:
    """Enter the function below in the catalogue.

    `message` says what is wrong and where it matters, `fix` what to do; both take their words in
    braces from the hit. An id that is malformed, taken or retired raises `ValueError` at import.
    """

    def enter(check: Check) -> Check:
        if not _ID.fullmatch(rule_id) or rule_id in _RULES or rule_id in RETIRED:
            reason = f"{rule_id} is not free to use as a rule id"
            raise ValueError(reason)
        family = check.__module__.rpartition(".")[2]
        _RULES[rule_id] = Rule(rule_id, severity, message, fix, check, family)
        return check

    return enter


def hit(cell: Cell, *related: Related, severity: Severity | None = None, **words: object) -> Hit:
    """A fault at a cell; the first cell is to blame, the related ones bear on it."""
    return Hit(cell, related, words, severity)


def all_rules() -> Mapping[str, Rule]:
    """Every rule by id, families found by walking this package."""
    package = importlib.import_module("xl_send.rules")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"xl_send.rules.{module.name}")
    return dict(sorted(_RULES.items()))


def _worded(value: object) -> object:
    if isinstance(value, date):
        return say(value)
    return f"{value:.10g}" if isinstance(value, float) else value


def _key(rule_id: str, cell: Cell) -> str:
    """The same finding has the same key next month, though rows have moved."""
    if not cell.record or cell.record.startswith("row "):
        return f"{rule_id}:{cell.workbook}:{cell.sheet}:{cell.address}"
    return f"{rule_id}:{cell.record}:{cell.column}"
