"""Owners on whom too much rests at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from xl_send.analysis.activity import is_active
from xl_send.findings import Cell, Related, Severity
from xl_send.network import given
from xl_send.rules.catalogue import Hit, hit, nth, rule
from xl_send.rules.cells.names import SAYS_NOTHING
from xl_send.value_classes import NamedTuple
from xl_send.words import first_few
from xl_send.workbook.days import say
from xl_send.workbook.names import name_key, owner_key
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme, once_per_programme

FORTNIGHT = timedelta(days=14)
MOST_IN_A_FORTNIGHT = 3


class _Held(NamedTuple):
    """A key milestone still to come, and the day on which it is expected."""

    day: date
    milestone: Milestone


@once_per_programme
def _held(programme: Programme) -> Mapping[str, list[_Held]]:
    """The key milestones that each owner has still to reach, in order, by the key of the owner's name."""
    found: defaultdict[str, list[_Held]] = defaultdict(list)
    for milestone in programme.each(Milestone):
        if not milestone.key or not milestone.owner or milestone.owner.casefold() in SAYS_NOTHING:
            continue
        if given(milestone.actual, programme.as_at(milestone)) is None and is_active(programme, milestone):
            found[owner_key(milestone.owner)].append(_Held(milestone.forecast or milestone.baseline, milestone))
    for held in found.values():
        held.sort(key=lambda item: (item.day, item.milestone.id))
    return found


@rule(
    "CF17",
    Severity.ADVICE,
    "{owner} has {count} key milestones within a fortnight: {milestones}.",
    "Ask whether one person can see to all of them, and hand one over or move it.",
)
def owner_with_too_much_at_once(programme: Programme) -> Iterator[Hit]:
    """An owner has no more than three key milestones within a fortnight.

    Each key milestone needs its owner that week. Milestones still to come of all workbooks count, on the day on which
    they are expected now; owners are matched by name without capitals, spaces and punctuation.

    **Fails**

    Milestones:
    | ID | Owner | Key | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Head of SEND | Yes | 27 Nov 2026 |
    | TRN-M02 | Head of SEND | Yes | 4 Dec 2026 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Owner | Key | Forecast date |
    | --- | --- | --- | --- | --- |
    | SOU-M01 | SOU | Head of SEND. | Yes | 4 Dec 2026 |
    | SOU-M02 | SOU | HEAD OF SEND | Yes | <10 Dec 2026> |

    **Passes**

    Milestones:
    | ID | Owner | Key | Forecast date | Actual date | State |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Head of SEND | Yes | 27 Nov 2026 | | |
    | TRN-M02 | Head of SEND | Yes | 4 Dec 2026 | | |
    | TRN-M03 | Head of SEND | No | 4 Dec 2026 | | |
    | TRN-M04 | Head of SEND | Yes | 4 Dec 2026 | | Paused |
    | TRN-M05 | Head of SEND | Yes | 4 Dec 2026 | 13 Nov 2026 | |
    | TRN-M06 | TBC | Yes | 4 Dec 2026 | | |
    | TRN-M07 | TBC | Yes | 4 Dec 2026 | | |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Owner | Key | Forecast date |
    | --- | --- | --- | --- | --- |
    | SOU-M01 | SOU | Head of SEND | Yes | 4 Dec 2026 |
    | SOU-M02 | SOU | Head of SEND | Yes | 11 Dec 2026 |
    | SOU-M03 | SOU | TBC | Yes | 4 Dec 2026 |
    | SOU-M04 | SOU | TBC | Yes | 4 Dec 2026 |
    """
    for owner, held in _held(programme).items():
        months: Counter[str] = Counter()
        for crowd in _crowds(held):
            month = f"{crowd[0].day:%Y-%m}"
            months[month] += 1
            last = crowd[-1].milestone
            others = [
                Related(_cell_day(item), f"{item.milestone.id}, expected on {say(item.day)}") for item in crowd[:-1]
            ]
            told = first_few([f"{item.milestone.id} on {say(item.day)}" for item in crowd])
            found = hit(_cell_day(crowd[-1]), *others, owner=last.owner, count=len(crowd), milestones=told)
            # It stays the same finding while its milestones come and go.
            yield found.known_by(owner, nth(month, months[month]))


def _cell_day(one: _Held) -> Cell:
    return one.milestone.at("forecast" if one.milestone.forecast else "baseline")


def _crowds(held: Sequence[_Held]) -> Iterator[Sequence[_Held]]:
    """The fortnights with too much in them, none of them overlapping."""
    start = end = 0
    while start < len(held):
        while end < len(held) and held[end].day - held[start].day < FORTNIGHT:
            end += 1
        if end - start > MOST_IN_A_FORTNIGHT:
            yield held[start:end]
            start = end
        else:
            start += 1


def _has_no_deputy(stream: Workstream) -> bool:
    said = (stream.deputy or "").casefold().strip(" .")
    return not said or said in SAYS_NOTHING or said.startswith(("vacan", "to be "))


@rule(
    "CF25",
    Severity.ADVICE,
    "{owner} owns key milestones in {codes}, and {without} {names} no deputy.",
    "Name under Deputy who acts when {owner} is away.",
)
def owner_of_several_workstreams_without_deputy(programme: Programme) -> Iterator[Hit]:
    """Where one person owns key milestones in several workstreams, each of these names a deputy.

    One absence, or one new job elsewhere, would stop them all. Milestones still to come count; owners are matched by
    name without capitals, spaces and punctuation. A deputy who is still to be found is none.

    **Fails**

    Workstreams:
    | Code | Deputy |
    | --- | --- |
    | TRN | <> |

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Head of SEND |

    south.xlsx Workstreams:
    | Code | Deputy |
    | --- | --- |
    | SOU | Inclusion Manager |

    south.xlsx Milestones:
    | ID | Workstream | Owner |
    | --- | --- | --- |
    | SOU-M01 | SOU | Head of send |

    **Fails**

    Workstreams:
    | Code | Deputy |
    | --- | --- |
    | TRN | <Vacant> |

    Milestones:
    | ID | Owner |
    | --- | --- |
    | TRN-M01 | Head of SEND |

    south.xlsx Workstreams:
    | Code | Deputy |
    | --- | --- |
    | SOU | Inclusion Manager |

    south.xlsx Milestones:
    | ID | Workstream | Owner |
    | --- | --- | --- |
    | SOU-M01 | SOU | Head of SEND |

    **Passes**

    Workstreams:
    | Code | Deputy |
    | --- | --- |
    | TRN | |

    Milestones:
    | ID | Owner | Key |
    | --- | --- | --- |
    | TRN-M01 | Head of SEND | No |
    | TRN-M02 | Transition Lead | Yes |

    south.xlsx Workstreams:
    | Code | Deputy |
    | --- | --- |
    | SOU | Inclusion Manager |

    south.xlsx Milestones:
    | ID | Workstream | Owner |
    | --- | --- | --- |
    | SOU-M01 | SOU | Head of SEND |

    west.xlsx Workstreams:
    | Code | Deputy |
    | --- | --- |
    | WES | Inclusion Manager |

    west.xlsx Milestones:
    | ID | Workstream | Owner |
    | --- | --- | --- |
    | WES-M01 | WES | Head of SEND |
    """
    for held in _held(programme).values():
        codes = sorted({item.milestone.workstream for item in held})
        streams = [programme.streams[code] for code in codes if code in programme.streams]
        without = [stream for stream in streams if _has_no_deputy(stream)]
        if len(codes) > 1 and without:
            owner = held[0].milestone.owner
            others = [Related(stream.at("deputy"), "no deputy either") for stream in without[1:]]
            owned = [Related(item.milestone.at("owner"), f"owns {item.milestone.id}") for item in held]
            yield hit(
                without[0].at("deputy"), *others, *owned, owner=owner, codes=first_few(codes),
                without=first_few([item.code for item in without]), names="names" if len(without) == 1 else "name",
            ).known_by(name_key(owner or ""), *(item.code for item in without))  # fmt: skip
