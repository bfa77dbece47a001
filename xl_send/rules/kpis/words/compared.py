"""What a text sets the latest figure of a KPI against, "738 v 720"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, points, readable, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.kpis.words.said_ends import FIGURE_SAID, in_unit, is_said
from xl_send.rules.reported import items_with, steps_worse
from xl_send.workbook.days import FULL_MONTHS, say
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

WHAT_IS_EXPECTED = r"(?:plan|target|trajectory|profile|expectation|milestone|expected|planned)"
_ON_A_DAY = (
    r"(?: (?:at|in|on|by|for)(?: the end of| the start of|(?: early| late| mid-)?)(?: \d{1,2})?"
    rf" (?:{'|'.join(FULL_MONTHS)})(?: 20\d\d)?)?"
)
_COMPARED = Pattern(
    rf"(?i)(?<![\d.,/-]){FIGURE_SAID}(?: days)?{_ON_A_DAY} (?:v|vs|versus|against|compared with)\.? (?:an? |the |our )?"
    rf"(?:{WHAT_IS_EXPECTED} (?:figure )?(?:of )?)?{FIGURE_SAID}(?: days)?"
    rf"(?=\s*(?:$|[.;:()](?!\d)|,(?!\d)|(?:is |was |were )?{WHAT_IS_EXPECTED}|profiled|so\b|and\b|but\b|because\b))",
)
# Whose figures they are, or of which time, where they are not this KPI's own of now.
OF_ANOTHER_FIGURE = Pattern(
    r"(?i)\b(?:national\w*|england|english|statutory|region\w*|neighbours?|last|previous\w*|before|earlier|year|old"
    r"|original\w*|borough\w*|count(?:y|ies)|girls|boys|primary|secondary|budget|comparison|response|areas?|average)\b"
)
CLAUSE_ENDS = Pattern(r"[.;](?: |$)")


@rule(
    "EX23",
    Severity.QUERY,
    'The {where} sets the figure against something else: "{words}". What is expected is {expected} by {day}.',
    "Correct the {where}, or the Expectations sheet. One of the two was changed or mistyped, or a row is gone there.",
    brings={"WM11": Reach.NAMED},
)
def compared_with_another_figure(programme: Programme) -> Iterator[Hit]:
    """What a commentary sets the latest figure against was expected.

    The owner had both figures in view when writing. Asked where the first of "738 v 720" is the latest figure, in the
    KPI's unit, and the second is nothing of the KPI: not its baseline, its target, an expectation or one on the way
    between two of these, nor an earlier figure; not where the words speak of others or of another time. What is on the
    way is nothing of a KPI that is reported worse than its figures compute: it was not expected yet. Of such a KPI the
    reason of its workstream is asked as well, where the figure is of no other.

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

    **Fails**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | <Slightly below trajectory at 55.3 per cent against 56 per cent.> |

    KPIs:
    | ID | Unit | Better when | Baseline | Baseline date | Target | Target date | Reported RAG |
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | Higher | 51% | 31 Mar 2026 | 70% | 31 Dec 2027 | Amber |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 52% | 22 May 2026 |
    | TRN-K01 | 62% | 19 Apr 2027 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 55.3% |

    **Passes**

    Workstreams:
    | Code | Reason and path to green |
    | --- | --- |
    | TRN | Slightly below trajectory at 55.3 per cent against 56 per cent. |
    | OUT | On its way at 55.3 per cent against 56 per cent. |

    KPIs:
    | ID | Workstream | Unit | Better when | Baseline | Target | Reported RAG |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | TRN | Percent | Higher | 51% | 70% | Amber |
    | OUT-K01 | OUT | Percent | Higher | 51% | 70% | Green |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K01 | 56% | 30 Sep 2026 |
    | OUT-K01 | 52% | 22 May 2026 |
    | OUT-K01 | 62% | 19 Apr 2027 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 55.3% |
    | OUT-K01 | 31 Oct 2026 | 55.3% |

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
    expected, known = points(programme), series(programme)
    worse = {kpi for kpi, item in items_with(programme, Kpi) if steps_worse(kpi.reported, item.status)}
    for kpi, figures in known.items():
        path, stream = expected.get(kpi, []), programme.streams.get(kpi.workstream)
        if not path or not is_active(programme, kpi):
            continue
        latest = [dated[-1].value for one, dated in known.items() if one.workstream == kpi.workstream]
        alone = stream if kpi in worse and latest.count(figures[-1].value) == 1 else None
        for record, name, text in ((kpi, "commentary", kpi.commentary), (alone, "reason", alone and alone.reason)):
            for words, value, other in figures_compared(kpi, text) if record and text else ():
                said = is_said(value, figures[-1].value, kpi.unit)
                if record and said and not _is_known(kpi, other, figures, path, on_the_way=kpi not in worse):
                    point = min(path, key=lambda one: abs(one.day - figures[-1].day))
                    related = Related(point.row.at("expected"), "what is expected")
                    told = amount(kpi.unit, point.value)
                    yield hit(record.at(name), related, where=name, words=words, expected=told, day=say(point.day))


def figures_compared(kpi: Kpi, text: str | None) -> Iterator[tuple[str, float, float]]:
    """Each pair of figures that a text compares, in the unit of a KPI, with its words."""
    for clause in CLAUSE_ENDS.split(text or ""):
        found = _COMPARED.search(clause)
        if found and not OF_ANOTHER_FIGURE.search(clause):
            value, other = in_unit(found[1], kpi.unit), in_unit(found[2], kpi.unit)
            if value is not None and other is not None:
                yield found[0].strip(" ,"), value, other


def _is_known(kpi: Kpi, value: float, figures: list[Dated], path: list[Dated], *, on_the_way: bool) -> bool:
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
    return (between and on_the_way) or any(is_said(value, one, kpi.unit) for one in given)
