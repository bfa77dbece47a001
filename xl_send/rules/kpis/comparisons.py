"""KPIs beside other figures: later ones that are worse, and one KPI under two ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount
from xl_send.analysis.names.near_names import near_pairs
from xl_send.analysis.words.reasons import says_why, tells_why
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rag.kpis.shortfalls import shortfall, shortfall_colour
from xl_send.rag.rollup import programme_status
from xl_send.results import Item, ItemKind, Status
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.text import figure
from xl_send.words import SMALL_NUMBERS
from xl_send.workbook.days import say
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import Better, Measures, Rag
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme


@rule(
    "KP64",
    Severity.QUERY,
    "{id} is {status} by its figure at {judged}; {latest} at {day} would be {would} already.",
    "Tell the board of the later figure, and say in Commentary what is being done before the next expectation.",
)
def later_figure_would_be_worse(programme: Programme) -> Iterator[Hit]:
    """No figure after the one that a KPI is judged by would earn a worse colour.

    A figure of a period or of the year to date is held to the point that it reaches, and later ones wait for the
    next. In between a fall goes on unseen. Where the owner reports that colour, and says why, it is not; nor where the
    Note of that figure accounts for it, or the latest figure of a period is as good again as the one that is judged.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Measures | Year basis |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 40% | 90% | Period | Academic |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 50% | 1 Sep 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 1 Sep 2026 | 52% |
    | TRN-K01 | 30 Sep 2026 | 35% |
    | TRN-K01 | 31 Oct 2026 | <20%> |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Measures | Year basis |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 40% | 90% | Period | Academic |
    | TRN-K02 | Percent | 40% | 90% | Snapshot | |

    south.xlsx KPIs:
    | ID | Unit | Baseline | Target | Measures | Year basis | Reported RAG | Commentary |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | SOU-K01 | Percent | 40% | 90% | Period | Academic | Red | Fell; a second room opens soon |

    south.xlsx Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | SOU-K01 | 50% | 1 Sep 2026 |

    south.xlsx Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | SOU-K01 | 1 Sep 2026 | 52% |
    | SOU-K01 | 31 Oct 2026 | 20% |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 50% | 1 Sep 2026 |
    | TRN-K02 | TRN-M01 | 50% | 1 Sep 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 1 Sep 2026 | 52% |
    | TRN-K01 | 31 Oct 2026 | 50% |
    | TRN-K02 | 1 Sep 2026 | 52% |
    | TRN-K02 | 31 Oct 2026 | 20% |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Measures | Year basis |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 40% | 90% | Period | Academic |
    | TRN-K02 | Percent | 40% | 90% | Period | Academic |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 50% | 1 Sep 2026 |
    | TRN-K02 | TRN-M01 | 50% | 1 Sep 2026 |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 1 Sep 2026 | 52% | |
    | TRN-K01 | 30 Sep 2026 | 35% | |
    | TRN-K01 | 31 Oct 2026 | 51% | |
    | TRN-K02 | 1 Sep 2026 | 52% | |
    | TRN-K02 | 31 Oct 2026 | 20% | Schools shut for the half-term week |
    """
    worse = {}
    for item in programme_status(programme).items:
        if item.kind is ItemKind.KPI and item.rating.facts.get("later_status"):
            worse[item.record.workbook, item.id] = item
    for actual in programme.each(Actual):
        found = worse.get((actual.workbook, actual.kpi))
        if found is None:
            continue
        kpi, facts, day = found.record, found.rating.facts, say(actual.period_end)
        told = isinstance(kpi, Kpi) and _is_told(kpi, str(facts["later_status"]))
        told = told or tells_why(actual) or says_why(actual.note)
        if isinstance(kpi, Kpi) and not told and f" at {day}" in str(facts["later"]) and not _recovered(kpi, found):
            yield hit(
                actual.at("value"), id=actual.kpi, status=found.status.value, judged=facts["actual_date"],
                latest=figure(actual.value or 0.0, kpi.unit), day=day, would=facts["later_status"],
            )  # fmt: skip


def _recovered(kpi: Kpi, item: Item) -> bool:
    """Whether the latest figure of a period would earn what the judged one does, or better."""
    facts = item.rating.facts
    expected, latest, tolerated = (facts.get(name) for name in ("expected", "latest", "tolerance"))
    if not isinstance(expected, float | int) or not isinstance(latest, float | int):
        return False
    if kpi.measures is not Measures.PERIOD or not isinstance(tolerated, float | int):
        return False
    return shortfall_colour(kpi, shortfall(kpi, expected, latest), tolerated) in {Status.GREEN, item.status}


def _is_told(kpi: Kpi, worse: str) -> bool:
    """Whether its owner reports the colour that the later figure would earn, or Red, and says why."""
    told = kpi.reported.value if kpi.reported and kpi.commentary else ""
    return bool(told) and told in {Rag.RED.value, worse}


# A title of fewer words that matter may be a part of many others; and of so many KPIs at one baseline none is a copy.
FEWEST_WORDS, MOST_TOGETHER = 4, 20
_APART = Pattern(r"(?i)[,(:\u2013]| or ")
_OF_SOME = Pattern(r" (?:for|in|at|among|aged|under|over|by|from|within|after|of|with|who|whose|where) ")
_NUMBER_OF = Pattern(r"(?i)^(?:the )?(?:total )?(?:number|percentage|proportion|share) of ")
_IN_WORDS = {str(number): word for word, number in SMALL_NUMBERS.items()}
# Words without which a title measures the same.
_IDLE = frozenset(
    {"the", "a", "an", "of", "in", "for", "to", "by", "who", "that", "are", "is", "have", "has", "with", "number",
     "percentage", "percent", "share", "proportion", "total", "count", "rate", "all"}
)  # fmt: skip


@rule(
    "KP72",
    Severity.QUERY,
    '"{name}" has a target of {target}, and {other}, "{title}", one of {beside}. Are they the same?',
    "Keep one of the two, or say in the titles how they differ.",
    brings={"KP45": Reach.ROW},
)
def kpi_twice_with_different_targets(programme: Programme) -> Iterator[Hit]:
    """One KPI has one id and one target.

    Under two ids it can be Red and Green at once. Asked of titles that differ by a slip, by the order of their words or
    by words such as "number of", or by 10 for ten, counted in one unit, whose targets differ; and of those that differ
    by what one has more in its title, but not after a comma or a bracket, by "or", or at its end for some of them, such
    as "of children under five", and that begin from one baseline. One title in two workbooks is told as a conflict
    instead.

    **Fails**

    KPIs:
    | ID | KPI | Target |
    | --- | --- | --- |
    | TRN-K01 | Pupils supported in local mainstream schools | 200 |
    | TRN-K02 | <Number of pupils supported in local mainstream schools> | 250 |

    **Fails**

    KPIs:
    | ID | KPI | Unit | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Pupils with an EHC plan taught in mainstream schools | Percent | 45.9% | 50% |
    | TRN-K02 | <Pupils with a plan taught in mainstream schools> | Percent | 45.9% | 55% |
    | TRN-K03 | Visits made within ten days of asking | Percent | 50% | 80% |
    | TRN-K04 | <Visits made within 10 days of asking> | Percent | 51% | 85% |

    **Passes**

    KPIs:
    | ID | KPI | Target | Unit | State |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Pupils supported in local mainstream schools | 200 | Count | |
    | TRN-K02 | Number of pupils supported in local mainstream schools | 200 | Count | |
    | TRN-K03 | Pupils supported in local special schools | 250 | Count | |
    | TRN-K04 | Pupils supported in local mainstream schools | 30% | Percent | |
    | TRN-K05 | Pupils supported in local mainstream schools | 250 | Count | Withdrawn |
    | TRN-K06 | Pupils supported in local mainstream schools, post-16 | 50 | Count | |
    | TRN-K07 | Pupils supported in local mainstream schools for more than a year | 60 | Count | |
    """
    found: defaultdict[str, list[Kpi]] = defaultdict(list)
    for kpi in programme.kpis.values():
        if kpi.better is not Better.CONTEXT and kpi.target is not None and is_active(programme, kpi):
            found[_measured(kpi.name or "")].append(kpi)
    found.pop("", None)
    pairs = [pair for kpis in found.values() for pair in _told_here(kpis)]
    pairs += [(item, other) for near in near_pairs(found) for item in found[near[0]] for other in found[near[1]]]
    pairs += _from_one_baseline(found)
    for item, other in (sorted(pair, key=lambda kpi: kpi.id) for pair in pairs):
        alike = item.unit is other.unit and item.better is other.better
        told_apart = item.workbook != other.workbook and name_words(item.name or "") == name_words(other.name or "")
        if alike and item.target != other.target and not told_apart and item.target and other.target:
            yield hit(
                other.at("name"), Related(item.at("name"), "the other title"), Related(item.at("target"), "its target"),
                name=other.name, target=amount(other.unit, other.target), other=item.id, title=item.name,
                beside=amount(item.unit, item.target),
            )  # fmt: skip


def _from_one_baseline(found: Mapping[str, Sequence[Kpi]]) -> Iterator[tuple[Kpi, Kpi]]:
    """The pairs that begin from one baseline on one day, of which one title has all the words of the other."""
    begun: defaultdict[tuple[object, ...], list[tuple[frozenset[str], Kpi]]] = defaultdict(list)
    for title, kpis in found.items():
        for kpi in kpis if len(title.split()) >= FEWEST_WORDS else ():
            if kpi.baseline and kpi.baseline_date:
                begun[kpi.baseline, kpi.baseline_date, kpi.unit].append((frozenset(title.split()), kpi))
    for together in begun.values():
        for (one, kpi), (other, beside) in combinations(together[:MOST_TOGETHER], 2):
            if (one < other or other < one) and not (_is_narrowed(kpi, beside) or _is_narrowed(beside, kpi)):
                yield kpi, beside


def _is_narrowed(kpi: Kpi, other: Kpi) -> bool:
    """Whether a title is the other's with a word that sets it apart: "on time, post-16", "good or outstanding"."""
    more = other.name or ""
    if _OF_SOME.match(f"{_plain(more)} ".removeprefix(_plain(kpi.name or ""))):
        return True
    before = _APART.split(more, 1)[0]
    return before != more and _measured(before) == _measured(kpi.name or "")


def _plain(title: str) -> str:
    return name_words(_NUMBER_OF.sub("", title))


def _told_here(kpis: Sequence[Kpi]) -> Sequence[tuple[Kpi, Kpi]]:
    """The pairs of KPIs measured alike, less those of one title in two workbooks, of which there may be thousands."""
    titled: defaultdict[str, list[int]] = defaultdict(list)
    for place, kpi in enumerate(kpis):
        titled[name_words(kpi.name or "")].append(place)
    pairs = [tuple(sorted(pair)) for some, others in combinations(titled.values(), 2) for pair in product(some, others)]
    for places in titled.values():
        by_workbook: defaultdict[str, list[int]] = defaultdict(list)
        for place in places:
            by_workbook[kpis[place].workbook].append(place)
        pairs += [pair for together in by_workbook.values() for pair in combinations(together, 2)]
    return [(kpis[first], kpis[last]) for first, last in sorted(pairs)]


def _measured(title: str) -> str:
    words = (_IN_WORDS.get(word, word) for word in name_words(title).split())
    return " ".join(sorted({word for word in words if word not in _IDLE}))
