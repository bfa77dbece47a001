"""Limits that a milestone's title or a risk sets in words, against what is expected and what was counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import amount, expectations, readable, series
from xl_send.analysis.notes.content import stems
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, Reach, hit, rule
from xl_send.rules.figures.words.counts import what_is_counted
from xl_send.words import NUMBER, number_said
from xl_send.workbook.days import say
from xl_send.workbook.sheets.choices import Frequency, RiskStatus, Unit
from xl_send.workbook.sheets.kpis import Expectation, Kpi
from xl_send.workbook.sheets.risks import LogEntry, Risk
from xl_send.workbook.submissions import Programme

_FIGURE = rf"({NUMBER}(?:\.\d+)?)( ?%| ?per ?cent\b)?(?![\w]|[.,]\d)"
_NO_MORE = Pattern(
    rf"(?i)(?<!\bno )(?<!\bnot )\b(?:fewer than|less than|under|below|no more than|not more than"
    rf"|at most) {_FIGURE}"
    rf"|(?<![\w.,]){_FIGURE} (?:or fewer|or less|or under)\b"
)
_NO_LESS = Pattern(
    rf"(?i)(?<!\bno )(?<!\bnot )\b(?:at least|more than|over|above|no fewer than|no less than|not less than"
    rf"|a minimum of) {_FIGURE}"
    rf"|(?<![\w.,]){_FIGURE} (?:or more|or over|or above|and above)\b"
)
# "First twelve interns start": with none before, there are no more than twelve then.
_FIRST = Pattern(rf"(?i)^(?:the )?first ({NUMBER})(?= [a-z]{{4,}})")
_OF_TIME = Pattern(
    r"(?i) (?:(?:working|school|calendar) )?(?:days?|weeks?|months?|terms?|years?|hours?|metres|miles)\b"
)
_AGED = Pattern(r"(?i)\b(?:aged?|older|younger|children|pupils|those|families) $")
_WORD = Pattern(r"[A-Za-z]{4,20}")
_SMALL_WORDS = frozenset(
    {"than", "less", "least", "fewer", "under", "over",
     "above", "below", "most", "year", "term", "place", "schools", "children", "pupils",
     "week", "weeks", "within", "days", "working", "months", "after", "before", "reached"}
)  # fmt: skip


@rule(
    "EX21",
    Severity.QUERY,
    '{milestone} is called "{words}", but {value} is expected of {id} then.',
    "Correct Expected, or the title. A board holds the milestone to its own words.",
    brings={"WM02": Reach.CELL, "MS42": Reach.CELL},
)
def expected_beyond_the_title(programme: Programme) -> Iterator[Hit]:
    """What is expected of a KPI at a milestone keeps to the limit that its title sets.

    The title "fewer than 50 plans" and 70 expected cannot both be meant. Asked where the title gives one limit, such as
    "at least 60%" or "no more than ten", in the KPI's own unit, and shares two words with the KPI's name, and more than
    with those of others. "First twelve" are no more than twelve where the baseline is nought.

    **Fails**

    Milestones:
    | ID | Milestone |
    | --- | --- |
    | TRN-M01 | Fewer than 50 plans older than 20 weeks |
    | TRN-M02 | At least 60% of advice returned in time |
    | TRN-M03 | No more than 40 plans older than 20 weeks |
    | TRN-M04 | First twelve supported interns start |

    KPIs:
    | ID | KPI | Unit | Baseline |
    | --- | --- | --- | --- |
    | TRN-K01 | Plans older than 20 weeks and not issued | Count | 90 |
    | TRN-K02 | Advice returned within six weeks | Percent | 40% |
    | TRN-K03 | Young people on supported internships | Count | 0 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | <70> |
    | TRN-K02 | TRN-M02 | <52%> |
    | TRN-K01 | TRN-M03 | <60> |
    | TRN-K03 | TRN-M04 | <21> |

    **Passes**

    Milestones:
    | ID | Milestone |
    | --- | --- |
    | TRN-M01 | Fewer than 50 plans older than 20 weeks |
    | TRN-M02 | At least 60% of advice returned in time |
    | TRN-M03 | Plans older than 20 weeks reviewed by at least two officers |
    | TRN-M04 | Plans for children under 5 older than 20 weeks issued |
    | TRN-M05 | Advice returned in over 20 weeks ended |
    | TRN-M06 | First twelve supported interns start |

    KPIs:
    | ID | KPI | Unit | Baseline |
    | --- | --- | --- | --- |
    | TRN-K01 | Plans older than 20 weeks and not issued | Count | 90 |
    | TRN-K02 | Advice returned within six weeks | Percent | 40% |
    | TRN-K03 | Requests for assessment | Count | 60 |
    | TRN-K04 | Supported interns in their first post | Count | 10 |
    | TRN-K05 | Young people on supported internships | Count | 0 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 50 |
    | TRN-K02 | TRN-M02 | 64% |
    | TRN-K03 | TRN-M01 | 70 |
    | TRN-K01 | TRN-M03 | 1 |
    | TRN-K01 | TRN-M04 | 60 |
    | TRN-K02 | TRN-M05 | 10% |
    | TRN-K05 | TRN-M06 | 12 |
    """
    shared: defaultdict[str, list[int]] = defaultdict(list)
    named = [(kpi, row, one, (one.name if one else None) or "") for kpi, row, one in expectations(programme)]
    for kpi, row, _, title in named:
        shared[row.milestone].append(len(_stems(title) & _stems(kpi.name or "")))
    for kpi, row, milestone, title in named:
        own = len(_stems(title) & _stems(kpi.name or ""))
        nearest = own > 1 and own == max(shared[row.milestone]) and shared[row.milestone].count(own) == 1
        if milestone is None or not nearest or not readable(kpi, row.expected) or _is_of_a_later_day(row):
            continue
        limits = [*_limits(title, kpi, _NO_MORE, 1), *_limits(title, kpi, _NO_LESS, -1)]
        first = _FIRST.match(title) if kpi.unit is Unit.COUNT and kpi.baseline == 0 and not limits else None
        limits += [(number_said(first[1]), 1)] if first and not _OF_TIME.match(title[first.end() :]) else []
        if len(limits) != 1:
            continue
        ((limit, side),) = limits
        if (row.expected - limit) * side > 0.001 * abs(limit):
            related = Related(milestone.at("name"), "the title")
            value = amount(kpi.unit, row.expected)
            yield hit(row.at("expected"), related, milestone=milestone.id, words=title, value=value, id=kpi.id)


def _is_of_a_later_day(row: Expectation) -> bool:
    """Whether an expectation is measured on a day of its own, and its Note says what more is expected by then."""
    return row.measured_on is not None and bool(row.note) and _MORE_BY_THEN.search(row.note or "") is not None


_MORE_BY_THEN = Pattern(r"(?i)\b(?:by then|extra|more|further|also|plus|early|ahead|besides|later)\b")


def _limits(title: str, kpi: Kpi, pattern: Pattern, side: int) -> Iterator[tuple[float, int]]:
    """The limits of a title that are in the KPI's unit, with 1 for those from above and -1 for those from below."""
    for found in pattern.finditer(title):
        number, percent = (found[1], found[2]) if found[1] else (found[3], found[4])
        after = title[found.end() :]
        of_time = _OF_TIME.match(f" {after.lstrip()}")
        if _AGED.search(title[: found.start()]) or bool(percent) != (kpi.unit is Unit.PERCENT):
            continue
        counted = kpi.unit is Unit.COUNT and not of_time and _first_word(after) in what_is_counted(kpi.name or "")
        if percent or counted:
            yield _value(number) / (100 if percent else 1), side


def _value(said: str) -> float:
    whole, _, decimals = said.partition(".")
    return number_said(whole) + (float(f"0.{decimals}") if decimals else 0.0)


def _first_word(text: str) -> str:
    found = _WORD.search(text)
    return found[0].casefold() if found and not text[: found.start()].strip() else ""


def _stems(text: str) -> frozenset[str]:
    return stems(text, but=_SMALL_WORDS)


_TRIGGER = Pattern(
    rf"(?i)\b(?:trigger|threshold|tripwire|alarm|alert)(?: point| level)? (?:at|of|is|set at|when|if|above|over)"
    rf"(?: (?:above|over|more than|there are|we reach|we see))? ({NUMBER}) (?:new |open )?([a-z]{{4,20}})"
    r"(?: (?:a|per|each|every|in a|in one) (week|month|quarter|term|year))?\b"
)
_PASSED = Pattern(
    r"(?i)\btriggers?\b[^.;]{0,40}\b(?:was|has been|is now|were)? ?(?:met|passed|reached|pulled|exceeded|crossed|hit)\b"
)
_EVERY = {"month": Frequency.MONTHLY, "quarter": Frequency.QUARTERLY, "term": Frequency.TERMLY,
          "year": Frequency.ANNUAL}  # fmt: skip


@rule(
    "KP99",
    Severity.QUERY,
    'The trigger "{words}" has been reached: {id} stands at {value} ({day}).',
    "Say in the risk what was done, or that it was looked at again. A trigger that passes in silence is none.",
)
def trigger_passed_in_silence(programme: Programme) -> Iterator[Hit]:
    """Where a figure reaches the trigger that an open risk names, the risk speaks of it.

    Asked of Mitigation and Controls in place: of a number of what a count of the workstream's KPIs counts, and for as
    long as it says, that its latest figure has come up to from below. Not where an issue came of the risk, or its words
    tell that the trigger was met.

    **Fails**

    Risks:
    | ID | Mitigation |
    | --- | --- |
    | TRN-R01 | <Monthly forecast to the board and a trigger at 100 requests a month.> |

    KPIs:
    | ID | KPI | Unit | Frequency |
    | --- | --- | --- | --- |
    | TRN-K01 | Requests for assessment | Count | Monthly |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 77 |
    | TRN-K01 | 31 Oct 2026 | 104 |

    **Passes**

    Risks:
    | ID | Mitigation | Status |
    | --- | --- | --- |
    | TRN-R01 | A trigger at 110 requests a month | Open |
    | TRN-R02 | A trigger at 100 requests a week | Open |
    | TRN-R03 | A trigger at 100 appeals a month | Open |
    | TRN-R04 | The trigger at 100 requests a month was reached: agency officers come in November | Open |
    | TRN-R05 | A trigger at 60 requests a month | Open |
    | TRN-R06 | A trigger at 100 requests a month | Closed |

    KPIs:
    | ID | KPI | Unit | Frequency |
    | --- | --- | --- | --- |
    | TRN-K01 | Requests for assessment | Count | Monthly |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 30 Sep 2026 | 77 |
    | TRN-K01 | 31 Oct 2026 | 104 |
    """
    came = {entry.from_risk for entry in programme.each(LogEntry)}
    counts = [(kpi, dated) for kpi, dated in series(programme, _is_a_count).items() if is_active(programme, kpi)]
    for risk in programme.each(Risk):
        if risk.status is not RiskStatus.OPEN or risk.id in came:
            continue
        for column in ("mitigation", "controls"):
            text = getattr(risk, column) or ""
            found = _TRIGGER.search(text)
            if found is None or _PASSED.search(text):
                continue
            limit = number_said(found[1])
            for kpi, dated in counts:
                latest, before = dated[-1], [one.value for one in dated[:-1]]
                same = kpi.workstream == risk.workstream and found[2].casefold() in what_is_counted(kpi.name or "")
                often = not found[3] or _EVERY.get(found[3].casefold()) is kpi.frequency
                if same and often and before and min(before) < limit <= latest.value:
                    related = Related(latest.row.at("value"), f"the figure of {say(latest.day)}")
                    value = amount(kpi.unit, latest.value)
                    yield hit(risk.at(column), related, words=found[0], id=kpi.id, value=value, day=latest.day)


def _is_a_count(kpi: Kpi) -> bool:
    return kpi.unit is Unit.COUNT
