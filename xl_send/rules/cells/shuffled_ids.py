"""Ids that were sorted apart from their rows, so that every reference means another row."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.misplaced.ids import misplaced_ids
from xl_send.findings import Severity
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.submissions import Programme

_FOLLOW = ("CF07", "CF08", "EX02", "EX03", "EX04", "EX05", "EX06", "MQ05", "MS41", "MS42", "RF10", "RF13", "RF14",
           "RK24", "RK41", "WM01", "WM02", "WM04", "MS71", "CM23", "CM24", "EX13", "IS10")  # fmt: skip


@rule(
    "RF31",
    Severity.ERROR,
    "The ids do not fit their rows: {number} dependencies and expectations run backwards in time, and {left} would if "
    "the ids stood in the order of their {order}. The column may have been sorted by itself.",
    "Undo the sort, or copy the ids from the last return. Then sort whole rows only.",
    brings=dict.fromkeys(_FOLLOW, Reach.WORKBOOK),
)
def ids_sorted_apart_from_rows(programme: Programme) -> Iterator[Hit]:
    """A milestone keeps its id when its sheet is sorted.

    One column sorted by itself gives every row the id of another. What waits for it, what is expected at it and
    what threatens it then mean another milestone. It is told where another order of the same ids makes sense of
    nearly all that runs backwards, and five things or more do.

    **Fails**

    Milestones, as it lies:
    | <ID> | Workstream | Milestone | Phase | Key | Owner | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M06 | TRN | Lead appointed | Set up | Yes | Lead | 11 Dec 2026 | 11 Dec 2026 | |
    | TRN-M05 | TRN | Design agreed | Design | Yes | Lead | 8 Jan 2027 | 8 Jan 2027 | TRN-M01 |
    | TRN-M04 | TRN | Trial opened | Trial | Yes | Lead | 5 Feb 2027 | 5 Feb 2027 | TRN-M02 |
    | TRN-M03 | TRN | Trial reviewed | Trial | Yes | Lead | 5 Mar 2027 | 5 Mar 2027 | TRN-M03 |
    | TRN-M02 | TRN | Rollout agreed | Rollout | Yes | Lead | 16 Apr 2027 | 16 Apr 2027 | TRN-M04, TRN-M02 |
    | TRN-M01 | TRN | Rollout done | Rollout | Yes | Lead | 9 Jul 2027 | 9 Jul 2027 | TRN-M01 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M06 | 9 Jul 2027 | 9 Jul 2027 | TRN-M05 |
    | TRN-M05 | 16 Apr 2027 | 16 Apr 2027 | TRN-M04, TRN-M02 |
    | TRN-M04 | 5 Mar 2027 | 5 Mar 2027 | TRN-M03 |
    | TRN-M03 | 5 Feb 2027 | 5 Feb 2027 | TRN-M02 |
    | TRN-M02 | 8 Jan 2027 | 8 Jan 2027 | TRN-M01 |
    | TRN-M01 | 11 Dec 2026 | 11 Dec 2026 | |
    """
    for submission in programme.submissions:
        found = misplaced_ids(submission)
        if found is not None:
            yield hit(found.heading, number=found.now, left=found.left or "none", order=found.order)
