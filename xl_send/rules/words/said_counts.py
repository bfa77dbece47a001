"""How many of how many a text says are done, against another text of the same day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.findings import Cell, Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.words import NUMBER, number_said
from xl_send.workbook.days import FULL_MONTHS, MONTHS
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.sheets.risks import LogEntry
from xl_send.workbook.submissions import Programme

SOME_OF = Pattern(rf"(?i)(?<![\w.,])({NUMBER}) (?:out )?of (?:the |our |all )?({NUMBER})(?![\w%]|[.,]\d)")
_ALL_OF = Pattern(rf"(?i)\ball (?:of )?(?:the |our )?({NUMBER})(?![\w%]|[.,]\d)")
# "One signed", of as many as the title speaks of.
_OPENS = Pattern(rf"(?i)^({NUMBER})(?![\w%]|[.,]\d)")
_ANY_NUMBER = Pattern(rf"(?i)(?<![\w.,]){NUMBER}\b(?![.,]\d|%)")
_CLAUSES = Pattern(r"[.;](?: |$)")
_NEXT_WORD = Pattern(r" ([A-Za-z][A-Za-z'\u2019-]*)")
_STATE = Pattern(
    r"(?i)(?:[a-z-]+ed|done|sent|met|seen|held|content|open|ready|live|made|written|paid|left|begun|chosen|given|taken"
    r"|complete|drawn up|in place|in post)$"
)
_NO_NOUN = frozenset(
    {"that", "who", "which", "whose", "with", "without", "of", "in", "for", "to", "from", "by", "at", "on", "as",
     "is", "are", "was", "were", "has", "have", "had", "been", "be", "will", "and", "or", "but", "not", "so", "now",
     "still", "yet"}
) | {*(month.casefold() for month in (*FULL_MONTHS, *MONTHS)), "sept"}  # fmt: skip
# "Children have now been named".
_AUXILIARY = frozenset({"are", "is", "have", "has", "been", "now", "already"})
# Of another time, of what is to be, or not of all: nothing that two texts of one day could disagree about.
_OTHERWISE = Pattern(
    r"(?i)\b(?:was|were|had|last|earlier|previous\w*|initial\w*|originally|will|would|should|could|can|may|might|must"
    r"|to be|to have|expect\w*|target\w*|aim\w*|plan\w*|hope\w*|once|until|unless|if|when|after|before|then|need\w*"
    r"|at least|about|nearly|almost|up to|over|more than|another|further|not|except|apart|by the end"
    rf"|(?:by|in|since|at|from|end of) (?:(?:early|mid|late|the end of) )?(?:{'|'.join(FULL_MONTHS)}|easter|christmas"
    r"|spring|summer|autumn))\b"
)
WORDS_BETWEEN, _STEM = 4, 5


class _Said(NamedTuple):
    """A text's count: of how many, in which state, of what (blank where it is left out), how many, and its words.

    `titled` are the words of the milestone's title, where that says of what.
    """

    whole: float
    state: str
    noun: str
    kind: str
    part: float
    words: str
    where: str
    cell: Cell
    titled: tuple[str, ...] = ()


@rule(
    "CM31",
    Severity.QUERY,
    '{where} says "{words}", but {other} says "{others}".',
    "Bring the older of the two up to date. A board that reads both cannot tell how far it is.",
)
def texts_that_count_otherwise(programme: Programme) -> Iterator[Hit]:
    """Two texts of one workstream give the same number of so many that are done.

    Compared are the progress, the commentaries on milestones that are not reached and on KPIs, and, where they say
    "all four", the outcomes of what is closed: counts out of the same number, in the same state, such as signed or
    named, and of the same things where both name them. "One signed" is out of the number in the milestone's title.
    Not asked of what was or will be, nor where a text gives several.

    **Fails**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Two of three block contracts signed; banding model built. |

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Contracts signed with three providers | <One signed (2 Nov). The third meets in January.> |

    **Fails**

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Children named for the unit | 13 of 16 children named |

    Issues and decisions:
    | ID | Status | Closed on | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Closed | 6 Nov 2026 | <All sixteen have now been named> |

    **Passes**

    Workstreams:
    | Code | Progress since last time |
    | --- | --- |
    | TRN | Two of three block contracts signed; two of four rooms painted; 8 of 12 schools visited. |

    Milestones:
    | ID | Milestone | Commentary |
    | --- | --- | --- |
    | TRN-M01 | Contracts signed with three providers | Two signed (2 and 16 Nov). |
    | TRN-M02 | Leases signed with three landlords | One of three leases signed |
    | TRN-M03 | Rooms ready | One of four rooms furnished; all four will be painted by March |
    | TRN-M04 | Visits made | 6 of 12 schools visited in October, 8 of 12 schools visited now |
    | TRN-M05 | Survey closed | At least 9 of 12 schools visited |
    | TRN-M06 | Panel holds | All twelve schools were visited last year |

    Issues and decisions:
    | ID | Status | Closed on | Outcome |
    | --- | --- | --- | --- |
    | TRN-A01 | Closed | 6 Oct 2026 | One of three contracts signed |
    """
    said: defaultdict[tuple[str, str, float, str], list[_Said]] = defaultdict(list)
    for workbook, stream, one in _all_said(programme):
        said[workbook, stream, one.whole, one.state].append(one)
    for several in said.values():
        told: set[Cell] = set()
        for place, one in enumerate(several):
            other = next((two for two in several[:place] if two.part != one.part and _is_of_the_same(one, two)), None)
            if other is not None and one.cell not in told:
                told.add(one.cell)
                related = Related(other.cell, other.where)
                yield hit(
                    one.cell, related, where=f"{one.where[:1].upper()}{one.where[1:]}", words=one.words,
                    other=other.where, others=other.words,
                )  # fmt: skip


def _all_said(programme: Programme) -> Iterator[tuple[str, str, _Said]]:
    """Every count of a text that tells of now, by workbook and workstream; the more general texts first."""
    for stream in programme.each(Workstream):
        for one in _counts(stream.progress, "", stream.at("progress"), f"the progress of {stream.code}"):
            yield stream.workbook, stream.code, one
    rows: list[Milestone | Kpi] = [one for one in programme.each(Milestone) if one.actual is None]
    for row in (*rows, *programme.each(Kpi)):
        title = (row.name or "") if isinstance(row, Milestone) else ""
        if row.commentary and is_active(programme, row):
            for one in _counts(row.commentary, title, row.at("commentary"), f"the commentary of {row.id}"):
                yield row.workbook, row.workstream, one
    for entry in programme.each(LogEntry):
        for one in _counts(entry.outcome, "", entry.at("outcome"), f"the outcome of {entry.id}"):
            if one.part == one.whole:
                yield entry.workbook, entry.workstream, one


def _counts(text: str | None, title: str, cell: Cell, where: str) -> list[_Said]:
    """The counts of a text, none where it gives two of the same things."""
    found: list[_Said] = []
    for clause in _CLAUSES.split(text or "") if text else ():
        if _ANY_NUMBER.search(clause) and not _OTHERWISE.search(clause):
            one = _count(clause, title, cell, where)
            found += [one] if one else []
    return [one for one in found if sum(_is_of_the_same(one, two) for two in found) == 1]


def _count(clause: str, title: str, cell: Cell, where: str) -> _Said | None:
    found = SOME_OF.search(clause) or _ALL_OF.search(clause)
    if found is None:
        return _of_the_title(clause, title, cell, where)
    part, whole = number_said(found[1]), number_said(found[found.lastindex or 1])
    state, between, last = state_after(clause, found.end())
    if not state or whole < 2 or part > whole or len(list(SOME_OF.finditer(clause))) > 1:
        return None
    words = clause[found.start() : last]
    noun, kind = (*between[::-1], "", "")[:2]
    return _Said(whole, state, _stem(noun), _stem(kind), part, words, where, cell)


def _of_the_title(clause: str, title: str, cell: Cell, where: str) -> _Said | None:
    """A count with which a commentary opens, out of the one number of the title, which tells of the same state."""
    opens, numbers = _OPENS.match(clause), _ANY_NUMBER.findall(title)
    if opens is None or len(numbers) != 1:
        return None
    state, between, last = state_after(clause, opens.end())
    part, whole = number_said(opens[1]), number_said(numbers[0])
    if not state or between or part > whole or state not in title.casefold().split():
        return None
    titled = tuple(_stem(word) for word in title.casefold().split())
    return _Said(whole, state, "", "", part, clause[:last], where, cell, titled)


def state_after(clause: str, start: int) -> tuple[str, list[str], int]:
    """The state that a count is followed by, the words between, and where it ends; a blank state where there is none.

    These are of what is counted: none of them begins a clause of its own.
    """
    between: list[str] = []
    for _ in range(2 * WORDS_BETWEEN):
        found = _NEXT_WORD.match(clause, start)
        word = found[1].casefold() if found else ""
        if found is None or (word in _NO_NOUN and word not in _AUXILIARY):
            break
        start = found.end()
        if _STATE.match(word):
            return word, between, start
        between += [] if word in _AUXILIARY else [word]
    return "", between, start


def _is_of_the_same(one: _Said, other: _Said) -> bool:
    alike = all(not a or not b or a == b for a, b in ((one.noun, other.noun), (one.kind, other.kind)))
    named = all(not a.titled or not b.noun or b.noun in a.titled for a, b in ((one, other), (other, one)))
    return (one.whole, one.state) == (other.whole, other.state) and alike and named


def _stem(word: str) -> str:
    return word.removesuffix("s")[:_STEM]
