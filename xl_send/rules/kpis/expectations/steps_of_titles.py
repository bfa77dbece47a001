"""What a milestone's title adds, against the step of what is expected of a KPI at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount, expectations, readable
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.figures.words.counts import what_is_counted
from xl_send.value_classes import NamedTuple
from xl_send.words import NUMBER, number_said
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_ADDS = Pattern(
    rf"(?i)(?<![\w.,])({NUMBER}) (?:(?:more|new|extra|further|base|resourced) ){{0,2}}([a-z]{{5,20}})( each)?\b"
)
_AT_LEAST = Pattern(r"(?i)\b(?:at least|up to|about|around|over|more than|fewer than|of(?: the| all)?|all|the|to) $")
# "Wave two: 40 schools": a number of its own, not the total so far.
_OF_ITS_OWN = Pattern(
    r"(?i)\b(?:(?:wave|cohort|tranche|group|round) \w+|second|third|next|another|more|new|extra|further)\b"
)


class _Step(NamedTuple):
    """A milestone's expectation, how far it is above the one before, and how many its title adds."""

    row: Expectation
    milestone: Milestone
    step: float
    added: float
    words: str


@rule(
    "EX22",
    Severity.QUERY,
    'The title of {milestone} says "{words}", but what is expected of {id} goes up by {step} there, to {value}.',
    "Correct Expected, or the title, unless something else changes the number as well.",
)
def step_other_than_the_title(programme: Programme) -> Iterator[Hit]:
    """What is expected of a count goes up at a milestone by what its title adds.

    A slip in one expected figure makes the whole path wrong from there. Asked of a count that is to rise, such as
    places, where the titles of two milestones say how many of them each adds, and either another of them does add just
    that, or all of them together add what lies between baseline and target. "Eight places each" are as many in every
    school listed. A title that gives the total by then is not asked about, nor is one at the target that gives all that
    are added since the baseline: a temporary base goes when the lasting ones open.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Resource base places commissioned | Count | 64 | 88 |

    Milestones:
    | ID | Milestone | Schools | Baseline date |
    | --- | --- | --- | --- |
    | TRN-M01 | Millbrook base opens with eight places | Millbrook Primary | 11 Dec 2026 |
    | TRN-M02 | Two bases open, eight places each | Holly Lane Academy; St Aidan's | 12 Mar 2027 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | <80> |
    | TRN-K01 | TRN-M02 | 88 |

    **Fails**

    KPIs:
    | ID | KPI | Unit | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Schools with a trained lead | Count | 0 | 142 |

    Milestones:
    | ID | Milestone | Baseline date |
    | --- | --- | --- |
    | TRN-M01 | Wave one: 20 schools trained | 11 Dec 2026 |
    | TRN-M02 | Wave two: 40 schools trained | 12 Mar 2027 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 20 |
    | TRN-K01 | TRN-M02 | <40> |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Resource base places commissioned | Count | 64 | 88 |
    | TRN-K02 | Schools with a trained lead | Count | 0 | 142 |
    | TRN-K03 | Hub places open | Count | 112 | 160 |

    Milestones:
    | ID | Milestone | Schools | Baseline date |
    | --- | --- | --- | --- |
    | TRN-M06 | Temporary hub open (6 places) | | 15 Jan 2027 |
    | TRN-M07 | 48 places open | | 6 Sep 2027 |
    | TRN-M01 | Millbrook base opens with eight places | Millbrook Primary | 11 Dec 2026 |
    | TRN-M02 | Two bases open, eight places each | Holly Lane Academy; St Aidan's | 12 Mar 2027 |
    | TRN-M03 | First 20 schools trained | | 11 Dec 2026 |
    | TRN-M04 | 60 schools trained | | 12 Mar 2027 |
    | TRN-M05 | All 142 schools trained | | 11 Jun 2027 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 72 |
    | TRN-K01 | TRN-M02 | 88 |
    | TRN-K02 | TRN-M03 | 20 |
    | TRN-K02 | TRN-M04 | 60 |
    | TRN-K02 | TRN-M05 | 142 |
    | TRN-K03 | TRN-M06 | 118 |
    | TRN-K03 | TRN-M07 | 160 |
    """
    for kpi, steps in _steps(programme).items():
        wrong = [one for one in steps if one.step != one.added and not _is_the_total(kpi, one)]
        right = [one for one in steps if one.step == one.added]
        adds_up = len(steps) > 1 and kpi.target is not None and kpi.baseline is not None
        if adds_up and sum(one.added for one in steps) != (kpi.target or 0) - (kpi.baseline or 0):
            adds_up = False
        if wrong and (right or adds_up):
            first = wrong[0]
            related = Related(first.milestone.at("name"), "the title")
            yield hit(
                first.row.at("expected"), related, milestone=first.milestone.id, words=first.words, id=kpi.id,
                step=amount(kpi.unit, first.step), value=amount(kpi.unit, first.row.expected),
            )  # fmt: skip


def _is_the_total(kpi: Kpi, one: _Step) -> bool:
    """Whether a title gives all there are by then, or all that are added from the baseline to the target."""
    since_baseline = one.row.expected == kpi.target == (kpi.baseline or 0) + one.added
    return (one.row.expected == one.added or since_baseline) and not _OF_ITS_OWN.search(one.milestone.name or "")


def _steps(programme: Programme) -> Mapping[Kpi, Sequence[_Step]]:
    """The steps of each count that is to rise, at the milestones whose titles add some of what it counts."""
    paths: defaultdict[Kpi, list[tuple[date, Expectation, Milestone]]] = defaultdict(list)
    for kpi, row, milestone in expectations(programme):
        if milestone is not None and _is_to_rise(kpi) and readable(kpi, row.expected) and is_active(programme, kpi):
            paths[kpi].append((row.measured_on or milestone.baseline, row, milestone))
    found = {}
    for kpi, path in paths.items():
        before, steps = kpi.baseline or 0.0, []
        for _, row, milestone in sorted(path, key=lambda one: one[0]):
            words, added = _added(kpi, milestone)
            if added:
                steps.append(_Step(row, milestone, row.expected - before, added, words))
            before = row.expected
        if len(steps) > 1:
            found[kpi] = steps
    return found


def _is_to_rise(kpi: Kpi) -> bool:
    rising = kpi.baseline is not None and kpi.target is not None and kpi.target > kpi.baseline
    return kpi.unit is Unit.COUNT and kpi.measures is Measures.SNAPSHOT and rising


def _added(kpi: Kpi, milestone: Milestone) -> tuple[str, float]:
    """The words of a title that say how many it adds of what a KPI counts, and how many."""
    title, counted = milestone.name or "", what_is_counted(kpi.name or "")
    said = [one for one in _ADDS.finditer(title) if one[2].casefold() in counted]
    if len(said) != 1 or _AT_LEAST.search(title[: said[0].start()]):
        return "", 0.0
    (one,) = said
    return one[0], number_said(one[1]) * (max(1, len(milestone.schools)) if one[3] else 1)
