"""Conflicts: where workstreams stand in one another's way, and the network that shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from xl_send.commands.checks import CheckResult, check_all, choose
from xl_send.commands.loading import AsAt, Readable, Readables, load
from xl_send.commands.result import ProgrammeResult
from xl_send.network import UnresolvedReason, UnresolvedReference, network_of
from xl_send.progress import Progress, quietly
from xl_send.rules import Scope
from xl_send.workbook.submissions import Programme


def conflicts(
    *sources: Readables,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> CheckResult:
    """Conflicts between the workbooks, less what they silence (source: docs/rules.md, CF01 and on).

    References to workstreams whose workbooks were not read are listed as not checked. Raises `xl_send.Error` where
    nothing can be read.
    """
    rules = choose(select, ignore, scope=Scope.CONFLICTS)
    loaded = load(sources, as_at=as_at, policy=policy, progress=progress)
    return replace(check_all(loaded, rules, progress), not_checked=_not_read(loaded.programme))


@dataclass(frozen=True)
class GraphResult(ProgrammeResult):
    """A programme whose network is to be shown: nothing in it is right or wrong."""

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - as it says
        return False


def graph(
    *sources: Readables,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> GraphResult:
    """The network of the workbooks, whatever is in conflict there."""
    choose(select, ignore, scope=Scope.CONFLICTS)
    return GraphResult(load(sources, as_at=as_at, policy=policy, progress=progress))


def _not_read(programme: Programme) -> tuple[UnresolvedReference, ...]:
    return tuple(
        unresolved_reference
        for unresolved_reference in network_of(programme).loose
        if unresolved_reference.why is UnresolvedReason.NOT_READ
    )
