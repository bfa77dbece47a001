"""History check: whether all that a history keeps is as it was kept."""

from __future__ import annotations

import os

from xl_send.commands.result import Result
from xl_send.history import CheckedPeriod, History
from xl_send.progress import Progress, quietly
from xl_send.value_classes import frozen


@frozen(eq=True)
class HistoryCheckResult(Result):
    """Every board of a history, the earliest first, with what in it is not as it was kept."""

    history: str
    boards: tuple[CheckedPeriod, ...]

    @property
    def damaged(self) -> tuple[CheckedPeriod, ...]:
        """The boards that cannot be believed."""
        return tuple(board for board in self.boards if board.damaged)

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - only findings know queries
        return bool(self.damaged)


def check_history(
    history: str | os.PathLike[str],
    *,
    progress: Progress = quietly,  # noqa: ARG001 - one question to the database
) -> HistoryCheckResult:
    """Hold every row that is kept against its digests. Nothing is written.

    Raises `xl_send.Error` where the file is no sound database, or the list of boards itself is not as it was kept.
    """
    kept = History.at(history)
    return HistoryCheckResult(kept.shown, kept.check())
