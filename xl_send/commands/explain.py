"""Explain one finding: the row that its owner pastes under Explanations on the Checks sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xl_send.commands.checks import check_all, chosen_rules
from xl_send.commands.loading import AsAt, Readable, Readables, as_at_given, load
from xl_send.commands.result import ProgrammeResult
from xl_send.errors import CannotRunError
from xl_send.findings import Finding
from xl_send.progress import Progress, quietly
from xl_send.reading.loaded import LoadedProgramme
from xl_send.rules.explained import plain_key
from xl_send.value_classes import NamedTuple, frozen
from xl_send.words import did_you_mean, first_few
from xl_send.workbook.days import say
from xl_send.workbook.sheets.checks import CHECKS_TITLE, EXPLANATIONS, TITLES


class ExplanationRow(NamedTuple):
    """A row of Explanations, the finding that it explains, and the workbook that it belongs in."""

    key: str
    reason: str
    by: str
    until: date | None
    finding: Finding

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """What is typed into its four cells."""
        return self.key, self.reason, self.by, say(self.until) if self.until else ""

    @property
    def values(self) -> tuple[str, str, str, date | None]:
        """What its four cells hold, a day as a day."""
        return self.key, self.reason, self.by, self.until


@frozen(eq=True)
class ExplainResult(ProgrammeResult):
    """The row that its owner pastes on the Checks sheet."""

    row: ExplanationRow

    @property
    def notes(self) -> tuple[str, ...]:
        cell = self.row.finding.cell
        paste = (
            f"Paste it below the titles {first_few(TITLES)} on the {CHECKS_TITLE} sheet of {cell.workbook}, under "
            f"{EXPLANATIONS}. Where they are missing, type them anywhere there. No workbook was changed."
        )
        return (f"It explains {f'{cell.sheet} {cell.address}'.strip()}: {self.row.finding.message}", paste)

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - a row to paste is no finding
        return False


def explain(  # noqa: PLR0913 - the command's own options
    key: str,
    *sources: Readables,
    reason: str = "",
    by: str = "",
    until: AsAt = None,
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> ExplainResult:
    """The row by which an owner explains one finding. It writes nobody's workbook.

    Raises `CannotRunError` where there is no reason, no such finding, or an end that is no day.
    """
    loaded = load(sources, as_at=as_at, policy=policy, progress=progress)
    return ExplainResult(loaded, row_for(loaded, key, reason, by=by, until=until, progress=progress))


def row_for(  # noqa: PLR0913 - what a row is made of
    loaded: LoadedProgramme, key: str, reason: str, *, by: str = "", until: AsAt = None, progress: Progress = quietly
) -> ExplanationRow:
    """The row that explains a finding of these workbooks; for the command, and for a button.

    Raises `CannotRunError` as `explain` does.
    """
    said = " ".join(reason.split())
    if not said:
        message = "An explanation needs a reason. Give it in a sentence with --reason."
        raise CannotRunError(message)
    finding = _found(check_all(loaded, chosen_rules(), progress).findings, key)
    return ExplanationRow(finding.key, said, " ".join(by.split()), as_at_given(until), finding)


def _found(findings: Sequence[Finding], key: str) -> Finding:
    wanted = plain_key(key)
    by_key = {plain_key(finding.key): finding for finding in reversed(findings)}
    if wanted not in by_key:
        meant = did_you_mean(key, [finding.key for finding in findings])
        message = (
            f"Nothing is found whose key is {key}. {meant}Each finding has its key in the last column of Checks and in "
            "--format json or csv."
        )
        raise CannotRunError(message)
    return by_key[wanted]
