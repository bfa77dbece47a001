"""The words of a text that say what it is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from xl_send.patterns import Pattern
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import Rag

SHORT = 4
_COMMON = frozenset({
    "with", "from", "that", "this", "into", "every", "will", "have", "been", "each", "which", "their", "they",
    "group", "school", "children", "pupil", "after", "before", "between", "next", "week", "month", "hold",
    "held", "agree", "agreed", "open", "opens", "board", "meet", "meets", "meeting", "meetings", "send",
    "plan", "four", "five", "nine", "three", "seven", "eight", "twelve", "visit", "visits",
})  # fmt: skip


# So many first letters tell a word apart, and take publication and published for one.
_STEM = 5
_WORD = Pattern(r"[A-Za-z]{4,20}")
_SMALL = frozenset({"have", "with", "that", "this", "from", "been", "were", "they", "their", "there", "more"})

# The step of which a text tells; another step has another day.
_STEP = Pattern(
    r"(?i)\b(open|agree|sign|approv|publish|launch|start|beg[ai]n|finish|complet|held|live|adopt|appoint)\w*"
)


# What a reason tells of another colour, or of another part of the work: "Amber: the survey waits. "
_OF_AMBER = Pattern(r"\bAmber: [^.]*(?:\.|$)")
_LABEL = Pattern(r"^([A-Z][\w' -]{2,30}): ")


def of_its_colour(reason: str, colour: str) -> str:
    """A reason for a colour without what it says of Amber, where it is Red."""
    return _OF_AMBER.sub("", reason) if colour == Rag.RED else reason


def of_one_part(sentences: Sequence[str]) -> list[str]:
    """The sentences of a reason without those of other parts than its first is labelled with: "Castle: two schools"."""
    first = _LABEL.match(sentences[0]) if sentences else None
    if first is None:
        return list(sentences)
    return [one for one in sentences if not (label := _LABEL.match(one)) or label[1] == first[1]]


def is_of_another_step(title: str, words: str) -> bool:
    """Whether words tell of a step, such as agreed, where a title tells of another, such as opens."""
    said, named = ({step.casefold() for step in _STEP.findall(text)} for text in (words, title))
    return bool(said and named) and not said & named


def content_words(text: str) -> set[str]:
    """The words of four letters and more, without a plural's s and what any milestone may be called."""
    words = (word.removesuffix("s") for word in name_words(text.replace("-", " ")).split() if len(word) >= SHORT)
    return {word for word in words if not word.isdigit()} - _COMMON


def first_letters(words: Collection[str]) -> frozenset[str]:
    """What words begin with, by which publication and published are one."""
    return frozenset(word[:_STEM] for word in words)


def stems(text: str, but: Collection[str] = ()) -> frozenset[str]:
    """What the words of four letters and more begin with, without small ones and those of another list."""
    words = (word.casefold() for word in _WORD.findall(text))
    return first_letters([word for word in words if word not in _SMALL and word not in but])
