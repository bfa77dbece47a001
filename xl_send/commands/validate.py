"""Validate and status: the questions a programme office asks of its workbooks every half-term."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.commands.checks import CheckResult, check_all, choose
from xl_send.commands.loading import load
from xl_send.commands.outcomes import ExitCode, Outcome, Progress, quietly
from xl_send.findings import Severity
from xl_send.output.findings_text import findings_text
from xl_send.rules import Scope


def validate(  # noqa: PLR0913 - the command's own options
    workbooks: Sequence[str],
    *,
    format: str = "text",  # noqa: A002 - the option's name
    mark: bool = False,
    output: str = "",
    strict: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    as_at: str = "",
    policy: str = "",
    progress: Progress = quietly,
) -> Outcome:
    """Findings of every workbook named. Errors (and, if strict, queries) end in exit code 1.

    With `mark` a copy of each is written with its Checks sheet filled, beside it or in the folder `output`.
    """
    rules = choose(select, ignore, scope=Scope.VALIDATION)
    checked = check_all(load(workbooks, as_at=as_at, policy=policy, progress=progress), rules, progress)
    notes: tuple[str, ...] = ()
    if mark or output:
        from xl_send.commands.mark import with_checks  # noqa: PLC0415 - only where copies are asked for

        notes = with_checks(checked, output)
    return Outcome(written(checked, format), ending_of(checked, strict=strict), notes)


def written(checked: CheckResult, form: str) -> str:
    """Findings in the form asked for: words, JSON, SARIF or comma-separated values."""
    if form == "text":
        return findings_text(checked)
    if form == "json":
        from xl_send.output.status_json import findings_json  # noqa: PLC0415 - not needed for words

        return findings_json(checked)
    from xl_send.output.sarif import findings_csv, findings_sarif  # noqa: PLC0415 - not needed for words

    return (findings_sarif if form == "sarif" else findings_csv)(checked.findings)


def ending_of(checked: CheckResult, *, strict: bool) -> ExitCode:
    """How a check ended: with errors if there are any, or a file was refused; queries count if strict.

    An error must be put right, also when it is explained. A query that is explained has been answered.
    """
    errors = any(finding.severity is Severity.ERROR for finding in checked.findings)
    queries = strict and any(
        finding.severity is Severity.QUERY and not finding.explained for finding in checked.findings
    )
    if checked.gathered.refused or errors or queries:
        return ExitCode.ERRORS_FOUND
    return ExitCode.NOTHING_TO_PUT_RIGHT


def status(  # noqa: PLR0913 - the command's own options
    workbooks: Sequence[str],
    *,
    format: str = "text",  # noqa: A002 - the option's name
    mark: bool = False,
    output: str = "",
    as_at: str = "",
    policy: str = "",
    progress: Progress = quietly,
) -> Outcome:
    """The computed picture of every workbook named. A file that was refused ends in exit code 1.

    With `mark` a copy of each is written with its Status sheet filled, beside it or in the folder `output`.
    """
    from xl_send.output.status_json import status_json  # noqa: PLC0415 - validate need not load the engine
    from xl_send.output.status_text import status_text  # noqa: PLC0415 - as above
    from xl_send.status.rollup import programme_status  # noqa: PLC0415 - as above

    gathered = load(workbooks, as_at=as_at, policy=policy, progress=progress)
    found = programme_status(gathered.programme)
    written = status_json(gathered, found) if format == "json" else status_text(gathered, found)
    ending = ExitCode.ERRORS_FOUND if gathered.refused or found.as_at is None else ExitCode.NOTHING_TO_PUT_RIGHT
    notes: tuple[str, ...] = ()
    if mark or output:
        from xl_send.commands.mark import with_statuses  # noqa: PLC0415 - only where copies are asked for

        notes = with_statuses(gathered, found, output)
    return Outcome(written, ending, notes)
