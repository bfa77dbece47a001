"""What is late somewhere and moves milestones elsewhere, and what slips past the end of a term."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from xl_send.analysis.account_ages import aside
from xl_send.analysis.needs import a_year_too_early, plan_day
from xl_send.findings import Related, Severity
from xl_send.network import Network, NodeKind, network_of
from xl_send.network.knock_on import (
    KnockOn,
    Moved,
    cell_to_blame,
    knock_ons,
    missed_meetings,
    passed_points,
    passed_terms,
)
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.rules.wording import Details, details
from xl_send.text import working_days
from xl_send.words import first_few
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

NAMED = 4


@rule(
    "CF10",
    Severity.QUERY,
    "{cause}. So {moved}.{passed}{aside}",
    "Bring {id} forward, or give the milestones that wait for it new forecast dates.",
    speaks_for=("MQ05",),
    brings={"CF01": Reach.CELL, "MQ23": Reach.CELL, "WM01": Reach.CELL, **COLOURS},
)
def late_by_knock_on(programme: Programme) -> Iterator[Hit]:
    """A milestone's forecast allows for what it waits for.

    A date that has slipped in one workbook moves others that nobody has looked at again. There is one finding for
    each cause, with everything that it moves: an error if a key milestone is among them. Blamed is what has slipped, or
    where that is on its plan, the forecast that does not allow for it. Milestones that stand on a loop are left out,
    and so is a forecast before the plan that a handover in time still lets be reached by the planned day, and one that
    has passed and is a year too early: nothing else moves that.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 11 Dec 2026 | SOU-M01 |
    | TRN-M02 | 18 Dec 2026 | 18 Dec 2026 | SOU-M01+10 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | SOU-M01 | SOU | 4 Dec 2026 | <14 Dec 2026> |

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 11 Dec 2026 | |
    | TRN-M02 | 18 Dec 2026 | <4 Dec 2026> | TRN-M01 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 14 Dec 2026 | SOU-M01 |
    | TRN-M02 | 18 Dec 2026 | 30 Dec 2026 | SOU-M01+10 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | SOU-M01 | SOU | 4 Dec 2026 | 14 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M02 | 11 Dec 2026 | 16 Dec 2026 | |
    | TRN-M03 | 25 Jan 2027 | 25 Jan 2026 | TRN-M02 |
    | TRN-M01 | 31 Mar 2027 | 19 Mar 2027 | |

    Interdependencies:
    | ID | Receiver | Receiver milestone | Needed by | Promised for |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | TRN | TRN-M01 | 15 Jan 2027 | 8 Jan 2027 |
    """
    network = network_of(programme)
    for every in knock_ons(network):
        found = every._replace(moved=tuple(one for one in every.moved if not _is_mistyped(programme, one)))
        if not found.moved:
            continue
        # A handover that comes when it is needed keeps the plan: only a forecast before it is meant to be bolder.
        in_time = _is_handover(found) and found.late <= 0
        if in_time and all(item.feasible <= network.plan_of(item.milestone).day for item in found.moved):
            continue
        severity = Severity.ERROR if any(item.milestone.key for item in found.moved) else Severity.QUERY
        yield Hit(cell_to_blame(found), partial(_of_knock_on, network, found), severity, (found.cause.id,))


def _is_mistyped(programme: Programme, item: Moved) -> bool:
    """Whether the year of a forecast is wrong: it has passed, and is told at its own row."""
    as_at = programme.as_at(item.milestone)
    return bool(as_at and a_year_too_early(plan_day(item.milestone), item.forecast, as_at))


def _of_knock_on(network: Network, found: KnockOn) -> Details:
    """What is said of a cause: everything that it moves."""
    blamed = cell_to_blame(found)
    related = [
        Related(
            item.milestone.at("forecast"),
            f"cannot be before {say(item.feasible)}, {working_days(item.by)} after this forecast",
        )
        for item in found.moved
        if item.milestone.at("forecast") != blamed
    ]
    if blamed != found.cause.cell:
        related.append(Related(found.cause.cell, "what it waits for"))
    return details(
        *related,
        id=found.cause.id,
        cause=_cause(network, found),
        moved=_moved(found.moved),
        passed=_passed(network, found.moved),
        aside=aside(network.programme, found.cause.record, *(item.milestone for item in found.moved)),
    )


def _cause(network: Network, found: KnockOn) -> str:
    name = f"{found.cause.id}, which {found.cause.workstream} needs," if _is_handover(found) else found.cause.id
    feasible = network.feasible(found.cause.id)
    moved = found.cause.own != feasible
    when = "came on" if found.cause.done else "cannot be before" if moved else "is expected on"
    than = "than it is needed" if _is_handover(found) else "than planned"
    late = f", {working_days(found.late)} later {than}" if found.late else ""
    return f"{name} {when} {say(feasible) if feasible else ''}{late}"


def _is_handover(found: KnockOn) -> bool:
    return found.cause.kind is NodeKind.HANDOVER


def _moved(moved: Sequence[Moved]) -> str:
    told = [f"{item.milestone.id} by {working_days(item.by)}, to {say(item.feasible)}" for item in moved[:NAMED]]
    more = [f"{len(moved) - NAMED} more"] if len(moved) > NAMED else []
    return f"it moves {'; '.join(told)}" + "".join(f"; and {item}" for item in more)


def _passed(network: Network, moved: Sequence[Moved]) -> str:
    """The meetings missed, term ends passed and figures expected too soon, as sentences with a space before each."""
    said = []
    for missed in list(missed_meetings(network, moved))[:NAMED]:
        following = f"the next is on {say(missed.following.day)}" if missed.following else "no later one is listed"
        said.append(f"{missed.milestone.id} misses {missed.meeting.forum} on {say(missed.meeting.day)}; {following}.")
    for milestone, ended, starts in list(passed_terms(network, moved))[:NAMED]:
        said.append(f"{milestone.id} passes the end of term on {say(ended)}; schools can act again from {say(starts)}.")
    points = sorted(
        {(passed_point.kpi, day) for passed_point, day in passed_points(network, moved)}, key=lambda item: item[::-1]
    )
    if points:
        kpis = first_few([f"{kpi} by {say(day)}" for kpi, day in points], most=NAMED)
        said.append(f"Figures are expected before the milestones that should bring them: {kpis}.")
    return "".join(f" {item}" for item in said)


@rule(
    "CF11",
    Severity.QUERY,
    "Schools must act for {id}, and {day} is after the term it was planned for. They can act again from {starts}, "
    "{late} after the planned date.",
    "Bring it forward into the term, or agree a date in the next one.",
    speaks_for=("MC02",),
)
def past_the_end_of_term(programme: Programme) -> Iterator[Hit]:
    """What schools must do falls in the term it was planned for, or in a later one.

    A few days past the end of term cost a whole holiday. Milestones that something else moves are told by their
    cause.

    **Fails**

    Milestones:
    | ID | Schools must act | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Yes | 18 Dec 2026 | <21 Dec 2026> |

    Calendar:
    | Name | From | To |
    | --- | --- | --- |
    | Autumn term 2026 | 1 Sep 2026 | 18 Dec 2026 |
    | Spring term 2027 | 4 Jan 2027 | 25 Mar 2027 |

    **Passes**

    Milestones:
    | ID | Schools must act | Baseline date | Forecast date | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Yes | 17 Dec 2026 | 18 Dec 2026 | |
    | TRN-M02 | Yes | 18 Dec 2026 | 4 Jan 2027 | |
    | TRN-M03 | No | 18 Dec 2026 | 21 Dec 2026 | |
    | TRN-M04 | Yes | 21 Dec 2026 | 22 Dec 2026 | |
    | TRN-M05 | Yes | 18 Dec 2026 | 21 Dec 2026 | Paused |

    Calendar:
    | Name | From | To |
    | --- | --- | --- |
    | Autumn term 2026 | 1 Sep 2026 | 18 Dec 2026 |
    | Spring term 2027 | 4 Jan 2027 | 25 Mar 2027 |
    """
    network = network_of(programme)
    for node in network.nodes:
        one = node.record
        if not isinstance(one, Milestone) or node.done or not one.schools_must_act or one.state is not State.ACTIVE:
            continue
        if one.forecast is None or (network.moved(node) and network.cause_of(node)):
            continue
        plan = network.plan_of(one)
        starts = network.next_term(plan.day, one.forecast)
        if starts:
            late = working_days(network.axis.days.between(plan.day, starts))
            planned = Related(plan.cell, "the planned date")
            yield hit(one.at("forecast"), planned, id=one.id, day=one.forecast, starts=starts, late=late).known_by(
                one.id
            )
