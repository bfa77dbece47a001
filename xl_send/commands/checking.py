"""Validate and status: the questions a programme office asks of its workbooks every half-term."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.commands.findings_text import findings_text
from xl_send.commands.gathering import Gathered, gather
from xl_send.commands.outcomes import Ending, Outcome, Progress, quietly
from xl_send.findings import Finding, Severity
from xl_send.rules import all_rules, check


def findings_of(gathered: Gathered, progress: Progress = quietly) -> tuple[Finding, ...]:
    """Every rule over a programme, with a bar that moves rule by rule."""
    rules = list(all_rules().values())
    return check(gathered.programme, progress(rules, "Checking", len(rules)))


def validate(  # noqa: PLR0913 - the command's own options
    workbooks: Sequence[str],
    *,
    format: str = "text",  # noqa: A002 - the option's name
    strict: bool = False,
    as_at: str = "",
    policy: str = "",
    progress: Progress = quietly,
) -> Outcome:
    """Findings of every workbook named. Errors (and, if strict, queries) end in exit code 1."""
    gathered = gather(workbooks, as_at=as_at, policy=policy, progress=progress)
    findings = findings_of(gathered, progress)
    if format == "json":
        from xl_send.commands.json_out import findings_json  # noqa: PLC0415 - json is not needed for words

        return Outcome(findings_json(gathered, findings), _ending(gathered, findings, strict=strict))
    return Outcome(findings_text(gathered, findings), _ending(gathered, findings, strict=strict))


def _ending(gathered: Gathered, findings: Sequence[Finding], *, strict: bool) -> Ending:
    counted = {Severity.ERROR, Severity.QUERY} if strict else {Severity.ERROR}
    if gathered.refused or any(finding.severity in counted for finding in findings):
        return Ending.ERRORS_FOUND
    return Ending.NOTHING_TO_PUT_RIGHT


def status(
    workbooks: Sequence[str],
    *,
    format: str = "text",  # noqa: A002 - the option's name
    as_at: str = "",
    policy: str = "",
    progress: Progress = quietly,
) -> Outcome:
    """The computed picture of every workbook named. A file that was refused ends in exit code 1."""
    from xl_send.commands.json_out import status_json  # noqa: PLC0415 - validate need not load the engine
    from xl_send.commands.status_text import status_text  # noqa: PLC0415 - as above
    from xl_send.rollup import picture  # noqa: PLC0415 - as above

    gathered = gather(workbooks, as_at=as_at, policy=policy, progress=progress)
    found = picture(gathered.programme)
    written = status_json(gathered, found) if format == "json" else status_text(gathered, found)
    ending = Ending.ERRORS_FOUND if gathered.refused or found.as_at is None else Ending.NOTHING_TO_PUT_RIGHT
    return Outcome(written, ending)
