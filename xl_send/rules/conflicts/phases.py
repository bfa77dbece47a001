"""Phases that run ahead of what they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_send.analysis.account_ages import aside
from xl_send.analysis.activity import is_active
from xl_send.analysis.needs import plan_day
from xl_send.analysis.references import rests_on
from xl_send.findings import Related, Severity
from xl_send.network import EdgeKind, Network, network_of
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import first_few
from xl_send.workbook.columns import Record
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Handover, Phase
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_Dated = tuple[date, Milestone]
# What a workstream can hand over whatever its phase.
_OF_ANY_PHASE = frozenset({Handover.DATA, Handover.DECISION, Handover.PEOPLE})


@rule(
    "CF09",
    Severity.QUERY,
    "{id} is a {phase} expected on {day}, and {what}: {later}.{aside}",
    "Check that {id} can go ahead without it, or move it behind.",
)
def phase_ahead_of_what_it_rests_on(programme: Programme) -> Iterator[Hit]:
    """Nothing rolls out that rests on a workstream still designing or trying, and nothing is sustained before rollout.

    What is rolled out before another workstream's trial is over may have to be rolled out again. A rollout rests on
    another workstream while it waits for a milestone or a handover of it: not for data, a decision or people, which it
    gives in any phase, not once that workstream rolls out itself and another of its strands is still in design, and not
    where what is still to be tried goes back to other milestones of it than the one that is waited for.
    Within one workstream, Sustain is held against the first rollout by the dates expected now; where the plan itself
    has them the wrong way round, MQ14 says so.

    **Fails**

    Milestones:
    | ID | Phase | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | Rollout | <15 Jan 2027> | SOU-M01 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Phase | Forecast date |
    | --- | --- | --- | --- |
    | SOU-M01 | SOU | Set up | 11 Dec 2026 |
    | SOU-M02 | SOU | Trial | 16 Jan 2027 |

    **Fails**

    Milestones:
    | ID | Phase | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Rollout | 11 Dec 2026 | 5 Feb 2027 |
    | TRN-M02 | Sustain | 15 Jan 2027 | <4 Feb 2027> |

    **Fails**

    Milestones:
    | ID | Phase | Forecast date |
    | --- | --- | --- |
    | TRN-M01 | Rollout | <15 Jan 2027> |

    Interdependencies:
    | ID | Kind | Giver | Receiver | Receiver milestone |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | Deliverable | SOU | TRN | TRN-M01 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Phase | Forecast date |
    | --- | --- | --- | --- |
    | SOU-M02 | SOU | Design | 16 Jan 2027 |

    **Passes**

    Milestones:
    | ID | Phase | Baseline date | Forecast date | Depends on | Actual date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Rollout | 15 Jan 2027 | 15 Jan 2027 | SOU-M01 | |
    | TRN-M02 | Trial | 15 Jan 2027 | 15 Jan 2027 | WES-M01 | |
    | TRN-M03 | Sustain | 15 Jan 2027 | 15 Jan 2027 | | |
    | TRN-M04 | Rollout | 6 Nov 2026 | | WES-M01 | 6 Nov 2026 |
    | TRN-M05 | Rollout | 15 Jan 2027 | 15 Jan 2027 | WES-M02 | |
    | TRN-M06 | Rollout | 15 Jan 2027 | 15 Jan 2027 | EAS-M01 | |
    | TRN-M07 | Rollout | 15 Jan 2027 | 15 Jan 2027 | | |

    Interdependencies:
    | ID | Kind | Giver | Receiver | Receiver milestone | Delivered |
    | --- | --- | --- | --- | --- | --- |
    | TRN-D01 | Deliverable | WES | TRN | TRN-M01 | 6 Nov 2026 |
    | TRN-D02 | Data | WES | TRN | TRN-M07 | |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Phase | Forecast date | Actual date |
    | --- | --- | --- | --- | --- |
    | SOU-M01 | SOU | Set up | 11 Dec 2026 | |
    | SOU-M02 | SOU | Trial | 15 Jan 2027 | |
    | SOU-M03 | SOU | Trial | | 6 Nov 2026 |
    | SOU-M04 | SOU | Rollout | 22 Jan 2027 | |

    west.xlsx Workstreams:
    | Code |
    | --- |
    | WES |

    west.xlsx Milestones:
    | ID | Workstream | Phase | Forecast date | Actual date |
    | --- | --- | --- | --- | --- |
    | WES-M01 | WES | Trial | 22 Jan 2027 | |
    | WES-M02 | WES | Design | | 6 Nov 2026 |

    east.xlsx Workstreams:
    | Code |
    | --- |
    | EAS |

    east.xlsx Milestones:
    | ID | Workstream | Phase | Forecast date |
    | --- | --- | --- | --- |
    | EAS-M01 | EAS | Trial | 11 Dec 2026 |
    | EAS-M02 | EAS | Rollout | 15 Jan 2027 |
    | EAS-M03 | EAS | Design | 22 Jan 2027 |

    **Passes**

    Milestones:
    | ID | Phase | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | Rollout | 15 Jan 2027 | SOU-M01 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Milestones:
    | ID | Workstream | Phase | Forecast date | Depends on |
    | --- | --- | --- | --- | --- |
    | SOU-M01 | SOU | Design | 11 Dec 2026 | |
    | SOU-M02 | SOU | Set up | 11 Dec 2026 | |
    | SOU-M03 | SOU | Trial | 22 Jan 2027 | SOU-M02 |
    """
    network = network_of(programme)
    undone, rolled_out = _undone(programme, network), _rolled_out(programme)
    for early, code, before in _resting(network):
        rows = [row for phase in (Phase.DESIGN, Phase.TRIAL) for row in undone.get((code, phase), ())]
        later = [row for row in rows if row[0] > early[0] and not _is_of_another_strand(programme, row[1], before)]
        rolls_out = code in rolled_out or any(day <= early[0] for day, _ in undone.get((code, Phase.ROLLOUT), ()))
        if later and not rolls_out and is_active(programme, early[1]):
            yield _ahead(programme, early, later, f"{code}, which it depends on, will not have got that far")
    yield from _sustained_too_soon(programme, undone, rolled_out)


def _rolled_out(programme: Programme) -> frozenset[str]:
    """The workstreams that have reached a rollout."""
    reached = (one for one in programme.each(Milestone) if one.phase is Phase.ROLLOUT and one.actual)
    return frozenset(one.workstream for one in reached)


def _undone(programme: Programme, network: Network) -> Mapping[tuple[str, Phase], list[_Dated]]:
    """The milestones still to come, each with the day on which it is expected, by workstream and phase."""
    found: defaultdict[tuple[str, Phase], list[_Dated]] = defaultdict(list)
    for node in network.nodes:
        one = node.record
        if isinstance(one, Milestone) and one.phase and node.own and not node.done and is_active(programme, one):
            found[one.workstream, one.phase].append((node.own, one))
    return found


def _is_of_another_strand(programme: Programme, one: Milestone, other: Record | None) -> bool:
    """Whether a milestone goes back to others of its workstream, and to none to which another of it goes back."""
    if not isinstance(other, Milestone):
        return False
    strand = _strand(programme, one)
    return len(strand) > 1 and strand.isdisjoint(_strand(programme, other))


def _strand(programme: Programme, milestone: Milestone) -> set[str]:
    """A milestone with all of its workstream to which it goes back."""
    own = {one.id for one in programme.milestones.values() if one.workstream == milestone.workstream}
    return {milestone.id, *(own & rests_on(programme, milestone, lambda one: one.id in own))}


def _resting(network: Network) -> Iterator[tuple[_Dated, str, Record | None]]:
    """Every rollout still to come, with each other workstream from which it still waits for something, and for what."""
    graph, nodes = network.built.graph, network.nodes
    rollouts = dict(_rollouts(network))
    for number, (start, end) in enumerate(zip(graph.starts, graph.ends, strict=True)):
        if end in rollouts and not nodes[start].done:
            before, needed = nodes[start], network.edges[number].kind is EdgeKind.NEEDED
            promise = network.accounts[before.id].promise if needed else None
            code = promise.giver if promise else before.workstream
            if code != rollouts[end][1].workstream and not (promise and promise.kind in _OF_ANY_PHASE):
                yield rollouts[end], code, before.record


def _rollouts(network: Network) -> Iterator[tuple[int, _Dated]]:
    """Every rollout still to come, by the number of its node."""
    for number, node in enumerate(network.nodes):
        one = node.record
        if isinstance(one, Milestone) and one.phase is Phase.ROLLOUT and node.own and not node.done:
            yield number, (node.own, one)


def _sustained_too_soon(
    programme: Programme, undone: Mapping[tuple[str, Phase], Sequence[_Dated]], rolled_out: frozenset[str]
) -> Iterator[Hit]:
    """Sustain expected before the first rollout, where the plan has them in their order."""
    for (code, phase), found in undone.items():
        rollouts = undone.get((code, Phase.ROLLOUT), ())
        if phase is not Phase.SUSTAIN or not rollouts or code in rolled_out:
            continue
        first, kept = (min(rows, key=lambda row: (row[0], row[1].id)) for rows in (rollouts, found))
        planned = min(plan_day(item) for _, item in found) >= min(plan_day(rollout) for _, rollout in rollouts)
        if kept[0] < first[0] and planned:
            yield _ahead(programme, kept, [first], "nothing of it is rolled out by then")


def _ahead(programme: Programme, early: _Dated, later: Sequence[_Dated], what: str) -> Hit:
    """The hit of a milestone before those that should come first."""
    day, one = early
    told = [f"{other.id} ({other.phase.value if other.phase else ''}) on {say(then)}" for then, other in later]
    cells = [Related(other.at("forecast"), words) for (_, other), words in zip(later, told, strict=True)]
    return hit(
        one.at("forecast"), *cells, id=one.id, phase=one.phase.value if one.phase else "", day=day, what=what,
        later=first_few(told), aside=aside(programme, one, *(other for _, other in later)),
    ).known_by(one.id, *(other.id for _, other in later))  # fmt: skip
