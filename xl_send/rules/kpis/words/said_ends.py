"""The target, the baseline and what is expected of a KPI, as its words give them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, points, readable, series
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.value_classes import NamedTuple
from xl_send.words import NUMBER, number_said
from xl_send.workbook.days import FULL_MONTHS, say
from xl_send.workbook.sheets.choices import Unit
from xl_send.workbook.sheets.kpis import Kpi
from xl_send.workbook.submissions import Programme

# A figure of a KPI as words give it, with its mark: 85%, £1.2m, 1,064.
FIGURE_SAID = r"(£?\d[\d,]*(?:\.\d+)?(?: ?(?:%|per ?cent\b)|[km]\b)?)"
# What may follow a figure that is one of the KPI: not "a target of 20 weeks".
_ENDS = r"(?=\s*(?:$|[.;:()](?!\d)|,(?!\d)|(?:and|but|by|for|in|at|this|from|to|next|we|was|is|are|will|that|so)\b))"
_SAID_BEFORE = r"(?:expected|planned|profiled|said|hoped|agreed|forecast|projected|promised|aimed (?:at|for))"
_ABOUT = r"(?: ?(?:of|is|was|remains|stays|set|:))?(?: (?:at|to))?(?: (?:least|about|just|only))? ?"
_SAID: Sequence[tuple[str, Pattern]] = (
    ("target", Pattern(rf"(?i)\b(?:target|goal)(?: figure| value)?{_ABOUT}{FIGURE_SAID}{_ENDS}")),
    ("target", Pattern(rf"(?i)\bthe {FIGURE_SAID} (?:that )?we (?:have |had )?(?:promised|pledged|set ourselves)\b")),
    ("baseline", Pattern(rf"(?i)\bbaseline(?: figure| value)?{_ABOUT}{FIGURE_SAID}{_ENDS}")),
    (
        "expected",
        Pattern(
            rf"(?i)\b(?:above|below|over|under|ahead of|behind|against|beside|than|of|short of) (?:the )?{FIGURE_SAID}"
            rf" (?:(?:that )?(?:we |was |were |is )?(?:had |have )?)?{_SAID_BEFORE}\b",
        ),
    ),
    (
        "expected",
        Pattern(
            r"(?i)\b(?:above|below|over|under|ahead of|behind|against|beside|than|short of) the"
            rf" ({NUMBER}) (?:that )?(?:we )?(?:had |have )?{_SAID_BEFORE}\b",
        ),
    ),
    ("expected", Pattern(rf"(?i)(?:^|, |\band ){FIGURE_SAID} (?:was|were) expected(?: by then| then)?(?=\s*$)")),
    ("expected", Pattern(r"(?i)(?:^|, |\band )(\d[\d.]* ?%) expected(?=\s*$)")),
    ("given", Pattern(rf"(?i)(?:^|, |\b(?:but|and) )we (?:had |have )?(?:said|promised) {FIGURE_SAID}(?=\s*(?:$|\())")),
)
# Whose figure it is, or of which time, where it is not the KPI's own of now.
_ANOTHER = Pattern(
    r"(?i)\b(?:national\w*|england|english|statutory|dfe|ofsted|region\w*|neighbours?|last year|old|previous\w*"
    r"|original\w*"
    r"|former\w*|first|stretch|local|provider\w*|contract\w*|interim|revis\w*|changed?|moved|raised|lowered|rebased"
    r"|instead"
    r"|long-?term|final|ultimate|20\d\d[-/]\d\d|response|budget|trusts?|schools'|nhs|icb|health)\b"
)
_DIGITS = Pattern(r"\d[\d,.]*")
_CLAUSES = Pattern(r"[.;](?: |$)")
_BY_A_MONTH = Pattern(rf"(?i)\b(?:by|for|in|at) (?:the )?(?:end of )?(?:\d{{1,2}} )?({'|'.join(FULL_MONTHS)})\b")
_WHAT = {"target": "the target", "baseline": "the baseline"}
ROUNDED, THOUSANDS = 0.0051, {"k": 1_000, "m": 1_000_000}


class _Words(NamedTuple):
    """What a text says of an end of a KPI: which column, the words, the figure in its unit, and the whole clause.

    A figure that was given, "we said 57%", is none that lies between two.
    """

    end: str
    words: str
    value: float
    clause: str
    given: bool = False


@rule(
    "KP96",
    Severity.QUERY,
    'The {where} says "{words}", but {what}.',
    "Correct the {where}, or the figure. Readers take the words for the figure.",
)
def said_end_of_another_figure(programme: Programme) -> Iterator[Hit]:
    """The target, the baseline and the expected figure that a KPI's words give are those of its cells.

    One of the two is left from before, or mistyped. Asked of the Definition and the Commentary, in the KPI's own unit,
    not where the words are of others, of another time or of a figure that was changed. A target in words may be one of
    those expected on the way, an expected one the target, or between what was expected last and is next. What is told
    beside an expected one is what holds on the day of the latest figure, or in the month that the words name.

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Definition | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 50% | 80% | | <On course for the target of 85%.> |
    | TRN-K02 | Percent | 50% | 80% | <Plans on time; baseline 45% in April> | |
    | TRN-K03 | Count | 100 | 200 | | <Above the 110 expected by now> |
    | TRN-K04 | Percent | 50% | 80% | | <On course for the 85% we promised the board> |
    | TRN-K05 | Count | 10 | 30 | | <Seven so far against the nine we said.> |
    | TRN-K06 | Percent | 50% | 80% | | <Below the 66% we had hoped for> |
    | TRN-K07 | Days | 241 | 180 | | <Six more than the 214 expected> |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K03 | 120 | 31 Oct 2026 |
    | TRN-K07 | 241 | 31 Oct 2026 |
    | TRN-K07 | 200 | 31 Oct 2027 |
    | TRN-K05 | 6 | 31 Oct 2026 |
    | TRN-K06 | 60% | 31 Oct 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K07 | 31 Oct 2026 | 220 |

    **Fails**

    KPIs:
    | ID | Unit | Baseline | Target | Definition | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K08 | Percent | 50% | 80% | | <55% in November (112 of 203); we said 57%.> |
    | TRN-K09 | Percent | 50% | 80% | | <49% (201 of 410); 51% expected. New letter from January.> |
    | TRN-K10 | Count | 100 | 200 | | <121, and 119 was expected.> |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K08 | 55% | 31 Oct 2026 |
    | TRN-K08 | 65% | 31 Mar 2027 |
    | TRN-K09 | 54% | 31 Oct 2026 |
    | TRN-K10 | 110 | 31 Oct 2026 |

    **Passes**

    KPIs:
    | ID | Unit | Baseline | Target | Definition | Commentary |
    | --- | --- | --- | --- | --- | --- |
    | TRN-K01 | Percent | 50% | 80% | Target of 80% by July | Above the national target of 85% |
    | TRN-K02 | Percent | 50% | 80% | Target 20 weeks | The baseline was 49.6% |
    | TRN-K03 | Count | 100 | 200 | | Above the 120 expected; target 120 this term |
    | TRN-K04 | Percent | 50% | 80% | Answered within the target of 20 days | |
    | TRN-K05 | Count | 100 | 200 | | Above the 132 planned by now |
    | TRN-K06 | Count | 10 | 30 | | Seven so far against the six we said; better than nine schools planned. |
    | TRN-K07 | Percent | 50% | 80% | | 55% in November; we said 57%. |
    | TRN-K08 | Count | 10 | 30 | | Seven schools trained, and 12 expected in January. |

    Expectations:
    | KPI | Expected | Measured on |
    | --- | --- | --- |
    | TRN-K03 | 120 | 31 Oct 2026 |
    | TRN-K05 | 120 | 31 Oct 2026 |
    | TRN-K05 | 150 | 29 Jan 2027 |
    | TRN-K06 | 6 | 31 Oct 2026 |
    | TRN-K07 | 57% | 31 Oct 2026 |
    | TRN-K08 | 6 | 31 Oct 2026 |
    """
    expected = points(programme)
    for kpi in programme.each(Kpi):
        for name in ("definition", "commentary") if is_active(programme, kpi) else ():
            for said in _said(kpi, getattr(kpi, name) or ""):
                held = _held(kpi, said, expected.get(kpi, ()))
                on_the_way = said.end == "expected" and not said.given and _is_on_the_way(programme, kpi, said.value)
                if held and not on_the_way and not any(is_said(said.value, one, kpi.unit) for one in held):
                    where = kpi.at(name).column
                    cell, what = _beside(programme, kpi, said)
                    yield hit(kpi.at(name), cell, where=where, words=said.words.strip(), what=what)


def _said(kpi: Kpi, text: str) -> Iterator[_Words]:
    for clause in _CLAUSES.split(text) if text else ():
        for end, pattern in _SAID:
            found = pattern.search(clause)
            value = in_unit(found[1], kpi.unit) if found else None
            if found and value is not None and not _ANOTHER.search(clause):
                given = end == "given"
                yield _Words("expected" if given else end, found[0].strip(" ,"), value, clause, given)


def _held(kpi: Kpi, said: _Words, expected: Sequence[Dated]) -> list[float]:
    """The figures of which the words may be; none where what they speak of is not given."""
    own = {"target": kpi.target, "baseline": kpi.baseline}.get(said.end)
    if said.end == "expected":
        held = [one.value for one in expected]
        return [*held, *([kpi.target] if kpi.target is not None else [])] if held else []
    if own is None or not readable(kpi, own):
        return []
    return [own, *(one.value for one in expected)] if said.end == "target" else [own]


def _is_on_the_way(programme: Programme, kpi: Kpi, value: float) -> bool:
    """Whether a figure lies between what was expected last, on a day of no figure, and what is next."""
    as_at, path, actuals = programme.as_at(kpi), points(programme).get(kpi, ()), series(programme).get(kpi, ())
    passed = [one for one in path if as_at and one.day <= as_at][-1:]
    ahead = [one.value for one in path if as_at and one.day > as_at][:1]
    if not (passed and ahead) or (actuals and actuals[-1].day == passed[0].day):
        return False
    return min(passed[0].value, *ahead) <= value <= max(passed[0].value, *ahead)


def _beside(programme: Programme, kpi: Kpi, said: _Words) -> tuple[Related, str]:
    """The cell of what is given, and what it is in words."""
    if said.end == "expected":
        one = _expected_then(programme, kpi, said)
        told = f"{amount(kpi.unit, one.value)} is expected by {say(one.day)}"
        return Related(one.row.at("expected"), "what is expected"), told
    value = getattr(kpi, said.end) or 0.0
    return Related(kpi.at(said.end), _WHAT[said.end]), f"{_WHAT[said.end]} is {amount(kpi.unit, value)}"


def _expected_then(programme: Programme, kpi: Kpi, said: _Words) -> Dated:
    """What is expected by the month that the words name, else by the day of the latest figure, else next."""
    path, figures = points(programme)[kpi], series(programme).get(kpi, ())
    month = _BY_A_MONTH.search(said.clause)
    named = [one for one in path if month and FULL_MONTHS[one.day.month - 1] == month[1].casefold()]
    day = figures[-1].day if figures else programme.as_at(kpi)
    passed = [one for one in path if day and one.day <= day]
    return (named or passed[-1:] or path)[0]


def in_unit(said: str, unit: Unit) -> float | None:
    """A figure in words in the unit of a KPI; None where its marks are those of another unit."""
    is_share, is_money = said.endswith(("%", "cent")), said.startswith("£")
    if is_share != (unit is Unit.PERCENT) or is_money != (unit is Unit.POUNDS):
        return None
    digits = _DIGITS.search(said)
    if digits is None and unit is Unit.COUNT:
        return number_said(said)
    times = THOUSANDS.get(said[-1], 1) if is_money else 1
    return float(digits[0].replace(",", "")) * times / (100 if is_share else 1) if digits else None


def is_said(said: float, value: float, unit: Unit) -> bool:
    """Whether a figure in words, which are often rounded, is that of a cell."""
    return abs(said - value) <= (ROUNDED if unit is Unit.PERCENT else max(0.51 * (value >= 1), abs(value) * ROUNDED))
