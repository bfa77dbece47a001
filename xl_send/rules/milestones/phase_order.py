"""The phases of a workstream, in which order they are planned."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xl_send.analysis.needs import plan_day
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.milestones.phases import planned_streams
from xl_send.workbook.sheets.choices import Phase
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme


@rule(
    "MQ14",
    Severity.QUERY,
    "{phase} is planned for {day}, {side} milestone in {before}, on {other}.",
    "Check the phase and the planned date of both.",
)
def phases_out_of_order(programme: Programme) -> Iterator[Hit]:
    """A phase is not planned to be over before the phase before it begins.

    Phases may overlap: one area may roll out while another is still on trial, and of two strands of a workstream one
    may be rolled out before the other is tried. But all of a rollout does not come before the trial, nor is all kept
    going before any of it was rolled out; nor is a workstream set up when all has been rolled out, or designed when
    all is kept going. Which of set up and design comes first is not asked about: heads may agree what a team will do
    before it is appointed. Nor is a design that depends on a trial: it takes up what was learnt; nor are milestones
    of two strands: by plan references each of which serves several phases, or by what depends on what.

    **Fails**

    Milestones:
    | ID | Phase | Baseline date |
    | --- | --- | --- |
    | TRN-M01 | Design | 11 Dec 2026 |
    | TRN-M02 | <Rollout> | 12 Feb 2027 |
    | TRN-M03 | Trial | 5 Mar 2027 |

    **Fails**

    Milestones:
    | ID | Phase | Baseline date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | <Rollout> | 12 Feb 2027 | |
    | TRN-M02 | Trial | 5 Mar 2027 | TRN-M01 |

    **Fails**

    Milestones:
    | ID | Phase | Baseline date |
    | --- | --- | --- |
    | TRN-M01 | Set up | 11 Dec 2026 |
    | TRN-M02 | Rollout | 12 Feb 2027 |
    | TRN-M03 | Rollout | 5 Mar 2027 |
    | TRN-M04 | <Set up> | 2 Dec 2027 |

    **Passes**

    Milestones:
    | ID | Phase | Baseline date | State |
    | --- | --- | --- | --- |
    | TRN-M01 | Design | 11 Dec 2026 | |
    | TRN-M02 | Trial | 12 Feb 2027 | |
    | TRN-M03 | Rollout | 12 Feb 2027 | |
    | TRN-M04 | Trial | 5 Mar 2027 | |
    | TRN-M05 | Sustain | 4 Dec 2026 | Withdrawn |

    **Passes**

    Milestones:
    | ID | Milestone | Phase | Baseline date |
    | --- | --- | --- | --- |
    | TRN-M01 | Charter agreed with heads | Design | 2 Oct 2026 |
    | TRN-M02 | Team in post | Set up | 13 Nov 2026 |
    | TRN-M03 | New rota in all areas | Rollout | 27 Nov 2026 |
    | TRN-M04 | Audit tool tried in four schools | Trial | 11 Dec 2026 |
    | TRN-M05 | Audit tool in all schools | Rollout | 12 Mar 2027 |

    **Passes**

    Milestones:
    | ID | Milestone | Phase | Baseline date | Depends on |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | First 60 teachers trained | Trial | 11 Dec 2026 | |
    | TRN-M02 | What was learnt agreed with schools | Design | 26 Feb 2027 | TRN-M01 |

    **Passes**

    Milestones:
    | ID | Phase | Baseline date | Plan reference |
    | --- | --- | --- | --- |
    | TRN-M01 | Trial | 11 Dec 2026 | Condition 1 |
    | TRN-M02 | Sustain | 3 Dec 2027 | Condition 1 |
    | TRN-M03 | Design | 26 Feb 2027 | Condition 2 |
    | TRN-M04 | Rollout | 10 Sep 2027 | Condition 2 |

    **Passes**

    Milestones:
    | ID | Phase | Baseline date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | Trial | 11 Dec 2026 | |
    | TRN-M02 | Rollout | 12 Feb 2027 | TRN-M01 |
    | TRN-M03 | Design | 26 Feb 2027 | |
    | TRN-M04 | Rollout | 10 Sep 2027 | TRN-M03 |
    """
    for found in planned_streams(programme):
        strands, chains = _strands(found.milestones), _chains(found.milestones)
        spans = _span_of_each_phase(found.milestones)
        for (before, _), (after, last_after) in pairwise(spans):
            begun = before.phase is not Phase.SET_UP or after.phase is not Phase.DESIGN
            designed = before.phase is Phase.DESIGN
            learnt = designed and {link.id for link in before.depends_on} & {after.id, last_after.id}
            apart = learnt or _serve_apart(strands, before, last_after) or _are_apart(chains, before, last_after)
            if begun and not apart and plan_day(last_after) < plan_day(before) and after.phase and before.phase:
                related = Related(before.at("phase"), f"the first in {before.phase.value}")
                yield _out_of_order(after, before, related, "before the first")
        for early, last in _begun_at_the_end(found.milestones):
            yield _out_of_order(early, last, Related(last.at("phase"), "the last of it"), "after the last")


def _strands(milestones: tuple[Milestone, ...]) -> frozenset[str | None]:
    """The plan references that serve several phases, each a strand of the workstream."""
    phases: dict[str | None, set[Phase | None]] = {}
    for milestone in milestones:
        phases.setdefault(milestone.plan_reference, set()).add(milestone.phase)
    return frozenset(reference for reference, served in phases.items() if reference and len(served) > 1)


def _serve_apart(strands: frozenset[str | None], one: Milestone, other: Milestone) -> bool:
    references = {one.plan_reference, other.plan_reference}
    return len(references) > 1 and references <= strands


def _chains(milestones: tuple[Milestone, ...]) -> dict[str, set[str]]:
    """Of each milestone those that it is joined to, directly or not, by what depends on what."""
    chain = {one.id: {one.id} for one in milestones}
    for one in milestones:
        for link in one.depends_on:
            if link.id in chain and chain[link.id] is not chain[one.id]:
                chain[one.id] |= chain[link.id]
                chain |= dict.fromkeys(chain[link.id], chain[one.id])
    return chain


def _are_apart(chains: dict[str, set[str]], one: Milestone, other: Milestone) -> bool:
    """Whether each is joined to others, and the two are not to one another."""
    return len(chains[one.id]) > 1 and len(chains[other.id]) > 1 and other.id not in chains[one.id]


def _out_of_order(one: Milestone, other: Milestone, related: Related, side: str) -> Hit:
    phase, before = (found.phase.value if found.phase else "" for found in (one, other))
    days = {"day": plan_day(one), "other": plan_day(other)}
    return hit(one.at("phase"), related, severity=None, phase=phase, side=side, before=before, **days)


def _begun_at_the_end(milestones: tuple[Milestone, ...]) -> Iterator[tuple[Milestone, Milestone]]:
    """Milestones that begin something after all of a phase three steps on, each with the last of that phase."""
    for phase, later in ((Phase.SET_UP, Phase.ROLLOUT), (Phase.DESIGN, Phase.SUSTAIN)):
        begun = [one for one in milestones if one.phase is phase]
        last = max((one for one in milestones if one.phase is later), key=plan_day, default=None)
        if last and len(begun) > 1:
            yield from ((one, last) for one in begun if plan_day(one) > plan_day(last))


def _span_of_each_phase(milestones: tuple[Milestone, ...]) -> list[tuple[Milestone, Milestone]]:
    """The milestones planned first and last in each phase that has any, phases in their order."""
    by_phase: dict[Phase, list[Milestone]] = {}
    for milestone in milestones:
        if milestone.phase:
            by_phase.setdefault(milestone.phase, []).append(milestone)
    found = (by_phase[phase] for phase in Phase if phase in by_phase)
    return [(min(planned, key=plan_day), max(planned, key=plan_day)) for planned in found]
