"""How many Done when asks for, against how many the title of its milestone speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.words.said_counts import state_after
from xl_send.words import NUMBER, number_said
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

_FIRST = Pattern(rf"(?i)^(?:all )?({NUMBER}|both)\b(?![.,]\d|[%/])")
_NEXT_WORDS = Pattern(r"(?: [a-z]+){1,3}")
_NUMBER_OF = Pattern(rf"(?i)(?<![\w.,/-])({NUMBER}|both)\b(?![.,]\d|[%/-])(?: [a-z]+)? ?([a-z]+s)?\b")
_WITH = Pattern(rf"(?i)\b([a-z]+) (?:with|by|at|in|from|for) (?:the |all )?(?:{NUMBER}|both)\b")
_WORD = Pattern(r"[a-z]{4,20}")


@rule(
    "CM35",
    Severity.QUERY,
    '{where} says "{words}", but {other} says {number}.',
    "Correct one of the two. Otherwise it is done on paper before it is done.",
)
def done_with_another_number(programme: Programme) -> Iterator[Hit]:
    """Done when asks for as many as the title of its milestone.

    Asked where the title gives one number, from two on, and Done when begins with another, of what the title too
    says is signed, open or trained, and where each sets one limit of the same kind, such as below 150. Not where it
    asks for at least so many, or for some of each. The evidence of a milestone that is reached is as many as Done
    when asked for.

    **Fails**

    Milestones:
    | ID | Milestone | Done when |
    | --- | --- | --- |
    | TRN-M01 | Block contracts signed with three providers | <Two signed contracts> |
    | TRN-M02 | Agreements signed with both colleges | <Three agreements signed> |

    **Fails**

    Milestones:
    | ID | Milestone | Done when | Evidence seen | Forecast date | Actual date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Partnership begins | Three signed agreements | <Two signed agreements, legal file 77> | | 6 Nov 2026 |

    **Passes**

    Milestones:
    | ID | Milestone | Done when |
    | --- | --- | --- |
    | TRN-M01 | Block contracts signed with three providers | Three signed contracts |
    | TRN-M02 | Agreements signed with both colleges | Two signed agreements |
    | TRN-M03 | Wave one: 20 schools trained | Two trained staff in each school |
    | TRN-M04 | First 24 interns start with employers | Twelve employers signed up |
    | TRN-M05 | Contracts signed with three providers | Two copies of each signed |
    | TRN-M06 | Holly Lane and Fernhill bases open, eight places in use | Both bases open |
    | TRN-M07 | Two resource bases open | 16 places open |

    **Passes**

    Milestones:
    | ID | Milestone | Done when | Evidence seen | Forecast date | Actual date |
    | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Partnership begins | Three signed agreements | Three signed agreements | | 6 Nov 2026 |
    | TRN-M02 | Partnership grows | Three signed agreements | Two folders, signed agreements | | 6 Nov 2026 |
    | TRN-M03 | Partnership widens | Three signed agreements | Two signed agreements | 4 Dec 2026 | |

    **Fails**

    Milestones:
    | ID | Milestone | Done when |
    | --- | --- | --- |
    | TRN-M01 | Backlog under 150 | <Overdue list below 250 at month end> |
    | TRN-M02 | Attendance above 92% in trial schools | <More than 90% in each half-term> |

    **Passes**

    Milestones:
    | ID | Milestone | Done when |
    | --- | --- | --- |
    | TRN-M01 | Backlog under 150 | Overdue list below 150 for 3 months |
    | TRN-M02 | Waits under 12 weeks | Median below 84 days |
    | TRN-M03 | Absence below 8% | Attendance above 92% |
    | TRN-M04 | Backlog under 150 | Fewer than 5% overdue |
    | TRN-M05 | Backlog under 150 cases | Fewer than 20 complaints a month |
    """
    for milestone in programme.each(Milestone):
        pairs = [("done_when", "name", "the title")]
        pairs += [("evidence", "done_when", "Done when")] if milestone.actual else []
        for column, against, other in pairs if is_active(programme, milestone) else ():
            words = getattr(milestone, column) or ""
            title = getattr(milestone, against) or ""
            number = _another(title, words) or (_other_limit(title, words) if column == "done_when" else "")
            if number:
                cell = milestone.at(column)
                yield hit(
                    cell, Related(milestone.at(against), other), where=cell.column, words=words, number=number,
                    other=other,
                )  # fmt: skip


def _another(title: str, done: str) -> str:
    """The number, from two on, that a title or Done when gives of what a text begins with another number of."""
    first = _FIRST.match(done)
    if first is None or _OF_EACH.search(done) or _OF_EACH.search(title):
        return ""
    number = _number_of_title(title.casefold(), done.casefold(), first.end())
    return number if number and 1 < _how_many(number) != _how_many(first[1]) else ""


def _number_of_title(title: str, done: str, start: int) -> str:
    """The one number of a title, if it is of the same things in the same state as the number of a text up to `start`.

    "Contracts signed with three providers" are as many as "three signed contracts".
    """
    numbers, told = list(_NUMBER_OF.finditer(title)), _WITH.search(title)
    state, between, end = state_after(done, start)
    after = _NEXT_WORDS.match(done, end)
    things = {*between, *(after[0].split() if after else ())}
    words = set(_WORD.findall(title))
    if len(numbers) != 1 or not state or state not in words or not things & words:
        return ""
    of_the_same = (told and told[1] == state) or set(numbers[0][0].split()[1:]) & things
    return numbers[0][1] if of_the_same else ""


_OF_EACH = Pattern(r"(?i)\b(?:each|every|per|at least|or more|of the|copies|and)\b")


def _how_many(said: str) -> float:
    return 2.0 if said.casefold() == "both" else number_said(said)


_LIMIT = Pattern(
    r"(?i)\b(?P<under>under|below|less than|fewer than|no more than|at most)?(?P<over>over|above|more than|at least)?"
    r" (?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit> ?%| per cent| (?!at|in|by|on|and|or|for|the)[a-z]{3,})?(?![\w,/])"
)


def _other_limit(title: str, done: str) -> str:
    """The one limit of a title, where a text gives one other on the same side and in the same unit."""
    if not any(map(str.isdigit, title)) or not any(map(str.isdigit, done)):
        return ""
    limits = [[one for one in _LIMIT.finditer(text) if one["under"] or one["over"]] for text in (title, done)]
    if any(len(found) != 1 for found in limits):
        return ""
    (own,), (other,) = limits
    units = {(one["unit"] or "").strip().casefold() for one in (own, other)}
    alike = len(units) == 1 or (len(units - {""}) == 1 and not units & {"%", "per cent"})
    same = bool(own["under"]) == bool(other["under"]) and alike
    return own["number"] if same and own["number"].replace(",", "") != other["number"].replace(",", "") else ""
