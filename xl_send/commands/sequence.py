"""Sequence: a proposed order of what is still to come. It writes to no workbook that it reads."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from xl_send.commands.checks import several
from xl_send.commands.loading import AsAt, Readable, Readables, load
from xl_send.commands.result import ProgrammeResult
from xl_send.commands.writing import new_workbook_path, write_whole
from xl_send.errors import CannotRunError
from xl_send.network import network_of
from xl_send.progress import Progress, quietly
from xl_send.scheduling.proposal import Proposal, propose
from xl_send.scheduling.solver import exact
from xl_send.value_classes import frozen
from xl_send.words import did_you_mean
from xl_send.workbook.submissions import Programme

LONGEST = 3600


@frozen(eq=True)
class SequenceResult(ProgrammeResult):
    """The proposed order (source: docs/sequence.md), and the workbook that was written of it, if one was asked for."""

    proposal: Proposal
    path: Path | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        written = (f"The order is in {self.path}.",) if self.path else ()
        return (*self.loaded.not_read, *written)


def sequence(  # noqa: PLR0913 - the command's own options
    *sources: Readables,
    output: str | os.PathLike[str] = "",
    without_solver: bool = False,
    seconds: float | str = exact.SECONDS,
    keep: str | Iterable[str] = (),
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> SequenceResult:
    """The proposed order: what moves and why, and what stays in conflict; with `output` also as a workbook.

    The solver is used where it is installed, unless `without_solver`, for no longer than so many `seconds`; what is
    named in `keep` stays where it is. Raises `xl_send.Error` where nothing can be read, for seconds or an id that
    cannot be understood, or where `output` is there already: it may hold somebody's work.
    """
    most = seconds_given(seconds)
    target = new_workbook_path(output) if output else None
    loaded = load(sources, as_at=as_at, policy=policy, progress=progress)
    solver = False if without_solver else None
    kept = _kept(loaded.programme, several(keep))
    found = progress([loaded.programme], "Looking for an order", 1)
    (proposal,) = (propose(item, solver=solver, seconds=most, keep=kept) for item in found)
    if target:
        from xl_send.listings.order import left_table, order_table
        from xl_send.xlsx.write.listings import listing_workbook

        tables = (order_table(proposal, loaded.unread_line), left_table(proposal, loaded.unread_line))
        write_whole(target, listing_workbook("Proposed order", tables))
    return SequenceResult(loaded, proposal, target)


def seconds_given(seconds: float | str) -> float:
    """Seconds as somebody typed them. Raises `CannotRunError` where they are no number, or out of reason."""
    try:
        number = float(seconds)
    except ValueError:
        number = 0.0
    if not 0 < number <= LONGEST:
        message = f"{seconds} cannot be read as seconds. Give a number from 1 to {LONGEST:,}, such as --seconds 30."
        raise CannotRunError(message)
    return number


def _kept(programme: Programme, names: Sequence[str]) -> frozenset[str]:
    """The ids that are to stay where they are. Raises `CannotRunError` for one that is not in the plan."""
    network = network_of(programme)
    asked = {"".join(name.split()).upper() for text in names for name in text.split(",")} - {""}
    for name in sorted(asked):
        if network.node(name) is None:
            meant = did_you_mean(name, [node.id for node in network.nodes])
            message = f"{name} is not in the plan of these workbooks, so it cannot be kept. {meant}"
            raise CannotRunError(message.strip())
    return frozenset(asked)
