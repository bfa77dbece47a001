"""Figures and directions that a KPI or a money line says in words, against those in its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount, points, readable, series
from xl_send.analysis.words.named_dates import MONTH_NAMES
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.kpis.words.rows_down import perhaps_a_row_too_low
from xl_send.rules.words.numbers.openings import (
    ANY_AMOUNT,
    is_among,
    left_from_before,
    part_of_another_share,
    said_in_unit,
)
from xl_send.rules.words.whose_figures import is_of_others, is_of_some, is_otherwise, of_a_later_month
from xl_send.workbook.days import MONTHS, say
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# What is said of the present figure: "now 71%", "stands at 71 per cent". A target or a past figure is told otherwise.
_NOW = (
    r"(?:^|(?<=[.;] ))(?:we are )?(?:now )?(?:at )?"
    r"|\b(?:now|currently|(?:now |currently )?(?:stands|is|are|remains?) at|latest (?:figure|result) (?:is|was)"
    r"|(?:risen|rose|up|grown|grew|fallen|fell|down|dropped|improved|reached) to) (?:only |just |about |nearly )?"
)
_SHARE_NOW = Pattern(rf"(?:{_NOW})(\d{{1,3}}(?:\.\d+)?) ?(?:%|per ?cent\b)", re.IGNORECASE)
# What may follow the figure: otherwise it is of something else, such as "now 12 schools" or "now 85% complete".
_ENDS = r"\s*(?:$|[.;:()](?!\d)|,(?!\d)|(?:and|but|which|against|compared|at|in|for|from|up|this|better|ahead)\b)"
_NUMBER_NOW = Pattern(
    r"\b(?:now|currently|(?:now |currently )?stands at|latest (?:figure|result) (?:is|was)) £?(\d[\d,]*(?:\.\d+)?)"
    rf"(?: days\b)?(?={_ENDS})",
    re.IGNORECASE,
)
_OF_ITSELF = Pattern(_ENDS, re.IGNORECASE)
# "171 -> 128", "934 v 850", "46, expected 48": the one figure beside another that is known of the KPI.
_AMOUNT = r"£?(\d[\d,]*(?:\.\d+)?)%?"
_FROM_TO = Pattern(rf"(?<![\w£.,/-]){_AMOUNT} ?(?:->|\u2192) ?{_AMOUNT}(?=\s*(?:$|[.;,(]))")
_RISEN = Pattern(
    rf"\b(?:up|risen|rose|grown|grew|increased|improved|fallen|fell|down|dropped|reduced|decreased) from {_AMOUNT}"
    rf" to {_AMOUNT}(?=\s*(?:$|[.;,(])|\s+(?:since the|this|over|in|by)\b)",
    re.IGNORECASE,
)
# "October figure is 57%": of a month that is named.
_OF_A_MONTH = Pattern(rf"^({MONTH_NAMES})(?:'s)? (?:figure|result) (?:is|was) (\d{{1,3}}(?:\.\d+)?)%?", re.IGNORECASE)
_TO_COME = Pattern(r"(?i)\b(?:should|will|would|could|expect\w*|aim\w*|plan\w*|target|forecast|if)\b")
_AGAINST = Pattern(
    rf"^{_AMOUNT},? (?:v|vs|versus|against|expected|target)\.?(?: of| an expected)? {_AMOUNT}(?=\s*(?:$|[.;,(]))",
    re.IGNORECASE,
)
# "72% (13 of 18)": out of how many a share is.
_OUT_OF = Pattern(r"(?<=[\d%]) ?\(\d[\d,]* (?:out )?of (?:the )?\d[\d,]*(?: [a-z]+)?\)")


@rule(
    "CM21",
    Severity.QUERY,
    'The commentary says "{words}", but the latest figure is {value}, of {day}.',
    "{lower}Correct the commentary, or the figure on the Actuals sheet. Readers take the words for the figure.",
    brings=dict.fromkeys(("WM02", "WM11"), Reach.ROW),
)
def commentary_of_another_figure(programme: Programme) -> Iterator[Hit]:
    """The figure that a commentary gives as the present one is the latest on the Actuals sheet.

    It is often last month's, or a better one than was counted. Asked where it is none of the figures of the KPI at all,
    or where the text opens with an earlier one and the latest is nowhere in it: actual, expected, baseline or target;
    not of a figure that is said to be provisional, an average, of a week or of a month, nor of the country's or a
    neighbour's. In "171 -> 128", "up from 40% to 71%" and "934 v 850" the other figure has to be one of them; "October
    figure" has to be of the month of the latest, and what is of a later month is not asked about. Where it opens with
    "8 of 14" of a target of 14, or of just the Base of a share, that is the latest.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 40% | 80% | <Now 71%, better than expected.> |
    | TRN-K02 | Count | 100 | 200 | <Good progress: it stands at 161.> |
    | TRN-K03 | Count | 1,120 | 0 | <934 v 1,000> |
    | TRN-K04 | Count | 236 | 20 | <171 → 128; slower in the holidays> |
    | TRN-K05 | Percent | 29% | 70% | <46, expected 48. New staff learn> |
    | TRN-K06 | Percent | 40% | 80% | <England 46%, now 71% against a national target> |
    | TRN-K07 | Percent | 40% | 80% | <60.6% v 65. Contract let three weeks late.> |
    | TRN-K08 | Count | 0 | 71 | <42 of 71, see TRN-M03> |
    | TRN-K09 | Percent | 40% | 80% | <Up from 40% to 71% since the new rota> |
    | TRN-K10 | Percent | 40% | 80% | <71% in October, well ahead> |
    | TRN-K11 | Percent | 40% | 80% | <October figure is 71%.> |
    | TRN-K12 | Days | 90 | 40 | <Wait now 52 days> |
    | TRN-K13 | Percent | 40% | 80% | <71% (27 of 38), better than expected> |
    | TRN-K14 | Percent | 12.4% | 8% | <10.9% against 11.5%. One course closed.> |
    | TRN-K15 | Count | 3 | 14 | <Eight of 14. Six are pilot schools.> |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K03 | 1000 | 31 Oct 2026 |
    | TRN-K05 | 48% | 31 Oct 2026 |
    | TRN-K14 | 11.5% | 31 Oct 2026 |
    | TRN-K14 | 10.5% | 31 Dec 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 61% |
    | TRN-K02 | 31 Oct 2026 | 116 |
    | TRN-K03 | 31 Oct 2026 | 1010 |
    | TRN-K04 | 30 Sep 2026 | 171 |
    | TRN-K04 | 31 Oct 2026 | 182 |
    | TRN-K05 | 31 Oct 2026 | 64% |
    | TRN-K06 | 31 Oct 2026 | 61% |
    | TRN-K07 | 30 Sep 2026 | 60.6% |
    | TRN-K07 | 31 Oct 2026 | 61.9% |
    | TRN-K08 | 30 Sep 2026 | 42 |
    | TRN-K08 | 31 Oct 2026 | 66 |
    | TRN-K09 | 31 Oct 2026 | 61% |
    | TRN-K10 | 31 Oct 2026 | 61% |
    | TRN-K11 | 31 Oct 2026 | 61% |
    | TRN-K12 | 31 Oct 2026 | 70 |
    | TRN-K13 | 31 Oct 2026 | 17% |
    | TRN-K14 | 31 Oct 2026 | 11.9% |
    | TRN-K15 | 30 Sep 2026 | 8 |
    | TRN-K15 | 31 Oct 2026 | 10 |

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 40% | 80% | <48 of 50 in October.> |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 88% | 50 |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 40% | 80% | 44 of 50 in October. |
    | TRN-K02 | Percent | 40% | 80% | 6 of 50 late |
    | TRN-K03 | Percent | 40% | 80% | 41 of 50 in September. |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 88% | 50 |
    | TRN-K02 | 31 Oct 2026 | 88% | 50 |
    | TRN-K03 | 31 Oct 2026 | 88% | 50 |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 40% | 80% | Now 61%, and 20% more schools take part. |
    | TRN-K02 | Count | 100 | 200 | Now 12 more than in spring; up to 31% of schools answer. |
    | TRN-K03 | Percent | 40% | 80% | Only 71% of schools have answered so far; training is now 85% complete. |
    | TRN-K04 | Count | 100 | 200 | Now 12 schools are signed up. |
    | TRN-K05 | Percent | 40% | 80% | 71% at two schools of eight |
    | TRN-K06 | Percent | 40% | 80% | 71% in clinics, 33% elsewhere |
    | TRN-K07 | Percent | 40% | 80% | Cases opened since June are at 71% |
    | TRN-K08 | Count | 236 | 20 | 171 -> 128; staff 4 -> 6; rooms 12 v 14 |
    | TRN-K09 | Percent | 29% | 70% | 46, expected 48. Survey: 12 v 20 |
    | TRN-K10 | Percent | 40% | 80% | Now 71% (provisional, November) |
    | TRN-K11 | Percent | 40% | 80% | Context: nat. c. 25% |
    | TRN-K12 | Percent | 40% | 80% | Rising. Nationally it stands at 46%, in the region it is at 51%. |
    | TRN-K13 | Percent | 40% | 80% | Ahead of plan. 46% in England. |
    | TRN-K14 | Percent | 40% | 80% | The response rate is at 34%, lower than we hoped. |
    | TRN-K15 | Count | 40 | 80 | Neighbours now 55, so we compare well. |
    | TRN-K16 | Percent | 40% | 80% | 60.6% in September, a little better since. |
    | TRN-K17 | Count | 0 | 71 | 42. Then 66 in October. |
    | TRN-K18 | Count | 0 | 71 | 3, to be counted again. |
    | TRN-K19 | Percent | 40% | 80% | Now 71% for those due since September. |
    | TRN-K20 | Percent | 40% | 80% | Excluding exceptions it is at 71%. |
    | TRN-K21 | Percent | 40% | 80% | Two of the three areas are at 71%. |
    | TRN-K22 | Percent | 40% | 80% | Week to 6 November is at 71%. |
    | TRN-K23 | Count | 20 | 80 | Primary schools are now 31, secondary schools 7. |
    | TRN-K25 | Percent | 40% | 80% | Improved from 40% to 71% for requests since June. |
    | TRN-K24 | Percent | 40% | 80% | 71% in November, not yet confirmed. |
    | TRN-K26 | Count | 3 | 14 | Eight of 14 in September, and now ten. |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K09 | 48% | 31 Oct 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 60.6% |
    | TRN-K02 | 31 Oct 2026 | 116 |
    | TRN-K03 | 31 Oct 2026 | 61% |
    | TRN-K04 | 31 Oct 2026 | 116 |
    | TRN-K05 | 31 Oct 2026 | 61% |
    | TRN-K06 | 31 Oct 2026 | 61% |
    | TRN-K07 | 31 Oct 2026 | 61% |
    | TRN-K08 | 30 Sep 2026 | 171 |
    | TRN-K08 | 31 Oct 2026 | 128 |
    | TRN-K09 | 31 Oct 2026 | 46% |
    | TRN-K10 | 31 Oct 2026 | 61% |
    | TRN-K11 | 31 Oct 2026 | 61% |
    | TRN-K12 | 31 Oct 2026 | 61% |
    | TRN-K13 | 31 Oct 2026 | 61% |
    | TRN-K14 | 31 Oct 2026 | 61% |
    | TRN-K15 | 31 Oct 2026 | 61 |
    | TRN-K16 | 30 Sep 2026 | 60.6% |
    | TRN-K16 | 31 Oct 2026 | 61.9% |
    | TRN-K17 | 30 Sep 2026 | 42 |
    | TRN-K17 | 31 Oct 2026 | 66 |
    | TRN-K18 | 30 Sep 2026 | 3 |
    | TRN-K18 | 31 Oct 2026 | 5 |
    | TRN-K19 | 31 Oct 2026 | 61% |
    | TRN-K20 | 31 Oct 2026 | 61% |
    | TRN-K21 | 31 Oct 2026 | 61% |
    | TRN-K22 | 31 Oct 2026 | 61% |
    | TRN-K23 | 31 Oct 2026 | 38 |
    | TRN-K24 | 31 Oct 2026 | 61% |
    | TRN-K25 | 31 Oct 2026 | 61% |
    | TRN-K26 | 31 Oct 2026 | 10 |
    """
    expected = points(programme)
    for kpi, actuals in series(programme).items():
        known = [dated.value for dated in (*actuals, *expected.get(kpi, ()))]
        known += [figure for figure in (kpi.baseline, kpi.target) if figure is not None and readable(kpi, figure)]
        if not is_active(programme, kpi):
            continue
        latest, of_before = actuals[-1], [dated.value for dated in actuals[:-1]]
        said = _said_now(kpi, known) or _said_of_its_month(kpi, latest.day)
        if said and of_a_later_month(kpi.commentary or "", latest.day):
            said = None
        parts = [said_in_unit(one, kpi.unit) for one in ANY_AMOUNT.findall(kpi.commentary or "")]
        if said and len(parts) > 1 and is_among(sum(parts), [latest.value], kpi.unit):
            said = None
        counted = [dated.value for dated in actuals] + (
            [kpi.baseline] if kpi.baseline is not None and readable(kpi, kpi.baseline) else []
        )
        # What is expected, said to be the figure now, is not what was counted; the latest may stand beside it.
        beside = any(
            is_among(said_in_unit(one, kpi.unit), [latest.value], kpi.unit)
            for one in ANY_AMOUNT.findall(kpi.commentary or "")
        )
        if said is not None and is_among(said[1], known if beside else counted, kpi.unit):
            said = None
        standing = [latest.value, *known[len(actuals) :]]
        told = said or left_from_before(kpi, of_before, standing) or part_of_another_share(kpi, latest)
        if told:
            words, _ = told
            related = Related(latest.row.at("value"), f"the figure of {say(latest.day)}")
            value, lower = amount(kpi.unit, latest.value), perhaps_a_row_too_low(programme, kpi, actuals)
            yield hit(kpi.at("commentary"), related, words=words.strip(), value=value, day=latest.day, lower=lower)


def _said_now(kpi: Kpi, known: Iterable[float]) -> tuple[str, float] | None:
    """The words and the figure that a commentary gives as the present one, in the KPI's own unit."""
    text = kpi.commentary or ""
    said = _figure_said(kpi, text, known)
    return None if said and is_otherwise(kpi, text) else said


def _figure_said(kpi: Kpi, text: str, known: Iterable[float]) -> tuple[str, float] | None:
    unit, text = kpi.unit, _OUT_OF.sub("", text)
    risen = _RISEN.search(text)
    if risen and (_TO_COME.search(text[: risen.start()]) or is_of_some(text, risen.start(), risen.end())):
        risen = None
    for now, other, found in ((2, 1, _FROM_TO.search(text)), (1, 2, _AGAINST.search(text)), (2, 1, risen)):
        if found and is_among(said_in_unit(found[other], unit), known, unit):
            return found[0], said_in_unit(found[now], unit)
    pattern = _SHARE_NOW if unit is Unit.PERCENT else _NUMBER_NOW
    found = next((found for found in pattern.finditer(text) if not is_of_others(kpi, text, found)), None)
    if found and unit is Unit.PERCENT:
        of_itself = _OF_ITSELF.match(text, found.end())
        found = found if of_itself and not is_of_some(text, found.start(), found.end()) else None
    return (found[0], said_in_unit(found[1], unit)) if found else None


def _said_of_its_month(kpi: Kpi, day: date) -> tuple[str, float] | None:
    """The words and the figure that a commentary gives of the very month of the latest figure."""
    text = kpi.commentary or ""
    found = _OF_A_MONTH.search(text)
    if found is None or found[1][:3].casefold() != MONTHS[day.month - 1] or is_otherwise(kpi, text):
        return None
    return found[0], said_in_unit(found[2], kpi.unit)
