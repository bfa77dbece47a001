"""What makes a good milestone: an event, looked at lately, with a forecast that follows from what it waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from xl_send.analysis.activity import OFF_TRACK, is_active
from xl_send.analysis.needs import plan_day
from xl_send.analysis.words.work import is_activity
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.cells.assumptions import EARLIEST_LIKELY
from xl_send.rules.milestones.progress import milestones_with_as_at
from xl_send.workbook.sheets.choices import Rag, State
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme

# A row that was last looked at longer ago than this many reporting periods has missed a return.
PERIODS = 2
A_FORTNIGHT, FOUR_MONTHS = timedelta(days=14), timedelta(days=122)
_MOVED = Pattern(
    r"(?i)\b(?:mov\w*|again|slip\w*|delay\w*|re-?baselin\w*|firm|because|deferr\w*|postpon\w*|second)\b",
)


@rule(
    "MQ01",
    Severity.QUERY,
    '"{title}" reads like work that goes on, not like an event.',
    "Say what will have happened, such as what is agreed, opened or published. Leave what goes on to the team's plan.",
)
def activity_not_event(programme: Programme) -> Iterator[Hit]:
    """A milestone is an event that is either reached or not.

    Of work that goes on nobody can say on which day it was reached, so it is always on track, or never.

    **Fails**

    Milestones:
    | ID | Milestone |
    | --- | --- |
    | TRN-M01 | <Continue to visit trial schools> |
    | TRN-M02 | <Support schools with their transition plans> |
    | TRN-M03 | <Ongoing work with families> |
    | TRN-M04 | <Weekly meetings with health> |
    | TRN-M05 | <Work with the trusts to agree access> |
    | TRN-M06 | <Visits to schools as required> |
    | TRN-M07 | <Improving communication with parents> |
    | TRN-M08 | <Supporting schools with inclusion> |
    | TRN-M09 | <Keep parents informed> |
    | TRN-M10 | <To monitor attendance> |

    **Passes**

    Milestones:
    | ID | Milestone | Actual date | State |
    | --- | --- | --- | --- |
    | TRN-M01 | Support service opened | | |
    | TRN-M02 | Monthly meeting on children under five agrees its first shared list | | |
    | TRN-M03 | Monitoring framework approved | | |
    | TRN-M04 | Ongoing support funded from April 2027 | | |
    | TRN-M05 | Working group set up with health | | |
    | TRN-M06 | Continue to visit trial schools | 6 Nov 2026 | |
    | TRN-M07 | Continue to visit trial schools | | Withdrawn |
    | TRN-M08 | Regular checks of plans taken over by the service's own managers | | |
    | TRN-M09 | Weekly performance report available to other workstreams | | |
    | TRN-M10 | Ensure all 12 posts are filled by 31 March | | |
    | TRN-M11 | Managing agent appointed | | |
    """
    for milestone in programme.each(Milestone):
        undone = not milestone.actual and is_active(programme, milestone)
        if undone and milestone.name and is_activity(milestone.name):
            yield hit(milestone.at("name"), title=milestone.name)


@rule(
    "MQ02",
    Severity.QUERY,
    "The agreed date has been moved {times} times.",
    "Say in Commentary why it moved again, and what makes this date firm.",
)
def agreed_date_moved_again(programme: Programme) -> Iterator[Hit]:
    """The date of a milestone is agreed anew once at most.

    A date that has moved twice is likely to move a third time. Such a milestone is Amber at best. A Commentary that
    says why it moved again is what is asked for.

    **Fails**

    Milestones:
    | ID | Agreed date | Change reference |
    | --- | --- | --- |
    | TRN-M01 | 15 Jan 2027 | <Board 4; Board 9> |

    **Passes**

    Milestones:
    | ID | Agreed date | Change reference | Actual date | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 15 Jan 2027 | Board 4 | | |
    | TRN-M02 | 15 Jan 2027 | Board 4; board 4 | | |
    | TRN-M03 | 6 Nov 2026 | Board 4; Board 9 | 6 Nov 2026 | |
    | TRN-M04 | 15 Jan 2027 | Board 4; Board 9 | | Paused |

    **Passes**

    Milestones:
    | ID | Agreed date | Change reference | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 15 Jan 2027 | Board 4; Board 9 | Moved again because the lift failed; it now works |
    """
    for milestone in programme.each(Milestone):
        times = len({change.casefold() for change in milestone.changes})
        if times < 2 or not milestone.agreed or milestone.actual or not is_active(programme, milestone):
            continue
        if not _MOVED.search(milestone.commentary or ""):
            agreed = Related(milestone.at("agreed"), "the date agreed last")
            yield hit(milestone.at("changes"), agreed, times=times)


@rule(
    "MQ03",
    Severity.QUERY,
    "Reported Green, but last looked at on {updated}. There have been two returns since.",
    "Confirm or change the colour and the forecast, then fill in Last updated.",
)
def green_unconfirmed(programme: Programme) -> Iterator[Hit]:
    """A milestone that is reported Green has been looked at within the last two reporting periods.

    Green that nobody has confirmed is a guess. A period is the time from Previous as at to As at. A milestone four
    months ahead and more need not be looked at so often.

    **Fails**

    Programme:
    | As at | Previous as at |
    | --- | --- |
    | 13 Nov 2026 | 2 Oct 2026 |

    Milestones:
    | ID | Reported RAG | Last updated |
    | --- | --- | --- |
    | TRN-M01 | Green | <20 Aug 2026> |

    **Passes**

    Programme:
    | As at | Previous as at |
    | --- | --- |
    | 13 Nov 2026 | 2 Oct 2026 |

    Milestones:
    | ID | Reported RAG | Last updated | Actual date | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Green | 21 Aug 2026 | | |
    | TRN-M02 | Amber | 20 Aug 2026 | | |
    | TRN-M03 | Green | 20 Aug 2026 | 20 Aug 2026 | |
    | TRN-M04 | Green | 20 Aug 2026 | | Paused |
    | TRN-M05 | Green | | | |

    **Passes**

    Programme:
    | As at | Previous as at |
    | --- | --- |
    | 13 Nov 2026 | 2 Oct 2026 |

    Milestones:
    | ID | Forecast date | Reported RAG | Last updated |
    | --- | --- | --- | --- |
    | TRN-M01 | 16 Mar 2027 | Green | 20 Aug 2026 |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        far = milestone.forecast is not None and milestone.forecast - as_at > FOUR_MONTHS
        undone = not (milestone.actual or far) and is_active(programme, milestone)
        if undone and milestone.reported is Rag.GREEN and _long_ago(programme, milestone, as_at):
            yield hit(
                milestone.at("updated"), Related(milestone.at("reported"), "the colour"), updated=milestone.updated
            )


def _long_ago(programme: Programme, milestone: Milestone, as_at: date) -> bool:
    cover = programme.of(milestone).cover
    if milestone.updated is None or not cover.as_at or not cover.previous or cover.previous >= cover.as_at:
        return False
    missed = as_at - milestone.updated > PERIODS * (cover.as_at - cover.previous)
    return missed and milestone.updated >= EARLIEST_LIKELY


@rule(
    "MQ04",
    Severity.ADVICE,
    "Back to green by is {green}, after the forecast date, {forecast}.",
    "Correct one of the two dates: once it is reached there is no way back to take.",
)
def back_to_green_after_the_forecast(programme: Programme) -> Iterator[Hit]:
    """A milestone is back on track by the day on which it is expected to be reached.

    A later date shows that one of the two was not looked at again. Within a fortnight it is not asked about.

    **Fails**

    Milestones:
    | ID | Reported RAG | Forecast date | Back to green by |
    | --- | --- | --- | --- |
    | TRN-M01 | Amber | 15 Jan 2027 | <30 Jan 2027> |

    **Passes**

    Milestones:
    | ID | Reported RAG | Forecast date | Back to green by | Actual date |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Amber | 15 Jan 2027 | 29 Jan 2027 | |
    | TRN-M02 | Green | 15 Jan 2027 | 18 Jan 2027 | |
    | TRN-M03 | Red | 30 Oct 2026 | 27 Nov 2026 | |
    | TRN-M04 | Amber | 30 Oct 2026 | 27 Nov 2026 | 6 Nov 2026 |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        forecast, green = milestone.forecast, milestone.back_to_green
        if milestone.reported not in OFF_TRACK or milestone.actual or not is_active(programme, milestone):
            continue
        if forecast and green and as_at <= forecast < green - A_FORTNIGHT:
            related = Related(milestone.at("forecast"), "the forecast date")
            yield hit(milestone.at("back_to_green"), related, green=green, forecast=forecast)


@rule(
    "MQ05",
    Severity.QUERY,
    "It depends on {before}, now forecast for {later}. This forecast, {forecast}, has not been looked at again.",
    "Give a new Forecast date, or take {before} out of Depends on.",
)
def forecast_not_looked_at_again(programme: Programme) -> Iterator[Hit]:
    """When a milestone moves, the forecasts of those that depend on it are looked at again.

    A forecast that still equals the date first agreed, though what it waits for comes later, says only that
    nobody has asked.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Depends on |
    | --- | --- | --- | --- |
    | TRN-M01 | 4 Dec 2026 | 15 Jan 2027 | |
    | TRN-M02 | 11 Dec 2026 | <11 Dec 2026> | TRN-M01 |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Depends on | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 4 Dec 2026 | 15 Jan 2027 | | |
    | TRN-M02 | 15 Jan 2027 | 15 Jan 2027 | TRN-M01 | |
    | TRN-M03 | 11 Dec 2026 | 14 Dec 2026 | TRN-M01 | |
    | TRN-M04 | 11 Dec 2026 | 11 Dec 2026 | TRN-M01 | Paused |
    | TRN-M05 | 4 Dec 2026 | 15 Jan 2027 | | Withdrawn |
    | TRN-M06 | 11 Dec 2026 | 11 Dec 2026 | TRN-M05 | |
    | TRN-M07 | 20 Nov 2026 | 20 Nov 2026 | TRN-M08 | |
    | TRN-M08 | 4 Dec 2026 | 4 Dec 2026 | | |
    | TRN-M09 | 4 Dec 2026 | 15 Jan 2027 | | Paused |
    | TRN-M10 | 11 Dec 2026 | 11 Dec 2026 | TRN-M09 | |
    """
    for milestone in programme.each(Milestone):
        if milestone.actual or milestone.forecast != plan_day(milestone) or not is_active(programme, milestone):
            continue
        moved = [item for item in _predecessors(programme, milestone) if _moved_past(item, milestone)]
        if moved:
            last = max(moved, key=lambda item: item.forecast or date.min)
            cells = (
                Related(last.at("forecast"), "its forecast date"),
                Related(milestone.at("depends_on"), "depends on"),
            )
            yield hit(
                milestone.at("forecast"), *cells, before=last.id, later=last.forecast, forecast=milestone.forecast
            )


def _predecessors(programme: Programme, milestone: Milestone) -> Iterator[Milestone]:
    for reference in milestone.depends_on:
        found = programme.milestones.get(reference.id)
        if found and found.workbook == milestone.workbook and found.state is State.ACTIVE:
            yield found


def _moved_past(before: Milestone, milestone: Milestone) -> bool:
    """Whether a predecessor was planned in time, is still to come, and is now forecast later."""
    if before.actual or not before.forecast or not milestone.forecast:
        return False
    return plan_day(before) <= milestone.forecast < before.forecast
