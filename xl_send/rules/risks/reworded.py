"""One risk or issue told twice in other words: what two texts share without their small words and their endings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.sheets.choices import LogKind, LogStatus
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme, first_by_id

T = TypeVar("T")
# Of the words that matter in the shorter text so many stand in the other too.
MOST = 0.7
# Of two of one category whose scores differ it is enough that so many do.
OF_ONE_CATEGORY = 0.6
# So many are shared at the least: of risks, which are told in a sentence or two, and of issues, which are shorter.
OF_A_RISK, OF_AN_ISSUE = 5, 4
# As many tell that an issue is of the same matter as a risk.
IN_COMMON = 2
# In a register that is longer than this every two are not held against each other.
MANY = 200
# Longer texts are the same risk where hardly a word differs; of shorter ones every word counts.
NEARLY_ALL, A_SENTENCE = 0.92, 4
Worded = tuple[frozenset[str], Risk]
_WORD = Pattern(r"[^\W_]+")
_SMALL = frozenset({
    "a", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "been", "before", "but", "by",
    "can", "could", "do", "does", "down", "each", "every", "for", "from", "had", "has", "have", "if", "in",
    "into", "is", "it", "its", "may", "might", "more", "no", "not", "of", "on", "once", "one", "only", "or",
    "out", "over", "risk", "so", "some", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "to", "too", "under", "until", "up", "very", "was", "were", "what", "when", "where", "which",
    "while", "who", "will", "with", "would",
})  # fmt: skip
_NUMBERS = frozenset({
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "first", "second", "third", "fourth",
    "north", "south", "east", "west", "primary", "secondary", "infant", "junior",
})  # fmt: skip
A_FEW_WORDS = 3
_ENDINGS = ("ing", "ed", "es", "er", "s", "ly")
_STEM = 4


def told_in_other_words(
    rows: Sequence[tuple[str, T]], fewest: int = OF_A_RISK, most: float = MOST
) -> Iterator[tuple[T, T]]:
    """Every two rows of a register whose texts share most of the words that matter, the earlier first.

    Not where a few words in one place have taken the place of others, nor where what differs are names or numbers: such
    rows are told apart on purpose ("Norton hub has no room", "Malton hub has no room").
    """
    if len(rows) > MANY:
        return
    bits: dict[str, int] = {}
    masks = []
    for text, row in rows:
        words = that_matter(text)
        masks.append((sum(1 << bits.setdefault(word, len(bits)) for word in words), row))
    named = sum(1 << bits[name] for name in _names([text for text, _ in rows]) | _NUMBERS if name in bits)
    said = [_WORD.findall(text.lower()) for text, _ in rows]
    pairs = combinations(zip(masks, said, strict=True), 2)
    for ((one, first), mine), ((other, second), theirs) in pairs:
        shorter = min(one.bit_count(), other.bit_count())
        shared = (one & other).bit_count()
        alike = shorter > fewest and shared >= max(fewest, most * shorter)
        if alike and not _told_apart(one, other, named) and not _differ_in_one_place(mine, theirs):
            yield first, second


def risks_reworded(risks: Sequence[Risk]) -> Iterator[tuple[Risk, Risk]]:
    """Every two risks told in other words; of one category and in two scores they may be less alike."""
    rows = [(risk.name or "", risk) for risk in risks]
    surely = list(told_in_other_words(rows))
    yield from surely
    for one, other in told_in_other_words(rows, most=OF_ONE_CATEGORY):
        scores = {risk.likelihood * risk.impact for risk in (one, other)}
        if (one, other) not in surely and one.category and one.category is other.category and len(scores) > 1:
            yield one, other


def _differ_in_one_place(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a few words of the one stand in the place of a few of the other, and all else is the same."""
    same = 0
    shortest = min(len(mine), len(theirs))
    while same < shortest and mine[same] == theirs[same]:
        same += 1
    end = 0
    while end < shortest - same and mine[-1 - end] == theirs[-1 - end]:
        end += 1
    left, right = len(mine) - same - end, len(theirs) - same - end
    return 0 < left <= A_FEW_WORDS and 0 < right <= A_FEW_WORDS


def _told_apart(one: int, other: int, named: int) -> bool:
    """Whether two texts differ by a single word of each, or by a name in each."""
    mine, theirs = one & ~other, other & ~one
    exchanged = mine.bit_count() == theirs.bit_count() == 1
    return exchanged or bool(mine & named and theirs & named)


def that_matter(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, without their endings."""
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(_stem(word) for word in words if word not in _SMALL)


def words_of_its_own(programme: Programme, risk: Risk) -> int:
    """How many of the words that matter in a risk its owner, its treatment and what it threatens have too."""
    threatened = (programme.milestones.get(reference.id) for reference in risk.threatens)
    names = [milestone.name for milestone in threatened if milestone]
    beside = (risk.owner, risk.mitigation, risk.controls, *names)
    return len(that_matter(risk.name or "") & that_matter(" ".join(filter(None, beside))))


def _names(texts: Sequence[str]) -> frozenset[str]:
    """Words that the register writes with a capital wherever they stand, and numbers."""
    capital: set[str] = set()
    small: set[str] = set()
    for text in texts:
        for word in _WORD.findall(text):
            (capital if word[0].isupper() or word[0].isdigit() else small).add(_stem(word.lower()))
    return frozenset(capital - small)


def _stem(word: str) -> str:
    for endings in (("s",), _ENDINGS):
        ending = next((end for end in endings if word.endswith(end) and len(word) - len(end) >= _STEM), "")
        word = word[: len(word) - len(ending)]
    return word


def twins_of(found: Sequence[Worded]) -> Mapping[Risk, Risk]:
    """Every risk that says what an earlier one says, with that one. A very long register is held word for word only."""
    twins: dict[Risk, Risk] = {}
    first: dict[frozenset[str], Risk] = {}
    for words, risk in found:
        combination = first.setdefault(words, risk)
        if combination.id != risk.id:
            twins[risk] = combination
    for combination, other in _nearly_alike(list(first.items()) if len(first) <= MANY else []):
        if combination.id != other.id and other not in twins:
            twins[other] = combination
    return twins


def _nearly_alike(distinct: Sequence[Worded]) -> Iterator[tuple[Risk, Risk]]:
    """Every two longer texts in which hardly a word differs. Each word is a bit, so that words are counted at once."""
    bits: dict[str, int] = {}
    masks = [
        (sum(1 << bits.setdefault(word, len(bits)) for word in words), len(words), risk)
        for words, risk in distinct
        if len(words) >= A_SENTENCE
    ]
    for (one, size, risk), (other, length, later) in combinations(masks, 2):
        shared = (one & other).bit_count()
        if shared >= NEARLY_ALL * (size + length - shared):
            yield risk, later


@rule(
    "IS14",
    Severity.QUERY,
    "This may be, in other words, {other}.",
    "Keep one of the two, with the severity and the date that hold now. If they differ, say in the words how.",
)
def issue_told_twice(programme: Programme) -> Iterator[Hit]:
    """An issue, or a decision that is needed, stands once in the log of its workstream.

    Logged again by somebody else it is counted twice, and soon rated in two ways. Open ones of one kind are held
    against each other.

    **Fails**

    Issues and decisions:
    | ID | Kind | What | Status |
    | --- | --- | --- | --- |
    | TRN-A01 | Issue | Few staff have finished the first module. | Open |
    | TRN-A02 | Issue | <Too few staff have completed the first module so far.> | Open |

    **Passes**

    Issues and decisions:
    | ID | Kind | What | Status |
    | --- | --- | --- | --- |
    | TRN-A01 | Issue | Few staff have finished the first module. | Open |
    | TRN-A02 | Issue | Few staff have finished the second module. | Open |
    | TRN-A03 | Action | Few staff have finished the first module: write to them | Open |
    """
    found: defaultdict[tuple[str, str, str], list[tuple[str, LogEntry]]] = defaultdict(list)
    for entry in programme.each(LogEntry):
        if entry.what and entry.status is LogStatus.OPEN and entry.kind in {LogKind.ISSUE, LogKind.DECISION}:
            found[entry.workbook, entry.workstream, entry.kind].append((entry.what, entry))
    for rows in found.values():
        for one, other in told_in_other_words(rows, OF_AN_ISSUE):
            yield hit(other.at("what"), Related(one.at("what"), "the other"), other=one.id)


@rule(
    "IS15",
    Severity.QUERY,
    "From risk names {risk}, of {theirs}, but this row is of {code}, and the two share hardly a word.",
    "Name the risk of {code} that it came from. If it is the same matter, say so in the words.",
    brings={"IS07": Reach.CELL, "RK30": Reach.NAMED},
)
def issue_from_a_strangers_risk(programme: Programme) -> Iterator[Hit]:
    """What came of a risk came of one of its own workstream.

    The id of another register makes that risk seem to have come about, and leaves its own open. Two workstreams may
    share a matter: asked where the two texts have less than two of the words that matter in common, and of workstreams
    that have risks of their own.

    **Fails**

    Risks:
    | ID | Workstream | Risk |
    | --- | --- | --- |
    | OUT-R01 | OUT | Because buses are full, pupils may come late, so lessons are lost |
    | TRN-R01 | TRN | Because posts are few, visits may stop |

    Issues and decisions:
    | ID | What | From risk |
    | --- | --- | --- |
    | TRN-A01 | Two schools have left the trial | <OUT-R01> |

    **Passes**

    Risks:
    | ID | Workstream | Risk |
    | --- | --- | --- |
    | TRN-R01 | TRN | Because buses are full, pupils may come late, so lessons are lost |
    | OUT-R02 | OUT | Because cover is short, schools may leave the trial, so it is too small |

    Issues and decisions:
    | ID | Workstream | What | From risk |
    | --- | --- | --- | --- |
    | TRN-A01 | TRN | Two schools have left the trial | TRN-R01 |
    | TRN-A02 | TRN | Two schools have left the trial | OUT-R02 |
    | PMO-A01 | PMO | Two schools have left the trial | TRN-R01 |
    """
    risks = first_by_id(programme.each(Risk))
    with_risks = {risk.workstream for risk in programme.each(Risk)}
    for entry in programme.each(LogEntry):
        risk = risks.get(entry.from_risk or "")
        if risk is None or risk.workstream == entry.workstream or entry.workstream not in with_risks:
            continue
        if len(that_matter(risk.name or "") & that_matter(entry.what or "")) < IN_COMMON:
            words = {"risk": risk.id, "theirs": risk.workstream, "code": entry.workstream}
            yield hit(entry.at("from_risk"), Related(risk.at("name"), "that risk"), severity=None, **words)
