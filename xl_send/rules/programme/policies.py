"""Thresholds and calendars that differ between the workbooks of one programme."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.cells.sheets import corner
from xl_send.rules.programme.thresholds import shown
from xl_send.text import file_name
from xl_send.words import counted
from xl_send.workbook.columns import Record, columns_by_name
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme, Submission


def _beside_policy(programme: Programme, record: type[Record]) -> Iterator[tuple[Submission, Submission]]:
    """Every other workbook that has the sheet, with the one whose sheet serves all; only sheets read whole."""
    policy = programme.policy
    if policy and policy.whole(record):
        for submission in programme.submissions:
            if submission is not policy and submission.whole(record):
                yield submission, policy


@rule(
    "TH06",
    Severity.QUERY,
    "{title} is {value} here, and {used} in {policy}, which serves the whole programme.",
    "Use the same thresholds in every workbook of the programme.",
)
def threshold_differs(programme: Programme) -> Iterator[Hit]:
    """The workbooks of one programme have the same thresholds.

    The thresholds of one workbook, the one with the latest as at date, serve the whole programme. A row
    whose own workbook differs may be another colour there than in the programme's report.

    **Fails**

    north.xlsx Programme:
    | As at |
    | --- |
    | 13 Nov 2026 |

    north.xlsx Thresholds:
    | Money red over |
    | --- |
    | 8% |

    south.xlsx Programme:
    | As at |
    | --- |
    | 6 Nov 2026 |

    south.xlsx Thresholds:
    | Money red over |
    | --- |
    | <10%> |

    west.xlsx Programme:
    | As at |
    | --- |
    | 6 Nov 2026 |

    west.xlsx Thresholds:
    | Money red over |
    | --- |
    | 8% |

    **Passes**

    north.xlsx Thresholds:
    | Money red over |
    | --- |
    | |

    south.xlsx Thresholds:
    | Money red over |
    | --- |
    | 10% |
    """
    for submission, policy in _beside_policy(programme, Thresholds):
        mine, used = submission.thresholds, policy.thresholds
        for name, column in columns_by_name(Thresholds).items():
            if getattr(mine, name) != getattr(used, name):
                title = column.title.partition(" (")[0]
                other = Related(used.at(name), "the value that is used")
                values = {"value": shown(name, getattr(mine, name)), "used": shown(name, getattr(used, name))}
                yield hit(mine.at(name), other, severity=None, title=title, policy=file_name(policy.workbook), **values)


@rule(
    "TH07",
    Severity.QUERY,
    "This risk matrix differs from that of {policy}, which serves the whole programme.",
    "Use the same matrix in every workbook of the programme.",
)
def matrix_differs(programme: Programme) -> Iterator[Hit]:
    """The workbooks of one programme have the same risk matrix.

    Else one score has two colours in one report.

    **Fails**

    north.xlsx Thresholds:
    | Money red over |
    | --- |
    | |

    south.xlsx Thresholds, as it lies:
    | Likelihood down, impact across | 1 | 2 |
    | --- | --- | --- |
    | 1 | <Green> | Amber |
    | 2 | Amber | Red |
    | Milestone green within | 5 | |

    **Passes**

    north.xlsx Thresholds:
    | Money red over |
    | --- |
    | |

    south.xlsx Thresholds:
    | Money red over |
    | --- |
    | |
    """
    for submission, policy in _beside_policy(programme, Thresholds):
        mine, used = submission.thresholds, policy.thresholds
        if mine.matrix != used.matrix:
            place = mine.matrix_cells.get((1, 1), corner(submission.seen[Thresholds]))
            there = used.matrix_cells.get((1, 1), corner(policy.seen[Thresholds]))
            yield hit(place, Related(there, "the matrix that is used"), policy=file_name(policy.workbook))


@rule(
    "TH08",
    Severity.QUERY,
    "This calendar differs from that of {policy}, which serves the whole programme, in {entries}.",
    "Use the same calendar in every workbook of the programme.",
)
def calendar_differs(programme: Programme) -> Iterator[Hit]:
    """The workbooks of one programme have the same calendar.

    Working days, terms and recesses are counted by the calendar of one workbook, the one with the latest
    as at date. Names do not matter, only what an entry is and its dates. Nothing is said while a row of
    either calendar cannot be read.

    **Fails**

    north.xlsx Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |

    south.xlsx Calendar:
    | <Name> | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 3 Sep 2026 | 18 Dec 2026 |

    west.xlsx Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn | Term | 1 Sep 2026 | 18 Dec 2026 |

    **Passes**

    north.xlsx Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn term 2026 | Term | 1 Sep 2026 | 18 Dec 2026 |

    south.xlsx Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn | Term | 1 Sep 2026 | 18 Dec 2026 |

    west.xlsx Calendar:
    | Name | Kind | From | To |
    | --- | --- | --- | --- |
    | Autumn | Term | September | 18 Dec 2026 |
    """
    for submission, policy in _beside_policy(programme, CalendarEntry):
        differing = len(_entries(submission) ^ _entries(policy))
        if differing:
            there = Related(corner(policy.seen[CalendarEntry]), "the calendar that is used")
            entries = counted(differing, "row")
            yield hit(corner(submission.seen[CalendarEntry]), there, policy=file_name(policy.workbook), entries=entries)


def _entries(submission: Submission) -> frozenset[tuple[object, ...]]:
    return frozenset((entry.kind, entry.starts, entry.ends) for entry in submission.all(CalendarEntry))
