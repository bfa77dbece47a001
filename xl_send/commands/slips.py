"""A slip as a person writes it: an id and how much later, such as TRN-M04=15 or TRN-M04=3 weeks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xl_send.errors import CannotRunError

FURTHEST = 2000
DAYS_IN_A_WEEK = 5
SUCH_AS = "Give an id and working days, such as TRN-M04=15. Weeks will do as well: TRN-M04=3 weeks."
_LENGTH = re.compile(r"([+-]?\d{1,5})\s*(?:(working\s*days?|days?|d)|(weeks?|wks?|w))?", re.IGNORECASE)
_MINUS = dict.fromkeys((0x2212, 0x2013), "-")


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
