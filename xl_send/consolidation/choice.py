"""Which of several returns are taken: of two for one workstream the later; between two of one day nobody guesses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import Enum
from pathlib import PureWindowsPath

from xl_send.consolidation.belonging import strangers
from xl_send.consolidation.returns import Return
from xl_send.value_classes import NamedTuple
from xl_send.words import quoted
from xl_send.workbook.days import say


class SetAsideReason(Enum):
    """Why a return is set aside."""

    SAME = "the same file again"
    SAME_CONTENT = "the same content again"
    LATER = "a later return is there"
    CLASH = "another return speaks for the same workstream"
    STRANGER = "it is of another council or programme"
    MADE = "the returns that it was made from are here themselves"


# What needs a person: nothing says which of these to believe.
UNSETTLED = frozenset({SetAsideReason.CLASH, SetAsideReason.STRANGER})
# How browsers, Windows and macOS name the copy of a file.
_COPY = re.compile(r"(?i)(?: ?\(\d{1,4}\)| - copy(?: ?\(\d{1,4}\))?| copy(?: \d{1,4})?)$|^copy (?:\(\d{1,4}\) )?of ")


class SetAside(NamedTuple):
    """A return that is not taken, in favour of or because of another, in a sentence that says what to do.

    `told` says of one of another council or programme what makes it so.
    """

    one: Return
    other: Return
    why: SetAsideReason
    told: str = ""

    @property
    def sentence(self) -> str:
        """What is said of it."""
        if self.why is SetAsideReason.STRANGER:
            taking = f"--take {quoted(PureWindowsPath(self.one.path).name)}"
            return (
                f"{self.told} It was not taken. Correct the cell if it is mistyped, or add {taking} if it belongs here."
            )
        other = PureWindowsPath(self.other.path).name
        codes = ", ".join(sorted(self.one.codes & self.other.codes)) or "the same workstreams"
        if self.why is SetAsideReason.SAME:
            return f"It is the same file as {other}, byte for byte."
        if self.why is SetAsideReason.SAME_CONTENT:
            return f"It says the same as {other} in every row."
        if self.why is SetAsideReason.MADE:
            return f"It is a programme workbook made from returns, and {other} speaks for {codes} itself."
        if self.why is SetAsideReason.LATER:
            return f"{other} speaks for {codes} too and is later: as at {_day(self.other.as_at)}."
        return (
            f"{other} speaks for {codes} too, and neither is plainly the later. "
            "Neither was taken: leave only one of them in the folder."
        )


class Chosen(NamedTuple):
    """The returns that are taken, in the order of their workstreams, and those that are not."""

    taken: tuple[Return, ...]
    aside: tuple[SetAside, ...]

    def without_cells(self) -> Chosen:
        """The same, holding nothing of the cells as they were typed, which are most of what returns hold."""
        held = {id(item): item.without_cells() for item in self._returns()}
        aside = (one._replace(one=held[id(one.one)], other=held[id(one.other)]) for one in self.aside)
        return Chosen(tuple(held[id(item)] for item in self.taken), tuple(aside))

    def _returns(self) -> Iterator[Return]:
        yield from self.taken
        for item in self.aside:
            yield from (item.one, item.other)


def choose_returns(returns: Sequence[Return], take: Sequence[str] = ()) -> Chosen:
    """Take each workstream's latest return.

    A return gives way only to a later one that speaks for all of its workstreams, so that none is lost. Returns that
    share a workstream otherwise are all set aside, and the rest is taken. A return of another council or programme
    is not taken, unless `take` has its path.
    """
    ordered = _ordered(returns)
    aside: dict[int, SetAside] = {}
    for stranger in strangers(ordered):
        if stranger.one.path not in take:
            place = ordered.index(stranger.one)
            aside[place] = SetAside(stranger.one, stranger.other, SetAsideReason.STRANGER, stranger.sentence)
    return _chosen(ordered, aside)


def choose_each_once(returns: Sequence[Return]) -> Chosen:
    """Each workstream's latest return, as `choose_returns` takes it, whatever council they are of.

    A programme workbook that was made from returns gives way to any return of a workstream in it.
    """
    ordered = _ordered(returns)
    aside: dict[int, SetAside] = {}
    for place, item in enumerate(ordered):
        itself = next((other for other in ordered if item.made and not other.made and other.codes & item.codes), None)
        if itself:
            aside[place] = SetAside(item, itself, SetAsideReason.MADE)
    return _chosen(ordered, aside)


def _ordered(returns: Sequence[Return]) -> list[Return]:
    """By path, what is named as the copy of a file last: the file itself is taken."""
    return sorted(returns, key=lambda item: (bool(_COPY.search(PureWindowsPath(item.path).stem)), item.path))


def _chosen(ordered: Sequence[Return], aside: dict[int, SetAside]) -> Chosen:
    for place, item in enumerate(ordered):
        if place in aside:
            continue
        same = next((other for other in ordered[:place] if _is_same(item, other)), None)
        if same:
            why = SetAsideReason.SAME if same.digest == item.digest else SetAsideReason.SAME_CONTENT
            aside[place] = SetAside(item, same, why)
    _settle(ordered, aside, _gives_way, SetAsideReason.LATER)
    _settle(ordered, aside, _clashes, SetAsideReason.CLASH)
    taken = [item for place, item in enumerate(ordered) if place not in aside]
    taken.sort(key=lambda item: (sorted(item.codes), item.path))
    return Chosen(tuple(taken), tuple(aside[place] for place in sorted(aside)))


def _settle(
    ordered: Sequence[Return], aside: dict[int, SetAside], meets: Callable[[Return, Return], bool], why: SetAsideReason
) -> None:
    """Set aside every return that meets another one so; all are looked at before any is set aside."""
    standing = [(place, item) for place, item in enumerate(ordered) if place not in aside]
    for place, item in standing:
        other = next((other for at, other in standing if at != place and meets(item, other)), None)
        if other:
            aside[place] = SetAside(item, other, why)


def _is_same(one: Return, other: Return) -> bool:
    return other.digest == one.digest or _says_the_same(one, other)


def _says_the_same(one: Return, other: Return) -> bool:
    return bool(one.codes) and (one.codes, one.as_at) == (other.codes, other.as_at) and one.content == other.content


def _gives_way(one: Return, other: Return) -> bool:
    later = (other.as_at or date.min) > (one.as_at or date.min)
    return bool(one.codes) and later and one.codes <= other.codes


def _clashes(one: Return, other: Return) -> bool:
    return bool(one.codes & other.codes)


def _day(day: date | None) -> str:
    return say(day) if day else "no readable day"
