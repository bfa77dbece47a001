"""The board summary, from workbooks to files: a web page, a Word document, or both."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from xl_send.board_pack.html.page import to_html
from xl_send.board_pack.summary import Summary
from xl_send.board_pack.summary import summarise as summary_of
from xl_send.commands.changes import board_of, earlier_board
from xl_send.commands.checks import check_all, choose
from xl_send.commands.loading import AsAt, Readable, Readables, load
from xl_send.commands.result import ProgrammeResult
from xl_send.commands.writing import free_name, write_whole
from xl_send.progress import Progress, quietly
from xl_send.rag.rollup import programme_status
from xl_send.workbook.loaded import LoadedProgramme

WEB, WORD = "html", "word"
FILE_NAMES = {WEB: "board-summary.html", WORD: "board-summary.docx"}


@dataclass(frozen=True)
class ReportResult(ProgrammeResult):
    """The board summary, and the files that it was written to."""

    summary: Summary
    paths: tuple[Path, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        return self.loaded.not_read


def report(  # noqa: PLR0913 - the command's own options
    *sources: Readables,
    html: bool = False,
    word: bool = False,
    output: str | os.PathLike[str] = ".",
    since: Readables = "",
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> ReportResult:
    """Write the board summary into the folder `output`: a web page, unless `word` asks for a document, or both.

    With `since`, earlier returns or the history that keeps them, it says what has changed. Raises `xl_send.Error`
    where nothing can be read, or the place cannot be written to.
    """
    loaded = load(sources, as_at=as_at, policy=policy, progress=progress)
    forms = [form for form, asked in ((WEB, html or not word), (WORD, word)) if asked]
    summary = _summary(loaded, since, progress)
    paths = tuple(place_for(form, Path(output)) for form in forms)
    for form, path in zip(forms, paths, strict=True):
        write_board_summary(summary, form, path)
    return ReportResult(loaded, summary, paths)


def summarise(
    *sources: Readables,
    since: Readables = "",
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> Summary:
    """The whole board summary as plain values, strings, numbers and lists, without writing a file.

    With `since`, as in `report`, it says what has changed. Raises `xl_send.Error` where nothing can be read.
    """
    return _summary(load(sources, as_at=as_at, policy=policy, progress=progress), since, progress)


def place_for(form: str, folder: Path) -> Path:
    """Where a summary goes in a folder. What is there is never written over."""
    path = folder / FILE_NAMES[form]
    return free_name(path, folder)


def write_board_summary(summary: Summary, form: str, path: Path) -> None:
    """Write a summary in one form, whole or not at all."""
    write_whole(path, _FORMS[form](summary))


def _summary(loaded: LoadedProgramme, since: Readables, progress: Progress) -> Summary:
    """Everything the board summary says; with an earlier board also what has changed since."""
    boards = None
    if since:
        then = earlier_board(since, loaded, progress)
        boards = (board_of(then.loaded), board_of(loaded))
    checked = check_all(loaded, choose(), progress)
    return summary_of(loaded.programme, programme_status(loaded.programme), checked.findings, loaded.left_out, boards)


def _page(summary: Summary) -> bytes:
    return to_html(summary).encode("utf-8")


def _document(summary: Summary) -> bytes:
    from xl_send.board_pack.word import to_word

    return to_word(summary)


_FORMS: Mapping[str, Callable[[Summary], bytes]] = {WEB: _page, WORD: _document}
