"""What a KPI's own words say of it in two ways: a share of which it counts more, its unit of time, its scale."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.figures import amount, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.words import SMALL_NUMBERS
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_FRACTIONS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_TIMES = {"two": 2, "three": 3, "four": 4, "nine": 9}
_SHARE = Pattern(
    r"(?i)\b(?:above|over|(?:more|greater|higher) than|in excess of|at least|below|under|less than|fewer than"
    r"|up to|at most|exceed\w*)"
    r" (?:(\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent)|(?:(?:an? |one |(two|three|four|nine) )?(half|third|quarter"
    r"|fifth|tenth)s?\b))"
    r"|\b(?:(\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent)|(?:an? |one |(two|three|four|nine) )?(half|third|quarter|fifth"
    r"|tenth)s?)"
    r" or (?:more|less|fewer|above|below|over)\b|[<>] ?(\d{1,3})(?= ?%)|\b(\d{1,3})(?=%\+)"
)
# Rounded to a whole per cent, a third is 33%.
ROUNDED, ALL = 0.7, 100.0


@rule(
    "UN51",
    Severity.QUERY,
    'The title says "{words}", but the Definition "{others}".',
    "Correct one of the two. Which rows are counted hangs on it.",
)
def definition_of_another_share(programme: Programme) -> Iterator[Hit]:
    """A title that counts what is above some share has a Definition with the same share.

    Asked where each of the two gives one: "above 25%", "more than a quarter", "50% or more". More than three quarters
    full is less than a quarter empty.

    **Fails**

    KPIs:
    | ID | KPI | Definition |
    | --- | --- | --- |
    | TRN-K01 | Routes with spare seats above 25% | <Routes with more than a third of seats empty / all routes> |
    | TRN-K02 | Pupils who miss half of sessions or more | |
    | TRN-K03 | Pupils absent for over half of the term | <Pupils who missed 10% or more of sessions> |

    **Passes**

    KPIs:
    | ID | KPI | Definition |
    | --- | --- | --- |
    | TRN-K01 | Routes with spare seats above 25% | Routes with more than a quarter of seats empty / all routes |
    | TRN-K02 | Routes with spare seats above 25% | Routes with less than 75% of seats taken |
    | TRN-K03 | Schools with more than a third of pupils absent | Absent below 90% of sessions, in over 33% of pupils |
    | TRN-K04 | Two thirds of pupils or more on time | Share of pupils on time |
    | TRN-K05 | Pupils with at least 90% attendance | Attended at least nine tenths of possible sessions |
    | TRN-K06 | Costs more than 10% over plan | |
    """
    for kpi in programme.each(Kpi):
        title = _shares(kpi.name) if kpi.definition else {}
        said = _shares(kpi.definition) if len(title) == 1 else {}
        if len(said) == 1:
            (one, words), (other, others) = *title.items(), *said.items()
            if min(abs(one - other), abs(ALL - one - other)) > ROUNDED:
                yield hit(kpi.at("definition"), Related(kpi.at("name"), "its title"), words=words, others=others)


def _shares(text: str | None) -> dict[float, str]:
    """The shares above or below which a text counts, in per cent, each with its words."""
    found = _SHARE.finditer(text or "")
    return {
        _share_said(one[1] or one[4] or one[7] or one[8], one[2] or one[5], one[3] or one[6]): one[0] for one in found
    }


def _share_said(digits: str | None, times: str | None, fraction: str | None) -> float:
    return (
        float(digits) if digits else _TIMES.get((times or "").casefold(), 1) * _FRACTIONS[(fraction or "").casefold()]
    )


_MEASURED = Pattern(
    r"(?i)^(?:the )?(?:(?:median|mean|average|typical|longest|number of|total|all) )*(?:of )?(?:(?:school"
    r"|working|calendar) )?"
    r"(?:weeks|months|hours|years) (?:waited|from|between|taken|to|until|that|spent|since|of waiting|elapsed|passed)\b"
    r"|\b(?:wait\w*|time|delay|interval|length|duration)[^.;/]{0,20},? in (?:whole |full )?(?:weeks|months|hours)\b"
    r"(?! (?:with|of|to|where|that|when)| ?\d)"
)
_SAID_IN = Pattern(r"(?i)(?<![\w.,£/-])(\d{1,4}(?:\.\d+)?)[ -](weeks|months|wks|hours)\b")


@rule(
    "UN52",
    Severity.QUERY,
    'The unit is {unit}, and the latest figure is {value}, but {where} says "{words}".',
    "Correct the words, or enter the figures in days. Weeks that are read as days look seven times better.",
)
def measured_in_another_time(programme: Programme) -> Iterator[Hit]:
    """A KPI in days is defined in days, and its commentary gives its figure in days.

    Asked of KPIs in days whose Definition begins with what is counted, such as "Median weeks waited", and speaks of no
    days; and where the commentary gives the number of the latest figure in weeks, months or hours.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Definition | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Wait for first contact | Days | <Median weeks waited by children seen in the month> | |
    | TRN-K02 | Wait for a visit | Days | Average time waited | <109 weeks in October, a good fall> |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 109 |
    | TRN-K02 | 31 Oct 2026 | 109 |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Definition | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Wait for first contact | Days | Median days waited by children seen in the month | 109 days |
    | TRN-K02 | Wait for a visit | Days | Weeks waited times seven, in days | About 16 weeks |
    | TRN-K03 | Wait for a visit | Days | Average wait of those seen in four weeks | 6 weeks less than in July |
    | TRN-K04 | Hours of support | Count | Hours given in the month | 109 hours |
    | TRN-K05 | Wait for a report | Days | Months with a full return only | 109; nobody waits for 20 weeks |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 109 |
    | TRN-K02 | 31 Oct 2026 | 112 |
    | TRN-K03 | 31 Oct 2026 | 112 |
    | TRN-K04 | 31 Oct 2026 | 109 |
    | TRN-K05 | 31 Oct 2026 | 109 |
    """
    for kpi, figures in series(programme, _is_in_days).items():
        latest = figures[-1]
        defined = _MEASURED.search(kpi.definition or "")
        said = _SAID_IN.search(kpi.commentary or "")
        told = (
            [("definition", "the Definition", defined[0])]
            if defined and "day" not in (kpi.definition or "").casefold()
            else []
        )
        if said and float(said[1]) == latest.value:
            told.append(("commentary", "the commentary", said[0]))
        for name, where, words in told:
            yield hit(
                kpi.at(name), Related(latest.row.at("value"), "the latest figure"), unit=kpi.unit.value, where=where,
                words=words, value=amount(kpi.unit, latest.value),
            )  # fmt: skip


def _is_in_days(kpi: Kpi) -> bool:
    return kpi.unit is Unit.DAYS


_POINTS = "|".join(list(SMALL_NUMBERS)[1:10])
_SCALE = Pattern(
    rf"(?i)\b({_POINTS}|\d{{1,2}})[- ]point (?:likert )?(?:scale|item|question)"
    r"|\bscale (?:of|from) (?:1|one|0|nought) (?:to|-|\u2013) (\w+)"
    r"|\b(?:1|one)(?: \([a-z ]+\))? ?(?:to|-|\u2013) ?(\d{1,2})(?= scale| \([a-z])"
    r"|\b(?:scor\w+|rated|mean|average|\d\.\d)(?: \w+){0,3} out of (\d{1,2})\b(?! [a-z]+s\b)"
)


@rule(
    "UN53",
    Severity.QUERY,
    'The {where} says "{words}", but the {other} "{others}".',
    "Correct one of the two. A score of 3 is good out of four, and middling out of five.",
)
def one_score_on_two_scales(programme: Programme) -> Iterator[Hit]:
    """A score is on one scale in all words of its KPI.

    Asked where the Definition and the title or the commentary each name one: "five-point scale", "a scale of 1 to 5".

    **Fails**

    KPIs:
    | ID | KPI | Unit | Definition | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Confidence of staff | Score | <Mean response on a four-point scale> | 3.1 on a five-point scale. |
    | TRN-K02 | Trust, on a scale of 1 to 5 | Score | <Mean answer, 10-point scale> | |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Definition | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Confidence of staff | Score | Mean response on a five-point scale | Mean of 3.1 on a 5-point scale. |
    | TRN-K02 | Trust, on a scale of 1 to 5 | Score | Mean answer | |
    | TRN-K03 | Trust of parents | Score | Mean, five-point scale | Once a four-point scale, now a five-point scale |
    """
    for kpi in programme.each(Kpi):
        defined = _scales(kpi.definition) if kpi.unit is Unit.SCORE else {}
        if len(defined) != 1:
            continue
        ((scale, words),) = defined.items()
        for name, other in (("name", "title"), ("commentary", "commentary")):
            said = _scales(getattr(kpi, name))
            if len(said) == 1 and scale not in said:
                related = Related(kpi.at(name), f"the {other}")
                (others,) = said.values()
                yield hit(kpi.at("definition"), related, where="Definition", words=words, other=other, others=others)
                break


def _scales(text: str | None) -> dict[int, str]:
    """The ends of the scales that a text names, each with its words."""
    found = ((one, (one[1] or one[2] or one[3] or one[4]).casefold()) for one in _SCALE.finditer(text or ""))
    numbers = ((one, int(end) if end.isdecimal() else SMALL_NUMBERS.get(end, 0)) for one, end in found)
    return {number: one[0] for one, number in numbers if number}
