"""What a column of another's table holds, as far as it tells what the column is."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property

from xl_send.adoption.finding.synonyms import ANY, synonyms
from xl_send.adoption.finding.wording import comparable
from xl_send.adoption.tracker.sheets import shown_text
from xl_send.value_classes import frozen
from xl_send.workbook.cells import Percentage, Value
from xl_send.workbook.kinds import NOTHING_WORDS, PLACEHOLDERS

_DAY_LIKE = re.compile(
    r"\d{1,4}[/.\-]\d{1,2}([/.\-]\d{1,4})?"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?:autumn|spring|summer|q[1-4]|w/?c|w/?e|20\d\d)\b",
    re.IGNORECASE,
)
_LEVELS = frozenset({"high", "medium", "low", "critical", "h", "m", "l", "very high", "very low", "med"})
_LONG = 25


@frozen(eq=True)
class ColumnContents:
    """The filled cells of one column, over the rows that are records."""

    filled: tuple[Value, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts among them."""
        return tuple(raw for raw in self.filled if isinstance(raw, str))

    @cached_property
    def length(self) -> float:
        """How long its texts are on average, counting each only once."""
        distinct = set(self.texts)
        return sum(map(len, distinct)) / len(distinct) * min(len(distinct), 8) if distinct else 0.0

    @property
    def is_prose(self) -> bool:
        """Whether it holds whole texts, not words from a list."""
        long = sum(len(text) > _LONG for text in self.texts)
        return bool(self.texts) and long * 2 > len(self.filled)

    @property
    def share_of_days(self) -> float:
        """Which part of it looks like dates."""
        days = sum(
            isinstance(raw, date) or (isinstance(raw, float) and 20_000 < raw < 80_000)
            or (isinstance(raw, str) and len(raw) < 40 and bool(_DAY_LIKE.search(raw)))
            for raw in self.filled
        )  # fmt: skip
        return days / len(self.filled) if self.filled else 0.0

    @property
    def is_mostly_placeholders(self) -> bool:
        """Whether it says mostly that nothing is known yet: TBC, a dash."""
        words = sum(text.strip().casefold() in NOTHING_WORDS | PLACEHOLDERS for text in self.texts)
        return words * 2 >= len(self.filled)

    @property
    def are_levels(self) -> bool:
        """Whether it holds High, Medium and Low or their like, or Yes and No."""
        words = {comparable(shown_text(raw)) for raw in self.filled}
        return bool(words) and words <= _LEVELS | {"yes", "no", "y", "n"} | {str(number) for number in range(1, 6)}

    @property
    def are_shares(self) -> bool:
        """Whether it holds percentages, or fractions of one."""
        shares = [
            raw
            for raw in self.filled
            if isinstance(raw, Percentage) or (isinstance(raw, str) and raw.strip().endswith("%"))
        ]
        return len(shares) * 2 > len(self.filled)

    @property
    def are_scores(self) -> bool:
        """Whether it holds numbers as likelihood times impact gives them: more than five levels."""
        numbers = [raw for raw in self.filled if isinstance(raw, float)]
        return len(numbers) * 2 > len(self.filled) and max(numbers, default=0) > 5

    @property
    def are_colours(self) -> bool:
        """Whether nearly all of it names red, amber or green, and at least two rows do."""
        words = synonyms().values[ANY, "Reported RAG"]
        plainly = {"red", "amber", "green", "r", "a", "g", "yellow", "a g", "a r", "amber green", "amber red", "blue"}
        named = [comparable(text) in plainly for text in self.texts if comparable(text)]
        known = [comparable(text) in plainly or comparable(text) in words for text in self.texts if comparable(text)]
        return len(named) == len(self.filled) > 0 and any(named) and all(known)
