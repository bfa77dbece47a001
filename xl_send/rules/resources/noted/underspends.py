"""Underspends of which texts tell, against what the money lines leave over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from xl_send.analysis.notes.sums import SUM, sum_said, sums_said
from xl_send.calendar.financial_years import financial_year
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.words import NUMBER, number_said
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.choices import LogStatus
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme, Submission

_ABOUT = r"(?:about |around |some |roughly |approximately |nearly |now |an? |the )*"
_UNDER = Pattern(
    rf"\bunder-?spen\w+,?:? (?:(?:of|is|by|at|to|now|forecast|projected|expected|stands?|comes?|remains?) )*{_ABOUT}"
    rf"(?P<sum>{SUM}|(?P<count>{NUMBER}) thousand\b)"
    rf"|(?P<said>{SUM}|(?P<number>(?:{NUMBER})) thousand)(?: pounds)?(?: (?:is|are|now|forecast|projected|expected))*"
    r" (?:under-?spen\w+|unspent|under (?:the |its |our )?budget)",
    re.IGNORECASE,
)
_NOT_NOW = Pattern(
    r"(?i)\b(?:if|may|might|could|would|unless|was|were|had|last|previous|next year|20\d\d[-/]\d\d|up to|at most"
    r"|part of"
    r"|carr(?:y|ied|ying)|offset\w*|used|vir\w+|less than|more than|over three|half of|q[1-4]|p\d{1,2}|to date"
    r"|so far|ytd|each|a (?:month|year"
    r"|term|week))\b"
)
# A sum so near to what is left is the same in round figures; so many lines are added up.
ROUND, MOST_ADDED, A_THOUSAND = 0.2, 12, 1000


@rule(
    "MN85",
    Severity.QUERY,
    '{where} of {record} says "{words}", but no line of {workstream} for {year}, nor all of them, leaves about that: '
    "{line} ({name}) leaves {left}.",
    "Bring Forecast outturn up to date, or correct the sum in the text. A board decides on what it reads there.",
)
def underspend_that_no_line_leaves(programme: Programme) -> Iterator[Hit]:
    """An underspend of which a text tells is what the lines of its workstream leave over.

    A forecast that was set back to its budget, or mistyped, hides money that a board is asked about. Asked of one sum
    that a reason, a commentary of what is to come, or an open row of the log gives as underspent, where the workstream
    has lines for the year, and no line, no two of them, none of a funding and not all together leave about so much; not
    of what is underspent so far.

    **Fails**

    Money:
    | ID | Line | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Assistant psychologists | 42500 | 9100 | <34300> |
    | TRN-F02 | Training | 9000 | 5200 | 9200 |

    Issues and decisions:
    | ID | Kind | Status | What | What happens if not |
    | --- | --- | --- | --- | --- |
    | TRN-A01 | Decision needed | Open | Post into locum days | Underspend of about eighteen thousand pounds persists |

    **Fails**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | Money: £18k underspent on posts. |

    Money:
    | ID | Line | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Assistant psychologists | 42500 | 9100 | <42500> |

    **Passes**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | About £11,000 underspent in all, and £18k underspent on posts. |

    Money:
    | ID | Line | Budget | Actual to date | Forecast outturn |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Assistant psychologists | 42500 | 9100 | 24300 |
    | TRN-F02 | Training | 9000 | 5200 | 16000 |

    Issues and decisions:
    | ID | Kind | Status | What |
    | --- | --- | --- | --- |
    | TRN-A01 | Issue | Open | Underspend of about eighteen thousand pounds persists |
    | TRN-A02 | Issue | Open | An underspend of £70k was lost last year |
    | TRN-A03 | Issue | Open | If nobody comes, £70k unspent |
    | TRN-A04 | Issue | Closed | Underspend of £70k |
    | TRN-A05 | Issue | Open | All in all £11k under budget |
    """
    for submission in programme.submissions:
        by_code: defaultdict[str, list[MoneyLine]] = defaultdict(list)
        year = financial_year(submission.as_at) if submission.as_at else ""
        for line in submission.all(MoneyLine):
            if line.year == year:
                by_code[line.workstream].append(line)
        for record, name, code in _texts(submission) if by_code and submission.whole(MoneyLine) else ():
            said = _said(getattr(record, name) or "")
            lines = by_code.get(code, [])
            if said and lines and len(lines) <= MOST_ADDED and not _is_left(said[1], lines, by_code):
                yield _hit(record.at(name), said[0], max(lines, key=lambda line: line.budget - line.outturn))


def _texts(submission: Submission) -> Iterator[tuple[Record, str, str]]:
    """What may tell of an underspend as it is now, with the name of its field and the code of its workstream."""
    for stream in submission.all(Workstream):
        yield from ((stream, name, stream.code) for name in ("reason", "progress"))
    for milestone in submission.all(Milestone):
        if milestone.actual is None:
            yield milestone, "commentary", milestone.workstream
    for entry in submission.all(LogEntry):
        if entry.status is not LogStatus.CLOSED:
            yield from ((entry, name, entry.workstream) for name in ("what", "otherwise"))


def _said(text: str) -> tuple[str, float] | None:
    """The one sum that a text gives as underspent, and its words."""
    found = _UNDER.search(text)
    if found is None or len(sums_said(text)) > 1 or _NOT_NOW.search(text):
        return None
    count = found["count"] or found["number"]
    return found[0].strip(), number_said(count) * A_THOUSAND if count else sum_said(found["sum"] or found["said"])


def _is_left(said: float, lines: Sequence[MoneyLine], by_code: dict[str, list[MoneyLine]]) -> bool:
    """Whether a line, two of them, those of a funding, or all, leave about a sum."""
    gaps = [line.budget - line.outturn for line in lines]
    funded: defaultdict[object, float] = defaultdict(float)
    for line, gap in zip(lines, gaps, strict=True):
        funded[line.funding] += gap
    left = [*gaps, *funded.values(), sum(gaps), sum(gap for gap in gaps if gap > 0)]
    left += [one + other for place, one in enumerate(gaps) for other in gaps[:place]]
    left.append(sum(line.budget - line.outturn for every in by_code.values() for line in every))
    return any(abs(one - said) <= ROUND * said for one in left)


def _hit(cell: Cell, words: str, line: MoneyLine) -> Hit:
    gap = line.budget - line.outturn
    return hit(
        line.at("outturn"), Related(cell, "the text"), where=cell.column, record=cell.record, words=words,
        workstream=line.workstream, year=line.year, line=line.id, name=line.name,
        left=pounds(gap) if gap > 0 else "nothing",
    )  # fmt: skip
