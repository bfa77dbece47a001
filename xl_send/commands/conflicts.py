"""Conflicts: where workstreams stand in one another's way, and the network that shows it."""

from __future__ import annotations

import os
from collections.abc import Iterable

from xl_send.commands.checks import CheckResult, chosen_rules
from xl_send.commands.loading import AsAt, Readable, Readables
from xl_send.commands.publication.seen import checks_as_seen, see
from xl_send.commands.result import ProgrammeResult
from xl_send.network import UnresolvedReason, UnresolvedReference, network_of
from xl_send.progress import Progress, quietly
from xl_send.results import ProgrammeStatus
from xl_send.rules import Scope
from xl_send.value_classes import frozen, replace
from xl_send.workbook.submissions import Programme


def conflicts(  # noqa: PLR0913 - the command's own options
    *sources: Readables,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    for_publication: bool = False,
    last_edition: Readables = "",
    disclosure_log: str | os.PathLike[str] = "",
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> CheckResult:
    """Conflicts between the workbooks, less what they silence (source: docs/rules.md, CF01 and on).

    References to workstreams whose workbooks were not read are listed as not checked. `for_publication` leaves out what
    the public may not know; `last_edition` is what they know,
    `disclosure_log` where that is listed. Raises `xl_send.Error` where nothing can be read.
    """
    rules = chosen_rules(select, ignore, scope=Scope.CONFLICTS)
    seen = see(
        sources,
        for_publication=for_publication,
        last_edition=last_edition,
        as_at=as_at,
        policy=policy,
        progress=progress,
    )
    checked = checks_as_seen(seen, rules, progress, disclosure_log)
    return replace(checked, not_checked=not_read(checked.programme))


@frozen(eq=True)
class GraphResult(ProgrammeResult):
    """A programme whose network is to be shown: nothing in it is right or wrong."""

    picture: ProgrammeStatus
    told_besides: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        return self.told_besides

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - as it says
        return False


def graph(  # noqa: PLR0913 - the command's own options
    *sources: Readables,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    for_publication: bool = False,
    last_edition: Readables = "",
    disclosure_log: str | os.PathLike[str] = "",
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> GraphResult:
    """The network of the workbooks, whatever is in conflict there; as for `conflicts` also for publication."""
    chosen_rules(select, ignore, scope=Scope.CONFLICTS)
    seen = see(
        sources,
        for_publication=for_publication,
        last_edition=last_edition,
        as_at=as_at,
        policy=policy,
        progress=progress,
    )
    return GraphResult(seen.loaded, seen.picture(), seen.log_written(disclosure_log))


def not_read(programme: Programme) -> tuple[UnresolvedReference, ...]:
    """What names a workstream of which no workbook was read."""
    return tuple(
        unresolved_reference
        for unresolved_reference in network_of(programme).loose
        if unresolved_reference.why is UnresolvedReason.NOT_READ
    )
