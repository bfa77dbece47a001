"""The council, the programme, who is accountable for it and its grant, as the workbooks of a programme give them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from xl_send.analysis.figures import amount
from xl_send.analysis.names.near_names import is_nearly, may_be_one
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.programme import covers_read
from xl_send.workbook.days import say
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.programme import Cover
from xl_send.workbook.submissions import Programme

# Words by which neither a council nor a programme is known.
_COMMON = frozenset({
    "the", "of", "and", "for", "council", "county", "borough", "city", "metropolitan", "district", "london", "royal",
    "cc", "bc", "mbc", "lb", "rb", "dc", "ccc", "unitary", "authority", "service", "services", "team", "directorate",
    "programme", "prog", "icb", "nhs", "send", "sen", "change", "plan", "improvement", "reform", "local",
})  # fmt: skip
_SERVICE = frozenset({"service", "services"})
_SAME_PROGRAMME = "Check that this workbook belongs to the same programme, and write the name as the others do."
_ONE_PROGRAMME = "Read the workbooks of one programme together, and write its names alike in each."
_OTHERWISE = '"{}" in the other workbooks'
_ONE_ROLE = "One role is accountable for the whole programme: ask which, and write it alike in every workbook."


@rule(
    "PR07",
    Severity.QUERY,
    '{column} is "{value}" here, and {usual}.',
    "{do}",
)
def programme_named_differently(programme: Programme) -> Iterator[Hit]:
    """Workbooks that are read together name the same council and programme.

    A return of another programme in the same folder would be counted with it. Where the council is plainly another,
    or two workbooks or more agree on a programme that is, this is an error. CC for County Council, & for and, and the
    years of a programme make no difference. Where three or more each give another name, nobody can tell which belongs:
    asked once, and a query only where their programme has a name of its own and is the same. Who is accountable for the
    programme is one role, whose initials will do: asked where all others agree, two or more.

    **Fails**

    north.xlsx Programme:
    | Programme |
    | --- |
    | SEND programme |

    south.xlsx Programme:
    | Programme |
    | --- |
    | send programme |

    west.xlsx Programme:
    | Programme |
    | --- |
    | <Family hubs> |

    **Fails**

    north.xlsx Programme:
    | Senior responsible owner |
    | --- |
    | Director of Children's Services |

    south.xlsx Programme:
    | Senior responsible owner |
    | --- |
    | Director of childrens services |

    west.xlsx Programme:
    | Senior responsible owner |
    | --- |
    | <Director of Education> |

    **Fails**

    north.xlsx Programme:
    | Council |
    | --- |
    | <Northshire County Council> |

    south.xlsx Programme:
    | Council |
    | --- |
    | Southport Borough Council |

    west.xlsx Programme:
    | Council |
    | --- |
    | Westbury City Council |

    **Fails**

    north.xlsx Programme:
    | Council | Programme |
    | --- | --- |
    | <Northshire County Council> | Marches SEND partnership |

    south.xlsx Programme:
    | Council | Programme |
    | --- | --- |
    | Southport Borough Council | Marches SEND Partnership |

    west.xlsx Programme:
    | Council | Programme |
    | --- | --- |
    | Westbury City Council | Marches SEND Partnership |

    **Passes**

    north.xlsx Programme:
    | Programme |
    | --- |
    | SEND programme |

    south.xlsx Programme:
    | Programme |
    | --- |
    | SEND  Programme |

    west.xlsx Programme:
    | Council | Programme |
    | --- | --- |
    | Exampleshire CC | SEND Programme 2026-29 |
    """
    office = programme.policy.submission if programme.policy else None
    covers = sorted(covers_read(programme), key=lambda cover: programme.of(cover) is not office)
    for name in ("council", "programme"):
        named = [(cover, str(getattr(cover, name))) for cover in covers if getattr(cover, name)]
        if len(named) > 2 and not (office and programme.of(named[0][0]) is office) and _all_differ(named):
            # Several councils may share a programme: then each gives its own name, and all the programme's.
            programmes = {frozenset(_own_words(cover.programme or "")) for cover, _ in named}
            shared = name == "council" and len(programmes) == 1 and all(programmes)
            yield _none_alike(name, *named, shared=shared)
            continue
        yield from _named_otherwise(name, named)
    yield from _answers_otherwise(covers)


def _named_otherwise(name: str, named: Sequence[tuple[Cover, str]]) -> Iterator[Hit]:
    """Every workbook that gives another name than most do, or than the first where as many give each."""
    counts = Counter(value.casefold() for _, value in named)
    usual = max(counts, key=lambda value: counts[value], default="")
    as_written = next((value for _, value in named if value.casefold() == usual), "")
    for cover, value in named:
        if value.casefold() != usual and not _is_called_alike(value, as_written):
            agreed = name == "council" or counts[usual] > 1
            councils = [cover.council or ""] if name == "programme" else []
            severity = Severity.ERROR if agreed and _is_another(value, as_written, *councils) else None
            yield _differs(cover, name, value, _OTHERWISE.format(as_written), _SAME_PROGRAMME, severity)


def _all_differ(named: Sequence[tuple[Cover, str]]) -> bool:
    return not any(_is_called_alike(one, other) for (_, one), (_, other) in combinations(named, 2))


def _none_alike(name: str, first: tuple[Cover, str], *others: tuple[Cover, str], shared: bool) -> Hit:
    """What is asked where each workbook gives another name: once, of the first, with the others beside it."""
    cover, value = first
    plainly = name == "council" and not shared and all(_is_another(value, other) for _, other in others)
    said = f"another in each of the other {len(others)} workbooks"
    related = [Related(one.at(name), other) for one, other in others]
    return _differs(cover, name, value, said, _ONE_PROGRAMME, Severity.ERROR if plainly else None, *related)


def _differs(  # noqa: PLR0913 - what differs, and how that is told
    cover: Cover, name: str, value: str, usual: str, do: str, severity: Severity | None = None, *related: Related
) -> Hit:
    cell = cover.at(name)
    return hit(cell, *related, severity=severity, column=cell.column, value=value, usual=usual, do=do)


def _is_called_alike(one: str, other: str) -> bool:
    """Whether two names differ only by what a council or programme may be called, such as CC, or by years."""
    return _own_words(one) == _own_words(other)


def _own_words(text: str) -> set[str]:
    words = set(name_words(text.replace("&", " and ")).split()) - _COMMON
    return {word for word in words if not any(letter.isdigit() for letter in word)}


def _is_one_role(one: str, other: str) -> bool:
    """Whether two names of a role are one: nearly the same, one within the other, or one the other's initials."""
    words = [name_words(text).replace("&", "and").split() for text in (one, other)]
    words = [["director" if word == "dir" else word for word in named] for named in words]
    mine, theirs = set(words[0]), set(words[1])
    initials = ["".join(word[0] for word in named if word not in _COMMON - _SERVICE) for named in words]
    within = len(mine & theirs) > 1 and (mine <= theirs or theirs <= mine)
    return is_nearly(one, other) or within or initials[0] in theirs or initials[1] in mine


def _answers_otherwise(covers: list[Cover]) -> Iterator[Hit]:
    """The one workbook that names another as accountable, where all others, two or more, agree."""
    named = [(cover, cover.sro) for cover in covers if cover.sro]
    words = Counter(name_words(sro) for _, sro in named)
    usual = next((sro for _, sro in named if name_words(sro) == max(words, key=lambda one: words[one])), "")
    odd = [(cover, sro) for cover, sro in named if not _is_one_role(sro, usual)]
    if len(odd) == 1 and len(named) > 2:
        ((cover, sro),) = odd
        yield _differs(cover, "sro", sro, _OTHERWISE.format(usual), _ONE_ROLE)


def _is_another(name: str, usual: str, *shared: str) -> bool:
    """Whether two names have no word of their own in common, and none that is nearly the same."""
    known = _COMMON.union(*(name_words(text).split() for text in shared))
    own, theirs = (set(name_words(text).split()) - known for text in (name, usual))
    alike = own & theirs or any(may_be_one(item, other) for item in own for other in theirs)
    return bool(own and theirs) and not alike


@rule(
    "PR22",
    Severity.QUERY,
    "{column} is {value} here, and {usual} in the other workbooks.",
    "Write the same in every workbook: it speaks of the whole grant, not of one workstream's share.",
)
def grant_given_differently(programme: Programme) -> Iterator[Hit]:
    """Workbooks of one programme give the same grant total and the same end of the grant.

    What may be spent, and until when, is measured against them. Where no two workbooks agree, each may have given its
    own share: that is advice, and not asked of councils that each give their own. A thousandth is rounding.

    **Fails**

    north.xlsx Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2028 |

    south.xlsx Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | <100000> | <31 Mar 2027> |

    west.xlsx Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2028 |

    **Passes**

    north.xlsx Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2028 |

    south.xlsx Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2028 |

    west.xlsx Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | | |

    **Passes**

    north.xlsx Programme:
    | Council | Grant total (pounds) |
    | --- | --- |
    | Northshire County Council | 1000000 |

    south.xlsx Programme:
    | Council | Grant total (pounds) |
    | --- | --- |
    | Southport Borough Council | 250000 |
    """
    for name in ("grant", "grant_ends"):
        given = [(cover, getattr(cover, name)) for cover in covers_read(programme) if getattr(cover, name) is not None]
        counts = Counter(value for _, value in given)
        usual = max(counts, key=lambda value: counts[value], default=None)
        if counts[usual] == 1 and _all_differ([(cover, cover.council or "") for cover, _ in given]):
            continue
        for cover, value in given:
            if value != usual and not _is_rounded(value, usual):
                cell, severity = cover.at(name), None if counts[usual] > 1 else Severity.ADVICE
                yield hit(cell, severity=severity, column=cell.column, value=_in_words(value), usual=_in_words(usual))


def _is_rounded(value: object, usual: object) -> bool:
    """Whether two totals differ by no more than round figures do."""
    sums = isinstance(value, int | float) and isinstance(usual, int | float)
    return sums and abs(float(str(value)) - float(str(usual))) <= abs(float(str(usual))) / 1000


def _in_words(value: object) -> str:
    return say(value) if isinstance(value, date) else amount(Unit.POUNDS, float(str(value)))
