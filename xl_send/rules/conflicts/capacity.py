"""People and teams of whom several workstreams want more than there is."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from operator import itemgetter

from xl_send.analysis.account_ages import aside
from xl_send.analysis.names.near_names import near_pairs, shortened_pairs, spelled_out_pairs
from xl_send.analysis.rescheduling import MoveLimits, cure_of
from xl_send.analysis.use_of_people import Stretch, names_somebody, runs_of_weeks, use_of_people
from xl_send.analysis.weeks import Weeks
from xl_send.disclosure.texts import is_withheld
from xl_send.findings import Related, Severity
from xl_send.network import network_of
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.programme.people import person_in
from xl_send.text import rounded, share
from xl_send.words import counted, first_few
from xl_send.workbook.days import say
from xl_send.workbook.names import name_key, name_words
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme


@rule(
    "CF16",
    Severity.QUERY,
    "{who} has {available} FTE in all, and up to {fte} is planned{percent}, in {weeks}, {when}: {lines}.{aside}",
    "Agree who goes without in those weeks, or find more time. {cure}",
)
def person_planned_for_too_much(programme: Programme) -> Iterator[Hit]:
    """In no week is more of a person or team planned than there is.

    Each line looks possible by itself; together they are not, and what gives way is decided by nobody. Lines of all
    workbooks are added up week by week, from the week of the as at date on, for people whose names differ in no more
    than capitals, spaces and punctuation. Above 120% this is an error; both limits stand on the Thresholds sheet.
    Whether it can be cured is tried by moving one whole line, not begun yet, within its workstream's dates.

    **Fails**

    Resources:
    | ID | Person or team | From | To | FTE | Available FTE |
    | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | EP team | 7 Sep 2026 | 18 Dec 2026 | 0.5 | 1 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Resources:
    | ID | Workstream | Person or team | From | To | FTE | Available FTE |
    | --- | --- | --- | --- | --- | --- | --- |
    | SOU-P01 | SOU | E.P. Team | 16 Nov 2026 | 11 Dec 2026 | <0.6> | |
    | SOU-P02 | SOU | Data analyst | 16 Nov 2026 | 11 Dec 2026 | <0.6> | 0.5 |
    | SOU-P03 | SOU | Link worker | 16 Nov 2026 | 11 Dec 2026 | <0.6> | 0 |

    **Passes**

    Workstreams:
    | Code | State |
    | --- | --- |
    | TRN | |
    | OUT | Paused |

    Resources:
    | ID | Workstream | Person or team | From | To | FTE | Available FTE |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-P01 | TRN | EP team | 7 Sep 2026 | 18 Dec 2026 | 0.5 | 1 |
    | TRN-P02 | TRN | Data analyst | 7 Sep 2026 | 6 Nov 2026 | 1 | 1 |
    | TRN-P03 | TRN | Link worker | 7 Sep 2026 | 18 Dec 2026 | 2 | |
    | OUT-P01 | OUT | EP team | 7 Sep 2026 | 18 Dec 2026 | 1 | 1 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Resources:
    | ID | Workstream | Person or team | From | To | FTE | Available FTE |
    | --- | --- | --- | --- | --- | --- | --- |
    | SOU-P01 | SOU | EP team | 16 Nov 2026 | 11 Dec 2026 | 0.5 | 1 |
    | SOU-P02 | SOU | Data analyst | 7 Sep 2026 | 6 Nov 2026 | 1 | 1 |

    west.xlsx Workstreams:
    | Code |
    | --- |
    | WES |

    west.xlsx Resources:
    | ID | Workstream | Person or team | From | To | FTE | Available FTE |
    | --- | --- | --- | --- | --- | --- | --- |
    | WES-P01 | WES | EPS team | 16 Nov 2026 | 11 Dec 2026 | 0.5 | 1 |
    """
    if programme.policy is None:
        return
    thresholds, since, axis = programme.policy.thresholds, programme.latest or date.min, network_of(programme).axis
    weeks = Weeks(axis.days, axis.terms)
    every = use_of_people(
        _by_id(programme), weeks, lambda resource: programme.state_of(resource.workstream) is State.ACTIVE
    )
    for use in every.values():
        above = use.above(thresholds.full_allocation, since)
        if not above or use.least is None:
            continue
        worst = max(above, key=lambda stretch: stretch.fte)
        lines = sorted(
            {line for stretch in above for line in stretch.lines}, key=lambda resource: (resource.starts, resource.id)
        )
        blamed = max(worst.lines, key=lambda resource: (resource.starts, resource.id))
        cells = [Related(resource.at("fte"), _dated(resource)) for resource in lines if resource is not blamed]
        taken = use.share(worst.fte) or 0
        red = taken > round(thresholds.over_allocation, 9)
        limit = round(thresholds.full_allocation * (use.available or 0), 9)
        cure = cure_of(programme, use, above, MoveLimits(limit, since, weeks))
        yield hit(
            blamed.at("fte"), *cells, Related(use.least.at("available"), "all there is"),
            severity=Severity.ERROR if red else Severity.QUERY, who=use.who, available=rounded(use.available or 0),
            fte=rounded(worst.fte), percent="" if math.isinf(taken) else f", {share(taken)}",
            lines=first_few([_dated(resource) for resource in lines]), aside=aside(programme, *lines),
            weeks=counted(sum(stretch.weeks for stretch in above), "week"), when=first_few(_runs(above), most=4),
            cure=cure.in_words if cure else "Moving one line within its workstream's dates does not cure it.",
        ).known_by(*(resource.id for resource in lines))  # fmt: skip


def _by_id(programme: Programme) -> list[Resource]:
    """Every line, in an order that does not rest on the order of the workbooks."""
    return sorted(programme.each(Resource), key=lambda resource: (resource.id, resource.workbook, resource.row))


def _dated(line: Resource) -> str:
    return f"{line.id} ({rounded(line.fte)} from {say(line.starts)} to {say(line.ends)})"


def _runs(stretches: Sequence[Stretch]) -> list[str]:
    return [f"{say(first)} to {say(last)}" for first, last in runs_of_weeks(stretches)]


@rule(
    "CF29",
    Severity.QUERY,
    "Is {name} ({line}) the same as {other} ({beside})?",
    "If so, write the name in the same way in both, so that their time is added up. If not, leave it.",
)
def names_that_may_be_one(programme: Programme) -> Iterator[Hit]:
    """One person or team has one name, written alike wherever it stands under Person or team.

    Time is added up by name. Capitals, spaces and punctuation do not matter; whatever else differs makes another
    name of it. Names that differ by a letter, a plural, an initial or the order of their words are asked about, at
    the one that stands on fewer lines; so are those of which one has the initials of the other's words, or words of it
    cut short, and a person's name with and without a title or a post beside it.

    **Fails**

    Resources:
    | ID | Person or team |
    | --- | --- |
    | TRN-P01 | <J Smith> |
    | TRN-P02 | <EP team> |
    | TRN-P03 | <Educational psychology team> |
    | TRN-P04 | Participation Officer |
    | TRN-P05 | <Participation Off.> |
    | TRN-P06 | <Ada Lowe> |
    | TRN-P07 | <Priya Shah> |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Resources:
    | ID | Workstream | Person or team |
    | --- | --- | --- |
    | SOU-P01 | SOU | J. Smyth |
    | SOU-P02 | SOU | EPs team |
    | SOU-P03 | SOU | Dr Ada Lowe |
    | SOU-P04 | SOU | P. Shah (project officer) |

    **Passes**

    Resources:
    | ID | Person or team |
    | --- | --- |
    | TRN-P01 | J Smith |
    | TRN-P02 | EP team |
    | TRN-P03 | Early years adviser 1 |
    | TRN-P04 | Participation Officer |
    | TRN-P05 | Participation Lead |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Resources:
    | ID | Workstream | Person or team |
    | --- | --- | --- |
    | SOU-P01 | SOU | j. smith |
    | SOU-P02 | SOU | EY team |
    | SOU-P03 | SOU | Early years adviser 2 |
    | SOU-P04 | SOU | K Smith |
    | SOU-P05 | SOU | Dr Lena Smith |
    | SOU-P06 | SOU | Ivy Smith, SENCO |
    """
    lines: dict[str, list[Resource]] = {}
    for line in _by_id(programme):
        if names_somebody(line) and not is_withheld(line.who):
            lines.setdefault(name_key(line.who), []).append(line)
    by_words = {name_words(found[0].who): (-len(found), place, found[0]) for place, found in enumerate(lines.values())}
    pairs = [*near_pairs(by_words), *spelled_out_pairs(by_words), *shortened_pairs(by_words)]
    for pair in dict.fromkeys(
        [*pairs, *_pairs_of_persons({words: line.who for words, (*_, line) in by_words.items()})]
    ):
        (_, _, usual), (_, _, rare) = sorted((by_words[words] for words in pair), key=itemgetter(0, 1))
        related = Related(usual.at("who"), "the other name")
        found = hit(rare.at("who"), related, name=rare.who, line=rare.id, other=usual.who, beside=usual.id)
        yield found.known_by(rare.id, usual.id)


def _pairs_of_persons(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every two names of which one has a title, or a post beside it, and that are one's, or may be, without."""
    bare: defaultdict[str, list[str]] = defaultdict(list)
    for words, name in sorted(names.items()):
        if person := person_in(name):
            bare[name_words(person)].append(words)
    for group in bare.values():
        yield from combinations(group, 2)
    for one, other in near_pairs(bare):
        yield from ((first, second) for first in bare[one] for second in bare[other])
