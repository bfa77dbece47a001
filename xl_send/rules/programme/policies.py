"""Thresholds and calendars that differ between the workbooks of one programme: the one that differs is told of."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.findings import Cell, Related, Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.cells.sheets import corner
from xl_send.rules.programme.thresholds import setting_text
from xl_send.words import counted, file_name
from xl_send.workbook.columns import columns_by_name
from xl_send.workbook.policies import MATRIX, SUPPRESSION, Policy, differing_entries, differing_settings, switches_off
from xl_send.workbook.sheets.governance import CalendarEntry
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme, Submission


def _beside_policy(programme: Programme) -> Iterator[tuple[Submission, Policy]]:
    """Every workbook but the one whose thresholds and calendar serve all, where it is one's, with the policy."""
    policy = programme.policy
    if policy:
        for submission in programme.submissions:
            if submission is not policy.submission:
                yield submission, policy


def _whose(policy: Policy, *, given: bool) -> str:
    """In which workbooks a setting is as it is used."""
    if policy.submission:
        return f"in {file_name(policy.submission.workbook)}"
    return "in most workbooks" if given else "by default, as most workbooks share no other"


@rule(
    "TH06",
    Severity.QUERY,
    "{title} is {value} here. It is {used} {whose}, and that serves the whole programme.",
    "Use the same thresholds in every workbook of the programme.",
    brings={"TH06": Reach.CELL},
)
def threshold_differs(programme: Programme) -> Iterator[Hit]:
    """The workbooks of one programme have the same thresholds.

    What most workbooks share serves the whole programme, unless a programme office's workbook is among them or one
    is named with `--policy`. A row whose own workbook differs may be another colour there than in the programme's
    report. Of several that differ in one workbook all but the first follow from it.

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
    for submission, policy in _beside_policy(programme):
        mine, used = submission.thresholds, policy.agreed
        first: Cell | None = None
        for name in differing_settings(submission, policy):
            if name == MATRIX or (name == SUPPRESSION and switches_off(mine)):
                continue
            there = policy.cell(name)
            values = {"value": setting_text(name, getattr(mine, name)), "used": setting_text(name, getattr(used, name))}
            title, whose = columns_by_name(Thresholds)[name].title.partition(" (")[0], _whose(policy, given=bool(there))
            related = [Related(there, "the value that is used")] if there else []
            related += [Related(first, "the first that differs here")] if first else []
            first = first or mine.at(name)
            yield hit(mine.at(name), *related, severity=None, title=title, whose=whose, **values)


@rule(
    "TH07",
    Severity.QUERY,
    "This risk matrix is not the one {whose}, which serves the whole programme.",
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
    for submission, policy in _beside_policy(programme):
        if MATRIX in differing_settings(submission, policy):
            giver = policy.givers.get(MATRIX)
            place = submission.thresholds.matrix_cells.get((1, 1), corner(submission.seen[Thresholds]))
            there = policy.agreed.matrix_cells.get((1, 1))
            related = [Related(there, "the matrix that is used")] if there else []
            yield hit(place, *related, whose=_whose(policy, given=giver is not None))


@rule(
    "TH08",
    Severity.QUERY,
    "This calendar differs in {entries} from the one {whose}, which serves the whole programme.",
    "Use the same calendar in every workbook of the programme.",
)
def calendar_differs(programme: Programme) -> Iterator[Hit]:
    """The workbooks of one programme have the same calendar.

    Working days, terms and recesses are counted by the calendar that most workbooks share (of several shared by as
    many, the fullest), unless a programme office's workbook is among them or one is named with `--policy`. Names do
    not matter, only what an entry is and its dates. Nothing is said while a row of either calendar cannot be read.

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
    for submission, policy in _beside_policy(programme):
        differing, giver = differing_entries(submission, policy), policy.calendar_giver
        if differing and giver:
            there = Related(corner(giver.seen[CalendarEntry]), "the calendar that is used")
            entries, whose = counted(differing, "row"), _whose(policy, given=True)
            yield hit(corner(submission.seen[CalendarEntry]), there, whose=whose, entries=entries)


@rule(
    "TH09",
    Severity.QUERY,
    "Suppress counts below is {value}, so no count of children would be hidden. {used} is used in its place.",
    "Give the smallest count that may be shown, such as 5. To show every count on purpose, say 0 in the programme "
    "office's workbook, or name this one with --policy.",
)
def suppression_switched_off(programme: Programme) -> Iterator[Hit]:
    """One return does not show small counts of children for all.

    The strictest of all workbooks holds. Nought counts as the usual 5, unless the programme office's workbook, or
    the one named with `--policy`, says nought itself.

    **Fails**

    Thresholds:
    | Suppress counts below |
    | --- |
    | <0> |

    **Passes**

    Thresholds:
    | Suppress counts below |
    | --- |
    | 1 |
    """
    policy = programme.policy
    for submission in programme.submissions:
        mine = submission.thresholds
        ruling = policy is not None and submission is policy.submission and switches_off(policy.thresholds)
        if policy and Thresholds in submission.seen and switches_off(mine) and not ruling:
            used = setting_text(SUPPRESSION, policy.thresholds.suppress_below)
            value = setting_text(SUPPRESSION, mine.suppress_below)
            yield hit(mine.at(SUPPRESSION), severity=None, value=value, used=used)
