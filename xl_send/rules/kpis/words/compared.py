"""What a commentary sets the latest figure of a KPI against: "738 v 720"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, points, readable, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.kpis.words.said_ends import in_unit, is_said
from xl_send.workbook.days import say
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
