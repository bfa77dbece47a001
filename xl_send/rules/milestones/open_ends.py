"""What milestones wait for: nothing, while the rest of their workstream is joined together, or far too long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xl_send.analysis.activity import is_active, worked_on
from xl_send.analysis.needs import plan_day
from xl_send.analysis.notes.content import content_words
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import Decision, Phase
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# Of this share of a workstream's later milestones, and this many, the plan is one that joins them.
MOST, ENOUGH = 0.75, 3
LATER = frozenset({Phase.ROLLOUT, Phase.SUSTAIN})

# What a forum decides waits for its meeting, and mostly for nothing else.
DECIDED = frozenset({Decision.DECISION, Decision.KEY_DECISION})


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
    of the others of these phases, and three or more, do name what comes first. A fixed date waits for nobody. Asked of
    a rollout after a trial: what is made ready without one, or sustained, may wait for nothing in the plan, such as a
    budget or a summer's works; what a forum decides waits for its meeting. It is asked of what has a word in common
    with a trial, which was tried there: a conference or an online module waits for nothing.

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
    | ID | Milestone | Phase | Key | Depends on | Decision needed |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Trial opens | Trial | Yes | | |
    | TRN-M02 | Second wave opens | Rollout | Yes | TRN-M01 | |
    | TRN-M03 | Third wave opens | Rollout | No | TRN-M02 | |
    | TRN-M04 | Service handed over | Sustain | No | TRN-M03 | |
    | TRN-M05 | Contract let | Rollout | Yes | | Key decision |
    | TRN-M06 | Annual conference held | Rollout | Yes | | None |
    | TRN-M08 | Online module for all schools | Rollout | Yes | | None |
    | TRN-M07 | First annual report | Sustain | Yes | | None |

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
    | TRN-M13 | Rollout | Yes | | |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Receiver milestone |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | OUT | OUT-M04 | TRN | TRN-M06 |
    | TRN-D02 | OUT | | TRN | TRN-M13 |

    **Passes**

    Milestones:
    | ID | Phase | Key | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | Design | Yes | |
    | TRN-M02 | Rollout | Yes | TRN-M01 |
    | TRN-M03 | Rollout | Yes | |
    | TRN-M04 | Rollout | Yes | TRN-M02, TRN-M03 |
    | TRN-M05 | Sustain | No | TRN-M04 |
    """
    received = {handover.receiver_milestone for handover in programme.each(Interdependency)}
    later: defaultdict[str, list[Milestone]] = defaultdict(list)
    tried: defaultdict[str, set[str]] = defaultdict(set)
    for milestone in programme.each(Milestone):
        if milestone.phase is Phase.TRIAL:
            tried[milestone.workstream] |= content_words(milestone.name or "")
    for milestone in worked_on(programme, Milestone):
        if milestone.phase in LATER:
            later[milestone.workstream].append(milestone)
    for code, found in later.items():
        joined = sum(bool(milestone.depends_on) for milestone in found)
        if joined < ENOUGH or joined < MOST * (len(found) - 1):
            continue
        for milestone in found:
            waits = milestone.depends_on or milestone.id in received or milestone.fixed or milestone.actual
            of_a_trial = milestone.phase is Phase.ROLLOUT and content_words(milestone.name or "") & tried[code]
            if milestone.key and of_a_trial and not waits and milestone.decision not in DECIDED:
                yield hit(milestone.at("depends_on"), joined=joined, others=len(found) - 1, code=code)


# A wait of so many working days and more, of which there are five for seven days, and by how much it must be too long.
A_LONG_WAIT, TOO_LONG = 30, 3


@rule(
    "MS72",
    Severity.QUERY,
    "It waits {lag} working days after {before}, but is planned for {day}, {gap} days after it.",
    "Check the number of days{meant} If so long a wait is right, the plan needs a later date.",
    brings={"WM01": Reach.ROW},
)
def wait_longer_than_the_plan(programme: Programme) -> Iterator[Hit]:
    """The days that a milestone waits after another fit into its own plan.

    With a digit too many everything after it moves by months, and its row looks on time. Asked of waits of thirty
    working days and more that are three times as long as the plan leaves.

    **Fails**

    Milestones:
    | ID | Baseline date | Depends on |
    | --- | --- | --- |
    | TRN-M01 | 15 Jan 2027 | |
    | TRN-M02 | 12 Feb 2027 | <TRN-M01+150> |

    **Passes**

    Milestones:
    | ID | Baseline date | Depends on | Actual date |
    | --- | --- | --- | --- |
    | TRN-M01 | 15 Jan 2027 | | |
    | TRN-M02 | 12 Feb 2027 | TRN-M01+15 | |
    | TRN-M03 | 12 Feb 2027 | TRN-M01+29 | |
    | TRN-M04 | 21 May 2027 | TRN-M01+100 | |
    | TRN-M05 | 2 Oct 2026 | TRN-M01+150 | 2 Oct 2026 |
    """
    for milestone in programme.each(Milestone):
        for name, lag in milestone.depends_on if not milestone.actual and is_active(programme, milestone) else ():
            before = programme.milestones.get(name)
            if before is None or lag < A_LONG_WAIT:
                continue
            gap = max((plan_day(milestone) - plan_day(before)).days, 1)
            if lag * 7 / 5 >= TOO_LONG * gap:
                meant = f": was +{lag // 10} meant?" if not lag % 10 and lag // 10 * 7 / 5 <= gap else "."
                other = Related(before.at("baseline"), f"when {name} is planned")
                words = {"lag": lag, "gap": gap}
                yield hit(
                    milestone.at("depends_on"), other, severity=None, before=name, day=plan_day(milestone),
                    meant=meant, **words,
                )  # fmt: skip
