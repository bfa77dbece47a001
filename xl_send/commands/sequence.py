"""Sequence: a proposed order of what is still to come. It writes to no workbook that it reads."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from xl_send.commands.loading import AsAt, Readable, Readables, load
from xl_send.commands.result import ProgrammeResult
from xl_send.commands.writing import new_workbook_path, write_whole
from xl_send.progress import Progress, quietly
from xl_send.scheduling.proposal import Proposal, propose


@dataclass(frozen=True)
class SequenceResult(ProgrammeResult):
    """The proposed order (source: docs/sequence.md), and the workbook that was written of it, if one was asked for."""

    proposal: Proposal
    path: Path | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        written = (f"The order is in {self.path}.",) if self.path else ()
        return (*self.loaded.not_read, *written)


def sequence(
    *sources: Readables,
    output: str | os.PathLike[str] = "",
    without_solver: bool = False,
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> SequenceResult:
    """The proposed order: what moves and why, and what stays in conflict; with `output` also as a workbook.

    The solver is used where it is installed, unless `without_solver`. Raises `xl_send.Error` where nothing can be read,
    or where `output` is there already: it may hold somebody's work.
    """
    target = new_workbook_path(output) if output else None
    loaded = load(sources, as_at=as_at, policy=policy, progress=progress)
    solver = False if without_solver else None
    (proposal,) = (propose(item, solver=solver) for item in progress([loaded.programme], "Looking for an order", 1))
    if target:
        from xl_send.listings.order import left_table, order_table
        from xl_send.xlsx.write.listings import listing_workbook

        write_whole(target, listing_workbook("Proposed order", (order_table(proposal), left_table(proposal))))
    return SequenceResult(loaded, proposal, target)
