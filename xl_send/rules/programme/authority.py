"""The local authority's code, by which tables join to public figures."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.names.local_authorities import authorities_like, authority_coded, authority_named
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.words import first_few
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.submissions import Programme

_A_COUNCIL = Pattern(r"(?i)\b(?:council|county|borough|city|metropolitan|cc|mbc|lb)\b")


def _coded(programme: Programme) -> Iterator[tuple[Cover, str]]:
    for submission in programme.submissions:
        code = submission.cover.authority if Cover in submission.seen else None
        if code:
            yield submission.cover, code


def _with_the_first(known: dict[str, Cell], what: str, cell: Cell) -> tuple[Related, ...]:
    """The cell of the first workbook that says the same: one cause, however many returns it was copied to."""
    first = known.setdefault(what, cell)
    return () if first is cell else (Related(first, "the first that says so"),)


@rule(
    "PR37",
    Severity.QUERY,
    "{code} is not known as the code of an English local authority with education duties.",
    "Check it against the list of the Office for National Statistics, or leave the cell blank.",
    brings={"PR37": Reach.CELL},
)
def authority_code_not_known(programme: Programme) -> Iterator[Hit]:
    """A local authority's code is that of a unitary authority, metropolitan district, London borough or county.

    Tables are joined to SEN2 and other public figures by it. Codes that an authority had before are known too. The
    list is as of 1 May 2025 (source: the Department for Education's list of local authorities).

    **Fails**

    Programme:
    | Local authority code |
    | --- |
    | <E07000223> |

    **Passes**

    Programme:
    | Council | Local authority code |
    | --- | --- |
    | Kent County Council | E10000016 |
    """
    known: dict[str, Cell] = {}
    for cover, code in _coded(programme):
        if authority_coded(code) is None:
            cell = cover.at("authority")
            yield hit(cell, *_with_the_first(known, code, cell), code=code)


@rule(
    "PR38",
    Severity.QUERY,
    "{code} is the code of {authority}, and the council here is {council}.",
    "Correct the code, or the council's name.",
    brings={"PR38": Reach.CELL},
)
def authority_code_of_another(programme: Programme) -> Iterator[Hit]:
    """The local authority's code is that of the council that reports.

    With another's code the council's figures would stand beside those of a neighbour. A trust that serves a council is
    called otherwise than it is, and a service of two councils gives the code of one of them.

    **Fails**

    Programme:
    | Council | Local authority code |
    | --- | --- |
    | Kent County Council | <E10000011> |

    **Passes**

    Programme:
    | Council | Local authority code |
    | --- | --- |
    | Sheffield City Council | E08000019 |

    north.xlsx Programme:
    | Council | Local authority code |
    | --- | --- |
    | Achieving for Children | E09000021 |

    south.xlsx Programme:
    | Council | Local authority code |
    | --- | --- |
    | Westminster City Council and Kensington and Chelsea | E09000033 |
    """
    known: dict[str, Cell] = {}
    for cover, code in _coded(programme):
        authority = authority_coded(code)
        likely = (authority_named(cover.council), *authorities_like(cover.council))
        a_council = any(likely) or _A_COUNCIL.search(cover.council or "")
        shared = authority and name_key(authority.name) in name_key(cover.council or "")
        if authority and cover.council and a_council and authority not in likely and not shared:
            cell, council = cover.at("authority"), Related(cover.at("council"), "Council")
            first = _with_the_first(known, f"{code} {cover.council}", cell)
            yield hit(cell, council, *first, code=code, authority=authority.name, council=cover.council)


@rule(
    "PR39",
    Severity.QUERY,
    "Council is {council}, and no authority has that name. Is {likely} meant?",
    "Correct the name, or give the code under Local authority code.",
    brings={"PR39": Reach.CELL},
)
def authority_not_certain(programme: Programme) -> Iterator[Hit]:
    """A council's name says which local authority it is, or the code does.

    Without it tables of this programme cannot be joined to public figures. Only a name that is nearly that of an
    authority is asked about, and only where no code is given.

    **Fails**

    Programme:
    | Council |
    | --- |
    | <Lecestershire County Council> |

    **Passes**

    Programme:
    | Council | Local authority code |
    | --- | --- |
    | Lecestershire County Council | E10000018 |
    """
    known: dict[str, Cell] = {}
    for submission in programme.submissions:
        cover = submission.cover
        likely = authorities_like(cover.council) if Cover in submission.seen and not cover.authority else ()
        if likely:
            told = first_few([f"{one.name} ({one.code})" for one in likely], "or")
            cell = cover.at("council")
            yield hit(cell, *_with_the_first(known, told, cell), council=cover.council, likely=told)
