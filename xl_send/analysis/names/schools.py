"""Names of schools that may be one school's: asked about, and counted as one until they are told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from xl_send.analysis.names.near_names import near_pairs
from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple
from xl_send.workbook.names import name_key, name_words
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, once_per_programme

_SAID_TWO_WAYS = {"saint": "st", "sch": "school", "c of e": "ce", "church of england": "ce", "roman catholic": "rc"}
_TWO_WAYS = Pattern(rf"\b(?:{'|'.join(sorted(_SAID_TWO_WAYS, key=len, reverse=True))})\b")


# A word so long is seldom a letter away from another school's.
LONG_ENOUGH = 6


class Written(NamedTuple):
    """A school's name as it is first written, how many rows name it so, and the first of them."""

    name: str
    rows: int
    first: Milestone | Diagnostic


def school_words(name: str) -> str:
    """A school's name as its words, without The and with what people shorten shortened: `the st annes ce primary`."""
    words = _TWO_WAYS.sub(lambda found: _SAID_TWO_WAYS[found[0]], name_words(name))
    return words.removeprefix("the ")


@once_per_programme
def _taken_for(programme: Programme) -> Mapping[str, str]:
    return dict(_pairs(programme))


def school_keys(programme: Programme) -> Callable[[str], str]:
    """By what a school is known: its name's key, or that of the name it is taken for."""
    known = _taken_for(programme)

    def key(name: str) -> str:
        own = name_key(name)
        while own in known:
            own = known[own]
        return own

    return key


def _written(programme: Programme) -> Mapping[str, Written]:
    """Every school that a row names, by the key of its name, in an order that does not rest on that of workbooks."""
    rows: list[Milestone | Diagnostic] = [*programme.each(Milestone), *programme.each(Diagnostic)]
    naming = (row for row in rows if row.schools)
    found: dict[str, Written] = {}
    for row in sorted(naming, key=lambda item: (item.id, item.workbook, item.row)):
        for name in row.schools:
            if key := name_key(name):
                before = found.get(key)
                found[key] = before._replace(rows=before.rows + 1) if before else Written(name, 1, row)
    return found


def _pairs(programme: Programme) -> Iterator[tuple[str, str]]:
    """Every name that may be another's, and that other, by their keys: the one on fewer rows is the one in doubt."""
    written = _written(programme)
    by_words: defaultdict[str, list[str]] = defaultdict(list)
    for key, item in written.items():
        by_words[school_words(item.name)].append(key)
    groups = [keys for keys in by_words.values() if len(keys) > 1]
    groups += [
        [*by_words[near_pair], *by_words[other]]
        for near_pair, other in near_pairs(by_words)
        if _is_a_slip(near_pair, other)
    ]
    groups += _called_otherwise(by_words)
    told: set[str] = set()
    for group in groups:
        usual, *others = sorted(dict.fromkeys(group), key=lambda key: (-written[key].rows, key))
        for rare in others:
            if rare not in told:
                told.add(rare)
                yield rare, usual


def _called_otherwise(by_words: Mapping[str, list[str]]) -> list[list[str]]:
    """The names that differ by School, Academy or neither at their end: few schools beside one another do."""
    by_stem: defaultdict[str, list[str]] = defaultdict(list)
    for words, keys in by_words.items():
        by_stem[words.removesuffix(" school").removesuffix(" academy")].extend(keys)
    return [keys for keys in by_stem.values() if len(keys) > 1]


def _is_a_slip(one: str, other: str) -> bool:
    """Whether two near names are hardly two schools' own: St Mary's is not St Mark's, nor Milton Hilton."""
    for word, like in zip(one.split(), other.split(), strict=False):
        if word != like and len(word) == len(like) and sorted(word) != sorted(like):
            return len(word) >= LONG_ENOUGH and word[0] == like[0]
    return True


def names_in_doubt(programme: Programme) -> Iterator[tuple[Written, Written]]:
    """Every name that may be another school's, and that other: the one on fewer rows is the one in doubt."""
    written = _written(programme)
    for rare, usual in _pairs(programme):
        yield written[rare], written[usual]
