"""Scales of likelihood and impact: figures from 1 to 5, words, or both; what is another scale is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xl_send.adoption.carrying.words import Word
from xl_send.adoption.finding.synonyms import synonyms
from xl_send.adoption.finding.titles import Certainty
from xl_send.adoption.finding.wording import comparable, nearest_with_score
from xl_send.adoption.tracker.sheets import shown_text
from xl_send.value_classes import frozen
from xl_send.workbook.cells import Percentage, Value

_LABELLED = re.compile(r"^\s*\(?(\d{1,2})\)?\s*+[-\u2013:.=)]?\s*+([A-Za-z].*)?$")
_TAILED = re.compile(r"^([A-Za-z](?:[A-Za-z /]*[A-Za-z/])?)\s*+[-\u2013:(=]?\s*+\(?(\d{1,2})\)?$")
_RANGE = re.compile(r"\b([01])\s*(?:-|to|\u2013)\s*(\d{1,3})\b")
_THREE = {"low": 1.0, "medium": 3.0, "moderate": 3.0, "med": 3.0, "high": 5.0, "l": 1.0, "m": 3.0, "h": 5.0}
ANOTHER = "not carried: this is a scale other than 1 to 5, so say for each what it is"
OF_THREE = "a scale of three is stretched to 1, 3 and 5"


@frozen(eq=True)
class Scale:
    """How the scores of one column are read, judged by all that it holds and offers, and by its title."""

    title: str
    held: tuple[Value, ...]
    offered: tuple[str, ...] = ()

    def read(self, raw: Value) -> Word:
        """The score from 1 to 5 that a cell means. What is asked about stands as it was, or is not carried."""
        if self.is_another:
            return Word("", Certainty.ASK, ANOTHER)
        number = self._figure(raw)
        if number is not None:
            if 1 <= number <= 5 and number == int(number):
                return self._as_figure(number, raw)
            return Word("", Certainty.ASK, f"it stands as it was: ours go from 1 to 5, not to {number:g}")
        return self._worded(shown_text(raw))

    def _as_figure(self, number: float, raw: Value) -> Word:
        plainly = isinstance(raw, float)
        if self.highest < 5 and self.highest_stated == self.highest:
            return Word(
                f"{number:g}",
                Certainty.ASK,
                f"theirs seem to end at {self.highest:g}, ours at 5; the figure stands as it was",
            )
        return Word(f"{number:g}", Certainty.CERTAIN if plainly else Certainty.LIKELY)

    def _worded(self, text: str) -> Word:
        word = comparable(text)
        if self.is_of_three and word in _THREE:
            return Word(f"{_THREE[word]:g}", Certainty.ASK, OF_THREE)
        known = synonyms().scale
        found = known.get(word) or next((known[part] for part in _parts(word) if part in known), None)
        if found:
            return Word(f"{found:g}", Certainty.LIKELY)
        near, _ = nearest_with_score(word, known.keys())
        if near:
            return Word(f"{known[near]:g}", Certainty.LIKELY, "the spelling is nearly alike")
        return Word("", Certainty.ASK, "it stands as it was: no score is known for it")

    @property
    def is_of_three(self) -> bool:
        """Whether its words are Low, Medium and High and no others."""
        words = {comparable(shown_text(raw)) for raw in (*self.held, *self.offered)}
        worded = {word for word in words if word and not word[0].isdigit()}
        return bool(worded) and worded <= _THREE.keys()

    @property
    def highest(self) -> float:
        """The highest figure held or offered."""
        figures = [figure for raw in (*self.held, *self.offered) if (figure := self._figure(raw)) is not None]
        return max(figures, default=0.0)

    @property
    def highest_stated(self) -> float:
        """The highest figure that its title or its pull-down states; 5 where neither does."""
        match = _RANGE.search(self.title)
        if match:
            return float(match[2])
        figures = [figure for word in self.offered if (figure := self._figure(word)) is not None]
        return max(figures, default=5.0)

    @property
    def is_another(self) -> bool:
        """Whether the figures are of another scale: fractions, percentages, or nought to ten."""
        if any(
            isinstance(raw, Percentage) or (isinstance(raw, str) and raw.strip().endswith("%")) for raw in self.held
        ):
            return True
        bare = [raw for raw in self.held if isinstance(raw, float)]
        if any(raw != int(raw) for raw in bare) or (bare and self.highest_stated > 6):
            return True
        return sum(raw > 5 or raw < 1 for raw in bare) * 10 > len(bare) and not any(
            isinstance(raw, str) for raw in self.held
        )

    @staticmethod
    def _figure(raw: Value) -> float | None:
        """The figure that a cell gives, before or behind a word too; None for words alone."""
        if isinstance(raw, float):
            return raw
        text = shown_text(raw).strip()
        if match := _LABELLED.match(text):
            return float(match[1])
        if match := _TAILED.match(text):
            return float(match[2])
        return None


def _parts(word: str) -> Sequence[str]:
    """What a longer phrase may begin with: "very likely indeed" begins with "very likely"."""
    words = word.split()
    return [" ".join(words[:count]) for count in range(min(3, len(words)), 0, -1)]


def scale_of(title: str, held: Sequence[Value], offered: Sequence[str]) -> Scale:
    """The scale of a column."""
    return Scale(title, tuple(held), tuple(offered))
