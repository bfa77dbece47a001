"""Whether a return belongs to the programme that is brought together: its council, its programme and its period.

A return of another council or programme is not taken unless it is named; a near spelling of the same name is taken
and asked about, and so is another reporting period.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PureWindowsPath

from xl_send.analysis.names.near_names import may_be_one
from xl_send.consolidation.returns import Return
from xl_send.value_classes import NamedTuple
from xl_send.workbook.names import name_key, name_words

_FIELDS = {"council": "Council", "programme": "Programme"}


class Stranger(NamedTuple):
    """A return whose council or programme is not that of the others, and one of those that say otherwise."""

    one: Return
    other: Return
    title: str
    said: str
    usual: str

    @property
    def sentence(self) -> str:
        """What is said of it."""
        return f'Its {self.title} is "{self.said}", and "{self.usual}" in {PureWindowsPath(self.other.path).name}.'


def strangers(returns: Sequence[Return]) -> tuple[Stranger, ...]:
    """The returns of another council or programme than most name. Between as many of each nobody guesses: all are."""
    found: dict[int, Stranger] = {}
    for name, title in _FIELDS.items():
        for item, other in _apart(returns, name):
            stranger = Stranger(item, other, title, _said(item, name), _said(other, name))
            found.setdefault(returns.index(item), stranger)
    return tuple(found[place] for place in sorted(found))


def _apart(returns: Sequence[Return], name: str) -> Iterator[tuple[Return, Return]]:
    """Every return that names another council or programme, with one of those that it is unlike."""
    named = [item for item in returns if name_key(_said(item, name))]
    groups = _alike(named, name)
    ruling = [group for group in groups if any(item.submission.programme_edition for item in group)]
    most = max(map(len, groups), default=0)
    usual = ruling if len(ruling) == 1 else [group for group in groups if len(group) == most]
    for group in groups:
        if len(usual) == 1 and group is usual[0]:
            continue
        other = next(item for one in usual if one is not group for item in one)
        yield from ((item, other) for item in group)


def _alike(named: Sequence[Return], name: str) -> list[list[Return]]:
    """The returns in groups of one name, near spellings among them."""
    groups: list[list[Return]] = []
    for item in named:
        beside = [group for group in groups if any(_is_like(item, other, name) for other in group)]
        groups = [group for group in groups if group not in beside]
        groups.append([*(other for group in beside for other in group), item])
    return groups


def _is_like(one: Return, other: Return, name: str) -> bool:
    first, second = _said(one, name), _said(other, name)
    return name_key(first) == name_key(second) or may_be_one(name_words(first), name_words(second))


def _said(item: Return, name: str) -> str:
    return str(getattr(item.submission.cover, name) or "")


def questions(taken: Sequence[Return]) -> dict[str, tuple[str, ...]]:
    """What is asked of returns that were taken, by path: a name or a period that most others give otherwise."""
    found: dict[str, list[str]] = {}
    for name, title in {**_FIELDS, "period": "Reporting period"}.items():
        counts = Counter(name_key(_said(item, name)) for item in taken if _said(item, name))
        usual = max(counts, key=lambda key: counts[key], default="")
        written = next((_said(item, name) for item in taken if name_key(_said(item, name)) == usual), "")
        for item in taken:
            said = "" if item.carried and name == "period" else _said(item, name)
            if said and name_key(said) != usual:
                asked = "is it of the same time?" if name == "period" else "is it the same?"
                found.setdefault(item.path, []).append(f'Its {title} is "{said}", and "{written}" elsewhere: {asked}')
    return {path: tuple(asked) for path, asked in found.items()}
