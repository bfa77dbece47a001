"""The whole way from baseline to target, as the expectations of a KPI lay it out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, broken_between, points, readable, series
from xl_send.analysis.words.work import is_building
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.figures.magnitudes import slipped
from xl_send.rules.kpis.expectations.steps import (
    goes_both_ways,
    runs_on,
    says_why_it_turns,
    worse,
    worse_the_year_before,
)
from xl_send.value_classes import NamedTuple
from xl_send.workbook.sheets.choices import Better
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.submissions import Programme

# A last step so many times as long as the longest before it is a slip of the expectation, not of the target.
A_LEAP = 2
# What opens on a day, not one by one.
_OPENS = Pattern(
    r"(?i)\b(?:places?|provisions?|units?|bases|hubs|schools?) (?:\w+ ){0,2}(?:open|opened|built|created|available)\b"
    r"|\bplaces in (?:the )?new\b"
)
# A target this near to the baseline is to be held, not reached.
LEVEL = 0.05


class Way(NamedTuple):
    """A KPI that is to move, with its baseline, its target, and what is expected of it in between."""

    kpi: Kpi
    start: float
    end: float
    expected: list[Dated]

    @property
    def last(self) -> Dated:
        """The last expectation before the target."""
        return self.expected[-1]

    @property
    def turns_back(self) -> bool:
        """Whether the last expectation is worse than an earlier one."""
        return any(worse(self.kpi, item.value, self.last.value) for item in self.expected)

    @property
    def leaps_at_the_end(self) -> bool:
        """Whether the last step expected is more than twice as long as any before it."""
        values = [self.start, *(item.value for item in self.expected)]
        *steps, last = (abs(after - before) for before, after in pairwise(values))
        return len(steps) > 1 and last > A_LEAP * max(steps)


def ways(programme: Programme) -> Iterator[Way]:
    """The active KPIs that are to move, their figures all read, comparable, unbroken and of one size."""
    for kpi, expected in points(programme).items():
        start, end, began = kpi.baseline, kpi.target, kpi.baseline_date
        if start is None or end is None or began is None or start == end or kpi.better is Better.CONTEXT:
            continue
        unbroken = not broken_between(kpi, began, kpi.target_date or expected[-1].day)
        comparable = readable(kpi, start) and readable(kpi, end) and programme.of(kpi).whole(Expectation)
        one_size = _have_one_size(start, [end, *(item.value for item in expected)])
        if unbroken and comparable and one_size and is_active(programme, kpi):
            yield Way(kpi, start, end, expected)


def _have_one_size(start: float, planned: list[float]) -> bool:
    """Whether no planned figure looks like a slip of the decimal point. Rules of their own ask about those."""
    for place, figure in enumerate(planned):
        others = [start, *planned[:place], *planned[place + 1 :]]
        if slipped(figure, min(others), max(others)):
            return False
    return True


@rule(
    "KP44",
    Severity.QUERY,
    "What is expected of {id} is {value}, the same as its baseline, up to {day}.",
    "Say at which milestone it should have begun to move. If it is to hold steady until then, explain this.",
)
def expectations_equal_to_the_baseline(programme: Programme) -> Iterator[Hit]:
    """What is expected of a KPI moves away from its baseline before the target date.

    If nothing is to change at any milestone, nobody can see whether the work makes a difference. What is to be kept
    close to a target that is all but its baseline is meant to hold, what is built is nothing until it opens, and in the
    first half of the time nothing may have changed yet. The Note of the last of them may say what comes first.

    **Fails**

    KPIs:
    | ID | Baseline | Target |
    | --- | --- | --- |
    | TRN-K01 | 100 | 200 |

    Expectations:
    | KPI | Expected | Measured on | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 100 | 11 Dec 2026 | |
    | TRN-K01 | <100> | 31 Mar 2027 | Agreed with the service |

    **Passes**

    KPIs:
    | ID | Baseline | Target | Better when | Series break |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 100 | 200 | Higher | |
    | TRN-K02 | 100 | 100 | Close to target | |
    | TRN-K03 | 100 | 200 | Higher | |
    | TRN-K04 | 100 | 200 | Higher | 1 Oct 2026 |
    | TRN-K05 | 92 | 90 | Close to target | |
    | TRN-K06 | 100 | 200 | Higher | |
    | TRN-K07 | 100 | 200 | Higher | |

    Expectations:
    | KPI | Expected | Measured on | Note |
    | --- | --- | --- | --- |
    | TRN-K05 | 92 | 11 Dec 2026 | |
    | TRN-K06 | 100 | 11 Dec 2026 | |
    | TRN-K07 | 100 | 31 Mar 2027 | No change until the new base opens |
    | TRN-K01 | 100 | 11 Dec 2026 | |
    | TRN-K01 | 101 | 31 Mar 2027 | |
    | TRN-K02 | 100 | 11 Dec 2026 | |
    | TRN-K04 | 100 | 11 Dec 2026 | |
    """
    for way in ways(programme):
        same = {item.value for item in way.expected} == {way.start}
        held = _holds(way.kpi, way.start) or opens_at_once(way.kpi) or _is_early(way)
        if same and not held and not says_why_it_turns(way.last):
            yield hit(
                way.last.row.at("expected"),
                Related(way.kpi.at("baseline"), "the baseline"),
                id=way.kpi.id,
                value=amount(way.kpi.unit, way.start),
                day=way.last.day,
            )


def _is_early(way: Way) -> bool:
    """Whether the last expectation is of the first half of the time."""
    began, due = way.kpi.baseline_date, way.kpi.target_date
    return (
        bool(began and due) and 2 * (way.last.day - (began or due)).days < (due - began).days
        if began and due
        else False
    )


def opens_at_once(kpi: Kpi) -> bool:
    """Whether a KPI counts from nothing what is built, or places and provision that open on a day."""
    return kpi.baseline == 0 and (is_building(kpi.name, kpi.definition) or bool(_OPENS.search(kpi.name or "")))


def _holds(kpi: Kpi, start: float) -> bool:
    """Whether a KPI is to be kept close to a target that is all but the figure from which it starts."""
    return kpi.better is Better.CLOSE and kpi.target is not None and abs(kpi.target - start) <= LEVEL * abs(start)


@rule(
    "KP45",
    Severity.QUERY,
    "{better} is better, but the target, {target}, is worse than the {value} that is expected on {day}.",
    "Correct the target or what is expected before it. The target is where the KPI is to end.",
)
def target_worse_than_the_last_expectation(programme: Programme) -> Iterator[Hit]:
    """The target is at least as good as the last expectation before it.

    Otherwise the KPI is to pass its target and then fall back. An expectation far beyond the others is blamed itself. A
    year to date, a number for a period and attendance follow the seasons and are not asked about, nor is a figure that
    fell at the same time the year before, nor what its Definition or Commentary says will fall.

    **Fails**

    KPIs:
    | ID | Better when | Baseline | Target |
    | --- | --- | --- | --- |
    | TRN-K01 | Higher | 100 | <120> |
    | TRN-K02 | Lower | 100 | <80> |
    | TRN-K03 | Higher | 100 | 120 |

    Expectations:
    | KPI | Expected | Measured on | Note |
    | --- | --- | --- | --- |
    | TRN-K03 | 105 | 30 Nov 2026 | |
    | TRN-K03 | 110 | 31 Jan 2027 | |
    | TRN-K03 | <136> | 31 Mar 2027 | |
    | TRN-K01 | 121 | 31 Mar 2027 | |
    | TRN-K02 | 79 | 31 Mar 2027 | |

    **Fails**

    KPIs:
    | ID | Better when | Unit | Measures | Year basis | Baseline | Target |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Higher | Percent | Period | Academic | 61% | <75%> |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 76% | 31 Mar 2027 |

    **Passes**

    KPIs:
    | ID | Better when | Baseline | Target | Measures | Year basis |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Higher | 100 | 120 | Snapshot | |
    | TRN-K02 | Lower | 100 | 80 | Year to date | Academic |
    | TRN-K03 | Higher | 100 | 120 | Snapshot | |
    | TRN-K04 | Higher | 100 | 120 | Snapshot | |
    | TRN-K05 | Higher | 100 | 120 | Period | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K04 | 31 Mar 2026 | 105 |
    | TRN-K04 | 31 Jul 2026 | 100 |

    Expectations:
    | KPI | Expected | Measured on | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 120 | 31 Mar 2027 | |
    | TRN-K02 | 79 | 31 Mar 2027 | |
    | TRN-K04 | 124 | 31 Mar 2027 | |
    | TRN-K05 | 124 | 31 Mar 2027 | |
    """
    counted = series(programme)
    for way in ways(programme):
        kpi, last, due = way.kpi, way.last, way.kpi.target_date
        if due is None or last.day >= due or not runs_on(kpi) or not worse(kpi, way.end, way.start):
            continue
        if not worse(kpi, last.value, way.end):
            continue
        if not (worse_the_year_before(kpi, counted.get(kpi, ()), last.day, due) or goes_both_ways(kpi)):
            at_target, at_last = kpi.at("target"), last.row.at("expected")
            blamed, bearing = (at_last, at_target) if way.leaps_at_the_end else (at_target, at_last)
            yield hit(
                blamed,
                Related(bearing, "the last expectation" if bearing == at_last else "the target"),
                better=kpi.better.value,
                target=amount(kpi.unit, way.end),
                value=amount(kpi.unit, last.value),
                day=last.day,
            )
