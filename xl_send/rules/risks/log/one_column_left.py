"""What is closed and was filled in one column to the left: its outcome, and the day on which it was closed."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.words.named_dates import DAY
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import LogStatus
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

_A_DAY = Pattern(
    rf"(?i)(?:on )?(?:[a-z]{{3,6}}day,? )?(?:{DAY}|20\d\d-\d\d-\d\d|\d{{1,2}}[.-]\d{{1,2}}[.-](?:20)?\d\d)\.?"
)


@rule(
    "IS61",
    Severity.QUERY,
    'Closed, and Outcome holds a day alone, "{day}", while Closed on is blank{beside}.',
    "Move the day to Closed on{do}. What is in the wrong column is in no list of what was settled.",
    brings={"IS01": Reach.ROW},
)
def closing_day_under_outcome(programme: Programme) -> Iterator[Hit]:
    """What is closed has its outcome under Outcome and the day under Closed on.

    A row that is typed one column to the left has the day for its outcome, and the outcome for what happens if it is
    not settled. Nobody then finds how it ended. A day with words beside it, such as who agreed on it, is an outcome.

    **Fails**

    Issues and decisions:
    | ID | Kind | Status | What happens if not | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Action | Closed | Reissued | <24 September 2026> | |
    | TRN-A02 | Issue | Closed | | <2026-09-24> | |
    | TRN-A03 | Decision needed | Closed | Agreed by the board | <24/9/26> | |

    **Passes**

    Issues and decisions:
    | ID | Kind | Status | What happens if not | Outcome | Closed on |
    | --- | --- | --- | --- | --- | --- |
    | TRN-A01 | Action | Closed | Old tool stays in use | Reissued | 24 Sep 2026 |
    | TRN-A02 | Issue | Closed | | Agreed 24 September 2026 | |
    | TRN-A03 | Issue | Closed | | 24 September 2026 | 24 Sep 2026 |
    | TRN-A04 | Decision needed | Open | | 24 September 2026 | |
    """
    for entry in programme.each(LogEntry):
        text = (entry.outcome or "").strip()
        if entry.status is not LogStatus.CLOSED or entry.closed_on or not text or not _A_DAY.fullmatch(text):
            continue
        related, beside, do = [Related(entry.at("closed_on"), "where it belongs")], "", ", and say how it ended"
        if entry.otherwise:
            related.append(Related(entry.at("otherwise"), "how it ended, or what would have happened"))
            beside = f'; "{entry.otherwise}" stands one column further left'
            do = ", and what stands under What happens if not to Outcome where it says how it ended"
        yield hit(entry.at("outcome"), *related, day=text, beside=beside, do=do)
