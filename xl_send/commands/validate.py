"""Validate: what is wrong in the workbooks, in which cell, and what to do."""

from __future__ import annotations

import os
from collections.abc import Iterable

from xl_send.commands.checks import CheckResult, chosen_rules
from xl_send.commands.loading import AsAt, Readable, Readables
from xl_send.commands.publication.seen import checks_as_seen, refuse_copies_for_publication, see
from xl_send.progress import Progress, quietly
from xl_send.rules import Scope
from xl_send.value_classes import replace


def validate(  # noqa: PLR0913 - the command's own options
    *sources: Readables,
    mark: bool = False,
    output: str | os.PathLike[str] = "",
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    for_publication: bool = False,
    last_edition: Readables = "",
    disclosure_log: str | os.PathLike[str] = "",
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> CheckResult:
    """Every finding in the workbooks, less what they silence (source: docs/rules.md).

    `select` and `ignore` name rules (MS01) or families (MS). With `mark` a copy of each workbook is written with its
    Checks sheet filled, in a folder beside it or in the folder `output`. `for_publication` leaves out what the public
    may not know; `last_edition` is what they know,
    `disclosure_log` where that is listed. Raises `xl_send.Error` where nothing can be read.
    """
    refuse_copies_for_publication(for_publication=for_publication, copies=mark or bool(output))
    # A name that is no rule's is told before anything is read.
    named = chosen_rules(select, ignore, scope=Scope.VALIDATION) if select or ignore else None
    seen = see(
        sources,
        for_publication=for_publication,
        last_edition=last_edition,
        as_at=as_at,
        policy=policy,
        progress=progress,
    )
    rules = chosen_rules(scope=Scope.VALIDATION, programme=seen.whole.programme) if named is None else named
    checked = checks_as_seen(seen, rules, progress, disclosure_log)
    if not (mark or output):
        return checked
    from xl_send.commands.mark import with_checks

    return replace(checked, copies=with_checks(checked, output))
