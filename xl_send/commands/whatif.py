"""What if: before anyone agrees to a slip, what it would do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from xl_send.commands.checks import several
from xl_send.commands.loading import AsAt, Readable, Readables
from xl_send.commands.publication.seen import see
from xl_send.commands.result import ProgrammeResult
from xl_send.compare.differences import Differences, differences
from xl_send.compare.scenario import closed, owned_by, with_slips, without_people
from xl_send.errors import CannotRunError
from xl_send.progress import Progress, quietly
from xl_send.text import working_days
from xl_send.value_classes import frozen
from xl_send.words import counted, first_few

FURTHEST = 2000
DAYS_IN_A_WEEK = 5
SUCH_AS = "Give an id and working days, such as TRN-M04=15. Weeks will do as well: TRN-M04=3 weeks."
_LENGTH = re.compile(r"([+-]?\d{1,5})\s*(?:(working\s*days?|days?|d)|(weeks?|wks?|w))?", re.IGNORECASE)
_MINUS = dict.fromkeys((0x2212, 0x2013), "-")


@frozen(eq=True)
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
    loaded = see(sources, for_publication=False, as_at=as_at, policy=policy, progress=progress).loaded
    before = loaded.programme
    after = with_slips(closed(without_people(before, people), names), slips)
    found = differences(before, after)._replace(unowned=owned_by(before, people))
    return WhatIfResult(loaded, supposed_words(slips, people, names), found)


def supposed_words(slips: Sequence[tuple[str, int]], people: Sequence[str] = (), names: Sequence[str] = ()) -> str:
    """What is supposed: `TRN-M04 slips 15 working days`."""
    said = [f"{name} {_slipped(days)}" for name, days in slips]
    said += [f"{person} leaves" for person in people]
    said += [f"{name.upper()} is done or closed" for name in names]
    return first_few(said)


def _slipped(days: int) -> str:
    return f"comes {working_days(-days)} earlier" if days < 0 else f"slips {working_days(days)}"


def slips_from(texts: Sequence[str]) -> list[tuple[str, int]]:
    """What slips and by how many working days; a negative number brings forward, and a week is five working days.

    Raises `CannotRunError` with a sentence for what cannot be understood.
    """
    return [_slip(text) for text in texts]


def one_slip(name: str, length: str) -> str:
    """The slip that a person answered to two questions, or to the first alone: TRN-M04=15 says it all."""
    return name if "=" in name else f"{name}={length}"


def _slip(text: str) -> tuple[str, int]:
    name, _, length = text.partition("=")
    name = "".join(name.split()).upper()
    days = _working_days(length)
    if not name or days is None:
        message = f"{text} cannot be read. {SUCH_AS}" if text.strip(" =") else f"No id was given. {SUCH_AS}"
        raise CannotRunError(message)
    if abs(days) > FURTHEST:
        message = f"{text} is further than {FURTHEST:,} working days, so it cannot be read as a slip. {SUCH_AS}"
        raise CannotRunError(message)
    return name, days


def _working_days(length: str) -> int | None:
    """The working days of a text such as `15`, `10 working days` or `3 weeks`."""
    found = _LENGTH.fullmatch(length.strip().translate(_MINUS))
    if found is None:
        return None
    return int(found[1]) * (DAYS_IN_A_WEEK if found[3] else 1)
