"""What if: before anyone agrees to a slip, what it would do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xl_send.commands.checks import several
from xl_send.commands.loading import AsAt, Readable, Readables, load
from xl_send.commands.result import ProgrammeResult
from xl_send.commands.slips import slips_from
from xl_send.compare.differences import Differences, differences
from xl_send.compare.scenario import closed, owned_by, with_slips, without
from xl_send.errors import CannotRunError
from xl_send.progress import Progress, quietly
from xl_send.text import working_days
from xl_send.words import counted, listed


@dataclass(frozen=True)
class WhatIfResult(ProgrammeResult):
    """What was supposed, in words, and what would change."""

    supposed: str
    differences: Differences

    @property
    def notes(self) -> tuple[str, ...]:
        return self.loaded.not_read

    @property
    def counts(self) -> str:
        """How many dates, colours and conflicts would change, in words."""
        found = self.differences
        conflicts = counted(len(found.gone) + len(found.changed) + len(found.new), "conflict")
        return f"{counted(len(found.dates), 'date')}, {counted(len(found.items), 'colour')} and {conflicts}"


def whatif(  # noqa: PLR0913 - the command's own options
    *sources: Readables,
    slip: str | Iterable[str] = (),
    remove_person: str | Iterable[str] = (),
    close: str | Iterable[str] = (),
    as_at: AsAt = None,
    policy: Readable | None = None,
    progress: Progress = quietly,
) -> WhatIfResult:
    """What would change over the workbooks. It writes to none of them.

    `slip` is such as TRN-M04=15 (working days), `remove_person` a name of the Resources sheet, `close` an id to suppose
    done. Raises `xl_send.Error` for what cannot be understood or is not there, and where nothing can be read.
    """
    slip, people, names = several(slip), several(remove_person), several(close)
    if not (slip or people or names):
        message = "Say what to suppose: --slip TRN-M04=15, --remove-person NAME or --close ID."
        raise CannotRunError(message)
    slips = slips_from(slip)
    loaded = load(sources, as_at=as_at, policy=policy, progress=progress)
    before = loaded.programme
    after = with_slips(closed(without(before, people), names), slips)
    found = differences(before, after)._replace(unowned=owned_by(before, people))
    return WhatIfResult(loaded, supposed_words(slips, people, names), found)


def supposed_words(slips: Sequence[tuple[str, int]], people: Sequence[str] = (), names: Sequence[str] = ()) -> str:
    """What is supposed: `TRN-M04 slips 15 working days`."""
    said = [f"{name} {_slipped(days)}" for name, days in slips]
    said += [f"{person} leaves" for person in people]
    said += [f"{name.upper()} is done or closed" for name in names]
    return listed(said)


def _slipped(days: int) -> str:
    return f"comes {working_days(-days)} earlier" if days < 0 else f"slips {working_days(days)}"
