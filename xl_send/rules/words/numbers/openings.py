"""The figure with which a commentary opens: an earlier one, or so many of how many the KPI counts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xl_send.analysis.figures import Dated
from xl_send.analysis.notes.content import stems
from xl_send.patterns import Pattern
from xl_send.words import NUMBER, number_said
from xl_send.workbook.days import FULL_MONTHS
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi

# "60.6% v 65", "42 of 71": with what a commentary opens, and what tells that it is of another time.
_OPENS_WITH = Pattern(r"(?:Now |At )?£?(\d[\d,]*(?:\.\d+)?)%?(?: of \d+| v \d[\d.,]*%?)?(?=\s*(?:$|[.;,:(]))")
_IN_THE_PAST = Pattern(
    r"[^.;]{0,40}\b(?:was|were|had|last|previous\w*|in|at|by|before|since|then|until|till|to|from|on|of which|more"
    r"|fewer)\b",
    re.IGNORECASE,
)
ANY_AMOUNT = Pattern(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")
FEWEST = 10
# "8 of 14": so many of the target, or of all that a share counts.
_PART = Pattern(
    rf"(?i)(?:now |at |still )?({NUMBER}) (?:out )?of (?:the |our |all )?({NUMBER})(?![\w%]|[.,]\d)"
    rf"(?: (?!late\b|missing\b|excluded\b|refused\b|withdrawn\b|outstanding\b|blank\b|in\b)(?P<of>[a-z]+))?"
    rf"(?: in (?P<month>{'|'.join(FULL_MONTHS)}))?"
    r"(?=\s*(?:$|[.;,(]))"
)
_ANY_NUMBER = Pattern(rf"(?i)(?<![\w.,]){NUMBER}(?![\w.,]*\d)")
# A share is written to the nearest percent; half of one more is forgiven.
CLOSE = 0.015
# A share in words is often rounded.
ROUNDED, EXACT = 0.0051, 0.00101


def left_from_before(kpi: Kpi, of_before: Iterable[float], standing: Iterable[float]) -> tuple[str, float] | None:
    """The figure with which a commentary opens, where it is an earlier one and the latest is nowhere in the words."""
    text = kpi.commentary or ""
    found = _OPENS_WITH.match(text)
    value = said_in_unit(found[1], kpi.unit) if found else 0.0
    if (
        found is None
        or value * (100 if kpi.unit is Unit.PERCENT else 1) < FEWEST
        or _IN_THE_PAST.match(text, found.end(1))
    ):
        return None
    if not is_among(value, of_before, kpi.unit) or is_among(value, standing, kpi.unit):
        return None
    named = (said_in_unit(one, kpi.unit) for one in ANY_AMOUNT.findall(text[found.end(1) :]))
    now = next(iter(standing))
    return None if any(is_among(one, [now], kpi.unit) for one in named) else (found[0], value)


def part_of_another_share(kpi: Kpi, latest: Dated) -> tuple[str, float] | None:
    """So many of the target of a count, or of the Base of a share, with which a commentary opens, that are not it."""
    text = kpi.commentary or ""
    found = _PART.match(text)
    if found is None or _IN_THE_PAST.match(text, found.end()) or not _is_of_its_month(found, latest):
        return None
    part, whole = number_said(found[1]), number_said(found[2])
    if kpi.unit is Unit.PERCENT:
        base = latest.row.base if isinstance(latest.row, Actual) else None
        sides = (part / whole, 1 - part / whole) if whole == base and part <= whole else (latest.value,)
        return None if any(abs(one - latest.value) <= CLOSE for one in sides) else (found[0], sides[0])
    told = {number_said(one[0]) for one in _ANY_NUMBER.finditer(text)}
    is_of_target = kpi.unit is Unit.COUNT and whole == kpi.target and part <= whole
    of_them = not found["of"] or bool(stems(found["of"]) & stems(kpi.name or ""))
    is_told = latest.value in told or latest.value == whole - part
    return (found[0], part) if is_of_target and of_them and not is_told else None


def _is_of_its_month(found: re.Match[str], latest: Dated) -> bool:
    return not found["month"] or FULL_MONTHS[latest.day.month - 1] == found["month"].casefold()


def is_among(value: float, known: Iterable[float], unit: Unit) -> bool:
    """Whether a figure in words, which are often rounded, is one of those that are known."""
    if unit is Unit.PERCENT:
        return any(
            abs(value - figure) <= (EXACT if _is_exact(value) and _is_exact(figure) else ROUNDED) for figure in known
        )
    return any(abs(value - figure) <= max(0.51, abs(value) * ROUNDED) for figure in known)


def _is_exact(share: float) -> bool:
    """Whether a share is given to a tenth of a percent."""
    return abs(share * 100 - round(share * 100)) > EXACT


def said_in_unit(digits: str, unit: Unit) -> float:
    """A figure in digits in the unit of a KPI."""
    return float(digits.replace(",", "")) / (100 if unit is Unit.PERCENT else 1)
