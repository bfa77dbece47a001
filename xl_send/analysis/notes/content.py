"""The words of a text that say what it is about."""

from __future__ import annotations

from xl_send.patterns import Pattern
from xl_send.workbook.names import name_words

SHORT = 4
_COMMON = frozenset({
    "with", "from", "that", "this", "into", "every", "will", "have", "been", "each", "which", "their", "they",
    "group", "school", "children", "pupil", "after", "before", "between", "next", "week", "month", "hold",
    "held", "agree", "agreed", "open", "opens", "board", "meet", "meets", "meeting", "meetings", "send",
    "plan", "four", "five", "nine", "three", "seven", "eight", "twelve", "visit", "visits",
})  # fmt: skip


# The step of which a text tells; another step has another day.
_STEP = Pattern(
    r"(?i)\b(open|agree|sign|approv|publish|launch|start|beg[ai]n|finish|complet|held|live|adopt|appoint)\w*"
)


def is_of_another_step(title: str, words: str) -> bool:
    """Whether words tell of a step, such as agreed, where a title tells of another, such as opens."""
    said, named = ({step.casefold() for step in _STEP.findall(text)} for text in (words, title))
    return bool(said and named) and not said & named


def content_words(text: str) -> set[str]:
    """The words of four letters and more, without a plural's s and what any milestone may be called."""
    words = (word.removesuffix("s") for word in name_words(text.replace("-", " ")).split() if len(word) >= SHORT)
    return {word for word in words if not word.isdigit()} - _COMMON
