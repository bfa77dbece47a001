"""Schools of a task against those of the milestone that it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xl_send.analysis.activity import is_active, is_stopped
from xl_send.analysis.names.schools import school_keys
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# Of so many schools all but one are the same by no chance; of fewer where one milestone rests on the other.
FEWEST, FEWEST_AFTER = 5, 4
_CHANGED = Pattern(
    r"(?i)\b(?:replac\w+|instead|swapp\w+|withdr\w+|pulled out|dropped out|joined|took (?:the|its) place|in place of"
    r"|compar\w+|control|stood? in)\b"
)


@rule(
    "RS72",
    Severity.QUERY,
    "Schools has {school}, and {milestone} has {other} in its place; the other {same} are the same.",
    "Correct one of the two lists. If the task is in another school on purpose, say so in Task or Commentary.",
)
def task_in_one_other_school(programme: Programme) -> Iterator[Hit]:
    """A task and the milestone that it is for have the same schools.

    A school that is asked in the place of another gives the baseline of something that will not happen there, and its
    time is counted twice over. Asked of a task and a milestone of one workstream with as many schools, five or more, of
    which one alone differs; and of a milestone that depends on another with four or more. Not where the words of either
    say that one has taken another's place.

    **Fails**

    Diagnostics:
    | ID | Task | Schools |
    | --- | --- | --- |
    | TRN-T01 | Survey before drop-ins | <Ashfield; Millbrook; Holly Lane; Fernhill; Kettlewood> |

    Milestones:
    | ID | Schools |
    | --- | --- |
    | TRN-M01 | Ashfield; Millbrook; Holly Lane; Fernhill; Greenway |

    **Fails**

    Milestones:
    | ID | Milestone | Depends on | Schools |
    | --- | --- | --- | --- |
    | TRN-M01 | Agreements signed | | Ashfield; Millbrook; Holly Lane; Fernhill |
    | TRN-M02 | Four bases open | TRN-M01 | <Ashfield; Millbrook; Holly Lane; Kettlewood> |

    **Passes**

    Milestones:
    | ID | Commentary | Depends on | Schools |
    | --- | --- | --- | --- |
    | TRN-M01 | | | Ashfield; Millbrook; Holly Lane; Fernhill |
    | TRN-M02 | Kettlewood joined for Fernhill | TRN-M01 | Ashfield; Millbrook; Holly Lane; Kettlewood |
    | TRN-M03 | | TRN-M01 | Ashfield; Millbrook; Holly Lane |
    | TRN-M04 | | TRN-M01 | Oaklands; Millbrook; Holly Lane; Kettlewood |
    | TRN-M05 | | | Ashfield; Millbrook; Holly Lane; Oaklands |

    **Passes**

    Diagnostics:
    | ID | Task | Schools |
    | --- | --- | --- |
    | TRN-T01 | Survey of staff | Ashfield; Millbrook; Holly Lane; Fernhill |
    | TRN-T02 | Visits before it opens | Ashfield; Millbrook; Holly Lane; Fernhill; Greenway |
    | TRN-T03 | Survey, Kettlewood instead of Greenway | Ashfield; Millbrook; Holly Lane; Fernhill; Kettlewood |
    | TRN-T04 | Data of others | Ashfield; Millbrook; Holly Lane; Oaklands; Kettlewood |

    Milestones:
    | ID | Schools |
    | --- | --- |
    | TRN-M01 | Ashfield; Millbrook; Holly Lane; Fernhill; Greenway |
    """
    key_of = school_keys(programme)
    for task in programme.each(Diagnostic):
        own = {key_of(name): name for name in task.schools}
        if len(own) < FEWEST or is_stopped(programme, task) or task.status is TaskStatus.DROPPED:
            continue
        lists = [
            (one, {key_of(name): name for name in one.schools})
            for one in programme.each(Milestone)
            if one.workstream == task.workstream and len(one.schools) >= FEWEST and is_active(programme, one)
        ]
        if any(theirs.keys() == own.keys() for _, theirs in lists):
            continue
        for milestone, theirs in lists:
            here, there = own.keys() - theirs.keys(), theirs.keys() - own.keys()
            if len(here) == len(there) == 1 and not _CHANGED.search(f"{task.name} {milestone.commentary}"):
                related = Related(milestone.at("schools"), "its schools")
                yield hit(
                    task.at("schools"), related, school=own[here.pop()], other=theirs[there.pop()],
                    milestone=milestone.id, same=len(own) - 1,
                )  # fmt: skip
                break
    yield from _after_another(programme, key_of)


def _after_another(programme: Programme, key_of: Callable[[str], str]) -> Iterator[Hit]:
    """Milestones with the schools of one on which they depend, but for one."""
    for one in programme.each(Milestone):
        own = {key_of(name): name for name in one.schools}
        for reference in one.depends_on if len(own) >= FEWEST_AFTER and is_active(programme, one) else ():
            before = programme.milestones.get(reference.id)
            theirs = {key_of(name): name for name in before.schools} if before else {}
            here, there = own.keys() - theirs.keys(), theirs.keys() - own.keys()
            if before is None or len(here) != 1 or len(there) != 1:
                continue
            if not _CHANGED.search(f"{one.commentary} {before.commentary}"):
                related = Related(before.at("schools"), "its schools")
                yield hit(
                    one.at("schools"), related, school=own[here.pop()], other=theirs[there.pop()],
                    milestone=before.id, same=len(own) - 1,
                )  # fmt: skip
