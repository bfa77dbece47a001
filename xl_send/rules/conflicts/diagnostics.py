"""Schools and families of whom several workstreams ask something at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial

from xl_send.analysis import audiences
from xl_send.analysis.account_ages import aside
from xl_send.analysis.audiences import SharedAudience, Tasks, at_once, last_day, open_tasks, sharing, task_with_dates
from xl_send.analysis.names.schools import school_keys
from xl_send.analysis.school_calls import SchoolOverload, calls_by_school, crowds
from xl_send.findings import Related, Severity
from xl_send.network import network_of
from xl_send.rules.catalogue import Hit, nth, rule
from xl_send.rules.wording import Details, details
from xl_send.words import first_few
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Method, TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.submissions import Programme

# Of what a school is in so many are named.
MOST_NAMED = 8


@rule(
    "CF12",
    Severity.QUERY,
    "{tasks} overlap {where}, and nobody has said which comes first.{aside}",
    "Agree the order and name under After the task that comes first, or do them together.",
)
def diagnostics_at_once(programme: Programme) -> Iterator[Hit]:
    """Two workstreams' diagnostic tasks in one school, or on one service area and cohort, come one after the other.

    Schools and families are asked twice in the same weeks, and each answer colours the other. Tasks whose order is
    settled by After, directly or by way of others, are not asked about, nor are data pulls, which take nobody's time
    in school. A task runs from its start to its end as expected now.

    **Fails**

    Diagnostics:
    | ID | Schools | Starts | Ends |
    | --- | --- | --- | --- |
    | TRN-T01 | Oakfield Primary | 16 Nov 2026 | 27 Nov 2026 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Diagnostics:
    | ID | Workstream | Schools | Starts | Ends |
    | --- | --- | --- | --- | --- |
    | SOU-T01 | SOU | Elm Academy; The Oakfeild Primary | <27 Nov 2026> | 4 Dec 2026 |

    **Fails**

    Diagnostics:
    | ID | Service area | Cohort | Starts | Ends | Forecast end |
    | --- | --- | --- | --- | --- | --- |
    | TRN-T01 | SEN casework | Post-16 | 16 Nov 2026 | 20 Nov 2026 | 27 Nov 2026 |
    | TRN-T02 | SEN casework | Post-16 | 30 Nov 2026 | 4 Dec 2026 | |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Diagnostics:
    | ID | Workstream | Service area | Cohort | Starts | Ends |
    | --- | --- | --- | --- | --- | --- |
    | SOU-T01 | SOU | SEN casework | Post-16 | <23 Nov 2026> | 27 Nov 2026 |

    **Passes**

    Diagnostics:
    | ID | Schools | Service area | Cohort | Starts | Ends | Status |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-T01 | Oakfield Primary | SEN casework | Post-16 | 16 Nov 2026 | 27 Nov 2026 | |
    | TRN-T02 | Oakfield Primary | SEN casework | Post-16 | 16 Nov 2026 | 27 Nov 2026 | |
    | TRN-T03 | Oakfield Primary | SEN casework | Post-16 | 16 Nov 2026 | 27 Nov 2026 | Dropped |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Diagnostics:
    | ID | Workstream | Schools | Method | Service area | Cohort | Starts | Ends | After |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | SOU-T01 | SOU | Oakfield Primary | Survey | SEN casework | Early years | 28 Nov 2026 | 4 Dec 2026 | |
    | SOU-T02 | SOU | Oakfield Primary | Survey | SEN casework | Post-16 | 27 Nov 2026 | 4 Dec 2026 | TRN-T01, TRN-T02 |
    | SOU-T03 | SOU | Oakfield Primary | Data pull | SEN casework | Post-16 | 16 Nov 2026 | 27 Nov 2026 | |

    west.xlsx Workstreams:
    | Code |
    | --- |
    | WES |

    west.xlsx Diagnostics:
    | ID | Workstream | Schools | Method | Service area | Cohort | Starts | Ends |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | WES-T01 | WES | Elm Academy | Survey | SEN casework | | 16 Nov 2026 | 27 Nov 2026 |
    """
    tasks = (task for task in open_tasks(programme) if task.method is not Method.DATA_PULL)
    at_one_time = partial(at_once, order=audiences.TaskOrder(programme))
    for found in sharing(tasks, lambda _: (None,), at_one_time, school_keys(programme)):
        about = tuple(item.id for item in found.tasks)
        yield Hit(found.tasks[-1].at("starts"), partial(_of_overlap, programme, found), about=about)


def _of_overlap(programme: Programme, found: SharedAudience) -> Details:
    """What is said of tasks that overlap."""
    others = [Related(item.at("starts"), f"{task_with_dates(item)} overlaps") for item in found.tasks[:-1]]
    return details(
        *others, tasks=first_few([task_with_dates(item) for item in found.tasks]), where=first_few(found.where),
        aside=aside(programme, *found.tasks),
    )  # fmt: skip


@rule(
    "CF13",
    Severity.ADVICE,
    "{tasks} put the same kind of question to the same people in one term: {method} {where}.{aside}",
    "Consider making them one, so that schools and families are asked once.",
)
def diagnostics_that_could_be_one(programme: Programme) -> Iterator[Hit]:
    """Two workstreams do not ask the same people in the same way in one term.

    One survey with the questions of both is less work for everybody, and more families answer it. Tasks are held
    together that use one method, in one school or on one service area and cohort, and of which one is not begun.

    **Fails**

    Diagnostics:
    | ID | Method | Schools | Starts | Ends |
    | --- | --- | --- | --- | --- |
    | TRN-T01 | Survey | Oakfield Primary | 7 Sep 2026 | 20 Nov 2026 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Diagnostics:
    | ID | Workstream | Method | Schools | Starts | Ends |
    | --- | --- | --- | --- | --- | --- |
    | SOU-T01 | SOU | <Survey> | Oakfield Primary | 18 Dec 2026 | 22 Jan 2027 |

    **Passes**

    Diagnostics:
    | ID | Method | Schools | Starts | Ends | Status |
    | --- | --- | --- | --- | --- | --- |
    | TRN-T01 | Survey | Oakfield Primary | 7 Sep 2026 | 20 Nov 2026 | Planned |
    | TRN-T02 | Survey | Oakfield Primary | 23 Nov 2026 | 4 Dec 2026 | Planned |
    | TRN-T03 | Interviews | Elm Academy | 7 Sep 2026 | 20 Nov 2026 | Under way |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Diagnostics:
    | ID | Workstream | Method | Schools | Starts | Ends | Status |
    | --- | --- | --- | --- | --- | --- | --- |
    | SOU-T01 | SOU | Survey | Oakfield Primary | 19 Dec 2026 | 22 Jan 2027 | Planned |
    | SOU-T02 | SOU | Workshop | Oakfield Primary | 7 Sep 2026 | 20 Nov 2026 | Planned |
    | SOU-T03 | SOU | Interviews | Elm Academy | 7 Sep 2026 | 20 Nov 2026 | Under way |
    """
    terms = network_of(programme).axis.terms.terms

    def asks(task: Diagnostic) -> Iterator[tuple[Method, str]]:
        for term in terms:
            if task.method and task.starts <= term.ends and term.starts <= last_day(task):
                yield task.method, term.name

    for found in sharing(open_tasks(programme), asks, _not_all_begun, school_keys(programme)):
        about = tuple(item.id for item in found.tasks)
        yield Hit(found.tasks[-1].at("method"), partial(_of_one_question, programme, found), about=about)


def _of_one_question(programme: Programme, found: SharedAudience) -> Details:
    """What is said of tasks that could be one."""
    others = [Related(item.at("method"), f"{task_with_dates(item)} asks too") for item in found.tasks[:-1]]
    method = found.tasks[-1].method
    return details(
        *others, tasks=first_few([task_with_dates(item) for item in found.tasks]), where=first_few(found.where),
        method=method.value.lower() if method else "", aside=aside(programme, *found.tasks),
    )  # fmt: skip


def _not_all_begun(tasks: Tasks) -> Iterator[Tasks]:
    if any(task.status is TaskStatus.PLANNED for task in tasks):
        yield tasks


@rule(
    "CF15",
    Severity.QUERY,
    "{school} is in {most} things at once {when}, with {allowed} allowed: {what}.{aside}",
    "Move one of them, or ask another school.",
)
def school_asked_too_much(programme: Programme) -> Iterator[Hit]:
    """A school is in no more diagnostics, trials and rollouts at once than the Thresholds sheet allows.

    Each workstream asks little; together they ask more than a school can give, and nobody can tell which of them
    made the difference. Two are allowed unless changed. A diagnostic task counts from its start to its end as now
    expected, a trial from the half-term of its first milestone that names the school to that of its last, a rollout
    in each half-term in which a milestone of it names the school. What is over is not counted, nor are data pulls.

    **Fails**

    Milestones:
    | ID | Phase | Schools | Forecast date |
    | --- | --- | --- | --- |
    | TRN-M01 | Trial | Oakfield Primary | 11 Dec 2026 |

    Diagnostics:
    | ID | Schools | Starts | Ends |
    | --- | --- | --- | --- |
    | TRN-T01 | Oakfield Primary | 16 Nov 2026 | 27 Nov 2026 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Diagnostics:
    | ID | Workstream | Schools | Starts | Ends |
    | --- | --- | --- | --- | --- |
    | SOU-T01 | SOU | <Elm Academy; The Oakfield primary> | 27 Nov 2026 | 4 Dec 2026 |

    **Passes**

    Milestones:
    | ID | Phase | Schools | Forecast date | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Trial | Oakfield Primary | 11 Dec 2026 | |
    | TRN-M02 | Trial | Oakfield Primary; Elm Academy | 18 Dec 2026 | |
    | TRN-M03 | Rollout | Oakfield Primary | 15 Jan 2027 | |
    | TRN-M04 | Rollout | Oakfield Primary | 11 Dec 2026 | Withdrawn |
    | TRN-M05 | Design | Oakfield Primary | 11 Dec 2026 | |

    Diagnostics:
    | ID | Schools | Starts | Ends |
    | --- | --- | --- | --- |
    | TRN-T01 | Oakfield Primary | 16 Nov 2026 | 27 Nov 2026 |

    south.xlsx Workstreams:
    | Code |
    | --- |
    | SOU |

    south.xlsx Diagnostics:
    | ID | Workstream | Schools | Starts | Ends |
    | --- | --- | --- | --- | --- |
    | SOU-T01 | SOU | Oakfield Primary | 28 Nov 2026 | 4 Dec 2026 |
    | SOU-T02 | SOU | Elm Academy | 16 Nov 2026 | 27 Nov 2026 |

    west.xlsx Workstreams:
    | Code |
    | --- |
    | WES |

    west.xlsx Diagnostics:
    | ID | Workstream | Method | Schools | Starts | Ends |
    | --- | --- | --- | --- | --- | --- |
    | WES-T01 | WES | Data pull | Oakfield Primary | 16 Nov 2026 | 27 Nov 2026 |
    """
    allowed = programme.policy.thresholds.school_tasks if programme.policy else 0
    terms = network_of(programme).axis.terms
    for key, calls in calls_by_school(programme, terms).items():
        told: Counter[str] = Counter()
        for crowd in crowds(calls, allowed):
            term = terms.term_of(crowd.first)
            when = term.name if term else f"{crowd.first:%Y-%m}"
            told[when] += 1
            about = key, nth(when, told[when])
            yield Hit(crowd.calls[-1].cell, partial(_of_crowd, programme, crowd, allowed), about=about)


def _of_crowd(programme: Programme, crowd: SchoolOverload, allowed: float) -> Details:
    """What is said of a school that is asked too much: all that it is in."""
    others = [Related(call.cell, call.in_words) for call in crowd.calls[:-1]]
    return details(
        *others, school=crowd.calls[-1].school, most=crowd.most, when=_when(crowd.first, crowd.last), allowed=allowed,
        what=first_few([call.in_words for call in crowd.calls], most=MOST_NAMED),
        aside=aside(programme, *(row for call in crowd.calls for row in call.rows)),
    )  # fmt: skip


def _when(first: date, last: date) -> str:
    return f"on {say(first)}" if first == last else f"between {say(first)} and {say(last)}"
