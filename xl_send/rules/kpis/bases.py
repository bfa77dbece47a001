"""On how many cases the latest figure of a KPI rests."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.words.reasons import is_of_a_survey, names_its_whole
from xl_send.analysis.words.work import is_building
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.kpis.evidence import Latest, latest_figures
from xl_send.workbook.sheets.choices import Better, Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

# Whom or what one counts: people, and what is decided, held or sent of each.
_CASES = Pattern(
    r"(?i)\b(?:child(?:ren)?|pupils?|young people|students?|learners?|leavers|parents?|carers?|famil(?:y|ies)|people"
    r"|plans?|ehcps?|assessments?|reviews?|requests?|referrals?|appeals?|cases?|complaints?|placements?|visits?"
    r"|letters?"
    r"|decisions?|tribunals?|advice|replies|answers|respond\w*|answered|survey\w*|satisf\w*"
    r"|confiden\w+|schools?|settings?|colleges?|nurser(?:y|ies)|academies|teachers?|sencos?|staff|practitioners?"
    r"|suspensions?|exclusions?|transitions?|apprentices?)\b"
)
# What is a share of money or of work, not of people or cases.
_WITHOUT_CASES = Pattern(
    r"\b(?:budget|spend|spent|grant|funding|savings?|overspend|underspend|variance|fte|deficit|surplus|high needs block"
    r"|cost avoidance|unit costs?|contributions?|invoices?|uptime|turnover|vacanc(?:y|ies)|occupancy"
    r"|milestones|actions? closed|pages|against (?:the )?(?:plan|profile|baseline)|on (?:the )?baseline|completion of"
    r"|(?:programme|plan|project|works?) (?:is )?(?:complete\w*|delivered|finished)"
    r"|growth|inflation|uplift|contract sum|certified|utili[sz]ation|take-up|(?:response|attendance) rate|attendance"
    r"|absence|capacity|hours|sessions|time spent|share of (?:[\w']+ )*time|coverage"
    r"|(?:rises?|increases?) in (?:the )?(?:[\w-]+ )?(?:fees?|costs?|prices?)"
    r"|(?:fees?|costs?|prices?) (?:rise|increase)s?"
    r"|(?:errors?|accuracy) of (?:the )?[\w ]{0,20}forecasts?|forecast (?:errors?|accuracy))\b",
    re.IGNORECASE,
)
# So many of one return are told together.
MANY = 3
# There are no more than these.
_ALL_OF_THEM = Pattern(
    r"(?i)\b(?:out )?of (?:all |the |all the |our )+(?:two|three|four|five|six|seven|eight|nine|[2-9])\b"
    r"|\ball (?:the )?"
    r"(?:two|three|four|five|six|seven|eight|nine|[2-9])\b"
)
ASKED = frozenset({Unit.PERCENT, Unit.SCORE})


@rule(
    "KP53",
    Severity.ADVICE,
    "The latest figure of {id}, for {day}, is {kind} with no base.{others}",
    "Fill in Base: how many children, responses or cases are behind the figure.",
)
def share_without_base(programme: Programme) -> Iterator[Hit]:
    """A percentage, or the result of a survey, comes with the number behind it.

    62% may be 5 of 8 people or 500 of 800. Of a survey this is a query. Only the latest figure is asked about, and
    only where the title or the Definition speaks of people or cases that one counts. Nothing is asked where the
    Definition says out of how many, such as "out of 214", nor of the progress of building work, of a plan or of
    spending, of posts, hours or attendance, of growth or of a forecast's error, which rest on no cases, nor of the
    nothing from which a service begins. A return that fills in no base at all is told of once.

    **Fails**

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Pupils using the service | Percent |
    | TRN-K02 | Mean score in the families' survey | Score |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 58% | 148 |
    | TRN-K01 | 31 Oct 2026 | 62% | <> |
    | TRN-K02 | 31 Oct 2026 | 3.1 | <> |

    **Fails**

    KPIs:
    | ID | Unit |
    | --- | --- |
    | TRN-K01 | Percent |
    | TRN-K02 | Percent |
    | TRN-K03 | Percent |

    Actuals:
    | KPI | Value | Base |
    | --- | --- | --- |
    | TRN-K01 | 62% | <> |
    | TRN-K02 | 48% | |
    | TRN-K03 | 71% | |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Definition |
    | --- | --- | --- | --- |
    | TRN-K01 | Pupils using the service | Percent | |
    | TRN-K02 | Schools trained | Percent | Schools with a trained teacher, out of 214. |
    | TRN-K03 | Families who answered the survey | Count | |
    | TRN-K04 | Share of the build programme complete | Percent | |
    | TRN-K05 | Grant spent | Percent | |
    | TRN-K06 | Growth of plans over 12 months | Percent | |
    | TRN-K07 | Error of the forecast of plans | Percent | |
    | TRN-K08 | Rise in fees since last year | Percent | |
    | TRN-K09 | Educational psychologist vacancy rate | Percent | |
    | TRN-K10 | Hours of therapy given of those bought | Percent | |
    | TRN-K11 | Provision mapped against need | Percent | |

    south.xlsx KPIs:
    | ID | KPI | Unit | Baseline | Baseline date |
    | --- | --- | --- | --- | --- |
    | SOU-K01 | Pupils using the service | Percent | 0% | 31 Oct 2026 |

    south.xlsx Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | SOU-K01 | 31 Oct 2026 | 0% | |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K04 | 31 Oct 2026 | 20% | |
    | TRN-K05 | 31 Oct 2026 | 20% | |
    | TRN-K06 | 31 Oct 2026 | 8.7% | |
    | TRN-K07 | 31 Oct 2026 | 7.5% | |
    | TRN-K08 | 31 Oct 2026 | 4.6% | |
    | TRN-K09 | 31 Oct 2026 | 12% | |
    | TRN-K10 | 31 Oct 2026 | 71% | |
    | TRN-K11 | 31 Oct 2026 | 54% | |
    | TRN-K01 | 30 Sep 2026 | 58% | |
    | TRN-K01 | 31 Oct 2026 | 62% | 1 |
    | TRN-K02 | 31 Oct 2026 | 62% | |
    | TRN-K03 | 31 Oct 2026 | 62 | |
    """
    found: dict[str, list[tuple[Kpi, Actual]]] = {}
    for latest in latest_figures(programme):
        kpi, figure = latest.kpi, latest.figure
        if figure is not None and figure.base is None and _wants_a_base(kpi, figure):
            found.setdefault(kpi.workbook, []).append((kpi, figure))
    based = {actual.workbook for actual in programme.each(Actual) if actual.base is not None}
    for workbook, wanting in found.items():
        # A return that fills in no base at all is told of once, at a survey where it has one.
        together = wanting if len(wanting) >= MANY and workbook not in based else []
        wanting.sort(key=lambda one: bool(together) and not is_of_a_survey(one[0]))
        others = f" No figure of this return has one: {len(wanting) - 1} others want it too." if together else ""
        for kpi, figure in wanting[:1] if together else wanting:
            survey = is_of_a_survey(kpi)
            kind = "the result of a survey" if survey else "a percentage"
            beside = [Related(one.at("base"), other.id) for other, one in together[1:]]
            yield hit(
                figure.at("base"), Related(figure.at("value"), "the figure"), *beside, id=kpi.id, kind=kind,
                severity=Severity.QUERY if survey else None, day=figure.period_end, others=others,
            )  # fmt: skip


def _wants_a_base(kpi: Kpi, figure: Actual) -> bool:
    """Whether a figure is a share of cases, or the answer to a survey, and nothing says how many stand behind it."""
    asked = kpi.unit is Unit.PERCENT or (kpi.unit in ASKED and is_of_a_survey(kpi))
    if not asked or names_its_whole(kpi.definition) or _has_not_begun(kpi, figure):
        return False
    counted = is_of_a_survey(kpi) or _CASES.search(f"{kpi.name or ''}. {kpi.definition or ''}")
    return bool(counted) and not (_WITHOUT_CASES.search(kpi.name or "") or is_building(kpi.name, kpi.definition))


def _has_not_begun(kpi: Kpi, figure: Actual) -> bool:
    """Whether a figure is the nothing from which a KPI began."""
    return figure.value == 0 and kpi.baseline == 0 and kpi.baseline_date == figure.period_end


@rule(
    "KP54",
    Severity.QUERY,
    "{id} is reported {colour}, but its latest figure, for {day}, rests on fewer than {least} cases.",
    "Clear Reported RAG: that is too few to rate. Say in Commentary what the few suggest.",
)
def colour_on_too_few(programme: Programme) -> Iterator[Hit]:
    """A KPI is not given a colour while its latest figure rests on too few cases.

    Among so few, one person more or less changes the colour. How many are enough is set on the Thresholds sheet. Not
    asked of a number of things, such as hubs or schools, nor where the Definition says that these are all.

    **Fails**

    KPIs:
    | ID | Reported RAG |
    | --- | --- |
    | TRN-K01 | <Green> |

    Actuals:
    | KPI | Value | Base |
    | --- | --- | --- |
    | TRN-K01 | 7 | 9 |

    **Passes**

    KPIs:
    | ID | Reported RAG | Counts children |
    | --- | --- | --- |
    | TRN-K01 | Green | Yes |
    | TRN-K02 | | Yes |
    | TRN-K03 | Green | Yes |
    | TRN-K04 | Green | No |

    Actuals:
    | KPI | Value | Base |
    | --- | --- | --- |
    | TRN-K01 | 7 | 10 |
    | TRN-K02 | 7 | 9 |
    | TRN-K03 | 110 | 9 |
    | TRN-K04 | 3 | 4 |
    """
    for latest, figure, least in _on_few(programme):
        kpi = latest.kpi
        if kpi.reported:
            base = Related(figure.at("base"), "the cases behind it")
            colour, day = kpi.reported.value, figure.period_end
            yield hit(kpi.at("reported"), base, id=kpi.id, colour=colour, day=day, least=least)


def _are_few_in_all(kpi: Kpi) -> bool:
    """Whether a KPI counts things, not children, or says that there are no more of them."""
    return kpi.counts_children is False and (kpi.unit is Unit.COUNT or bool(_ALL_OF_THEM.search(kpi.definition or "")))


def _on_few(programme: Programme) -> Iterator[tuple[Latest, Actual, float]]:
    """The KPIs whose latest figure rests on too few cases to be rated, that figure, and how many would be enough."""
    for latest in latest_figures(programme):
        figure, least = latest.figure, programme.of(latest.kpi).thresholds.rate_base
        if figure is None or figure.base is None or figure.base >= least or latest.kpi.better is Better.CONTEXT:
            continue
        if not _are_few_in_all(latest.kpi) and not _is_doubtful(latest.kpi, figure):
            yield latest, figure, least


def _is_doubtful(kpi: Kpi, figure: Actual) -> bool:
    """Whether a base is zero, a part of one, or less than what is counted out of it. Rules of their own say so."""
    value, base = figure.value, figure.base
    return not base or bool(base % 1) or (kpi.unit is Unit.COUNT and value is not None and value > base)
