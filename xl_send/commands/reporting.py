"""The board page, from workbooks to a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xl_send.changes import Board
from xl_send.commands.changing import board_of, refuse_unless_later
from xl_send.commands.checked import check_all, choose
from xl_send.commands.gathering import Gathered, gather
from xl_send.commands.outcomes import Ending, Outcome, Progress, count, quietly
from xl_send.commands.writing import write_whole
from xl_send.report.html import to_html
from xl_send.report.summary import Summary, summarise
from xl_send.rollup import picture

FILE_NAME = "board-summary.html"


def report(  # noqa: PLR0913 - the command's own options
    workbooks: Sequence[str],
    *,
    html: bool = True,  # noqa: ARG001 - the one form there is; the option names it
    output: str = ".",
    since: str = "",
    as_at: str = "",
    policy: str = "",
    progress: Progress = quietly,
) -> Outcome:
    """Write the board page of every workbook named into a folder, and say where it is."""
    gathered = gather(workbooks, as_at=as_at, policy=policy, progress=progress)
    path = Path(output) / FILE_NAME
    earlier = earlier_board(since, gathered, progress) if since else None
    write_board_page(gathered, path, progress, earlier)
    refused = tuple(f"Not read: {one.path}. {one.sentence}" for one in gathered.refused)
    books = count(len(gathered.programme.submissions), "workbook")
    ending = Ending.ERRORS_FOUND if refused else Ending.NOTHING_TO_PUT_RIGHT
    return Outcome(f"Board summary of {books} written to {path}", ending, refused)


def earlier_board(since: str, gathered: Gathered, progress: Progress = quietly) -> Board:
    """The board of an earlier date to compare with. Raises `CannotRunError` where it is not earlier."""
    then = gather([since], progress=progress)
    refuse_unless_later((since, then), ("What is reported on", gathered))
    return board_of(then)


def board_summary(gathered: Gathered, progress: Progress = quietly, earlier: Board | None = None) -> Summary:
    """Everything the board page says, as plain values; with an earlier board also what has changed since."""
    checked = check_all(gathered, choose(), progress)
    refused = [(one.path, one.sentence) for one in gathered.refused]
    since = (earlier, board_of(gathered)) if earlier else None
    return summarise(gathered.programme, picture(gathered.programme), checked.findings, refused, since)


def write_board_page(
    gathered: Gathered, path: Path, progress: Progress = quietly, earlier: Board | None = None
) -> None:
    """Write the board page, whole or not at all."""
    write_whole(path, to_html(board_summary(gathered, progress, earlier)).encode("utf-8"))
