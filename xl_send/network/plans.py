"""The date a milestone is held to, and when a date counts as given (status: milestone; whose date)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xl_send.findings import Cell
from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple
from xl_send.workbook.kinds import NOTHING_WORDS, PLACEHOLDERS
from xl_send.workbook.sheets.choices import LogStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.risks import LogEntry

# How people tell one another what they would like, or that something is agreed and not by whom; and what shows that
# somebody who may decide it did: a body, a record of it, or an id of the log. Formulas look for them as well.
TALK = (
    " email", " e-mail", " phone", " telephone", " verbal", " orally", " spoke", " conversation", " teams call",
    " teams chat", " text message", " discuss", " catch up", " catch-up", " one to one", " one-to-one", " supervision",
    " agreed", " approved", " confirmed", " yes ", " ok ", " draft", " propos",
)  # fmt: skip
DECIDED = (
    " board", " cabinet", " executive", " forum", " committee", " council", " panel", " partnership", " group",
    " scrutiny", " minute", " paper", " delegat", " urgen", " procedure", " decision", " change", " cr", " dmt", " slt",
    " smt", " steering", " governors", " o&s",
    *(f"-a{digit}" for digit in range(10)),
)  # fmt: skip
# What says that it is still to be decided, or was not agreed to, whoever is named.
UNDECIDED = (
    "not approved", "not agreed", "not yet", "to be agreed", "to be approved", "to follow", "await", " pending",
    "(pending", "rejected", "refused", "declined", "deferred",
)  # fmt: skip
_LOG_ID = Pattern(r"(?<![A-Z0-9])[A-Z]{2,5}-A\d{1,4}(?!\d)")


class Plan(NamedTuple):
    """The date a milestone is held to: by its change references, or by none while the requests in `open` are open."""

    day: date
    milestone: Milestone
    field: str
    changes: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    @property
    def cell(self) -> Cell:
        """Where it stands."""
        return self.milestone.at(self.field)


def date_held_to(milestone: Milestone, changes: Mapping[str, LogEntry]) -> Plan:
    """The agreed date if a change reference stands beside it that is not still open, else the baseline date.

    Where one of `changes`, the change requests that were read by id, is named anywhere in the cell and is not
    Closed, the date does not count: nothing says that it is not the one still asked for.
    """
    if milestone.agreed is None:
        return Plan(milestone.baseline, milestone, "baseline")
    named = {_plain(reference): reference for reference in change_references(milestone)}
    waiting = (change for name in named for change in changes.values() if _is_open(change, name))
    still_open = tuple(dict.fromkeys(change.id for change in waiting))
    if still_open or not named:
        return Plan(milestone.baseline, milestone, "baseline", (), still_open)
    return Plan(milestone.agreed, milestone, "agreed", tuple(named.values()))


def change_references(milestone: Milestone) -> tuple[str, ...]:
    """The change references of a milestone; "tbc" and "agreed" are none, nor "email from the SRO", "awaiting Board"."""
    text = f" {' '.join(milestone.changes).lower().replace(',', ' ')} "
    talk = any(word in text for word in TALK) and not any(word in text for word in DECIDED)
    return () if talk else settled_changes(milestone.changes)


def settled_changes(changes: Sequence[str]) -> tuple[str, ...]:
    """What a change reference names but for "tbc" and the like; nothing where it says that it is to be decided yet."""
    text = f" {' '.join(changes).lower().replace(',', ' ')} "
    if any(word in text for word in UNDECIDED):
        return ()
    return tuple(one for one in changes if one.casefold() not in NOTHING_WORDS | PLACEHOLDERS)


def ids_named(text: str) -> tuple[str, ...]:
    """The ids of the log that a change reference names, among whatever other words."""
    return tuple(_LOG_ID.findall(text.upper())) or (_plain(text),)


def _plain(text: str) -> str:
    return text.upper().replace(" ", "")


def _is_open(change: LogEntry, name: str) -> bool:
    """Whether an open change request is named here; TRN-A1 is not, where TRN-A12 is."""
    _, found, after = name.partition(change.id.upper())
    return change.status is not LogStatus.CLOSED and bool(found) and not after[:1].isdigit()


def given(day: date | None, as_at: date | None) -> date | None:
    """A day on which something happened; one after the as at date is a fault and is treated as not given."""
    return None if day is None or (as_at is not None and day > as_at) else day
