"""The grant on the Programme sheet, against the lines that it pays for and the texts that speak of its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xl_send.analysis.figures import with_digits_turned
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.analysis.words.months import month
from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.text import pounds
from xl_send.workbook.columns import Record
from xl_send.workbook.days import day_if_real, month_named, say, year_named
from xl_send.workbook.sheets.choices import Funding
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme, Submission

_ENDS = Pattern(
    r"\b(?<!start-up )(?<!capital )(?<!another )(?<!icb )(?<!other )(?<!college )grant(?: funding| money)?"
    r" (?:(?:now|itself|then|only) )?(?:stops?|ends?|expires?|finishes|runs? out|closes?|lasts until|runs? (?:to|until)"
    r"|is (?:for spending|to be spent|available) (?:by|until)|must be spent by)"
    r"(?: (?:on|in|at|by))?(?: the)?(?: end)?(?: of)? "
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?P<month>{MONTH_NAMES})\b(?: (?P<year>20\d\d|\d\d)\b)?"
    r"|\bend of (?:the )?grant,? (?:on |in )?(?:(?P<d>\d{1,2}) )?"
    rf"(?P<m>{MONTH_NAMES})\b(?: (?P<y>20\d\d|\d\d)\b)?",
    re.IGNORECASE,
)
# Before it, or anywhere, these make it of another time or grant.
_MIGHT = Pattern(r"(?i)\b(?:if|unless|would|was|were|had|originally|whether|until|asked|hoped)\b[^.;]{0,15}$")
_MOVED = Pattern(r"(?i)\b(?:extended|extension|moved|first stage|first year|instead of|rather than)\b")


@rule(
    "PR61",
    Severity.QUERY,
    "Grant ends is {ends}, but {column} of {record} says that the grant ends {said}.",
    "Look the day up in the grant letter, and correct the other: all that the grant pays for is checked against it.",
)
def grant_that_ends_otherwise_in_words(programme: Programme) -> Iterator[Hit]:
    """The grant ends on the day that the return's own words give.

    A year too late lets lines run on for which there is no money, and takes away a finding at each. A month without a
    year is the next one. Asked once a workbook, unless any of its texts gives the same month, or a grant of its own.

    **Fails**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | <31 Mar 2028> |

    Risks:
    | ID | Risk |
    | --- | --- |
    | TRN-R01 | The grant stops on 31 March 2027, so outreach could end |

    **Passes**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 1000000 | 31 Mar 2027 |

    Risks:
    | ID | Risk |
    | --- | --- |
    | TRN-R01 | The grant stops on 31 March 2027, so outreach could end |
    | TRN-R02 | Because the grant ends in March, posts may be lost |
    | TRN-R03 | If the grant ends in December, posts may be lost |
    | TRN-R04 | The start-up grant ends in August 2028 |
    | TRN-R05 | The grant ends before posts are in the base budget |
    """
    for submission in programme.submissions:
        ends, as_at = submission.cover.grant_ends, programme.as_at_of(submission)
        said = list(_ends_said(submission, as_at)) if ends and as_at else []
        if ends is None or not said or any(_is_same(day, words, ends) for _, _, day, words in said):
            continue
        record, name, day, words = said[0]
        column = record.at(name).column
        when = f"on {say(day)}" if words["day"] or words["d"] else f"in {month(day)}"
        related = (Related(one.at(field), "the end in words") for one, field, _, _ in said[:3])
        yield hit(
            submission.cover.at("grant_ends"), *related, ends=ends, column=column, record=record.at(name).record,
            said=when,
        )  # fmt: skip


_Said = tuple[Record, str, date, re.Match[str]]


def _ends_said(submission: Submission, as_at: date | None) -> Iterator[_Said]:
    """The ends of the grant that a workbook's texts give, each in its month."""
    for record, name, text in speaking_texts(submission):
        found = _ENDS.search(text)
        day = _first_possible(found, as_at) if found and as_at and not _is_doubted(text, found) else None
        if found and day:
            yield record, name, day, found


def _is_doubted(text: str, found: re.Match[str]) -> bool:
    return _MIGHT.search(text[: found.start()]) is not None or _MOVED.search(text) is not None


def _first_possible(found: re.Match[str], as_at: date) -> date | None:
    number = month_named((found["month"] or found["m"]).casefold())
    named = found["year"] or found["y"]
    if number is None:
        return None
    year = year_named(named) if named else as_at.year + (number < as_at.month)
    return day_if_real(year, number, int(found["day"] or found["d"] or 1))


def _is_same(day: date, words: re.Match[str], ends: date) -> bool:
    """Whether words give the end of the grant: its day, or where they have none its month."""
    same_month = (day.year, day.month) == (ends.year, ends.month)
    with_day, with_year = words["day"] or words["d"], words["year"] or words["y"]
    if not with_year:
        return day.month == ends.month
    return same_month and (not with_day or day == ends)


LEAST_LINES = 2


@rule(
    "PR62",
    Severity.QUERY,
    "Grant total is {total}, but the lines that it pays for come to {sum}: two digits seem to be exchanged.",
    "Look the grant up in its letter, and correct Grant total or the Budget of a line.",
    brings={"MN11": Reach.CELL},
)
def grant_with_digits_exchanged(programme: Programme) -> Iterator[Hit]:
    """The grant and what it pays for agree to the last digit, or differ for a reason.

    Two digits exchanged make money that nobody may spend, or hide that it is short. Asked where the budgets of two
    lines and more that the grant pays for come to the very sum that Grant total is with two of its digits exchanged.

    **Fails**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | <181000> | 31 Mar 2027 |

    Money:
    | ID | Line | Funding | Budget |
    | --- | --- | --- | --- |
    | TRN-F01 | Link workers | Grant | 75000 |
    | TRN-F02 | Software | Grant | 43000 |

    **Passes**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 181000 | 31 Mar 2027 |

    Money:
    | ID | Line | Funding | Budget |
    | --- | --- | --- | --- |
    | TRN-F01 | Link workers | Grant | 75000 |
    | TRN-F02 | Software | Grant | 43100 |
    | TRN-F03 | Travel | Base budget | 62900 |

    **Passes**

    Programme:
    | Grant total (pounds) | Grant ends |
    | --- | --- |
    | 181000 | 31 Mar 2027 |

    Money:
    | ID | Line | Funding | Budget |
    | --- | --- | --- | --- |
    | TRN-F01 | Link workers | Grant | 118000 |
    """
    for submission in programme.submissions:
        total = submission.cover.grant
        paid = [line for line in submission.all(MoneyLine) if line.funding is Funding.GRANT]
        if total is None or len(paid) < LEAST_LINES or not submission.whole(MoneyLine):
            continue
        added = sum(line.budget for line in paid)
        if added in with_digits_turned(total):
            related = (Related(line.at("budget"), line.id) for line in paid)
            yield hit(submission.cover.at("grant"), *related, total=pounds(total), sum=pounds(added))
