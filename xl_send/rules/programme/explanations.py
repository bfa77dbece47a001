"""Explanations of single findings: those that have run out, and those of findings that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_stopped
from xl_send.findings import Severity
from xl_send.rules.catalogue import CONFLICTS, RETIRED, Hit, hit, rule, rule_named
from xl_send.rules.explained import day_of, explanations_in_force, plain_key
from xl_send.workbook.submissions import Programme, Submission


@rule(
    "EP01",
    Severity.QUERY,
    "The explanation of {key} held until {until}, and the finding is told again.",
    "If it still holds, give a new day and say so in the reason. Else delete this row.",
)
def explanation_run_out(programme: Programme) -> Iterator[Hit]:
    """An explanation that has an end is looked at again when that day has passed.

    What was reason enough in spring may be none in autumn. Not asked of what is no longer found.

    **Fails**

    Checks:
    | Finding | Reason | By | Until |
    | --- | --- | --- | --- |
    | <MS01:TRN-M01:Actual date> | The day is as agreed | Transition Lead | 12 Nov 2026 |

    Milestones:
    | ID | Actual date |
    | --- | --- |
    | TRN-M01 | 14 Nov 2026 |

    **Passes**

    Checks:
    | Finding | Reason | By | Until |
    | --- | --- | --- | --- |
    | MS01:TRN-M01:Actual date | The day is as agreed | Transition Lead | 13 Nov 2026 |
    | MS01:TRN-M02:Actual date | The day is as agreed | Transition Lead | |
    | MS01:TRN-M03:Actual date | Put right since | Transition Lead | 12 Nov 2026 |

    Milestones:
    | ID | Actual date |
    | --- | --- |
    | TRN-M01 | 14 Nov 2026 |
    | TRN-M02 | 14 Nov 2026 |
    | TRN-M03 | 9 Nov 2026 |
    """
    known = _Known(programme)
    for submission in programme.submissions:
        day = day_of(programme, submission)
        for explanation in submission.explanations:
            over = day is not None and explanation.until is not None and explanation.until < day
            if over and not known.lacks(submission, explanation.key):
                yield hit(explanation.cell, key=explanation.key, until=explanation.until)


@rule(
    "EP02",
    Severity.ADVICE,
    "{key} is explained here, but {what}.",
    "Delete this row, or correct the key: it stands in the last column of Checks.",
)
def explanation_of_nothing(programme: Programme) -> Iterator[Hit]:
    """An explanation is of a finding that there is.

    What was put right needs no explanation, and a mistyped key explains nothing. Conflicts are not looked up: which
    there are depends on whose workbooks were read. Nor is anything where a row, column or sheet could not be read: it
    may be of that; nor what is of a paused row, which comes again with it.

    **Fails**

    Checks:
    | Finding | Reason | By | Until |
    | --- | --- | --- | --- |
    | <MS01:TRN-M01:Actual date> | The day is as agreed | | |
    | <MS99:TRN-M01:Actual date> | The day is as agreed | | |

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |

    **Passes**

    Checks:
    | Finding | Reason | By | Until |
    | --- | --- | --- | --- |
    | ms01:trn-m01:actual date | The day is as agreed | | |
    | CF08:TRN-M01+TRN-M02 | The order is as agreed | | |
    | MS08:TRN-M02:Forecast date | The builders gave that day | | |

    Milestones:
    | ID | Actual date | State |
    | --- | --- | --- |
    | TRN-M01 | 14 Nov 2026 | |
    | TRN-M02 | | Paused |
    """
    known = _Known(programme)
    for submission, item in explanations_in_force(programme):
        what = known.lacks(submission, item.key)
        if what:
            yield hit(item.cell, key=item.key, what=what)


class _Known:
    """The findings of the rules that explanations name, each rule asked once."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._found: dict[str, set[str]] = {}

    def lacks(self, submission: Submission, key: str) -> str:
        """Why an explanation is of nothing; blank where it is of a finding, or nobody can say."""
        name = key.partition(":")[0].strip().upper()
        if name in RETIRED:
            return ""
        asked = rule_named(name)
        if asked is None:
            return f"there is no rule {name}"
        if name.startswith((CONFLICTS, "EP")):
            return ""
        if name not in self._found:
            self._found[name] = {plain_key(asked.finding(each).key) for each in asked.check(self._programme)}
        gone = plain_key(key) not in self._found[name] and _is_read_whole(submission)
        return "nothing of the kind is found" if gone and not self._is_of_stopped(key) else ""

    def _is_of_stopped(self, key: str) -> bool:
        """Whether an explanation is of a row that is paused or withdrawn, or whose workstream is."""
        named = key.upper().split(":")[1:2]
        rows = (row for each in self._programme.submissions for found in each.records.values() for row in found)
        return any(getattr(row, "id", "") in named and is_stopped(self._programme, row) for row in rows)


def _is_read_whole(submission: Submission) -> bool:
    """Whether no row, column or sheet of a workbook went unread, of which an explanation may be."""
    misnamed = any(seen.likely for seen in submission.seen.values())
    return not (submission.unread_rows or submission.absent or submission.headless or misnamed)
