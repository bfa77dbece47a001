"""What a milestone rests on: its predecessors, and the trial before a rollout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.analysis.activity import is_active
from xl_send.analysis.needs import plan_day
from xl_send.findings import Related, Severity
from xl_send.network import Edge, network_of
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.milestones.progress import milestones_with_as_at
from xl_send.rules.rings import rings_told
from xl_send.words import first_few
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Phase, State, TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, first_by_id

Before = Milestone | Diagnostic


@rule(
    "MS41",
    Severity.QUERY,
    "Reached on {day}, {though}.",
    "Check the date here and there. If it did not wait for {them}, correct Depends on, or the phase.",
    speaks_for=("MC56",),
)
def reached_before_what_comes_first(programme: Programme) -> Iterator[Hit]:
    """What a milestone depends on was reached before it, and a rollout follows its own trial.

    One of the dates is a slip, or something was opened without what it needs. A rollout that is reached while a trial
    of its own workstream is open, or before it, is an error where the rollout depends on it or no trial of the
    workstream has been reached at all. A rollout that names the trial on which it rests is asked about no other, nor
    is one before which another trial was reached: of several strands each has its own.

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
    | TRN-M08 | Trial | 23 Oct 2026 | | | |

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
        untried = all(_is_later(trial, milestone.actual, as_at) for trial in own)
        tried = [trial for trial in own if untried and plan_day(trial) <= plan_day(milestone)]
        found = list(dict.fromkeys([*waits, *tried]))
        if found:
            certain = bool(tried) or any(trial in waits for trial in own)
            yield _too_early(milestone, milestone.actual, found, Severity.ERROR if certain else None)


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


@rule(
    "RF59",
    Severity.ERROR,
    "These wait for one another: {ring}. None of them can be reached before the others.",
    "Decide which comes first. The link to give up most easily is {weakest}, {why}.",
)
def milestones_that_wait_for_one_another(programme: Programme) -> Iterator[Hit]:
    """No milestone or task of a workbook waits, by way of others of it, for itself.

    Of each tangle the shortest ring is told, at the link that the dates contradict most, or that has least room. Rings
    that lead through another workbook are found when the workbooks are checked for conflicts.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | 4 Dec 2026 | 4 Dec 2026 | <TRN-M03> |
    | TRN-M02 | 11 Dec 2026 | 11 Dec 2026 | TRN-M01 |
    | TRN-M03 | 15 Jan 2027 | 15 Jan 2027 | TRN-M02 |

    **Passes**

    Milestones:
    | ID | Depends on |
    | --- | --- |
    | TRN-M01 | |
    | TRN-M02 | TRN-M01 |
    | TRN-M03 | TRN-M01, TRN-M02 |

    **Passes**

    Milestones:
    | ID | Depends on |
    | --- | --- |
    | TRN-M01 | SOU-M01 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Depends on |
    | --- | --- | --- |
    | SOU-M01 | SOU | TRN-M01 |
    """
    waiting = any(milestone.depends_on for milestone in programme.each(Milestone))
    if waiting or any(task.after for task in programme.each(Diagnostic)):
        yield from rings_told(network_of(programme), _is_of_one_workbook)


def _is_of_one_workbook(ring: Sequence[Edge]) -> bool:
    """Whether more than one milestone waits, and all that wait stand in one workbook."""
    return len(ring) > 1 and len({edge.cell.workbook for edge in ring}) == 1


@rule(
    "MQ23",
    Severity.QUERY,
    "Forecast date is {forecast}, before its planned day, but {before}, on which it depends, is forecast for {later}.",
    "Give the day on which it can be. If {before} need not come first, take it out of Depends on and say why.",
)
def brought_forward_before_what_it_waits_for(programme: Programme) -> Iterator[Hit]:
    """A milestone that is brought forward still comes after what it depends on.

    A rollout agreed before its trial is reviewed looks early, and is decided without the evidence. Asked of one still
    to come that is forecast before its planned day, and before a milestone on which it depends that is still to come.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | 9 Dec 2026 | 9 Dec 2026 | |
    | TRN-M02 | 11 Mar 2027 | <8 Dec 2026> | TRN-M01 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Depends on |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 9 Dec 2026 | 9 Dec 2026 | | |
    | TRN-M02 | 11 Mar 2027 | 9 Dec 2026 | | TRN-M01 |
    | TRN-M03 | 8 Dec 2026 | 8 Dec 2026 | | TRN-M01 |
    | TRN-M04 | 6 Nov 2026 | | 6 Nov 2026 | |
    | TRN-M05 | 11 Mar 2027 | 20 Nov 2026 | | TRN-M04 |
    """
    for one in programme.each(Milestone):
        if one.actual or one.forecast is None or one.forecast >= plan_day(one) or not is_active(programme, one):
            continue
        named = [programme.milestones.get(reference.id) for reference in one.depends_on]
        still = [each for each in named if each and each.forecast and not each.actual and is_active(programme, each)]
        last = max(still, key=lambda each: each.forecast or one.baseline, default=None)
        if last is not None and last.forecast and last.forecast > one.forecast:
            related = Related(last.at("forecast"), "its forecast"), Related(one.at("depends_on"), "depends on")
            yield hit(one.at("forecast"), *related, forecast=one.forecast, before=last.id, later=last.forecast)
