"""How many the title of a milestone speaks of, against the texts of its workstream and the target of a KPI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount, differ_by_a_digit, expectations
from xl_send.analysis.notes.content import content_words
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.figures.words.counts import what_is_counted
from xl_send.value_classes import NamedTuple
from xl_send.words import NUMBER, number_said
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

_SO_MANY = Pattern(rf"(?i)(?<![\w.,£/:-])({NUMBER}) (?:[a-z-]{{3,20}} )?([a-z]{{4,20}}s)\b(?!['\u2019])")
_TIME = frozenset({"days", "weeks", "months", "years", "hours", "terms", "miles", "points", "times", "sessions"})
_CLAUSES = Pattern(r"[.;](?: |$)|\n")
# A number that is not exact, of some or of others; and a clause of another time.
_NOT_EXACT = Pattern(
    r"(?i)\b(?:at least|up to|about|around|over|more|than|nearly|another|further|extra|additional|other|remaining|first"
    r"|last|next|of|to|from|some|minimum|maximum|between|plus|and)(?: the| our| a)? $"
)
_OTHERWISE = Pattern(
    r"(?i)\b(?:instead|not|was|were|had|only|so far|more|another|second|third|further|wave|cohort|phase|group|of"
    r" which)\b"
)
_ALL = Pattern(rf"(?i)\ball (?:of )?(?:the |our )?({NUMBER}) (?:[a-z-]{{3,20}} )?([a-z]{{4,20}}s)\b(?!['\u2019])")
_STEM, _ALIKE = 5, 2


class _Count(NamedTuple):
    """A number of a thing in a text, the words, and the stems of what the rest of the clause is about."""

    value: float
    thing: str
    words: str
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
    titles = [(one, count) for one in programme.each(Milestone) if (count := _count(one.name or ""))]
    for stream in programme.each(Workstream) if titles else ():
        own = {one: count for one, count in titles if one.workstream == stream.code and is_active(programme, one)}
        for name in ("next_period", "progress", "reason") if own else ():
            for clause in _CLAUSES.split(getattr(stream, name) or ""):
                said = _count(clause)
                milestone = _meant(said, own, to_come=name == "next_period") if said else None
                if said and milestone:
                    cell = stream.at(name)
                    yield hit(
                        cell, Related(milestone.at("name"), "the title"), where=cell.column, words=clause.strip(),
                        milestone=milestone.id, title=milestone.name,
                    )  # fmt: skip


def _count(text: str) -> _Count | None:
    """The one exact number of a thing that a text gives."""
    found = list(_SO_MANY.finditer(text))
    if len(found) != 1 or found[0][2].casefold() in _TIME or _OTHERWISE.search(text):
        return None
    if _NOT_EXACT.search(text[: found[0].start()]):
        return None
    thing = found[0][2].casefold()
    about = frozenset(word[:_STEM] for word in content_words(text) if not thing.startswith(word[:_STEM]))
    return _Count(number_said(found[0][1]), thing, found[0][0], about)


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
    stems = {word[:_STEM] for word in content_words(milestone.name or "") if not thing.startswith(word[:_STEM])}
    return [
        kpi
        for kpi in programme.each(Kpi)
        if kpi.workstream == milestone.workstream and kpi.unit is Unit.COUNT and kpi.better is Better.HIGHER
        and kpi.target is not None and thing in what_is_counted(kpi.name or "")
        and len(stems & {word[:_STEM] for word in content_words(kpi.name or "")}) >= _ALIKE
    ]  # fmt: skip
