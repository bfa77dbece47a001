"""The time that a role names, against that of its line."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import worked_on
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import rounded
from xl_send.workbook.sheets.resources import Resource
from xl_send.workbook.submissions import Programme

_NUMBERS = {"half a": 0.5, "one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_DAYS_A_WEEK = Pattern(r"(?i)\b(half a|one|a|two|three|four|five|\d(?:\.5)?) days? (?:a|per|each) week\b(?! each)")
_TERM_TIME = Pattern(r"(?i)\bterm[- ]time only\b")
# Half a day a week; and what weeks of term are of all weeks, by which some give an FTE.
A_HALF_DAY, OF_THE_YEAR = 0.1, 0.72


@rule(
    "RS18",
    Severity.QUERY,
    'Role says "{words}", but {column} is {said}.',
    "Correct one of the two: {means}.",
)
def role_of_another_time(programme: Programme) -> Iterator[Hit]:
    """The time that a role names is the time of its line.

    Whether somebody is overloaded is worked out from FTE and Term time only, and not from words. Asked of so many days
    a week, of which one is 0.2, where FTE is more than half a day off and no multiple of it, and of term time.

    **Fails**

    Resources:
    | ID | Role | FTE | Term time only |
    | --- | --- | --- | --- |
    | TRN-P01 | Link worker, two days a week | <0.2> | No |
    | TRN-P02 | Link worker, term time only | 0.5 | <No> |

    **Passes**

    Resources:
    | ID | Role | FTE | Term time only | Available FTE |
    | --- | --- | --- | --- | --- |
    | TRN-P01 | Link worker, two days a week | 0.4 | No | 1 |
    | TRN-P02 | Link workers, two days a week each | 1.2 | No | 2 |
    | TRN-P03 | Link worker, term time only | 0.5 | Yes | 1 |
    | TRN-P04 | Three link workers, two days a week | 1.2 | No | 2 |
    | TRN-P05 | Link worker, three days a week in term time | 0.45 | Yes | 1 |
    """
    for line in worked_on(programme, Resource):
        role, related = line.role or "", Related(line.at("role"), "its role")
        if (days := _DAYS_A_WEEK.search(role)) and _is_off(line.fte, _number(days[1]) / 5):
            means = f"{days[0]} is {rounded(_number(days[1]) / 5)} FTE"
            words = {"words": days[0], "column": "FTE", "said": rounded(line.fte), "means": means}
            yield hit(line.at("fte"), related, severity=None, **words)
        if (found := _TERM_TIME.search(role)) and not line.term_time:
            means = "choose Yes if nobody works on it in the holidays"
            words = {"words": found[0], "column": "Term time only", "said": "No", "means": means}
            yield hit(line.at("term_time"), related, severity=None, **words)


def _number(word: str) -> float:
    return _NUMBERS.get(word.casefold()) or float(word)


def _is_off(fte: float, each: float) -> bool:
    """Whether an FTE is not that of one person, nor of several with as many days each."""
    several = fte > each and round(fte / each, 6) % 1 == 0
    return not each * OF_THE_YEAR - A_HALF_DAY / 2 <= fte <= each + A_HALF_DAY and not several
