"""The files of feedback: all of them are made before one is written, and they are written together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from xl_send.commands.checks import CheckResult
from xl_send.commands.feedback.letters import FeedbackLetter, letters_of
from xl_send.commands.feedback.renderings import letter_page, letter_text
from xl_send.commands.mark import marked_copy
from xl_send.commands.writing import AlreadyThereError, remove_written, write_whole
from xl_send.consolidation.sources import Sources
from xl_send.errors import CannotRunError
from xl_send.progress import Progress
from xl_send.xlsx.write.result_rows import checks_table

PAGE, EMAIL = "-to-put-right.html", "-email.txt"
ANOTHER = "Name another folder, so that nobody is sent what was meant for another time."


class FeedbackFile(NamedTuple):
    """One file that an owner is sent: where it goes, and what it holds."""

    path: Path
    content: bytes


def feedback_files(
    sources: Sources, checked: CheckResult, programme: str, folder: Path, progress: Progress
) -> tuple[FeedbackFile, ...]:
    """All that owners are sent: of each return that was taken a marked copy, and for everybody a page and a text.

    Raises `CannotRunError` where one of them is there already, or a return is no file or cannot be marked.
    """
    letters = list(letters_of(sources, checked, programme))
    taken = {item.path for item in sources.chosen.taken}
    found: list[FeedbackFile] = []
    for letter in progress(letters, "Writing to owners", len(letters)):
        copy = _copy(letter, checked, folder) if letter.path in taken else None
        name = copy.path.name if copy else ""
        found += [copy] if copy else []
        page, text = letter_page(letter, name), letter_text(letter, name)
        found.append(FeedbackFile(folder / f"{letter.stem}{PAGE}", page.encode("utf-8")))
        found.append(FeedbackFile(folder / f"{letter.stem}{EMAIL}", text.encode("utf-8")))
    there = [item.path for item in found if item.path.exists()]
    if there:
        raise AlreadyThereError(there[0], ANOTHER)
    return tuple(found)


def _copy(letter: FeedbackLetter, checked: CheckResult, folder: Path) -> FeedbackFile:
    path = Path(letter.path)
    if not path.is_file():
        message = f"{letter.path}: This return is no file, so no copy of it can be marked. Give returns as files."
        raise CannotRunError(message)
    findings = [finding for finding in checked.findings if finding.cell.workbook == letter.path]
    content = marked_copy(letter.path, [checks_table(findings, checked.programme)]).content
    return FeedbackFile(folder / f"{letter.stem}{path.suffix}", content)


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
