"""A programme as far as the files that were named could be read."""

from __future__ import annotations

from typing import NamedTuple

from xl_send.workbook.submissions import Programme


class Refusal(NamedTuple):
    """A file that was named or found and could not be read, and why."""

    path: str
    sentence: str

    @property
    def note(self) -> str:
        """What is said of it beside a result."""
        return f"Not read: {self.path}. {self.sentence}"


class LoadedProgramme(NamedTuple):
    """The programme that could be read, and what was refused."""

    programme: Programme
    refused: tuple[Refusal, ...] = ()
