"""Designs that name no diagnosis on which they rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from xl_send.analysis.notes.content import stems
from xl_send.analysis.references import rests_on
from xl_send.findings import Severity
from xl_send.network import network_of
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.ids import letter_of
from xl_send.workbook.sheets.choices import Phase
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme


@rule(
    "CF24",
    Severity.ADVICE,
    "{id} is a milestone in Design, and no design of {code} names a diagnostic task, though {task} is still to come.",
    "Name under Depends on the tasks whose findings the design uses.",
)
def design_without_diagnosis(programme: Programme) -> Iterator[Hit]:
    """A design names the diagnostic tasks that it rests on, where its workstream has any still to come.

    Without that nobody sees that a late diagnosis makes a late design. Told once a workstream, at the first design
    still to come, and only where no design of it names a task, nor does anything that one depends on: a design that
    goes on from a diagnosis already made rests on one. A task that was to start after the day on which the last design
    was planned is none that a design was to rest on, nor is one of whose words the title of a milestone of another
    phase has more than that of any design.

    **Fails**

    Milestones:
    | ID | Phase | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | Design | 11 Dec 2026 | <> |
    | TRN-M02 | Design | 15 Jan 2027 | |

    Diagnostics:
    | ID |
    | --- |
    | TRN-T01 |

    **Passes**

    Milestones:
    | ID | Workstream | Phase | Depends on | Actual date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | TRN | Design | TRN-T01 | |
    | TRN-M02 | TRN | Trial | | |
    | TRN-M03 | TRN | Design | | 2 Nov 2026 |
    | TRN-M04 | TRN | Design | TRN-M01 | |
    | OUT-M01 | OUT | Design | | |
    | SUF-M01 | SUF | Design | | |

    Diagnostics:
    | ID | Workstream | Status | Actual end |
    | --- | --- | --- | --- |
    | TRN-T01 | TRN | Planned | |
    | SUF-T01 | SUF | Done | 30 Oct 2026 |

    **Passes**

    Milestones:
    | ID | Phase | Baseline date | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Design | 13 Nov 2026 | 15 Jan 2027 |

    Diagnostics:
    | ID | Starts | Ends |
    | --- | --- | --- |
    | TRN-T01 | 7 Dec 2026 | 18 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Phase | Depends on | Actual date | Forecast date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Set up | TRN-T02 | 30 Oct 2026 | |
    | TRN-M02 | Design | TRN-M01 | 6 Nov 2026 | |
    | TRN-M03 | Design | TRN-M02 | | 11 Dec 2026 |

    Diagnostics:
    | ID | Status | Actual end |
    | --- | --- | --- |
    | TRN-T01 | Planned | |
    | TRN-T02 | Done | 16 Oct 2026 |

    **Passes**

    Milestones:
    | ID | Milestone | Phase | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Summer programme agreed | Design | 11 Dec 2026 |
    | TRN-M02 | Drop-ins begin in ten schools | Trial | 15 Jan 2027 |

    Diagnostics:
    | ID | Task |
    | --- | --- |
    | TRN-T01 | Survey of staff before the drop-ins |
    """
    network = network_of(programme)
    to_come: dict[str, list[Diagnostic]] = {}
    designs: dict[str, list[tuple[date, Milestone]]] = {}
    diagnosed: set[str] = set()
    for node in network.nodes:
        one = node.record
        if isinstance(one, Milestone) and one.phase is Phase.DESIGN and node.own and not node.done:
            designs.setdefault(one.workstream, []).append((node.own, one))
        elif isinstance(one, Milestone) and one.phase is Phase.DESIGN and _rests_on_a_task(programme, one):
            diagnosed.add(one.workstream)
        elif isinstance(one, Diagnostic) and not node.done:
            to_come.setdefault(one.workstream, []).append(one)
    for code, found in designs.items():
        others = [one for one in programme.each(Milestone) if one.workstream == code and one.phase is not Phase.DESIGN]
        tasks = [task.id for task in to_come.get(code, ()) if _may_serve(task, [one for _, one in found], others)]
        rests = code in diagnosed or any(_rests_on_a_task(programme, one) for _, one in found)
        if tasks and not rests:
            _, first = min(found, key=lambda dated: (dated[0], dated[1].id))
            yield hit(first.at("depends_on"), id=first.id, code=code, task=tasks[0]).known_by(first.id)


def _may_serve(task: Diagnostic, designs: Sequence[Milestone], others: Sequence[Milestone]) -> bool:
    """Whether a task was to start before some design was planned, and no other milestone is more of its words."""
    if not any(task.starts < one.baseline for one in designs):
        return False
    of_a_design, of_another = (max((_shared(task, one) for one in some), default=0) for some in (designs, others))
    return of_a_design >= of_another


def _shared(task: Diagnostic, milestone: Milestone) -> int:
    """How many of the words that say what a task is about the title of a milestone has too."""
    return len(stems(task.name or "") & stems(milestone.name or ""))


def _rests_on_a_task(programme: Programme, milestone: Milestone) -> bool:
    """Whether a milestone, or anything on which it depends, names a diagnostic task."""
    return any(letter_of(one) == Diagnostic.SHEET.letter for one in rests_on(programme, milestone))
