"""What a commentary sets the latest figure of a KPI against, "738 v 720", and that it is the latest which it sets."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, points, readable, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.kpis.words.said_ends import in_unit, is_said
from xl_send.words import NUMBER, number_said
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_FIGURE = r"(£?\d[\d,]*(?:\.\d+)?(?: ?(?:%|per ?cent\b)|[km]\b)?)"
_EXPECTED = r"(?:plan|target|trajectory|profile|expectation|milestone|expected|planned)"
_COMPARED = Pattern(
    rf"(?i)(?<![\d.,/-]){_FIGURE}(?: days)? (?:v|vs|versus|against|compared with)\.? (?:an? |the |our )?"
    rf"(?:{_EXPECTED} (?:figure )?(?:of )?)?{_FIGURE}(?: days)?"
    rf"(?=\s*(?:$|[.;:()](?!\d)|,(?!\d)|(?:is |was |were )?{_EXPECTED}|profiled|so\b|and\b|but\b|because\b))",
)
# Whose figures they are, or of which time, where they are not this KPI's own of now.
_ANOTHER = Pattern(
    r"(?i)\b(?:national\w*|england|english|statutory|region\w*|neighbours?|last|previous\w*|before|earlier|year|old"
    r"|original\w*|borough\w*|count(?:y|ies)|girls|boys|primary|secondary|budget|comparison|response|areas?|average)\b"
)
_CLAUSES = Pattern(r"[.;](?: |$)")


@rule(
    "EX23",
    Severity.QUERY,
    'The commentary sets the figure against something else: "{words}". What is expected is {expected} by {day}.',
    "Correct the commentary, or the Expectations sheet. One of the two was changed or mistyped.",
)
def compared_with_another_figure(programme: Programme) -> Iterator[Hit]:
    """What a commentary sets the latest figure against was expected.

    The owner had both figures in view when writing. Asked where the first of "738 v 720" is the latest figure, in the
    KPI's unit, and the second is nothing of the KPI: not its baseline, its target, an expectation or one on the way
    between two of these, nor an earlier figure; not where the words speak of others or of another time.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | 900 | 600 | <738 v 720, so a little behind> |
    | TRN-K02 | Percent | 50% | 80% | <At 61% against a target of 70%.> |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 780 | 31 Oct 2026 |
    | TRN-K02 | 60% | 31 Oct 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 738 |
    | TRN-K02 | 31 Oct 2026 | 61% |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Count | 900 | 600 | 738 v 780. Special schools 41 v 38 |
    | TRN-K02 | Percent | 50% | 80% | 61% against 50% at the start; 61% against a national 66% |
    | TRN-K03 | Count | 900 | 600 | 738 v 729 last year |
    | TRN-K04 | Count | 900 | 600 | 738 against 600, the target |
    | TRN-K05 | Count | 900 | 600 | 738 v 720 |
    | TRN-K06 | Count | 900 | 600 | 738 v 732 |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 780 | 31 Oct 2026 |
    | TRN-K02 | 60% | 31 Oct 2026 |
    | TRN-K03 | 780 | 31 Oct 2026 |
    | TRN-K04 | 780 | 31 Oct 2026 |
    | TRN-K06 | 740 | 30 Sep 2026 |
    | TRN-K06 | 720 | 30 Nov 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 738 |
    | TRN-K02 | 31 Oct 2026 | 61% |
    | TRN-K03 | 31 Oct 2026 | 738 |
    | TRN-K04 | 31 Oct 2026 | 738 |
    | TRN-K05 | 31 Oct 2026 | 738 |
    | TRN-K06 | 31 Oct 2026 | 738 |
    """
    expected = points(programme)
    for kpi, figures in series(programme).items():
        path = expected.get(kpi, [])
        if not kpi.commentary or not path or not is_active(programme, kpi):
            continue
        for words, value, other in _compared(kpi):
            if is_said(value, figures[-1].value, kpi.unit) and not _is_known(kpi, other, figures, path):
                point = min(path, key=lambda one: abs(one.day - figures[-1].day))
                related = Related(point.row.at("expected"), "what is expected")
                told = amount(kpi.unit, point.value)
                yield hit(kpi.at("commentary"), related, words=words, expected=told, day=say(point.day))


def _compared(kpi: Kpi) -> Iterator[tuple[str, float, float]]:
    """Each pair of figures that a commentary compares, in the unit of the KPI, with its words."""
    for clause in _CLAUSES.split(kpi.commentary or ""):
        found = _COMPARED.search(clause)
        if found and not _ANOTHER.search(clause):
            value, other = in_unit(found[1], kpi.unit), in_unit(found[2], kpi.unit)
            if value is not None and other is not None:
                yield found[0].strip(" ,"), value, other


def _is_known(kpi: Kpi, value: float, figures: list[Dated], path: list[Dated]) -> bool:
    """Whether a figure is one of a KPI: given, or on the way between two that are expected."""
    way = [(one.day, one.value) for one in path]
    if kpi.baseline is not None and kpi.baseline_date and readable(kpi, kpi.baseline):
        way.insert(0, (kpi.baseline_date, kpi.baseline))
    if kpi.target is not None and kpi.target_date and readable(kpi, kpi.target):
        way.append((kpi.target_date, kpi.target))
    given = [*(one.value for one in figures), *(one for _, one in way)]
    between = any(
        first[0] < figures[-1].day < then[0] and min(first[1], then[1]) <= value <= max(first[1], then[1])
        for first, then in pairwise(way)
    )
    return between or any(is_said(value, one, kpi.unit) for one in given)


_POINTS = Pattern(
    rf"(?i)(?<![\d.,])\b(?P<by>{NUMBER}) (?:percentage )?(?:points?|pts?|pp)\b(?: just| now| still)?"
    r" (?P<way>short of|below|under|above|over|off|away from|behind|ahead of|better than|worse than)"
    rf" (?:the |our |an? )?(?:{_EXPECTED} (?:figure )?(?:of )?)?(?P<other>{_FIGURE})"
)
# The same of nothing that is named: "One point short."
_BARE = Pattern(
    rf"(?i)^(?:just |only |still |now )?(?P<by>{NUMBER}) (?:percentage )?(?:points?|pts?|pp)"
    r" (?:short|behind|adrift|off|under|below|over|above|ahead)(?: of (?:it|plan|target|what was expected))?$"
)
_POINT = 0.01


@rule(
    "AC73",
    Severity.QUERY,
    'The latest figure is {value}, but the commentary says "{words}", and {expected} is what was expected.',
    "Check the digits of the figure. If it is right, bring the commentary up to date.",
    brings=dict.fromkeys(("WM02", "WM11"), Reach.CELL),
)
def another_figure_than_the_compared_one(programme: Programme) -> Iterator[Hit]:
    """What a commentary sets against what is expected is the latest figure.

    Two digits changed about make a good figure of a bad one, and the words still tell the bad one. Asked where the
    second of "46% v 48%" is what was last expected by the day of the latest figure, and the first is no figure of the
    KPI, as closely as it is said; and where so many points short of it, or above, are neither the latest figure nor one
    before it.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Baseline | Target | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | Higher | 38% | 70% | Held down by old cases. 46% v 48%. |
    | TRN-K02 | Count | Lower | 900 | 600 | 783 against 780 expected, nearly there |
    | TRN-K03 | Percent | Lower | 41% | 20% | One point short of 34 |
    | TRN-K04 | Percent | Lower | 41% | 20% | One point short. Two large schools account for most of it |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 48% | 5 Oct 2026 |
    | TRN-K02 | 780 | 31 Oct 2026 |
    | TRN-K03 | 34% | 31 Oct 2026 |
    | TRN-K04 | 34% | 31 Oct 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 45% |
    | TRN-K01 | 31 Oct 2026 | <64%> |
    | TRN-K02 | 31 Oct 2026 | <738> |
    | TRN-K03 | 31 Oct 2026 | <25%> |
    | TRN-K04 | 31 Oct 2026 | <25%> |

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

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 48% | 5 Oct 2026 |
    | TRN-K02 | 48% | 5 Oct 2026 |
    | TRN-K03 | 48% | 5 Oct 2026 |
    | TRN-K04 | 48% | 5 Oct 2026 |
    | TRN-K05 | 34% | 5 Oct 2026 |
    | TRN-K06 | 48% | 5 Oct 2026 |

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
                    expected=amount(kpi.unit, last.value),
                )  # fmt: skip
                break


def _sides(kpi: Kpi) -> Iterator[tuple[str, tuple[float, ...], float]]:
    for words, value, other in _compared(kpi):
        yield words, (value,), other


def _points_off(kpi: Kpi, expected: float) -> Iterator[tuple[str, tuple[float, ...], float]]:
    """What lies so many points from a figure that a commentary gives, or from what is expected, with the words."""
    for clause in _CLAUSES.split(kpi.commentary or "") if kpi.unit is Unit.PERCENT else ():
        if bare := _BARE.search(clause.strip()):
            by = number_said(bare["by"]) * _POINT
            yield bare[0], (expected - by, expected + by), expected
        found = _POINTS.search(clause)
        # Behind "points" a bare 34 is 34%.
        other = (
            in_unit(f"{found['other'].rstrip('% ')}%", kpi.unit) if found and not _IN_FUTURE.search(clause) else None
        )
        if found and other is not None and not _ANOTHER.search(clause):
            by = number_said(found["by"]) * _POINT
            yield found[0], (other - by, other + by), other


_IN_FUTURE = Pattern(
    r"(?i)\b(?:will|would|could|should|may|might|expect(?:s|ed)? to|by (?:the )?(?:end|[A-Z][a-z]{2,8}\b))"
)
