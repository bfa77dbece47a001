"""A programme as far as the files that were named could be read."""

from __future__ import annotations

from typing import NamedTuple

from xl_send.workbook.submissions import Programme
from xl_send.workbook.unread import Unread


class Refusal(NamedTuple):
    """A file that was named or found and could not be read, and why."""

    path: str
    sentence: str

    @property
    def note(self) -> str:
        """What is said of it beside a result."""
        return f"Not read: {self.path}. {self.sentence}"


class LoadedProgramme(NamedTuple):
    """The programme that could be read, and what was refused.

    `marking` says for whom it is, as every output of it does in its first line; blank where it is for anybody.
    """

    programme: Programme
    refused: tuple[Refusal, ...] = ()
    marking: str = ""

    @property
    def unread(self) -> tuple[str, ...]:
        """What of the workbooks could not be read, sheet by sheet."""
        return Unread(self.programme).sentences

    @property
    def unread_line(self) -> str:
        """The same in one line, which stands before all else; blank where everything was read."""
        line = "; ".join(self.unread)
        return f"{line[0].upper()}{line[1:]}." if line else ""

    @property
    def not_read(self) -> tuple[str, ...]:
        """A line for each file that was refused, and one for what else could not be read."""
        refused = (item.note for item in self.refused)
        return (*refused, *([self.unread_line] if self.unread else []))

    @property
    def incomplete(self) -> bool:
        """Whether something that was given could not be read: a file, a sheet, a column or a row."""
        return bool(self.refused or self.unread)
