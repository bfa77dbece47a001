"""Sequence: a proposed order of what is still to come. It writes to no workbook that it reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xl_send.commands.loading import load
from xl_send.commands.outcomes import CannotRunError, ExitCode, Outcome, Progress, quietly
from xl_send.commands.writing import write_whole
from xl_send.output.sequence_data import sequence_csv, sequence_json
from xl_send.output.sequence_text import sequence_text
from xl_send.scheduling.proposal import propose

SUFFIX = ".xlsx"


def sequence(  # noqa: PLR0913 - the command's own options
    workbooks: Sequence[str],
    *,
    format: str = "text",  # noqa: A002 - the option's name
    output: str = "",
    without_solver: bool = False,
    as_at: str = "",
    policy: str = "",
    progress: Progress = quietly,
) -> Outcome:
    """The proposed order over the workbooks named, and with `output` also as a workbook with the sheet Order."""
    target = _target(output)
    gathered = load(workbooks, as_at=as_at, policy=policy, progress=progress)
    proposal = propose(gathered.programme, solver=False if without_solver else None)
    forms = {"json": sequence_json, "csv": sequence_csv, "text": sequence_text}
    written = forms[format](proposal)
    notes = gathered.not_read
    if target:
        from xl_send.output.order_workbook import order_workbook

        write_whole(target, order_workbook(proposal))
        notes = (*notes, f"The order is in {target}.")
    if format == "text" and gathered.unread:
        written = f"{gathered.unread_line} What rests on it may move further.\n\n{written}"
    return Outcome(written, ExitCode.ERRORS_FOUND if gathered.incomplete else ExitCode.NOTHING_TO_PUT_RIGHT, notes)


def _target(output: str) -> Path | None:
    """Where the workbook goes. A file that is there is never overwritten: it may hold somebody's work."""
    if not output:
        return None
    path = Path(output)
    target = path if path.suffix.lower() == SUFFIX else path.with_name(f"{path.name}{SUFFIX}")
    if target.exists():
        message = f"{target}: There is already a file of this name. Choose another name, so that nothing is lost."
        raise CannotRunError(message)
    return target
