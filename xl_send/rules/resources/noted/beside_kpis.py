"""Sums that KPIs, risks and money lines give of the same spending."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount, points, series
from xl_send.analysis.notes.sums import SUM, sum_said, sums_said
from xl_send.calendar.financial_years import financial_year
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.risks.treatment import open_risks
from xl_send.text import pounds
from xl_send.workbook.days import say
from xl_send.workbook.names import name_words
from xl_send.workbook.sheets.choices import Measures, Unit, YearBasis
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.sheets.resources import MoneyLine
from xl_send.workbook.sheets.risks import Risk
from xl_send.workbook.submissions import Programme

_OFF = Pattern(
    rf"(?P<sum>{SUM})(?: pounds)? (?P<side>over|above|more than|under|below|less than)"
    r"(?= (?:where|what|the (?:profile|plan|path|budget|target)|profile|plan|budget|target|trajectory|we |expected"
    r"|planned)|\s*(?:$|[.,;:)]))",
    re.IGNORECASE,
)
_OF_ANOTHER = Pattern(
    r"(?i)\b(?:last year|previous\w*|was|were|by march|by year end|at year end|full[- ]year|forecast\w*|expect to"
    r"|will|would|could|may (?:be|come|rise|go|need)|might|if|per|each|average|of which|one-off|quarter|part"
    r"|a (?:week|month|place|child|pupil))\b"
)
NEAR = 0.2


def _is_in_pounds(kpi: Kpi) -> bool:
    return kpi.unit is Unit.POUNDS


@rule(
    "MN74",
    Severity.QUERY,
    'The commentary says "{words}", but {value} of {day} is {apart} {side} the {expected} expected.',
    "Correct the commentary, or the figure. A board reads how far it is off.",
)
def distance_of_another_figure(programme: Programme) -> Iterator[Hit]:
    """How far a commentary says that spending is over or under is what the figures give.

    Asked of KPIs in pounds with one such sum, where something is expected for the day of the latest figure, and the sum
    is no difference of the latest from anything expected, the target, the baseline or another figure, nor of a money
    line from its budget, to a fifth.

    **Fails**

    KPIs:
    | ID | Unit | Target | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Pounds | 1700000 | <About £220k over where we wanted to be, from four places since May.> |

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 880000 | 30 Sep 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 902350 |

    **Passes**

    KPIs:
    | ID | Unit | Target | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Pounds | 1700000 | About £22k over where we wanted to be at the half year. |
    | TRN-K02 | Pounds | 1700000 | Forecast to be £70k over the target |
    | TRN-K03 | Pounds | 1700000 | £90,000 over the target on four places, £68k under on the others |
    | TRN-K04 | Pounds | 1700000 | £900 a week over what we pay elsewhere |

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 880000 | 30 Sep 2026 |
    | TRN-K02 | TRN-M01 | 880000 | 30 Sep 2026 |
    | TRN-K03 | TRN-M01 | 880000 | 30 Sep 2026 |
    | TRN-K04 | TRN-M01 | 880000 | 30 Sep 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 902350 |
    | TRN-K02 | 30 Sep 2026 | 902350 |
    | TRN-K03 | 30 Sep 2026 | 902350 |
    | TRN-K04 | 30 Sep 2026 | 902350 |
    """
    expected = points(programme)
    for kpi, figures in series(programme, _is_in_pounds).items():
        text, latest = kpi.commentary or "", figures[-1]
        found = _OFF.search(text) if is_active(programme, kpi) else None
        at_hand = [one for one in expected.get(kpi, ()) if one.day == latest.day]
        if not found or not at_hand or len(sums_said(text)) != 1 or _OF_ANOTHER.search(text):
            continue
        said = sum_said(found["sum"])
        others = [one.value for one in (*expected[kpi], *figures[:-1])] + [kpi.target or 0, kpi.baseline or 0]
        gaps = [abs(latest.value - one) for one in others]
        gaps += [abs(line.outturn - line.budget) for line in programme.each(MoneyLine)]
        if all(abs(said - gap) > NEAR * max(said, gap) for gap in gaps):
            apart = latest.value - at_hand[0].value
            yield hit(
                kpi.at("commentary"), Related(latest.row.at("value"), f"the figure of {say(latest.day)}"),
                Related(at_hand[0].row.at("expected"), "what is expected"), words=found[0].strip(), day=latest.day,
                value=amount(kpi.unit, latest.value), apart=pounds(abs(apart)), side="over" if apart > 0 else "under",
                expected=amount(kpi.unit, at_hand[0].value),
            )  # fmt: skip


_UP_TO = Pattern(
    rf"\b(?:overspen\w+|over budget|over|pressure|deficit|shortfall) (?:of |by )?(?:up to|at most"
    rf"|as much as|no more than) (?:about )?(?P<sum>{SUM})"
    rf"|\b(?:up to|at most|as much as|no more than) (?:about )?(?P<said>{SUM})"
    r"(?: pounds)? (?:over\b|overspen\w+|pressure)",
    re.IGNORECASE,
)
_RISK_OF_ITS_OWN = Pattern(
    r"(?i)\b(?:further|extra|additional|more than that|another|next year|20\d\d[-/]\d\d|a year)\b"
)
MORE = 1.1


@rule(
    "MN75",
    Severity.QUERY,
    'The risk is of "{words}", but {line} ({name}) is forecast to be {gap} over its budget already.',
    "Write what it may come to now, and look at the score. If the risk is of other money, say so.",
)
def limit_that_is_passed(programme: Programme) -> Iterator[Hit]:
    """The most that a risk may cost is no less than what its line is forecast to be over.

    A board that reads a smaller sum in the register takes the risk for less than it is. Asked of an open risk that
    names the most by which something may be overspent, where the Note of a line of its workstream and of the year names
    the risk, or the line alone of them is over by more than that.

    **Fails**

    Risks:
    | ID | Risk |
    | --- | --- |
    | TRN-R01 | <More solo routes than budgeted, and the General Fund overspends by up to £0.4m.> |

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Home to school contracts | 2026-27 | 8900000 | 9968000 | +12%. See R01. |

    **Passes**

    Risks:
    | ID | Risk |
    | --- | --- |
    | TRN-R01 | More solo routes than budgeted, and the General Fund overspends by up to £1.1m. |
    | TRN-R02 | Fuel may rise, a further overspend of up to £0.2m |
    | TRN-R03 | Fuel may rise, and routes are up to £90k over |

    Money:
    | ID | Line | Financial year | Budget | Forecast outturn | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Home to school contracts | 2026-27 | 8900000 | 9968000 | +12%. See R01. |
    | TRN-F02 | Minibuses | 2026-27 | 8900000 | 9100000 | |
    | TRN-F03 | Trains | 2025-26 | 8900000 | 19100000 | |
    """
    for risk in open_risks(programme):
        found = _UP_TO.search(risk.name or "")
        line = _over(programme, risk, sum_said(found["sum"] or found["said"])) if found else None
        if found and line and not _RISK_OF_ITS_OWN.search(risk.name or ""):
            related = Related(line.at("outturn"), "the forecast outturn")
            gap = pounds(line.outturn - line.budget)
            yield hit(risk.at("name"), related, words=found[0].strip(), line=line.id, name=line.name, gap=gap)


def _over(programme: Programme, risk: Risk, most: float) -> MoneyLine | None:
    """The line of a risk's workstream and year over by more than a sum: the one that names it, or the only."""
    as_at = programme.as_at(risk)
    lines = [
        line
        for line in programme.of(risk).all(MoneyLine)
        if as_at and line.workstream == risk.workstream and line.year == financial_year(as_at)
    ]
    short = risk.id.rpartition("-")[2].casefold()
    named = [line for line in lines if short in name_words((line.note or "").replace("-", " ")).split()]
    over = [line for line in named or lines if line.outturn - line.budget > MORE * most > 0]
    return over[0] if len(over) == 1 else None


_LATER = Pattern(
    r"(?i)\b(?:arrears|behind|accru\w*|invoic\w*|claims?|not yet|to p\d|at p\d|to (?:end|the end)|lag\w*)\b"
)
SURELY = 0.01


@rule(
    "MN76",
    Severity.QUERY,
    "Actual to date is {spent}, less than the {value} that {kpi} ({name}) gives for {day}.",
    "Look both up: spending so far does not fall. If the two are not of the same money, say so in Note.",
    brings={"MN71": Reach.NAMED},
)
def less_spent_than_the_kpi_gives(programme: Programme) -> Iterator[Hit]:
    """What a line has spent is no less than its KPI gives for an earlier day.

    Asked where the target of a KPI in pounds, for the financial year so far, is the budget of a line of its workstream
    and of that year, to the pound, so that the two are of the same money; not where the Note says that invoices come
    later.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Measures | Year basis | Target | Target date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Transport spend | Pounds | Year to date | Financial | 8900000 | 31 Mar 2027 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 5310000 |

    Money:
    | ID | Line | Financial year | Budget | Actual to date |
    | --- | --- | --- | --- | --- |
    | TRN-F01 | Contracts | 2026-27 | 8900000 | <5130000> |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Measures | Year basis | Target | Target date |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Transport spend | Pounds | Year to date | Financial | 8900000 | 31 Mar 2027 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 5310000 |

    Money:
    | ID | Line | Financial year | Budget | Actual to date | Note |
    | --- | --- | --- | --- | --- | --- |
    | TRN-F01 | Contracts | 2026-27 | 8900000 | 5310000 | |
    | TRN-F02 | Contracts, last year | 2025-26 | 8900000 | 5130000 | |
    | TRN-F03 | Minibuses | 2026-27 | 890000 | 513000 | |
    | TRN-F04 | Contracts by ledger | 2026-27 | 8900000 | 5130000 | Invoices run a month behind |
    """
    for kpi, figures in series(programme, _is_spending).items():
        latest = figures[-1]
        for line in programme.each(MoneyLine):
            same = line.workstream == kpi.workstream and line.budget == kpi.target and line.spent is not None
            of_year = kpi.target_date and line.year == financial_year(kpi.target_date) == financial_year(latest.day)
            low = same and of_year and (line.spent or 0) < latest.value * (1 - SURELY)
            if low and not _LATER.search(line.note or "") and is_active(programme, kpi):
                related = Related(latest.row.at("value"), f"the figure of {say(latest.day)}")
                yield hit(
                    line.at("spent"), related, spent=pounds(line.spent or 0), value=amount(kpi.unit, latest.value),
                    kpi=kpi.id, name=kpi.name, day=latest.day,
                )  # fmt: skip


def _is_spending(kpi: Kpi) -> bool:
    to_date = kpi.measures is Measures.YEAR_TO_DATE and kpi.year_basis is YearBasis.FINANCIAL
    return kpi.unit is Unit.POUNDS and to_date and bool(kpi.target)
