"""Two texts of a workstream that cannot both be right: on two sides of one thing, or what is left of a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xl_send.analysis.notes.content import stems
from xl_send.analysis.notes.speaking import speaking_texts_of_each
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.words.number_pairs import parts_of_wholes
from xl_send.value_classes import NamedTuple
from xl_send.words import number_if_any
from xl_send.workbook.columns import Record
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.submissions import Programme

_OVER = ("above", "over", "more than", "higher than", "in excess of", "ahead of")
_UNDER = ("below", "under", "less than", "lower than", "short of", "fewer than", "behind")
_SIDE = Pattern(
    rf"(?i)\b(?:({'|'.join(_OVER)})|(?:{'|'.join(_UNDER)})) (?:the |our |its |what (?:we |was )?)?"
    r"([a-z]{4,20}(?: [a-z]{4,20})?)\b"
)
_AMOUNT = Pattern(
    r"(?i)(?<![\w.,/-])(£?\d[\d,.]*|[a-z]+(?:-[a-z]+)?) ?(%|per ?cent|k|m|million|days?|weeks?|months?)? $"
)
_MARKS = ("%", "cent ", "£", "weeks ", "days ", "months ")
_UNITS = {"percent": "%", "per cent": "%", "million": "m"}
# Against these each row has a figure of its own.
_OF_EACH = frozenset(word[:5] for word in ("target", "expected", "expectation", "plan", "planned", "average", "budget",
                     "profile", "baseline", "trajectory", "allocation", "forecast"))  # fmt: skip
ALIKE = 2


class _Side(NamedTuple):
    """By how much a text puts something above another, or below it."""

    over: bool
    amount: str
    than: frozenset[str]
    words: str
    record: Record
    name: str
    about: frozenset[str]


@rule(
    "CM82",
    Severity.QUERY,
    'It says "{words}" here, but "{others}" under {column} of {record}: the other side.',
    "Correct the one that says it the wrong way round. What has to be decided hangs on the side.",
)
def one_thing_on_two_sides(programme: Programme) -> Iterator[Hit]:
    """What one text of a workstream puts above something, no other puts below it by as much.

    Asked where both give the same amount, "eleven per cent above the estimate", of the same thing and share another
    word; two, where each row has a figure of its own, such as a target. Not of two KPIs or lines of money, nor of two
    milestones that each have their own plan.

    **Fails**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Capital approved | <Tender returns were eleven per cent below the estimate, so we withdrew it.> |

    Issues and decisions:
    | ID | What |
    | --- | --- |
    | TRN-A01 | Tender for Norton is 11% over the estimate |

    **Passes**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Capital approved | Tender returns were eleven per cent above the estimate. |
    | TRN-M02 | Attendance plan agreed | Attendance in primary is 5% below the target |
    | TRN-M03 | Old scheme closed | Fees were 4% under the estimate |
    | TRN-M04 | Agreements signed with schools | 5 days behind plan, with solicitors |
    | TRN-M05 | Agreements signed with nurseries | 5 days ahead of plan, with solicitors |

    Issues and decisions:
    | ID | What |
    | --- | --- |
    | TRN-A01 | Tender for Norton is 11% over the estimate |
    | TRN-A02 | Suspensions are 5% above the target |
    | TRN-A03 | Furniture came 4% over the estimate |
    """
    for spoken in speaking_texts_of_each(programme):
        said: list[_Side] = []
        texts = [one for one in spoken if any(mark in one[2] for mark in _MARKS)]
        if not all(any(word in one[2] for one in texts for word in words) for words in (_OVER, _UNDER)):
            continue
        for one in _sides(texts):
            other = next((two for two in said if _is_opposite(one, two)), None)
            said.append(one)
            if other is not None:
                told, beside = (other, one) if getattr(one.record, "what", "") else (one, other)
                cell = beside.record.at(beside.name)
                yield hit(
                    told.record.at(told.name), Related(cell, "the other text"), words=told.words, others=beside.words,
                    column=cell.column, record=cell.record,
                )  # fmt: skip


def _sides(texts: Sequence[tuple[Record, str, str]]) -> Iterator[_Side]:
    """Each amount by which a text puts something above or below another."""
    for record, name, text in texts:
        for found in _SIDE.finditer(text):
            amount = _AMOUNT.search(text[: found.start()])
            if amount and (amount[1][-1].isdigit() or number_if_any(amount[1])):
                unit = (amount[2] or "").casefold()
                number = number_if_any(amount[1]) or amount[1]
                than = stems(found[2])
                about = stems(f"{_title(record)} {text}") - than - {"cent"}
                value = f"{number} {_UNITS.get(unit, unit.removesuffix('s'))}"
                words = text[amount.start() : found.end()]
                yield _Side(bool(found[1]), value, than, words, record, name, about)


def _title(record: Record) -> str:
    return getattr(record, "name", None) or getattr(record, "what", None) or ""


def _is_opposite(one: _Side, other: _Side) -> bool:
    than = one.than & other.than
    alike = one.over != other.over and one.amount == other.amount and bool(than)
    kinds = {type(one.record), type(other.record)}
    if not alike or one.record is other.record or kinds <= {Kpi} or kinds <= {MoneyLine}:
        return False
    streams = {_stream(said.record) for said in (one, other)}
    if than & _OF_EACH and len(kinds) == 1:
        return False
    shared = {word for word in one.about & other.about if not number_if_any(word)}
    return len(streams - {""}) <= 1 and len(shared) >= (ALIKE if than & _OF_EACH else 1)


_NOT = (" not ", " yet to ", " still to ", " without ", " lacking ")
_STOPS = (". ", "; ", ", ", ": ", " and ", " but ")
_AUXILIARY = frozenset({"yet", "been", "be"})
_SMALL_BEFORE = frozenset({"the", "other", "remaining", "last"})
_MOST_WORDS = 7
_STATE = Pattern(
    r"(?i)^(?: [a-z-]+){0,3}?(?: (?:have|has|are|is|were|been|now))* ([a-z]{3,20}(?:ed|en|ne|et|id|ade))\b"
)
# Of another time, or by some day.
_OTHERWISE = Pattern(
    r"(?i)\b(?:within|in time|on time|by|until|before|after|last|previous\w*|was|were|had|yet another|at least|about"
    r"|because|owing|due to|despite|as they|will|would|target\w*|expect\w*|plan\w*|if|once|when|again|than"
    r"|initial\w*)\b"
)
_SMALL = frozenset({"schoo", "child", "pupil", "plans", "famil", "paren"})


@rule(
    "CM83",
    Severity.QUERY,
    '"{words}" leaves {left}, but {column} of {record} says "{others}".',
    "Bring the older of the two up to date. A board that reads both cannot tell how many are left.",
)
def others_left_than_another_text_says(programme: Programme) -> Iterator[Hit]:
    """What is left of so many of so many are as many as another text of the workstream says are not.

    "8 of 11 offered" leaves three that were not offered. Asked where one text tells of some of all, and another of so
    many that are not: in the same state and of the same thing, or of more than are left, where both texts share two
    words. Not of another time, nor where either gives a day or another number of the kind.

    **Fails**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Meetings offered in all new disputes | <8 of 14 offered so far> |

    Risks:
    | ID | Risk | Mitigation |
    | --- | --- | --- |
    | TRN-R01 | Secondaries cannot fit reviews round mocks | <Dates agreed with 10 of 11 secondaries, virtual slots> |

    Issues and decisions:
    | ID | What | Status |
    | --- | --- | --- |
    | TRN-A01 | 3 disputes not offered a meeting | Open |
    | TRN-A02 | Two secondaries have not given dates for Year 11 | Open |

    **Passes**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Meetings offered in all new disputes | 8 of 11 offered so far |
    | TRN-M02 | Agreements signed with schools | 9 of 14 schools have signed |

    Risks:
    | ID | Risk | Mitigation |
    | --- | --- | --- |
    | TRN-R01 | Secondaries cannot fit reviews round mocks | Dates agreed with 5 of 11 secondaries, virtual slots |
    | TRN-R02 | Nurseries may leave | 8 of 9 nurseries trained |

    Issues and decisions:
    | ID | What | Status |
    | --- | --- | --- |
    | TRN-A01 | 3 disputes not offered a meeting | Open |
    | TRN-A02 | Two secondaries have not given dates for Year 11 | Open |
    | TRN-A03 | Two schools have not replied to the survey on signed agreements | Open |
    | TRN-A04 | Six nurseries not visited since Easter | Open |
    | TRN-A05 | Five disputes not offered a meeting within ten days | Open |
    | TRN-A06 | Four disputes not offered a meeting | Closed |
    """
    for spoken in speaking_texts_of_each(programme):
        texts = [one for one in spoken if _is_of_now(one[0])]
        wants = list(_not_done(texts))
        parted = [(one, list(parts_of_wholes(one[2]))) for one in texts if wants and " of " in one[2]]
        parted = [(one, parts) for one, parts in parted if len(parts) == 1 and not _OTHERWISE.search(one[2])]
        wants = [one for one in wants if not _OTHERWISE.search(one.words)] if parted else []
        for (record, name, text), parts in parted if wants else ():
            part, whole = number_if_any(parts[0]["part"]), number_if_any(parts[0]["whole"])
            other = next((one for one in wants if _is_another(record, text, parts[0], whole - part, one)), None)
            if 0 < part < whole and other:
                cell = other.record.at(other.name)
                yield hit(
                    record.at(name), Related(cell, "the other text"), words=parts[0][0], left=f"{whole - part:.0f}",
                    column=cell.column, record=cell.record, others=other.words,
                )  # fmt: skip


def _is_of_now(record: Record) -> bool:
    status = getattr(record, "status", None)
    return status is None or status.value == "Open"


class _NotDone(NamedTuple):
    """A text that says of so many things that they are not in some state."""

    record: Record
    name: str
    number: float
    thing: str
    state: str
    words: str


def _not_done(texts: Sequence[tuple[Record, str, str]]) -> Iterator[_NotDone]:
    """Each text that says once of so many that they are not in some state."""
    for record, name, text in texts:
        places = [(text.find(word), word) for word in _NOT if word in text]
        if len(places) != 1 or text.count(places[0][1]) != 1:
            continue
        ((place, word),) = places
        start = max(
            0, *(text.rfind(stop, 0, place) + len(stop) for stop in _STOPS if text.rfind(stop, 0, place) >= 0), 0
        )
        words = [one for one in text[start:place].split() if one.casefold() not in _SMALL_BEFORE]
        number = number_if_any(words[0]) if words and len(words) <= _MOST_WORDS else 0.0
        rest = [one for one in text[place + len(word) :].split() if one.casefold() not in _AUXILIARY]
        if number and rest:
            said = _CLAUSE_ENDS.split(text[start:], 1)[0].strip()
            yield _NotDone(record, name, number, " ".join(words[1:]), rest[0].casefold().strip(".,;:"), said)


_CLAUSE_ENDS = Pattern(r"[.;](?: |$)")


def _is_another(record: Record, text: str, part: re.Match[str], left: float, other: _NotDone) -> bool:
    """Whether so many are not, where a text leaves another number of the same."""
    if other.record is record or other.number == left or _stream(record) != _stream(other.record):
        return False
    thing = stems(other.thing)
    state = _STATE.match(text[part.end() :])
    if state is not None and state[1].casefold()[:5] == other.state[:5]:
        about = stems(f"{_title(record)} {text}")
        return bool(thing & about) if thing else len(about & stems(f"{_title(other.record)} {other.words}")) >= ALIKE
    shared = (stems(other.words) & stems(text)) - _SMALL
    return other.number > left and bool(thing & shared) and len(shared) >= ALIKE


def _stream(record: Record) -> str:
    return str(getattr(record, "workstream", None) or getattr(record, "code", ""))
