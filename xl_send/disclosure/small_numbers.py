"""What may be shown of a programme's figures: small counts of children are hidden.

This covers each figure of a KPI by itself, with what was expected of it, its colour and its owner's words. It
does not yet guard against working a count out from two reports, or from a total and its other parts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from xl_send.disclosure.numbers_in_words import holds_number
from xl_send.disclosure.protected import Protected
from xl_send.rag.context import Figures
from xl_send.rag.kpis.shortfalls import colour_of, shortfall
from xl_send.results import Fact, Rating
from xl_send.text import figure, plain
from xl_send.workbook.days import FULL_MONTHS
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme

WITHHELD = "Not shown"
TOO_FEW = "Too few to show"

_IDS = re.compile(r"\b[A-Z]{2,5}-[A-Z]\d{1,4}\b")
# Dates as the product itself writes them: a full month with a capital, and a year.
_DATES = re.compile(
    rf"\b\d{{1,2}} (?:{'|'.join(month.capitalize() for month in FULL_MONTHS)}) \d{{4}}\b|\b20\d\d-\d\d\b"
)


def names_a_number(text: str) -> bool:
    """Whether a text holds a number in any form, ids aside: digits, words, fractions, twins. A date is one too."""
    return holds_number(_IDS.sub(" ", text))


def tells_a_number(sentence: str) -> bool:
    """The same of a sentence of the product's own, whose dates are known to be dates."""
    return names_a_number(_DATES.sub(" ", sentence))


def number_of(facts: Mapping[str, Fact], name: str) -> float | None:
    """A fact that is a number, or None."""
    found = facts.get(name)
    return float(found) if isinstance(found, int | float) else None


@dataclass(frozen=True)
class Disclosure:
    """What may be shown of a programme's figures: one decision for the whole of a report."""

    programme: Programme

    @property
    def below(self) -> float:
        """Counts of children smaller than this are hidden: the programme's own threshold."""
        policy = self.programme.policy
        return (policy.thresholds if policy else Thresholds()).suppress_below

    @property
    def fewer(self) -> str:
        """What stands in place of a hidden count."""
        return f"fewer than {plain(self.below)}"

    @cached_property
    def protected(self) -> Protected:
        """The KPIs that count children by any owner's account."""
        return Protected.of(self.programme)

    @cached_property
    def figures(self) -> Figures:
        """The figures and expectations of every KPI."""
        return Figures.of(self.programme)

    def hides(self, kpi: Kpi, value: float | None) -> bool:
        """Whether this figure of a KPI is a count of children too small to be shown.

        One owner who says that it counts children, or does not say that it counts none, is enough.
        """
        return kpi.id in self.protected.counts and value is not None and value < self.below

    def hides_actual(self, kpi: Kpi, actual: Actual) -> bool:
        """Whether a figure is hidden, for itself or because it rests on so few that it speaks of single children."""
        few = actual.base is not None and actual.base < self.below
        return few or self.hides(kpi, actual.value)

    def figure(self, kpi: Kpi, value: float | None) -> str:
        """A figure of a KPI as it may be shown, or nothing where there is none."""
        if value is None:
            return ""
        return self.fewer if self.hides(kpi, value) else figure(value, kpi.unit)

    def actual(self, kpi: Kpi, actual: Actual) -> str:
        """A figure with what it rests on, as it may be shown."""
        if self.hides_actual(kpi, actual) and not self.hides(kpi, actual.value):
            return TOO_FEW
        return self.figure(kpi, actual.value)

    def base(self, actual: Actual) -> str:
        """How many cases stand behind a figure, as it may be shown, or nothing where that is not given."""
        if actual.base is None:
            return ""
        return self.fewer if actual.base < self.below else plain(actual.base)

    @cached_property
    def guarded(self) -> frozenset[tuple[str, str]]:
        """Every account of the KPIs that have a hidden figure in any account, by workbook and id."""
        hidden = {kpi.id for kpi in self.programme.each(Kpi) if self._has_hidden(kpi)}
        return frozenset((kpi.workbook, kpi.id) for kpi in self.programme.each(Kpi) if kpi.id in hidden)

    def _has_hidden(self, kpi: Kpi) -> bool:
        actuals = self.figures.actuals_of(kpi)
        return self.hides(kpi, kpi.baseline) or any(self.hides_actual(kpi, actual) for actual in actuals)

    def is_guarded(self, kpi: Kpi) -> bool:
        """Whether any figure of this KPI is hidden, so that what is told besides must not give it away."""
        return (kpi.workbook, kpi.id) in self.guarded

    def judged(self, kpi: Kpi, rating: Rating) -> Actual | None:
        """The figure on which a rating rests, or None."""
        at = rating.facts.get("actual_date")
        return next((actual for actual in reversed(self.figures.actuals_of(kpi)) if actual.period_end == at), None)

    def hides_judged(self, kpi: Kpi, rating: Rating) -> bool:
        """Whether the figure on which a rating rests is hidden."""
        actual = self.judged(kpi, rating)
        return actual is not None and self.hides_actual(kpi, actual)

    def text(self, kpi: Kpi, text: str | None) -> str:
        """Free text about a KPI; with a hidden figure it is shown only if it holds no number."""
        if text and self.is_guarded(kpi) and names_a_number(text):
            return f"{WITHHELD}: it holds a number, and a count is {self.fewer}"
        return text or ""

    def expected(self, kpi: Kpi, rating: Rating) -> str:
        """What was expected, unless together with the colour it would tell more of a hidden figure."""
        value = number_of(rating.facts, "expected")
        return WITHHELD if value is not None and self.narrows(kpi, rating) else _open(kpi, value)

    def target(self, kpi: Kpi, rating: Rating) -> str:
        """The target, unless it is what the hidden figure was held against."""
        held = kpi.target is not None and kpi.target == number_of(rating.facts, "expected")
        return WITHHELD if held and self.narrows(kpi, rating) else _open(kpi, kpi.target)

    def narrows(self, kpi: Kpi, rating: Rating) -> bool:
        """Whether the colour of a hidden figure tells more than that it is small, once one knows what was expected.

        It does where some other count below the threshold would have another colour.
        """
        expected = number_of(rating.facts, "expected")
        if expected is None or not rating.status.coloured or not self.hides_judged(kpi, rating):
            return False
        tolerated = number_of(rating.facts, "tolerance") or 0.0
        possible = [count for count in range(int(self.below) + 1) if count < self.below]
        colours = {colour_of(kpi, shortfall(kpi, expected, count), tolerated) for count in possible}
        return kpi.unit is not Unit.COUNT or colours != {rating.status}


def _open(kpi: Kpi, value: float | None) -> str:
    return "" if value is None else figure(value, kpi.unit)
