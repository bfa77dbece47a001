"""How many the title of a milestone speaks of, against the texts of its workstream and the target of a KPI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount, differ_by_a_digit, expectations
from xl_send.analysis.notes.content import stems
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.figures.words.counts import what_is_counted
from xl_send.value_classes import NamedTuple
from xl_send.words import NUMBER, number_if_any, number_said, numbers_in
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

# A number, or a word that may be one, before what it counts; that word by word is cheaper to look for than numbers.
_SO_MANY = Pattern(
    r"(?<![\w.,£/:-])(?=(\d[\d,]*|[A-Za-z]+(?:-[a-z]+)?) (?:[a-z-]{3,20} )?([a-z]{4,20}s)\b(?!['\u2019]))"
)
_TIME = frozenset({"days", "weeks", "months", "years", "hours", "terms", "miles", "points", "times", "sessions"})
_CLAUSES = Pattern(r"[.;](?: |$)|\n")
# Words before a number that is not exact, or of some; and words of a clause of another time, or of others.
_NOT_EXACT = frozenset(
    {"least", "to", "about", "around", "over", "more", "than", "nearly", "another", "further", "extra", "additional",
     "other", "remaining", "first", "last", "next", "of", "from", "some", "minimum", "maximum", "between", "plus",
     "and"}
)  # fmt: skip
_OTHERWISE = frozenset(
    {"instead", "not", "was", "were", "had", "only", "far", "more", "another", "second", "third", "further", "wave",
     "cohort", "phase", "group", "which"}
)  # fmt: skip
_ALL = Pattern(rf"(?i)\ball (?:of )?(?:the |our )?({NUMBER}) (?:[a-z-]{{3,20}} )?([a-z]{{4,20}}s)\b(?!['\u2019])")
_ALIKE = 2


class _Count(NamedTuple):
    """A number of a thing in a text, and the stems of what the rest of the clause is about."""

    value: float
    thing: str
    about: frozenset[str]


@rule(
    "CM66",
    Severity.QUERY,
    '{where} says "{words}", but {milestone} is called "{title}".',
    "Correct the number that is wrong, here or in the title.",
)
def other_number_than_the_title(programme: Programme) -> Iterator[Hit]:
    """What a workstream says of a milestone is of as many as the milestone's title.

    Asked of Next period, Progress and the Reason where they tell of one number of a thing and share two more words with
    the title of one milestone, which gives another of it: of what comes next, of more than the title, or of fewer if
    all else in the title is said; elsewhere, of a number that is the title's but for a digit. Not of at least so many,
    of some, or of more to come.

    **Fails**

    Workstreams:
    | Code | Next period |
    | --- | --- |
    | TRN | <Interviews; pathway sign-off; drop-ins begin in twelve schools.> |

    Milestones:
    | ID | Milestone |
    | --- | --- |
    | TRN-M01 | School drop-ins begin in ten schools |
    | TRN-M02 | Six therapists in post |

    **Fails**

    Workstreams:
    | Code | Next period |
    | --- | --- |
    | TRN | <Trial of the passport begins in January in 8 nurseries> |

    Milestones:
    | ID | Milestone |
    | --- | --- |
    | TRN-M01 | Trial of the passport begins in 12 nurseries |

    **Passes**

    Workstreams:
    | Code | Next period | Progress since last time |
    | --- | --- | --- |
    | TRN | Drop-ins begin in ten schools; passport trial in 4 more nurseries. | Drop-ins agreed in six schools |

    Milestones:
    | ID | Milestone |
    | --- | --- |
    | TRN-M01 | School drop-ins begin in ten schools |
    | TRN-M02 | Trial of the passport begins in 12 nurseries |
    | TRN-M03 | Drop-ins begin in first twelve schools |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Traded offer priced and bought by 31 schools. |

    Milestones:
    | ID | Milestone |
    | --- | --- |
    | TRN-M01 | Thirty schools have bought the traded offer |
    """
    titles = [one for one in programme.each(Milestone) if numbers_in(one.name or "")]
    for stream in programme.each(Workstream) if titles else ():
        own = [one for one in titles if one.workstream == stream.code]
        for name in ("next_period", "progress", "reason"):
            for clause in _CLAUSES.split(getattr(stream, name) or ""):
                counts = own and numbers_in(clause) == 1
                milestone = _told_otherwise(programme, clause, own, to_come=name == "next_period") if counts else None
                if milestone:
                    cell = stream.at(name)
                    yield hit(
                        cell, Related(milestone.at("name"), "the title"), where=cell.column, words=clause.strip(),
                        milestone=milestone.id, title=milestone.name,
                    )  # fmt: skip


def _told_otherwise(
    programme: Programme, clause: str, titles: Sequence[Milestone], *, to_come: bool
) -> Milestone | None:
    """The milestone of which a clause tells with another number than its title: read where words are shared."""
    about = stems(clause)
    near = [one for one in titles if len(stems(one.name or "") & about) >= _ALIKE and is_active(programme, one)]
    counts = {one: count for one in near if (count := _count(one.name or ""))}
    said = _count(clause) if counts else None
    return _meant(said, counts, to_come=to_come) if said else None


def _count(text: str) -> _Count | None:
    """The one exact number of a thing that a text gives."""
    found = [one for one in _SO_MANY.finditer(text) if number_if_any(one[1])]
    if len(found) != 1 or found[0][2].casefold() in _TIME or not _OTHERWISE.isdisjoint(text.casefold().split()):
        return None
    before = [word for word in text[: found[0].start()].casefold().split() if word not in {"the", "our", "a"}]
    if before and before[-1] in _NOT_EXACT:
        return None
    thing = found[0][2].casefold()
    about = frozenset(word for word in stems(text) if not thing.startswith(word))
    return _Count(number_if_any(found[0][1]), thing, about)


def _meant(said: _Count, titles: Mapping[Milestone, _Count], *, to_come: bool) -> Milestone | None:
    """The one milestone of which a clause tells with another number than its title."""
    shared = {one: len(said.about & count.about) for one, count in titles.items() if count.thing == said.thing}
    most = max(shared.values(), default=0)
    best = [one for one, alike in shared.items() if alike == most]
    if most < 1 or len(best) != 1:
        return None
    count = titles[best[0]]
    whole = to_come and count.about <= said.about
    enough = most >= _ALIKE or whole
    more = said.value > count.value if to_come else differ_by_a_digit(said.value, count.value)
    return best[0] if enough and said.value != count.value and (more or whole) else None


@rule(
    "UN44",
    Severity.QUERY,
    'The title says "{words}", but the target of {id} ({name}) is {value}.',
    "Correct the title or the target. If they count different things, say so in the Definition.",
)
def all_of_another_number_than_the_target(programme: Programme) -> Iterator[Hit]:
    """A milestone that reaches all of them reaches as many as the target of the KPI that counts them.

    Asked where the title says "all forty-one schools", and one count of its workstream that is to rise, of the same
    thing and of two more of its words, has another target, and is expected
    to be there at none of its milestones.

    **Fails**

    Milestones:
    | ID | Milestone | Phase |
    | --- | --- | --- |
    | TRN-M01 | <Outreach offered to all thirty-one cluster schools> | Rollout |

    KPIs:
    | ID | KPI | Unit | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Schools signed up to the outreach offer | Count | 41 |

    **Passes**

    Milestones:
    | ID | Milestone | Phase |
    | --- | --- | --- |
    | TRN-M01 | Outreach offered to all forty-one cluster schools | Rollout |
    | TRN-M02 | Outreach offered to all eight trial schools | Rollout |
    | TRN-M03 | Rooms in all six schools ready | Rollout |

    KPIs:
    | ID | KPI | Unit | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Schools signed up to the outreach offer | Count | 41 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M02 | 8 |
    """
    known: dict[Kpi, set[float]] = {}
    for kpi, row, _ in expectations(programme):
        known.setdefault(kpi, set()).add(row.expected)
    for milestone in programme.each(Milestone):
        found = _ALL.search(milestone.name or "") if is_active(programme, milestone) else None
        kpis = _counting(programme, milestone, found[2].casefold()) if found else []
        if found is None or len(kpis) != 1:
            continue
        (kpi,) = kpis
        figures = {kpi.target, kpi.baseline, *known.get(kpi, ())}
        if number_said(found[1]) not in figures:
            related = Related(kpi.at("target"), "the target")
            value = amount(kpi.unit, kpi.target or 0.0)
            yield hit(milestone.at("name"), related, words=found[0], id=kpi.id, name=kpi.name, value=value)


def _counting(programme: Programme, milestone: Milestone, thing: str) -> list[Kpi]:
    """The counts of a milestone's workstream that are to rise, of a thing, and with two more words of its title."""
    words = {word for word in stems(milestone.name or "") if not thing.startswith(word)}
    return [
        kpi
        for kpi in programme.each(Kpi)
        if kpi.workstream == milestone.workstream and kpi.unit is Unit.COUNT and kpi.better is Better.HIGHER
        and kpi.target is not None and thing in what_is_counted(kpi.name or "")
        and len(words & stems(kpi.name or "")) >= _ALIKE
    ]  # fmt: skip
