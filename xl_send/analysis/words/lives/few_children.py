"""Two or three children who can be told from all others: brothers, or girls of one year at one school."""

from __future__ import annotations

from xl_send.patterns import Pattern

_SO_FEW = r"\b(?i:two|three|four|both|[234])(?: (?i:of) (?:[\w'\u2019-]{1,20} ){0,2}?[\w'\u2019-]{1,20})?"
# What comes between is what they are, and no other thing that is counted: "two autistic girls", not "two schools".
_BETWEEN = (
    r"(?: (?!(?i:for|with|in|at|to|from|schools?|academies|settings|teachers?|staff|places?|classes|groups?|sessions?"
    r"|units?|bases?|advisers?|workers?|officers?|posts?|hubs?|teams?)\b)[\w'\u2019-]{1,20}){0,4}?"
)
_ALIKE = r" (?i:girls|boys|brothers|sisters|siblings|cousins|lads)\b"
_OF_MANY = r" (?i:children|pupils|students|learners|young people)\b"
_FEW = Pattern(f"{_SO_FEW}{_BETWEEN}(?:{_ALIKE}|{_OF_MANY})")
_FEW_ALIKE = Pattern(f"{_SO_FEW}{_BETWEEN}{_ALIKE}")


def tells_of_few_children(sentence: str, *, year: bool) -> bool:
    """Whether a sentence with a need and a school's name is about so few that those who know the school know them.

    Of children or pupils it also takes a year group; "two brothers" are enough by themselves.
    """
    return bool((_FEW if year else _FEW_ALIKE).search(sentence))
