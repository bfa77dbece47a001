"""Words that every section of a report needs: sentences, dates, counts and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from xl_send.results import Status
from xl_send.workbook.days import say
from xl_send.workbook.kinds import NOTHING_WORDS

# Colours first, as boards read them aloud; what is not a colour is written small.
COUNTED = (
    Status.GREEN, Status.AMBER, Status.RED, Status.COMPLETE, Status.NO_DATA, Status.NOT_DUE, Status.NOT_RATED,
    Status.CONTEXT,
)  # fmt: skip

_NOTHING = NOTHING_WORDS | {
    "no ask", "no asks", "no help", "no help needed", "none needed", "none required", "none at present", "nothing",
    "nothing needed", "nothing required", "not needed", "not applicable", "no", "none this month", "none this period",
}  # fmt: skip
_BEGINS_WITH_NOTHING = re.compile(
    r"(?:none|nothing|nil|n/a)\b|no (?:help|asks?|support|decisions?|actions?|further)\b", re.IGNORECASE
)
_AMOUNT = re.compile(r"£\s?\d[\d,.]*(?:\s?(?:million|thousand|bn|[mk])\b)?", re.IGNORECASE)


def day(given: date | None) -> str:
    """A date as councils write it, or nothing."""
    return say(given) if given else ""


def are(number: int) -> str:
    """The verb that goes with a number of things."""
    return "is" if number == 1 else "are"


def have(number: int) -> str:
    """The same of what they have."""
    return "has" if number == 1 else "have"


def state_counts(counts: Mapping[Status, int]) -> str:
    """Every state that occurs, counted: 6 Green, 1 Amber, 4 Red, 7 no data."""
    told = [(counts[status], status) for status in COUNTED if counts.get(status)]
    return ", ".join(f"{number} {_small(status)}" for number, status in told)


def _small(status: Status) -> str:
    return status.value if status.coloured else status.value.lower()


def statuses_counted(statuses: Sequence[Status]) -> str:
    """The states of several things, counted."""
    return state_counts({status: statuses.count(status) for status in statuses})


def with_commas(*parts: str | None) -> str:
    """What is there of several short texts, separated by commas."""
    return ", ".join(part for part in parts if part)


def labelled(label: str, text: str | None) -> str:
    """A text behind its label, or nothing where there is no text."""
    return f"{label}: {text}" if text else ""


def filled(*texts: str) -> tuple[str, ...]:
    """Those texts that say something."""
    return tuple(text for text in texts if text)


def shortened(text: str | None, longest: int) -> str:
    """A text on one line, cut between words where it is too long for its place."""
    plain = " ".join((text or "").split())
    if len(plain) <= longest:
        return plain
    cut = plain[: longest - 1].rpartition(" ")[0] or plain[: longest - 1]
    return f"{cut.rstrip(',;:.')}…"


def lines_of(texts: Iterable[str], width: int) -> int:
    """About how many lines these take where so many letters stand in one."""
    return sum(max(1, -(-len(text) // width)) for text in texts)


def asks_something(text: str | None) -> bool:
    """Whether a text asks for anything: `None`, `None: on track` and their like are no request."""
    opening = re.split(r"[:;,.(\u2013\u2014]| - ", (text or "").strip(), maxsplit=1)[0].strip().casefold()
    begins = _BEGINS_WITH_NOTHING.match((text or "").strip())
    return bool((text or "").strip(" .-\u2013\u2014")) and opening not in _NOTHING and not begins


def amounts_in(*texts: str | None) -> tuple[str, ...]:
    """Amounts of money that texts name, each once: £132,000."""
    found = (amount for text in texts for amount in _AMOUNT.findall(text or ""))
    return tuple(dict.fromkeys(" ".join(amount.split()).rstrip(".,") for amount in found))
