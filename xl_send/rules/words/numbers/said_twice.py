"""One number that two texts of a workstream give and not alike: so many of a thing, a limit, a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xl_send.analysis.figures import differ_by_a_digit, with_digits_turned
from xl_send.analysis.notes.content import content_words
from xl_send.analysis.notes.speaking import speaking_texts
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.words.number_pairs import parts_of_wholes
from xl_send.value_classes import NamedTuple
from xl_send.words import NUMBER, number_if_any, number_said
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme, Submission

_COUNTED = Pattern(r"(?<![\w£.,/:-])(\d{1,3}(?:,\d{3})+|\d{2,5}) (?:[a-z-]{3,20} )?([a-z-]{4,20}s)\b(?!['\u2019])")
_TIME = frozenset(
    {"days", "weeks", "months", "years", "hours", "minutes", "terms", "miles", "points", "pounds", "times"}
)
# Of another time, of what is to be, of some, or not exact.
_OTHERWISE = Pattern(
    r"(?i)\b(?:was|were|had|last|earlier|previous\w*|initial\w*|will|would|should|could|may|might|target\w*|expect\w*"
    r"|aim\w*|plan\w*|hope\w*|until|unless|if|before|by|at least|about|nearly|almost|up to|over|more than|fewer|under"
    r"|another|further|of|from|out of|per|each|a week|a month|raised|lowered|instead|proposed?|new|old|to)\b"
)
_CLAUSES = Pattern(r"[.;](?: |$)|, |\n")


class _Said(NamedTuple):
    """A number in a text: what it is of, the record and field, the words, and what the text and its title are about."""

    value: float
    thing: str
    record: Record
    name: str
    words: str
    about: frozenset[str]


@rule(
    "CM64",
    Severity.QUERY,
    'It says "{words}" here, but "{others}" under {column} of {record}: a digit seems to be mistyped.',
    "Look the number up, and correct the one that is wrong. If they are of different things, say so.",
)
def one_count_with_two_numbers(programme: Programme) -> Iterator[Hit]:
    """So many of one thing are as many in each text of a workstream.

    Asked where two texts share a word besides the thing that is counted, such as responses, and their numbers have the
    same digits but for two changed about, or for one that is missing. Not of what was or will be, of some, or of about
    so many, nor where one text gives both.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Consultation on the travel policy closed 13/11, 284 responses. |

    Issues and decisions:
    | ID | What | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Consultation on post-16 travel policy | Closed | <248 responses, summary on website.> |

    **Fails**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Backlog of overdue reviews cleared | Backlog is 1,240 reviews now; all are listed |

    Risks:
    | ID | Risk |
    | --- | --- |
    | TRN-R01 | <The overdue backlog, 1,420 reviews, may grow> |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Consultation on the travel policy closed 13/11, 284 responses. Panel saw 36 pupils in October. |

    Issues and decisions:
    | ID | What | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Consultation on post-16 travel policy | Closed | 284 responses, summary on website. |
    | TRN-A02 | Survey of heads | Closed | 248 responses |
    | TRN-A03 | Consultation on the travel policy | Closed | At least 248 responses by October |
    | TRN-A05 | Consultation on travel | Closed | 290 responses in the end |
    """
    for submission in programme.submissions:
        said = list(_counts(submission))
        told: set[tuple[Record, str]] = set()
        for place, one in enumerate(said):
            slips = (two for two in said[:place] if _is_slip_of_one(one, two))
            other = next((two for two in slips if _is_exact(one) and _is_exact(two)), None)
            same = [two for two in said if two.record is not one.record and (two.value, two.thing) == one[:2]]
            if other is None or same or (one.record, one.name) in told:
                continue
            told.add((one.record, one.name))
            cell = other.record.at(other.name)
            yield hit(
                one.record.at(one.name), Related(cell, "the other number"), words=_words(one), others=_words(other),
                column=cell.column, record=cell.record,
            )  # fmt: skip


class _Counted(NamedTuple):
    """A number of a thing in a text: where it begins, and whose text it is."""

    value: float
    thing: str
    record: Record
    name: str
    text: str
    start: int


def _counts(submission: Submission) -> Iterator[_Counted]:
    """Each number of a thing that a text gives."""
    for record, name, text in speaking_texts(submission):
        for found in _COUNTED.finditer(text):
            thing = found[2].casefold()
            if thing not in _TIME:
                yield _Counted(float(found[1].replace(",", "")), thing, record, name, text, found.start())


def _words(one: _Counted) -> str:
    """The clause in which a number stands."""
    ends = [found.start() for found in _CLAUSES.finditer(one.text)]
    start = max((end for end in ends if end < one.start), default=-1) + 1
    return one.text[start : min((end for end in ends if end >= one.start), default=len(one.text))].strip()


def _is_exact(one: _Counted) -> bool:
    """Whether a number is of how things stand, of all of them and not of about so many."""
    return _OTHERWISE.search(_words(one)) is None


def _is_slip_of_one(one: _Counted, other: _Counted) -> bool:
    alike = one.thing == other.thing and one.record is not other.record and _is_of_one_stream(one, other)
    if not (alike and differ_by_a_digit(one.value, other.value, least=3)):
        return False
    shared = _about(one.record, one.text) & _about(other.record, other.text)
    return bool(shared - {one.thing.removesuffix("s")})


def _about(record: Record, text: str) -> frozenset[str]:
    title = getattr(record, "name", None) or getattr(record, "what", None) or ""
    return frozenset(content_words(f"{title} {text}"))


def _is_of_one_stream(one: _Said | _Counted, other: _Said | _Counted) -> bool:
    streams = {getattr(said.record, "workstream", None) or getattr(said.record, "code", "") for said in (one, other)}
    return len(streams - {""}) <= 1


_LIMIT = Pattern(
    rf"(?i)\b(cap|limit|ceiling|maximum|quota)(?: is| was)?(?: now| set| agreed)* (?:of|at) ({NUMBER})(?![\w%]|[.,]\d)"
    r"(?: ((?!agreed|set|for|in|on|by|at|a|an|per|and|or|is|was|until|from)[a-z]+))?(?: ([a-z]+s)\b)?"
)
_STOPS = Pattern(r"[.;](?: |$)|\n")
_CHANGED = Pattern(
    r"(?i)\b(?:raised|lowered|rais(?:e|ing)|lower(?:ing)?|instead|proposed?|old|former|was|were|from|would|if|unless"
    r"|refused|rejected|not|again|increase\w*|reduc\w*|ask\w*)\b"
)


@rule(
    "CM65",
    Severity.QUERY,
    'It says "{words}" here, but "{others}" under {column} of {record}.',
    "Correct one of the two. Whoever works to the limit must know which it is.",
)
def one_limit_with_two_numbers(programme: Programme) -> Iterator[Hit]:
    """A limit, such as a cap of six, is the same in each text of a workstream.

    Asked where two texts share another word, and do not limit different things; not where one says that it was changed.

    **Fails**

    Risks:
    | ID | Risk | Mitigation |
    | --- | --- | --- |
    | TRN-R01 | Referrals may outrun the team | Two more from April; until then a cap of six open cases a worker. |

    Issues and decisions:
    | ID | What | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Agree case cap with heads | Closed | <Cap of eight agreed by the heads.> |

    **Passes**

    Risks:
    | ID | Risk | Mitigation |
    | --- | --- | --- |
    | TRN-R01 | Referrals may outrun the team | Two more workers; until then a cap of six open cases a worker. |
    | TRN-R02 | Rooms may be too small | A limit of 12 children a group, a cap of ten visits |

    Issues and decisions:
    | ID | What | Status | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Agree case cap with heads | Closed | Cap of 6 agreed by the heads. |
    | TRN-A02 | Case cap looked at again | Closed | Cap of eight cases proposed |
    | TRN-A03 | Hours of casual staff | Closed | Cap of 20 hours |
    """
    for submission in programme.submissions:
        said: list[tuple[_Said, str]] = []
        for record, name, text in speaking_texts(submission):
            found = [one for one in _LIMIT.finditer(text) if not _CHANGED.search(_clause_at(text, one.start()))]
            if len(found) == 1:
                one = _limit(record, name, text, found[0])
                other = next((two for two, of in said if _is_another(one, two, found[0][4], of)), None)
                if other is not None:
                    cell = other.record.at(other.name)
                    yield hit(
                        record.at(name), Related(cell, "the other limit"), words=one.words, others=other.words,
                        column=cell.column, record=cell.record,
                    )  # fmt: skip
                said.append((one, found[0][4] or ""))


def _clause_at(text: str, place: int) -> str:
    """The clause of a text in which a place lies."""
    ends = [one.start() for one in _STOPS.finditer(text)]
    start = max((end for end in ends if end < place), default=-1) + 1
    return text[start : min((end for end in ends if end >= place), default=len(text))]


def _limit(record: Record, name: str, text: str, found: re.Match[str]) -> _Said:
    about = frozenset(word[:5] for word in _about(record, text) | {found[3] or "", found[4] or ""} if word)
    return _Said(number_said(found[2]), found[1].casefold(), record, name, found[0].strip(), about)


def _is_another(one: _Said, other: _Said, thing: str | None, of: str) -> bool:
    alike = not thing or not of or thing.casefold() == of.casefold()
    alike = alike and one.thing == other.thing and _is_of_one_stream(one, other)
    return alike and one.value != other.value and bool(one.about & other.about)


_FIELDS = ("name", "commentary", "done_when", "evidence")


@rule(
    "CM67",
    Severity.QUERY,
    '{where} says "{words}", but {column} says "{others}": two digits seem to have changed places.',
    "Correct one of the two. Otherwise it is never done, or done too soon.",
)
def one_whole_with_digits_turned(programme: Programme) -> Iterator[Hit]:
    """What is counted in one milestone is counted out of one number.

    Asked of "41 of 163" in its commentary, Done when or evidence, where another of them says so many of 136.

    **Fails**

    Milestones:
    | ID | Done when | Commentary |
    | --- | --- | --- |
    | TRN-M01 | <136 of 136 plans final> | 41 of 163 consultations are out. |

    **Passes**

    Milestones:
    | ID | Done when | Commentary |
    | --- | --- | --- |
    | TRN-M01 | 163 of 163 plans final | 41 of 163 consultations are out. |
    | TRN-M02 | 120 of 136 replies | 41 of 150 consultations are out. |
    """
    for milestone in programme.each(Milestone):
        said: list[tuple[str, str, float]] = []
        for name in _FIELDS:
            text = getattr(milestone, name) or ""
            said += [(name, found[0], number_if_any(found["whole"])) for found in parts_of_wholes(text)]
        told = _turned(said)
        if told:
            (name, words, _), (other, others, _) = told
            cell, beside = milestone.at(name), milestone.at(other)
            yield hit(
                cell, Related(beside, "the other number"), where=cell.column, words=words, column=beside.column,
                others=others,
            )  # fmt: skip


def _turned(said: Sequence[tuple[str, str, float]]) -> tuple[tuple[str, str, float], tuple[str, str, float]] | None:
    """Two of the wholes of one milestone, in different texts, where one is the other with two digits changed about."""
    for one in reversed(said):
        for other in said:
            if one[0] != other[0] and one[2] >= 10 and one[2] in set(with_digits_turned(other[2])):
                return one, other
    return None
