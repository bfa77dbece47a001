"""Milestones that nothing leads up to, while the rest of their workstream is joined together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Phase
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# Of this share of a workstream's later milestones, and this many, the plan is one that joins them.
MOST, ENOUGH = 0.75, 3
LATER = frozenset({Phase.ROLLOUT, Phase.SUSTAIN})


@rule(
    "MS45",
    Severity.QUERY,
    "Depends on is blank, though {joined} of the {others} other milestones in Rollout and Sustain of {code} say what "
    "they wait for.",
    "Name what must be reached before it. Otherwise nothing that is late will ever move it.",
)
def key_milestone_waits_for_nothing(programme: Programme) -> Iterator[Hit]:
    """A key milestone of a rollout waits for something.

    A rollout that depends on nothing stays on time on paper, however late the trial is. Asked of key milestones of
    Rollout and Sustain that are still to come and to which no other milestone hands anything over, where three quarters
    of the others of these phases, and three or more, do name what comes first. A fixed date waits for nobody.

    **Fails**

    Milestones:
    | ID | Phase | Key | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | Set up | Yes | |
    | TRN-M02 | Design | Yes | TRN-M01 |
    | TRN-M03 | Trial | Yes | TRN-M02 |
    | TRN-M04 | Trial | No | TRN-M03 |
    | TRN-M05 | Rollout | Yes | <> |
    | TRN-M06 | Rollout | No | TRN-M05 |
    | TRN-M07 | Rollout | Yes | TRN-M04 |
    | TRN-M08 | Sustain | No | TRN-M05 |

    **Passes**

    Milestones:
    | ID | Phase | Key | Depends on | Fixed date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Set up | Yes | | |
    | TRN-M02 | Trial | Yes | | |
    | TRN-M03 | Rollout | No | TRN-M02 | |
    | TRN-M04 | Rollout | No | TRN-M03 | |
    | TRN-M05 | Rollout | No | | |
    | TRN-M06 | Sustain | Yes | | |
    | TRN-M07 | Sustain | Yes | TRN-M04 | |
    | TRN-M08 | Rollout | Yes | | Yes |
    | TRN-M09 | Rollout | No | TRN-M04 | |
    | TRN-M10 | Rollout | No | TRN-M04 | |
    | TRN-M11 | Rollout | No | TRN-M04 | |
    | TRN-M12 | Rollout | No | TRN-M04 | |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Receiver milestone |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | OUT | OUT-M04 | TRN | TRN-M06 |
    """
    handovers = [handover for handover in programme.each(Interdependency) if handover.giver_milestone]
    received = {handover.receiver_milestone for handover in handovers}
    later: defaultdict[str, list[Milestone]] = defaultdict(list)
    for milestone in worked_on(programme, Milestone):
        if milestone.phase in LATER:
            later[milestone.workstream].append(milestone)
    for code, found in later.items():
        joined = sum(bool(milestone.depends_on) for milestone in found)
        if joined < ENOUGH or joined < MOST * (len(found) - 1):
            continue
        for milestone in found:
            open_end = not milestone.depends_on and milestone.id not in received and not milestone.fixed
            if milestone.key and not milestone.actual and open_end:
                yield hit(milestone.at("depends_on"), joined=joined, others=len(found) - 1, code=code)
