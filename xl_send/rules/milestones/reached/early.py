"""What was reached long before it was planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.needs import plan_day
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_EARLY = Pattern(r"(?i)\b(?:early|earlier|ahead|brought forward|sooner|quicker|faster)\b")
# A milestone is planned by the half-term: one that is reached so long before was planned for another.
LONG_BEFORE = timedelta(days=56)


@rule(
    "MC56",
    Severity.QUERY,
    "{id} was reached on {day}, {weeks} weeks before the planned day, {planned}, and nothing says that it was early.",
    "Check that it was this milestone that was reached, and its dates. If it was, say in Commentary how it came so"
    " early.",
)
def reached_long_before_its_plan(programme: Programme) -> Iterator[Hit]:
    """What is reached long before it was planned is said to be early.

    A tick in the wrong row, or a step of the work that is taken for its end, makes a milestone look complete. Asked
    from eight weeks before the plan, where no word of the row speaks of being early.

    **Fails**

    Milestones:
    | ID | Baseline date | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 19 Mar 2027 | <30 Oct 2026> | Strip-out done, first fix on programme |
    | TRN-M02 | 25 Dec 2026 | <30 Oct 2026> | |

    **Passes**

    Milestones:
    | ID | Baseline date | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 19 Mar 2027 | 30 Oct 2026 | Done early, since the trust lent its team |
    | TRN-M02 | 24 Dec 2026 | 30 Oct 2026 | |
    | TRN-M03 | 19 Mar 2027 | 30 Nov 2026 | |
    """
    for milestone in programme.each(Milestone):
        day, planned, as_at = milestone.actual, plan_day(milestone), programme.as_at(milestone)
        if day is None or as_at is None or day > as_at or planned - day < LONG_BEFORE:
            continue
        texts = (milestone.commentary, milestone.evidence, milestone.name)
        if not any(_EARLY.search(text) for text in texts if text):
            related = Related(milestone.at("baseline"), "the planned day")
            weeks = (planned - day).days // 7
            yield hit(milestone.at("actual"), related, id=milestone.id, day=day, weeks=weeks, planned=planned)
