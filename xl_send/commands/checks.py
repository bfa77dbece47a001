"""A programme checked: by the rules asked for, less what it has chosen not to be told of for a while."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from xl_send.commands.result import MarkedFile, ProgrammeResult
from xl_send.errors import CannotRunError
from xl_send.findings import Finding, Severity
from xl_send.network import UnresolvedReference
from xl_send.progress import Progress, quietly
from xl_send.reading.loaded import LoadedProgramme
from xl_send.rules import Rule, Scope, all_rules, check
from xl_send.rules.catalogue import RETIRED
from xl_send.rules.causes import with_causes
from xl_send.value_classes import NamedTuple, frozen
from xl_send.workbook.submissions import Programme


def chosen_rules(
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    *,
    scope: Scope = Scope.ALL,
    programme: Programme | None = None,
) -> list[Rule]:
    """The rules of a scope to run: those selected (else all) without those ignored.

    A rule is named by its id (MS01), a family by its letters (MS). A name that is neither raises
    `CannotRunError`, so that a slip of the pen cannot switch a check off unseen. Given a programme, rules of sheets on
    which it has nothing are left out where none is named.
    """
    select, ignore = several(select), several(ignore)
    rules = all_rules(Scope.ALL) if select or ignore else all_rules(scope, programme)
    for name in (*select, *ignore):
        known = any(rule_id.startswith(name.upper()) for rule_id in rules) or (
            name in ignore and name.upper() in RETIRED
        )
        if not known or len(name) not in {2, 4}:
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


@frozen(eq=True)
class CheckResult(ProgrammeResult):
    """What was found in a programme, what it has chosen not to be told of, and what could not be looked up.

    `findings` are in the order of workbook, sheet, row and column (source: docs/rules.md); the result is walked and
    counted as they are. `copies` are where they were marked, if that was asked for; `told_besides` is what disclosure
    control says.
    """

    findings: tuple[Finding, ...]
    silenced: tuple[Silenced, ...] = ()
    not_checked: tuple[UnresolvedReference, ...] = ()
    copies: tuple[MarkedFile, ...] = ()
    told_besides: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def notes(self) -> tuple[str, ...]:
        return (*(copy.note for copy in self.copies), *self.told_besides)

    def errors_found(self, *, strict: bool = False) -> bool:
        """An error must be put right, also when it is explained. A query that is explained has been answered."""
        errors = any(finding.severity is Severity.ERROR for finding in self.findings)
        queries = strict and any(
            finding.severity is Severity.QUERY and not finding.explained for finding in self.findings
        )
        return self.loaded.incomplete or errors or queries


def check_all(loaded: LoadedProgramme, rules: Sequence[Rule], progress: Progress = quietly) -> CheckResult:
    """The rules over a programme, with a bar that moves rule by rule, less what is silenced."""
    found = check(loaded.programme, progress(rules, "Checking", len(rules)))
    told, silenced = apply_silences(loaded.programme, found)
    if len(told) < len(found):
        # What followed from a finding that is silenced now stands for itself.
        told = with_causes(told, {rule.id: rule for rule in rules})
    return CheckResult(loaded, told, silenced)


def several(given: str | Iterable[str]) -> tuple[str, ...]:
    """Names given one by one or in a list; a text by itself is one name.

    Raises `CannotRunError` for a blank, which would pass for nothing having been asked.
    """
    names = (given,) if isinstance(given, str) else tuple(given)
    if not all(map(str.strip, names)):
        message = "One of the names or ids that were given is blank. Give each, or leave it out."
        raise CannotRunError(message)
    return names
