"""A programme checked: by the rules asked for, less what it has chosen not to be told of for a while."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from xl_send.commands.loading import LoadedProgramme
from xl_send.commands.outcomes import CannotRunError, Progress, quietly
from xl_send.findings import Finding
from xl_send.network import UnresolvedReference
from xl_send.rules import Rule, Scope, all_rules, check
from xl_send.rules.causes import with_causes
from xl_send.workbook.submissions import Programme


def choose(select: Sequence[str] = (), ignore: Sequence[str] = (), *, scope: Scope = Scope.ALL) -> list[Rule]:
    """The rules of a scope to run: those selected (else all) without those ignored.

    A rule is named by its id (MS01), a family by its letters (MS). A name that is neither raises
    `CannotRunError`, so that a slip of the pen cannot switch a check off unseen.
    """
    rules = all_rules()
    for name in (*select, *ignore):
        if not any(rule_id.startswith(name.upper()) for rule_id in rules) or len(name) not in {2, 4}:
            message = f"There is no rule or family called {name}. docs/rules.md lists them all."
            raise CannotRunError(message)
    _refuse_other_scope(select, rules.values(), scope)
    chosen = [rule for rule in rules.values() if rule.is_in(scope) and (not select or _named(rule, select))]
    return [rule for rule in chosen if not _named(rule, ignore)]


def _refuse_other_scope(select: Sequence[str], rules: Iterable[Rule], scope: Scope) -> None:
    """What is selected is asked here: else nothing found would be taken for nothing wrong."""
    for name in select:
        if not any(rule.is_in(scope) for rule in rules if _named(rule, [name])):
            other = Scope.CONFLICTS if scope is Scope.VALIDATION else Scope.VALIDATION
            message = f"{name.upper()} is not asked here. Use the command {other.value} for it."
            raise CannotRunError(message)


def _named(rule: Rule, names: Sequence[str]) -> bool:
    return any(rule.id.startswith(name.upper()) for name in names)


class Silenced(NamedTuple):
    """A silence in force and how many findings it hid: it is itself listed in every output."""

    workbook: str
    rule: str
    reason: str
    until: date
    hidden: int


def apply_silences(
    programme: Programme, findings: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Silenced, ...]]:
    """Findings without those that their own workbook's Thresholds silence, and the silences in force.

    A silence holds up to and including its last day, as at the workbook's own date.
    """
    in_force = {
        (submission.workbook, silence.rule): silence
        for submission in programme.submissions
        for silence in submission.thresholds.silences
        if (day := programme.as_at_override or submission.as_at) and silence.until >= day
    }
    kept = tuple(finding for finding in findings if (finding.cell.workbook, finding.rule) not in in_force)
    told = tuple(
        Silenced(
            workbook, rule, silence.reason, silence.until,
            sum((finding.cell.workbook, finding.rule) == (workbook, rule) for finding in findings),
        )
        for (workbook, rule), silence in in_force.items()
    )  # fmt: skip
    return kept, told


class CheckResult(NamedTuple):
    """A programme, what was found in it, what it has chosen not to be told of, and what could not be looked up."""

    gathered: LoadedProgramme
    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...] = ()
    not_checked: tuple[UnresolvedReference, ...] = ()


def check_all(gathered: LoadedProgramme, rules: Sequence[Rule], progress: Progress = quietly) -> CheckResult:
    """The rules over a programme, with a bar that moves rule by rule, less what is silenced."""
    found = check(gathered.programme, progress(rules, "Checking", len(rules)))
    told, silenced = apply_silences(gathered.programme, found)
    return CheckResult(gathered, with_causes(told, {rule.id: rule for rule in rules}), silenced)
