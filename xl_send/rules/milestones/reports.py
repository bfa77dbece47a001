"""Milestones: what their owners report of them, and what a commentary says of their dates."""

from __future__ import annotations

from collections.abc import Iterator

from xl_send.analysis.activity import OFF_TRACK, is_active
from xl_send.analysis.misplaced.as_at import PREPARATION
from xl_send.analysis.needs import plan_day
from xl_send.analysis.words.named_dates import DAY, MONTH_NAMES
from xl_send.analysis.words.phrases import opens_finished, says_late_now
from xl_send.findings import Related, Severity
from xl_send.patterns import Pattern
from xl_send.rules.catalogue import Hit, hit, rule
from xl_send.rules.milestones.progress import milestones_with_as_at
from xl_send.workbook.sheets.choices import State
from xl_send.workbook.sheets.milestones import Milestone
from xl_send.workbook.sheets.programme import Workstream
from xl_send.workbook.submissions import Programme

# All that there was to do, said to be done: the whole of what is said.
_ALL_DONE = Pattern(
    r"(?i)(?:all|every|each|the last)\b[^.;,]{0,60} (?:was|were|has been|have been|is now|are now|now) "
    r"(?:signed|agreed|open(?:ed)?|published|issued|finished|completed?|delivered|trained|in place|in post|reached)"
    r"(?: (?:on|in|by|last) [^.;,]{1,30})?\.?",
    needs="all|every|each|last",
)


_BY_A_DAY = Pattern(
    rf"(?i)\b(?:(?:by|on|from|until|in|before|after) (?:the )?(?:end of |mid[- ]|early |late )?(?:{MONTH_NAMES})\b"
    rf"|\b{DAY}"
    r"|(?:by|in|before|after) (?:the )?(?:end of )?(?:next |half[- ])?(?:week|month|term|easter|christmas|summer"
    r"|spring|autumn))"
)


@rule(
    "MS06",
    Severity.QUERY,
    "Reported {colour}, but {what} blank.",
    "Say why and what is being done, and by when it will be on track again.",
)
def off_track_unexplained(programme: Programme) -> Iterator[Hit]:
    """A milestone that is reported Amber or Red says why, and when it will be back on track.

    Without a date there is no path to green. A milestone that has been reached needs neither. Help needed may say why,
    and a later Forecast date, or a day in the Commentary, by when.

    **Fails**

    Milestones:
    | ID | Reported RAG | Commentary | Back to green by |
    | --- | --- | --- | --- |
    | TRN-M01 | Amber | <> | 4 Dec 2026 |
    | TRN-M02 | Red | <> | |

    **Passes**

    Milestones:
    | ID | Reported RAG | Commentary | Back to green by | Forecast date | Actual date | State |
    | --- | --- | --- | --- | --- | --- | --- |
    | TRN-M01 | Red | One school has left; another joins | 4 Dec 2026 | 11 Dec 2026 | | |
    | TRN-M02 | Green | | | 11 Dec 2026 | | |
    | TRN-M03 | Amber | | | 11 Dec 2026 | 6 Nov 2026 | |
    | TRN-M04 | Red | | | 11 Dec 2026 | | Paused |
    | TRN-M05 | Amber | Two coaches short; both start in January | | 22 Jan 2027 | | |
    | TRN-M06 | Amber | On track again by 4 December | | 11 Dec 2026 | | |
    """
    for milestone in programme.each(Milestone):
        if milestone.reported in OFF_TRACK and not milestone.actual and is_active(programme, milestone):
            why = milestone.commentary or milestone.help_needed
            blank = [] if why else ["commentary"]
            blank += [] if milestone.back_to_green or (why and _gives_a_day(milestone)) else ["back_to_green"]
            if blank:
                cells = [milestone.at(name) for name in blank]
                what = " and ".join(cell.column for cell in cells) + (" are" if len(cells) > 1 else " is")
                related = [
                    Related(milestone.at("reported"), "the colour"),
                    *(Related(one, "blank") for one in cells[1:]),
                ]
                yield hit(cells[0], *related, colour=milestone.reported, what=what)


def _gives_a_day(milestone: Milestone) -> bool:
    """Whether a row says by when it is right again: by a forecast after its plan, or a day in its Commentary."""
    late = milestone.forecast is not None and milestone.forecast > plan_day(milestone)
    return late or _BY_A_DAY.search(milestone.commentary or "") is not None


@rule(
    "MS07",
    Severity.QUERY,
    "Back to green by is {day}, which has passed, and it is still reported {colour}.",
    "Give a new date, and say in Commentary what has changed.",
)
def back_to_green_passed(programme: Programme) -> Iterator[Hit]:
    """The date by which a milestone will be on track again is still to come.

    A path to green that ended without green needs another.

    **Fails**

    Milestones:
    | ID | Reported RAG | Back to green by |
    | --- | --- | --- |
    | TRN-M01 | Amber | <12 Nov 2026> |

    **Passes**

    Milestones:
    | ID | Reported RAG | Back to green by | Actual date | State |
    | --- | --- | --- | --- | --- |
    | TRN-M01 | Amber | 13 Nov 2026 | | |
    | TRN-M02 | Green | 30 Oct 2026 | | |
    | TRN-M03 | Amber | 30 Oct 2026 | 6 Nov 2026 | |
    | TRN-M04 | Red | 30 Oct 2026 | | Withdrawn |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        passed = milestone.back_to_green is not None and milestone.back_to_green < as_at
        if passed and milestone.reported in OFF_TRACK and not milestone.actual and is_active(programme, milestone):
            yield hit(milestone.at("back_to_green"), day=milestone.back_to_green, colour=milestone.reported)


@rule(
    "MS08",
    Severity.QUERY,
    "Last updated is {updated}, long after the as at date.",
    "Correct it, or As at on the Programme sheet.",
)
def updated_long_after_as_at(programme: Programme) -> Iterator[Hit]:
    """A row was last looked at before, or within a month after, the date that the return describes.

    A later date is a slip, or the return describes a later date than it says.

    **Fails**

    Milestones:
    | ID | Last updated |
    | --- | --- |
    | TRN-M01 | <15 Dec 2026> |

    **Passes**

    Milestones:
    | ID | Last updated |
    | --- | --- |
    | TRN-M01 | 14 Dec 2026 |
    """
    for milestone, as_at in milestones_with_as_at(programme):
        if milestone.updated and milestone.updated > as_at + PREPARATION:
            yield hit(milestone.at("updated"), updated=milestone.updated)


@rule(
    "MS09",
    Severity.ADVICE,
    "{code} has {count} milestones to come; your Thresholds say that a workstream should not exceed {most}.",
    "Keep those that a board would want to hear of. Activities belong in the team's own plan.",
)
def too_many_milestones(programme: Programme) -> Iterator[Hit]:
    """A workstream has no more milestones to come than the programme's threshold.

    Among too many, the ones that matter are not seen. What is paused, withdrawn or reached does not count.

    **Fails**

    Thresholds:
    | Milestones a workstream should not exceed |
    | --- |
    | 1 |

    Workstreams:
    | Code |
    | --- |
    | <TRN> |

    Milestones:
    | ID |
    | --- |
    | TRN-M01 |
    | TRN-M02 |

    **Passes**

    Thresholds:
    | Milestones a workstream should not exceed |
    | --- |
    | 2 |

    Milestones:
    | ID | State | Actual date |
    | --- | --- | --- |
    | TRN-M01 | | |
    | TRN-M02 | | |
    | TRN-M03 | Withdrawn | |
    | TRN-M04 | | 6 Nov 2026 |
    """
    for submission in programme.submissions:
        counts: dict[str, int] = {}
        for milestone in submission.all(Milestone):
            if milestone.state is State.ACTIVE and not milestone.actual:
                counts[milestone.workstream] = counts.get(milestone.workstream, 0) + 1
        most = submission.thresholds.most_milestones
        for stream in submission.all(Workstream):
            count = counts.get(stream.code, 0)
            if count > most:
                yield hit(stream.at("code"), code=stream.code, count=count, most=most)


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
    | TRN-M03 | Green | <> | All twelve agreements were signed on 9 November. |

    **Passes**

    Milestones:
    | ID | Reported RAG | Actual date | Commentary |
    | --- | --- | --- | --- |
    | TRN-M01 | Green | 6 Nov 2026 | Completed on 6 November |
    | TRN-M02 | Green | | Completed by March |
    | TRN-M03 | Green | | Complete, except for two schools |
    | TRN-M04 | Red | | Complete |
    | TRN-M05 | Green | | All schools were told; seven have signed. |
    """
    for milestone in _undone(programme):
        text = milestone.commentary or ""
        if text and milestone.reported not in OFF_TRACK and (opens_finished(text) or _ALL_DONE.fullmatch(text.strip())):
            said = Related(milestone.at("commentary"), "what is said")
            yield hit(milestone.at("actual"), said, text=text.strip().rstrip(" ."))


def _undone(programme: Programme) -> Iterator[Milestone]:
    for milestone in programme.each(Milestone):
        if not milestone.actual and is_active(programme, milestone):
            yield milestone
