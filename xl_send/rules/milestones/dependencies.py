"""What a milestone rests on: its predecessors, and the trial before a rollout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import islice

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import expectations, points
from xl_send.analysis.needs import plan_day
from xl_send.findings import Related, Severity
from xl_send.results import Item, Status
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.milestones.progress import milestones_with_as_at
from xl_send.rules.reported import items_with
from xl_send.words import first_few
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Indicator, Phase, State, TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, first_by_id

Before = Milestone | Diagnostic
# What is seen at these tells whether the work does what it is for.
TELLING = frozenset({Phase.TRIAL, Phase.ROLLOUT})


@rule(
    "MS41",
    Severity.QUERY,
    "Reached on {day}, {though}.",
    "Check the date here and there. If it did not wait for {them}, correct Depends on, or the phase.",
)
def reached_before_what_comes_first(programme: Programme) -> Iterator[Hit]:
    """What a milestone depends on was reached before it, and a rollout follows its own trial.

    One of the dates is a slip, or something was opened without what it needs. A rollout that is reached while a trial
    of its own workstream is open, or before it, is an error where the rollout depends on it or no trial of the
    workstream has been reached at all; else it is asked about, where the trial was planned first. A rollout that names
    the trial on which it rests is asked about no other; where another trial was reached before it and it names none,
    this is advice.

    **Fails**

    Milestones:
    | ID | Phase | Baseline date | Actual date | Depends on |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Set up | 2 Oct 2026 | 9 Oct 2026 | |
    | TRN-M02 | Design | 16 Oct 2026 | <8 Oct 2026> | TRN-M01 |
    | TRN-M03 | Design | 11 Dec 2026 | | |
    | TRN-M04 | Trial | 30 Oct 2026 | <30 Oct 2026> | TRN-M03, TRN-T01 |

    Diagnostics:
    | ID | Starts | Ends | Status |
    | --- | --- | --- | --- |
    | TRN-T01 | 2 Nov 2026 | 27 Nov 2026 | Under way |

    **Fails**

    Milestones:
    | ID | Phase | Baseline date | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | Trial | 16 Oct 2026 | |
    | TRN-M02 | Rollout | 30 Oct 2026 | <30 Oct 2026> |

    **Passes**

    Milestones:
    | ID | Phase | Baseline date | Actual date | Depends on | State |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Set up | 2 Oct 2026 | 9 Oct 2026 | | |
    | TRN-M02 | Design | 16 Oct 2026 | 9 Oct 2026 | TRN-M01 | |
    | TRN-M03 | Design | 11 Dec 2026 | | TRN-M02 | |
    | TRN-M04 | Design | 11 Dec 2026 | | | Withdrawn |
    | TRN-M05 | Trial | 16 Oct 2026 | 16 Oct 2026 | TRN-M04, OUT-M01 | |
    | TRN-M06 | Rollout | 30 Oct 2026 | 30 Oct 2026 | | |
    | TRN-M07 | Trial | 15 Jan 2027 | | | |

    **Passes**

    Milestones:
    | ID | Milestone | Phase | Baseline date | Actual date | Depends on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | First settings trained | Trial | 2 Oct 2026 | 2 Oct 2026 | |
    | TRN-M02 | Portage offered to 20 families | Trial | 16 Oct 2026 | | |
    | TRN-M03 | Second wave of settings trained | Rollout | 30 Oct 2026 | 30 Oct 2026 | TRN-M01 |
    """
    tasks = first_by_id(programme.each(Diagnostic))
    trials: defaultdict[str, list[Milestone]] = defaultdict(list)
    for milestone in programme.each(Milestone):
        if milestone.phase is Phase.TRIAL and is_active(programme, milestone):
            trials[milestone.workstream].append(milestone)
    for milestone, as_at in milestones_with_as_at(programme):
        if milestone.actual is None or milestone.actual > as_at or not is_active(programme, milestone):
            continue
        named = [programme.milestones.get(link.id) or tasks.get(link.id) for link in milestone.depends_on]
        waits = [
            before
            for before in named
            if before is not None and before is not milestone and _is_later(before, milestone.actual, as_at)
        ]
        rollout = milestone.phase is Phase.ROLLOUT
        own = [trial for trial in trials[milestone.workstream] if rollout and trial.workbook == milestone.workbook]
        rests_on = [trial for trial in own if trial in named]
        own = own if all(_is_later(trial, milestone.actual, as_at) for trial in rests_on) else rests_on
        tried = [
            trial
            for trial in own
            if _is_later(trial, milestone.actual, as_at) and plan_day(trial) <= plan_day(milestone)
        ]
        found = list(dict.fromkeys([*waits, *tried]))
        if found:
            none_reached = bool(tried) and len(
                [trial for trial in own if _is_later(trial, milestone.actual, as_at)]
            ) == len(own)
            certain = none_reached or any(trial in waits for trial in own)
            softer = Severity.ADVICE if len(tried) < len(own) and not waits else None
            yield _too_early(milestone, milestone.actual, found, Severity.ERROR if certain else softer)


def _is_later(before: Before, day: date, as_at: date) -> bool:
    """Whether what comes first is still open, or was reached after a day; a date to come is told by itself."""
    if isinstance(before, Milestone):
        end, counts, done = before.actual, before.state is State.ACTIVE, False
    else:
        end, counts, done = before.actual_end, before.status is not TaskStatus.DROPPED, before.status is TaskStatus.DONE
    return counts and (not done if end is None else day < end <= as_at)


def _too_early(one: Milestone, day: date, found: list[Before], severity: Severity | None) -> Hit:
    ends = [(before, before.actual if isinstance(before, Milestone) else before.actual_end) for before in found]
    still = [before.id for before, end in ends if end is None]
    later = [f"{before.id}, reached on {say(end)}" for before, end in ends if end is not None]
    though = [f"while {first_few(still)} {'is' if len(still) == 1 else 'are'} still open"] if still else []
    though += [f"before {first_few(later)}"] if later else []
    related = [
        Related(before.at("actual" if isinstance(before, Milestone) else "actual_end"), f"{before.id} comes first")
        for before in found
    ]
    them = "it" if len(found) == 1 else "them"
    words = {"though": " and ".join(though), "them": f"{found[0].id}" if len(found) == 1 else them}
    return hit(one.at("actual"), *related, severity=severity, day=day, **words)


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
    rollout that was reached, other than this one, and nothing more is expected of it before the rollout.

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
    others = [(kpi, item) for kpi, item, missed in red if missed != {one.id}]
    against = [(kpi, item) for kpi, item in others if _stands(programme, kpi, item, name, day)]
    kpis = [kpi.id for kpi, _ in against]
    related = [Related(item.rating.cells[0], f"{kpi.id} is Red") for kpi, item in against]
    is_reached = "was reached on" if name == "actual" else "is expected on"
    return hit(one.at(name), *related, is_reached=is_reached, day=day, kpis=first_few(kpis)) if against else None


def _rollouts(programme: Programme, code: str) -> Iterator[tuple[Milestone, str, date]]:
    """The rollouts of a workstream that were reached, in order, and the next that is to come."""
    reached, coming = [], []
    for item, as_at in milestones_with_as_at(programme):
        if item.workstream != code or item.phase is not Phase.ROLLOUT:
            continue
        if not (is_active(programme, item) and programme.of(item).whole(Milestone)):
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
