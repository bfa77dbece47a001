"""Diagnostic tasks of several workstreams that ask the same people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from xl_send.analysis.account_ages import aside
from xl_send.analysis.audiences import TaskOrder, Tasks, at_once, dated, last_day, open_tasks, sharing
from xl_send.analysis.names.schools import school_keys
from xl_send.findings import Related, Severity
from xl_send.network import network_of
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import listed
from xl_send.workbook.sheets.choices import Method, TaskStatus
from xl_send.workbook.sheets.interdependencies import Diagnostic
from xl_send.workbook.submissions import Programme


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
    at_one_time = partial(at_once, order=TaskOrder(programme))
    for found in sharing(tasks, lambda _: (None,), at_one_time, school_keys(programme)):
        last = found.tasks[-1]
        others = [Related(item.at("starts"), f"{dated(item)} overlaps") for item in found.tasks[:-1]]
        yield hit(
            last.at("starts"), *others, tasks=listed([dated(item) for item in found.tasks]), where=listed(found.where),
            aside=aside(programme, *found.tasks),
        ).known_by(*(item.id for item in found.tasks))  # fmt: skip


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
        last = found.tasks[-1]
        others = [Related(item.at("method"), f"{dated(item)} asks too") for item in found.tasks[:-1]]
        yield hit(
            last.at("method"), *others, tasks=listed([dated(item) for item in found.tasks]), where=listed(found.where),
            method=last.method.value.lower() if last.method else "", aside=aside(programme, *found.tasks),
        ).known_by(*(item.id for item in found.tasks))  # fmt: skip


def _not_all_begun(tasks: Tasks) -> Iterator[Tasks]:
    if any(task.status is TaskStatus.PLANNED for task in tasks):
        yield tasks
