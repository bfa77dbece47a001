"""A programme as far as the files that were named could be read."""

from __future__ import annotations

from pathlib import PureWindowsPath

from xl_send.reading.cells_not_read import cells_not_read
from xl_send.value_classes import NamedTuple
from xl_send.words import capital
from xl_send.workbook.submissions import LeftOut, Programme
from xl_send.workbook.unread import Unread


class Refusal(NamedTuple):
    """A file that was named or found and could not be read, and why. One that is `stray` can be no return."""

    path: str
    sentence: str
    stray: bool = False

    @property
    def note(self) -> str:
        """What is said of it beside a result."""
        return f"Not read: {self.path}. {self.sentence}"


class NotCounted(NamedTuple):
    """A file that was read and is not counted, in favour of or because of another.

    `unsettled` is for a person, `codes` are its workstreams.
    """

    path: str
    sentence: str
    unsettled: bool = False
    codes: frozenset[str] = frozenset()

    @property
    def note(self) -> str:
        """What is said of it beside a result."""
        return f"Not counted: {self.path}. {self.sentence}"


class LoadedProgramme(NamedTuple):
    """The programme that could be read, what was refused, and what was read and is not counted.

    `marking` says for whom it is, as every output of it does, findings above their tally and others first; blank
    where it is for anybody.
    """

    programme: Programme
    refused: tuple[Refusal, ...] = ()
    marking: str = ""
    not_counted: tuple[NotCounted, ...] = ()

    @property
    def _apart(self) -> list[Refusal | NotCounted]:
        return [*self.refused, *self.not_counted]

    @property
    def lost(self) -> list[Refusal | NotCounted]:
        """The files of which something is missing here: those refused, and those that nobody could choose between."""
        return [*self.refused, *(item for item in self.not_counted if item.unsettled)]

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The same as a programme knows them."""
        unsettled = (LeftOut(item.path, item.codes) for item in self.not_counted if item.unsettled)
        return (*(LeftOut(item.path) for item in self.refused), *unsettled)

    @property
    def left_out_notes(self) -> tuple[str, ...]:
        """A line for each file that was refused or is not counted."""
        return tuple(item.note for item in self._apart)

    @property
    def unread(self) -> tuple[str, ...]:
        """What of the workbooks could not be read, sheet by sheet, then cells of rows that were read."""
        return (*Unread(self.programme).sentences, *cells_not_read(self.programme.submissions))

    @property
    def unread_line(self) -> str:
        """The same in one line, which stands before all else; blank where everything was read."""
        line = "; ".join(self.unread)
        names = [PureWindowsPath(submission.workbook).name for submission in self.programme.submissions]
        return f"{capital(line, names)}." if line else ""

    @property
    def not_read(self) -> tuple[str, ...]:
        """A line for each file that was refused or is not counted, and one for what else could not be read."""
        return (*self.left_out_notes, *([self.unread_line] if self.unread else []))

    @property
    def incomplete(self) -> bool:
        """Whether something that was given could not be read, or not settled: a file, a sheet, a column or a row."""
        return bool(self.refused or self.unread) or any(item.unsettled for item in self.not_counted)
