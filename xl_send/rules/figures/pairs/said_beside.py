"""What a commentary works out from the latest figure: without some of them, at so much a month."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount, points, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.text import pounds
from xl_send.words import NUMBER, number_said
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_WITHOUT = Pattern(
    r"(?i)\b(?:without|excluding|but for|leaving out|not counting|discounting|taking out|take out|net of"
    r"|were it not for|less|minus)"
    rf" (?:the |these |those |our )?(?:other |late |new )?({NUMBER})\b(?! ?(?:%|per ?cent|of\b|in\b|out\b))"
    r"(?P<between>[^.;]{0,80}?)\b(?:would (?:have (?:been|had)|be|stand)|'d (?:have (?:been|had)|be)|is|are|stands?"
    r"|comes? to|leaves|, (?=\d))"
    r" ?(?:now )?(?:at )?(?P<left>\d[\d,]*|[a-z]+(?:[- ][a-z]+)?)(?![\w%£]|[.,]\d)"
)
_ANY = Pattern(rf"(?i)^{NUMBER}\b")
# So near to the latest figure is one of the same kind.
NEAR = 0.2


@rule(
    "AC67",
    Severity.QUERY,
    'The commentary says "{words}": the latest figure is {value}, and {value} less {some} is {left}.',
    "Work it out again, and correct the commentary or the figure.",
)
def less_some_is_another_figure(programme: Programme) -> Iterator[Hit]:
    """What a count would be without some of them is the latest figure less so many.

    Asked of counts whose commentary gives both, "without the two late placements we would be at 211", where what is
    left is near to the latest figure.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Children placed outside | Count | <Without the two late placements we would have been at 209.> |
    | TRN-K02 | Plans overdue | Count | <Excluding the 12 that wait for health, it is 40> |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 213 |
    | TRN-K02 | 30 Sep 2026 | 50 |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Children placed outside | Count | Without the two late placements we would have been at 211. |
    | TRN-K02 | Plans overdue | Count | Without the 12 that wait for health the fall would be 5 |
    | TRN-K03 | Plans overdue | Count | Without two staff we would be at 60 |
    | TRN-K04 | Plans overdue | Count | Excluding the two new areas, 90% are on time |
    | TRN-K05 | Plans overdue | Count | Without three in five of the forms we would be at 49 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 213 |
    | TRN-K02 | 30 Sep 2026 | 50 |
    | TRN-K03 | 30 Sep 2026 | 50 |
    | TRN-K04 | 30 Sep 2026 | 50 |
    | TRN-K05 | 30 Sep 2026 | 50 |
    """
    for kpi, dated in series(programme, _is_a_count).items():
        said = _WITHOUT.search(kpi.commentary or "")
        left = _ANY.search(said["left"]) if said and is_active(programme, kpi) else None
        if said is None or left is None:
            continue
        latest, some, told = dated[-1], number_said(said[1]), number_said(left[0])
        meant = latest.value - some
        if told != meant and told < latest.value and abs(told - meant) <= NEAR * latest.value:
            yield hit(
                kpi.at("commentary"), Related(latest.row.at("value"), f"the figure of {say(latest.day)}"),
                words=said[0], value=amount(kpi.unit, latest.value), some=f"{some:.0f}", left=amount(kpi.unit, meant),
            )  # fmt: skip


def _is_a_count(kpi: Kpi) -> bool:
    return kpi.unit is Unit.COUNT and bool(kpi.commentary)


_PRICED = Pattern(
    rf"(?i)(?<![\w.,£])({NUMBER})(?:,? [a-z@x\u00d7-]+){{1,8}}? £(\d[\d,]*(?:\.\d+)?)(k?) (?:a|per|each"
    rf"|every) (?:(?:pupil|child"
    r"|place|head) (?:a|per|each) )?(week|month|quarter|term|year)\b"
)
_SPAN = Pattern(
    rf"(?i)\b(?:the )?(first|{NUMBER}) (week|month|quarter|term|year)s?(?= ?(?:only|so far|to date|[.;,)]|$))"
)
# How many months each is.
_MONTHS = {"week": 12 / 52, "month": 1.0, "quarter": 3.0, "term": 4.0, "year": 12.0}
EXACT, MOST_PERIODS, APART, THOUSAND = 0.011, 12, 1.4, 1000


@rule(
    "AC68",
    Severity.QUERY,
    'The commentary says "{words}", which comes to {value} over {periods}; but "{span}" is said of it.',
    "Correct the commentary: a price of another length of time, or another number of months. Or correct the figure.",
)
def price_of_another_length_of_time(programme: Programme) -> Iterator[Hit]:
    """So many at so much a month come to the figure over as many months as are said of it.

    Asked of KPIs in pounds whose commentary gives a price, "13 pupils at £2,000 a month", and where it, or the Note of
    the figure or of what is expected on its day, gives how long the figure is of: where the figure is a whole number
    of such payments, over another length of time.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Cost avoided | Pounds | <Thirteen pupils at about £2,000 a term. It is the first month only.> |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 26000 |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Cost avoided | Pounds | Thirteen pupils at an average of £2,000 a month. This is the first month only. |
    | TRN-K02 | Cost avoided | Pounds | Thirteen pupils at £2,000 a month for two months |
    | TRN-K03 | Cost avoided | Pounds | Thirteen pupils at £2,000 a term; two months late |
    | TRN-K04 | Cost avoided | Pounds | Thirteen pupils at £2,000 a term |
    | TRN-K05 | Cost avoided | Pounds | Thirteen pupils at £2,000 a month in the first term of the bases |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 26000 |
    | TRN-K02 | 31 Oct 2026 | 52000 |
    | TRN-K03 | 30 Sep 2026 | 26000 |
    | TRN-K04 | 30 Sep 2026 | 26000 |
    | TRN-K05 | 30 Sep 2026 | 26000 |
    """
    expected = points(programme)
    for kpi, dated in series(programme, _is_in_pounds).items():
        said = _PRICED.search(kpi.commentary or "")
        if said is None or not is_active(programme, kpi):
            continue
        latest = dated[-1]
        price = number_said(said[1]) * float(said[2].replace(",", "")) * (THOUSAND if said[3] else 1)
        periods = round(latest.value / price) if price else 0
        exact = 0 < periods <= MOST_PERIODS and abs(periods * price - latest.value) <= EXACT * latest.value
        notes = [latest.row.note, *(one.row.note for one in expected.get(kpi, ()) if one.day == latest.day)]
        rest = (kpi.commentary or "").replace(said[0], " ")
        spans = [span for text in (rest, *notes) for span in _SPAN.finditer(text or "")]
        length = periods * _MONTHS[said[4].casefold()]
        others = (
            [span for span in spans if not 1 / APART <= _months(span[1], span[2]) / length <= APART] if exact else []
        )
        if others and len(others) == len(spans):
            time = f"{periods} {said[4].casefold()}{'s' * (periods > 1)}"
            yield hit(
                kpi.at("commentary"), Related(latest.row.at("value"), f"the figure of {say(latest.day)}"),
                words=said[0], value=pounds(latest.value), periods=time, span=others[0][0],
            )  # fmt: skip


def _is_in_pounds(kpi: Kpi) -> bool:
    return kpi.unit is Unit.POUNDS and "£" in (kpi.commentary or "")


def _months(number: str, unit: str) -> float:
    return (1 if number.casefold() == "first" else number_said(number)) * _MONTHS[unit.casefold()]
