"""Milestones: their dates against the as at date and those of their workstream."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xl_send.analysis.activity import is_active, worked_on
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.choices import Phase
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

# Days outside its workstream within which a milestone may well be meant.
NEAR, LATER = 92, 730


def milestones_with_as_at(programme: Programme) -> Iterator[tuple[Milestone, date]]:
    """Every milestone whose workbook has an as at date, with that date."""
    for milestone in programme.each(Milestone):
        as_at = programme.as_at(milestone)
        if as_at is not None:
            yield milestone, as_at


@rule(
    "MS01",
    Severity.ERROR,
    "Actual date is {actual}, after the as at date.",
    "If it has not been reached yet, clear Actual date and give a Forecast date.",
)
def actual_after_as_at(programme: Programme) -> Iterator[Hit]:
    """A milestone is not reached after the date that the return describes.

    An actual date is a fact. A date that is still to come is a forecast, and is treated as one.

    **Fails**

    Milestones:
    | ID | Actual date |
    | --- | --- |
    | TRN-M01 | <14 Nov 2026> |

    **Passes**

    Milestones:
    | ID | Actual date |
    | --- | --- |
    | TRN-M01 | 13 Nov 2026 |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        if milestone.actual and milestone.actual > as_at:
            yield hit(milestone.at("actual"), actual=milestone.actual)


@rule(
    "MS02",
    Severity.ERROR,
    "Forecast date, {forecast}, has passed and there is no Actual date.",
    "Fill in Actual date if it was reached, else give a new Forecast date.",
)
def forecast_passed(programme: Programme) -> Iterator[Hit]:
    """The forecast of a milestone that is not reached lies on or after the as at date.

    A forecast in the past says that nobody has looked at the row since. It counts as Red.

    **Fails**

    Milestones:
    | ID | Forecast date |
    | --- | --- |
    | TRN-M01 | <12 Nov 2026> |

    **Passes**

    Milestones:
    | ID | Forecast date | Actual date | State |
    | --- | --- | --- | --- |
    | TRN-M01 | 13 Nov 2026 | | |
    | TRN-M02 | 30 Oct 2026 | 6 Nov 2026 | |
    | TRN-M03 | 30 Oct 2026 | | Paused |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        passed = milestone.forecast is not None and milestone.forecast < as_at
        if passed and milestone.actual is None and is_active(programme, milestone):
            yield hit(milestone.at("forecast"), forecast=milestone.forecast)


@rule(
    "MS05",
    Severity.QUERY,
    "Baseline date is {baseline}, {where} {code}, {bound}.",
    "Correct Baseline date here, or {bound_title} on the Workstreams sheet.",
)
def baseline_outside_workstream(programme: Programme) -> Iterator[Hit]:
    """A milestone is planned between the first and the last day of its workstream.

    Where it truly lies outside, the workstream's dates are not what people take them for. Up to 92 days after the end
    is advice, and before the start nothing; what sustains the work comes after the end as it should, for a year or two.

    **Fails**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 1 Sep 2026 | 31 Aug 2027 |

    Milestones:
    | ID | Baseline date |
    | --- | --- |
    | TRN-M01 | <31 May 2026> |
    | TRN-M02 | <1 Sep 2027> |

    **Passes**

    Workstreams:
    | Code | Starts | Ends |
    | --- | --- | --- |
    | TRN | 1 Sep 2026 | 31 Aug 2027 |

    Milestones:
    | ID | Phase | Baseline date |
    | --- | --- | --- |
    | TRN-M01 | Trial | 1 Sep 2026 |
    | TRN-M02 | Trial | 31 Aug 2027 |
    | TRN-M03 | Set up | 10 Jul 2026 |
    | TRN-M04 | Sustain | 14 Sep 2028 |
    | TRN-M05 | Trial | 1 Jun 2026 |
    """
    for milestone in worked_on(programme, Milestone):
        stream = programme.streams.get(milestone.workstream)
        bound = _bound_crossed(milestone.baseline, stream) if stream else None
        if stream and bound:
            name, where = bound
            other = Related(stream.at(name), "the workstream's own date")
            days = abs((milestone.baseline - getattr(stream, name)).days)
            near = days <= NEAR
            sustains = name == "ends" and milestone.phase is Phase.SUSTAIN and days <= LATER
            if (near and name == "starts") or sustains:
                continue
            yield hit(
                milestone.at("baseline"),
                other,
                severity=Severity.ADVICE if near else None,
                baseline=milestone.baseline,
                where=where,
                code=stream.code,
                bound=getattr(stream, name),
                bound_title=name.capitalize(),
            )


def _bound_crossed(day: date, stream: Workstream) -> tuple[str, str] | None:
    if stream.starts and day < stream.starts:
        return "starts", "before the start of"
    return ("ends", "after the end of") if stream.ends and day > stream.ends else None
