"""What a commentary says of a month that has passed, and which way it says that a KPI went."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, points, readable, restarted_between, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.kpis.words.rows_down import perhaps_a_row_too_low
from xl_send.rules.kpis.words.said_ends import FIGURE_SAID, in_unit, is_said
from xl_send.workbook.days import FULL_MONTHS, say
from xl_send.workbook.sheets.choices import Better, Measures, Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

_OF_A_MONTH = Pattern(
    r"(?i)(?:^|(?<=[.;] )|\b(?:from|was|were|is|at|to|up|down|with|against|than|and|stood at) )"
    rf"{FIGURE_SAID}(?P<days> (?:working )?days)? "
    r"(?:(?:in|for|at the end of|by the end of)|(?:at|on|to|as at) (?P<day>\d{1,2})(?=[ ])) "
    rf"(?:early |late |mid-)?(?P<month>{'|'.join(FULL_MONTHS)})\b(?: (?P<year>20\d\d))?",
)
_OTHERS = Pattern(
    r"(?i)\b(?:national\w*|england|region\w*|neighbours?|response|budget|provisional|staff\w*"
    r"|last year|a year (?:ago|earlier|before)|of which|average)\b"
)
# What is expected, before the figure or right behind its month: "68 in October against 65 expected" is not it.
_EXPECTED = Pattern(r"(?i)\b(?:target|expected|planned)\b")
_WAS_EXPECTED = Pattern(
    r"(?i),? (?:(?:was|is|were|are|had been|as|that) )*(?:the |our |a |we )?(?:target|expected|planned)\b"
)
# What is to come: "we expect to be back at 142 by the end of June".
_TO_COME = Pattern(
    r"(?i)\b(?:will|would|expect(?:s|ing)?|hop(?:e|es|ing)|aim(?:s|ing)?|should|intend\w*|plan(?:s|ning)? to|due to"
    r"|set to|going to|on (?:course|track)|forecast(?:s|ing)? to|likely|want to|ought to|wants|look to|looking to)\b"
)
_CLAUSES = Pattern(r"[.;](?: |$)")
# "Rose again in October", with which a commentary opens, and nothing that compares it with another time.
_WENT = Pattern(
    r"(?i)(?:(?:the figure|it|this|performance) )?(?:has |have )?(?:again |further )?"
    r"(rose|risen|up|increased|higher|fell|fallen|down|dropped|decreased|lower|improved|better|worsened|worse)"
    r"(?: (?:again|further|slightly|steadily|sharply|a little|a lot|this month|since last month|than last month"
    r"|on last month"
    rf"|in (?:{'|'.join(FULL_MONTHS)})|for the \w+ (?:month|time)(?: running)?))*(?=\s*(?:$|[.,;:]|and\b|but\b|as\b"
    rf"|because\b))",
)
# "It has crept up at every count since March", "has fallen since June".
_SINCE = Pattern(
    r"(?i)(?:^|[.;] )(?:(?:it|the (?:figure|number|rate|share)|this|numbers) )?(?:has|have) (?:crept|gone|come|been)? ?"
    r"(?P<way>up|down|risen|climbed|grown|increased|rising|climbing|growing|fallen|dropped|decreased|falling|dropping"
    r"|improved|worsened)(?: [a-z-]+){0,2}?(?: (?:at|in|with|by|on) (?:every|each) (?:count|month|time|half-term|term"
    rf"|quarter|return|census))?(?: since (?P<month>{'|'.join(FULL_MONTHS)}))?"
    r"(?=\s*(?:$|[.,;:]| (?:and|but|as|because)\b))"
)
_EACH = Pattern(r"(?i)\b(?:every|each) ")
_UP = {"rose", "risen", "up", "increased", "higher", "climbed", "grown", "rising", "climbing", "growing"}
_DOWN = {"fell", "fallen", "down", "dropped", "decreased", "lower", "falling", "dropping"}
_GOOD = {"improved", "better"}
# A figure so near to that of the month is meant for it.
LEAST, MOST = 0.7, 1.4


@rule(
    "AC37",
    Severity.QUERY,
    'The commentary says "{words}", but the figure of {day} is {value}.',
    "{lower}Correct the commentary, or the figure on the Actuals sheet.",
    brings={"CM21": Reach.CELL, "WM02": Reach.ROW, "WM11": Reach.ROW},
)
def commentary_of_another_month(programme: Programme) -> Iterator[Hit]:
    """What a commentary says of a month is the figure of that month.

    Asked in the KPI's own unit, where the month has a figure or the baseline, the words come near to it or open the
    commentary with its unit, and nothing was expected of that month that they are. What is hoped for by a month, or by
    that in which the KPI is to be back to green, is of the next such month.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Baseline date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 50% | 30 Apr 2026 | <Up from 40% in April.> |
    | TRN-K02 | Count | 100 | 30 Apr 2026 | <161 at the end of October, above plan> |
    | TRN-K03 | Days | 126 | 30 Apr 2026 | <109 days in October, a good fall> |
    | TRN-K04 | Count | 100 | 30 Apr 2026 | <68 at the end of October against 65 expected.> |
    | TRN-K05 | Count | 100 | 30 Apr 2026 | <Down to 93 by the end of April. We will train more staff> |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 61% |
    | TRN-K02 | 31 Oct 2026 | 116 |
    | TRN-K03 | 31 Oct 2026 | 19 |
    | TRN-K04 | 31 Oct 2026 | 61 |
    | TRN-K05 | 31 Oct 2026 | 96 |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Baseline date | Back to green by | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 49.7% | 30 Apr 2026 | | Up from 50% in April. |
    | TRN-K02 | Count | 100 | 30 Apr 2026 | | 116 at the end of October, and 12 in November |
    | TRN-K03 | Percent | 50% | 30 Apr 2026 | | The response rate was 44% in April. |
    | TRN-K04 | Percent | 50% | 30 Apr 2026 | | England stood at 47% in April |
    | TRN-K05 | Percent | 50% | 30 Apr 2026 | | Up from 41% in April 2025 |
    | TRN-K06 | Days | 126 | 30 Apr 2026 | | 109 days in October |
    | TRN-K07 | Days | 126 | 30 Apr 2026 | | Good fall. Advice took 30 days in October |
    | TRN-K08 | Count | 90 | 30 Apr 2026 | | 109 days in October without a therapist |
    | TRN-K09 | Count | 90 | 30 Apr 2026 | | 68 in October was expected. We planned to be at 65 in October |
    | TRN-K10 | Count | 100 | 30 Apr 2026 | | We expect to be back at 93 by the end of April |
    | TRN-K11 | Count | 100 | 30 Apr 2026 | 30 Apr 2027 | A weekly panel, and back at 93 by the end of April |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 61% |
    | TRN-K02 | 31 Oct 2026 | 116 |
    | TRN-K03 | 31 Oct 2026 | 61% |
    | TRN-K04 | 31 Oct 2026 | 61% |
    | TRN-K05 | 31 Oct 2026 | 61% |
    | TRN-K06 | 31 Oct 2026 | 109 |
    | TRN-K07 | 31 Oct 2026 | 109 |
    | TRN-K08 | 31 Oct 2026 | 116 |
    | TRN-K09 | 31 Oct 2026 | 61 |
    | TRN-K10 | 31 Oct 2026 | 96 |
    | TRN-K11 | 31 Oct 2026 | 96 |
    """
    expected = points(programme)
    for kpi, figures in series(programme).items():
        as_at = programme.as_at(kpi)
        if not kpi.commentary or not as_at or not is_active(programme, kpi):
            continue
        known = [(one.day, one.value, one.row.at("value")) for one in figures]
        if kpi.baseline is not None and kpi.baseline_date and readable(kpi, kpi.baseline):
            known.append((kpi.baseline_date, kpi.baseline, kpi.at("baseline")))
        planned = [(one.day, one.value) for one in expected.get(kpi, ())]
        for words, value, month, on_day, is_certain in _said(kpi, as_at):
            of_it = [one for one in known if (one[0].year, one[0].month) == month and on_day in (0, one[0].day)]
            rest = [one[1] for one in of_it] + [one for day, one in planned if (day.year, day.month) == month]
            near = of_it and (is_certain or LEAST <= value / (of_it[-1][1] or value * MOST * 2) <= MOST)
            if near and not any(is_said(value, one, kpi.unit) for one in rest):
                day, figure, cell = of_it[-1]
                related = Related(cell, f"the figure of {say(day)}")
                lower = perhaps_a_row_too_low(programme, kpi, figures)
                yield hit(
                    kpi.at("commentary"), related, words=words, day=day, value=amount(kpi.unit, figure), lower=lower
                )


def _said(kpi: Kpi, as_at: date) -> Iterator[tuple[str, float, tuple[int, int], int, bool]]:
    """Each figure that a commentary gives for a month: the words, the figure, year and month, the day, if in its unit.

    The day is 0 where none is given.

    "109 days in October", with which the commentary of a KPI in days opens, is certain to be the KPI's own figure.
    """
    for place, clause in enumerate(_CLAUSES.split(kpi.commentary or "")):
        for found in _OF_A_MONTH.finditer(clause):
            value = in_unit(found[1], kpi.unit)
            month = FULL_MONTHS.index(found["month"].casefold()) + 1
            past = as_at.year - (month > as_at.month)
            year = int(found["year"]) if found["year"] else past + _is_to_come(kpi, clause[: found.end()], past, month)
            is_days = kpi.unit is Unit.DAYS
            is_expected = _EXPECTED.search(clause[: found.end()]) or _WAS_EXPECTED.match(clause, found.end())
            if value is not None and not (_OTHERS.search(clause) or is_expected) and (is_days or not found["days"]):
                is_certain = place == found.start() == 0 and found["days"] is not None
                yield found[0].strip(), value, (year, month), int(found["day"] or 0), is_certain


def _is_to_come(kpi: Kpi, words: str, past: int, month: int) -> bool:
    """Whether words tell of what a month is to bring, and not of the last such month."""
    back = kpi.back_to_green
    is_back = back is not None and (back.year, back.month) == (past + 1, month)
    return bool(_TO_COME.search(words) or (is_back and " by " in words))


@rule(
    "KP98",
    Severity.QUERY,
    'The commentary says "{words}", but {id} went from {before} to {value} at {day}.',
    "Correct the commentary, or the figure. It may be left from the period before.",
)
def commentary_of_the_other_way(programme: Programme) -> Iterator[Hit]:
    """A commentary that opens with which way a KPI went says which way it went.

    Asked where it opens with that, as "Rose again in October", and compares with no other time; of the latest two
    figures that can be compared, not of a year to date, which always rises. Where it says so of every count, or since a
    month, all figures since then have gone the other way.

    **Fails**

    KPIs:
    | ID | Unit | Better when | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | Higher | <Rose again in October.> |
    | TRN-K02 | Days | Lower | <Improved further, as two officers started> |
    | TRN-K03 | Count | Lower | <It has crept up at every count since July. Panel goes weekly.> |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 61% |
    | TRN-K01 | 31 Oct 2026 | 58% |
    | TRN-K02 | 30 Sep 2026 | 21 |
    | TRN-K02 | 31 Oct 2026 | 24 |
    | TRN-K03 | 31 Jul 2026 | 57 |
    | TRN-K03 | 30 Sep 2026 | 54 |
    | TRN-K03 | 31 Oct 2026 | 53 |

    **Passes**

    KPIs:
    | ID | Unit | Better when | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Percent | Higher | Fell in October. |
    | TRN-K02 | Days | Lower | Improved since April |
    | TRN-K03 | Days | Lower | Up to date with all requests |
    | TRN-K04 | Days | Lower | Better attendance at reviews |
    | TRN-K05 | Count | Lower | Has risen since July as schools report more |
    | TRN-K06 | Count | Lower | It has fallen at every count since July |
    | TRN-K07 | Count | Lower | Demand has risen since July |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 61% |
    | TRN-K01 | 31 Oct 2026 | 58% |
    | TRN-K02 | 30 Sep 2026 | 21 |
    | TRN-K02 | 31 Oct 2026 | 24 |
    | TRN-K03 | 30 Sep 2026 | 24 |
    | TRN-K03 | 31 Oct 2026 | 21 |
    | TRN-K04 | 30 Sep 2026 | 21 |
    | TRN-K04 | 31 Oct 2026 | 24 |
    | TRN-K05 | 31 Jul 2026 | 50 |
    | TRN-K05 | 30 Sep 2026 | 54 |
    | TRN-K05 | 31 Oct 2026 | 53 |
    | TRN-K06 | 31 Jul 2026 | 57 |
    | TRN-K06 | 31 Oct 2026 | 53 |
    | TRN-K07 | 31 Jul 2026 | 57 |
    | TRN-K07 | 31 Oct 2026 | 53 |
    """
    for kpi, figures in series(programme, _is_compared).items():
        text = (kpi.commentary or "") if len(figures) > 1 and is_active(programme, kpi) else ""
        found = _WENT.match(text)
        way: str = found[1] if found else ""
        compared: Sequence[Dated] = figures[-2:]
        if text and not found and (found := _SINCE.search(text)):
            way, compared = found["way"], _since(found, figures)
        if not found or not compared:
            continue
        before, now = compared[0], compared[-1]
        apart = now.value - before.value
        if apart * _direction(kpi, way.casefold()) < 0 and not restarted_between(kpi, before.day, now.day):
            cells = [Related(one.row.at("value"), f"the figure of {say(one.day)}") for one in (before, now)]
            yield hit(
                kpi.at("commentary"), *cells, words=found[0].strip(" .;"), id=kpi.id,
                before=amount(kpi.unit, before.value), value=amount(kpi.unit, now.value), day=now.day,
            )  # fmt: skip


def _since(found: re.Match[str], figures: Sequence[Dated]) -> Sequence[Dated]:
    """The figures since a month that is named, if all go one way; all, where each of them is spoken of."""
    month = FULL_MONTHS.index(found["month"].casefold()) + 1 if found["month"] else 0
    start = max((place for place, one in enumerate(figures[:-1]) if one.day.month == month), default=-1)
    if start < 0 and not (_EACH.search(found[0]) and not month):
        return ()
    since = figures[max(start, 0) :]
    steps = [later.value - one.value for one, later in pairwise(since)]
    return since if all(step >= 0 for step in steps) or all(step <= 0 for step in steps) else ()


def _is_compared(kpi: Kpi) -> bool:
    return kpi.measures is not Measures.YEAR_TO_DATE


def _direction(kpi: Kpi, word: str) -> int:
    """1 where a word says that the figure rose, -1 where it fell; 0 where it does not tell."""
    if word in _UP or word in _DOWN:
        return 1 if word in _UP else -1
    better = {Better.HIGHER: 1, Better.LOWER: -1}.get(kpi.better, 0)
    return better if word in _GOOD else -better
