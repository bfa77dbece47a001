"""A rollout that goes ahead although the trial has not shown what was expected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import expectations, points
from xl_send.analysis.notes.content import content_words, first_letters
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.results import Item, Status
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.milestones.progress import milestones_with_as_at
from xl_send.rules.reported import items_with
from xl_send.words import first_few
from xl_send.workbook.sheets.choices import Indicator, Phase
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# What is seen at these tells whether the work does what it is for.
TELLING = frozenset({Phase.TRIAL, Phase.ROLLOUT})
SHARED = 2
_ON_WHAT_EVIDENCE = Pattern(
    r"(?i)\b(?:go(?:es|ing)?|went|gone|proceeds?|proceeding|opened) (?:ahead )?on the (?:evidence|strength|basis) of\b",
)
# A KPI that is Red, and the milestones at which it is.
_Red = tuple[Kpi, Item, frozenset[str]]


@rule(
    "MS42",
    Severity.QUERY,
    "This rollout {is_reached} {day}, but the trial has not shown what was expected of {kpis}, Red at its last point.",
    "Say in Commentary on what evidence it goes ahead, or hold it until {kpis} is as expected.",
)
def rollout_without_the_evidence(programme: Programme) -> Iterator[Hit]:
    """A trial is rolled out once its leading KPI is where it was expected to be.

    What did not work in a few schools will not work in all of them. Asked of a workstream with a trial, at the first
    rollout that was reached after its leading KPI was Red, else at the next to come. The KPI is Red at a trial or a
    rollout that was reached, other than this one, and nothing more is expected of it before the rollout. A rollout that
    waits for other milestones, and for none of these even by way of others, is one of something else. A Commentary that
    says on what evidence it goes ahead is what is asked for.

    **Fails**

    KPIs:
    | ID | Type | Target date |
    | --- | --- | --- |
    | TRN-K01 | Leading | 31 Jul 2027 |

    Milestones:
    | ID | Phase | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Trial | 9 Oct 2026 | | 9 Oct 2026 |
    | TRN-M02 | Rollout | 15 Jan 2027 | <15 Jan 2027> | |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 150 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |

    **Fails**

    KPIs:
    | ID | Type | Target date |
    | --- | --- | --- |
    | TRN-K01 | Leading | 31 Jul 2027 |

    Milestones:
    | ID | Phase | Baseline date | Forecast date | Actual date | Depends on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Trial | 9 Oct 2026 | | 9 Oct 2026 | |
    | TRN-M02 | Set up | 11 Dec 2026 | 11 Dec 2026 | | TRN-M01 |
    | TRN-M03 | Rollout | 15 Jan 2027 | <15 Jan 2027> | | TRN-M02 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 150 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |

    **Passes**

    KPIs:
    | ID | Type | Target date |
    | --- | --- | --- |
    | TRN-K01 | Leading | 31 Jul 2027 |

    Milestones:
    | ID | Milestone | Phase | Baseline date | Forecast date | Actual date | Depends on |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Travel training tried | Trial | 9 Oct 2026 | | 9 Oct 2026 | |
    | TRN-M02 | Bids of operators in | Set up | 11 Dec 2026 | 11 Dec 2026 | | |
    | TRN-M03 | Framework awarded | Rollout | 15 Jan 2027 | 15 Jan 2027 | | TRN-M02 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 150 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |

    **Passes**

    KPIs:
    | ID | Type | Target date |
    | --- | --- | --- |
    | TRN-K01 | Leading | 31 Jul 2027 |
    | TRN-K02 | Lagging | 31 Jul 2027 |

    Milestones:
    | ID | Phase | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Trial | 9 Oct 2026 | | 9 Oct 2026 |
    | TRN-M02 | Trial | 11 Dec 2026 | 11 Dec 2026 | |
    | TRN-M03 | Rollout | 15 Jan 2027 | 15 Jan 2027 | |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 150 |
    | TRN-K01 | TRN-M02 | 160 |
    | TRN-K02 | TRN-M01 | 150 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |
    | TRN-K02 | 31 Oct 2026 | 110 |

    **Passes**

    KPIs:
    | ID | Type | Target date |
    | --- | --- | --- |
    | TRN-K01 | Leading | 31 Jul 2027 |

    Milestones:
    | ID | Phase | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Trial | 9 Oct 2026 | | 9 Oct 2026 | |
    | TRN-M02 | Rollout | 15 Jan 2027 | 15 Jan 2027 | | Goes ahead on the evidence of the parents' survey |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 150 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |

    **Passes**

    KPIs:
    | ID | KPI | Type | Target date |
    | --- | --- | --- | --- |
    | TRN-K01 | Advice on time | Leading | 31 Jul 2027 |
    | TRN-K02 | Overdue advice begun | Leading | 31 Jul 2027 |

    Milestones:
    | ID | Milestone | Phase | Baseline date | Forecast date | Actual date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Tracker tried | Trial | 9 Oct 2026 | | 9 Oct 2026 |
    | TRN-M02 | More psychologists start | Rollout | 16 Oct 2026 | | 2 Nov 2026 |
    | TRN-M03 | Backlog team at work | Set up | 9 Oct 2026 | | 9 Oct 2026 |
    | TRN-M04 | Year 5 reviews held | Rollout | 11 Dec 2026 | 11 Dec 2026 | |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M03 | 150 |
    | TRN-K02 | TRN-M02 | 150 |
    | TRN-K02 | TRN-M04 | 160 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 110 |
    | TRN-K02 | 31 Oct 2026 | 110 |
    """
    red: defaultdict[str, list[_Red]] = defaultdict(list)
    reached: defaultdict[tuple[str, object], set[str]] = defaultdict(set)
    for kpi, row, expectation in expectations(programme):
        if expectation and expectation.actual and expectation.phase in TELLING:
            reached[kpi.id, row.measured_on or expectation.baseline].add(expectation.id)
    for kpi, item in items_with(programme, Kpi):
        missed = reached.get((kpi.id, item.rating.facts.get("expected_at")))
        if kpi.type is Indicator.LEADING and item.status is Status.RED and missed:
            red[kpi.workstream].append((kpi, item, frozenset(missed)))
    tried = {milestone.workstream for milestone in programme.each(Milestone) if milestone.phase is Phase.TRIAL}
    for code in red.keys() & tried:
        asked = (_asked(programme, red[code], *rollout) for rollout in _rollouts(programme, code))
        yield from islice((found for found in asked if found), 1)


def _asked(programme: Programme, red: list[_Red], one: Milestone, name: str, day: date) -> Hit | None:
    """The hit of one rollout, where a KPI that is Red stands against it."""
    before = _all_before(programme, one)
    others = [
        (kpi, item)
        for kpi, item, missed in red
        if missed != {one.id} and (not before or missed & before or _is_alike(programme, one, missed))
    ]
    against = [(kpi, item) for kpi, item in others if _stands(programme, kpi, item, name, day)]
    kpis = [kpi.id for kpi, _ in against]
    related = [Related(item.rating.cells[0], f"{kpi.id} is Red") for kpi, item in against]
    is_reached = "was reached on" if name == "actual" else "is expected on"
    return hit(one.at(name), *related, is_reached=is_reached, day=day, kpis=first_few(kpis)) if against else None


def _all_before(programme: Programme, one: Milestone) -> frozenset[str]:
    """What a milestone waits for, and whatever these wait for."""
    found: set[str] = set()
    ahead = [one]
    while ahead:
        names = {name for name, _ in ahead.pop().depends_on} - found
        found |= names
        ahead += [programme.milestones[name] for name in names if name in programme.milestones]
    return frozenset(found - {one.id})


def _is_alike(programme: Programme, one: Milestone, others: frozenset[str]) -> bool:
    """Whether the names of milestones share two words with that of this one, although nothing links them."""
    words = first_letters(content_words(one.name or ""))
    named = (programme.milestones[other].name or "" for other in others if other in programme.milestones)
    return any(len(words & first_letters(content_words(name))) >= SHARED for name in named)


def _rollouts(programme: Programme, code: str) -> Iterator[tuple[Milestone, str, date]]:
    """The rollouts of a workstream that were reached, in order, and the next that is to come."""
    reached, coming = [], []
    for item, as_at in milestones_with_as_at(programme):
        if item.workstream != code or item.phase is not Phase.ROLLOUT:
            continue
        if not (is_active(programme, item) and programme.of(item).whole(Milestone)):
            continue
        if _ON_WHAT_EVIDENCE.search(item.commentary or ""):
            continue
        if item.actual and item.actual <= as_at:
            reached.append((item.actual, item.id, item))
        elif item.forecast and item.forecast >= as_at:
            coming.append((item.forecast, item.id, item))
    yield from ((item, "actual", day) for day, _, item in sorted(reached, key=lambda row: row[:2]))
    yield from ((item, "forecast", day) for day, _, item in sorted(coming, key=lambda row: row[:2])[:1])


def _stands(programme: Programme, kpi: Kpi, item: Item, name: str, day: date) -> bool:
    """Whether the figure that is Red was known by the rollout, and is the last before it."""
    told = item.rating.facts.get("actual_date")
    as_at = programme.as_at(kpi)
    if name == "actual":
        return isinstance(told, date) and told <= day
    ahead = [entry.day for entry in points(programme).get(kpi, ())] + ([kpi.target_date] if kpi.target_date else [])
    return as_at is not None and not any(as_at < point <= day for point in ahead)
