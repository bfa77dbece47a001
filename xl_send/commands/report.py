"""The board summary, from workbooks to files: a web page, a Word document, or both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xl_send.board_pack.html.page import to_html
from xl_send.board_pack.summary import Summary, summarise
from xl_send.commands.checks import check_all, choose
from xl_send.commands.free_names import free_name
from xl_send.commands.loading import LoadedProgramme, load
from xl_send.commands.outcomes import ExitCode, Outcome, Progress, count, quietly
from xl_send.commands.writing import write_whole
from xl_send.output.policy_data import policy_lines
from xl_send.rag.rollup import programme_status

if TYPE_CHECKING:
    from xl_send.compare import BoardSnapshot

WEB, WORD = "html", "word"
FILE_NAMES = {WEB: "board-summary.html", WORD: "board-summary.docx"}


def report(  # noqa: PLR0913 - the command's own options
    workbooks: Sequence[str],
    *,
    html: bool = False,
    word: bool = False,
    output: str = ".",
    since: str = "",
    as_at: str = "",
    policy: str = "",
    progress: Progress = quietly,
) -> Outcome:
    """Write the board summary of every workbook named into a folder, and say where it is.

    It is a web page unless `word` asks for a document; both where both are asked for.
    """
    gathered = load(workbooks, as_at=as_at, policy=policy, progress=progress)
    forms = [form for form, asked in ((WEB, html or not word), (WORD, word)) if asked]
    earlier = earlier_board(since, gathered, progress) if since else None
    summary = board_summary(gathered, progress, earlier)
    paths = [place_for(form, Path(output)) for form in forms]
    for form, path in zip(forms, paths, strict=True):
        write_board_summary(summary, form, path)
    refused = tuple(f"Not read: {item.path}. {item.sentence}" for item in gathered.refused)
    books = count(len(gathered.programme.submissions), "workbook")
    ending = ExitCode.ERRORS_FOUND if refused else ExitCode.NOTHING_TO_PUT_RIGHT
    told = f"Board summary of {books} written to {' and '.join(map(str, paths))}"
    return Outcome("\n".join([told, *policy_lines(gathered.programme)]), ending, refused)


def place_for(form: str, folder: Path) -> Path:
    """Where a summary goes in a folder. A document that is there may have been edited: it is never written over."""
    path = folder / FILE_NAMES[form]
    return free_name(path, folder) if form == WORD else path


def earlier_board(since: str, gathered: LoadedProgramme, progress: Progress = quietly) -> BoardSnapshot:
    """The board of an earlier date to compare with. Raises `CannotRunError` where it is not earlier."""
    from xl_send.commands.changes import board_of, refuse_unless_later
    from xl_send.history import is_history
    from xl_send.history.boards import board_before

    if is_history(since):
        then = board_before(since, gathered.programme.latest).gathered
    else:
        then = load([since], progress=progress)
    refuse_unless_later((since, then), ("What is reported on", gathered))
    return board_of(then)


def board_summary(
    gathered: LoadedProgramme, progress: Progress = quietly, earlier: BoardSnapshot | None = None
) -> Summary:
    """Everything the board summary says, as plain values; with an earlier board also what has changed since."""
    checked = check_all(gathered, choose(), progress)
    refused = [(item.path, item.sentence) for item in gathered.refused]
    since = (earlier, _board_now(gathered)) if earlier else None
    return summarise(gathered.programme, programme_status(gathered.programme), checked.findings, refused, since)


def _board_now(gathered: LoadedProgramme) -> BoardSnapshot:
    from xl_send.commands.changes import board_of

    return board_of(gathered)


def write_board_summary(summary: Summary, form: str, path: Path) -> None:
    """Write a summary in one form, whole or not at all."""
    write_whole(path, _FORMS[form](summary))


def _page(summary: Summary) -> bytes:
    return to_html(summary).encode("utf-8")


def _document(summary: Summary) -> bytes:
    from xl_send.board_pack.word import to_word

    return to_word(summary)


_FORMS: Mapping[str, Callable[[Summary], bytes]] = {WEB: _page, WORD: _document}
