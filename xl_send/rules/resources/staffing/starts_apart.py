"""People whose start is told in several texts of a workbook, on days that are apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.analysis.words.named_dates import DAY, day_matched
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.resources.staffing.said_roles import PEOPLE, is_told_of_the_past
from xl_send.value_classes import NamedTuple
from xl_send.workbook.submissions import Programme, Submission

_SO_MANY_START = Pattern(
    r"(?i)\b(?P<who>(?:two|three|four|five|six|seven|eight|nine|ten) (?:[a-z-]{2,20} ){1,3}?[a-z-]{3,20}s)"
    r" (?:(?:will |to |can |due to )?(?:start|join|begin)s?|starting|joining|beginning|from)(?: on| from)?"
    rf" (?:the )?{DAY}"
)
_OTHERS = Pattern(r"(?i)\b(?:more|other|further|additional|new|extra|next|second|third|if|was|were|originally)\b")
A_WEEK = timedelta(days=7)


class _Start(NamedTuple):
    """Where a text says that some people start, its words, and the day."""

    cell: Cell
    words: str
    day: date


@rule(
    "RS98",
    Severity.QUERY,
    'It says "{words}" here, and "{other}" under {column} of {record}.',
    "Give the same day wherever these people are spoken of: what waits for them is planned by it.",
    speaks_for=("CM43",),
)
def start_told_on_days_apart(programme: Programme) -> Iterator[Hit]:
    """The start of the same people is on one day in all texts of a workbook.

    A month that was mistyped in one of them moves the day on which help comes, and each reader plans by another. Asked
    of people whom texts of what is still open count and name in the same words, more than a week apart; the text that
    stands against most of the others is shown, else the first.

    **Fails**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | <Amber till two bank health visitors starting 11 July have settled in.> |

    Risks:
    | ID | Mitigation |
    | --- | --- |
    | TRN-R01 | Two bank health visitors from 11 January |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | Two bank health visitors start 11 January |

    Resources:
    | ID | Role | Person or team |
    | --- | --- | --- |
    | TRN-P01 | Bank health visitors | Bank staff |

    **Passes**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | Two bank health visitors starting 11 January. Three case officers start on 1 March. |

    Risks:
    | ID | Mitigation | Status |
    | --- | --- | --- |
    | TRN-R01 | Two bank health visitors from 14 January | |
    | TRN-R02 | Two more bank health visitors from 1 June | |
    | TRN-R03 | Two case officers start on 1 June | |
    | TRN-R04 | Two bank health visitors from 11 July | Closed |
    """
    for submission in programme.submissions:
        for starts in _starts(programme, submission).values():
            days = Counter(start.day for start in starts)
            odd = min(starts, key=lambda start: days[start.day])
            others = [one for one in starts if abs(one.day - odd.day) > A_WEEK and one.cell != odd.cell]
            if others:
                other = max(others, key=lambda start: days[start.day])
                related = [Related(one.cell, "another day") for one in others]
                yield hit(
                    odd.cell, *related, words=odd.words, other=other.words, column=other.cell.column,
                    record=other.cell.record,
                )  # fmt: skip


def _starts(programme: Programme, submission: Submission) -> dict[str, Sequence[_Start]]:
    """Each start that texts of what is open tell, by who they are: how many, and what."""
    found: defaultdict[str, list[_Start]] = defaultdict(list)
    for record, name, text in speaking_texts(submission):
        as_at = programme.as_at(record)
        if as_at is None or not _SO_MANY_START.may_be_in(text) or is_told_of_the_past(record):
            continue
        for one in _SO_MANY_START.finditer(text):
            day = day_matched(one, as_at)
            if day and PEOPLE.search(one["who"]) and not _OTHERS.search(one["who"]):
                found[one["who"].casefold()].append(_Start(record.at(name), one[0], day))
    return dict(found)
