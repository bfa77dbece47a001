"""One event of which two texts of a workbook give two days, a slip of the hand apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import dropwhile

from xl_send.analysis.notes.content import content_words
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.analysis.words.named_dates import DAY, day_matched
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.words.days.planned_days import days_of_cells, is_a_slip_off
from xl_send.value_classes import NamedTuple
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.interdependencies import Interdependency
from xl_send.workbook.submissions import Programme, Submission

_A_DAY = Pattern(rf"(?i)(?<![\d/]){DAY}")
_APART = Pattern(r"[.;:,()\n]")
# What stands between a day and the words for what is on it.
_BEFORE_A_DAY = frozenset(
    {"is", "are", "was", "set", "due", "expected", "planned", "now", "it", "on", "for", "by", "in", "of", "the"}
)
_NEEDED = Pattern(r"(?i)\b(?:needs?|needed|required?|requires|wants?|wanted|must have|have to have|depends on)\b")
_OF_SOMEBODY = ("'s", "\u2019s")
# Of so many words before these one tells what is on the day.
WORDS = 3
# So much of a word tells it from others: resubmission, resubmit.
_STEM = 7


class _Dated(NamedTuple):
    """A day that a text gives for something: which words say of what, whether it is needed by then, and where."""

    what: frozenset[str]
    day: date
    words: str
    is_needed: bool
    cell: Cell


@rule(
    "CM43",
    Severity.QUERY,
    '"{words}": no row has that day, and {where} says "{other}" of what seems to be the same.',
    "Correct the day in the one of the two that is wrong.",
)
def day_of_one_event_said_otherwise(programme: Programme) -> Iterator[Hit]:
    """The day of one event is the same in each text of a workbook.

    Otherwise a board cannot tell which of the two holds. Asked where a word right before both days is the same, and no
    participle such as issued, which is said of anything, the two differ by one figure or by the month, one stands in no
    cell, none of the other party's row of a handover, and in no other text, and the other does. The day by which
    something is needed may be another than that on which it is expected, unless the other party's rows tell of neither.

    **Fails**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | <Objection of highways met, resubmission 18 January.> |

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | A new access is drawn: resubmission on 11 January. |

    Issues and decisions:
    | ID | What |
    | --- | --- |
    | TRN-A01 | Meet highways before the resubmission on 11 January |

    **Fails**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | <Staffing model now 24 January.> |

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | Needs the staffing model by 29 January |

    Interdependencies:
    | ID | Giver | Receiver | Needed by | Forecast |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | OUT | TRN | 29 Jan 2027 | 29 Jan 2027 |

    outreach.xlsx Workstreams:
    | Code |
    | --- |
    | OUT |

    outreach.xlsx Interdependencies:
    | ID | Giver | Receiver | Needed by | Forecast |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | OUT | TRN | 29 Jan 2027 | 22 Jan 2027 |

    **Passes**

    Milestones:
    | ID | Commentary |
    | --- | --- |
    | TRN-M01 | Objection of highways met, resubmission 18 January. |
    | TRN-M02 | First workshop 12 January, second workshop 19 January. |
    | TRN-M03 | Asbestos removed and certificate issued 2 February |
    | TRN-M04 | Needs the staffing model by 29 January |
    | TRN-M05 | Staffing model now 22 January. |

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | A new access is drawn: resubmission on 11 January; tender issued 22 February. |

    Issues and decisions:
    | ID | What |
    | --- | --- |
    | TRN-A01 | Staffing model needed by 29 January |

    **Passes**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | Staffing model now 22 January. |

    Interdependencies:
    | ID | Giver | Receiver | Needed by | Forecast |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | OUT | TRN | 29 Jan 2027 | 29 Jan 2027 |

    Issues and decisions:
    | ID | What |
    | --- | --- |
    | TRN-A01 | Read the staffing model of 29 January |

    outreach.xlsx Workstreams:
    | Code |
    | --- |
    | OUT |

    outreach.xlsx Interdependencies:
    | ID | Giver | Receiver | Needed by | Forecast |
    | --- | --- | --- | --- | --- |
    | TRN-D01 | OUT | TRN | 29 Jan 2027 | 22 Jan 2027 |
    """
    for submission in programme.submissions:
        dated = list(_dated(submission.as_at, speaking_texts(submission))) if submission.as_at else []
        often = Counter(one.day for one in dated)
        odd = [one for one in dated if often[one.day] == 1]
        theirs = set(_of_the_other_party(programme, submission)) if odd else set()
        known = {*days_of_cells(submission), *theirs} if odd else set()
        for one in odd:
            alike = [other for other in dated if theirs or other.is_needed == one.is_needed]
            other = None if one.day in known else _other_of_the_same(one, alike, often, known)
            if other is not None:
                where = f"{other.cell.sheet} {other.cell.address}"
                related = Related(other.cell, "the other day")
                yield hit(one.cell, related, words=one.words, where=where, other=other.words)


def _other_of_the_same(one: _Dated, dated: Sequence[_Dated], often: Counter[date], known: set[date]) -> _Dated | None:
    """What another text says of the same event, with a day that is a slip away and stands elsewhere too."""
    found = (
        other
        for other in dated
        if other.cell != one.cell and other.what & one.what and is_a_slip_off(one.day, other.day)
        if other.day in known or often[other.day] > 1
    )
    return next(found, None)


def _dated(near: date, texts: Iterable[tuple[Record, str, str]]) -> Iterator[_Dated]:
    """Each day that the texts of a workbook give, with the words before it."""
    for record, name, text in texts:
        for found in _A_DAY.finditer(text):
            day, words = day_matched(found, near), _APART.split(text[: found.start()])[-1].split()
            said = list(dropwhile(_BEFORE_A_DAY.__contains__, reversed(words)))[:WORDS]
            # Whose it is tells nothing of what it is: "the trust's date".
            said = [word for word in said if not word.endswith(_OF_SOMEBODY)]
            telling = (word for word in content_words(" ".join(said)) if not word.endswith("ed"))
            what = frozenset(word[:_STEM] for word in telling)
            if day and what:
                shown = [*words[len(words) - WORDS :], found[0]] if len(words) > WORDS else [*words, found[0]]
                is_needed = _NEEDED.search(" ".join(words)) is not None
                yield _Dated(what, day, " ".join(shown), is_needed, record.at(name))


def _of_the_other_party(programme: Programme, submission: Submission) -> Iterator[date]:
    """The days that other workbooks give for the handovers of a workbook, and for the milestones of these."""
    names = {row.id for row in submission.all(Interdependency)}
    for row in programme.each(Interdependency) if names else ():
        if row.id in names and programme.of(row) is not submission:
            days: list[date | None] = [row.needed_by, row.promised, row.forecast, row.delivered, row.accepted]
            for name in (row.giver_milestone, row.receiver_milestone):
                if name and (milestone := programme.milestones.get(name)):
                    days += [milestone.baseline, milestone.forecast, milestone.actual]
            yield from (day for day in days if day)
