"""The council, the programme and who is accountable for it, as the workbooks of a programme give them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from xl_send.analysis.names.near_names import is_nearly, may_be_one
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.programme import covers_read
from xl_send.workbook.names import name_words
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
    programme is one role, whose initials will do: asked where all others agree, two or more. So is a programme whose
    words are changed round.

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
    | Programme |
    | --- |
    | Closer to home, Alder with Beck |

    south.xlsx Programme:
    | Programme |
    | --- |
    | Closer to Home, Alder with Beck |

    west.xlsx Programme:
    | Programme |
    | --- |
    | <Closer to Home, Beck with Alder> |

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
        if len(named) > 2 and not (office and programme.of(named[0][0]) is office) and have_all_another(named):
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
        turned = name == "programme" and counts[usual] > 1 and _is_in_another_order(value, as_written)
        if value.casefold() != usual and (turned or not _is_called_alike(value, as_written)):
            agreed = name == "council" or counts[usual] > 1
            councils = [cover.council or ""] if name == "programme" else []
            severity = Severity.ERROR if agreed and _is_another(value, as_written, *councils) else None
            yield _differs(cover, name, value, _OTHERWISE.format(as_written), _SAME_PROGRAMME, severity)


def have_all_another(named: Sequence[tuple[Cover, str]]) -> bool:
    """Whether each workbook gives another name."""
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


def _is_in_another_order(one: str, other: str) -> bool:
    """Whether two names have the same words, changed round."""
    words, others = (_words_in_order(name) for name in (one, other))
    return words != others and sorted(words) == sorted(others)


def _own_words(text: str) -> set[str]:
    return set(_words_in_order(text))


def _words_in_order(text: str) -> list[str]:
    words = [word for word in name_words(text.replace("&", " and ")).split() if word not in _COMMON]
    return [word for word in words if not any(letter.isdigit() for letter in word)]


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
