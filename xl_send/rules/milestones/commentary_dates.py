"""What a milestone's commentary says of its dates, and what its dates say."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import OFF_TRACK, is_active
from xl_send.analysis.words.phrases import opens_finished, says_late_now
from xl_send.findings import Related, Severity
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.submissions import Programme


@rule(
    "MS32",
    Severity.QUERY,
    "The commentary says that {id} is late, but Forecast date is still the planned day, {day}.",
    "Give the day now expected under Forecast date. If that day still holds, say so in Commentary.",
)
def said_to_be_late_but_not_moved(programme: Programme) -> Iterator[Hit]:
    """A milestone that is said to be late has a later forecast date.

    The colour is computed from the dates. If only the words are brought up to date, it stays Green, and nothing that
    waits for this milestone is seen to move.

    **Fails**

    Milestones:
    | ID | Baseline date | Forecast date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | <11 Dec 2026> | This has slipped to May because the coaches are not trained. |
    | TRN-M02 | 11 Dec 2026 | <4 Dec 2026> | Work on it is running late |

    **Passes**

    Milestones:
    | ID | Baseline date | Forecast date | Actual date | Commentary |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | 11 Dec 2026 | 14 Dec 2026 | | This has slipped by a day |
    | TRN-M02 | 11 Dec 2026 | 11 Dec 2026 | | It was delayed, and the day still holds |
    | TRN-M03 | 6 Nov 2026 | | 6 Nov 2026 | Delayed by the builder |
    | TRN-M04 | 11 Dec 2026 | 11 Dec 2026 | | On plan, although one school is late |
    """
    for milestone in _undone(programme):
        planned = milestone.agreed or milestone.baseline
        forecast = milestone.forecast
        if forecast and planned and forecast <= planned and says_late_now(milestone.commentary):
            said = Related(milestone.at("commentary"), "what is said")
            yield hit(milestone.at("forecast"), said, id=milestone.id, day=planned)


@rule(
    "MS33",
    Severity.QUERY,
    'The commentary says "{text}", but Actual date is blank.',
    "Give the day it was reached under Actual date. If it is not reached yet, say in Commentary what is still to do.",
)
def said_to_be_finished_but_not_dated(programme: Programme) -> Iterator[Hit]:
    """A milestone that is said to be complete has an actual date.

    Without one it counts as work to come, and is late once its forecast date has passed.

    **Fails**

    Milestones:
    | ID | Reported RAG | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Green | <> | Completed on 12 November; all schools have a named teacher. |
    | TRN-M02 | | <> | Complete |

    **Passes**

    Milestones:
    | ID | Reported RAG | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Green | 6 Nov 2026 | Completed on 6 November |
    | TRN-M02 | Green | | Completed by March |
    | TRN-M03 | Green | | Complete, except for two schools |
    | TRN-M04 | Red | | Complete |
    """
    for milestone in _undone(programme):
        if milestone.reported not in OFF_TRACK and opens_finished(milestone.commentary):
            said = Related(milestone.at("commentary"), "what is said")
            text = (milestone.commentary or "").strip().rstrip(" .")
            yield hit(milestone.at("actual"), said, text=text)


def _undone(programme: Programme) -> Iterator[Milestone]:
    for milestone in programme.each(Milestone):
        if not milestone.actual and is_active(programme, milestone):
            yield milestone
