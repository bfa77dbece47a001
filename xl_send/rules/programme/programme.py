"""The return as a whole, and the workbooks of a programme beside one another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from xl_send.analysis.activity import OFF_TRACK
from xl_send.analysis.names.near_names import is_nearly, may_be_one
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.programme import EDITION, Cover, Workstream
from xl_send.workbook.submissions import Programme

# Words by which neither a council nor a programme is known.
_COMMON = frozenset({
    "the", "of", "and", "for", "council", "county", "borough", "city", "metropolitan", "district", "london", "royal",
    "cc", "bc", "mbc", "programme", "send", "sen", "change", "plan", "improvement", "reform", "local",
})  # fmt: skip
_VERSION = Pattern(r"(\d{1,4}(?:\.\d{1,4}){1,3})(?: programme)?", re.IGNORECASE)


def _covers(programme: Programme) -> Iterator[Cover]:
    for submission in programme.submissions:
        if Cover in submission.seen:
            yield submission.cover


@rule(
    "PR01",
    Severity.ERROR,
    "Previous as at is {previous}, which is not before As at, {as_at}.",
    "Correct one of the two dates.",
)
def previous_as_at_not_before(programme: Programme) -> Iterator[Hit]:
    """The return before this one describes an earlier date.

    What has changed since the last board is worked out between the two.

    **Fails**

    Programme:
    | As at | Previous as at |
    | --- | --- |
    | 13 Nov 2026 | <13 Nov 2026> |

    **Passes**

    Programme:
    | As at | Previous as at |
    | --- | --- |
    | 13 Nov 2026 | 12 Nov 2026 |
    """
    for cover in _covers(programme):
        if cover.previous and cover.as_at and cover.previous >= cover.as_at:
            yield hit(
                cover.at("previous"), Related(cover.at("as_at"), "As at"), previous=cover.previous, as_at=cover.as_at
            )


@rule("PR02", Severity.QUERY, "{given} is filled, but {missing} is blank.", "Fill in {missing}, or clear {given}.")
def grant_half_given(programme: Programme) -> Iterator[Hit]:
    """A grant has an amount and a last day.

    Unspent grant may have to be paid back after that day, so the plan is read against it.

    **Fails**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | <> |

    **Passes**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2027 |
    """
    titles = {"grant": "Grant total", "grant_ends": "Grant ends"}
    for cover in _covers(programme):
        for given, missing in (("grant", "grant_ends"), ("grant_ends", "grant")):
            if getattr(cover, given) is not None and getattr(cover, missing) is None:
                other = Related(cover.at(given), "is filled")
                yield hit(cover.at(missing), other, given=titles[given], missing=titles[missing])


@rule(
    "PR05",
    Severity.QUERY,
    "Reported {colour} without a reason.",
    "Say why and, for a workstream, what will bring it back to green, who will do it and by when.",
)
def reported_colour_unexplained(programme: Programme) -> Iterator[Hit]:
    """A workstream, or a programme, that is reported Amber or Red says why.

    A colour alone gives a board nothing to decide.

    **Fails**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Amber | <> |

    Programme:
    | Reported RAG | Reason |
    | --- | --- |
    | Red | <> |

    **Passes**

    Workstreams:
    | Code | Reported RAG | Reason and path to green |
    | --- | --- | --- |
    | TRN | Red | Trial late; second school joins 7 Dec 2026 |
    | OUT | Green | |
    """
    rows: list[Cover | Workstream] = [*_covers(programme), *programme.each(Workstream)]
    for row in rows:
        if row.reported in OFF_TRACK and not row.reason:
            yield hit(row.at("reason"), Related(row.at("reported"), "the colour"), colour=row.reported)


_SAME_PROGRAMME = "Check that this workbook belongs to the same programme, and write the name as the others do."
_ONE_ROLE = "One role is accountable for the whole programme: ask which, and write it alike in every workbook."


@rule(
    "PR07",
    Severity.QUERY,
    '{column} is "{value}" here, and "{usual}" in the other workbooks.',
    "{do}",
)
def programme_named_differently(programme: Programme) -> Iterator[Hit]:
    """Workbooks that are read together name the same council and programme.

    A return of another programme in the same folder would be counted with it. Where the council is plainly another,
    or two workbooks or more agree on a programme that is, this is an error. Who is accountable for the programme is one
    role: asked where all others agree, two or more.

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

    **Passes**

    north.xlsx Programme:
    | Programme |
    | --- |
    | SEND programme |

    south.xlsx Programme:
    | Programme |
    | --- |
    | SEND  Programme |
    """
    office = programme.policy.submission if programme.policy else None
    covers = sorted(_covers(programme), key=lambda cover: programme.of(cover) is not office)
    for name in ("council", "programme"):
        named = [(cover, str(getattr(cover, name))) for cover in covers if getattr(cover, name)]
        counts = Counter(value.casefold() for _, value in named)
        usual = max(counts, key=lambda value: counts[value], default="")
        as_written = next((value for _, value in named if value.casefold() == usual), "")
        for cover, value in named:
            if value.casefold() != usual:
                agreed = name == "council" or counts[usual] > 1
                councils = [cover.council or ""] if name == "programme" else []
                severity = Severity.ERROR if agreed and _is_another(value, as_written, *councils) else None
                column = cover.at(name).column
                do = _SAME_PROGRAMME
                yield hit(cover.at(name), severity=severity, column=column, value=value, usual=as_written, do=do)
    yield from _answers_otherwise(covers)


def _answers_otherwise(covers: list[Cover]) -> Iterator[Hit]:
    """The one workbook that names another as accountable, where all others, two or more, agree."""
    named = [(cover, cover.sro) for cover in covers if cover.sro]
    words = Counter(name_words(sro) for _, sro in named)
    usual = next((sro for _, sro in named if name_words(sro) == max(words, key=lambda one: words[one])), "")
    odd = [(cover, sro) for cover, sro in named if not is_nearly(sro, usual)]
    if len(odd) == 1 and len(named) > 2:
        ((cover, sro),) = odd
        yield hit(cover.at("sro"), column=cover.at("sro").column, value=sro, usual=usual, do=_ONE_ROLE)


def _is_another(name: str, usual: str, *shared: str) -> bool:
    """Whether two names have no word of their own in common, and none that is nearly the same."""
    known = _COMMON.union(*(name_words(text).split() for text in shared))
    own, theirs = (set(name_words(text).split()) - known for text in (name, usual))
    alike = own & theirs or any(may_be_one(item, other) for item in own for other in theirs)
    return bool(own and theirs) and not alike


@rule(
    "PR10",
    Severity.QUERY,
    'Template version is "{version}", which is {what}.',
    "{remedy}",
)
def template_version_unknown(programme: Programme) -> Iterator[Hit]:
    """The workbook is of an edition that this version of the product knows.

    A later edition may have columns that are not read here. The cell is filled when a workbook is made.

    **Fails**

    later.xlsx Programme:
    | Template version |
    | --- |
    | <99.0.0> |

    typed.xlsx Programme:
    | Template version |
    | --- |
    | <final draft> |

    **Passes**

    Programme:
    | Template version |
    | --- |
    | 0.1.0 |

    office.xlsx Programme:
    | Template version |
    | --- |
    | 0.1.0 programme |

    other.xlsx Programme:
    | Template version |
    | --- |
    | |
    """
    for cover in _covers(programme):
        version = cover.template or ""
        number = _VERSION.fullmatch(version)
        if version and not number:
            remedy = "Copy the version from the blank workbook that this one was made from, or clear the cell."
            yield hit(cover.at("template"), version=version, what="no version of this workbook", remedy=remedy)
        elif number and _parts(number[1]) > _parts(EDITION):
            remedy = "Install the latest version of the product before you rely on what it says."
            yield hit(cover.at("template"), version=version, what=f"later than {EDITION}", remedy=remedy)


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
