"""Figures turned about since the one before: their sign, or a share and what is left of all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xl_send.analysis.figures import amount, broken_between, series
from xl_send.analysis.words.reasons import tells_why
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import COLOURS, Hit, Reach, hit, rule
from xl_send.workbook.days import say
from xl_send.workbook.doubts import is_below_nought
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.submissions import Programme

# Of less than so many pounds a sign says little; what turned is of about the same size.
_LEAST_POUNDS, _ALIKE = 1_000, 2
# A share that leaps so far, while the rest of all lies so near to the one before.
_LEAPS, _NEAR, _ALL = 0.4, 0.12, 1.0


@rule(
    "UN37",
    Severity.QUERY,
    "{value} comes after {before}: the sign has turned.",
    "Check the sign of both: an overspend or a deficit has the same one in every return. If it truly turned, say why "
    "in Note.",
    brings={"UN25": Reach.CELL, "UN29": Reach.CELL, "WM02": Reach.CELL, "AC07": Reach.CELL},
)
def sign_that_has_turned(programme: Programme) -> Iterator[Hit]:
    """An amount has the sign that it had in the return before.

    With a minus left out or put in, a deficit that fell looks like money in hand. Asked of pounds, where the two are of
    about one size, none twice the other, the note does not say why and the series was not broken; what cannot be
    negative at all is told as that.

    **Fails**

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Variance of the placements budget | Pounds |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 4000000 |
    | TRN-K01 | 31 Oct 2026 | <-3620000> |
    | TRN-K01 | 6 Nov 2026 | 3500000 |

    **Passes**

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Variance of the placements budget | Pounds |
    | TRN-K02 | Variance of the transport budget | Pounds |
    | TRN-K03 | Variance of the tuition budget | Pounds |

    Actuals:
    | KPI | Period end | Value | Note |
    | --- | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 4000000 | |
    | TRN-K01 | 31 Oct 2026 | -1900000 | |
    | TRN-K02 | 30 Sep 2026 | 900 | |
    | TRN-K02 | 31 Oct 2026 | -800 | |
    | TRN-K03 | 30 Sep 2026 | 40000 | |
    | TRN-K03 | 31 Oct 2026 | -38000 | Because the grant came in |
    """
    for kpi, dated in series(programme).items():
        back = False
        for before, now in pairwise(dated) if kpi.unit is Unit.POUNDS else ():
            small, large = sorted((abs(before.value), abs(now.value)))
            turned = before.value * now.value < 0 and small >= _LEAST_POUNDS and large < small * _ALIKE
            # The one after it, which has the usual sign again, is not told once more.
            told = back = turned and not back
            told = told and not (is_below_nought(kpi, now.value) or tells_why(now.row))
            if told and not broken_between(kpi, before.day, now.day):
                related = Related(before.row.at("value"), say(before.day))
                words = {"value": amount(kpi.unit, now.value), "before": amount(kpi.unit, before.value)}
                yield hit(now.row.at("value"), related, severity=None, **words)


@rule(
    "UN38",
    Severity.QUERY,
    "{value} comes after {before}; the rest of all, {rest}, would lie beside it.",
    "Check whether those who are counted were mistaken for all others: was {rest} meant? If it truly leapt, explain "
    "this finding.",
    brings={
        "UN25": Reach.CELL,
        "UN29": Reach.CELL,
        "AC30": Reach.CELL,
        "WM02": Reach.ROW,
        "WM11": Reach.ROW,
        **COLOURS,
    },
)
def share_of_all_others(programme: Programme) -> Iterator[Hit]:
    """A share is of those who are meant, and not of all others.

    The posts that are filled, given for those that are empty, turn Green to Red or Red to Green. Asked of percentages
    that leap by 40 points or more, where what is left of 100% lies within 12 points of the figure before; not where
    the series was broken.

    **Fails**

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Posts that are empty | Percent |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 13% |
    | TRN-K01 | 31 Oct 2026 | <76%> |

    **Passes**

    KPIs:
    | ID | KPI | Unit |
    | --- | --- | --- |
    | TRN-K01 | Posts that are empty | Percent |
    | TRN-K02 | Schools that answered | Percent |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 13% |
    | TRN-K01 | 31 Oct 2026 | 24% |
    | TRN-K02 | 30 Sep 2026 | 13% |
    | TRN-K02 | 31 Oct 2026 | 60% |
    """
    for kpi, figures in series(programme, lambda kpi: kpi.unit is Unit.PERCENT).items():
        for before, now in pairwise(figures):
            rest = _ALL - now.value
            leaps = 0 <= now.value <= _ALL and abs(now.value - before.value) >= _LEAPS
            beside = abs(rest - before.value) <= _NEAR
            if leaps and beside and not broken_between(kpi, before.day, now.day):
                earlier = Related(before.row.at("value"), f"the figure of {say(before.day)}")
                yield hit(
                    now.row.at("value"), earlier, value=amount(kpi.unit, now.value),
                    before=amount(kpi.unit, before.value), rest=amount(kpi.unit, rest),
                )  # fmt: skip
