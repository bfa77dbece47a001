"""One workspace at the page: the workbooks that were put in, and each verb's result over them, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from xl_send.commands.checks import CheckResult
from xl_send.commands.conflicts import conflicts
from xl_send.commands.consolidate import ConsolidateResult, consolidate
from xl_send.commands.loading import load
from xl_send.commands.packs.report import ReportResult, report
from xl_send.commands.sequence import SequenceResult, sequence
from xl_send.commands.status import StatusResult, status
from xl_send.commands.validate import validate
from xl_send.commands.whatif import WhatIfResult, whatif
from xl_send.errors import CannotRunError
from xl_send.progress import Progress, quietly
from xl_send.reading.loaded import Refusal
from xl_send.value_classes import NamedTuple

LOG = "disclosure-log.xlsx"


class Pack(NamedTuple):
    """A board pack as it was made, and the folder in which its files lie."""

    folder: Path
    made: ReportResult

    @property
    def page(self) -> Path:
        """Its web page."""
        return next(path for path in self.made.paths if path.suffix == ".html")


class Workspace:
    """Workbooks by name, as at a day where one was given, and what is made of them in the folder `made`.

    `kept_out` are files that the page itself could not take in. Raises `xl_send.Error` where nothing can be read.
    """

    def __init__(
        self,
        names: Sequence[str],
        made: Path,
        *,
        as_at: str = "",
        kept_out: Sequence[Refusal] = (),
        progress: Progress = quietly,
    ) -> None:
        if not names:
            raise CannotRunError("\n".join(item.note for item in kept_out) or "No workbook was put in.")
        self.names = tuple(names)
        self.made = made
        self.as_at = as_at
        self.progress = progress
        self._packs: dict[str, Pack] = {}
        loaded = load(self.names, as_at=as_at, progress=progress)
        self.loaded = loaded._replace(refused=(*loaded.refused, *kept_out))

    @cached_property
    def checked(self) -> CheckResult:
        """What is wrong in the workbooks."""
        return validate(self.loaded, progress=self.progress)

    @cached_property
    def coloured(self) -> StatusResult:
        """Every colour with its reason."""
        return status(self.loaded, progress=self.progress)

    @cached_property
    def at_odds(self) -> CheckResult:
        """Where workstreams stand in one another's way."""
        return conflicts(self.loaded, progress=self.progress)

    @cached_property
    def ordered(self) -> SequenceResult:
        """The proposed order, by priority rules: the solver has no build for browsers."""
        return sequence(self.loaded, without_solver=True, progress=self.progress)

    def pack(self, audience: str) -> Pack:
        """The board pack of an audience in every form that a browser can make, and the log of what it does not show.

        Raises `xl_send.Error` where it may not be written for that audience.
        """
        if audience not in self._packs:
            folder = self.made / "packs" / audience
            found = report(
                self.loaded, audience=audience, html=True, email=True, ics=True, output=folder,
                disclosure_log=folder / LOG, progress=self.progress,
            )  # fmt: skip
            self._packs[audience] = Pack(folder, found)
        return self._packs[audience]

    @cached_property
    def together(self) -> ConsolidateResult:
        """The programme workbook. The workbooks are read once more: it takes them as they were typed."""
        return consolidate(self.names, as_at=self.as_at, progress=self.progress)

    def supposed(self, slips: Sequence[str], people: Sequence[str], closed: Sequence[str]) -> WhatIfResult:
        """What would change if a date slipped, a person left or something were done."""
        return whatif(self.loaded, slip=slips, remove_person=people, close=closed, progress=self.progress)
