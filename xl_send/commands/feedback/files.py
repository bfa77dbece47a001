"""The files of feedback: all of them are made before one is written, and they are written together or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from xl_send.commands.checks import CheckResult
from xl_send.commands.feedback.letters import FeedbackLetter
from xl_send.commands.feedback.mailing import letters_of
from xl_send.commands.feedback.renderings import letter_page, letter_text
from xl_send.commands.loading import NamedFile
from xl_send.commands.mark import ToMark, checks_tables, each_marked
from xl_send.commands.writing import AlreadyThereError, remove_written, write_whole
from xl_send.consolidation.sources import Sources
from xl_send.errors import CannotRunError, RefusedError
from xl_send.progress import Progress
from xl_send.value_classes import NamedTuple
from xl_send.words import counted, first_few
from xl_send.workbook.cells import Book
from xl_send.workbook.days import say
from xl_send.xlsx.update.update import MarkedCopy

PAGE, EMAIL = "-to-put-right.html", "-email.txt"
ANOTHER = "Name another folder, so that nobody is sent what was meant for another time."
NO_DAY = (
    "No meeting of a forum of the programme is listed after this As at, so owners are asked for an answer by no day: "
    "name one with --reply-by."
)
_ENDING = re.compile(r"(?i)\.xls[mx](?= \(\d+\)$|$)")


class FeedbackFile(NamedTuple):
    """One file that an owner is sent: where it goes, and what it holds."""

    path: Path
    content: bytes


class Feedback(NamedTuple):
    """All that owners are sent, and what the programme office is to know of it."""

    files: tuple[FeedbackFile, ...]
    notes: tuple[str, ...]


def feedback_files(  # noqa: PLR0913 - what was found, where it goes, and what is asked
    sources: Sources,
    checked: CheckResult,
    folder: Path,
    given: Mapping[str, NamedFile],
    by: date | None,
    progress: Progress,
) -> Feedback:
    """All that owners are sent: of each return that was taken a marked copy, and for everybody a page and a text.

    `given` are the files of the returns by name, `by` the day by which owners are asked to answer. A return that cannot
    be marked is told of, and its owner gets the page and the text. Raises `CannotRunError` where one of the files is
    there already, or the day is not after that of the returns.
    """
    if by and sources.as_at and by <= sources.as_at:
        message = f"--reply-by {say(by)} is not after {say(sources.as_at)}, the As at of the returns. Name a later day."
        raise CannotRunError(message)
    letters = list(letters_of(sources, checked, by))
    found: list[FeedbackFile] = []
    unmarked: list[str] = []
    with closing(_copies(letters, checked, given)) as copies:
        for letter, copy in zip(progress(letters, "Writing to owners", len(letters)), copies, strict=True):
            if isinstance(copy, RefusedError):
                unmarked.append(f"{copy.path}: No marked copy for its owner could be made. {copy.sentence}")
            found += _files_of(letter, folder, copy if isinstance(copy, MarkedCopy) else None)
    there = [item.path for item in found if item.path.exists()]
    if there:
        raise AlreadyThereError(there[0], ANOTHER)
    return Feedback(tuple(found), (*unmarked, *_notes(letters)))


def _notes(letters: Iterable[FeedbackLetter]) -> Iterable[str]:
    """Which letters name nobody, and whether they name a day."""
    nobody = [f"{letter.stem}{EMAIL}" for letter in letters if not letter.owner]
    if nobody:
        yield f"{counted(len(nobody), 'letter')} for owners who are not known, to be sent by you: {first_few(nobody)}."
    if any(letter.ask and not letter.by for letter in letters):
        yield NO_DAY


def _files_of(letter: FeedbackLetter, folder: Path, copy: MarkedCopy | None) -> Iterator[FeedbackFile]:
    """The marked copy where there is one, the page and the e-mail's text."""
    name = ""
    if copy:
        ending = _ENDING.search(letter.path)
        name = f"{letter.stem}{ending[0] if ending else '.xlsx'}"
        yield FeedbackFile(folder / name, copy.content)
    page, text = letter_page(letter, name), letter_text(letter, name)
    yield FeedbackFile(folder / f"{letter.stem}{PAGE}", page.encode("utf-8"))
    yield FeedbackFile(folder / f"{letter.stem}{EMAIL}", text.encode("utf-8"))


def _copies(
    letters: Sequence[FeedbackLetter], checked: CheckResult, given: Mapping[str, NamedFile]
) -> Generator[MarkedCopy | RefusedError | None]:
    """The marked copy of each letter, or why there is none; None where no return was taken, or it is no file."""
    tables = checks_tables(checked)
    asked: list[ToMark | RefusedError | None] = []
    for letter in letters:
        try:
            file, table = given.get(letter.path), tables.get(letter.path)
            original = _bytes_of(file) if file and table else b""
            asked.append(ToMark(original, letter.path, (table,)) if original and table else None)
        except RefusedError as error:
            asked.append(error)
    with closing(each_marked([item for item in asked if isinstance(item, ToMark)])) as made:
        for item in asked:
            yield next(made) if isinstance(item, ToMark) else item


def _bytes_of(file: NamedFile) -> bytes:
    """What is in a file; nothing of a workbook that is in memory alone."""
    source = file.whole()
    if isinstance(source, Book):
        return b""
    try:
        return Path(source).read_bytes() if isinstance(source, str | os.PathLike) else source.read()
    except OSError as error:
        raise RefusedError(file.name, "It could not be read again.") from error


def write_feedback(files: Sequence[FeedbackFile]) -> tuple[Path, ...]:
    """Write them, and take back those that were written where one cannot be. Raises `CannotRunError` then."""
    written: list[Path] = []
    try:
        for path, content in files:
            write_whole(path, content)
            written.append(path)
    except BaseException:
        remove_written(written)
        raise
    return tuple(written)
