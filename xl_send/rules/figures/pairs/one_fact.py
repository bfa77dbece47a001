"""Two KPIs that give one fact: a count that is all cases behind a share, those in it, or those that are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, is_a_share, series
from xl_send.analysis.notes.content import stems
from xl_send.analysis.words.reasons import accounts_for_it
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.words import counted
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Actual, Kpi
from xl_send.workbook.submissions import Programme

# On so many other days two KPIs agree, or on one where they share so many words; a few agree by chance.
OFTEN, ALIKE, FEW = 2, 3, 10
# How a count can follow from a share: the words, the share of the cases, and how exactly.
_WAYS = (
    ("all {base} of its Base", 0.0, 1.0),
    ("{share} of {base}", 1.0, 0.0),
    ("all but {share} of {base}", -1.0, 1.0),
)
_OTHERS = Pattern(r"(?i)\b(?:includ|exclud|without|only|also|with(?! the))\w*|\bnot\b")
# Half of the last digit of a share, and of a case; and how far a figure must be out to be asked about.
HALF_A_POINT, HALF_A_CASE, LEAST_OUT, SHARE_OUT = 0.0005, 0.5, 3.0, 0.03


class _Pair(NamedTuple):
    """A count and what a share makes of it on one day."""

    counted: Dated
    share: Dated
    row: Actual
    comes_to: float
    room: float

    @property
    def agrees(self) -> bool:
        """Whether the two are one, as nearly as they are written."""
        return abs(self.counted.value - self.comes_to) <= self.room


@rule(
    "AC63",
    Severity.QUERY,
    "{value} here, but by {id} ({words}) it is {other} on {day}. They agree on {days}.",
    "Correct the one that was mistyped. If they are no longer of the same cases, say so in a Note.",
)
def one_fact_with_two_figures(programme: Programme) -> Iterator[Hit]:
    """A count that has always been what a share of its workstream gives is so on every day.

    Reviews that are overdue are those that were not decided in time; referrals are what the share of them rests on.
    Asked of a count of ten or more and a percentage with its Base, of the same days, where they agree on two other days
    or more (on one, if they share three words and it is the Base), and on one day alone do not. Not where a Note says
    why.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Definition |
    | --- | --- | --- | --- |
    | TRN-K01 | Reviews decided in time | Percent | Plans with a review decided in time / all plans |
    | TRN-K02 | Reviews overdue | Count | Plans whose review is late |
    | TRN-K03 | Referrals answered within ten days | Percent | Referrals in the half-term that were answered in time |
    | TRN-K04 | Referrals to the team | Count | Referrals accepted in the half-term |

    Actuals:
    | KPI | Period end | Value | Base |
    | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 62.6% | 2301 |
    | TRN-K01 | 31 Aug 2026 | 62.8% | 2304 |
    | TRN-K01 | 30 Sep 2026 | 66.7% | 2317 |
    | TRN-K01 | 31 Oct 2026 | 68.3% | 2331 |
    | TRN-K02 | 31 Jul 2026 | 861 | |
    | TRN-K02 | 31 Aug 2026 | 858 | |
    | TRN-K02 | 30 Sep 2026 | <811> | |
    | TRN-K02 | 31 Oct 2026 | 738 | |
    | TRN-K03 | 17 Jul 2026 | 52% | 25 |
    | TRN-K03 | 23 Oct 2026 | 61.3% | 31 |
    | TRN-K04 | 17 Jul 2026 | 25 | |
    | TRN-K04 | 23 Oct 2026 | <38> | |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Definition |
    | --- | --- | --- | --- |
    | TRN-K01 | Reviews decided in time | Percent | Plans with a review decided in time / all plans |
    | TRN-K02 | Reviews overdue | Count | Plans whose review is late |
    | TRN-K03 | Parents who are content | Percent | Parents who said so |
    | TRN-K04 | Referrals to the team | Count | Referrals accepted in the half-term |
    | TRN-K05 | Visits that were kept | Percent | Visits kept in the half-term, of all visits to schools |
    | TRN-K06 | Visits to schools | Count | All visits to schools in the half-term |

    Actuals:
    | KPI | Period end | Value | Base | Note |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | 31 Jul 2026 | 62.6% | 2301 | |
    | TRN-K01 | 31 Aug 2026 | 62.8% | 2304 | |
    | TRN-K01 | 30 Sep 2026 | 66.7% | 2317 | |
    | TRN-K02 | 31 Jul 2026 | 861 | | |
    | TRN-K02 | 31 Aug 2026 | 858 | | |
    | TRN-K02 | 30 Sep 2026 | 773 | | |
    | TRN-K03 | 17 Jul 2026 | 52% | 25 | |
    | TRN-K03 | 23 Oct 2026 | 61.3% | 31 | |
    | TRN-K04 | 17 Jul 2026 | 25 | | |
    | TRN-K04 | 23 Oct 2026 | 38 | | |
    | TRN-K05 | 17 Jul 2026 | 52% | 25 | |
    | TRN-K05 | 23 Oct 2026 | 61.3% | 31 | |
    | TRN-K06 | 17 Jul 2026 | 25 | | |
    | TRN-K06 | 23 Oct 2026 | 38 | | Includes nurseries from September |
    """
    shares = series(programme, is_a_share)
    for count, figures in series(programme, _is_a_count).items():
        if len(figures) > 1 and is_active(programme, count):
            days = {one.day: one for one in figures}
            told = (
                _told(count, days, kpi, dated) for kpi, dated in shares.items() if kpi.workstream == count.workstream
            )
            yield from (one for one in [next(filter(None, told), None)] if one)


def _is_a_count(kpi: Kpi) -> bool:
    return kpi.unit is Unit.COUNT


def _told(count: Kpi, days: Mapping[date, Dated], kpi: Kpi, dated: Sequence[Dated]) -> Hit | None:
    """What is said of the one day on which a count is not what it otherwise is of a share; None where there is none."""
    for way, times, plus in _WAYS:
        pairs = list(_pairs(days, dated, times, plus))
        out = [pair for pair in pairs if not pair.agrees]
        agree = len(pairs) - len(out)
        if len(out) != 1 or not agree or not _is_one_fact(count, kpi, agree, is_base=times == 0):
            continue
        (pair,) = out
        far = abs(pair.counted.value - pair.comes_to)
        if far < max(LEAST_OUT, SHARE_OUT * pair.comes_to) or _is_noted(pair):
            continue
        related = Related(pair.row.at("base" if times == 0 else "value"), f"{kpi.id} on {say(pair.share.day)}")
        return hit(
            pair.counted.row.at("value"), related, value=amount(count.unit, pair.counted.value), id=kpi.id,
            day=pair.share.day,
            words=way.format(share=amount(kpi.unit, pair.share.value), base=f"{pair.row.base or 0:,.0f}"),
            other=f"{pair.comes_to:,.0f}", days=counted(agree, "other day"),
        )  # fmt: skip
    return None


def _pairs(days: Mapping[date, Dated], dated: Sequence[Dated], times: float, plus: float) -> Iterator[_Pair]:
    """A count of ten or more and what a share makes of it, on each day on which there are both."""
    for share in dated:
        count, row = days.get(share.day), share.row
        if count and isinstance(row, Actual) and row.base and count.value >= FEW:
            room = (row.base * HALF_A_POINT + HALF_A_CASE) if times else 0.0
            yield _Pair(count, share, row, row.base * (plus + times * share.value), room)


def _is_one_fact(count: Kpi, kpi: Kpi, agree: int, *, is_base: bool) -> bool:
    """Whether two KPIs agree so often, and share so many words, that it is not by chance."""
    alike = len(stems(f"{count.name} {count.definition}") & stems(f"{kpi.name} {kpi.definition}"))
    return (agree >= OFTEN and alike > 0) or (is_base and alike >= ALIKE)


def _is_noted(pair: _Pair) -> bool:
    notes = (pair.counted.row.note, pair.row.note)
    return any(note and (accounts_for_it(note) or _OTHERS.search(note)) for note in notes)
