"""The files that a name stands for, and one of them read: one bad file is refused by itself."""

from __future__ import annotations

import glob
import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from xl_send.disclosure.texts import Withholding, with_unread_withheld
from xl_send.errors import CannotRunError, RefusedError, fault_place, without_passwords
from xl_send.patterns import Pattern
from xl_send.reading import read_book
from xl_send.reading.loaded import Refusal
from xl_send.value_classes import NamedTuple
from xl_send.words import did_you_mean
from xl_send.workbook.cells import Book
from xl_send.workbook.columns import Layout, columns_of
from xl_send.workbook.names import title_key
from xl_send.workbook.sheets.programme import Cover, Workstream
from xl_send.workbook.submissions import SHEETS, Submission
from xl_send.xlsx.read.open_book import Source, open_book
from xl_send.xlsx.read.refusals import TOO_LARGE

WORKBOOKS = (".xlsx", ".xlsm")
# Files in a folder that somebody may have meant as a return: they are refused by name, not passed over.
NEARLY_WORKBOOKS = (".xls", ".xlsb", ".ods", ".csv")
# What Excel, we and macOS leave beside a workbook: a marker, a copy half written, and the Finder's own notes.
_NOT_MEANT = ("~$", ".~", "._")

_TURNING = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
_ANOTHER_TEMPLATE = (
    "This is a workbook of another kind: it has neither a Programme nor a Workstreams sheet. "
    "Start from the SEND programme workbook (xl-send new)."
)


class NamedFile(NamedTuple):
    """A workbook to read, and what it is called: a path and the same, or a copy and the name of the original."""

    source: Source
    name: str

    def whole(self) -> Source:
        """Its source, an open file from its beginning."""
        if not isinstance(self.source, str | os.PathLike | Book) and self.source.seekable():
            self.source.seek(0)
        return self.source


def printable_path(path: str) -> str:
    """A path as it may stand in any output: what is no character, or moves a terminal's cursor, is a question mark.

    What is no file may be the address of a database: no password of one is told.
    """
    plain = path.isascii() and path.isprintable()
    told = path if plain else "".join(_shown_letter(letter) for letter in path)
    without = without_passwords(told)
    return told if told == without or os.path.lexists(path) else without


def _shown_letter(letter: str) -> str:
    """A letter, unless it is none, ends a line or turns the reading direction: then a name seems to be another."""
    hidden = unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}
    return "\ufffd" if hidden or unicodedata.bidirectional(letter) in _TURNING else letter


def file_called(told: str) -> Path:
    """The file that is called so in outputs, where a letter of its path is told as a question mark.

    Of two that are called alike it is neither: the path as told, where nothing is.
    """
    found = Path(told)
    if "\ufffd" not in told or os.path.lexists(told):
        return found
    place = Path(found.anchor)
    for part in found.parts[1 if found.anchor else 0 :]:
        like = (
            []
            if (place / part).exists() or not place.is_dir()
            else [one for one in place.iterdir() if printable_path(one.name) == part]
        )
        place = like[0] if len(like) == 1 else place / part
    return place


def find_workbooks(name: str) -> Iterator[str]:
    """The files that a name stands for: itself, a folder's workbooks, or what a pattern matches.

    Raises `CannotRunError` where a folder may not be looked into, or nothing is found.
    """
    if not name.strip():
        message = "A blank was given in place of a name. Name a workbook, a folder or a pattern."
        raise CannotRunError(message)
    path = Path(name)
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except (OSError, ValueError):
        yield name
        return
    if is_folder:
        yield from _in_folder(path)
    elif not is_there and glob.has_magic(name):
        matched = [item for item in sorted(glob.glob(name)) if _is_meant(Path(item))]  # noqa: PTH207
        if not matched:
            message = f"{name}: No file matches this pattern. Check the folder and the spelling."
            raise CannotRunError(message)
        yield from matched
    else:
        yield name


def _in_folder(path: Path) -> Iterator[str]:
    try:
        listed = sorted(path.iterdir())
    except OSError as error:
        message = f"{path}: This folder may not be looked into. Ask for access to it, or copy the returns elsewhere."
        raise CannotRunError(message) from error
    found = [str(item) for item in listed if item.suffix.lower() in WORKBOOKS + NEARLY_WORKBOOKS and _is_meant(item)]
    if not found:
        message = f"{path}: There is no Excel workbook in this folder. Name a folder that holds .xlsx files."
        raise CannotRunError(message)
    yield from found


def _is_meant(path: Path) -> bool:
    """Whether somebody may have meant a file as a return: no folder, and none of what programs leave behind."""
    try:
        return not path.is_dir() and not path.name.startswith(_NOT_MEANT)
    except OSError:
        return True


def read_submission(file: NamedFile, withholding: Withholding | None = None) -> Submission:
    """Read one workbook. Raises `RefusedError` when it is no workbook, or one of another template."""
    with refused_alone(file.name):
        return understood(open_book(file.whole(), file.name), withholding)


def understood(book: Book, withholding: Withholding | None = None) -> Submission:
    """A workbook as it was understood, without the texts that may identify a person.

    Raises `RefusedError` when it is one of another template.
    """
    shown, withheld = (withholding or Withholding()).safe(book)
    submission = with_unread_withheld(read_book(shown), withheld)
    if Cover not in submission.seen and Workstream not in submission.seen:
        raise RefusedError(book.name, _ANOTHER_TEMPLATE)
    return submission


def paths_named(names: Sequence[str | os.PathLike[str]], paths: Sequence[str]) -> list[str]:
    """The paths of files named by path or by name alone. Raises `CannotRunError` for a name that is none of them."""
    found = []
    for name in (os.fspath(given) for given in names):
        meant = [path for path in paths if Path(path).resolve() == Path(name).resolve() or Path(path).name == name]
        if not meant:
            guess = did_you_mean(name, [Path(path).name for path in paths])
            message = f"{name} is not among the returns, so it cannot be taken. {guess}".strip()
            raise CannotRunError(message)
        found += meant
    return found


class refused_alone:  # noqa: N801 - it is used as a statement
    """Whatever goes wrong over one file within: that file is refused with a sentence, and no other is."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        """Nothing is prepared."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, MemoryError):
            raise RefusedError(self._name, TOO_LARGE) from error
        if isinstance(error, Exception) and not isinstance(error, CannotRunError):
            sentence = (
                f"xl_send has met a fault of its own over this file ({fault_place(error)}). The file was not changed. "
                "Tell whoever looks after xl_send here, with these words."
            )
            raise RefusedError(self._name, sentence) from error


ENDING = ".csv"
NO_RETURN = (
    "This is a file of comma-separated values, not a return; if it holds one, save that as an Excel Workbook (.xlsx), "
    "else leave it out."
)
# So much of a file is looked at, and with so many titles or labels of one of our sheets it is taken for that sheet.
_HEAD, _TITLES = 8192, {Layout.TABLE: 5, Layout.LABELS: 4}
_BETWEEN = Pattern(r"[,;\t\r\n\0]+")


def refusal_of(file: NamedFile, sentence: str) -> Refusal:
    """A file that was refused: as one of which something is missing, or as one that can be no return."""
    stray = file.name.casefold().endswith(ENDING) and not _is_a_sheet(_head(file))
    return Refusal(file.name, NO_RETURN, stray=True) if stray else Refusal(file.name, sentence)


def _head(file: NamedFile) -> str:
    try:
        source = file.whole()
        if isinstance(source, Book):
            return ""
        if not isinstance(source, str | os.PathLike):
            return source.read(_HEAD).decode("utf-8", "ignore")
        with Path(source).open("rb") as opened:
            return opened.read(_HEAD).decode("utf-8", "ignore")
    except (OSError, ValueError):
        return ""


def _is_a_sheet(head: str) -> bool:
    """Whether a text has the titles of one of our sheets, as Excel saves it."""
    said = {title_key(cell.strip(' "\ufeff')) for cell in _BETWEEN.split(head)}
    return any(
        len(said & {title_key(column.title) for column in columns_of(record)}) >= _TITLES[record.SHEET.layout]
        for record in SHEETS
    )
