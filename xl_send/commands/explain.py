"""Explain one finding: the row that its owner pastes under Explanations on the Checks sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from xl_send.commands.checks import check_all, choose
from xl_send.commands.loading import LoadedProgramme, day_named, load
from xl_send.commands.outcomes import CannotRunError, Outcome, Progress, quietly
from xl_send.findings import Finding
from xl_send.rules.explained import plain_key
from xl_send.words import did_you_mean, listed
from xl_send.workbook.days import say
from xl_send.workbook.explanations import CHECKS_TITLE, EXPLANATIONS, TITLES


class Row(NamedTuple):
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


def explain(  # noqa: PLR0913 - the command's own options
    key: str,
    workbooks: Sequence[str],
    *,
    reason: str = "",
    by: str = "",
    until: str = "",
    as_at: str = "",
    policy: str = "",
    progress: Progress = quietly,
) -> Outcome:
    """The row to paste, its cells parted by tabs. It writes nobody's workbook.

    Raises `CannotRunError` where there is no reason, no such finding, or an end that is no day.
    """
    gathered = load(workbooks, as_at=as_at, policy=policy, progress=progress)
    row = row_for(gathered, key, reason, by=by, until=until, progress=progress)
    cell = row.finding.cell
    paste = (
        f"Paste it below the titles {listed(TITLES)} on the {CHECKS_TITLE} sheet of {cell.workbook}, under "
        f"{EXPLANATIONS}. Where they are missing, type them anywhere there. No workbook was changed."
    )
    return Outcome(
        "\t".join(row.cells),
        notes=(
            f"It explains {cell.sheet} {cell.address}: {row.finding.message}",
            paste,
        ),
    )


def row_for(  # noqa: PLR0913 - what a row is made of
    gathered: LoadedProgramme, key: str, reason: str, *, by: str = "", until: str = "", progress: Progress = quietly
) -> Row:
    """The row that explains a finding of these workbooks; for the command, and for a button.

    Raises `CannotRunError` as `explain` does.
    """
    said = " ".join(reason.split())
    if not said:
        message = "An explanation needs a reason. Give it in a sentence with --reason."
        raise CannotRunError(message)
    finding = _found(check_all(gathered, choose(), progress).findings, key)
    return Row(finding.key, said, " ".join(by.split()), day_named(until), finding)


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
