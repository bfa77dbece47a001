"""The day on which a commentary says that a milestone was reached, against its actual date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from xl_send.analysis.notes.content import is_of_another_step
from xl_send.analysis.words.named_dates import DAY, days_named
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.words.days.named_days import last_day_named
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_REACHED = Pattern(
    r"(?:^(?:the \w+ )?|\b(?:was|were|it|service|trial|schools?|and|then) )"
    r"(?:opened|held|finished|completed|reached|agreed|signed|approved|published|launched|started|began|delivered"
    r"|went live|took place|done|met)(?: as planned| to \w+)?,? (?:on |by )?(?:[a-z]+day,? )?(?:the )?" + DAY,
    re.IGNORECASE,
)
# What goes on to tell of the rest, which was later.
_AND_OTHERS = Pattern(r"(?i)^[^.;]{0,40}\b(?:others?|last|rest|second|remaining|elsewhere|later)\b")


@rule(
    "MS71",
    Severity.QUERY,
    'The commentary says "{words}", but Actual date is {actual}.',
    "Correct one of the two. How late it was is counted up to the Actual date.",
)
def reached_on_another_day(programme: Programme) -> Iterator[Hit]:
    """The day on which a commentary says that a milestone was reached is its actual date.

    A board hears that it was on time, and sees that it was late, or the other way round. Asked where the commentary
    names no day that is the actual date, and what was done on the day is what the title says, if it says so; not of the
    day of Decision given, after which a call-in may have had to end.

    **Fails**

    Milestones:
    | ID | Baseline date | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Sep 2026 | 30 Oct 2026 | <Opened on 11 September as planned.> |
    | TRN-M02 | 11 Sep 2026 | 30 Oct 2026 | <Opened 11/09/26> |
    | TRN-M03 | 11 Sep 2026 | 30 Oct 2026 | <The hub opened to families on Friday 11 September.> |

    **Passes**

    Milestones:
    | ID | Baseline date | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Sep 2026 | 30 Oct 2026 | Opened on 30 October. The board met on 9 October. |
    | TRN-M02 | 11 Sep 2026 | 30 Oct 2026 | Seven weeks late: to be opened on 11 September, but the lift failed. |
    | TRN-M03 | 11 Sep 2026 | 30 Oct 2026 | Agreed on 9 October; first visits at the end of the month |

    **Passes**

    Milestones:
    | ID | Milestone | Baseline date | Actual date | Decision given | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M05 | Pathway approved and out of call-in | 18 Nov 2026 | 18 Nov 2026 | 10 Nov 2026 | Approved 10 November |

    **Passes**

    Milestones:
    | ID | Milestone | Baseline date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Training finished | 30 Oct 2026 | 30 Oct 2026 | Started on 7 September, 40 staff took part |
    | TRN-M02 | Panel live | 30 Oct 2026 | 30 Oct 2026 | Agreed 15/09/26, live six weeks later |
    | TRN-M04 | Policy adopted | 30 Oct 2026 | 30 Oct 2026 | Published 2 November |
    | TRN-M03 | Agreements signed | 30 Oct 2026 | 30 Oct 2026 | Signed on 23 October, the others a week later |
    """
    for milestone in programme.each(Milestone):
        actual, text = milestone.actual, milestone.commentary or ""
        if actual is None or not text:
            continue
        found = next(_REACHED.finditer(text), None) if actual not in days_named(text, actual) else None
        day = last_day_named(found, actual) if found else None
        other = found is not None and (
            is_of_another_step(milestone.name or "", found[0]) or _AND_OTHERS.search(text[found.end() :]) is not None
        )
        decided = day is not None and day == milestone.decided  # and the call-in, say, ended on the Actual date
        if found and day and not (other or decided) and abs(day - actual) > timedelta(days=1):
            yield hit(
                milestone.at("commentary"), Related(milestone.at("actual"), "reached"), words=found[0], actual=actual
            )
