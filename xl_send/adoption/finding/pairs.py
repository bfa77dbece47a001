"""A risk's pairs of likelihood and impact: which is before controls, which is now, and which is aimed at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xl_send.adoption.finding.synonyms import NO_PLACE
from xl_send.adoption.finding.titles import BEFORE, NOW, TARGET, in_pair, qualifier
from xl_send.adoption.finding.wording import comparable

Column = tuple[int, str, str]
Moved = tuple[int, str, str, bool]

_AFTERWARDS = re.compile(r"\b(?:post|after|revised|future|mitigated|managed)\b")
_BY_PLACE = {2: (BEFORE, NOW), 3: (BEFORE, NOW, TARGET)}
_SAID = {BEFORE: "before controls", NOW: "now", TARGET: "aimed at"}


def settled_pairs(columns: Sequence[Column]) -> Iterator[Moved]:
    """The columns of scores that are another than their title alone says: place, ours, why, and whether that is sure.

    `columns` are place, title, and what the title alone says.
    """
    for likelihood in (True, False):
        now = [item for item in columns if item[2] == in_pair(NOW, likelihood=likelihood)]
        before = [item for item in columns if item[2] == in_pair(BEFORE, likelihood=likelihood)]
        if len(now) > 1:
            yield from _settle(now, taken=bool(before), likelihood=likelihood)


def _settle(now: Sequence[Column], *, taken: bool, likelihood: bool) -> Iterator[Moved]:
    """Several columns that each may be the score now."""
    bare = [item for item in now if not qualifier(item[1])]
    said = [item for item in now if qualifier(item[1])]
    afterwards = [item for item in said if _AFTERWARDS.search(comparable(item[1]))]
    current = [item for item in said if item not in afterwards]
    if said and bare and not taken:
        yield _as(bare[0], BEFORE, likelihood, f"beside {said[0][1]} it is the score before controls", sure=True)
        bare = bare[1:]
    if current and afterwards:
        for item in afterwards[:1]:
            yield _as(
                item, TARGET, likelihood, f"{current[0][1]} is the score now, so this one is aimed at", sure=False
            )
        yield from _left(afterwards[1:] + current[1:])
    elif not said and len(bare) in _BY_PLACE and not taken:
        for item, which in zip(bare, _BY_PLACE[len(bare)], strict=True):
            why = f"{len(bare)} columns have this title; by their order this one is {_SAID[which]}"
            yield _as(item, which, likelihood, why, sure=False)
    else:
        yield from _left([*said, *bare][1:] if said else bare[1:])


def _as(item: Column, which: str, likelihood: bool, why: str, *, sure: bool) -> Moved:
    return item[0], in_pair(which, likelihood=likelihood), why, sure


def _left(items: Sequence[Column]) -> Iterator[Moved]:
    for item in items:
        yield item[0], NO_PLACE, "another column is read as the score now", False
