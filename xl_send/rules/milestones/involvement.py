"""Who was involved in the work, and whom a change may treat less well."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from xl_send.analysis.activity import is_active
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Decision, Phase
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

Which = Callable[[Milestone], bool]


@rule(
    "MS61",
    Severity.ADVICE,
    "{id}{more} rolls out or is decided, but {workstream} names no equality impact assessment.",
    "Under Equality impact, give a link or the reference of the assessment; where none is needed, say why.",
)
def rollout_without_equality_impact(programme: Programme) -> Iterator[Hit]:
    """A workstream that rolls out, or that asks for a decision, names the equality impact assessment behind it.

    Under section 149 of the Equality Act 2010 whoever decides has the duty in mind at the time; a decision
    without it can be quashed. One assessment often serves a workstream, so a workstream that names one anywhere
    is not asked, nor is a workbook of an edition without the column.

    **Fails**

    Milestones:
    | ID | Phase | Decision needed | Equality impact |
    | --- | --- | --- | --- |
    | TRN-M01 | Rollout | | <> |
    | TRN-M02 | Design | Key decision | |

    **Passes**

    Milestones:
    | ID | Phase | Decision needed | Equality impact |
    | --- | --- | --- | --- |
    | TRN-M01 | Rollout | | EqIA 2026/14 |
    | TRN-M02 | Design | Key decision | |
    | OUT-M01 | Design | Assurance | |
    """
    yield from _first_of_each_workstream(programme, "equality", _changes_what_people_get)


def _changes_what_people_get(milestone: Milestone) -> bool:
    decides = milestone.decision in {Decision.DECISION, Decision.KEY_DECISION} and not milestone.decided
    return not milestone.actual and (milestone.phase is Phase.ROLLOUT or decides)


@rule(
    "MS62",
    Severity.ADVICE,
    "{id}{more} ends a design, but {workstream} does not say who was involved.",
    "Under Co-production, say which children, parent carers, schools or partners were involved, and how.",
)
def design_without_co_production(programme: Programme) -> Iterator[Hit]:
    """A design that is done says with whom it was made.

    The SEND code of practice asks for the views of children and their parents, and inspectors ask for co-production
    at every level. A workstream that tells of it anywhere is not asked, nor is a workbook without the column.

    **Fails**

    Milestones:
    | ID | Phase | Actual date | Co-production |
    | --- | --- | --- | --- |
    | TRN-M01 | Design | 2 Nov 2026 | <> |
    | TRN-M02 | Design | 3 Nov 2026 | |

    **Passes**

    Milestones:
    | ID | Phase | Actual date | Co-production |
    | --- | --- | --- | --- |
    | TRN-M01 | Design | 2 Nov 2026 | |
    | TRN-M02 | Design | 3 Nov 2026 | Parent carer forum, two workshops |
    """
    yield from _first_of_each_workstream(programme, "coproduction", _ends_a_design)


def _ends_a_design(milestone: Milestone) -> bool:
    return milestone.phase is Phase.DESIGN and milestone.actual is not None


def _first_of_each_workstream(programme: Programme, name: str, asked: Which) -> Iterator[Hit]:
    """One hit for each workstream that fills the column nowhere, at the first of its milestones that is asked."""
    told = {milestone.workstream for milestone in programme.each(Milestone) if getattr(milestone, name)}
    found: dict[str, list[Milestone]] = {}
    for milestone in _read_whole(programme):
        silent = name in milestone.table.places and milestone.workstream not in told
        if silent and is_active(programme, milestone) and asked(milestone):
            found.setdefault(milestone.workstream, []).append(milestone)
    yield from _of_each(found.values(), name)


def _read_whole(programme: Programme) -> Iterator[Milestone]:
    """The milestones of workbooks of which every milestone could be read: elsewhere a blank may be no blank."""
    for submission in programme.submissions:
        if submission.whole(Milestone):
            yield from submission.all(Milestone)


def _of_each(found: Iterable[Sequence[Milestone]], name: str) -> Iterator[Hit]:
    for first, *others in found:
        more = f", as {len(others)} more," if others else ""
        cells = (Related(other.at(name), "blank too") for other in others)
        yield hit(first.at(name), *cells, id=first.id, more=more, workstream=first.workstream)
