"""English local authorities with the codes of the Office for National Statistics, looked up from a council's name.

The table is `local_authorities.csv`: the 153 authorities with education duties after the changes of 1 May 2025, by
the list of local authorities against which the Department for Education checks published data. Its columns: the
code now, the name, codes that the same authority had before, other names. Where an authority is not in it or a code
is out of date, put the code on the Programme sheet: what stands there is used.
"""

from __future__ import annotations

import csv
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from xl_send.analysis.names.near_names import may_be_one
from xl_send.patterns import Pattern
from xl_send.value_classes import NamedTuple

# What councils add to the name of their place, and say of themselves.
_ADDED = frozenset({
    "council", "corporation", "metropolitan", "county", "borough", "city", "district", "unitary", "authority",
    "local", "the", "royal", "london", "mbc", "cc", "dc", "of", "for", "services", "sen", "send",
})  # fmt: skip
_NOT_WORDS = Pattern(r"[^a-z]+")


class LocalAuthority(NamedTuple):
    """An authority: its code now, its name, and codes that it had before."""

    code: str
    name: str
    former: tuple[str, ...] = ()


@cache
def local_authorities() -> tuple[LocalAuthority, ...]:
    """All of the table, by code."""
    return tuple(LocalAuthority(row["code"], row["name"], tuple(row["former"].split())) for row in _rows())


@cache
def _rows() -> Sequence[Mapping[str, str]]:
    packed = pkgutil.get_data("xl_send.analysis.names", "local_authorities.csv") or b""
    return tuple(csv.DictReader(packed.decode("utf-8").splitlines()))


def _named() -> Iterator[tuple[str, LocalAuthority]]:
    """Every name of every authority."""
    for row, authority in zip(_rows(), local_authorities(), strict=True):
        for name in (authority.name, *filter(None, row["also"].split("|"))):
            yield name, authority


@cache
def _by_name() -> Mapping[str, LocalAuthority]:
    return {_plain(name): authority for name, authority in _named()}


@cache
def _by_bare_name() -> Mapping[str, LocalAuthority]:
    """Authorities by the bare name of their place, where only one has it."""
    found: dict[str, list[LocalAuthority]] = {}
    for name, authority in _named():
        found.setdefault(_bare(name), []).append(authority)
    return {name: held[0] for name, held in found.items() if len({one.code for one in held}) == 1}


def authority_named(council: str | None) -> LocalAuthority | None:
    """The authority that a council's name means: "Kent County Council" is Kent. None where that is not certain."""
    if not council:
        return None
    bare = _bare(council)
    return _by_name().get(_plain(council)) or _by_name().get(bare) or _by_bare_name().get(bare)


@lru_cache(maxsize=64)  # the workbooks of a programme name one council
def authorities_like(council: str | None) -> tuple[LocalAuthority, ...]:
    """The authorities that a council's name may mean where it means none for certain: "Lecester City Council"."""
    bare = _bare(council or "")
    if not bare or authority_named(council):
        return ()
    return tuple(one for one in local_authorities() if bare == (known := _bare(one.name)) or _is_near(bare, known))


def _is_near(bare: str, known: str) -> bool:
    """Whether a name may be that of an authority: a slip of the hand is seldom in the first letter of a name."""
    return bare[:1] == known[:1] and may_be_one(bare, known)


def authority_coded(code: str | None) -> LocalAuthority | None:
    """The authority with a code, now or before; None for a code that is none of them."""
    wanted = (code or "").strip().upper()
    return next((one for one in local_authorities() if wanted == one.code or wanted in one.former), None)


def _plain(name: str) -> str:
    return " ".join(_NOT_WORDS.sub(" ", name.casefold().replace("&", " and ")).split())


@lru_cache(maxsize=1024)  # each name of the table is asked for its bare one again and again
def _bare(name: str) -> str:
    """A name without what councils add to that of their place."""
    return " ".join(word for word in _plain(name).split() if word not in _ADDED)
