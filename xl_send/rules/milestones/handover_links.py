"""What a milestone waits for, or brings, by its own row and by the handover to or from another workstream."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xl_send.analysis.activity import is_active, worked_on
from xl_send.analysis.references import rests_on
from xl_send.findings import Related, Severity
from xl_send.network.accounts import reconciled
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import first_few
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.submissions import Programme


@rule(
    "MC41",
    Severity.QUERY,
    "It depends on {named}, but what {giver} hands over for it, {handover}, comes with {expected}.",
    "Name the same milestone of {giver} in both places. If it waits for both, name both under Depends on.",
)
def waits_for_another_than_its_handover(programme: Programme) -> Iterator[Hit]:
    """A milestone depends on that milestone of a giver which brings what it receives.

    With the wrong id it moves with something that has nothing to do with it, and not with what it needs. Asked of a
    milestone that is still to come and names milestones of another workstream, where handovers from that workstream
    for it that are still to be made name none of these, no other handover to its workstream does, and none of them
    waits itself for what the handover names.

    **Fails**

    Milestones:
    | ID | Workstream | Depends on |
    | --- | --- | --- |
    | TRN-M01 | TRN | <OUT-M02> |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Receiver milestone |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | OUT | OUT-M01 | TRN | TRN-M01 |

    **Passes**

    Milestones:
    | ID | Workstream | Depends on |
    | --- | --- | --- |
    | TRN-M01 | TRN | OUT-M01 |
    | TRN-M02 | TRN | OUT-M01, OUT-M02 |
    | TRN-M03 | TRN | OUT-M03 |
    | TRN-M04 | TRN | TRN-M03 |
    | TRN-M05 | TRN | STA-M01 |
    | OUT-M03 | OUT | OUT-M01 |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Receiver milestone |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | OUT | OUT-M01 | TRN | TRN-M01 |
    | TRN-D02 | OUT | OUT-M01 | TRN | TRN-M02 |
    | TRN-D03 | OUT | OUT-M01 | TRN | TRN-M03 |
    | TRN-D04 | OUT | OUT-M01 | TRN | TRN-M04 |
    | TRN-D05 | OUT | OUT-M01 | TRN | TRN-M05 |
    """
    received: defaultdict[tuple[str, str], list[Interdependency]] = defaultdict(list)
    given: defaultdict[str, set[str]] = defaultdict(set)
    for account in worked_on(programme, Interdependency):
        given[account.receiver] |= {account.giver_milestone} if account.giver_milestone else set()
        if account.receiver_milestone and account.giver and not (account.delivered or account.accepted):
            received[account.receiver_milestone, account.giver].append(account)
    for (name, giver), accounts in received.items():
        milestone = programme.milestones.get(name)
        wanted = {account.giver_milestone for account in accounts if account.giver_milestone}
        if milestone is None or milestone.actual or not wanted or not is_active(programme, milestone):
            continue
        named = [one for one, _ in milestone.depends_on if one.startswith(f"{giver}-M")]
        ours = given[milestone.workstream]
        strays = [one for one in named if one not in ours and not _waits_for(programme, one, wanted)]
        if named and len(strays) == len(named) and wanted.isdisjoint(named):
            related = Related(accounts[0].at("giver_milestone"), "what brings it")
            yield hit(
                milestone.at("depends_on"), related, severity=None, named=first_few(named), giver=giver,
                handover=accounts[0].id, expected=first_few(sorted(wanted)),
            )  # fmt: skip


def _waits_for(programme: Programme, name: str, wanted: set[str]) -> bool:
    """Whether a milestone depends, itself or by others, on one of some."""
    one = programme.milestones.get(name)
    return one is not None and not wanted.isdisjoint(rests_on(programme, one))


# What is handed over before the milestone is reached.
_IN_PART = Pattern(
    r"(?i)\b(?:drafts?|interim|early|earlier|first (?:part|batch|version|cut|list)|in part|partly|part of|ahead of"
    r"|before (?:it|the)|provisional|advance|pre-?view|test|sample|outline)\b"
)


@rule(
    "MC53",
    Severity.QUERY,
    "{id} was promised for {promised}, but the plan of {milestone}, which brings it, is {plan}, its forecast day.",
    "If {milestone} was planned for {promised} or before, put its Baseline date back and give the later day as its "
    "forecast. If not, put Promised for right and tell {receiver}.",
)
def promised_before_it_is_planned(programme: Programme) -> Iterator[Hit]:
    """What is promised is promised for the day of the plan that brings it, or for a later one.

    A plan that was moved to the forecast hides that the handover is late; the promise still stands where it was. Asked
    of what is still to be handed over by a milestone that is still to be reached, by its plan to the day, and has no
    agreed date.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | <18 Dec 2026> | 18 Dec 2026 |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Promised for | Forecast |
    | --- | --- | --- | --- | --- | --- |
    | SOU-D01 | TRN | TRN-M01 | SOU | 11 Dec 2026 | 18 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Agreed date | Change reference |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 18 Dec 2026 | | | |
    | TRN-M02 | 18 Dec 2026 | | 11 Nov 2026 | | |
    | TRN-M03 | 18 Dec 2026 | 18 Dec 2026 | | 11 Dec 2026 | TRN-A01 |
    | TRN-M04 | 18 Dec 2026 | 18 Dec 2026 | | | |
    | TRN-M05 | 18 Dec 2026 | 15 Jan 2027 | | | |

    Interdependencies:
    | ID | Giver | Giver milestone | Receiver | Promised for | Forecast | Delivered | Note |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | SOU-D01 | TRN | TRN-M01 | SOU | 11 Dec 2026 | 18 Dec 2026 | | |
    | SOU-D02 | TRN | TRN-M02 | SOU | 11 Nov 2026 | | | |
    | SOU-D03 | TRN | TRN-M03 | SOU | 11 Dec 2026 | 18 Dec 2026 | | |
    | SOU-D04 | TRN | TRN-M04 | SOU | 6 Nov 2026 | | 6 Nov 2026 | |
    | SOU-D05 | TRN | TRN-M04 | SOU | 11 Dec 2026 | | | A draft will do, a week before it is signed |
    | SOU-D06 | TRN | TRN-M05 | SOU | 11 Dec 2026 | 15 Jan 2027 | | |
    """
    for name, accounts in reconciled(programme, programme.each(Interdependency)).items():
        promise = accounts.promise
        milestone = programme.milestones.get(promise.giver_milestone or "")
        day = promise.promised
        if milestone is None or day is None or promise.delivered or promise.state is not State.ACTIVE:
            continue
        on_plan = milestone.forecast == milestone.baseline and not (milestone.actual or milestone.agreed)
        stands = on_plan and is_active(programme, milestone)
        if stands and day < milestone.baseline and not _IN_PART.search(promise.note or ""):
            yield hit(
                milestone.at("baseline"), Related(promise.at("promised"), "the promise"), id=name, promised=day,
                milestone=milestone.id, plan=milestone.baseline, receiver=promise.receiver,
            ).known_by(name)  # fmt: skip
