"""Conflicts: where workstreams stand in one another's way, and the network that shows it."""

from __future__ import annotations

from collections.abc import Sequence

from xl_send.commands.checks import check_all, choose
from xl_send.commands.loading import load
from xl_send.commands.outcomes import CannotRunError, Outcome, Progress, quietly
from xl_send.commands.validate import ending_of, written
from xl_send.network import UnresolvedReason, UnresolvedReference, network_of
from xl_send.rules import Scope
from xl_send.workbook.submissions import Programme


def conflicts(  # noqa: PLR0913 - the command's own options
    workbooks: Sequence[str],
    *,
    format: str = "text",  # noqa: A002 - the option's name
    graph: bool = False,
    strict: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    as_at: str = "",
    policy: str = "",
    progress: Progress = quietly,
) -> Outcome:
    """Conflicts between the workbooks named, or with `graph` the network itself. Errors end in exit code 1.

    References to workstreams whose workbooks were not read are listed as not checked.
    """
    rules = choose(select, ignore, scope=Scope.CONFLICTS)
    if graph and format not in {"text", "json"}:
        message = f"The network is written as JSON, not as {format}. Leave out --format, or --graph."
        raise CannotRunError(message)
    gathered = load(workbooks, as_at=as_at, policy=policy, progress=progress)
    if graph:
        from xl_send.output.graph_json import graph_json

        return Outcome(graph_json(gathered))
    checked = check_all(gathered, rules, progress)._replace(not_checked=not_read(gathered.programme))
    return Outcome(written(checked, format), ending_of(checked, strict=strict))


def not_read(programme: Programme) -> tuple[UnresolvedReference, ...]:
    """References to workstreams whose workbooks were not read."""
    return tuple(
        unresolved_reference
        for unresolved_reference in network_of(programme).loose
        if unresolved_reference.why is UnresolvedReason.NOT_READ
    )
