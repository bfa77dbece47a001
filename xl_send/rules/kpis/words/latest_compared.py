"""That it is the latest figure of a KPI which a commentary sets against what is expected."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount, points, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.kpis.words.compared import (
    CLAUSE_ENDS,
    OF_ANOTHER_FIGURE,
    WHAT_IS_EXPECTED,
    figures_compared,
)
from xl_send.rules.kpis.words.rows_down import perhaps_a_row_too_low
from xl_send.rules.kpis.words.said_ends import FIGURE_SAID, in_unit, is_said
from xl_send.words import NUMBER, number_said
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_POINTS = Pattern(
    rf"(?i)(?<![\d.,])\b(?P<by>{NUMBER}) (?:percentage )?(?:points?|pts?|pp)\b(?: just| now| still)?"
    r" (?P<way>short of|below|under|above|over|off|away from|behind|ahead of|better than|worse than)"
    rf" (?:the |our |an? )?(?:{WHAT_IS_EXPECTED} (?:figure )?(?:of )?)?(?P<other>{FIGURE_SAID})"
)
# The same of nothing that is named: "One point short."
_BARE = Pattern(
    rf"(?i)^(?:just |only |still |now )?(?P<by>{NUMBER}) (?:percentage )?(?:points?|pts?|pp)"
    r" (?:short|behind|adrift|off|under|below|over|above|ahead)(?: of (?:it|plan|target|what was expected))?$"
)
# "One more than the 42 expected", of a number of anything.
_SO_MANY = Pattern(
    rf"(?i)(?<![\d.,])\b(?P<by>{NUMBER})(?: days)? (?:(?P<more>more than|over|above|higher than)"
    rf"|(?P<fewer>fewer than|less than|below|under|lower than)|short of|ahead of|behind|off) (?:the |our )?"
    rf"(?P<other>{FIGURE_SAID})(?: days)? (?:that )?(?:we )?(?:had |were |was )?(?:{WHAT_IS_EXPECTED}|profiled|hoped)\b"
    r"(?=\s*(?:$|[.;,:()]|(?:and|but|so|as|because|by|in|at|for|this|then|now)\b))"
)
_POINT = 0.01


@rule(
    "AC73",
    Severity.QUERY,
    'The latest figure is {value}, but the commentary says "{words}", and {expected} is what was expected.',
    "{lower}Check the digits of the figure. If it is right, bring the commentary up to date.",
    brings=dict.fromkeys(("WM02", "WM11", "AC37", "CM21"), Reach.CELL),
)
def another_figure_than_the_compared_one(programme: Programme) -> Iterator[Hit]:
    """What a commentary sets against what is expected is the latest figure.

    Two digits changed about make a good figure of a bad one, and the words still tell the bad one. Asked where the
    second of "46% v 48%" is what was last expected by the day of the latest figure, and the first is no figure of the
    KPI, as closely as it is said; and where so many points short of it, or above, or so many more or fewer, are
    neither the latest figure nor one before it. Where the first row of the KPI is blank, or gives a baseline of before,
    it is asked whether all stand one row too low.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Target | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | Higher | 38% | 70% | Held down by old cases. 46% v 48%. |
    | TRN-K02 | Count | Lower | 900 | 600 | 783 against 780 expected, nearly there |
    | TRN-K03 | Percent | Lower | 41% | 20% | One point short of 34 |
    | TRN-K04 | Percent | Lower | 41% | 20% | One point short. Two large schools account for most of it |
    | TRN-K05 | Count | Lower | 46 | 34 | 43 in all, one more than the 42 expected, three fewer than a year ago |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 48% | 5 Oct 2026 |
    | TRN-K02 | 780 | 31 Oct 2026 |
    | TRN-K03 | 34% | 31 Oct 2026 |
    | TRN-K04 | 34% | 31 Oct 2026 |
    | TRN-K05 | 42 | 31 Oct 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 45% |
    | TRN-K01 | 31 Oct 2026 | <64%> |
    | TRN-K02 | 31 Oct 2026 | <738> |
    | TRN-K03 | 31 Oct 2026 | <25%> |
    | TRN-K04 | 31 Oct 2026 | <25%> |
    | TRN-K05 | 31 May 2026 | 46 |
    | TRN-K05 | 31 Jul 2026 | 45 |
    | TRN-K05 | 31 Oct 2026 | <40> |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Baseline | Target | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | Higher | 38% | 70% | 46% v 48%. |
    | TRN-K02 | Percent | Higher | 38% | 70% | September 45% against 48% |
    | TRN-K03 | Percent | Higher | 38% | 70% | Girls 52% v 48%; 52% v 48% last year |
    | TRN-K04 | Percent | Higher | 38% | 70% | 52% v 60% |
    | TRN-K05 | Percent | Lower | 41% | 20% | One point short of 34 |
    | TRN-K06 | Percent | Higher | 38% | 70% | Will be two points above 48% by March |
    | TRN-K07 | Count | Lower | 46 | 34 | One more than the 42 expected |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 48% | 5 Oct 2026 |
    | TRN-K02 | 48% | 5 Oct 2026 |
    | TRN-K03 | 48% | 5 Oct 2026 |
    | TRN-K04 | 48% | 5 Oct 2026 |
    | TRN-K05 | 34% | 5 Oct 2026 |
    | TRN-K06 | 48% | 5 Oct 2026 |
    | TRN-K07 | 42 | 5 Oct 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 46.4% |
    | TRN-K02 | 30 Sep 2026 | 45% |
    | TRN-K02 | 31 Oct 2026 | 57% |
    | TRN-K03 | 31 Oct 2026 | 57% |
    | TRN-K04 | 31 Oct 2026 | 57% |
    | TRN-K05 | 31 Oct 2026 | 35% |
    | TRN-K06 | 31 Oct 2026 | 57% |
    | TRN-K07 | 31 Oct 2026 | 43 |
    """
    expected = points(programme)
    for kpi, figures in series(programme).items():
        due = [one for one in expected.get(kpi, ()) if one.day <= figures[-1].day]
        if not kpi.commentary or not due or not is_active(programme, kpi):
            continue
        last, latest = due[-1], figures[-1]
        for words, values, other in (*_sides(kpi), *_points_off(kpi, last.value)):
            known = any(is_said(value, one.value, kpi.unit) for value in values for one in figures)
            if is_said(other, last.value, kpi.unit) and not known:
                told = [
                    Related(kpi.at("commentary"), "what is said"),
                    Related(last.row.at("expected"), "the expectation"),
                ]
                yield hit(
                    latest.row.at("value"), *told, value=amount(kpi.unit, latest.value), words=words,
                    expected=amount(kpi.unit, last.value), lower=perhaps_a_row_too_low(programme, kpi, figures),
                )  # fmt: skip
                break


def _sides(kpi: Kpi) -> Iterator[tuple[str, tuple[float, ...], float]]:
    for words, value, other in figures_compared(kpi, kpi.commentary):
        yield words, (value,), other


def _points_off(kpi: Kpi, expected: float) -> Iterator[tuple[str, tuple[float, ...], float]]:
    """What lies so many from a figure that a commentary gives, or from what is expected, with the words."""
    if kpi.unit is not Unit.PERCENT:
        yield from _so_many_off(kpi)
    for clause in CLAUSE_ENDS.split(kpi.commentary or "") if kpi.unit is Unit.PERCENT else ():
        if bare := _BARE.search(clause.strip()):
            by = number_said(bare["by"]) * _POINT
            yield bare[0], (expected - by, expected + by), expected
        found = _POINTS.search(clause)
        # Behind "points" a bare 34 is 34%.
        other = (
            in_unit(f"{found['other'].rstrip('% ')}%", kpi.unit) if found and not _IN_FUTURE.search(clause) else None
        )
        if found and other is not None and not OF_ANOTHER_FIGURE.search(clause):
            by = number_said(found["by"]) * _POINT
            yield found[0], (other - by, other + by), other


def _so_many_off(kpi: Kpi) -> Iterator[tuple[str, tuple[float, ...], float]]:
    """What lies so many above or below a number that a commentary says was expected, with the words."""
    for clause in CLAUSE_ENDS.split(kpi.commentary or ""):
        found = _SO_MANY.search(clause)
        other = in_unit(found["other"], kpi.unit) if found and not _IN_FUTURE.search(clause) else None
        if found and other is not None:
            by = number_said(found["by"])
            either = (other + by,) if found["more"] else (other - by,) if found["fewer"] else (other - by, other + by)
            yield found[0], either, other


_IN_FUTURE = Pattern(
    r"(?i)\b(?:will|would|could|should|may|might|expect(?:s|ed)? to|by (?:the )?(?:end|[A-Z][a-z]{2,8}\b))"
)
