"""Figures with two digits changed about, or of another size than a year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from xl_send.analysis.figures import Dated, amount, points, readable, restarted_between, series
from xl_send.analysis.words.reasons import tells_why
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.workbook.days import say, years_later
from xl_send.workbook.sheets.choices import Measures, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# How far a figure may lie from where its series leads: twice the step before, at least so much of itself.
STEPS, SHARE, FAR = 2.0, 0.03, 2.0
A_TURN, A_THOUSAND = 2.0, 1000
# A change by no more than a tenth is one that happens.
A_TENTH = 0.1
FEWEST = 3
TIMES, LEAST, LEAST_COUNTED, THREE_WEEKS = 5.0, 5.0, 20.0, timedelta(days=21)
# So few are soon twice as many, or half.
FEW = 30
# Neighbours agree where the larger is no more than so many times the smaller.
ALIKE = 1.25
# Figures that hardly move, and what is far from them.
STEADY, CLOSE, A_FIFTH, A_HUNDRED = frozenset({Measures.SNAPSHOT, Measures.ROLLING}), 0.03, 0.2, 100


@rule(
    "UN29",
    Severity.QUERY,
    "{value} is far from where {one} and {other} lead: two digits may have changed places.",
    "Was {meant} meant? If the figure is right, explain this finding.",
    brings={"WM02": Reach.CELL, "UN25": Reach.CELL, "AC06": Reach.CELL, "KP64": Reach.CELL, "AC29": Reach.CELL,
            "AC26": Reach.CELL, "AC31": Reach.CELL},
)  # fmt: skip
def digits_out_of_place(programme: Programme) -> Iterator[Hit]:
    """A figure lies about where those beside it lead: the latest where the two before it do, any other between its two.

    31.1 typed for 13.1 makes a rate three times what it was. Asked of all but shares, where the figure is far off and,
    with two digits exchanged, would lie in line; not where it is nearer to what was expected than it would be then, nor
    after a change by no more than a tenth, of a figure of two digits a fifth, nor of counts under thirty, nor where its
    Note says why, or the Commentary of the KPI gives the figure. Of a thousand and more, a slight change is asked about
    too if it goes back by more than two steps, and goes on as before once two digits are exchanged.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |
    | TRN-K02 | Count | Snapshot | |
    | TRN-K03 | Count | Snapshot | |
    | TRN-K04 | Pounds | Snapshot | |
    | TRN-K05 | Count | Snapshot | |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 13 Feb 2026 | 8.1 |
    | TRN-K01 | 27 Mar 2026 | 10.2 |
    | TRN-K01 | 22 May 2026 | <31.1> |
    | TRN-K02 | 31 Aug 2026 | 184 |
    | TRN-K02 | 30 Sep 2026 | 187 |
    | TRN-K02 | 31 Oct 2026 | <819> |
    | TRN-K03 | 31 Aug 2026 | 821 |
    | TRN-K03 | 30 Sep 2026 | <182> |
    | TRN-K03 | 31 Oct 2026 | 808 |
    | TRN-K04 | 30 Jun 2026 | 6862 |
    | TRN-K04 | 30 Sep 2026 | <9611> |
    | TRN-K04 | 31 Oct 2026 | 6935 |
    | TRN-K05 | 31 Mar 2026 | 4790 |
    | TRN-K05 | 30 Jun 2026 | 4866 |
    | TRN-K05 | 31 Oct 2026 | <4591> |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |
    | TRN-K02 | Count | Snapshot | |
    | TRN-K03 | Pounds | Snapshot | |
    | TRN-K04 | Count | Snapshot | |
    | TRN-K05 | Count | Period | Academic |
    | TRN-K06 | Count | Snapshot | |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K02 | 20 | 31 Oct 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 13 Feb 2026 | 8.1 |
    | TRN-K01 | 27 Mar 2026 | 10.2 |
    | TRN-K01 | 22 May 2026 | 13.1 |
    | TRN-K02 | 31 Aug 2026 | 9 |
    | TRN-K02 | 30 Sep 2026 | 11 |
    | TRN-K02 | 31 Oct 2026 | 21 |
    | TRN-K03 | 31 Aug 2026 | 9400000 |
    | TRN-K03 | 30 Sep 2026 | 9350000 |
    | TRN-K03 | 31 Oct 2026 | 9900000 |
    | TRN-K04 | 31 Aug 2026 | 821 |
    | TRN-K04 | 30 Sep 2026 | 412 |
    | TRN-K04 | 31 Oct 2026 | 808 |
    | TRN-K05 | 30 Jun 2026 | 320 |
    | TRN-K05 | 31 Aug 2026 | 231 |
    | TRN-K05 | 31 Oct 2026 | 322 |
    | TRN-K06 | 31 Mar 2026 | 4790 |
    | TRN-K06 | 30 Jun 2026 | 4866 |
    | TRN-K06 | 31 Oct 2026 | 4859 |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Count | Snapshot | A week of extra panels brought the list to 48. |
    | TRN-K02 | Count | Snapshot | |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Aug 2026 | 87 |
    | TRN-K01 | 30 Sep 2026 | 84 |
    | TRN-K01 | 31 Oct 2026 | 48 |
    | TRN-K02 | 31 Aug 2026 | 10 |
    | TRN-K02 | 30 Sep 2026 | 11 |
    | TRN-K02 | 31 Oct 2026 | 21 |
    """
    expected = points(programme)
    for kpi, actuals in series(programme, _is_no_share).items():
        if len(actuals) < FEWEST:
            continue
        yield from (_out_of_place(kpi, *found) for found in _between_neighbours(kpi, actuals))
        one, other, now = actuals[-3:]
        days = (other.day - one.day).days
        of_few = kpi.unit is Unit.COUNT and max(one.value, other.value, now.value) < FEW
        if days <= 0 or of_few or restarted_between(kpi, one.day, now.day):
            continue
        if tells_why(now.row) or _is_given(now.value, kpi.commentary) or _is_as_a_year_before(actuals, now):
            continue
        step = (other.value - one.value) / days * (now.day - other.day).days
        leads_to, room = other.value + step, max(STEPS * abs(step), SHARE * abs(other.value))
        if _is_slight(other.value, now.value):
            # A slight change is a slip only where it turns back, by more than two steps, and one exchange goes on.
            turns = (now.value - other.value) * step < 0 and abs(now.value - other.value) > A_TURN * abs(step)
            if not turns or kpi.measures not in STEADY or max(one.value, other.value) < A_THOUSAND:
                continue
            room = abs(step) / 2
        near = (figure for figure in exchanges(now.value) if abs(figure - leads_to) <= room)
        meant = next((figure for figure in near if not _is_as_expected(now, figure, expected.get(kpi, ()))), None)
        if meant is not None and abs(now.value - leads_to) > FAR * max(room, abs(meant - leads_to)):
            yield _out_of_place(kpi, one, now, other, meant)


def _is_as_a_year_before(actuals: Sequence[Dated], now: Dated) -> bool:
    """Whether a figure is about that of a year before, as those are that follow the seasons."""
    year_ago = years_later(now.day, -1)
    before = [item.value for item in actuals if abs(item.day - year_ago) <= THREE_WEEKS]
    return any(value / ALIKE <= now.value <= value * ALIKE for value in before)


def _is_given(value: float, text: str | None) -> bool:
    """Whether a text gives the very figure."""
    return bool(text) and f"{value:,.10g}" in _FIGURES.findall(text or "")


_FIGURES = Pattern(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?")


def _is_slight(before: float, now: float) -> bool:
    """Whether a change is by a tenth, or by a fifth of a figure of two digits, which may stand exchanged by chance."""
    digits = sum(sign.isdigit() for sign in f"{now:.10g}")
    return abs(now - before) <= (A_TENTH if digits > 2 else A_FIFTH) * abs(before)


def _out_of_place(kpi: Kpi, one: Dated, now: Dated, other: Dated, meant: float) -> Hit:
    related = Related(one.row.at("value"), say(one.day)), Related(other.row.at("value"), say(other.day))
    return hit(
        now.row.at("value"), *related, value=amount(kpi.unit, now.value), one=amount(kpi.unit, one.value),
        other=amount(kpi.unit, other.value), meant=amount(kpi.unit, meant),
    )  # fmt: skip


def _between_neighbours(kpi: Kpi, actuals: Sequence[Dated]) -> Iterator[tuple[Dated, Dated, Dated, float]]:
    """Each figure far from its two neighbours, which agree, with what was meant: less than half, more than twice.

    Where a figure as it stands, of three digits and more, has neighbours within a few hundredths, a fifth off is far.
    """
    for one, now, other in zip(actuals, actuals[1:], actuals[2:], strict=False):
        low, high = sorted((one.value, other.value))
        agree = low > 0 and high <= ALIKE * low and not restarted_between(kpi, one.day, other.day)
        steady = agree and kpi.measures in STEADY and low >= A_HUNDRED and high - low <= CLOSE * low
        far, about = (A_FIFTH, CLOSE) if steady else (1.0, ALIKE - 1)
        if agree and not tells_why(now.row) and not low / (1 + far) <= now.value <= high * (1 + far):
            near = (figure for figure in exchanges(now.value) if low / (1 + about) <= figure <= high * (1 + about))
            meant = next(near, None)
            if meant is not None:
                yield one, now, other, meant


def _is_as_expected(now: Dated, meant: float, expected: Sequence[Dated]) -> bool:
    """Whether a figure is nearer to what was expected last than what may have been meant is."""
    last = [point.value for point in expected if point.day <= now.day][-1:]
    return any(abs(now.value - value) < abs(meant - value) for value in last)


def _is_no_share(kpi: Kpi) -> bool:
    return kpi.unit is not Unit.PERCENT


def exchanges(value: float) -> Iterator[float]:
    """A figure with each two digits beside one another exchanged, a point between them or not."""
    text = f"{value:.10g}"
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    for first, second in pairwise(places):
        if text[first] != text[second]:
            signs = list(text)
            signs[first], signs[second] = signs[second], signs[first]
            yield float("".join(signs))


@rule(
    "UN31",
    Severity.QUERY,
    "{value} by {day} is {side} of the {before} of a year before, {earlier}.",
    "Check the decimal point and the number of digits of both. If both are right, explain this finding.",
    brings={"AC27": Reach.CELL, "AC08": Reach.CELL, "WM02": Reach.CELL, "KP64": Reach.CELL},
)
def year_unlike_the_year_before(programme: Programme) -> Iterator[Hit]:
    """At the same point of the year a year to date is of the same order as the year before.

    Asked where it is five times as much, or a fifth, within three weeks of the same day; not of counts under twenty, of
    what grows on its way to the target, nor where a note says why.

    **Fails**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 21 Jul 2025 | 18.9 |
    | TRN-K01 | 21 Jul 2026 | <1.8> |

    **Passes**

    KPIs:
    | ID | Unit | Measures | Year basis |
    | --- | --- | --- | --- |
    | TRN-K01 | Rate | Year to date | Academic |
    | TRN-K02 | Count | Year to date | Academic |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 21 Jul 2025 | 18.9 |
    | TRN-K01 | 21 Jul 2026 | 12 |
    | TRN-K01 | 24 Oct 2026 | 1.8 |
    | TRN-K02 | 21 Oct 2025 | 1 |
    | TRN-K02 | 21 Oct 2026 | 6 |
    """
    for kpi, actuals in series(programme, _is_counted_through_the_year).items():
        known = [(item.day, item.value, item.row.at("value")) for item in actuals]
        if kpi.baseline_date and kpi.baseline is not None and readable(kpi, kpi.baseline):
            known.append((kpi.baseline_date, kpi.baseline, kpi.at("baseline")))
        for now in actuals:
            year_ago = years_later(now.day, -1)
            before = next((item for item in known if abs(item[0] - year_ago) <= THREE_WEEKS), None)
            if before is None or max(now.value, before[1]) < LEAST or min(now.value, before[1]) <= 0:
                continue
            earlier, value, cell = before
            on_the_way = kpi.baseline is not None and kpi.target is not None and kpi.baseline <= now.value <= kpi.target
            small = kpi.unit is Unit.COUNT and max(now.value, value) < LEAST_COUNTED
            if small or tells_why(now.row) or (on_the_way and now.value > value):
                continue
            if now.value >= TIMES * value or now.value * TIMES <= value:
                side = "five times or more" if now.value > value else "a fifth or less"
                yield hit(
                    now.row.at("value"), Related(cell, say(earlier)), day=now.day, side=side,
                    value=amount(kpi.unit, now.value), before=amount(kpi.unit, value), earlier=earlier,
                )  # fmt: skip


def _is_counted_through_the_year(kpi: Kpi) -> bool:
    return kpi.measures is Measures.YEAR_TO_DATE and kpi.unit is not Unit.PERCENT
