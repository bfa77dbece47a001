"""What every verb gives: values, to be shown in one form or another."""

from __future__ import annotations

from pathlib import Path

from xl_send.reading.loaded import LoadedProgramme, Refusal
from xl_send.value_classes import NamedTuple, frozen
from xl_send.workbook.submissions import Programme


@frozen(eq=True)
class Result:
    """A verb's result. Its fields are values; how it is shown is for others to say."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences that go beside it, whatever form it is shown in."""
        return ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """A line for each file that was given and is not in it, for forms that have no place of their own for them."""
        return ()

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - only findings know queries
        """Whether something must be put right; if `strict`, or answered."""
        return False


@frozen(eq=True)
class ProgrammeResult(Result):
    """What was worked out over a programme, and what of it could not be read."""

    loaded: LoadedProgramme

    @property
    def programme(self) -> Programme:
        """The programme as far as it could be read."""
        return self.loaded.programme

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """The files that could not be read, and why."""
        return self.loaded.refused

    @property
    def left_out(self) -> tuple[str, ...]:
        return self.loaded.left_out_notes

    def errors_found(self, *, strict: bool = False) -> bool:  # noqa: ARG002 - as above
        return self.loaded.incomplete


class MarkedFile(NamedTuple):
    """A copy of a workbook with a sheet of the product filled, and whether the original was signed."""

    path: Path
    sheet: str
    signed: bool = False

    @property
    def note(self) -> str:
        """Where it is, in words. A signature does not hold for a copy."""
        signed = " It is signed; the signature does not hold for the copy." if self.signed else ""
        return f"A copy with its {self.sheet} sheet filled is in {self.path}.{signed}"
