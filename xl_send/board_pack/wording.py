"""Words that every section of a report needs: sentences, dates, counts and lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xl_send.results import Status
from xl_send.workbook.days import say

# Colours first, as boards read them aloud; what is not a colour is written small.
COUNTED = (
    Status.GREEN, Status.AMBER, Status.RED, Status.COMPLETE, Status.NO_DATA, Status.NOT_DUE, Status.NOT_RATED,
    Status.CONTEXT,
)  # fmt: skip


def sentence(text: str | None) -> str:
    """A text as a sentence: a capital at its start and a stop at its end. Nothing stays nothing."""
    plain = (text or "").strip()
    if not plain:
        return ""
    return capital(plain) + ("" if plain[-1] in ".!?:…" else ".")


def capital(text: str) -> str:
    """A text with a capital at its start, the rest as it is."""
    return text[:1].upper() + text[1:]


def day(given: date | None) -> str:
    """A date as councils write it, or nothing."""
    return say(given) if given else ""


def are(number: int) -> str:
    """The verb that goes with a number of things."""
    return "is" if number == 1 else "are"


def state_counts(counts: Mapping[Status, int]) -> str:
    """Every state that occurs, counted: 6 Green, 1 Amber, 4 Red, 7 no data."""
    told = [(counts[status], status) for status in COUNTED if counts.get(status)]
    return ", ".join(f"{number} {_small(status)}" for number, status in told)


def _small(status: Status) -> str:
    return status.value if status.coloured else status.value.lower()


def statuses_counted(statuses: Sequence[Status]) -> str:
    """The states of several things, counted."""
    return state_counts({status: statuses.count(status) for status in statuses})


def joined(*parts: str | None) -> str:
    """What is there of several short texts, separated by commas."""
    return ", ".join(part for part in parts if part)


def labelled(label: str, text: str | None) -> str:
    """A text behind its label, or nothing where there is no text."""
    return f"{label}: {text}" if text else ""


def filled(*texts: str) -> tuple[str, ...]:
    """Those texts that say something."""
    return tuple(text for text in texts if text)
