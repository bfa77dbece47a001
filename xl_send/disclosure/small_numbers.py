"""What may be shown of a programme's figures, and to whom: one decision for every output of a run.

    shown = Disclosure(programme, ShownTo.PUBLIC, earlier)

decides once for every figure of every KPI that may count children. `shown.hidden` says of each hidden one why: for
itself (a small count; a share, rate or average over few), as a part that would tell another by subtraction, or for
how it differs from a figure told before. What shows anything takes it from here:

- `Publication(shown)` gives the programme, picture and findings without what is hidden: whatever is worked out of
  these, charts and orders too, cannot tell what they do not hold;
- `baseline`, `actual`, `base`, `expected` and `target` give a figure in words, hidden or not;
- `text(record, text)` gives an owner's words, or that they are withheld.

To the programme office (`ShownTo.OFFICE`) nothing is hidden, and `marking` says so where there was reason to.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from math import ceil, inf

from xl_send.disclosure.kpi_figures import BASELINE, Behind, Cause, KpiFigure, Series, series_of
from xl_send.disclosure.protected import Protected
from xl_send.disclosure.small_figures import small_changes, small_figures
from xl_send.rag.context import Figures
from xl_send.rag.kpis.shortfalls import shortfall, shortfall_colour
from xl_send.results import Fact, Rating
from xl_send.text import figure, rounded
from xl_send.value_classes import field, frozen
from xl_send.workbook.names import name_key
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.sheets.thresholds import Thresholds
from xl_send.workbook.submissions import Programme

WITHHELD = "Not shown"
TOO_FEW = "Too few to show"
# The fewest letters of a title by which a sentence is known to be about a KPI.
_TELLING = 12
HOLDS_SMALL_NUMBERS = "For the programme office: holds small numbers"


class ShownTo(StrEnum):
    """Who reads an output, from the fewest to everybody."""

    OFFICE = "the programme office"
    COUNCIL = "the board and its partners"
    PUBLIC = "the public"


def number_of(facts: Mapping[str, Fact], name: str) -> float | None:
    """A fact that is a number, or None."""
    found = facts.get(name)
    return float(found) if isinstance(found, int | float) else None


@frozen()
class Disclosure:
    """What may be shown of a programme's figures to those who read it, given what an `earlier` edition told them.

    `besides` are figures that are hidden for another account of them than this programme holds.
    """

    programme: Programme
    to: ShownTo = ShownTo.COUNCIL
    earlier: Disclosure | None = None
    besides: Mapping[KpiFigure, Cause] = field(default_factory=dict)

    @property
    def below(self) -> float:
        """Counts of children smaller than this are hidden: the strictest threshold of all workbooks."""
        policy = self.programme.policy
        return (policy.thresholds if policy else Thresholds()).suppress_below

    @property
    def fewer(self) -> str:
        """What stands in place of a small count."""
        return f"fewer than {rounded(self.below)}"

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it."""
        return self.to is ShownTo.PUBLIC

    @property
    def instead_of_text(self) -> str:
        """What stands in place of an owner's words that may tell of few children."""
        return f"{WITHHELD}: it holds a number, and a count is {self.fewer}"

    @cached_property
    def protected(self) -> Protected:
        """The KPIs that count children by any owner's account."""
        return Protected.of(self.programme)

    @cached_property
    def figures(self) -> Figures:
        """The figures and expectations of every KPI."""
        return Figures.of(self.programme)

    @cached_property
    def series(self) -> Mapping[Kpi, Series]:
        """The figures of every account of every KPI in their order."""
        return series_of(list(self.programme.each(Kpi)), self.figures)

    @cached_property
    def small(self) -> Mapping[KpiFigure, Cause]:
        """Every figure that may not leave the programme office, and why: what is hidden to all others."""
        return self._alone | dict.fromkeys(self._complementary(self._alone), Cause.PART)

    @cached_property
    def _alone(self) -> dict[KpiFigure, Cause]:
        """Those that tell of few children by themselves, or by how they differ from what was told."""
        of_children = [one for one in self.series.values() if one.kpi.id in self.protected.children]
        found = dict(self.besides)
        for place, cause in small_figures(of_children, self.below):
            found.setdefault(place, cause)
        for one in of_children:
            for place, cause in small_changes(one, found, self._told_before, self.below):
                found.setdefault(place, cause)
        return found

    @property
    def _told_before(self) -> Mapping[KpiFigure, Behind]:
        return self.earlier.told if self.earlier else {}

    def _complementary(self, found: Mapping[KpiFigure, Cause]) -> frozenset[KpiFigure]:
        """The figures to hide besides those found, so that none of these can be worked out."""
        if not found:
            return frozenset()
        from xl_send.disclosure.complementary import Suppression
        from xl_send.disclosure.totals_and_parts import sums_of

        values, sums = sums_of(list(self.series.values()), found)
        largest = ceil(self.below) - 1.0
        there = {place: cause for place, cause in found.items() if place in values}
        besides = [place for place, cause in there.items() if cause is Cause.PART]
        most = {
            place: largest if cause is Cause.SMALL else inf for place, cause in there.items() if cause is not Cause.PART
        }
        told = self._told_before
        known = [place for place, behind in told.items() if behind.numbers[:1] == (values.get(place),)]
        return Suppression(sums, values, most, known, besides).further(self.below)

    @property
    def hidden(self) -> Mapping[KpiFigure, Cause]:
        """Every figure that is hidden to those who read this, and why."""
        return {} if self.to is ShownTo.OFFICE else self.small

    @cached_property
    def told(self) -> Mapping[KpiFigure, Behind]:
        """The children behind every figure that this edition tells, or an earlier one told."""
        found = dict(self._told_before)
        for one in self.series.values():
            for place, value, base in one.figures():
                if place not in self.hidden:
                    found.setdefault(place, one.behind(value, base))
        return found

    @property
    def marking(self) -> str:
        """What an output for the programme office says in its first line, or nothing."""
        return HOLDS_SMALL_NUMBERS if self.to is ShownTo.OFFICE and self._alone else ""

    def _figure(self, place: KpiFigure, told: str) -> str:
        """A figure as it may be shown: as `told`, or what stands in its place."""
        cause = self.hidden.get(place)
        return told if cause is None else self.instead_of(cause)

    def instead_of(self, cause: Cause) -> str:
        """What stands in place of a figure that is hidden for this cause."""
        if cause is Cause.SMALL:
            return self.fewer
        return TOO_FEW if cause is Cause.FEW else WITHHELD

    def baseline(self, kpi: Kpi) -> str:
        """The baseline as it may be shown, or nothing where there is none."""
        return self._figure(KpiFigure(kpi.id, BASELINE), _open(kpi, kpi.baseline))

    def actual(self, kpi: Kpi, actual: Actual) -> str:
        """A figure as it may be shown, or nothing where there is none."""
        told = self._figure(KpiFigure.value_of(actual), _open(kpi, actual.value))
        below_nought = actual.value is not None and actual.value < 0
        return WITHHELD if told == self.fewer and below_nought else told  # a slip is no small number

    def base(self, actual: Actual) -> str:
        """How many cases stand behind a figure, as it may be shown, or nothing where that is not given."""
        return self._figure(KpiFigure.base_of(actual), "" if actual.base is None else rounded(actual.base))

    def hides_actual(self, actual: Actual) -> bool:
        """Whether the value of an actual is hidden."""
        return KpiFigure.value_of(actual) in self.hidden

    @cached_property
    def guarded(self) -> frozenset[str]:
        """The KPIs that have a hidden figure by any account."""
        return frozenset(place.kpi for place in self.hidden)

    @cached_property
    def guarded_titles(self) -> frozenset[str]:
        """The titles of these KPIs, as they are compared; a short one may stand in a sentence about anything."""
        titles = (name_key(kpi.name or "") for kpi in self.series if kpi.id in self.guarded)
        return frozenset(title for title in titles if len(title) >= _TELLING)

    def is_guarded(self, kpi: Kpi) -> bool:
        """Whether any figure of this KPI is hidden, so that what is told besides must not give it away."""
        return kpi.id in self.guarded

    def judged(self, kpi: Kpi, rating: Rating) -> Actual | None:
        """The figure on which a rating rests, or None."""
        at = rating.facts.get("actual_date")
        return next((actual for actual in reversed(self.figures.actuals_of(kpi)) if actual.period_end == at), None)

    def hides_judged(self, kpi: Kpi, rating: Rating) -> bool:
        """Whether the figure on which a rating rests is hidden."""
        actual = self.judged(kpi, rating)
        return actual is not None and self.hides_actual(actual)

    def expected(self, kpi: Kpi, rating: Rating) -> str:
        """What was expected, unless together with the colour it would tell more of a hidden figure."""
        return self._against(kpi, rating, number_of(rating.facts, "expected"))

    def target(self, kpi: Kpi, rating: Rating) -> str:
        """The target, unless together with the colour it would tell more of a hidden figure."""
        return self._against(kpi, rating, kpi.target)

    def _against(self, kpi: Kpi, rating: Rating, value: float | None) -> str:
        withheld = rating.facts.get("expected") == WITHHELD or (value is not None and self.narrows(kpi, rating))
        return WITHHELD if withheld else _open(kpi, value)

    def narrows(self, kpi: Kpi, rating: Rating) -> bool:
        """Whether the colour of a hidden figure tells more than is said of it, once one knows what was expected.

        It does where some other count below the threshold would have another colour; of what is no count it always
        may.
        """
        expected = number_of(rating.facts, "expected")
        if expected is None or not rating.status.coloured or not self.hides_judged(kpi, rating):
            return False
        actual = self.judged(kpi, rating)
        if actual is None or kpi.unit is not Unit.COUNT or self.hidden[KpiFigure.value_of(actual)] is not Cause.SMALL:
            return True
        tolerated = number_of(rating.facts, "tolerance") or 0.0
        possible = range(ceil(self.below))
        return {shortfall_colour(kpi, shortfall(kpi, expected, count), tolerated) for count in possible} != {
            rating.status
        }


def _open(kpi: Kpi, value: float | None) -> str:
    return "" if value is None else figure(value, kpi.unit)
