"""The figures of KPIs as one decision sees them: each by its KPI, its column and its date, whoever tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property

from xl_send.disclosure.whole_area import FEWEST_IN_AN_AREA, speaks_of_the_whole_area
from xl_send.patterns import Pattern
from xl_send.rag.context import Figures
from xl_send.value_classes import NamedTuple, frozen
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi

VALUE, BASE, BASELINE, EXPECTED, TARGET = "value", "base", "baseline", "expected", "target"


class KpiFigure(NamedTuple):
    """One figure of a KPI, in whichever workbook or output it stands.

    `column` is the field that holds it; `at` the end of its period, or the milestone at which it is expected.
    """

    kpi: str
    column: str
    at: date | str = ""

    @classmethod
    def value_of(cls, actual: Actual) -> KpiFigure:
        """The value of an actual."""
        return cls(actual.kpi, VALUE, actual.period_end)

    @classmethod
    def base_of(cls, actual: Actual) -> KpiFigure:
        """How many stand behind an actual."""
        return cls(actual.kpi, BASE, actual.period_end)


class Cause(StrEnum):
    """Why a figure is not shown, as the disclosure log says it. It holds no figure itself."""

    SMALL = "a count of children below the threshold"
    FEW = "it rests on fewer children than the threshold"
    SHARE = "the children whom it counts, or those whom it does not, are fewer than the threshold"
    NO_BASE = "nobody can tell on how many children it rests: give its Base, or say No in Counts children"
    CHANGE = "it differs from the figure told before by fewer children than the threshold"
    PART = "with its total and the other parts it would tell a figure that is hidden"
    COLOUR = "with the colour it would tell a figure that is hidden"

    @property
    def kind(self) -> str:
        """What kind of suppression this is."""
        if self is Cause.CHANGE:
            return "by difference"
        return "complementary" if self in {Cause.PART, Cause.COLOUR} else "primary"


class Behind(NamedTuple):
    """The numbers of children behind a figure, those it counts first; its rounding leaves `within` so many open."""

    numbers: tuple[float, ...]
    within: float = 0.0


_PER = Pattern(r"(?i)\bper (\d[\d,]*|hundred|thousand)\b")
_OUT_OF = Pattern(
    r"(?i)\b(?:out of|of|among) (?:the |all )?(\d[\d,]{0,8}) (?:\w{1,15} ){0,2}"
    r"(?:children|pupils|learners|students|young people|families|plans|requests|placements)\b",
)
_IN_WORDS = {"hundred": 100.0, "thousand": 1000.0}
# The most that a rate is ever told of, where its wording does not say.
_LARGEST_PER = 10_000.0


def _number(text: str) -> float:
    return _IN_WORDS.get(text.lower()) or float(text.replace(",", ""))


@frozen()
class Series:
    """What one account of a KPI says of it: its figures in the order of their dates, and on how many they rest."""

    kpi: Kpi
    actuals: Sequence[Actual]

    @property
    def unit(self) -> Unit:
        """What it is counted in."""
        return self.kpi.unit

    @property
    def cumulative(self) -> bool:
        """Whether each figure holds the one before it, so that their difference is a count of its own."""
        return self.kpi.measures is Measures.YEAR_TO_DATE

    @cached_property
    def per(self) -> float:
        """Per how many a rate is told: as its wording says, else the most that is usual, which hides most."""
        found = _PER.search(f"{self.kpi.name or ''} {self.kpi.definition or ''}")
        return _number(found[1]) if found else _LARGEST_PER

    @cached_property
    def usual_base(self) -> float | None:
        """On how many a figure rests that does not say so: the fewest of its other figures, else as it is worded."""
        given = [actual.base for actual in self.actuals if actual.base is not None]
        return min(given, default=self._worded_base)

    @property
    def _worded_base(self) -> float | None:
        found = _OUT_OF.search(f"{self.kpi.name or ''}. {self.kpi.definition or ''}")
        if found:
            return _number(found[1])
        return FEWEST_IN_AN_AREA if speaks_of_the_whole_area(self.kpi) else None

    def base_at(self, day: date | None) -> float | None:
        """On how many the figure of a day rests, as far as can be told."""
        given = [actual.base for actual in self.actuals if actual.period_end == day and actual.base is not None]
        return min(given, default=self.usual_base)

    def figures(self) -> Iterator[tuple[KpiFigure, float, float | None]]:
        """Every figure that may count children, with what it rests on: the baseline and all actuals."""
        if self.kpi.baseline is not None:
            yield KpiFigure(self.kpi.id, BASELINE), self.kpi.baseline, self.base_at(self.kpi.baseline_date)
        for actual in self.actuals:
            base = actual.base if actual.base is not None else self.usual_base
            yield KpiFigure.value_of(actual), actual.value or 0.0, base

    def behind(self, value: float, base: float | None) -> Behind:
        """The numbers of children that a reader can work out of a figure; none where its base is not known.

        Of a count itself; of a share those whom it counts and the rest; of a rate its events; of an average how many
        it is the average of.
        """
        if self.unit is Unit.COUNT:
            return Behind((value,))
        if base is None:
            return Behind(())
        if self.unit is Unit.PERCENT:
            counted = round(value * base, 6)
            decimals = len(f"{value:.8f}".rstrip("0").partition(".")[2])
            return Behind((counted, round(base - counted, 6)), base / 10**decimals / 2)
        return Behind((round(value * base / self.per, 6),)) if self.unit is Unit.RATE else Behind((base,))


def series_of(kpis: Sequence[Kpi], figures: Figures) -> Mapping[Kpi, Series]:
    """The series of each account of each KPI."""
    return {kpi: Series(kpi, figures.actuals_of(kpi)) for kpi in kpis}
