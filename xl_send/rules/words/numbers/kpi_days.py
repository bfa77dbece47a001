"""The day of a figure, against the day of which a commentary says that so many were counted by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain

from xl_send.analysis.activity import is_active
from xl_send.analysis.figures import Dated, amount, expectations, points, series
from xl_send.analysis.notes.content import stems
from xl_send.analysis.words.named_dates import MONTH_NAMES, end_of_month, first_of_month
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.words.numbers.kpi_counts import is_count_to_rise
from xl_send.words import NUMBER, number_said
from xl_send.workbook.days import say
from xl_send.workbook.submissions import Programme

_BY_THEN = Pattern(
    rf"(?i)(?<![\w£.,/-])(?<!of )(?<!of the )({NUMBER}) (?:[a-z-]{{3,20}} )?([a-z]{{4,20}}s) (?:[a-z]+ ){{0,4}}"
    r"(?:by then|by that (?:date|day|time|point)|at that (?:time|point|stage)|on that (?:day|date)|on the day)\b"
)
_NOT_OF_THEM = Pattern(r"(?i)\b(?:more|another|further|extra|over|about|nearly|almost|least|some|not|hoped|only the)\b")


@rule(
    "AC65",
    Severity.QUERY,
    'The figure of {day} is {value}, but {id}, reached on {reached}, says "{words}".',
    "Check Period end and the figure, or correct the commentary. A figure on the wrong day can hide what was due.",
)
def counted_otherwise_when_reached(programme: Programme) -> Iterator[Hit]:
    """What a commentary says was counted on the day a milestone was reached lies between the figures around it.

    Asked of a count that is to rise, of which something is expected at the milestone, where the commentary says so many
    settings "by then" or "on that day", and the title of the KPI names settings: no figure from before is more, and
    none from after is less.

    **Fails**

    Milestones:
    | ID | Milestone | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | First twenty settings trained | 23 Oct 2026 | A week late; 24 settings by then, more than planned. |

    KPIs:
    | ID | KPI | Unit | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Settings trained and screening | Count | 0 | 60 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 20 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 17 Jul 2026 | 6 |
    | TRN-K01 | <16 Oct 2026> | 28 |

    **Passes**

    Milestones:
    | ID | Milestone | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | First twenty settings trained | 23 Oct 2026 | A week late; 24 settings by then, more than planned. |
    | TRN-M02 | First refresher held | 9 Oct 2026 | 12 leaflets by then, and 20 more settings by then |
    | TRN-M03 | First twenty settings trained | | 90 settings by then, we hope |

    KPIs:
    | ID | KPI | Unit | Baseline | Target |
    | --- | --- | --- | --- | --- |
    | TRN-K01 | Settings trained and screening | Count | 0 | 60 |

    Expectations:
    | KPI | Milestone | Expected |
    | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 20 |
    | TRN-K01 | TRN-M02 | 20 |
    | TRN-K01 | TRN-M03 | 60 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 17 Jul 2026 | 6 |
    | TRN-K01 | 31 Oct 2026 | 28 |
    """
    counted = series(programme, is_count_to_rise)
    for kpi, _, milestone in expectations(programme):
        dated = counted.get(kpi, [])
        text = milestone.commentary if milestone and milestone.actual and len(dated) > 1 else ""
        said = _BY_THEN.search(text or "")
        if milestone is None or milestone.actual is None or not said or _NOT_OF_THEM.search(said[0]):
            continue
        number = number_said(said[1])
        other = _out_of_step(dated, milestone.actual, number)
        if other and stems(said[2]) & stems(kpi.name or ""):
            yield hit(
                other.row.at("period_end"), Related(milestone.at("commentary"), "the commentary"), day=other.day,
                value=amount(kpi.unit, other.value), id=milestone.id, reached=say(milestone.actual), words=said[0],
            )  # fmt: skip


def _out_of_step(dated: Sequence[Dated], day: date, number: float) -> Dated | None:
    """The figure that is more before a day than a number counted on it, or less after it."""
    before = (one for one in dated if one.day <= day and one.value > number)
    after = (one for one in dated if one.day >= day and one.value < number)
    return next(chain(before, after), None)


_LAST_NUMBER = Pattern(rf"(?i)(?<![\w.,£])({NUMBER})(?:%| per ?cent)?(?: [a-z]+){{0,4}} $")
A_WEEK = timedelta(days=7)
_BY_THE_END = Pattern(rf"(?i)\b(?:by|at|on|to) (?:(?:the )?end (?:of )?|(?:28|29|30|31)(?:th|st)? )({MONTH_NAMES})\b")


@rule(
    "AC66",
    Severity.QUERY,
    'The commentary says "{words}", and {id} is expected at {expected} on {due}, but the figure is of {day}.',
    "Correct Period end, if the figure is of that day: as it is, nothing is due yet, and it is not rated by it.",
)
def figure_dated_before_it_was_due(programme: Programme) -> Iterator[Hit]:
    """A latest figure that the commentary gives for the end of a month is dated then.

    Dated a week before, it is not judged by what is expected on the last of the month. Asked where the commentary has
    one such day, of the month of the figure, and something is expected between the two.

    **Fails**

    KPIs:
    | ID | KPI | Unit | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Settings trained | Count | Twenty-eight by the end of October, two more than we hoped. |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 26 | 31 Oct 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | <16 Oct 2026> | 28 |

    **Passes**

    KPIs:
    | ID | KPI | Unit | Commentary |
    | --- | --- | --- | --- |
    | TRN-K01 | Settings trained | Count | Twenty-eight by the end of October, two more than we hoped. |
    | TRN-K02 | Settings visited | Count | 28; thirty are booked by the end of October |
    | TRN-K03 | Settings joined | Count | 28 by the end of October |

    Expectations:
    | KPI | Milestone | Expected | Measured on |
    | --- | --- | --- | --- |
    | TRN-K01 | TRN-M01 | 26 | 31 Oct 2026 |
    | TRN-K02 | TRN-M01 | 30 | 31 Oct 2026 |
    | TRN-K03 | TRN-M01 | 26 | 23 Oct 2026 |

    Actuals:
    | KPI | Period end | Value |
    | --- | --- | --- |
    | TRN-K01 | 31 Oct 2026 | 28 |
    | TRN-K02 | 16 Oct 2026 | 28 |
    | TRN-K03 | 23 Oct 2026 | 28 |
    """
    expected = points(programme)
    for kpi, dated in series(programme).items():
        latest = dated[-1]
        said = _BY_THE_END.search(kpi.commentary or "")
        if not said or not is_active(programme, kpi):
            continue
        first = first_of_month(said[1], None, latest.day)
        last = end_of_month(first)
        due = next((one for one in expected.get(kpi, ()) if latest.day < one.day <= last), None)
        clause = (kpi.commentary or "")[: said.start()]
        if due and first <= latest.day <= last - A_WEEK and _gives(clause, latest.value):
            related = Related(kpi.at("commentary"), "the commentary"), Related(due.row.at("expected"), say(due.day))
            yield hit(
                latest.row.at("period_end"), *related, words=said[0], id=kpi.id, due=say(due.day), day=latest.day,
                expected=amount(kpi.unit, due.value),
            )  # fmt: skip


def _gives(clause: str, value: float) -> bool:
    """Whether the last words of a text before a day give a figure, as a number or a percentage."""
    found = _LAST_NUMBER.search(clause)
    return found is not None and number_said(found[1]) in {value, round(100 * value, 1)}
